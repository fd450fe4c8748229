"""What the tab Vote shows: a meeting's seats, the tasks of its round, and its rounds so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Attendance, ItemKind, Meeting, MeetingState, Seat
from cxdesk.model.people import Group, Membership, Person
from cxdesk.model.requests import Request, RequestState, Source
from cxdesk.model.rounds import Method, Round, RoundState, Turn, Voted
from cxdesk.model.wording import day, thousands
from cxdesk.services.commitments import days_asked
from cxdesk.services.frame import frame
from cxdesk.services.funding_case import case
from cxdesk.services.rounds import papers_to_enter, tasks_of

_meeting, _seat, _turn = Meeting.__table__.c, Seat.__table__.c, Turn.__table__.c
_request, _round, _person = Request.__table__.c, Round.__table__.c, Person.__table__.c
_LEFT_OUT = {
    RequestState.SUBMITTED: "not qualified yet",
    RequestState.INFO_NEEDED: "information needed",
    RequestState.QUALIFIED: "not on this agenda",
    RequestState.MERGED: "merged",
    RequestState.REJECTED: "rejected",
}
_OVER = (RequestState.MERGED, RequestState.REJECTED)


class MeetingChoice(NamedTuple):
    """A meeting to choose from; `rounds` are those that it holds."""

    id: int
    board: str
    on: date
    state: MeetingState
    rounds: int

    @property
    def name(self) -> str:
        """The meeting in words."""
        return f"{self.board}, {day(self.on)}"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of a ballot; `days` are person-days over all domains."""

    id: int
    code: str
    title: str
    source: Source
    urgent: bool
    deadline: date | None
    cost: float
    days: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A request that is not on the ballot, and why."""

    id: int
    code: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SeatTurn:
    """A seat and its turn; `id` is the seat, `name` who fills it, `member` whose it is.

    `member` is "" where the member fills it. `member_id` is the membership, None once it is gone.
    A PIN is the member's: a delegate is not asked for it. `cast` names who voted on it.
    """

    id: int
    name: str
    initials: str
    role: str
    member: str
    member_id: int | None
    here: bool
    state: Voted
    cast: str
    has_pin: bool


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round; times are UTC, `ballots` and `present` None until it is closed.

    `again` is the number of the round in whose place it was voted again, `replaced` of the one in
    its own.
    """

    id: int
    number: int
    question: str
    secret: bool
    show_budget: bool
    method: Method
    state: RoundState
    reason: str
    opened_at: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    ballots: int | None
    present: int | None
    digest: str
    again: int | None
    replaced: int | None


@dataclass(frozen=True, slots=True)
class Voting:
    """A meeting and its newest `round`, None before the first; `rounds` are all, newest first.

    `tasks` are those of the round, before it is open those of the agenda, in the order of the
    agenda. `papers` were handed in and are still to be entered.
    """

    id: int
    name: str
    state: MeetingState
    quorum: int
    unit: str
    seats: tuple[SeatTurn, ...]
    tasks: tuple[TaskLine, ...]
    left_out: tuple[LeftOut, ...]
    rounds: tuple[RoundLine, ...]
    papers: int

    @property
    def round(self) -> RoundLine | None:
        """The newest round."""
        return self.rounds[0] if self.rounds else None

    @property
    def here(self) -> int:
        """How many seats are filled now."""
        return sum(1 for seat in self.seats if seat.here)

    @property
    def voted(self) -> int:
        """How many seats have voted."""
        return sum(1 for seat in self.seats if seat.state is not Voted.TO_COME)


@dataclass(frozen=True, slots=True)
class BudgetLeft:
    """What the board may still spend, in thousands of `unit`."""

    free: float
    unit: str


def meetings_to_vote(session: Session) -> tuple[MeetingChoice, ...]:
    """All meetings: the one that runs, those to come, then the newest first."""
    rounds = (
        select(func.count()).where(_round.meeting_id == _meeting.id).correlate(Meeting.__table__)
    ).scalar_subquery()
    group = Group.__table__.c
    rows = [
        MeetingChoice(*row)
        for row in session.execute(
            select(_meeting.id, group.name, _meeting.on, _meeting.state, rounds).join(
                Group.__table__, _meeting.group_id == group.id
            )
        )
    ]
    order = {MeetingState.RUNNING: 0, MeetingState.PLANNED: 1, MeetingState.CLOSED: 2}

    def place(row: MeetingChoice) -> tuple[int, int]:
        past = row.state is MeetingState.CLOSED
        return order[row.state], -row.on.toordinal() if past else row.on.toordinal()

    return tuple(sorted(rows, key=place))


def meeting_of_round(session: Session, round: int) -> int | None:
    """The meeting that a round belongs to."""
    return session.scalar(select(_round.meeting_id).where(_round.id == round))


def voting(session: Session, meeting: int) -> Voting | None:
    """A meeting as its board votes in it; None when there is no such meeting."""
    held = session.get(Meeting, meeting)
    if held is None:
        return None
    rounds = _rounds(session, meeting)
    newest = session.get(Round, rounds[0].id) if rounds else None
    drafted = newest is None or newest.state is RoundState.DRAFT
    ids = tasks_of(held) if newest is None or drafted else [int(id) for id in newest.tasks]
    opened = newest is not None and newest.state is RoundState.OPEN
    return Voting(
        meeting, held.name, held.state, held.quorum, thousands(frame(session).currency),
        _seats(session, held, None if drafted else newest),
        _tasks(session, held, ids), _left_out(session, held, ids), rounds,
        papers_to_enter(session, newest) if newest is not None and opened else 0,
    )  # fmt: skip


