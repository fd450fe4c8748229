"""Every command of meetings and their agendas, as it would be given in the sample."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.meetings import Attendance, ItemKind, Meeting, MeetingKind
from cxdesk.model.people import Group, GroupKind, MemberRole
from cxdesk.model.requests import Request, RequestState
from cxdesk.services import agenda, groups, meetings, rounds, sitting
from tests.services.commands import CHAIR, NASTY, Case, per, req

ON = date(2026, 11, 23)


def board(s: Session) -> int:
    return s.scalars(select(Group.id).where(Group.kind == GroupKind.BOARD)).one()


def plan(s: Session, on: date = ON) -> int:
    """A regular meeting with R1 to R6 on its agenda."""
    return meetings.plan(s, board(s), on, starts="14:00")


def met(s: Session, number: int = 1) -> Meeting:
    """The meeting of this number."""
    return s.scalars(select(Meeting).where(Meeting.number == number)).one()


def item(s: Session, code: str, number: int = 1) -> int:
    """The item of a request on the agenda."""
    return next(each.id for each in met(s, number).agenda
                if each.request is not None and each.request.code == code)  # fmt: skip


def begin(s: Session) -> None:
    """The planned meeting runs; everybody with a seat is there."""
    sitting.begin(s, met(s).id)
    sitting.arrive_all(s, met(s).id)


def _at_r2(s: Session) -> None:
    sitting.go_to(s, item(s, "R2"))


def _call(s: Session) -> int:
    groups.ask_for_urgent(s, board(s), 3)
    req(s, "R2").urgent = True
    s.flush()
    return meetings.plan(
        s, board(s), date(2026, 11, 25), kind=MeetingKind.URGENT, reason="The regulator asks",
        requests=[req(s, "R2").id],
    )  # fmt: skip


def decide_urgently(s: Session, number: int = 1) -> None:
    """An urgent decision on R2 at the meeting of this number."""
    asked = req(s, "R2")
    asked.move_to(RequestState.ACCEPTED, today=ON)
    s.add(Decision(number=1, request=asked, meeting=met(s, number), verdict=Verdict.ACCEPTED,
                   urgent=True, on=ON))  # fmt: skip
    s.flush()


def _urgent_done(s: Session) -> None:
    _call(s)
    sitting.begin(s, met(s).id)
    decide_urgently(s)
    sitting.end(s, met(s).id)


def _at_ratification(s: Session) -> None:
    _urgent_done(s)
    meetings.plan(s, board(s), date(2026, 12, 14))
    sitting.begin(s, met(s, 2).id)
    sitting.arrive_all(s, met(s, 2).id)


def _unratified(s: Session) -> None:
    """An urgent decision stands beside a planned meeting that knows nothing of it."""
    plan(s)
    asked = s.scalars(select(Request).where(Request.code == "R2")).one()
    agenda.take_off(s, item(s, "R2"))
    asked.move_to(RequestState.ON_AGENDA, today=ON)
    other = meetings.plan(s, board(s), date(2026, 11, 20))
    sitting.begin(s, other)
    s.flush()
    decide_urgently(s, 2)
    met(s, 2).kind = MeetingKind.URGENT


def _ratification(s: Session) -> int:
    return next(i.id for i in met(s, 2).agenda if i.kind is ItemKind.RATIFICATION)


def _attended(s: Session) -> int:
    return s.scalars(select(Attendance.id).order_by(Attendance.id)).first() or 0


def _newcomer(s: Session) -> None:
    groups.seat(s, board(s), per(s, "Ben Carter"))


def _leaver(s: Session) -> None:
    group = s.get_one(Group, board(s))
    groups.unseat(s, next(m.id for m in group.members if m.role is MemberRole.MEMBER))


def _delegated(s: Session) -> None:
    seat = met(s).seats[4]
    member = next(m.id for m in seat.meeting.group.members if m.person is seat.person)
    groups.delegate(s, member, per(s, "Ben Carter"), date(2026, 12, 1), date(2026, 12, 31))


MEETINGS = (
    Case(groups.ask_for_urgent, "a board",
         lambda s: groups.ask_for_urgent(s, board(s), 3)),
    Case(groups.unseat, "a member with a seat at a meeting", _leaver, (plan,)),
    Case(meetings.plan, "a regular meeting", plan),
    Case(meetings.plan, "one out of cycle", _call),
    Case(meetings.plan, "one out of cycle that takes from a planned one", _call, (plan,)),
    Case(meetings.move_to, "a day with a delegate",
         lambda s: meetings.move_to(s, met(s).id, date(2026, 12, 7)), (plan, _delegated)),
    Case(meetings.start_at, "a time", lambda s: meetings.start_at(s, met(s).id, "9.30"), (plan,)),
    Case(meetings.hold_in, "a room", lambda s: meetings.hold_in(s, met(s).id, NASTY), (plan,)),
    Case(meetings.chair_by, "another",
         lambda s: meetings.chair_by(s, met(s).id, per(s, "Jonas Weber")), (plan,)),
    Case(meetings.give_reason, "why",
         lambda s: meetings.give_reason(s, met(s).id, NASTY), (_call,)),
    Case(meetings.spread, "half a year",
         lambda s: meetings.spread(s, met(s).id, date(2027, 1, 1), date(2027, 6, 30)), (plan,)),
    Case(meetings.follow_board, "one more, one less",
         lambda s: meetings.follow_board(s, met(s).id), (plan, _newcomer, _leaver)),
    Case(meetings.follow_board, "while it runs",
         lambda s: meetings.follow_board(s, met(s).id), (plan, begin, _newcomer)),
    Case(meetings.deputise, "on a day with a delegate",
         lambda s: meetings.deputise(s, met(s).id),
         (lambda s: plan(s, date(2026, 12, 7)), _delegated)),
    Case(meetings.cancel, "with a draft of a round", lambda s: meetings.cancel(s, met(s).id),
         (plan, lambda s: rounds.draft(s, met(s).id))),
    Case(agenda.fill, "what came off", lambda s: agenda.fill(s, met(s).id),
         (plan, lambda s: agenda.take_off(s, item(s, "R2")))),
    Case(agenda.hand_on, "an urgent decision", lambda s: agenda.hand_on(s, met(s).id),
         (_unratified,)),
    Case(agenda.hand_on_all, "an urgent decision", lambda s: agenda.hand_on_all(s, board(s)),
         (_unratified,)),
    Case(agenda.take, "a request", lambda s: agenda.take(s, met(s).id, req(s, "R2").id),
         (plan, lambda s: agenda.take_off(s, item(s, "R2")))),
    Case(agenda.add_item, "a free item", lambda s: agenda.add_item(s, met(s).id, NASTY), (plan,)),
    Case(agenda.take_off, "a request", lambda s: agenda.take_off(s, item(s, "R2")), (plan,)),
    Case(agenda.move, "to the top", lambda s: agenda.move(s, item(s, "R5"), None), (plan,)),
    Case(agenda.allow, "half an hour", lambda s: agenda.allow(s, item(s, "R5"), 30), (plan,)),
    Case(agenda.rename, "a free item", lambda s: agenda.rename(s, met(s).agenda[-1].id, NASTY),
         (plan, lambda s: agenda.add_item(s, met(s).id, "Budget"))),
    Case(agenda.note, "an item", lambda s: agenda.note(s, item(s, "R5"), NASTY), (plan,)),
    Case(agenda.ratify, "an urgent decision",
         lambda s: agenda.ratify(s, _ratification(s), True), (_at_ratification,)),
    Case(sitting.begin, "a planned one", lambda s: sitting.begin(s, met(s).id), (plan,)),
    Case(sitting.arrive, "a guest",
         lambda s: sitting.arrive(s, met(s).id, per(s, "Ben Carter")), (plan, begin)),
    Case(sitting.arrive_all, "all", lambda s: sitting.arrive_all(s, met(s).id),
         (plan, lambda s: sitting.begin(s, met(s).id))),
    Case(sitting.leave, "the chair",
         lambda s: sitting.leave(s, met(s).id, per(s, CHAIR)), (plan, begin)),
    Case(sitting.correct, "a time", lambda s: sitting.correct(
        s, _attended(s), datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 8, 30)), (plan, begin)),
    Case(sitting.strike, "a time", lambda s: sitting.strike(s, _attended(s)), (plan, begin)),
    Case(sitting.fill_seat, "by a delegate",
         lambda s: sitting.fill_seat(s, met(s).seats[4].id, per(s, "Ben Carter")), (plan, begin)),
    Case(sitting.go_to, "an item", _at_r2, (plan, begin)),
    Case(sitting.step, "to the next", lambda s: sitting.step(s, met(s).id, 1),
         (plan, begin, _at_r2)),
    Case(sitting.pause, "an item", lambda s: sitting.pause(s, item(s, "R2")),
         (plan, begin, _at_r2)),
    Case(sitting.run, "an item", lambda s: sitting.run(s, item(s, "R2")),
         (plan, begin, _at_r2, lambda s: sitting.pause(s, item(s, "R2")))),
    Case(sitting.note, "the meeting", lambda s: sitting.note(s, met(s).id, NASTY), (plan,)),
    Case(sitting.end, "with a draft of a round", lambda s: sitting.end(s, met(s).id),
         (plan, begin, lambda s: rounds.draft(s, met(s).id))),
)  # fmt: skip
