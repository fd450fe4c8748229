"""Reads the minutes of a meeting as they would be printed now, as a draft or for approval."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import DecisionEffort
from cxdesk.model.meetings import ItemKind
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round, RoundState, Turn, Voted
from cxdesk.services import minutes
from cxdesk.services.ballots import ballots_of
from cxdesk.services.board_print import board_head, item_rows, meeting_sheet
from cxdesk.services.commitments import efforts
from cxdesk.services.funding_case import case
from cxdesk.services.local_time import time_of
from cxdesk.services.meeting_rows import MeetingSheet, SeatLine
from cxdesk.services.minutes_rows import (
    AttendedRow,
    DecisionPart,
    HandRow,
    MinutesPage,
    RankedTask,
    Ratified,
    RoundPart,
    TurnRow,
)
from cxdesk.services.register import RegisterRow, register
from cxdesk.services.result_count import votes
from cxdesk.services.session import maybe, today
from cxdesk.store.history import read_head

_COUNTED = (RoundState.CLOSED, RoundState.PUBLISHED)
_person, _domain = Person.__table__.c, Domain.__table__.c


def page(
    session: Session, meeting: int, approver: int | None = None, correction: str = ""
) -> MinutesPage:
    """The minutes of a meeting: a draft, or as `approver` is about to approve them.

    `correction` is what the new version says otherwise than the one before. Raises RuleBroken when
    the meeting is gone.
    """
    here, every = meeting_sheet(session, meeting), register(session)
    earlier, who = minutes.approved(session, meeting), maybe(session, Person, approver)
    notes = minutes.with_correction(here.notes, correction, today(session))
    answers = {
        each.decision_id: each.ratified
        for each in here.agenda
        if each.kind is ItemKind.RATIFICATION
    }
    head = read_head(session.connection())
    return MinutesPage(
        board_head(session, here), len(earlier) + 1, "" if who is None else who.name,
        None if who is None else today(session), earlier, tuple(_attended(session, here)),
        item_rows(session, here), notes, tuple(_rounds(session, meeting)),
        tuple(_decisions(session, [row for row in every if row.meeting_id == meeting])),
        tuple(Ratified(row, answers[row.id]) for row in reversed(every) if row.id in answers),
        head.seq, head.hash,
    )  # fmt: skip


def _attended(session: Session, here: MeetingSheet) -> Iterator[AttendedRow]:
    lines = (*here.seats, *here.others)
    ids = [line.person_id for line in lines]
    roles = dict(session.execute(select(_person.id, _person.role).where(_person.id.in_(ids))).all())
    for line in lines:
        yield AttendedRow(
            line.name, roles.get(line.person_id, ""), line.member if line.delegated else "",
            _part(line), tuple(
                (time_of(session, stay.arrived), time_of(session, stay.left))
                for stay in line.stays
            ),
        )  # fmt: skip


def _part(line: SeatLine) -> str:
    return "" if line.seat else line.role.capitalize()


def _decisions(session: Session, rows: list[RegisterRow]) -> Iterator[DecisionPart]:
    spent = efforts(session, DecisionEffort, [row.id for row in rows])
    domains = select(_domain.id, _domain.name).order_by(_domain.position, _domain.name)
    names: dict[int | None, str] = dict(session.execute(domains).all())
    names[None] = "Organisation-wide"
    for row in reversed(rows):
        here = spent.get(row.id, {})
        yield DecisionPart(row, tuple((names[id], here[id]) for id in names if id in here))


# Rounds -------------------------------------------------------------------------------------


def _rounds(session: Session, meeting: int) -> Iterator[RoundPart]:
    found = session.scalars(
        select(Round).where(Round.meeting_id == meeting).order_by(Round.number)
    ).all()
    numbers = {each.id: each.number for each in found}
    instead = {
        each.supersedes_id: each.number
        for each in found
        if each.supersedes_id is not None and each.state is not RoundState.ABANDONED
    }
    for each in found:
        if each.state is not RoundState.DRAFT:
            yield _round(
                session, each, numbers.get(each.supersedes_id or 0), instead.get(each.id)
            )  # fmt: skip


def _round(
    session: Session, here: Round, again: int | None, replaced: int | None
) -> RoundPart:  # fmt: skip
    counted = here.state in _COUNTED
    names = {turn.seat_id: turn.seat.person.name for turn in here.turns}
    named = () if here.secret or not counted else ballots_of(session, here.id)
    tasks = tuple(_tasks(session, here))
    codes = {task.id: task.code for task in tasks}
    return RoundPart(
        here.number, here.question, here.secret, here.method.label, here.state, here.reason,
        time_of(session, here.opened_at), time_of(session, here.closed_at),
        time_of(session, here.published_at),
        again, replaced, here.ballots, here.present, here.digest,
        tuple(_turn(turn, secret=here.secret) for turn in here.turns), tasks,
        tuple(
            HandRow(
                codes.get(each.winner_id, ""), codes.get(each.loser_id, ""), each.hands_for,
                each.hands_against, each.note,
            )
            for each in here.settlements
        ),
        votes(session, here.id) if counted else None,
        tuple((names.get(each.seat_id or 0, ""), each.marked) for each in named),
        case(session, here.meeting_id, [task.id for task in tasks]) if counted else None,
    )  # fmt: skip


def _turn(turn: Turn, *, secret: bool) -> TurnRow:
    how = "on paper" if turn.state is Voted.PAPER and not secret else ""
    if turn.transcribed_by is not None and turn.confirmed_by is not None and not secret:
        how = f"on paper, entered by {turn.transcribed_by.name}, "
        how += f"compared by {turn.confirmed_by.name}"
    cast = "" if turn.cast_by is None else turn.cast_by.name
    return TurnRow(turn.seat.person.name, turn.state is not Voted.TO_COME, cast, how)


def _tasks(session: Session, here: Round) -> Iterator[RankedTask]:
    found = {
        each.id: each for each in session.scalars(select(Request).where(Request.id.in_(here.tasks)))
    }
    for id in here.tasks:
        if id in found:
            each = found[id]
            days = sum(row.days for row in each.effort)
            yield RankedTask(id, each.code, each.title, each.cost, days)
        else:
            yield RankedTask(id, "–", "A task that is gone", 0.0, 0.0)
