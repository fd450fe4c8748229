"""The axes of a chart over time, and a line of many points thinned to what pixels can show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


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
