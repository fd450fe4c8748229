"""Stakeholders rank the open initiatives and object to what cannot be done; both beside the score.

Anybody who takes part may rank. A ranking is open and signed: a later one of the same person
replaces it, and who leaves keeps theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.agreement import (
    Agreement,
    Opinion,
    competition_ranks,
    kendall_w,
    opinions,
    spearman,
)
from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person
from cxdesk.model.rankings import Objection, StakeholderRanking
from cxdesk.services import priorities
from cxdesk.services.priorities import Priorities, Ranked, Ranking, Rated
from cxdesk.services.programs import choices
from cxdesk.services.session import initiative, one, today

MOST = 60
"""Initiatives on one ballot: nobody weighs more against each other."""

_NO_OPINION = Opinion()
_ranking, _objection = StakeholderRanking.__table__.c, Objection.__table__.c


class StandingRow(NamedTuple):
    """An open initiative with its rank by score and its `rank` by the stakeholders.

    `rank` is None while nobody has an opinion of it. `objections` are counted.
    """

    it: Rated
    score: float
    score_rank: int
    rank: int | None
    opinion: Opinion
    objections: int

    @property
    def id(self) -> int:
        """Of the initiative."""
        return self.it.id

    @property
    def gap(self) -> int | None:
        """How many ranks higher the stakeholders place it than the score does."""
        return None if self.rank is None else self.score_rank - self.rank


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who ranked, and what: `id` is the person's, `tiers` hold open initiatives alone."""

    id: int
    name: str
    initials: str
    role: str
    active: bool
    on: date
    tiers: Tiers

    @property
    def ranked(self) -> int:
        """How many initiatives have a rank."""
        return sum(len(tier) for tier in self.tiers.ranked)


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """Why somebody thinks that an open initiative is not feasible."""

    id: int
    initiative_id: int
    code: str
    title: str
    person_id: int
    name: str
    initials: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Score and stakeholders side by side: the open initiatives, first whom stakeholders prefer.

    `correlation` is Spearman's between score and points, None where there is too little of either;
    `divisive` is the row that divides the stakeholders most, None where they all agree.
    """

    program: str
    rows: tuple[StandingRow, ...]
    voters: tuple[Voter, ...]
    objections: tuple[ObjectionRow, ...]
    agreement: Agreement
    correlation: float | None
    divisive: StandingRow | None


@dataclass(frozen=True, slots=True)
class Slate:
    """What a person's ballot begins with: its initiatives by code, and how they were ranked last.

    `open` counts all open initiatives; of more than MOST those with the best score are asked about.
    """

    name: str
    initials: str
    role: str
    currency: str
    rows: tuple[Rated, ...]
    tiers: Tiers
    open: int


# Queries ------------------------------------------------------------------------------------


def standing(session: Session, found: Priorities | None = None) -> Standing:
    """Everything the stakeholders say, beside the score of `found`, which is read if not given."""
    found, by_score = _by_score(session, found)
    here = {one.it.id: one.it for one in by_score}
    voters = _voters(session, here)
    ballots = [voter.tiers for voter in voters]
    said = opinions(ballots)
    points = {id: float(each.points) for id, each in said.items() if each.opinions}
    ranks = competition_ranks(points)
    objections = _objections(session, here)
    counts = Counter(each.initiative_id for each in objections)
    rows = [
        StandingRow(
            it, value, place or 0, ranks.get(it.id), said.get(it.id, _NO_OPINION),
            counts.get(it.id, 0),
        )
        for it, _, value, place, _ in by_score
    ]  # fmt: skip
    ranked = [row for row in rows if row.rank is not None]
    ranked.sort(key=lambda row: row.rank or 0)  # of equal ranks, and of the rest, by score
    rest = [row for row in rows if row.rank is None]
    return Standing(
        found.program, (*ranked, *rest), voters, objections, kendall_w(ballots),
        spearman({row.id: row.score for row in ranked}, points),
        max((row for row in ranked if row.opinion.spread > 1e-9),
            key=lambda row: row.opinion.spread, default=None),
    )  # fmt: skip


def preferred(session: Session) -> dict[int, int]:
    """The rank that the stakeholders give the open initiatives of which they have an opinion."""
    rows = session.execute(select(_ranking.tiers, _ranking.no_opinion))
    ballots = [_unpacked(tiers, no_opinion) for tiers, no_opinion in rows]
    if not ballots:
        return {}
    among = priorities.still_open(session, {id for ballot in ballots for id in ballot})
    said = opinions([ballot.only(among) for ballot in ballots])
    return competition_ranks({id: float(each.points) for id, each in said.items() if each.opinions})


def slate(session: Session, person: int) -> Slate:
    """The ballot of a person, with their last ranking. Raises RuleBroken for one who left."""
    here = _active(session, person, "rank")
    found, by_score = _by_score(session)
    kept = next((each for each in _voters(session, {one.it.id for one in by_score}, person)), None)
    tiers = Tiers() if kept is None else kept.tiers
    asked = {*tiers, *(one.it.id for one in by_score[:MOST])}
    rows = tuple(sorted((one.it for one in by_score if one.it.id in asked), key=lambda it: it.code))
    return Slate(
        here.name, here.initials, here.role, found.currency, rows,
        tiers.with_new(it.id for it in rows), len(by_score),
    )  # fmt: skip


def _by_score(session: Session, found: Priorities | None = None) -> tuple[Priorities, list[Ranked]]:
    """The open initiatives, the best score first."""
    found = found or priorities.priorities(session)
    ranked = Ranking(found.rows, found.weights).by(found.weights)
    return found, [one for one in ranked if one.rank is not None]


def _voters(
    session: Session, here: Collection[int], person: int | None = None
) -> tuple[Voter, ...]:
    """Who ranked initiatives that are open, by name; or that person alone."""
    query = select(_ranking.person_id, _ranking.on, _ranking.tiers, _ranking.no_opinion)
    if person is not None:
        query = query.where(_ranking.person_id == person)
    rows = {row[0]: row for row in session.execute(query)}
    if not rows:
        return ()
    found = []
    for each in choices(session).people:
        if each.id in rows:
            _, on, tiers, no_opinion = rows[each.id]
            held = _unpacked(tiers, no_opinion).only(here)
            found.append(Voter(each.id, each.name, each.initials, each.note, each.active, on, held))
    return tuple(found)


def _objections(session: Session, here: dict[int, Rated]) -> tuple[ObjectionRow, ...]:
    """All objections to open initiatives, by code and day."""
    rows = session.execute(
        select(
            _objection.id, _objection.initiative_id, _objection.person_id, _objection.on,
            _objection.text,
        )
    ).all()  # fmt: skip
    people = {each.id: each for each in choices(session).people} if rows else {}
    found = [
        ObjectionRow(
            id, at, here[at].code, here[at].title, by, people[by].name, people[by].initials, on,
            text,
        )
        for id, at, by, on, text in rows
        if at in here
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.code, each.on, each.name, each.id)))


# Commands -----------------------------------------------------------------------------------


def rank(session: Session, person: int, tiers: Tiers) -> None:
    """Keep a person's ranking, dated today, in place of their last one.

    Initiatives that are no longer open are left out of it. Raises RuleBroken when nothing is
    ranked, or when the person left.
    """
    here = _active(session, person, "rank")
    if len(set(tiers)) != len(list(tiers)):
        raise RuleBroken("An initiative can stand in one place of a ranking only.")
    kept = tiers.only(priorities.still_open(session, set(tiers)))
    if not kept.ranked:
        raise RuleBroken("Nothing is ranked yet: give at least one initiative a rank.")
    found = _of(session, person)
    if found is None:
        found = StakeholderRanking(person=here)
        session.add(found)
    found.on = today(session)
    found.tiers = [list(tier) for tier in (*kept.ranked, kept.unranked)]
    found.no_opinion = list(kept.no_opinion)


def withdraw(session: Session, person: int) -> None:
    """Take a person's ranking away. Raises RuleBroken when there is none."""
    found = _of(session, person)
    if found is None:
        raise RuleBroken(f"{one(session, Person, person).name} has no ranking to withdraw.")
    session.delete(found)


