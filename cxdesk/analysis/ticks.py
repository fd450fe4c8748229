"""Round values and days for the axis of a chart."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, floor, log10

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


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
