"""What the office puts on the agenda of a meeting, in which order, and what is said there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import AgendaItem, ItemKind, Meeting, MeetingKind, MeetingState
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round, RoundState
from cxdesk.services.order import STEP, put_behind
from cxdesk.services.session import one, today

MINUTES = 10
"""The timebox of an item unless somebody says otherwise."""


def fill(session: Session, meeting: int) -> int:
    """Put on the agenda whatever waits for the board; returns how many items are new.

    First what earlier meetings left for it, then the qualified requests in their order.
    """
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    before = len(here.agenda)
    hand_on(session, here.id)
    waiting = select(Request).where(Request.state == RequestState.QUALIFIED)
    for request in session.scalars(waiting.order_by(Request.position, Request.code)).all():
        _take(session, here, request)
    session.flush()
    return len(here.agenda) - before


def hand_on(session: Session, meeting: int) -> None:
    """Put on the agenda what earlier meetings left for it, which no one has to remember.

    Before all else urgent decisions that no board has ratified, behind it requests that were
    deferred to a day that has come by then. A meeting out of cycle has its own matter only.
    """
    here = one(session, Meeting, meeting)
    if here.kind is MeetingKind.URGENT:
        return
    settled = (
        select(AgendaItem.decision_id)
        .join(Meeting, AgendaItem.meeting_id == Meeting.id)
        .where(
            AgendaItem.decision_id.is_not(None),
            AgendaItem.ratified.is_not(None) | (Meeting.state != MeetingState.CLOSED),
        )
    )
    waiting = select(Decision).where(
        Decision.urgent.is_(True), Decision.verdict == Verdict.ACCEPTED, Decision.id.not_in(settled)
    )
    first = min((item.position for item in here.agenda), default=STEP)
    decisions = session.scalars(waiting.order_by(Decision.number)).all()
    for place, decision in enumerate(decisions):
        _append(
            here, kind=ItemKind.RATIFICATION, decision_id=decision.id, request=decision.request,
            minutes=MINUTES // 2, position=first - (len(decisions) - place) * STEP,
        )  # fmt: skip
    until: dict[int, date | None] = {}
    for request_id, day in session.execute(
        select(Decision.request_id, Decision.until)
        .where(Decision.verdict == Verdict.DEFERRED)
        .order_by(Decision.number)
    ):
        until[request_id] = day  # of several decisions the last one
    deferred = select(Request).where(Request.state == RequestState.DEFERRED)
    for request in session.scalars(deferred.order_by(Request.position, Request.code)).all():
        due = until.get(request.id)
        if due is not None and due <= here.on:
            request.move_to(RequestState.QUALIFIED, today=today(session))
            _take(session, here, request)


def hand_on_all(session: Session, group: int) -> None:
    """Let the planned meetings of a board, the next one first, take what is left for them."""
    coming = select(Meeting.id).where(
        Meeting.state == MeetingState.PLANNED, Meeting.group_id == group
    )
    for id in session.scalars(coming.order_by(Meeting.on, Meeting.number)).all():
        hand_on(session, id)
        session.flush()


def take(session: Session, meeting: int, request: int) -> int:
    """Put a request on the agenda and return the item's id; only a qualified one (rule 7).

    An urgent one may leave the agenda of a meeting that is still to come for one out of cycle.
    """
    here, wanted = one(session, Meeting, meeting), one(session, Request, request)
    here.refuse_closed()
    if here.kind is MeetingKind.URGENT:
        if not wanted.urgent:
            raise RuleBroken(
                f"{wanted.code} is not urgent: it waits for the next regular meeting. "
                "Mark it urgent if it cannot."
            )
        if wanted.state is RequestState.ON_AGENDA:
            _leave_for(session, wanted, here)
    item = _take(session, here, wanted)
    session.flush()
    return item.id


def _leave_for(session: Session, request: Request, here: Meeting) -> None:
    """Take a request off the agenda of another meeting, which has not begun."""
    items = select(AgendaItem).where(
        AgendaItem.request_id == request.id, AgendaItem.kind == ItemKind.REQUEST
    )
    for item in session.scalars(items).all():
        if item.meeting is not here and item.meeting.state is MeetingState.PLANNED:
            take_off(session, item.id)
            session.flush()


def add_item(session: Session, meeting: int, title: str, minutes: int = MINUTES) -> int:
    """Put something else on the agenda and return the item's id."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    item = _append(here, kind=ItemKind.OTHER)
    _name(item, title)
    item.allow(minutes)
    session.flush()
    return item.id


