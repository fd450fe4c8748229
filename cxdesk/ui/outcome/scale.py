"""The axes of a chart over time, and a line of many points thinned to what pixels can show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from cxdesk.model.wording import MONTHS

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from left to right and values from bottom to top, in the px of a plot."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    low: float
    high: float

    def x(self, day: float) -> float:
        """Where a day (an ordinal) stands."""
        return self.left + (self.right - self.left) * (day - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom + (self.top - self.bottom) * share

    def day(self, x: float) -> float:
        """The day at a place: the inverse of `x`."""
        return self.first + (self.last - self.first) * (x - self.left) / (self.right - self.left)


def value_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round values between two, 1, 2 or 5 times a power of ten apart."""
    span = high - low
    if not span > 0 or most < 1:
        return []
    step = 10.0 ** floor(log10(span / most))
    for times in (1, 2, 5, 10, 20):
        found = floor(high / (step * times)) - ceil(low / (step * times)) + 1
        if found <= most:
            step *= times
            break
    first = ceil(low / step)
    return [n * step for n in range(first, floor(high / step) + 1)]


def date_ticks(first: date, last: date, most: int) -> list[date]:
    """At most `most` days between two, as far apart as people count: days, weeks, months, years."""
    span = (last - first).days
    for step in _DAYS:
        if span // step + 1 <= most and span < 62:
            return [first + timedelta(n) for n in range(0, span + 1, step)]
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in _MONTHS if months // one + 1 <= most), _MONTHS[-1])
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    return [
        date(month // 12, month % 12 + 1, 1)
        for month in range(ceil(begin / step) * step, last.year * 12 + last.month, step)
    ]


def tick_words(on: date, *, months: bool, year: bool) -> str:
    """A day below the axis: by its month or by its day; with the `year` where that is new."""
    name = MONTHS[on.month - 1]
    if not months:
        return f"{on.day} {name}"
    if on.month == 1:
        return str(on.year)
    return f"{name} {on.year}" if year else name


def thinned(
    scale: Scale, days: Sequence[int], values: Sequence[float]
) -> list[tuple[float, float]]:
    """The line through all points in px: where many share a column of pixels, the first, lowest,
    highest and last of them, so that no peak is lost.
    """
    if len(days) <= 2 * (scale.right - scale.left):
        return [(scale.x(day), scale.y(value)) for day, value in zip(days, values, strict=True)]
    line = []
    begin, x = 0, scale.left
    while begin < len(days):
        end = bisect_left(days, scale.day(x + 1), begin)
        if end > begin:
            some = values[begin:end]
            shown = (some[0], min(some), max(some), some[-1])
            line += [(x + 0.5, scale.y(value)) for value in dict.fromkeys(shown)]
        elif x > scale.right:
            end = len(days)
        begin, x = end, x + 1
    return line


def nearest(days: Sequence[int], day: float) -> int | None:
    """The place of the day nearest to another among sorted ones; None among none."""
    if not days:
        return None
    after = bisect_left(days, day)
    near = [place for place in (after - 1, after) if 0 <= place < len(days)]
    return min(near, key=lambda place: abs(days[place] - day))
