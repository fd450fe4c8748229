"""Where the bars of phases stand over the months, on the screen and on paper alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """The bar of phase `number`: days from the first day, the day after the last, and its lane."""

    number: int
    name: str
    start: int
    end: int
    lane: int


Phase = tuple[str, date | None, date | None]
"""A name, the first and the last day."""


def phase_bars(phases: Iterable[Phase]) -> tuple[date | None, list[PhaseBar]]:
    """The first day of all and a bar for each phase with dates in their order.

    Phases that overlap stand in lanes of their own, each in the first that is free.
    """
    dated = [
        (number, name, start, end)
        for number, (name, start, end) in enumerate(phases, 1)
        if start is not None and end is not None and start <= end
    ]
    if not dated:
        return None, []
    first = min(start for _, _, start, _ in dated)
    bars: list[PhaseBar] = []
    lanes: list[int] = []  # the day each lane is free again
    for number, name, start, end in dated:
        begin, stop = (start - first).days, (end - first).days + 1
        lane = next((i for i, free in enumerate(lanes) if free <= begin), len(lanes))
        lanes[lane : lane + 1] = [stop]
        bars.append(PhaseBar(number, name, begin, stop, lane))
    return first, bars


def month_starts(first: date, days: int) -> list[date]:
    """The first day itself and every first of a month within so many days of it."""
    result = [first]
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if year > date.max.year or (date(year, month, 1) - first).days >= days:
            return result
        result.append(date(year, month, 1))
