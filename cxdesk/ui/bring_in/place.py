"""Where a file goes: the open program, or a new one that is made of it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from cxdesk.exchange.opened import Into
from cxdesk.services import frame, program_file, programs
from cxdesk.services.incoming import GivenUp, Report, Stopped
from cxdesk.services.session import Session
from cxdesk.store.errors import Busy
from cxdesk.store.history import ChangeSet
from cxdesk.store.store import Clock, Store
from cxdesk.ui.cards.shared import read_ahead
from cxdesk.ui.desk import Desk, is_large

T = TypeVar("T")
_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was brought in: the report, and what changed or the program that was made."""

    report: Report
    change_set: ChangeSet | None = None
    made: Path | None = None


class Place(Protocol):
    """Where it goes. All but `into` runs in the worker."""

    def into(self) -> Into:
        """What questions need to know of it."""
        ...

    def rehearse(self, command: Callable[[Session], T], given_up: GivenUp) -> T:
        """What the command returns; nothing is kept."""
        ...

    def keep(self, label: str, command: Callable[[Session], Report], given_up: GivenUp) -> Kept:
        """Do it as one change."""
        ...

    def close(self) -> None:
        """Let go of what was made for trying."""
        ...


class Here:
    """The open program."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def into(self) -> Into:
        with self._desk.read() as session:
            name = frame.frame(session).name
            batches = programs.choices(session).batches
        pairs = tuple((one.name, one.note) for one in batches)
        return Into(self._desk.today(), name, pairs)

    def rehearse(self, command: Callable[[Session], T], given_up: GivenUp) -> T:
        return _in_turn(lambda: self._desk.store.rehearse(command), given_up)

    def keep(self, label: str, command: Callable[[Session], Report], given_up: GivenUp) -> Kept:
        report, change_set = _in_turn(lambda: self._desk.store.do(label, command), given_up)
        if is_large(change_set):
            read_ahead(self._desk.store)
        return Kept(report, change_set)

    def close(self) -> None:
        """There is nothing to let go of."""


class New:
    """A program that is not there yet: tried in a folder that goes away, made whole at the end."""

    def __init__(self, clock: Clock, who: str) -> None:
        self._clock, self._who = clock, who
        self.name, self.path = "Program", Path()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._store: Store | None = None

    def into(self) -> Into:
        return Into(self._clock().date())

    def rehearse(self, command: Callable[[Session], T], _given_up: GivenUp) -> T:
        if self._store is None:
            self._folder = tempfile.TemporaryDirectory(prefix="cxdesk-")
            path = Path(self._folder.name) / "trial.cxdesk"
            program_file.make_program(path, "Trial", clock=self._clock, who=self._who)
            self._store = Store.open(
                path, home=Path(self._folder.name), clock=self._clock, who=self._who
            )
        return self._store.rehearse(command)

    def keep(self, label: str, command: Callable[[Session], Report], given_up: GivenUp) -> Kept:
        found: list[Report] = []

        def fill(store: Store) -> None:
            found.append(store.do(label, command)[0])
            if given_up():
                raise Stopped

        program_file.make_program(self.path, self.name, clock=self._clock, who=self._who, then=fill)
        return Kept(found[0], made=self.path)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _in_turn(act: Callable[[], T], given_up: GivenUp) -> T:
    """Do it as soon as nobody else writes."""
    while True:
        try:
            return act()
        except Busy:
            if given_up():
                raise Stopped from None
            time.sleep(_AGAIN_S)
