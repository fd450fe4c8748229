"""Reads what the board has on paper before it meets: the agenda pack, and blank ballots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import ItemKind, Meeting, MeetingState
from cxdesk.model.people import MemberRole, Membership, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Method, Round, RoundState
from cxdesk.model.wording import day
from cxdesk.services import meeting_view
from cxdesk.services.board_print_rows import (
    AgendaPack,
    BallotTask,
    BoardHead,
    ItemRow,
    Needed,
    PaperBallots,
    RequestPage,
    SeatRow,
)
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.frame import frame
from cxdesk.services.funding import line
from cxdesk.services.letterhead import letterhead
from cxdesk.services.local_time import time_of
from cxdesk.services.meeting_rows import AgendaLine, MeetingSheet
from cxdesk.services.register import RegisterRow, register
from cxdesk.services.request_view import Reference, RequestSheet, request_sheet
from cxdesk.services.rounds import QUESTION
from cxdesk.services.session import now
from cxdesk.services.strategy_view import OutcomeRow, outcome_rows
from cxdesk.services.voting_view import voting

_request, _meeting, _round = Request.__table__.c, Meeting.__table__.c, Round.__table__.c
_GONE = "This meeting is no longer there: it was removed or undone meanwhile."


def find_meeting(session: Session, text: str = "") -> int:
    """The meeting of a number ("3") or a day ("2026-11-23"); without a word the one that runs,
    else the newest. Raises RuleBroken where there is none.
    """
    rows = session.execute(
        select(_meeting.id, _meeting.number, _meeting.on, _meeting.state)
    ).all()  # fmt: skip
    if not rows:
        raise RuleBroken("There is no meeting in this program yet.")
    wanted = text.strip().removeprefix("#")
    if not wanted:
        newest = max(rows, key=lambda row: (row.state is MeetingState.RUNNING, row.on, row.number))
        return int(newest.id)
    try:
        on: date | None = date.fromisoformat(wanted)
    except ValueError:
        on = None
    found = [row for row in rows if (str(row.number) == wanted if on is None else row.on == on)]
    if not found:
        raise RuleBroken(f"There is no meeting {text.strip()}: give its number or its date.")
    return int(max(found, key=lambda row: row.number).id)


def meeting_sheet(session: Session, meeting: int) -> MeetingSheet:
    """A meeting with all that is in it. Raises RuleBroken when it is gone."""
    found = meeting_view.sheet(session, meeting)
    if found is None:
        raise RuleBroken(_GONE)
    return found


def board_head(session: Session, here: MeetingSheet) -> BoardHead:
    """The meeting as the head of a paper names it."""
    program, row = frame(session), here.row
    member = Membership.__table__.c
    secretaries = session.scalars(
        select(Person.__table__.c.name)
        .join(Membership.__table__, member.person_id == Person.__table__.c.id)
        .where(member.group_id == here.group_id, member.role == MemberRole.SECRETARY)
        .order_by(member.position)
    )
    starts, ends = row.starts, ""
    if here.started is not None:
        starts, ends = time_of(session, here.started), time_of(session, here.ended)
    elif starts and here.agenda:
        ends = _clock(starts, here.minutes)
    return BoardHead(
        program.name, letterhead(session), program.currency, row.board, row.number, row.kind,
        row.state, here.reason, row.on, starts, ends, here.place, here.chair,
        tuple(secretaries), here.quorum, len(here.seats),
    )  # fmt: skip


def seat_rows(session: Session, here: MeetingSheet) -> tuple[SeatRow, ...]:
    """The seats in their order, each with who fills it."""
    person = Person.__table__.c
    ids = [each.person_id for each in here.seats]
    roles = dict(session.execute(select(person.id, person.role).where(person.id.in_(ids))).all())
    return tuple(
        SeatRow(each.name, roles.get(each.person_id, ""), each.member if each.delegated else "")
        for each in here.seats
    )


def item_rows(session: Session, here: MeetingSheet) -> tuple[ItemRow, ...]:
    """The agenda; each item at the time that the timeboxes before it leave, if a start is set."""
    found, before, at = [], 0, now(session)
    for each in here.agenda:
        time = _clock(here.row.starts, before) if here.row.starts else ""
        found.append(
            ItemRow(
                each.position, time, each.kind, each.code if _asks(each) else each.decision,
                each.title, each.source, each.urgent, each.cost, each.days, each.minutes,
                each.used(at), _said(each), each.notes,
            )
        )  # fmt: skip
        before += each.minutes
    return tuple(found)


def agenda_pack(session: Session, meeting: int) -> AgendaPack:
    """All that the board gets before a meeting. Raises RuleBroken when it is gone."""
    here = meeting_sheet(session, meeting)
    round, every, limits = _newest(session, meeting), register(session), line(session, meeting, ())
    ratified = [each.decision_id for each in here.agenda if each.kind is ItemKind.RATIFICATION]
    decisions = {each.id: each for each in every}
    return AgendaPack(
        board_head(session, here),
        round.question if round is not None else QUESTION,
        None if round is None else round.secret,
        Method.KEMENY if round is None else round.method,
        seat_rows(session, here), item_rows(session, here),
        tuple(decisions[id] for id in ratified if id in decisions),
        tuple(_pages(session, here, every)), limits.limits, limits.unit,
    )  # fmt: skip


def paper_ballots(session: Session, meeting: int) -> PaperBallots:
    """Blank ballots of the newest round, or of the one to come where there is none.

    Raises RuleBroken when the meeting is gone, or nothing is there to be ranked.
    """
    here, round = meeting_sheet(session, meeting), _newest(session, meeting)
    seen = voting(session, meeting)
    if seen is None or not seen.tasks:
        raise RuleBroken(
            f"{here.row.name} has nothing to rank: put qualified requests on its agenda first."
        )
    return PaperBallots(
        board_head(session, here), 0 if round is None else round.number,
        QUESTION if round is None else round.question,
        round is not None and round.secret,
        tuple(BallotTask(each.code, each.title, each.cost, each.days) for each in seen.tasks),
        seat_rows(session, here),
    )  # fmt: skip


def _newest(session: Session, meeting: int) -> Round | None:
    """The round that is voted on next, or was last."""
    here = select(Round).where(Round.meeting_id == meeting, Round.state != RoundState.ABANDONED)
    return session.scalars(here.order_by(Round.number.desc()).limit(1)).first()


def _clock(starts: str, minutes: int) -> str:
    begins = datetime.strptime(starts, "%H:%M")
    return f"{begins + timedelta(minutes=minutes):%H:%M}"


def _asks(each: AgendaLine) -> bool:
    return each.kind is not ItemKind.RATIFICATION


def _said(each: AgendaLine) -> str:
    """What came of an item in a word."""
    if each.kind is ItemKind.RATIFICATION:
        return {None: "", True: "Ratified", False: "Not ratified"}[each.ratified]
    return "" if each.verdict is None else each.verdict.label


# A page a request ---------------------------------------------------------------------------


def _pages(
    session: Session, here: MeetingSheet, decisions: tuple[RegisterRow, ...]
) -> Iterator[RequestPage]:
    outcomes = {each.id: each for each in outcome_rows(session, {})}
    states: dict[str, RequestState] = dict(
        session.execute(select(_request.code, _request.state)).all()
    )
    before = here.row.on, here.row.number
    numbers = dict(session.execute(select(_meeting.id, _meeting.number)).all())
    for each in here.agenda:
        if each.kind is not ItemKind.REQUEST or each.request_id is None:
            continue
        sheet = request_sheet(session, each.request_id)
        if sheet is None:
            continue
        earlier = [
            one
            for one in reversed(decisions)
            if one.request_id == sheet.id and (one.meeting, numbers[one.meeting_id]) < before
        ]
        yield _page(sheet, outcomes, states, tuple(earlier))


def _page(
    sheet: RequestSheet,
    outcomes: dict[int, OutcomeRow],
    states: dict[str, RequestState],
    earlier: tuple[RegisterRow, ...],
) -> RequestPage:
    def linked(rows: tuple[Reference, ...]) -> tuple[Needed, ...]:
        return tuple(Needed(row.code, row.title, states[row.code].label) for row in rows)

    most = max(sheet.effort, key=lambda row: row.days, default=None)
    named = most is not None and most.domain_id is not None
    outcome = None if sheet.outcome is None else outcomes.get(sheet.outcome.id)
    return RequestPage(
        sheet, most.domain if most is not None and named else "",
        most.hue if most is not None and named else ORG_HUE, outcome,
        linked(sheet.needs), linked(sheet.needed_by), earlier,
    )  # fmt: skip


def earlier_words(row: RegisterRow) -> str:
    """An earlier decision in a line: "D-3, 12 Oct 2026: deferred to 23 Nov 2026"."""
    said = row.verdict.label.lower()
    if row.until is not None:
        said += f" to {day(row.until)}"
    return f"{row.code}, {day(row.meeting)}: {said}"
