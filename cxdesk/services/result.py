"""The result of a round: its order, why it is so, how sure, and what of it can be funded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from cxdesk.analysis.funding import Funding, Standing
from cxdesk.analysis.robust import Recounts, judged
from cxdesk.analysis.tally import differences
from cxdesk.model.decisions import Decision, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import AgendaItem, ItemKind, Meeting, MeetingKind, MeetingState
from cxdesk.model.people import Group, Person
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round, RoundState, Settlement, Turn
from cxdesk.model.wording import MONTHS, count, day
from cxdesk.model.work import Action
from cxdesk.services import result_words as words
from cxdesk.services.commitments import days_asked
from cxdesk.services.funding import line_of
from cxdesk.services.funding_case import FundingCase, case
from cxdesk.services.result_count import Count, Votes, count_again, votes
from cxdesk.services.result_count import count as counted
from cxdesk.services.result_rows import (
    Decided,
    MethodColumn,
    PairRow,
    ResultSheet,
    RoundHead,
    TaskRow,
)

_round, _meeting, _request = Round.__table__.c, Meeting.__table__.c, Request.__table__.c
_decision, _settlement = Decision.__table__.c, Settlement.__table__.c
READABLE = (RoundState.CLOSED, RoundState.PUBLISHED)


def rounds_read(session: Session) -> tuple[RoundHead, ...]:
    """The rounds whose result can be read, and meetings out of cycle, the newest first."""
    found = [*_heads(session), *_urgent(session)]
    return tuple(sorted(found, key=lambda head: head.on, reverse=True))


def result(session: Session, round: int) -> ResultSheet:
    """The whole result, however long it takes to count. Raises RuleBroken before it is closed."""
    here = votes(session, round)
    return sheet(session, here, counted(here), count_again(here))


def sheet(session: Session, here: Votes, found: Count, again: Recounts | None) -> ResultSheet:
    """The result from its count; `again` is None while it is still counted again."""
    head = next((each for each in _heads(session) if each.id == here.round_id), None)
    if head is None:
        raise RuleBroken("This round is no longer there: it was undone meanwhile.")
    order = found.result.ranking
    funding = case(
        session, head.meeting_id, order,
        {id: vote.passed for id, vote in found.over_line.items()},
        {id: said.won for id, said in found.result.opinions.items()},
    )  # fmt: skip
    asked = {row.id: row for row in _tasks(session, order)}

    def name(id: int) -> str:
        return asked[id].code if id in asked else "a task that is gone"

    sure = None if again is None else judged(again, _as_voted(funding).fund)
    settled = _settled(session, here.round_id, name)
    return ResultSheet(
        head,
        (
            words.turnout(head, here), words.agreement(found.result),
            words.concordance(found.result),
            words.sureness(sure, 0 if again is None else len(again.ballots), name),
        ),
        tuple(_rows(session, head, found, asked, words.marks(found.result, name))),
        tuple(_pairs(found, settled, name)),
        tuple(_methods(found, here)),
        line_of(funding, order), funding, tuple(settled.values()),
        all(each.proven for each in found.methods.values()),
    )  # fmt: skip


def without_vote(session: Session, meeting: int) -> ResultSheet:
    """What a meeting out of cycle has before it: its agenda, and what of it can be funded."""
    head = next((each for each in _urgent(session) if each.id == meeting), None)
    if head is None:
        raise RuleBroken("This meeting is no longer there: it was removed or undone meanwhile.")
    item = AgendaItem.__table__.c
    order = tuple(
        session.scalars(
            select(item.request_id)
            .where(item.meeting_id == meeting, item.kind == ItemKind.REQUEST)
            .order_by(item.position)
        )
    )
    funding, decided = case(session, meeting, order), decisions_of(session, meeting)
    asked = {row.id: row for row in _tasks(session, order)}
    return ResultSheet(
        head, (),
        tuple(
            TaskRow(
                id, asked[id].code, asked[id].title, asked[id].note, "", asked[id].cost,
                asked[id].days, 0, 0, 0, (), 0, 0, 1, 0, decided.get(id),
            )
            for id in order
        ),
        (), (), line_of(funding, order), funding, (), True,
    )  # fmt: skip


def _as_voted(here: FundingCase) -> Funding:
    """The funding as the ballots alone have it: nothing is accepted or declined yet."""
    tasks = here.funding.tasks.values()
    return Funding([replace(task, standing=Standing.OPEN) for task in tasks], here.funding.room)


# Rounds -------------------------------------------------------------------------------------


def _heads(session: Session) -> Iterator[RoundHead]:
    seats = dict(
        session.execute(
            select(Turn.round_id, func.count()).group_by(Turn.round_id)
        ).all()
    )  # fmt: skip
    rows = session.execute(
        select(
            Round.__table__, _meeting.on, _meeting.state.label("meeting_state"), _meeting.quorum,
            Group.__table__.c.name.label("board"),
        )
        .join(Meeting.__table__, _round.meeting_id == _meeting.id)
        .join(Group.__table__, _meeting.group_id == Group.__table__.c.id)
        .where(_round.state != RoundState.ABANDONED)
        .order_by(_meeting.on.desc(), _meeting.number.desc(), _round.number.desc())
    ).all()  # fmt: skip
    minuted = _minuted(session)
    instead = {row.supersedes_id: row.number for row in rows if row.supersedes_id is not None}
    for row in rows:
        if row.state in READABLE:
            yield RoundHead(
                row.id, row.number, row.state, row.secret, row.question, row.reason,
                row.closed_at, row.published_at, instead.get(row.id), row.meeting_id,
                f"{row.board}, {day(row.on)}", row.on, MeetingState(row.meeting_state),
                row.quorum, seats.get(row.id, 0), row.ballots or 0, row.digest,
                row.meeting_id in minuted,
            )  # fmt: skip


def _minuted(session: Session) -> set[int]:
    """The meetings whose minutes are approved."""
    return set(session.scalars(select(Minutes.__table__.c.meeting_id)))


def _urgent(session: Session) -> Iterator[RoundHead]:
    """Meetings out of cycle that have begun, as what they decide by."""
    minuted = _minuted(session)
    for row in session.execute(
        select(Meeting.__table__, Group.__table__.c.name.label("board"))
        .join(Group.__table__, _meeting.group_id == Group.__table__.c.id)
        .where(_meeting.kind == MeetingKind.URGENT, _meeting.state != MeetingState.PLANNED)
    ):
        yield RoundHead(
            row.id, 0, RoundState.PUBLISHED, False, "", row.reason, row.started_at,
            row.started_at, None, row.id, f"{row.board}, {day(row.on)}", row.on, row.state,
            row.quorum, 0, 0, "", row.id in minuted,
        )  # fmt: skip


def _settled(
    session: Session, round: int, name: words.Name
) -> dict[frozenset[int], str]:  # fmt: skip
    """How each pair was settled, in the order of the shows of hands."""
    found = {}
    for row in session.execute(
        select(Settlement.__table__)
        .where(_settlement.round_id == round)
        .order_by(_settlement.position)
    ):
        said = f"{name(row.winner_id)} before {name(row.loser_id)} by show of hands, "
        said += f"{row.hands_for:,} to {row.hands_against:,}"
        found[frozenset((row.winner_id, row.loser_id))] = said + (
            f": {row.note}" if row.note else ""
        )
    return found


# Tasks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    id: int
    code: str
    title: str
    note: str
    cost: float
    days: float


def _tasks(session: Session, ids: tuple[int, ...]) -> Iterator[_Asked]:
    days = days_asked(session, ids)
    for row in session.execute(select(Request.__table__).where(_request.id.in_(ids))):
        note = row.source.label
        if row.deadline is not None:
            note += f", due {_short(row.deadline)}"
        yield _Asked(row.id, row.code, row.title, note, row.cost, days.get(row.id, 0.0))


def _short(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"


def _rows(
    session: Session,
    head: RoundHead,
    found: Count,
    asked: Mapping[int, _Asked],
    marks: Mapping[int, str],
) -> Iterator[TaskRow]:
    decided = decisions_of(session, head.meeting_id)
    places = found.result.places
    for id in found.result.ranking:
        if id not in asked:  # a request that was removed since
            continue
        row, said = asked[id], found.result.opinions[id]
        given, over = found.result.given[id], found.over_line[id]
        yield TaskRow(
            id, row.code, row.title, row.note, marks.get(id, ""), row.cost, row.days, places[id],
            said.won, said.lost, given.ranks, given.unranked, given.no_opinion,
            over.above, over.below, decided.get(id),
        )  # fmt: skip


def decisions_of(session: Session, meeting: int) -> dict[int, Decided]:
    """What a meeting made of its requests so far, the last decision on each."""
    initiative, action = Initiative.__table__.c, Action.__table__.c
    person, under = Person.__table__.c, aliased(Initiative.__table__)
    rows = session.execute(
        select(
            Decision.__table__, initiative.code.label("initiative"), person.name.label("owner"),
            action.initiative_id.label("under_id"), under.c.code.label("under"),
        )
        .select_from(Decision.__table__)
        .join(Initiative.__table__, _decision.initiative_id == initiative.id, isouter=True)
        .join(Action.__table__, _decision.action_id == action.id, isouter=True)
        .join(under, action.initiative_id == under.c.id, isouter=True)
        .join(Person.__table__, _decision.owner_id == person.id, isouter=True)
        .where(_decision.meeting_id == meeting)
        .order_by(_decision.number)
    )  # fmt: skip
    return {row.request_id: _decided(row) for row in rows}


def _decided(row: Any) -> Decided:
    said, opens = "", None
    match row.verdict:
        case Verdict.ACCEPTED:
            by = "" if row.deadline is None else f" by {_short(row.deadline)}"
            if row.initiative_id is not None:
                said, opens = f"{row.initiative}{by}", ("initiative", row.initiative_id)
            elif row.action_id is not None:
                said = f"in {row.under}{by}"
                opens = ("initiative", row.under_id)
        case Verdict.DEFERRED if row.until is not None:
            said = f"to {day(row.until)}"
        case Verdict.INFO_NEEDED if row.owner:
            said = f"from {row.owner}"
    return Decided(row.id, row.number, row.verdict, said, opens)


# Neighbours and methods ---------------------------------------------------------------------


def _pairs(
    found: Count, settled: Mapping[frozenset[int], str], name: words.Name
) -> Iterator[PairRow]:
    places = {method: each.places for method, each in found.methods.items()}
    for pair in found.result.neighbours:
        lead, said = words.pair_words(found.result, pair, name)
        yield PairRow(
            pair.upper, pair.lower, (name(pair.upper), name(pair.lower)), pair.won, pair.opinions,
            lead, said, pair.open, settled.get(frozenset((pair.upper, pair.lower)), ""),
            words.pair_figures(pair, name), words.pair_places(places, pair, name),
            words.tie_break(found.result, pair, name),
        )  # fmt: skip


def _methods(found: Count, here: Votes) -> Iterator[MethodColumn]:
    own = found.methods[here.method]
    for method, each in found.methods.items():
        yield MethodColumn(
            method.words, method is here.method, each.order, differences(own, each),
            words.kept(each) if here.ballots else count(0, "ballot"),
        )  # fmt: skip
