"""What the board has before it when it decides on a task: what is asked, and what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.batches import Batch
from cxdesk.model.decisions import DecisionEffort
from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.meetings import Meeting, MeetingState
from cxdesk.model.people import ORG_HUE, Domain, Level, Person
from cxdesk.model.requests import Request, RequestEffort
from cxdesk.model.states import State
from cxdesk.services.commitments import Effort, efforts
from cxdesk.services.decisions import Terms
from cxdesk.services.frame import frame
from cxdesk.services.initiatives import next_code, next_codes
from cxdesk.services.register import RegisterRow, last_of
from cxdesk.services.session import one

_batch, _initiative, _domain = (kind.__table__.c for kind in (Batch, Initiative, Domain))
_contribution, _person = Contribution.__table__.c, Person.__table__.c
_OVER = (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
_LEAST_MONTH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """Person-days asked of a domain, None for the whole organisation, and those committed."""

    id: int | None
    name: str
    hue: int
    days: float
    committed: float


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A task before the board: `cost` and `effort` as asked, and what is proposed to commit.

    `proposed` has no owner: the board names one. `decided` is what it made of the task already.
    """

    id: int
    code: str
    title: str
    source: str
    description: str
    cost: float
    effort: tuple[Asked, ...]
    deadline: date | None
    on: date
    running: bool
    proposed: Terms
    decided: RegisterRow | None
    currency: str


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """A batch that a new initiative may join: it would get `next_code`."""

    id: int
    code: str
    name: str
    deadline: date
    next_code: str


@dataclass(frozen=True, slots=True)
class InitiativeChoice:
    """An initiative that may take an action more."""

    id: int
    code: str
    title: str


def decision_sheet(session: Session, meeting: int, request: int) -> DecisionSheet:
    """Everything the panel of a task shows. Raises RuleBroken for one that is gone."""
    held, here = one(session, Meeting, meeting), one(session, Request, request)
    frame_now, decided = frame(session), last_of(session, meeting, request)
    asked = efforts(session, RequestEffort, [request]).get(request, {})
    committed: Effort = {}
    if decided is not None:
        committed = efforts(session, DecisionEffort, [decided.id]).get(decided.id, {})
    deadline = _deadline(held, here, frame_now.calendar)
    return DecisionSheet(
        here.id, here.code, here.title, here.source.label, here.description, here.cost,
        tuple(_domains(session, asked, committed)), here.deadline, held.on,
        held.state is MeetingState.RUNNING,
        Terms(
            deadline, None, here.cost, asked, here.outcome_id,
            batch_for(session, here.outcome_id, deadline),
        ),
        decided, frame_now.currency,
    )  # fmt: skip


def _domains(session: Session, asked: Effort, committed: Effort) -> Iterator[Asked]:
    """The domains that have a part in it, in their order, the whole organisation last."""
    rows = session.execute(
        select(_domain.id, _domain.short, _domain.hue).order_by(_domain.position, _domain.name)
    )
    for id, name, hue in [*rows, (None, "Organisation-wide", ORG_HUE)]:
        if id in asked or id in committed:
            yield Asked(id, name, hue, asked.get(id, 0.0), committed.get(id, 0.0))


def _deadline(held: Meeting, here: Request, calendar: WorkCalendar) -> date:
    """The last working day of the planning window, or before the task's own deadline."""
    on = held.plan_to
    if here.deadline is not None and held.on <= here.deadline < on:
        on = here.deadline
    for back in range(_LEAST_MONTH.days):
        if calendar.works(found := on - timedelta(days=back)):
            return found
    return on


def batch_for(session: Session, outcome: int | None, deadline: date | None) -> int | None:
    """The batch that has most for an outcome and is open until the deadline; None for none."""
    open_until = [] if deadline is None else [_batch.deadline >= deadline]
    serving = (
        select(_initiative.batch_id, func.count().label("number"))
        .join(Contribution.__table__, _contribution.initiative_id == _initiative.id)
        .where(_contribution.outcome_id == outcome)
        .group_by(_initiative.batch_id)
        .subquery()
    )
    return session.scalar(
        select(_batch.id)
        .join(serving, serving.c.batch_id == _batch.id, isouter=True)
        .where(*open_until)
        .order_by(func.coalesce(serving.c.number, 0).desc(), _batch.position, _batch.code)
        .limit(1)
    )


def batch_choices(session: Session) -> tuple[BatchChoice, ...]:
    """Every batch, with the code that a new initiative would get in it."""
    found = session.scalars(select(Batch).order_by(Batch.position, Batch.code)).all()
    return tuple(
        BatchChoice(each.id, each.code, each.name, each.deadline, code)
        for each, code in zip(found, next_codes(session, found), strict=True)
    )


def batch_choice(session: Session, batch: int | None) -> BatchChoice | None:
    """One batch, with the code that a new initiative would get in it."""
    here = None if batch is None else session.get(Batch, batch)
    if here is None:
        return None
    return BatchChoice(here.id, here.code, here.name, here.deadline, next_code(session, here))


def initiative_choices(session: Session) -> tuple[InitiativeChoice, ...]:
    """The initiatives that may take an action more."""
    rows = session.execute(
        select(_initiative.id, _initiative.code, _initiative.title)
        .where(_initiative.state.not_in(_OVER))
        .order_by(_initiative.code)
    )
    return tuple(InitiativeChoice(*row) for row in rows)


def sponsors(session: Session) -> tuple[tuple[int, str, str, str], ...]:
    """Who may waive a limit: id, name, initials and role of every active executive."""
    rows = session.execute(
        select(_person.id, _person.name, _person.initials, _person.role)
        .where(_person.level == Level.EXECUTIVE, _person.active.is_(True))
        .order_by(_person.name)
    )
    return tuple((row.id, row.name, row.initials, row.role) for row in rows)
