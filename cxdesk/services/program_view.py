"""The program as its page shows it: what it is called, when it runs, when people work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.program import Holiday, Program
from cxdesk.store.errors import KnownError

_holiday = Holiday.__table__.c


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day on which nobody works."""

    id: int
    on: date
    name: str


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """The program; `week` are the days that are worked, 0 = Monday.

    `weights` are those of impact, reach, outcome and urgency in the benefit.
    """

    id: int
    name: str
    subtitle: str
    currency: str
    start: date
    short_ends: date
    mid_ends: date
    week: tuple[int, ...]
    holidays: tuple[HolidayRow, ...]
    weights: tuple[float, float, float, float]


def program_row(session: Session) -> ProgramRow:
    """The whole page. Raises KnownError in a file that lost its program."""
    here = session.execute(select(Program.__table__).limit(1)).one_or_none()
    if here is None:
        raise KnownError("This file holds no program. Open a backup: File, Backups.")
    holidays = session.execute(
        select(_holiday.id, _holiday.on, _holiday.name).order_by(_holiday.on)
    )
    return ProgramRow(
        here.id, here.name, here.subtitle, here.currency, here.start,
        here.short_ends, here.mid_ends, tuple(here.working_week),
        tuple(HolidayRow(*row) for row in holidays),
        (here.weight_impact, here.weight_reach, here.weight_outcome, here.weight_urgency),
    )  # fmt: skip
