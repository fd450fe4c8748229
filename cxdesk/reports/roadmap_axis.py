"""Time on paper: where days stand, what the axis names, and where it may be cut into sheets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from cxdesk.analysis.load import months_between, months_from
from cxdesk.model.wording import MONTHS

MONTH: Final = 30.44  # days, on average


@dataclass(frozen=True, slots=True)
class Tick:
    """A part of the axis: its name and, where that is new, its year."""

    x: float
    end: float
    name: str
    year: str


@dataclass(frozen=True)
class Axis:
    """Days from `first` to `last` over `width` points."""

    first: date
    last: date
    width: float

    @property
    def pt_a_day(self) -> float:
        """How wide a day is."""
        return self.width / ((self.last - self.first).days + 1)

    def x_of(self, on: date) -> float:
        """The left edge of a day."""
        return (on - self.first).days * self.pt_a_day

    def end_of(self, on: date) -> float:
        """The right edge of a day."""
        return ((on - self.first).days + 1) * self.pt_a_day

    def middle_of(self, on: date) -> float:
        """The middle of a day."""
        return (self.x_of(on) + self.end_of(on)) / 2

    def months(self) -> tuple[date, ...]:
        """The first days of all months."""
        return months_from(self.first, months_between(self.first, self.last))

    def step(self, least: float) -> int:
        """How many months are one part of the axis, so that it has `least` points: 1, 3 or 12."""
        month = MONTH * self.pt_a_day
        return 1 if month >= least else 3 if 3 * month >= least else 12

    def parts(self, step: int) -> list[tuple[int, int]]:
        """Months, quarters or years: the place of the first month of each and behind its last."""
        months = self.months()
        starts = [n for n, on in enumerate(months) if not n or (on.month - 1) % step == 0]
        return list(pairwise([*starts, len(months)]))

    def ticks(self, least: float) -> list[Tick]:
        """Months; quarters or years where a month is narrower than `least`."""
        step, months = self.step(least), (*self.months(), self.last + timedelta(days=1))
        found, year = [], 0
        for place, behind in self.parts(step):
            on, after = months[place], months[behind]
            name = MONTHS[on.month - 1] if step == 1 else f"Q{(on.month + 2) // 3}"
            if step == 12:
                name = str(on.year)
            new = str(on.year) if on.year != year and step < 12 else ""
            found.append(Tick(self.x_of(on), self.x_of(after), name, new))
            year = on.year
        return found


def fitted(first: date, last: date, room: float) -> tuple[Axis, list[float]]:
    """The axis on one sheet of `room` points, and where that begins and ends."""
    return Axis(first, last, room), [0.0, room]


def tiled(first: date, last: date, room: float, month: float) -> tuple[Axis, list[float]]:
    """The axis over as many sheets as months of so many points need, and the edges of the sheets.

    They lie at edges of months, and every sheet has as many of them but for the last.
    """
    months = Axis(first, last, room).months()
    sheets = max(1, math.ceil(len(months) * month / room))
    each = math.ceil(len(months) / sheets)
    ends = [*months[each::each], last + timedelta(days=1)]
    days = [(end - start).days for start, end in zip(months[::each], ends, strict=True)]
    axis = Axis(first, last, room / max(days) * sum(days))
    return axis, [0.0, *(axis.x_of(end) for end in ends[:-1]), axis.width]