def budget_left(session: Session, meeting: int) -> BudgetLeft | None:
    """The money that the board may still give at a meeting; None where no limit is agreed."""
    here = case(session, meeting)
    if here.funding.room.budget is None:
        return None
    given = sum(here.asking[id].cost for id in here.accepted if id in here.asking)
    return BudgetLeft(here.funding.room.budget - given, thousands(here.frame.currency))


def _rounds(session: Session, meeting: int) -> tuple[RoundLine, ...]:
    rows = session.execute(
        select(
            _round.id, _round.number, _round.question, _round.secret, _round.show_budget,
            _round.method, _round.state, _round.reason, _round.opened_at, _round.closed_at,
            _round.published_at, _round.ballots, _round.present, _round.digest,
            _round.supersedes_id,
        )
        .where(_round.meeting_id == meeting)
        .order_by(_round.number.desc())
    ).all()  # fmt: skip
    numbers = {row.id: row.number for row in rows}
    replaced = {
        row.supersedes_id: row.number for row in rows if row.state is not RoundState.ABANDONED
    }
    found = []
    for row in rows:
        values = dict(row._mapping)
        again = numbers.get(values.pop("supersedes_id"))
        found.append(RoundLine(**values, again=again, replaced=replaced.get(row.id)))
    return tuple(found)


def _seats(session: Session, held: Meeting, newest: Round | None) -> tuple[SeatTurn, ...]:
    """The seats that vote in a round, or in the next one for None."""
    turns = {turn.seat_id: turn for turn in newest.turns} if newest is not None else {}
    ids = [seat.id for seat in held.seats if newest is None or seat.id in turns]
    delegate, member = Person.__table__.alias(), Membership.__table__.c
    here = set(
        session.scalars(
            select(Attendance.person_id).where(
                Attendance.meeting_id == held.id, Attendance.left.is_(None)
            )
        )
    )
    rows = session.execute(
        select(
            _seat.id, _person.id, _person.name, _person.initials, _person.role,
            delegate.c.id, delegate.c.name, delegate.c.initials, delegate.c.role,
            member.id, member.pin.is_not(None),
        )
        .select_from(Seat.__table__)
        .join(Person.__table__, _seat.person_id == _person.id)
        .join(delegate, _seat.delegate_id == delegate.c.id, isouter=True)
        .join(Membership.__table__, _seat.membership_id == member.id, isouter=True)
        .where(_seat.id.in_(ids))
        .order_by(_seat.position, _seat.id)
    ).all()  # fmt: skip
    found = []
    for id, holder, whose, its_initials, its_role, other, *of_other, membership, pin in rows:
        turn = turns.get(id)
        mine = other is None
        name, initials, role = (whose, its_initials, its_role) if mine else of_other
        found.append(
            SeatTurn(
                id, name, initials, role, "" if mine else whose, membership,
                (holder if mine else other) in here, turn.state if turn else Voted.TO_COME,
                turn.cast_by.name if turn and turn.cast_by else "", bool(pin) and mine,
            )
        )  # fmt: skip
    return tuple(found)


def _tasks(session: Session, held: Meeting, ids: Sequence[int]) -> tuple[TaskLine, ...]:
    days = days_asked(session, ids)
    agenda = [item.request_id for item in held.agenda if item.kind is ItemKind.REQUEST]
    order = {id: place for place, id in enumerate(agenda)}
    rows = session.execute(
        select(
            _request.id, _request.code, _request.title, _request.source, _request.urgent,
            _request.deadline, _request.cost,
        ).where(_request.id.in_(ids))
    ).all()  # fmt: skip
    found = [TaskLine(*row, days.get(row.id, 0.0)) for row in rows]
    return tuple(sorted(found, key=lambda task: (order.get(task.id, len(order)), task.code)))


def _left_out(session: Session, held: Meeting, ids: Sequence[int]) -> tuple[LeftOut, ...]:
    """The requests under way that are not on the ballot, and those closed since the last board."""
    since = session.scalar(
        select(func.max(_meeting.on)).where(
            _meeting.state == MeetingState.CLOSED, _meeting.id != held.id
        )
    )
    into, other = Initiative.__table__.c, Request.__table__.alias()
    rows = session.execute(
        select(
            _request.id, _request.code, _request.title, _request.state, _request.state_since,
            into.code, other.c.code,
        )
        .select_from(Request.__table__)
        .join(Initiative.__table__, _request.merged_into_id == into.id, isouter=True)
        .join(other, _request.merged_request_id == other.c.id, isouter=True)
        .where(_request.state.in_(tuple(_LEFT_OUT)), _request.id.not_in(ids))
        .order_by(_request.position, _request.code)
    ).all()  # fmt: skip
    found = []
    for id, code, title, state, on, initiative, request in rows:
        if state in _OVER and since is not None and on <= since:
            continue
        where = initiative or request
        why = f"merged into {where}" if where else _LEFT_OUT[state]
        found.append(LeftOut(id, code, title, why))
    return tuple(found)
