"""What users do with actions."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Person
from cxdesk.model.work import Action, ActionState
from cxdesk.services.order import STEP
from cxdesk.services.session import initiative, maybe, one, today


def add(
    session: Session,
    initiative_id: int,
    title: str,
    *,
    owner: int | None = None,
    due: date | None = None,
    week: str = "",
) -> int:
    """Add an action to an initiative and return its id. Raises RuleBroken for an empty title."""
    here = initiative(session, initiative_id)
    if here.delivered or here.cancelled:
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: move it back before adding an action."
        )
    last = max((action.position for action in here.actions), default=0.0)
    new = Action(
        initiative=here, title="", owner=maybe(session, Person, owner), due=due, week=week,
        state=ActionState.TODO, position=last + STEP,
    )  # fmt: skip
    new.rename(title)
    session.add(new)
    session.flush()
    return new.id


def edit(
    session: Session,
    id: int,
    *,
    title: str,
    owner: int | None,
    due: date | None,
    week: str | None = None,
) -> None:
    """Set title, owner and due date of an action, and its ISO week unless that is None."""
    here = one(session, Action, id)
    here.rename(title)
    if week is not None:
        here.week = week
    here.owner = maybe(session, Person, owner)
    here.due = due


def tick(session: Session, id: int, done: bool) -> None:
    """Mark an action as done today, or reopen it."""
    state = ActionState.DONE if done else ActionState.TODO
    one(session, Action, id).move_to(state, today=today(session))


def set_state(session: Session, id: int, state: ActionState) -> None:
    """Set an action to do, doing, done or dropped."""
    one(session, Action, id).move_to(state, today=today(session))


def bump(session: Session, id: int, road_bump: str) -> None:
    """Say what stands in the way of an action; empty clears it."""
    one(session, Action, id).road_bump = road_bump
