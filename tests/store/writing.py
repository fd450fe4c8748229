"""Processes of their own that write a program file: to be killed, starved or traced.

The fork server has made a change already (`warm.py`), so a process starts in milliseconds. It
also runs alone, for strace: `python writing.py FOLDER MODE`.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.people import Person
from cxdesk.model.work import Content
from cxdesk.services import people
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

FORKS = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
if FORKS.get_start_method() == "forkserver":
    FORKS.set_forkserver_preload(["tests.store.warm"])

Told = tuple[int, str]  # sequence and hash of an acknowledged entry


def noon() -> datetime:
    return NOON


def open_store(path: Path, *, home: Path | None = None, durable: bool = True) -> Store:
    return Store(path, home=home or path.parent / "home", clock=noon, durable=durable)


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Person.name).order_by(Person.name)))


def add_people(session: Session, number: int, size: int = 3000) -> None:
    """A change of several pages: two people with long e-mail addresses, and some bytes."""
    for part in ("a", "b"):
        people.add(session, f"{number:04d}{part}", role=f"{number}{part}" * (size // 5))
    data = bytes([number % 256]) * size
    session.merge(Content(digest=hashlib.sha256(data).hexdigest(), data=data))


def rename_people(session: Session, number: int) -> None:
    for person in session.scalars(select(Person).limit(8)):
        person.role = f"role {number} " * 40


def write_once(store: Store, number: int) -> Told:
    """One change of a mixed kind; what it was when it is safe on the disk."""
    match number % 5:
        case 3 if store.head.undo_top is not None:
            store.undo()
        case 4 if store.head.redo_top is not None:
            store.redo()
        case 2:
            store.do(f"Rename {number}", lambda s: rename_people(s, number))
        case _:
            store.do(f"Add {number}", lambda s: add_people(s, number))
    return store.head.seq, store.head.hash


def keep_writing(path: Path, to_parent: Connection) -> None:
    """Write for ever, telling the parent of every change that is safe on the disk."""
    with open_store(path) as store:
        while True:
            to_parent.send(write_once(store, store.head.seq + 1))


def hold_open(path: Path, to_parent: Connection) -> None:
    """Open the file and keep it open until killed."""
    with open_store(path):
        to_parent.send("open")
        to_parent.recv()


def answer(to_parent: Connection, job: Callable[..., object], *arguments: Any) -> None:
    """Run a job and send what it returned, or the kind and text of what it raised."""
    try:
        to_parent.send(job(*arguments))
    except KnownError as error:
        to_parent.send((type(error).__name__, error.text))
    except BaseException as error:
        to_parent.send(("bug", repr(error)))


@contextmanager
def child(job: Callable[..., object], *arguments: Any) -> Iterator[tuple[Any, Connection]]:
    """A process that runs `job(*arguments, connection)`; killed at the end if it still lives."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=job, args=(*arguments, there), daemon=True)
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def ask(job: Callable[..., object], *arguments: Any) -> Any:
    """What `job(*arguments)` gives in a process of its own."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=answer, args=(there, job, *arguments), daemon=True)
    process.start()
    there.close()
    try:
        return here.recv()
    finally:
        process.join()
        process.close()
        here.close()


def _traced(folder: Path, durable: bool, changes: int = 24) -> None:
    path = folder / "power.cxdesk"
    with Store.create(path, home=folder / "home", clock=noon, durable=durable) as store:
        os.write(1, b"safe 0 \n")
        for number in range(1, changes + 1):
            seq, mark = write_once(store, number)
            os.write(1, f"safe {seq} {mark}\n".encode())


if __name__ == "__main__":
    _traced(Path(sys.argv[1]), sys.argv[2] == "durable")
