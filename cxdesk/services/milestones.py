"""Milestones: dated points of an initiative, and dates from outside the program."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Initiative
from cxdesk.model.plan import Milestone
from cxdesk.services.cards import SHOWN
from cxdesk.services.naming import name_fault
from cxdesk.services.session import maybe, one

LONGEST = 80  # letters of a name, which has to stand beside its diamond


def add(session: Session, name: str, on: date, initiative: int | None = None) -> int:
    """Add a milestone and return its id; without an initiative it is a date from outside.

    Raises RuleBroken for an empty name, and for an initiative that was cancelled.
    """
    _refuse_name(name)
    new = Milestone(initiative_id=_home(session, initiative), name=name.strip(), on=on)
    session.add(new)
    session.flush()
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Give a milestone another name. Raises RuleBroken for an empty one."""
    _refuse_name(name)
    one(session, Milestone, id).name = name.strip()


def move(session: Session, id: int, on: date) -> None:
    """Put a milestone on another day."""
    one(session, Milestone, id).on = on


def tick(session: Session, id: int, done: bool = True) -> None:
    """Say that a milestone is reached, or that it is not."""
    one(session, Milestone, id).done = done


def assign(session: Session, id: int, initiative: int | None) -> None:
    """Let a milestone be of another initiative, or a date from outside the program."""
    here = one(session, Milestone, id)
    if initiative != here.initiative_id:
        here.initiative_id = _home(session, initiative)


def remove(session: Session, id: int) -> None:
    """Remove a milestone."""
    session.delete(one(session, Milestone, id))


def homes(session: Session) -> tuple[tuple[int, str, str], ...]:
    """Id, code and title of the initiatives on the roadmap, which may have milestones."""
    query = (
        select(_initiative.id, _initiative.code, _initiative.title)
        .where(SHOWN)
        .order_by(_initiative.code)
    )
    return tuple((id, code, title) for id, code, title in session.execute(query))


_initiative = Initiative.__table__.c


def name_problem(name: str) -> str:
    """What is wrong with the name of a milestone, as a sentence; "" for nothing."""
    return name_fault(name.strip(), "milestone", LONGEST)


def _refuse_name(name: str) -> None:
    if problem := name_problem(name):
        raise RuleBroken(problem)


def _home(session: Session, initiative: int | None) -> int | None:
    here = maybe(session, Initiative, initiative)
    if here is not None and here.cancelled:
        raise RuleBroken(
            f"{here.code} is cancelled: its milestones are shown no more. Choose another one.",
            Way(f"Open {here.code}", "initiative", here.id),
        )
    return initiative
