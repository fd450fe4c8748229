"""Meetings as the tab Agenda shows them: the list of them, and one with all that is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import (
    AgendaItem,
    Attendance,
    ItemKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Seat,
)
from cxdesk.model.people import Delegation, Group, GroupKind, MemberRole, Membership, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round, Turn, Voted
from cxdesk.services.commitments import days_asked
from cxdesk.services.meeting_rows import (
    AgendaLine,
    Board,
    MeetingRow,
    MeetingSheet,
    RoundLine,
    SeatLine,
    Stay,
    Waiting,
)
from cxdesk.services.meetings import SOON, quorum_of

_meeting, _group, _person = Meeting.__table__.c, Group.__table__.c, Person.__table__.c
_item, _request, _seat = AgendaItem.__table__.c, Request.__table__.c, Seat.__table__.c
_attendance, _decision, _member = (
    kind.__table__.c for kind in (Attendance, Decision, Membership)
)  # fmt: skip
_round, _minutes, _delegation = (kind.__table__.c for kind in (Round, Minutes, Delegation))


def meetings(session: Session) -> tuple[MeetingRow, ...]:
    """All meetings: the one that runs, those to come by their day, then the newest first."""
    items = (
        select(func.count()).where(_item.meeting_id == _meeting.id).correlate(Meeting.__table__)
    ).scalar_subquery()
    approved = (
        select(func.count()).where(_minutes.meeting_id == _meeting.id).correlate(Meeting.__table__)
    ).scalar_subquery()
    rows = [
        MeetingRow(id, number, board, kind, on, starts, state, many, bool(signed))
        for id, number, board, kind, on, starts, state, many, signed in session.execute(
            select(
                _meeting.id, _meeting.number, _group.name, _meeting.kind, _meeting.on,
                _meeting.starts, _meeting.state, items, approved,
            ).join(Group.__table__, _meeting.group_id == _group.id)
        )
    ]  # fmt: skip
    past = [row for row in rows if row.state is MeetingState.CLOSED]
    coming = [row for row in rows if row.state is not MeetingState.CLOSED]
    coming.sort(key=lambda row: (row.state is MeetingState.PLANNED, row.on, row.starts, row.number))
    past.sort(key=lambda row: (row.on, row.number), reverse=True)
    return (*coming, *past)


def boards(session: Session) -> tuple[Board, ...]:
    """The groups that can meet, by name, with the quorum of their meetings."""
    query = select(Group).where(Group.kind == GroupKind.BOARD).order_by(Group.name, Group.id)
    return tuple(
        Board(each.id, each.name, each.seats, each.usual_quorum, each.urgent_quorum)
        for each in session.scalars(query)
    )


def early(session: Session, group: int, on: date, but: int = 0) -> date | None:
    """The day of the board's last regular meeting when that is under three weeks before `on`."""
    last: date | None = session.scalar(
        select(func.max(_meeting.on)).where(
            _meeting.group_id == group, _meeting.kind == MeetingKind.REGULAR, _meeting.id != but,
            _meeting.on > on - SOON, _meeting.on <= on,
        )
    )  # fmt: skip
    return last


def urgent(session: Session) -> tuple[Waiting, ...]:
    """Urgent requests for which a meeting out of cycle can be called, and is not yet."""
    there = (
        select(func.min(_meeting.on))
        .join(AgendaItem.__table__, _item.meeting_id == _meeting.id)
        .where(
            _item.request_id == _request.id, _item.kind == ItemKind.REQUEST,
            _meeting.state == MeetingState.PLANNED, _meeting.kind == MeetingKind.REGULAR,
        )
        .correlate(Request.__table__)
        .scalar_subquery()
    )  # fmt: skip
    states = (RequestState.QUALIFIED, RequestState.ON_AGENDA)
    return tuple(
        Waiting(id, code, title, True, day)
        for id, code, title, state, day in session.execute(
            select(_request.id, _request.code, _request.title, _request.state, there)
            .where(_request.urgent, _request.state.in_(states))
            .order_by(_request.position, _request.code)
        )
        if state is RequestState.QUALIFIED or day is not None
    )


