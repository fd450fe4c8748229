"""The ledger of one import: what is known of the file from before, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.base import Entity
from cxdesk.model.errors import RuleBroken
from cxdesk.model.origins import Brought, Origin
from cxdesk.model.people import Person
from cxdesk.services.incoming import (
    Fate,
    GivenUp,
    Incoming,
    Note,
    Problem,
    Progress,
    Report,
    Stopped,
    Tally,
)
from cxdesk.services.session import today
from cxdesk.store.recorder import add_rows, stored

E = TypeVar("E", bound=Entity)
R = TypeVar("R")

MOST_PROBLEMS = 1000
"""So many are kept in words; what goes wrong more often than that is one mistake."""
_STEP = 50
# Who a row is and what is taken apart by itself; all else is compared with what was said before.
_APART = {"key", "at", "comments"}
Said = dict[str, Any]


class Ledger:
    """What every part of an import shares: the session, the items found so far, and the report."""

    def __init__(
        self, session: Session, incoming: Incoming, progress: Progress, given_up: GivenUp
    ) -> None:
        self.session, self.incoming = session, incoming
        self.today = today(session)
        self.people: dict[str, Person] = {}  # by key in the file
        self.domains: dict[str, int] = {}  # by folded name and short name
        self.outcomes: dict[str, int] = {}  # by folded code and name
        self.batches: dict[str, int] = {}  # by key in the file
        self.initiatives: dict[str, int] = {}  # by key in the file, and by code
        self._progress, self._given_up = progress, given_up
        self._done, self._all = 0, sum(len(rows) for rows in _tables(incoming))
        self._tallies: dict[str, list[int]] = {}
        self._rows: dict[type[Entity], list[dict[str, Any]]] = {}
        self._new: dict[tuple[Brought, str], dict[str, Any]] = {}  # origins
        self._seen: set[tuple[str, str]] = set()
        self._notes: dict[tuple[Fate, str], int] = {}
        self._problems = list(incoming.problems[:MOST_PROBLEMS])
        self._more = len(incoming.problems) - len(self._problems)
        query = select(Origin).where(Origin.source == incoming.source)
        self._origins = {(one.kind, one.key): one for one in session.scalars(query)}

    # Rows -----------------------------------------------------------------------------------

    def each(self, rows: Iterable[R]) -> Iterator[R]:
        """The rows, one after the other, while somebody waits. Raises Stopped."""
        for row in rows:
            self._done += 1
            if self._done % _STEP == 0:
                self._progress(self._done, self._all)
                if self._given_up():
                    raise Stopped
            yield row

    def twice(self, row: Any, kind: str) -> bool:
        """Whether a row of this key was there already; the second one is a problem."""
        if (kind, row.key) in self._seen:
            self.problem(row.at, f"“{row.key[:60]}” is there more than once: left out.")
            return True
        self._seen.add((kind, row.key))
        return False

    def found(self, kind: Brought, key: str, of: type[E]) -> E | None:
        """The item that came by this key before, if it is still there."""
        origin = self._origins.get((kind, key))
        return None if origin is None else self.session.get(of, origin.item)

    def news(self, kind: Brought, row: Any) -> Said:
        """What a row says that it did not say last time: a value by each field."""
        origin = self._origins.get((kind, row.key))
        said = _said(row)
        if origin is None:
            return said
        before = origin.said
        return {name: value for name, value in said.items() if _plain(value) != before.get(name)}

    def remember(self, kind: Brought, row: Any, item: int) -> None:
        """Keep which item this key is, and what was said of it."""
        said = {name: _plain(value) for name, value in _said(row).items()}
        origin = self._origins.get((kind, row.key))
        if origin is None:
            self._new[kind, row.key] = {
                "source": self.incoming.source, "key": row.key, "kind": kind, "item": item,
                "said": said,
            }  # fmt: skip
            return
        if origin.item != item:
            origin.item = item
        if origin.said != said:
            origin.said = said

    def add(self, kind: type[Entity], **values: Any) -> None:
        """A row to be added in the end, with all others of its kind, which is much quicker."""
        self._rows.setdefault(kind, []).append(values)

    def finish(self) -> None:
        """Write what waits."""
        self._rows.setdefault(Origin, []).extend(self._new.values())
        for kind, rows in self._rows.items():
            add_rows(self.session, kind, rows)
        self._rows.clear()
        self._new.clear()

    # The report -----------------------------------------------------------------------------

    def count(self, kind: str, *, added: bool = False, changed: bool = False) -> None:
        """One more of `kind` ("initiatives"): added, changed, or the same as it was."""
        tally = self._tallies.setdefault(kind, [0, 0, 0])
        tally[0 if added else 1 if changed else 2] += 1

    def note(self, fate: Fate, text: str, count: int = 1) -> None:
        """What became of something; the same words are one line with the sum of the counts."""
        self._notes[fate, text] = self._notes.get((fate, text), 0) + count

    def problem(self, at: str, text: str) -> None:
        """Something cannot be taken over."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(at, text))
        else:
            self._more += 1

    @contextmanager
    def trying(self, at: str) -> Iterator[None]:
        """A broken rule in here is a problem of the row, and all else goes on."""
        try:
            yield
        except RuleBroken as broken:
            self.problem(at, broken.text)

    @property
    def any_problems(self) -> bool:
        """Whether anything could not be taken over."""
        return bool(self._problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong so far."""
        more = f"{self._more:,} more problems of this kind."
        return (*self._problems, *((Problem("", more),) if self._more else ()))

    def report(self) -> Report:
        """All that became of the file."""
        self._progress(self._all, self._all)
        return Report(
            self.incoming.title,
            tuple(Tally(kind, *counts) for kind, counts in self._tallies.items()),
            (
                *self.incoming.notes,
                *(Note(fate, text, count) for (fate, text), count in self._notes.items()),
            ),
            self.problems,
        )

    # People ---------------------------------------------------------------------------------

    def person(self, key: str | None, at: str) -> Person | None:
        """The person whom a row names by key; nobody for "" and for one the file does not know."""
        if not key:
            return None
        if key not in self.people:
            self.problem(at, f"The file does not say who “{key[:60]}” is: left without.")
        return self.people.get(key)


def _tables(incoming: Incoming) -> Iterator[tuple[Any, ...]]:
    for field in fields(incoming):
        value = getattr(incoming, field.name)
        if isinstance(value, tuple) and field.name not in ("notes", "problems"):
            yield value


def _said(row: Any) -> Said:
    return {
        name: value
        for name in row.__slots__
        if name not in _APART and (value := getattr(row, name)) is not None and value != ()
    }


def _plain(value: Any) -> Any:
    """A value as JSON gives it back."""
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return stored(value)
