"""The frame as its poster prints it, and the outcomes with their readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.benefits import realised
from cxdesk.analysis.nps import Nps, nps
from cxdesk.model.outcomes import Direction, Outcome, Reading
from cxdesk.model.people import Person
from cxdesk.model.program import FrameItem, FrameKind
from cxdesk.model.states import State
from cxdesk.services.frame import program
from cxdesk.services.letterhead import Letterhead, letterhead

_outcome, _reading = Outcome.__table__.c, Reading.__table__.c
_person, _item = Person.__table__.c, FrameItem.__table__.c


@dataclass(frozen=True, slots=True)
class Principle:
    """A guiding principle."""

    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Serving:
    """An initiative that serves an outcome."""

    id: int
    code: str
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome with its latest reading (None before the first) and what serves it.

    `realised` is per cent of the way from baseline to target; `initiatives` leaves out cancelled
    ones.
    """

    id: int
    code: str
    name: str
    unit: str
    direction: Direction
    baseline: float
    target: float
    due: date
    owner_id: int | None
    owner: str
    headline: bool
    latest: float | None
    latest_on: date | None
    realised: float | None
    readings: int
    initiatives: tuple[Serving, ...]

    @property
    def served(self) -> bool:
        """Whether any initiative serves it."""
        return bool(self.initiatives)


@dataclass(frozen=True, slots=True)
class Strategy:
    """What is agreed and how far it has come: the words, the principles, the outcomes.

    What serves the outcomes is not read.
    """

    name: str
    letterhead: Letterhead
    north_star: str
    why: str
    next_review: date | None
    principles: tuple[Principle, ...]
    outcomes: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A reading; `nps` is its score with the interval, where the answers were split."""

    id: int
    on: date
    value: float
    n: int | None
    split: tuple[int, int, int] | None
    nps: Nps | None


def strategy(session: Session) -> Strategy:
    """The whole frame."""
    here = program(session)
    principles = session.execute(
        select(_item.id, _item.name, _item.text)
        .where(_item.kind == FrameKind.PRINCIPLE)
        .order_by(_item.position, _item.name)
    )
    return Strategy(
        here.name, letterhead(session), here.north_star, here.why, here.next_review,
        tuple(Principle(*row) for row in principles), outcome_rows(session, {}),
    )  # fmt: skip


def points(session: Session, outcome: int) -> tuple[Point, ...]:
    """The readings of an outcome, oldest first; none of one that is gone."""
    rows = session.execute(
        select(
            _reading.id, _reading.on, _reading.value, _reading.n,
            _reading.promoters, _reading.passives, _reading.detractors,
        )
        .where(_reading.outcome_id == outcome)
        .order_by(_reading.on, _reading.id)
    ).all()  # fmt: skip
    return tuple(_point(*row) for row in rows)


def newest_value(session: Session, outcome: int) -> float | None:
    """What its newest reading says; None before the first."""
    return session.scalar(
        select(_reading.value)
        .where(_reading.outcome_id == outcome)
        .order_by(_reading.on.desc(), _reading.id.desc())
        .limit(1)
    )


def _point(
    id: int,
    on: date,
    value: float,
    n: int | None,
    promoters: int | None,
    passives: int | None,
    detractors: int | None,
) -> Point:
    if promoters is None or passives is None or detractors is None:
        return Point(id, on, value, n, None, None)
    split = (promoters, passives, detractors)
    return Point(id, on, value, n, split, nps(*split))


def outcome_rows(
    session: Session, serving: Mapping[int, Sequence[Serving]], only: int | None = None
) -> tuple[OutcomeRow, ...]:
    """Every outcome, or `only` one, with the initiatives that serve each."""
    counts, latest = _latest(session, only)
    found = []
    wanted = _OUTCOMES if only is None else _OUTCOMES.where(_outcome.id == only)
    for (
        id, code, name, unit, direction, baseline, target, due, owner_id, owner, headline,
    ) in session.execute(wanted):  # fmt: skip
        on, value = latest.get(id, (None, None))
        found.append(
            OutcomeRow(
                id, code, name, unit, direction, baseline, target, due, owner_id, owner or "",
                headline, value, on,
                None if value is None else realised(baseline, target, value),
                counts.get(id, 0), tuple(serving.get(id, ())),
            )
        )  # fmt: skip
    return tuple(found)


def _latest(
    session: Session, only: int | None
) -> tuple[dict[int, int], dict[int, tuple[date, float]]]:
    """How many readings each outcome has, and day and value of the newest."""
    wanted = select(
        _reading.outcome_id, func.max(_reading.on).label("last"), func.count().label("number")
    ).group_by(_reading.outcome_id)
    if only is not None:
        wanted = wanted.where(_reading.outcome_id == only)
    newest = wanted.subquery().c
    rows = session.execute(
        select(newest.outcome_id, newest.number, newest.last, _reading.value)
        .join(
            Reading.__table__,
            and_(_reading.outcome_id == newest.outcome_id, _reading.on == newest.last),
        )
        .order_by(_reading.id)
    ).all()
    return (
        {id: number for id, number, _, _ in rows},
        {id: (last, value) for id, _, last, value in rows},
    )


_OUTCOMES = (
    select(
        _outcome.id, _outcome.code, _outcome.name, _outcome.unit, _outcome.direction,
        _outcome.baseline, _outcome.target, _outcome.due, _outcome.owner_id, _person.name,
        _outcome.headline,
    )
    .select_from(Outcome.__table__)
    .join(Person.__table__, _outcome.owner_id == _person.id, isouter=True)
    .order_by(_outcome.position, _outcome.code)
)  # fmt: skip
