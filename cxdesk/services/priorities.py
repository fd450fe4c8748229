"""Priorities: every initiative with what its cost/benefit score is reckoned from, ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import (
    Four,
    Score,
    Weights,
    benefit,
    cost_score,
)
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain
from cxdesk.model.states import Priority, State
from cxdesk.services.cards import ORG_HUE, SHOWN
from cxdesk.services.frame import frame
from cxdesk.services.letterhead import Letterhead, letterhead

_initiative, _batch, _domain = (kind.__table__.c for kind in (Initiative, Batch, Domain))
_DONE = (State.DELIVERED, State.EMBEDDED)
_LEVELS = {"highest": 4, "high": 3, "medium": 2, "low": 1}


class Rated(NamedTuple):
    """An initiative on the board and what it is scored by.

    `cost` in thousands, `effort` in person-days, `cost_score` what the two make of C; `priority`
    is the one that somebody set, None where it follows from the benefit. A tuple, since ten
    thousand of them are made while somebody waits.
    """

    id: int
    code: str
    title: str
    domain_id: int | None
    domain: str
    hue: int
    batch_id: int | None
    batch: str
    state: State
    scores: Four
    cost: float
    effort: float
    cost_score: float
    priority: Priority | None

    @property
    def delivered(self) -> bool:
        """Whether its work is done, so that it has no rank any more."""
        return self.state in _DONE


class Ranked(NamedTuple):
    """An initiative with what some weights make of it.

    `rank` is among all that are to be delivered yet, None for one that is; `was` is the rank with
    the weights that are kept.
    """

    it: Rated
    benefit: float
    value: float
    rank: int | None
    was: int | None

    @property
    def id(self) -> int:
        """Of the initiative."""
        return self.it.id

    @property
    def code(self) -> str:
        """Of the initiative."""
        return self.it.code

    @property
    def cost_score(self) -> float:
        """C."""
        return self.it.cost_score

    @property
    def size(self) -> float:
        """Its budget, in thousands."""
        return self.it.cost

    @property
    def hue(self) -> int:
        """Of its domain."""
        return self.it.hue

    @property
    def moved(self) -> int:
        """How many ranks it has gained, below zero lost, against the weights that are kept."""
        return 0 if self.rank is None or self.was is None else self.was - self.rank

    @property
    def quadrant(self) -> str:
        """Quick win, Major project, Fill-in or Reconsider."""
        return Score(self.benefit, self.it.cost_score).quadrant

    @property
    def priority(self) -> Priority:
        """The priority set, else the one that follows from the benefit."""
        return self.it.priority or Priority(Score(self.benefit, self.it.cost_score).priority)

    @property
    def level(self) -> int:
        """The priority as 1-4, 4 the highest."""
        return _LEVELS[self.priority.value]


@dataclass(frozen=True, slots=True)
class Priorities:
    """All initiatives on the board by code, and the weights that are kept."""

    program: str
    letterhead: Letterhead
    currency: str
    weights: Weights
    rows: tuple[Rated, ...]


def priorities(session: Session) -> Priorities:
    """What the matrix and the table of scores show; cancelled and archived ones are left out."""
    here = frame(session)
    head = letterhead(session)
    return Priorities(here.name, head, here.currency, here.weights, rated(session))


def rated(session: Session, ids: Collection[int] | None = None) -> tuple[Rated, ...]:
    """The initiatives `ids` (all for None) that are on the board, by code."""
    query = _RATED if ids is None else _RATED.where(_initiative.id.in_(ids))
    return tuple(
        _rated((
            id, code, title, domain_id, domain or "Org", ORG_HUE if hue is None else hue,
            batch_id, batch or "", state, (impact, reach, outcome, urgency), cost, effort,
            cost_score(cost, effort), priority,
        ))
        for (
            id, code, title, domain_id, domain, hue, batch_id, batch, state,
            impact, reach, outcome, urgency, cost, effort, priority,
        ) in session.execute(query).all()
    )  # fmt: skip


def still_open(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the initiatives `ids` that are on the board and not delivered."""
    query = select(_initiative.id).where(
        _initiative.id.in_(ids),
        _initiative.state.not_in((*_DONE, State.CANCELLED)),
        _initiative.archived.is_(False),
    )
    return set(session.scalars(query))


