"""What the office does with meetings of a board: plan them, fill the agenda, run them."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.load import months_from
from cxdesk.model.decisions import Decision, Verdict
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
from cxdesk.model.people import Group, GroupKind, MemberRole, Membership, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.services.order import STEP
from cxdesk.services.session import maybe, now, one, today

MINUTES = 10
"""The timebox of an item unless somebody says otherwise."""

SOON = timedelta(days=21)
"""A board that met less than so long ago is asked again early: the office is warned."""


def plan(
    session: Session,
    group: int,
    on: date,
    *,
    starts: str = "",
    place: str = "",
    chair: int | None = None,
    kind: MeetingKind = MeetingKind.REGULAR,
    reason: str = "",
) -> int:
    """Plan a meeting of a board and return its id; its seats are the members with a vote.

    A regular one takes every qualified request on its agenda, the deferred first, and every
    urgent decision that is still to be ratified. Raises RuleBroken for a group that is no board,
    and for one out of cycle without a reason or without a smaller quorum set for it.
    """
    board = one(session, Group, group)
    if board.kind is not GroupKind.BOARD:
        raise RuleBroken(f"{board.name} does not vote: only a change board holds these meetings.")
    if not board.seats:
        raise RuleBroken(f"{board.name} has no seats yet: add its members first.")
    first = months_from(on.replace(day=1), 5)
    last = session.scalar(select(func.max(Meeting.number))) or 0
    here = Meeting(
        number=last + 1, group=board, on=on, starts=starts, place=place, kind=kind, reason=reason,
        quorum=quorum_of(board, kind), chair=maybe(session, Person, chair) or _chair(board),
        plan_from=first[1], plan_to=first[4] - timedelta(days=1), state=MeetingState.PLANNED,
    )  # fmt: skip
    if kind is MeetingKind.URGENT and not reason.strip():
        raise RuleBroken("Say what cannot wait for the next meeting of the board.")
    session.add(here)
    for membership in board.members:
        if membership.role is not MemberRole.SECRETARY:
            here.seats.append(_seat(membership, on, len(here.seats)))
    session.flush()
    if kind is MeetingKind.REGULAR:
        fill(session, here.id)
    return here.id


def quorum_of(board: Group, kind: MeetingKind) -> int:
    """The seats that must be filled: what the board set, else more than half of them.

    Raises RuleBroken for a meeting out of cycle where no smaller quorum is set.
    """
    usual = board.quorum or board.seats // 2 + 1
    if kind is MeetingKind.REGULAR:
        return usual
    if board.urgent_quorum is None or board.urgent_quorum >= usual:
        raise RuleBroken(
            f"{board.name} has no quorum for meetings out of cycle: set one below {usual} first."
        )
    return board.urgent_quorum


def _chair(board: Group) -> Person | None:
    return next((each.person for each in board.members if each.role is MemberRole.CHAIR), None)


def _seat(membership: Membership, on: date, place: int) -> Seat:
    stands_in = next((one for one in membership.delegations if one.start <= on <= one.end), None)
    return Seat(
        membership_id=membership.id, person=membership.person,
        delegate=None if stands_in is None else stands_in.person, position=place * STEP,
    )  # fmt: skip


# The agenda ---------------------------------------------------------------------------------


def fill(session: Session, meeting: int) -> int:
    """Put on the agenda whatever waits for the board; returns how many items are new.

    First urgent decisions to ratify, then requests that were deferred to a day that has come, then
    the other qualified ones, each in their order.
    """
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    before = len(here.agenda)
    there = {item.decision_id for item in here.agenda}
    waiting = select(Decision).where(
        Decision.urgent.is_(True), Decision.verdict == Verdict.ACCEPTED,
        Decision.id.not_in(
            select(AgendaItem.decision_id).where(
                AgendaItem.decision_id.is_not(None), AgendaItem.ratified.is_not(None)
            )
        ),
    )  # fmt: skip
    for decision in session.scalars(waiting.order_by(Decision.number)):
        if decision.id not in there and decision.meeting_id != here.id:
            _append(
                here, kind=ItemKind.RATIFICATION, decision_id=decision.id,
                request=decision.request, minutes=MINUTES // 2,
            )  # fmt: skip
    deferred = set(
        session.scalars(
            select(Decision.request_id).where(
                Decision.verdict == Verdict.DEFERRED, Decision.until <= here.on
            )
        )
    )
    states = (RequestState.QUALIFIED, RequestState.DEFERRED)
    found = session.scalars(
        select(Request).where(Request.state.in_(states)).order_by(Request.position, Request.code)
    )
    for request in sorted(found, key=lambda each: each.id not in deferred):
        if request.state is RequestState.DEFERRED:
            if request.id not in deferred:
                continue
            request.move_to(RequestState.QUALIFIED, today=today(session))
        _take(session, here, request)
    session.flush()
    return len(here.agenda) - before


def take(session: Session, meeting: int, request: int) -> int:
    """Put a request on the agenda and return the item's id; only a qualified one (rule 7)."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    item = _take(session, here, one(session, Request, request))
    session.flush()
    return item.id


