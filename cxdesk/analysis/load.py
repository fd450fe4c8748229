"""Load: person-days spread evenly over the working days of each bar, added up by month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

from cxdesk.analysis.calendar import WorkCalendar

K = TypeVar("K", bound=Hashable)

_AROUND = 4 * 366  # days
_ROUNDING = 1e-9
_LAST = date.max.toordinal()


def excess(amount: float, bound: float | None) -> float:
    """By how much an amount is over what may be; 0 within it, and where nothing binds (None).

    Sums of floats that are over by less than a billionth are within it.
    """
    return amount - bound if bound is not None and amount > bound + _ROUNDING else 0.0


def month_of(on: date) -> date:
    """The first day of the month of `on`."""
    return on.replace(day=1)


def months_from(first: date, number: int) -> tuple[date, ...]:
    """The first days of `number` months, beginning with that of `first`."""
    start = first.year * 12 + first.month - 1
    return tuple(date(*_year_month(start + each), 1) for each in range(number))


def months_between(first: date, last: date) -> int:
    """How many months there are from that of `first` to that of `last`, both counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def working_days(months: Sequence[date], calendar: WorkCalendar) -> tuple[int, ...]:
    """Working days of each month, given by its first day."""
    eve = timedelta(days=1)
    return tuple(
        calendar.days_between(month - eve, months_from(month, 2)[1] - eve) for month in months
    )


def month_loads(
    works: Iterable[tuple[K, date, date, float]],
    months: Sequence[date],
    calendar: WorkCalendar,
) -> dict[K, list[float]]:
    """Person-days of each work (key, first day, last day, person-days) in each of `months`.

    `months` are first days of months that follow each other. Works of the same key are added up;
    a work without a share in them has no entry. One that has no working day lies on its first day.
    """
    if not months:
        return {}
    bounds = [*months, months_from(months[-1], 2)[1]]
    loads: dict[K, list[float]] = {}
    kept = [work for work in works if work[3] > 0 and work[1] <= work[2]]
    kept = [work for work in kept if work[1] < bounds[-1] and work[2] >= bounds[0]]
    if not kept:
        return {}
    first = max(bounds[0].toordinal() - _AROUND, 1)
    before = _worked_before(calendar, first, min(bounds[-1].toordinal() + _AROUND, _LAST))
    edges = [bound.toordinal() - first for bound in bounds]
    for key, start, end, days in kept:
        begins, ends = start.toordinal() - first, end.toordinal() - first + 1
        if begins >= 0 and ends < len(before):
            total = before[ends] - before[begins]
        else:
            total = calendar.days_between(start, end) + calendar.works(start)
        row = loads.get(key)
        if row is None:
            row = loads[key] = [0.0] * len(months)
        place = max(bisect_right(edges, begins) - 1, 0)
        if not total:
            row[place] += days if edges[place] <= begins else 0
            continue
        while place < len(row) and edges[place] < ends:
            low, high = edges[place], edges[place + 1]
            row[place] += days * (before[min(ends, high)] - before[max(begins, low)]) / total
            place += 1
    return loads


@lru_cache(maxsize=4)
def _worked_before(calendar: WorkCalendar, first: int, last: int) -> tuple[int, ...]:
    """Working days before each day of the window and some years around it (ordinals), counted
    once, so that a share is two look-ups; what reaches further is counted one by one.
    """
    works_on = (calendar.works(date.fromordinal(each)) for each in range(first, last))
    return tuple(accumulate(works_on, initial=0))


def _year_month(number: int) -> tuple[int, int]:
    year, month = divmod(number, 12)
    return year, month + 1