_RATED = (
    select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.domain_id,
        _domain.short, _domain.hue, _initiative.batch_id, _batch.code, _initiative.state,
        _initiative.impact, _initiative.reach, _initiative.outcome_score, _initiative.urgency,
        _initiative.cost, _initiative.effort, _initiative.priority,
    )
    .select_from(Initiative.__table__)
    .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
    .join(Batch.__table__, _initiative.batch_id == _batch.id, isouter=True)
    .where(SHOWN)
    .order_by(_initiative.code)
)  # fmt: skip


class Ranking:
    """Ranks the rows by score with any weights, beside the rank that the kept weights give.

    First the best; of equal scores, which share a rank, the higher benefit and then the lower code
    comes first, as the rows do. Delivered ones come last and have no rank; `total` have one.
    """

    def __init__(self, rows: Sequence[Rated], kept: Weights) -> None:
        self.kept = kept
        self._rows = rows
        self._open, self._done = _alike(rows)
        self.total = sum(map(len, self._open.values()))
        self._was: list[int | None] = []

    def by(self, weights: Weights) -> list[Ranked]:
        """Every row, ranked with these weights."""
        places, above, values, ranks = _ranks(self._open, weights)
        was: Iterable[int | None] = ranks
        if weights != self.kept:
            was = map(self._before().__getitem__, places)
        # Made without a call of Python for each: a slider waits for ten thousand.
        it = map(self._rows.__getitem__, places)
        found = list(map(_ranked, zip(it, above, values, ranks, was, strict=True)))
        for value, high, alike in _sorted(self._done, weights):
            found += [Ranked(self._rows[n], high, value, None, None) for n in alike]
        return found

    def _before(self) -> list[int | None]:
        """The rank of each row with the weights that are kept."""
        if not self._was:
            self._was = [None] * len(self._rows)
            places, _, _, ranks = _ranks(self._open, self.kept)
            for place, rank in zip(places, ranks, strict=True):
                self._was[place] = rank
        return self._was


_Alike = dict[tuple[Four, float], list[int]]
_rated, _ranked = partial(tuple.__new__, Rated), partial(tuple.__new__, Ranked)


def _alike(rows: Sequence[Rated]) -> tuple[_Alike, _Alike]:
    """The places of open and of delivered rows by what they are scored by.

    Ten thousand share a few thousand scores.
    """
    found: tuple[_Alike, _Alike] = ({}, {})
    for place, row in enumerate(rows):
        found[row.state in _DONE].setdefault((row.scores, row.cost_score), []).append(place)
    return found


def _ranks(
    groups: _Alike, weights: Weights
) -> tuple[list[int], list[float], list[float], list[int]]:
    """The places of the rows, best first, and of each its benefit, score and rank."""
    places: list[int] = []
    benefits: list[float] = []
    values: list[float] = []
    ranks: list[int] = []
    rank = 0
    before: float | None = None
    for value, above, alike in _sorted(groups, weights):
        if value != before:
            rank, before = len(places) + 1, value
        number = len(alike)
        places += alike
        benefits += [above] * number
        values += [value] * number
        ranks += [rank] * number
    return places, benefits, values, ranks


def _sorted(groups: _Alike, weights: Weights) -> Iterator[tuple[float, float, list[int]]]:
    """Score, benefit and the places of the rows that have them, best first."""
    benefits = {four: benefit(four, weights) for four in {four for four, _ in groups}}
    alike: dict[tuple[float, float], list[int]] = {}
    for (four, cost), places in groups.items():
        above = benefits[four]
        # Without any benefit the cost says nothing.
        alike.setdefault((above, cost if above else 1.0), []).extend(places)
    found = [(round(above / cost, 9), above, places) for (above, cost), places in alike.items()]
    found.sort(reverse=True)
    for value, above, places in found:
        places.sort()  # by code, as the rows are
        yield value, above, places
