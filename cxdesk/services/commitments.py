"""What boards committed to accepted work, as far as no dated initiative shows it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, DecisionEffort, Verdict
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting
from cxdesk.model.requests import RequestEffort
from cxdesk.model.states import State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.capacity import DONE, Bar

_decision, _meeting, _action, _initiative = (
    kind.__table__.c for kind in (Decision, Meeting, Action, Initiative)
)

Effort = Mapping[int | None, float]
"""Person-days by domain; None is the whole organisation."""


def window(on: date, plan_from: date, plan_to: date, deadline: date | None) -> tuple[date, date]:
    """The days over which a request is spread: the planning window, ended by its own deadline.

    One that ends before the window begins is worked on from the meeting on; one that has passed
    says nothing.
    """
    if deadline is None or deadline < on:
        return plan_from, max(plan_from, plan_to)
    if deadline < plan_from:
        return on, deadline
    return plan_from, max(plan_from, min(plan_to, deadline))


def worked(on: date, plan_from: date, plan_to: date, deadline: date | None) -> tuple[date, date]:
    """The days over which accepted work is spread: until the deadline the board gave it."""
    return window(on, plan_from, max(plan_to, deadline or plan_to), deadline)


def efforts(
    session: Session, kind: type[RequestEffort | DecisionEffort], ids: Iterable[int]
) -> dict[int, Effort]:
    """Person-days by domain of requests or of decisions, by their ids."""
    here = kind.__table__.c
    key = here[kind.subject_column]
    found: dict[int, dict[int | None, float]] = {}
    for id, domain, days in session.execute(
        select(key, here.domain_id, here.days).where(key.in_(list(ids)))
    ):
        row = found.setdefault(id, {})
        row[domain] = row.get(domain, 0.0) + days
    return dict(found)


def days_asked(session: Session, ids: Iterable[int]) -> dict[int, float]:
    """Person-days over all domains that requests ask for, by their ids; of none nothing."""
    return {id: sum(row.values()) for id, row in efforts(session, RequestEffort, ids).items()}


def spent(session: Session, but: Collection[int] = (), without: Collection[int] = ()) -> float:
    """Thousands of the budget that are committed, to initiatives and to actions; without the
    decisions of the meetings `but` and the initiatives `without`.
    """
    stays = _initiative.state != State.CANCELLED, _initiative.id.not_in(without)
    every = session.scalar(select(func.sum(_initiative.cost)).where(*stays)) or 0.0
    return every + to_actions(session, but)


def to_actions(session: Session, but: Collection[int] = ()) -> float:
    """Thousands of the budget committed to actions, which have no cost of their own; not to those
    that were dropped, and without the decisions of the meetings `but`.
    """
    query = (
        select(func.sum(_decision.cost))
        .join(Action.__table__, _decision.action_id == _action.id)
        .where(
            _decision.verdict == Verdict.ACCEPTED, _action.state != ActionState.DROPPED,
            _decision.meeting_id.not_in(but),
        )
    )  # fmt: skip
    return session.scalar(query) or 0.0


def undated(session: Session, but: Collection[int]) -> Iterator[Bar]:
    """Person-days of open actions, and of initiatives without dates, which have no bar of their
    own; without the decisions of the meetings `but`.
    """
    rows = session.execute(
        select(
            _decision.id, _decision.deadline, _initiative.id.label("initiative"),
            _initiative.code, _meeting.on, _meeting.plan_from, _meeting.plan_to,
        )
        .join(Meeting.__table__, _decision.meeting_id == _meeting.id)
        .join(Action.__table__, _decision.action_id == _action.id, isouter=True)
        .join(
            Initiative.__table__,
            _initiative.id == func.coalesce(_decision.initiative_id, _action.initiative_id),
        )
        .where(
            _decision.verdict == Verdict.ACCEPTED, _decision.meeting_id.not_in(but),
            _initiative.state.not_in(DONE),
            _action.state.in_((ActionState.TODO, ActionState.DOING))
            | (
                _decision.action_id.is_(None)
                & (_initiative.start.is_(None) | _initiative.end.is_(None))
            ),
        )
    ).all()  # fmt: skip
    asked = efforts(session, DecisionEffort, [row.id for row in rows])
    for row in rows:
        start, end = worked(row.on, row.plan_from, row.plan_to, row.deadline)
        for domain, days in asked.get(row.id, {}).items():
            yield Bar(row.initiative, row.code, domain, None, start, end, days)