def sheet(session: Session, id: int) -> MeetingSheet | None:
    """A meeting with everything in it; None when there is no such meeting."""
    row = next((each for each in meetings(session) if each.id == id), None)
    if row is None:
        return None
    group, reason, place, chair_id, chair, quorum, first, last, started, ended, notes = (
        session.execute(_HEAD.where(_meeting.id == id)).one()
    )
    seats, others, joined, gone = _people(session, id, group)
    return MeetingSheet(
        row, group, reason, place, chair_id, chair or "", quorum, first, last, started, ended,
        notes, seats, others, _agenda(session, id), _rounds(session, id),
        early(session, group, row.on, id) if row.kind is MeetingKind.REGULAR else None,
        joined, gone, _deputies(session, id, row.on), _usual(session, group, row.kind),
        _waiting(session, row.kind),
    )  # fmt: skip


def _usual(session: Session, group: int, kind: MeetingKind) -> int | None:
    try:
        return quorum_of(session.get_one(Group, group), kind)
    except RuleBroken:
        return None


def _waiting(session: Session, kind: MeetingKind) -> tuple[Waiting, ...]:
    if kind is MeetingKind.URGENT:
        return urgent(session)
    query = (
        select(_request.id, _request.code, _request.title, _request.urgent)
        .where(_request.state == RequestState.QUALIFIED)
        .order_by(_request.position, _request.code)
    )
    return tuple(Waiting(*row) for row in session.execute(query))


def _people(
    session: Session, meeting: int, group: int
) -> tuple[tuple[SeatLine, ...], tuple[SeatLine, ...], tuple[str, ...], tuple[str, ...]]:
    """Seats, who else is there or belongs there, who joined the board since, and who left it."""
    stays: dict[int, list[Stay]] = {}
    for person, *of_stay in session.execute(
        select(_attendance.person_id, _attendance.id, _attendance.arrived, _attendance.left)
        .where(_attendance.meeting_id == meeting)
        .order_by(_attendance.arrived, _attendance.id)
    ):
        stays.setdefault(person, []).append(Stay(*of_stay))
    members = {
        id: (person, role)
        for id, person, role in session.execute(
            select(_member.id, _member.person_id, _member.role)
            .where(_member.group_id == group)
            .order_by(_member.position)
        )
    }
    held = session.execute(
        select(_seat.id, _seat.membership_id, _seat.person_id, _seat.delegate_id)
        .where(_seat.meeting_id == meeting)
        .order_by(_seat.position, _seat.id)
    ).all()
    secretaries = [p for p, role in members.values() if role is MemberRole.SECRETARY]
    ids = {person for _, _, *pair in held for person in pair if person is not None}
    ids |= set(stays) | {person for person, _ in members.values()}
    people = {
        id: (name, initials)
        for id, name, initials in session.execute(
            select(_person.id, _person.name, _person.initials).where(_person.id.in_(ids))
        )
    }

    def line(id: int, person: int, member: int, role: str, *, seat: bool) -> SeatLine:
        return SeatLine(
            id, seat, person, *people[person], member, people[member][0], role,
            tuple(stays.get(person, ())),
        )  # fmt: skip

    chairs = {p for p, role in members.values() if role is MemberRole.CHAIR}
    seats = tuple(
        line(id, delegate or person, person, "chair" if person in chairs else "", seat=True)
        for id, _, person, delegate in held
    )
    seated = {each.person_id for each in seats}
    rest = [person for person in (*secretaries, *stays) if person not in seated]
    others = tuple(
        line(p, p, p, "secretary" if p in secretaries else "guest", seat=False)
        for p in dict.fromkeys(rest)
    )
    with_seat = {membership for _, membership, _, _ in held}
    joined = tuple(
        people[person][0]
        for id, (person, role) in members.items()
        if role is not MemberRole.SECRETARY and id not in with_seat
    )
    voting = {id for id, (_, role) in members.items() if role is not MemberRole.SECRETARY}
    gone = tuple(people[person][0] for _, m, person, _ in held if m not in voting)
    return seats, others, joined, gone


