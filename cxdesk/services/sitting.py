"""What happens at a meeting: who comes and goes, which item is talked about, for how long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import (
    AgendaItem,
    Attendance,
    ItemKind,
    Meeting,
    MeetingState,
    Seat,
)
from cxdesk.model.people import Person
from cxdesk.model.requests import RequestState
from cxdesk.model.rounds import Round, RoundState
from cxdesk.model.wording import listed
from cxdesk.services import agenda, meetings
from cxdesk.services.session import maybe, now, one, today


def begin(session: Session, meeting: int) -> None:
    """Open the meeting, which must have somebody in the chair; one runs at a time."""
    here = one(session, Meeting, meeting)
    running = select(Meeting).where(Meeting.state == MeetingState.RUNNING, Meeting.id != here.id)
    for other in session.scalars(running):
        raise RuleBroken(f"{other.name} is still running: end it before you begin another.")
    here.begin(now(session))
    meetings.deputise(session, here.id)
    agenda.hand_on(session, here.id)


# Who is there -------------------------------------------------------------------------------


def arrive(session: Session, meeting: int, person: int) -> None:
    """Somebody comes in, with a seat or as a guest; who is here already stays here."""
    here, who = one(session, Meeting, meeting), one(session, Person, person)
    here.refuse_closed()
    _arrive(session, here, who)


def _arrive(session: Session, here: Meeting, who: Person) -> None:
    if not any(each.person is who and each.left is None for each in here.attendance):
        here.attendance.append(Attendance(person=who, arrived=now(session)))


def arrive_all(session: Session, meeting: int) -> None:
    """Everybody who fills a seat comes in."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    for seat in here.seats:
        _arrive(session, here, seat.filler)


def leave(session: Session, meeting: int, person: int) -> None:
    """Somebody goes."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    for each in here.attendance:
        if each.person_id == person and each.left is None:
            each.left = now(session)


def correct(session: Session, attendance: int, arrived: datetime, left: datetime | None) -> None:
    """Set when somebody came and went, in UTC; open until the meeting is over."""
    here = one(session, Attendance, attendance)
    here.meeting.refuse_closed()
    if left is not None and left < arrived:
        raise RuleBroken(f"{here.person.name} cannot leave before they came.")
    if max(arrived, left or arrived) > now(session):
        raise RuleBroken("Nobody comes or goes later than now.")
    here.arrived, here.left = arrived, left


def strike(session: Session, attendance: int) -> None:
    """Take back that somebody was there."""
    here = one(session, Attendance, attendance)
    here.meeting.refuse_closed()
    here.meeting.attendance.remove(here)


def fill_seat(session: Session, seat: int, delegate: int | None) -> None:
    """Let a delegate fill a seat at this meeting, or for None its member again.

    While the meeting runs, who fills it from now on has come. Raises RuleBroken for one who has a
    seat, fills another or is no longer active.
    """
    here, who = one(session, Seat, seat), maybe(session, Person, delegate)
    here.meeting.refuse_closed()
    if who is not None:
        if not who.active:
            raise RuleBroken(f"{who.name} is no longer active and cannot fill a seat.")
        for other in here.meeting.seats:
            if other.person is who:
                raise RuleBroken(f"{who.name} has a seat of their own.")
            if other is not here and other.delegate is who:
                raise RuleBroken(f"{who.name} fills the seat of {other.person.name} already.")
    here.delegate = who
    if here.meeting.state is MeetingState.RUNNING:
        _arrive(session, here.meeting, here.filler)


# What is talked about -----------------------------------------------------------------------


def go_to(session: Session, item: int) -> None:
    """Turn to an item: its time runs, and that of the one before rests."""
    here = one(session, AgendaItem, item)
    here.meeting.refuse_idle()
    for other in here.meeting.agenda:
        if other is not here:
            other.pause(now(session))
        other.current = other is here
    here.run(now(session))


def step(session: Session, meeting: int, by: int) -> None:
    """Turn to the item after the current one (1), or to the one before it (-1)."""
    here = one(session, Meeting, meeting)
    here.refuse_idle()
    at = next((n for n, item in enumerate(here.agenda) if item.current), -1 if by > 0 else 0)
    if not 0 <= at + by < len(here.agenda):
        raise RuleBroken(
            "That was the last item of the agenda." if by > 0 else "That is the first item."
        )
    go_to(session, here.agenda[at + by].id)


def run(session: Session, item: int) -> None:
    """Let the time of an item go on."""
    here = one(session, AgendaItem, item)
    here.meeting.refuse_idle()
    here.run(now(session))


def pause(session: Session, item: int) -> None:
    """Stop the time of an item."""
    here = one(session, AgendaItem, item)
    here.meeting.refuse_idle()
    here.pause(now(session))


def note(session: Session, meeting: int, text: str) -> None:
    """Keep what is said at the meeting as a whole; open until the minutes are approved."""
    here = one(session, Meeting, meeting)
    agenda.refuse_approved(session, here)
    here.notes = text


# The end ------------------------------------------------------------------------------------


def end(session: Session, meeting: int) -> None:
    """Close the meeting: what was not voted on goes back, and what was ranked must be decided.

    Urgent decisions, and what is deferred, go on the agendas of meetings that are planned already.
    """
    here = one(session, Meeting, meeting)
    if here.state is not MeetingState.RUNNING:
        raise RuleBroken(f"{here.name} is not running.")
    _end_rounds(session, here)
    if ranked := _in_state(here, RequestState.RANKED):
        raise RuleBroken(f"Decide {listed(ranked)} first: what is ranked needs a decision.")
    for item in here.agenda:
        item.pause(now(session))
        item.current = False
        request = item.request if item.kind is ItemKind.REQUEST else None
        if request is not None and request.state is RequestState.ON_AGENDA:
            request.move_to(RequestState.QUALIFIED, today=today(session))
    for each in here.attendance:
        each.left = each.left or now(session)
    here.state, here.ended_at = MeetingState.CLOSED, now(session)
    session.flush()
    agenda.hand_on_all(session, here.group_id)


def _in_state(here: Meeting, state: RequestState) -> list[str]:
    return [
        item.request.code
        for item in here.agenda
        if item.kind is ItemKind.REQUEST and item.request is not None
        and item.request.state is state
    ]  # fmt: skip


def _end_rounds(session: Session, here: Meeting) -> None:
    """A round under way must come to its end first; one that was never opened goes."""
    for round in session.scalars(select(Round).where(Round.meeting_id == here.id)).all():
        if round.state is RoundState.DRAFT:
            session.delete(round)
        elif round.state in (RoundState.OPEN, RoundState.CLOSED) and not _superseded(
            session, round
        ):
            way = "close" if round.state is RoundState.OPEN else "publish"
            raise RuleBroken(
                f"{round.name.capitalize()} is {round.state}: {way} or abandon it first."
            )


def _superseded(session: Session, round: Round) -> bool:
    return session.scalar(select(Round.id).where(Round.supersedes_id == round.id)) is not None