def add_item(session: Session, meeting: int, title: str, minutes: int = MINUTES) -> int:
    """Put something else on the agenda and return the item's id."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    if not title.strip():
        raise RuleBroken("Say what is to be talked about.")
    item = _append(here, kind=ItemKind.OTHER, title=title.strip())
    item.allow(minutes)
    session.flush()
    return item.id


def _take(session: Session, here: Meeting, request: Request) -> AgendaItem:
    request.move_to(RequestState.ON_AGENDA, today=today(session))
    return _append(here, kind=ItemKind.REQUEST, request=request)


def _append(here: Meeting, **values: object) -> AgendaItem:
    last = max((item.position for item in here.agenda), default=0.0)
    item = AgendaItem(position=last + STEP, **{"minutes": MINUTES, **values})
    here.agenda.append(item)
    return item


def take_off(session: Session, item: int) -> None:
    """Take something off the agenda; a request that was not ranked is qualified as before."""
    here = one(session, AgendaItem, item)
    here.meeting.refuse_closed()
    if here.kind is ItemKind.REQUEST and here.request is not None:
        here.request.move_to(RequestState.QUALIFIED, today=today(session))
    session.delete(here)


# The meeting itself -------------------------------------------------------------------------


def begin(session: Session, meeting: int) -> None:
    """Open the meeting, which must have somebody in the chair."""
    one(session, Meeting, meeting).begin(now(session))


def arrive(session: Session, meeting: int, person: int) -> None:
    """Somebody comes in; who is here already stays here."""
    here, who = one(session, Meeting, meeting), one(session, Person, person)
    here.refuse_closed()
    if not any(each.person is who and each.left is None for each in here.attendance):
        here.attendance.append(Attendance(person=who, arrived=now(session)))


def leave(session: Session, meeting: int, person: int) -> None:
    """Somebody goes."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    for each in here.attendance:
        if each.person_id == person and each.left is None:
            each.left = now(session)


def end(session: Session, meeting: int) -> None:
    """Close the meeting: what was not voted on goes back, and what was ranked must be decided."""
    here = one(session, Meeting, meeting)
    if here.state is not MeetingState.RUNNING:
        raise RuleBroken(f"{here.name} is not running.")
    ranked = [
        item.request.code
        for item in here.agenda
        if item.kind is ItemKind.REQUEST
        and item.request is not None
        and item.request.state is RequestState.RANKED
    ]
    if ranked:
        raise RuleBroken(f"Decide {', '.join(ranked)} first: what is ranked needs a decision.")
    for item in here.agenda:
        item.pause(now(session))
        item.current = False
        request = item.request if item.kind is ItemKind.REQUEST else None
        if request is not None and request.state is RequestState.ON_AGENDA:
            request.move_to(RequestState.QUALIFIED, today=today(session))
    for each in here.attendance:
        each.left = each.left or now(session)
    here.state, here.ended_at = MeetingState.CLOSED, now(session)