def _take(session: Session, here: Meeting, request: Request) -> AgendaItem:
    request.move_to(RequestState.ON_AGENDA, today=today(session))
    return _append(here, kind=ItemKind.REQUEST, request=request)


def _append(here: Meeting, **values: object) -> AgendaItem:
    last = max((item.position for item in here.agenda), default=0.0)
    item = AgendaItem(**{"minutes": MINUTES, "position": last + STEP, **values})
    here.agenda.append(item)
    return item


def take_off(session: Session, item: int) -> None:
    """Take something off the agenda; a request that was not ranked is qualified as before."""
    here = _open(session, item)
    if here.kind is ItemKind.RATIFICATION:
        raise RuleBroken("An urgent decision stays on the agenda until the board has answered.")
    if here.kind is ItemKind.REQUEST and here.request is not None:
        _refuse_treated(session, here.meeting, here.request)
        here.request.move_to(RequestState.QUALIFIED, today=today(session))
    here.meeting.agenda.remove(here)


def _refuse_treated(session: Session, meeting: Meeting, request: Request) -> None:
    """Raise RuleBroken for a request that the meeting votes on, ranked or decided."""
    if request.state is not RequestState.ON_AGENDA:
        raise RuleBroken(
            f"{request.code} is {request.state.label.lower()}: it stays on the agenda of the "
            "meeting that made it so."
        )
    under_way = (RoundState.OPEN, RoundState.CLOSED)
    for round in session.scalars(
        select(Round).where(Round.meeting_id == meeting.id, Round.state.in_(under_way))
    ):
        if request.id in round.tasks:
            raise RuleBroken(f"{request.code} stands in {round.name}, which is {round.state}.")


def move(session: Session, item: int, after: int | None) -> None:
    """Put an item behind another one of its agenda; first for None."""
    here = _open(session, item)
    put_behind(here.meeting.agenda, here, after)


def allow(session: Session, item: int, minutes: int) -> None:
    """Set the timebox of an item in minutes."""
    _open(session, item).allow(minutes)


def rename(session: Session, item: int, title: str) -> None:
    """Say in other words what is talked about; a request has its own title."""
    here = _open(session, item)
    if here.kind is not ItemKind.OTHER:
        raise RuleBroken("A request has its own title: change it there.")
    _name(here, title)


def _name(item: AgendaItem, title: str) -> None:
    if not title.strip():
        raise RuleBroken("Say what is to be talked about.")
    item.title = " ".join(title.split())


def note(session: Session, item: int, text: str) -> None:
    """Keep what is said about an item; open until the minutes are approved."""
    here = one(session, AgendaItem, item)
    refuse_approved(session, here.meeting)
    here.notes = text


def ratify(session: Session, item: int, ratified: bool | None) -> None:
    """Ratify an urgent decision, refuse to, or leave it unanswered. Needs the quorum."""
    here = _open(session, item)
    if here.kind is not ItemKind.RATIFICATION:
        raise RuleBroken("Only an urgent decision is ratified.")
    here.meeting.refuse_idle()
    here.meeting.refuse_no_quorum()
    here.ratified = ratified


def refuse_approved(session: Session, meeting: Meeting) -> None:
    """Raise RuleBroken once the minutes of a meeting are approved."""
    if session.scalar(select(Minutes.id).where(Minutes.meeting_id == meeting.id)) is not None:
        raise RuleBroken(f"The minutes of {meeting.name} are approved: its notes stay as they are.")


def _open(session: Session, item: int) -> AgendaItem:
    """An item of a meeting that is not over."""
    here = one(session, AgendaItem, item)
    here.meeting.refuse_closed()
    return here