def _deputies(session: Session, meeting: int, on: date) -> tuple[tuple[str, str], ...]:
    """Who stands in for whom on the day of a meeting, and does not fill the seat."""
    member = Person.__table__.alias("member")
    found = session.execute(
        select(_person.name, member.c.name)
        .select_from(Seat.__table__)
        .join(Delegation.__table__, _delegation.membership_id == _seat.membership_id)
        .join(Person.__table__, _delegation.person_id == _person.id)
        .join(member, _seat.person_id == member.c.id)
        .where(
            _seat.meeting_id == meeting, _seat.delegate_id.is_(None),
            _delegation.start <= on, _delegation.end >= on,
        )
        .order_by(_seat.position)
    )  # fmt: skip
    return tuple((deputy, member) for deputy, member in found)


def _agenda(session: Session, meeting: int) -> tuple[AgendaLine, ...]:
    rows = session.execute(_AGENDA.where(_item.meeting_id == meeting)).all()
    days = days_asked(session, [row.request_id for row in rows if row.request_id is not None])
    decided: dict[int, Verdict] = {}
    for request, verdict in session.execute(
        select(_decision.request_id, _decision.verdict)
        .where(_decision.meeting_id == meeting)
        .order_by(_decision.number)
    ):
        decided[request] = verdict
    lines: list[AgendaLine] = []
    for row in rows:
        (id, kind, request, code, title, source, urgent, cost, state, decision, number, own,
         ratified, *rest) = row  # fmt: skip
        mine = kind is ItemKind.REQUEST
        lines.append(
            AgendaLine(
                id, len(lines) + 1, kind, request, code or "", title or own,
                source.label if source is not None else "", bool(urgent), cost or 0.0,
                days.get(request, 0.0), state, decided.get(request) if mine else None, decision,
                "" if number is None else f"D-{number}", ratified, *rest,
            )
        )  # fmt: skip
    return tuple(lines)


def _rounds(session: Session, meeting: int) -> tuple[RoundLine, ...]:
    turn = Turn.__table__.c
    voted: dict[int, tuple[int, int]] = {}
    for round, state, many in session.execute(
        select(turn.round_id, turn.state, func.count()).group_by(turn.round_id, turn.state)
    ):
        done, seats = voted.get(round, (0, 0))
        voted[round] = (done + (many if state is not Voted.TO_COME else 0), seats + many)
    return tuple(
        RoundLine(id, number, question, state, len(tasks), *voted.get(id, (0, 0)))
        for id, number, question, state, tasks in session.execute(
            select(_round.id, _round.number, _round.question, _round.state, _round.tasks)
            .where(_round.meeting_id == meeting)
            .order_by(_round.number)
        )
    )


def running(rows: Sequence[MeetingRow]) -> MeetingRow | None:
    """The meeting that runs, of which there is one at most."""
    return next((row for row in rows if row.state is MeetingState.RUNNING), None)


_HEAD = select(
    _meeting.group_id, _meeting.reason, _meeting.place, _meeting.chair_id, _person.name,
    _meeting.quorum, _meeting.plan_from, _meeting.plan_to, _meeting.started_at, _meeting.ended_at,
    _meeting.notes,
).join(Person.__table__, _meeting.chair_id == _person.id, isouter=True)  # fmt: skip
_AGENDA = (
    select(
        _item.id, _item.kind, _item.request_id, _request.code, _request.title, _request.source,
        _request.urgent, _request.cost, _request.state, _item.decision_id, _decision.number,
        _item.title, _item.ratified, _item.minutes, _item.spent, _item.since, _item.current,
        _item.notes,
    )
    .select_from(AgendaItem.__table__)
    .join(Request.__table__, _item.request_id == _request.id, isouter=True)
    .join(Decision.__table__, _item.decision_id == _decision.id, isouter=True)
    .order_by(_item.position, _item.id)
)  # fmt: skip
