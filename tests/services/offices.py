"""Files on which commands are tried, each prepared once for all cases that begin alike.

A case leaves its file as it found it, or fails: what it gives back is good for the next one.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import Dump, dump_through
from tests.services.commands import Case, Command
from tests.services.every_command import CASES
from tests.services.readers import Answers, Reader, Shown, shown_now

_Start = tuple[bool, tuple[Command, ...]]


def _start(case: Case) -> _Start:
    return case.empty, case.before


class Office:
    """A prepared file, and what is read of it; nothing of one that is empty."""

    def __init__(self, path: Path, untouched: Shown | None) -> None:
        self.store = _opened(path)
        self.file = sqlite3.connect(path)
        self.said = self.says()
        self.reader = Reader(self.store) if untouched else None
        self.seen = shown_now(untouched, self.answers()) if untouched else None

    def says(self) -> Dump:
        """All that is in the file."""
        self.file.execute("BEGIN")  # one lock for all tables
        try:
            return dump_through(self.file)
        finally:
            self.file.rollback()

    def answers(self) -> Answers:
        """What the file answers as it is now."""
        return Answers(self.store, self.file)

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        self.store.close()


class Offices:
    """All files that are still needed."""

    def __init__(
        self, played: Path, blank: Path, untouched: Shown, folders: pytest.TempPathFactory
    ) -> None:
        self._untouched = untouched
        self._folder = folders.mktemp("offices")
        self._names = (f"{number}.cxdesk" for number in count())
        self._prepared: dict[_Start, Path] = {(False, ()): played, (True, ()): blank}
        self._left = Counter(map(_start, CASES))
        self._kept: dict[_Start, Office] = {}

    @contextmanager
    def of(self, case: Case) -> Iterator[Office]:
        """The file of a case. It is kept for the next one that begins alike, unless this fails."""
        start = _start(case)
        office = self._kept.pop(start, None) or self._made(start)
        self._left[start] -= 1
        try:
            yield office
        except BaseException:
            office.close()
            raise
        if self._left[start]:
            self._kept[start] = office
        else:
            office.close()

    def _made(self, start: _Start) -> Office:
        path = self._copy(self._after(*start))
        return Office(path, None if start[0] else self._untouched)

    def _after(self, empty: bool, before: tuple[Command, ...]) -> Path:
        """A file after these commands."""
        if (empty, before) not in self._prepared:
            path = self._copy(self._after(empty, before[:-1]))
            with _opened(path) as store:
                store.do("Prepare", before[-1])
            self._prepared[empty, before] = path
        return self._prepared[empty, before]

    def _copy(self, path: Path) -> Path:
        copy = self._folder / next(self._names)
        shutil.copyfile(path, copy)
        return copy

    def close(self) -> None:
        """Close all files."""
        for office in self._kept.values():
            office.close()


def _opened(path: Path) -> Store:
    return Store(path, home=path.parent, clock=clock, who="Sofia Marques", durable=False)
