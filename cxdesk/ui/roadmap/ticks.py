"""The axis of time: where days, weeks, months, quarters and years begin, and their names."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cxdesk.model.wording import MONTHS
from cxdesk.ui.roadmap.scale import Scale


class Grain(enum.IntEnum):
    """How far apart ticks stand."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4


_LEAST = ((24.0, Grain.DAY), (6.4, Grain.WEEK), (1.05, Grain.MONTH), (0.42, Grain.QUARTER))
_NAMED = 62.0  # px from which a day says the name of its month


@dataclass(frozen=True, slots=True)
class Tick:
    """A day at which something begins: what stands at it, and the year where that is new."""

    on: date
    text: str
    year: str = ""
    major: bool = False


def grain_of(scale: Scale) -> Grain:
    """What is far enough apart to be read at a scale."""
    return next((grain for px, grain in _LEAST if scale.px_a_day >= px), Grain.YEAR)


def ticks(scale: Scale, width: float) -> list[Tick]:
    """The ticks from left to right, the first at or before the left edge."""
    grain = grain_of(scale)
    named = scale.px_a_day >= _NAMED
    found: list[Tick] = []
    for on in _days(_begin(scale.date_at(0), grain), grain):
        if scale.x_of(on) >= width:
            break
        found.append(_tick(on, grain, first=not found, named=named))
    return found


def _tick(on: date, grain: Grain, *, first: bool, named: bool) -> Tick:
    month = MONTHS[on.month - 1]
    new_year = first or on.month == 1
    match grain:
        case Grain.DAY:
            say = first or named or on.day == 1
            year = str(on.year) if first or (on.month == 1 and on.day == 1) else ""
            return Tick(on, f"{on.day} {month}" if say else str(on.day), year, on.weekday() == 0)
        case Grain.WEEK:
            year = str(on.year) if first or (on.month == 1 and on.day <= 7) else ""
            return Tick(on, f"{on.day} {month}", year, on.day <= 7)
        case Grain.MONTH:
            return Tick(on, month, str(on.year) if new_year else "", on.month == 1)
        case Grain.QUARTER:
            year = str(on.year) if new_year else ""
            return Tick(on, f"Q{on.month // 3 + 1}", year, on.month == 1)
        case Grain.YEAR:
            return Tick(on, "", str(on.year), True)


def _begin(on: date, grain: Grain) -> date:
    match grain:
        case Grain.DAY:
            return on
        case Grain.WEEK:
            return date.fromordinal(max(on.toordinal() - on.weekday(), 1))
        case Grain.MONTH:
            return on.replace(day=1)
        case Grain.QUARTER:
            return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
        case Grain.YEAR:
            return date(on.year, 1, 1)


def _days(on: date, grain: Grain) -> Iterator[date]:
    """A day and all that follow at a grain, up to the end of the calendar."""
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}.get(grain, 0)
    step = timedelta(days=7 if grain is Grain.WEEK else 1)
    while True:
        yield on
        try:
            if months:
                month = on.month + months
                on = date(on.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
            else:
                on += step
        except (ValueError, OverflowError):
            return
