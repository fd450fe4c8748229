"""The plan as it was on a past day: wound back from today, entry by entry of the history.

What was undone and redone are entries like others, with the changes that they made. An initiative
that the history does not know (it came from elsewhere) is taken to have been as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.states import LinkType, State
from cxdesk.services.local_time import end_of, local
from cxdesk.services.roadmap import LinkRow, PlanRow
from cxdesk.store.recorder import stored
from cxdesk.store.schema import HISTORY

_STEP = 4000  # entries; a worker that reads them in one go would keep the file from being written

Row = dict[str, Any]
Rows = dict[str, dict[int, Row]]
"""Rows by table and id, with the columns that matter here, as the history has them."""


@dataclass(frozen=True, slots=True)
class PastPlan:
    """Every initiative that there was at the end of a day, and the links between them."""

    on: date
    initiatives: Mapping[int, PlanRow]
    links: tuple[LinkRow, ...]

    def bars(self) -> dict[int, tuple[date, date]]:
        """Start and end of each that stood on the roadmap."""
        return {
            id: (one.start, one.end)
            for id, one in self.initiatives.items()
            if one.shown and one.start is not None and one.end is not None
        }


def as_it_was(session: Session, on: date) -> PastPlan:
    """The plan at the end of a day, as the office's clock has it; a day to come is as today."""
    rows, since, last = _present(session, on)
    for upto in range(last, since, -_STEP):
        _wind_back(rows, _entries(session, max(since, upto - _STEP), upto))
    return _plan(on, rows)


def in_steps(
    read: Callable[[], AbstractContextManager[Session]], on: date, cancelled: Callable[[], bool]
) -> PastPlan:
    """The same for a worker: read in steps, between which others may write to the file.

    Entries of the history never change, so what is written meanwhile does no harm.
    """
    with read() as session:
        rows, since, last = _present(session, on)
    for upto in range(last, since, -_STEP):
        if cancelled():
            break
        with read() as session:
            entries = _entries(session, max(since, upto - _STEP), upto)
        _wind_back(rows, entries)
    return _plan(on, rows)


def first_day(session: Session) -> date | None:
    """The day on which the history begins, as the office's clock has it; None without any."""
    at = session.scalar(select(HISTORY.c.at).order_by(HISTORY.c.seq).limit(1))
    return None if at is None else local(session, datetime.fromisoformat(at)).date()


# Reading --------------------------------------------------------------------------------------

_KINDS: tuple[tuple[type[Initiative | Link], tuple[str, ...]], ...] = (
    (Initiative, ("code", "title", "start", "end", "state", "archived")),
    (Link, ("predecessor_id", "successor_id", "type", "lag")),
)
_COLUMNS = {str(kind.__tablename__): frozenset(columns) for kind, columns in _KINDS}
_changes = HISTORY.c.changes
_MATTERS = or_(
    _changes.like('%["link",%'),
    _changes.like('%["initiative",%')
    & or_(*(_changes.like(f'%"{name}":%') for name in _KINDS[0][1])),
)


def _present(session: Session, on: date) -> tuple[Rows, int, int]:
    """The rows of today, and the entries after which and up to which they are to be wound back."""
    rows: Rows = {}
    for kind, columns in _KINDS:
        table = kind.__table__.c
        found = session.execute(select(table.id, *(table[name] for name in columns))).all()
        rows[str(kind.__tablename__)] = {
            id: dict(zip(columns, map(stored, values), strict=True)) for id, *values in found
        }
    last = session.scalar(select(func.max(HISTORY.c.seq))) or 0
    return rows, _last_of(session, on, last), last


def _last_of(session: Session, on: date, last: int) -> int:
    """The last entry of a day, by halves: there is no index of the time, and there is no need."""
    end = end_of(on, session.info["clock"]()).isoformat(timespec="milliseconds")
    low, high = 0, last
    while low < high:
        middle = (low + high + 1) // 2
        at = session.scalar(select(HISTORY.c.at).where(HISTORY.c.seq == middle))
        if at is not None and at >= end:
            high = middle - 1
        else:
            low = middle
    return low


def _entries(session: Session, after: int, upto: int) -> list[str]:
    """What entries changed that may matter, the newest first."""
    query = (
        select(_changes)
        .where(HISTORY.c.seq > after, HISTORY.c.seq <= upto, _MATTERS)
        .order_by(HISTORY.c.seq.desc())
    )
    return list(session.scalars(query))


# Winding back ---------------------------------------------------------------------------------


def _wind_back(rows: Rows, entries: Iterable[str]) -> None:
    """Take the changes of entries back, the newest first."""
    for entry in entries:
        for table, id, before, after, _subject in reversed(json.loads(entry)):
            columns = _COLUMNS.get(table)
            if columns is None:
                continue
            if before is None:
                rows[table].pop(id, None)
                continue
            past = {name: value for name, value in before.items() if name in columns}
            if after is None:
                rows[table][id] = past
            elif past and id in rows[table]:
                rows[table][id].update(past)


def _plan(on: date, rows: Rows) -> PastPlan:
    initiatives = {
        id: PlanRow(
            id, row["code"], row["title"], _day(row["start"]), _day(row["end"]),
            State(row["state"]), bool(row["archived"]),
        )
        for id, row in rows["initiative"].items()
    }  # fmt: skip
    links = (
        LinkRow(
            id, row["predecessor_id"], row["successor_id"], LinkType(row["type"]), row["lag"]
        )
        for id, row in sorted(rows["link"].items())
    )  # fmt: skip
    return PastPlan(on, initiatives, tuple(links))


@lru_cache(maxsize=8192)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
