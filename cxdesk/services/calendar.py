"""What users set of a program's time: start, horizons, working week and holidays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.outcomes import Outcome
from cxdesk.model.program import Holiday
from cxdesk.model.wording import day, one_line
from cxdesk.services.frame import program
from cxdesk.services.session import one


def start_on(session: Session, start: date) -> None:
    """Set the program's first day. Raises RuleBroken when an outcome would be due before it."""
    query = select(Outcome).order_by(Outcome.due, Outcome.code).limit(1)
    first = session.scalars(query).one_or_none()
    if first is not None and first.due <= start:
        raise RuleBroken(
            f"The program cannot start {day(start)}: {first.code} is due {day(first.due)}.",
            Way(f"Open {first.code}", "outcome", first.id),
        )
    program(session).start = start


def set_horizons(session: Session, short_ends: date, mid_ends: date) -> None:
    """Set where the short and the mid horizon end. Raises RuleBroken unless in this order."""
    program(session).set_horizons(short_ends, mid_ends)


def set_working_week(session: Session, days: Collection[int]) -> None:
    """Set the days of the week that are worked, 0 = Monday; one at least."""
    week = sorted(set(days))
    if not week or not set(week) <= set(range(7)):
        raise RuleBroken("A working week has one working day at least.")
    program(session).working_week = week


def add_holidays(session: Session, holidays: Mapping[date, str]) -> None:
    """Add days on which nobody works. Raises RuleBroken for a day that is one already."""
    for on, name in holidays.items():
        _refuse_name(name)
        _refuse_twice(session, on)
        session.add(Holiday(on=on, name=name))


def change_holiday(session: Session, id: int, on: date, name: str) -> None:
    """Set day and name of a holiday. Raises RuleBroken for a day that is another one already."""
    _refuse_name(name)
    here = one(session, Holiday, id)
    if on != here.on:
        _refuse_twice(session, on)
    here.on, here.name = on, name


def remove_holidays(session: Session, ids: Collection[int]) -> None:
    """Let people work on these days again."""
    for id in ids:
        session.delete(one(session, Holiday, id))


def holiday_problem(name: str) -> str:
    """What is wrong with the name of a holiday, for its field; "" when nothing is."""
    if not one_line(name):
        return "The name of a holiday stays on one line: take the line break out."
    return "The name of a holiday has 200 letters at most." if len(name) > 200 else ""


def _refuse_name(name: str) -> None:
    if problem := holiday_problem(name):
        raise RuleBroken(problem)


def _refuse_twice(session: Session, on: date) -> None:
    there = session.scalars(select(Holiday).where(Holiday.on == on)).one_or_none()
    if there is not None:
        named = f": {there.name}" if there.name else ""
        raise RuleBroken(f"{day(on)} is a holiday already{named}.")


def set_holidays(session: Session, holidays: Mapping[date, str]) -> None:
    """Set all days on which nobody works, with their names."""
    kept = {each.on: each for each in session.scalars(select(Holiday))}
    for on in kept.keys() - holidays.keys():
        session.delete(kept[on])
    for on, name in holidays.items():
        if on in kept:
            kept[on].name = name
        else:
            session.add(Holiday(on=on, name=name))