def object_to(session: Session, initiative_id: int, person: int, text: str) -> int:
    """Keep why somebody thinks that an initiative is not feasible, dated today.

    Raises RuleBroken without a reason, for one that is delivered, or when the person left.
    """
    here, by = initiative(session, initiative_id), _active(session, person, "object")
    if here.delivered or here.cancelled:
        raise RuleBroken(f"{here.code} is {here.state.place}: it is too late to object.")
    made = Objection(person=by, initiative_id=here.id, on=today(session))
    made.say(text)
    session.add(made)
    return made.id


def reword(session: Session, id: int, text: str) -> None:
    """Set the reason of an objection. Raises RuleBroken when it is empty."""
    one(session, Objection, id).say(text)


def take_back(session: Session, id: int) -> None:
    """Take an objection away."""
    session.delete(one(session, Objection, id))


def _of(session: Session, person: int) -> StakeholderRanking | None:
    query = select(StakeholderRanking).where(StakeholderRanking.person_id == person)
    return session.scalars(query.limit(1)).one_or_none()


def _active(session: Session, person: int, what: str) -> Person:
    here = one(session, Person, person)
    if not here.active:
        raise RuleBroken(
            f"{here.name} is no longer active and cannot {what}.",
            Way(f"Open {here.name}", "person", here.id),
        )
    return here


def _unpacked(tiers: Sequence[Sequence[Any]], no_opinion: Sequence[Any]) -> Tiers:
    """As it is kept: the last list is below all ranked."""
    *ranked, below = tiers or [()]
    return Tiers(tuple(tuple(tier) for tier in ranked), tuple(below), tuple(no_opinion))
