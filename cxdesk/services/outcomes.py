"""What users do with outcomes and their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.outcomes import Direction, Outcome, Reading
from cxdesk.model.people import Person
from cxdesk.model.requests import Request
from cxdesk.model.wording import count, day, listed
from cxdesk.services.frame import program
from cxdesk.services.order import put_behind
from cxdesk.services.session import maybe, one, today

Split = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class NewReading:
    """A reading to be added; `split` are promoters, passives and detractors of an NPS.

    Without `value` it follows from the split.
    """

    on: date
    value: float | None
    n: int | None = None
    split: Split | None = None


# Outcomes -----------------------------------------------------------------------------------


def add(
    session: Session,
    name: str,
    baseline: float,
    target: float,
    due: date,
    *,
    unit: str = "",
    owner: int | None = None,
    code: str = "",
) -> int:
    """Add an outcome and return its id; the first one of a program is its headline.

    Without `code` it gets the next one. Raises RuleBroken for a code in use, a target equal to the
    baseline, or a due date before the program's start.
    """
    others = _all(session)
    code = code.strip() or next_code(session)
    for other in others:
        if other.code == code:
            raise RuleBroken(
                f"{code} is already “{other.name}”: a code is never used twice.", _way(other)
            )
    new = Outcome(
        code=code, name="", unit="", direction=Direction.UP, headline=not others, position=0.0
    )
    with session.no_autoflush:
        _set(session, new, name, unit, baseline, target, due, owner)
    put_behind(others, new, others[-1].id if others else None)
    session.add(new)
    return new.id


def next_code(session: Session) -> str:
    """The next code that was never used: O1, O2 ..."""
    used = {code for code in session.scalars(select(Outcome.code)) if code[1:].isdecimal()}
    last = max((int(code[1:]) for code in used), default=0)
    return f"O{max(last, program(session).outcomes_gone or 0) + 1}"


def edit(
    session: Session,
    id: int,
    *,
    name: str,
    unit: str,
    baseline: float,
    target: float,
    due: date,
    owner: int | None,
) -> None:
    """Set everything of an outcome but its code and its readings."""
    _set(session, one(session, Outcome, id), name, unit, baseline, target, due, owner)


def make_headline(session: Session, id: int | None) -> None:
    """Make it the one headline of the enterprise; None: there is none."""
    here = maybe(session, Outcome, id)
    for other in _all(session):
        other.headline = other is here


def move(session: Session, id: int, after: int | None) -> None:
    """Put it behind another outcome; first for None."""
    put_behind(_all(session), one(session, Outcome, id), after)


def remove(session: Session, id: int) -> None:
    """Remove an outcome that was added by mistake: nothing hangs on it, it was never measured.

    Its code is not given again.
    """
    here = one(session, Outcome, id)
    serving = session.execute(
        select(Initiative.id, Initiative.code)
        .join(Contribution, Contribution.initiative_id == Initiative.id)
        .where(Contribution.outcome_id == id)
        .order_by(Initiative.code)
    ).all()
    asking = session.scalars(
        select(Request.code).where(Request.outcome_id == id).order_by(Request.code)
    ).all()
    if named := [*(row.code for row in serving), *asking]:
        some = listed(named if len(named) <= 3 else [*named[:2], f"{len(named) - 2} more"])
        verb = "names" if len(named) == 1 else "name"
        way = Way(f"Open {serving[0].code}", "initiative", serving[0].id) if serving else None
        raise RuleBroken(f"{here.code} cannot be removed: {some} {verb} it.", way)
    if here.readings:
        readings = count(len(here.readings), "reading")
        raise RuleBroken(
            f"{here.code} cannot be removed: it has {readings}. Remove them first.", _way(here)
        )
    if here.code[1:].isdecimal():
        frame = program(session)
        frame.outcomes_gone = max(frame.outcomes_gone or 0, int(here.code[1:]))
    session.delete(here)


# Readings -----------------------------------------------------------------------------------


def read(
    session: Session,
    outcome: int,
    on: date,
    value: float | None,
    n: int | None = None,
    split: Split | None = None,
) -> int:
    """Add a reading and return its id; one a day. Raises RuleBroken for a day yet to come."""
    here = one(session, Outcome, outcome)
    _refuse_day(session, here, on)
    new = Reading(outcome_id=here.id, on=on)
    new.take(value, n, split)
    session.add(new)
    return new.id


def read_all(session: Session, outcome: int, readings: Sequence[NewReading]) -> tuple[int, int]:
    """Add all of them, or none; a day that has a reading gets the new figures.

    Returns how many were added and how many had a reading already. Raises RuleBroken naming the
    row that is wrong.
    """
    here = one(session, Outcome, outcome)
    there = {
        one.on: one for one in session.scalars(select(Reading).where(Reading.outcome_id == here.id))
    }
    known = len(there)
    replaced = 0
    for row, each in enumerate(readings, 1):
        reading = there.get(each.on)
        try:
            if reading is None:
                _refuse_future(session, here, each.on)
                reading = there[each.on] = Reading(outcome_id=here.id, on=each.on)
            else:
                replaced += 1
            reading.take(each.value, each.n, each.split)
        except RuleBroken as broken:
            raise RuleBroken(f"Row {row}: {broken.text}", broken.way) from None
        session.add(reading)
    return len(there) - known, replaced


def correct(
    session: Session,
    id: int,
    on: date,
    value: float | None,
    n: int | None = None,
    split: Split | None = None,
) -> None:
    """Set everything of a reading."""
    here = one(session, Reading, id)
    if on != here.on:
        _refuse_day(session, here.outcome, on)
        here.on = on
    here.take(value, n, split)


def remove_reading(session: Session, id: int) -> None:
    """Remove a reading."""
    session.delete(one(session, Reading, id))


def _all(session: Session) -> list[Outcome]:
    return list(session.scalars(select(Outcome).order_by(Outcome.position, Outcome.code)))


def _set(
    session: Session,
    here: Outcome,
    name: str,
    unit: str,
    baseline: float,
    target: float,
    due: date,
    owner: int | None,
) -> None:
    person = maybe(session, Person, owner)
    if person is not None and not person.active and person.id != here.owner_id:
        raise RuleBroken(f"{person.name} is no longer active and cannot own {here.code}.")
    here.rename(name)
    here.aim(baseline, target)
    here.fall_due(due, program(session).start)
    here.unit, here.owner = unit.strip(), person


def _refuse_day(session: Session, here: Outcome, on: date) -> None:
    _refuse_future(session, here, on)
    same = select(func.count()).where(Reading.outcome_id == here.id, Reading.on == on)
    if session.scalar(same):
        raise RuleBroken(
            f"{here.code} already has a reading of {day(on)}: correct that one.", _way(here)
        )


def _refuse_future(session: Session, here: Outcome, on: date) -> None:
    if on > today(session):
        raise RuleBroken(f"{here.code} cannot be read on {day(on)}: that day is yet to come.")


def _way(here: Outcome) -> Way:
    return Way(f"Open {here.code}", "outcome", here.id)
