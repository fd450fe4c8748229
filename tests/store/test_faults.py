"""Faults in the middle of a write: all of it is kept or nothing, and the store goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.services import actions, attachments, detail, initiatives, people
from cxdesk.store.errors import DiskFull, FileLocked, KnownError
from cxdesk.store.store import Store
from tests.dump import dump
from tests.store.writing import ask, open_store


class Torn(Exception):
    """A fault that nothing in the program knows."""


def full_disk() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error


def change_much(session: Session) -> None:
    """Inserts, updates and deletions of several tables."""
    here = detail.find(session, "CX-101")
    assert here is not None
    new = initiatives.add(session, "Something new")
    initiatives.link(session, here, new)
    initiatives.rename(session, here, "Another title")
    actions.add(session, here, "One more action", due=date(2026, 12, 1))
    attachments.attach(session, here, "note.txt", b"bytes of an attachment")
    session.flush()
    gone = session.get(Initiative, here).outcome_links[0]  # type: ignore[union-attr]
    session.delete(gone)


@contextmanager
def fault_at(store: Store, number: int, fault: Callable[[], Exception]) -> Iterator[list[str]]:
    """Raise in place of the statement `number` (from 0), or of COMMIT after all of them."""
    said: list[str] = []

    def before_statement(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)
        if len(said) == number + 1:
            raise fault()

    def before_commit(_connection: Any) -> None:
        said.append("COMMIT")
        if len(said) == number + 1:
            raise fault()

    event.listen(store._engine, "before_cursor_execute", before_statement)
    event.listen(store._engine, "commit", before_commit)
    try:
        yield said
    finally:
        event.remove(store._engine, "before_cursor_execute", before_statement)
        event.remove(store._engine, "commit", before_commit)


def acts(store: Store) -> dict[str, Callable[[], object]]:
    return {
        "do": lambda: store.do("Much", change_much),
        "undo": store.undo,
        "redo": store.redo,
    }


@pytest.mark.parametrize("fault", [full_disk, lambda: Torn("torn")], ids=["disk full", "unknown"])
@pytest.mark.parametrize("act", ["do", "undo", "redo"])
def test_a_fault_at_any_statement_changes_nothing(
    store: Store, act: str, fault: Callable[[], Exception]
) -> None:
    if act != "do":
        store.do("Much", change_much)
    if act == "redo":
        store.undo()
    before, head = dump(store), store.head
    number = 0
    while True:
        with fault_at(store, number, fault) as said:
            try:
                acts(store)[act]()
                break
            except (KnownError, Torn):
                pass
        assert dump(store) == before, said[-1]
        assert store.head == head, said[-1]
        number += 1
    # Every statement had its turn, BEGIN first and COMMIT last.
    assert number == len(said) > 5
    assert said[0] == "BEGIN IMMEDIATE"
    assert said[-1] == "COMMIT"
    assert dump(store) != before
    assert store.problems() == []


def test_after_a_fault_the_store_writes_and_undoes(store: Store) -> None:
    before = dump(store)
    with fault_at(store, 12, full_disk), pytest.raises(DiskFull, match="no room left"):
        store.do("Much", change_much)
    store.do("Much", change_much)
    after = dump(store)
    assert after != before
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_a_command_that_raises_leaves_nothing(store: Store) -> None:
    before = dump(store)

    def half(session: Session) -> None:
        change_much(session)
        session.flush()
        raise Torn

    with pytest.raises(Torn):
        store.do("Half", half)
    assert dump(store) == before
    with pytest.raises(Torn), store.write("Half") as session:
        half(session)
    assert dump(store) == before


def test_a_write_inside_a_write_is_a_mistake_and_leaves_nothing(store: Store) -> None:
    before = dump(store)
    with pytest.raises(RuntimeError, match="inside a write"):
        store.do("Outer", lambda s: (change_much(s), store.do("Inner", change_much)))
    assert dump(store) == before
    store.do("Afterwards", change_much)


def test_a_full_disk_is_said_and_nothing_is_lost(store: Store) -> None:
    before, text = dump(store), "x" * 400_000
    with store._engine.connect() as connection:  # the pool hands this one out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFull, match=r"no room left on the disk of meridian\.cxdesk"):
        store.do("Person", lambda s: people.add(s, "Long", role=text))
    assert dump(store) == before
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    store.do("Person", lambda s: people.add(s, "Long", role=text))
    store.undo()
    assert dump(store) == before
    assert store.problems() == []


def write_within(path: Path, room: int) -> tuple[str, str, bool, bool]:
    """With `room` bytes more for any file: what a large write says; do small ones go on?"""
    import resource

    with open_store(path) as store:
        before = dump(store)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, -1))
        kind = text = ""
        try:
            store.do("Long", lambda s: people.add(s, "Long", role="x" * 3_000_000))
        except KnownError as error:
            kind, text = type(error).__name__, error.text
        unchanged = dump(store) == before
        store.do("Short", lambda s: people.add(s, "Short"))
        store.undo()
        return kind, text, unchanged, dump(store) == before and not store.problems()


def test_a_file_that_may_not_grow_says_so_and_goes_on(sample_file: Path) -> None:
    pytest.importorskip("resource", reason="no limit on a file's size here")
    kind, text, unchanged, goes_on = ask(write_within, sample_file, 500_000)
    assert kind == "DiskFull"
    assert "disk" in text
    assert unchanged
    assert goes_on


def test_a_reader_of_another_program_delays_but_never_tears(store: Store) -> None:
    before = dump(store)
    other = sqlite3.connect(store.path, isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM history").fetchall()
        with pytest.raises(FileLocked, match="Another program is using"):
            store.do("Much", change_much)
    finally:
        other.close()
    assert dump(store) == before
    store.do("Much", change_much)
    assert dump(store) != before
