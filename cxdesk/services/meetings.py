"""What the office does with meetings of a board before they begin: plan, change and cancel them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.load import months_from
from cxdesk.model.decisions import Decision
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.meetings import (
    ItemKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Seat,
    read_start,
)
from cxdesk.model.people import Group, GroupKind, MemberRole, Membership, Person
from cxdesk.model.rounds import Round
from cxdesk.services import agenda
from cxdesk.services.order import STEP
from cxdesk.services.session import maybe, one

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
    requests: Sequence[int] = (),
) -> int:
    """Plan a meeting of a board and return its id; its seats are the members with a vote.

    A regular one takes every qualified request on its agenda, the deferred first, and every
    urgent decision that is still to be ratified; one out of cycle takes the `requests` alone.
    Raises RuleBroken for a group that is no board, and for one out of cycle without a reason or
    without a smaller quorum set for it.
    """
    board = one(session, Group, group)
    if board.kind is not GroupKind.BOARD:
        raise RuleBroken(f"{board.name} does not vote: only a change board holds these meetings.")
    if not board.seats:
        raise RuleBroken(
            f"{board.name} has no seats yet: add its members in People, Groups.",
            Way(f"Open {board.name}", "group", board.id),
        )
    if kind is MeetingKind.URGENT:
        _refuse_unfounded(reason)
    first, last = window_of(on)
    number = session.scalar(select(func.max(Meeting.number))) or 0
    here = Meeting(
        number=number + 1, group=board, on=on, starts=read_start(starts), place=place.strip(),
        kind=kind, reason=reason.strip(), quorum=quorum_of(board, kind),
        chair=maybe(session, Person, chair) or _chair(board),
        plan_from=first, plan_to=last, state=MeetingState.PLANNED,
    )  # fmt: skip
    session.add(here)
    for membership in _voting(board):
        here.seats.append(_seat(membership, on, len(here.seats)))
    session.flush()
    if kind is MeetingKind.REGULAR:
        agenda.fill(session, here.id)
    for request in requests:
        agenda.take(session, here.id, request)
    return here.id


def quorum_of(board: Group, kind: MeetingKind) -> int:
    """The seats that must be filled: what the board set, else more than half of them.

    Raises RuleBroken for a meeting out of cycle where no smaller quorum is set.
    """
    usual = board.usual_quorum
    if kind is MeetingKind.REGULAR:
        return usual
    if board.urgent_quorum is None or board.urgent_quorum >= usual:
        raise RuleBroken(
            f"{board.name} has no quorum for meetings out of cycle: set one below {usual} first.",
            Way(f"Open {board.name}", "group", board.id),
        )
    return board.urgent_quorum


def window_of(on: date) -> tuple[date, date]:
    """The days over which work is spread unless somebody says otherwise: three whole months."""
    months = months_from(on.replace(day=1), 5)
    return months[1], months[4] - timedelta(days=1)


def _refuse_unfounded(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Say what cannot wait for the next meeting of the board.")


def _chair(board: Group) -> Person | None:
    return next((each.person for each in board.members if each.role is MemberRole.CHAIR), None)


def _voting(board: Group) -> list[Membership]:
    return [each for each in board.members if each.role is not MemberRole.SECRETARY]


def _seat(membership: Membership, on: date, place: int) -> Seat:
    return Seat(
        membership_id=membership.id, person=membership.person, position=place * STEP,
        delegate=_stands_in(membership, on),
    )  # fmt: skip


def _stands_in(membership: Membership, on: date) -> Person | None:
    found = (each.person for each in membership.delegations if each.start <= on <= each.end)
    return next(found, None)


# Changing it while it is planned ------------------------------------------------------------


def move_to(session: Session, meeting: int, on: date) -> None:
    """Hold it on another day; delegates and the days for planning follow, unless set by hand."""
    here = one(session, Meeting, meeting)
    here.refuse_begun()
    was, here.on = here.on, on
    if (here.plan_from, here.plan_to) == window_of(was):
        here.spread(*window_of(on))
    for seat in here.seats:
        membership = maybe(session, Membership, seat.membership_id)
        if membership is not None and seat.delegate is _stands_in(membership, was):
            seat.delegate = _stands_in(membership, on)
    session.flush()
    agenda.hand_on(session, here.id)


def start_at(session: Session, meeting: int, starts: str) -> None:
    """Set the time of day it starts at; empty for none. Raises RuleBroken for no time of day."""
    here = one(session, Meeting, meeting)
    here.refuse_begun()
    here.starts = read_start(starts)


def hold_in(session: Session, meeting: int, place: str) -> None:
    """Say where it is held."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    here.place = place.strip()


def chair_by(session: Session, meeting: int, person: int) -> None:
    """Put somebody in the chair."""
    here, who = one(session, Meeting, meeting), one(session, Person, person)
    here.refuse_closed()
    if not who.active:
        raise RuleBroken(f"{who.name} is no longer active and cannot take the chair.")
    here.chair = who


def give_reason(session: Session, meeting: int, reason: str) -> None:
    """Say why it is held out of cycle."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    _refuse_unfounded(reason)
    here.reason = reason.strip()


def spread(session: Session, meeting: int, first: date, last: date) -> None:
    """Set the days over which the work of what is accepted is spread."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    here.spread(first, last)


def follow_board(session: Session, meeting: int) -> None:
    """Bring seats, delegates and quorum in step with the board.

    Once it has begun, seats are added for who joined and none goes: somebody may have voted.
    """
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    there = {seat.membership_id: seat for seat in here.seats}
    voting = _voting(here.group)
    if here.state is MeetingState.PLANNED:
        here.quorum = quorum_of(here.group, here.kind)
        ids = {membership.id for membership in voting}
        for seat in [each for each in here.seats if each.membership_id not in ids]:
            here.seats.remove(seat)
    for membership in voting:
        if membership.id not in there:
            here.seats.append(_seat(membership, here.on, len(voting) + len(here.seats)))
    deputise(session, here.id)
    order = {membership.id: place for place, membership in enumerate(voting)}
    for seat in here.seats:
        seat.position = order.get(seat.membership_id or 0, len(voting)) * STEP


def deputise(session: Session, meeting: int) -> None:
    """Let those who stand in for members on its day fill their seats, where nobody else does."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    for seat in here.seats:
        membership = maybe(session, Membership, seat.membership_id)
        if membership is not None and seat.delegate is None:
            seat.delegate = _stands_in(membership, here.on)


def cancel(session: Session, meeting: int) -> None:
    """Cancel a planned meeting: what stood on its agenda is qualified as before."""
    here = one(session, Meeting, meeting)
    here.refuse_begun()
    decided = select(Decision.number).where(Decision.meeting_id == here.id)
    if (number := session.scalar(decided)) is not None:
        raise RuleBroken(f"D-{number} was decided at {here.name}, which therefore stays.")
    for item in list(here.agenda):
        if item.kind is ItemKind.REQUEST:
            agenda.take_off(session, item.id)
    for draft in session.scalars(select(Round).where(Round.meeting_id == here.id)):
        session.delete(draft)
    session.flush()
    group = here.group_id
    session.delete(here)
    session.flush()
    agenda.hand_on_all(session, group)
