"""Outcomes as their page and their panel show them: each at a glance, and one with its readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.outcomes import Reading
from cxdesk.model.states import State
from cxdesk.services.frame import program
from cxdesk.services.strategy_view import OutcomeRow, Point, Serving, outcome_rows, points
from cxdesk.store.history import ChangeSet

_reading, _initiative = Reading.__table__.c, Initiative.__table__.c
_serves = Contribution.__table__.c

MOST_SPARKS = 32
"""Readings of a sparkline: of more, the ones that stood on as many days spread evenly."""

_AT_ONCE = 200  # outcomes asked for in one statement: a file may limit the values in one

Spark = tuple[tuple[date, float], ...]
"""Days and values, oldest first."""


@dataclass(frozen=True, slots=True)
class ListedOutcome:
    """An outcome as one line: where it came from, stands and goes, and how it got there."""

    row: OutcomeRow
    spark: Spark

    @property
    def id(self) -> int:
        """The outcome's own."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class OutcomeList:
    """Every outcome in order, the initiatives that serve none, and the start of the program."""

    outcomes: tuple[ListedOutcome, ...]
    serving_nothing: tuple[Serving, ...]
    start: date

    @property
    def unserved(self) -> tuple[OutcomeRow, ...]:
        """Outcomes that no initiative serves."""
        return tuple(one.row for one in self.outcomes if not one.row.served)


@dataclass(frozen=True, slots=True)
class OutcomeSheet:
    """One outcome with its readings, oldest first; `start` is the program's."""

    row: OutcomeRow
    start: date
    points: tuple[Point, ...]


# What a change of the tables named here may alter on the page.
_LISTED = {"outcome", "reading", "contribution", "initiative", "person", "program"}


def outcome_list(session: Session) -> OutcomeList:
    """What the page Outcomes shows. However many readings there are, few of them are read."""
    every = {
        row.id: Serving(*row)
        for row in session.execute(_SERVING.order_by(_initiative.code))
    }  # fmt: skip
    serving: dict[int, list[Serving]] = {}
    bound: set[int] = set()
    for outcome, initiative in session.execute(select(_serves.outcome_id, _serves.initiative_id)):
        if initiative in every:
            serving.setdefault(outcome, []).append(every[initiative])
            bound.add(initiative)
    for found in serving.values():
        found.sort(key=lambda one: one.code)
    rows = outcome_rows(session, serving)
    sparks = _sparks(session, rows)
    return OutcomeList(
        tuple(ListedOutcome(row, sparks.get(row.id, ())) for row in rows),
        tuple(one for id, one in every.items() if id not in bound),
        program(session).start,
    )


def list_concerned(change_set: ChangeSet) -> bool:
    """Whether a change may alter what the page shows."""
    return bool(change_set.tables & _LISTED)


def outcome_sheet(session: Session, id: int) -> OutcomeSheet | None:
    """What the panel of an outcome shows; None when there is no such outcome."""
    serving = session.execute(
        _SERVING.join(Contribution.__table__, _serves.initiative_id == _initiative.id)
        .where(_serves.outcome_id == id)
        .order_by(_initiative.code)
    )
    found = outcome_rows(session, {id: [Serving(*row) for row in serving]}, only=id)
    if not found:
        return None
    return OutcomeSheet(found[0], program(session).start, points(session, id))


def concerned(shown: OutcomeSheet, change_set: ChangeSet) -> bool:
    """Whether a change may alter what the panel shows of an outcome."""
    row = shown.row
    own = {row.id, row.owner_id, *(one.id for one in shown.row.initiatives)}
    for change in change_set.changes:
        if change.table == "program" or change.id in own or change.subject == row.id:
            return True
        states = (change.before, change.after)
        if change.table == "contribution" and any(
            one is not None and row.id in one.values() for one in states
        ):
            return True
        # A cancelled one that serves it is not shown, and is when it is brought back.
        if change.table == "initiative" and any(
            one is not None and one.get("state") == State.CANCELLED.value for one in states
        ):
            return True
    return False


def _sparks(session: Session, rows: Sequence[OutcomeRow]) -> dict[int, Spark]:
    found: dict[int, Spark] = {}
    few = [row.id for row in rows if 0 < row.readings <= MOST_SPARKS]
    for first in range(0, len(few), _AT_ONCE):
        found |= _all_of_few(session, few[first : first + _AT_ONCE])
    for row in rows:
        if row.readings > MOST_SPARKS and row.latest_on is not None:
            found[row.id] = _some_of_many(session, row.id, row.latest_on)
    return found


def _all_of_few(session: Session, ids: Sequence[int]) -> dict[int, Spark]:
    rows = session.execute(
        select(_reading.outcome_id, _reading.on, _reading.value)
        .where(_reading.outcome_id.in_(ids))
        .order_by(_reading.outcome_id, _reading.on, _reading.id)
    )
    return {
        id: tuple((on, value) for _, on, value in some)
        for id, some in groupby(rows, key=lambda row: row[0])
    }


def _some_of_many(session: Session, id: int, last: date) -> Spark:
    """What stood on days spread evenly over an outcome's readings: one look into the index each."""
    first = session.scalar(select(func.min(_reading.on)).where(_reading.outcome_id == id)) or last
    long = (last - first).days
    days = [first + timedelta(long * step // (MOST_SPARKS - 1)) for step in range(MOST_SPARKS)]
    stood = session.execute(_STOOD, {"id": id, **{f"day{n}": day for n, day in enumerate(days)}})
    return tuple(zip(days, stood.one(), strict=True))


def _stood_on(place: int) -> ScalarSelect[float]:
    return (
        select(_reading.value)
        .where(_reading.outcome_id == bindparam("id"), _reading.on <= bindparam(f"day{place}"))
        .order_by(_reading.on.desc())
        .limit(1)
        .scalar_subquery()
    )


# Made once: to compile it takes longer than to run it for forty outcomes.
_STOOD = select(*(_stood_on(place).label(f"value{place}") for place in range(MOST_SPARKS)))
_SERVING = (
    select(_initiative.id, _initiative.code, _initiative.title, _initiative.state)
    .select_from(Initiative.__table__)
    .where(_initiative.state != State.CANCELLED)
)
