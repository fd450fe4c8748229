"""Days that come again: the exceptions of a calendar of MS Project, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MOST_DAYS = 5_000  # of one exception

DAILY, YEARLY, YEARLY_NTH, MONTHLY, MONTHLY_NTH, WEEKLY, EVERY, EVERY_WEEKDAY = range(1, 9)
_LAST = 4  # the position “last” of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """An exception: from `first` to `last`, both inclusive, by `kind`.

    `month` counts from 0, `item` is 0 a day, 1 a weekday, 2 a day of the weekend and 3 to 9 Sunday
    to Saturday; `position` is 0 to 3 for the first to the fourth of a month and 4 for the last.
    `days` are bits, 1 for Sunday to 64 for Saturday.
    """

    first: date
    last: date
    name: str = ""
    working: bool = False
    kind: int = DAILY
    period: int = 1
    times: int = 0  # how often, 0 until `last`
    days: int = 0
    month: int = 0
    month_day: int = 1
    item: int = 0
    position: int = 0

    def between(self, first: date, last: date) -> list[date]:
        """The days on which it falls, of those from `first` to `last`; MOST_DAYS at most."""
        found = self._all()
        if self.times and self.kind != DAILY:
            found = islice(found, self.times)
        end = min(self.last, last)
        # One that goes on for ever may come a hundred thousand times before the plan begins.
        kept: list[date] = []
        for on in islice(found, 100 * MOST_DAYS):
            if on > end or len(kept) == MOST_DAYS:
                break
            if on >= first:
                kept.append(on)
        return kept

    def _all(self) -> Iterator[date]:
        """All days, without end where there is none."""
        if self.kind in (DAILY, EVERY, EVERY_WEEKDAY):
            return self._daily()
        if self.kind == WEEKLY:
            return self._weekly()
        return self._monthly()

    def _daily(self) -> Iterator[date]:
        step = 1 if self.kind != EVERY else max(self.period, 1)
        on = self.first
        while on <= self.last:
            if self.kind != EVERY_WEEKDAY or on.weekday() < 5:
                yield on
            on = _later(on, step)

    def _weekly(self) -> Iterator[date]:
        """Weeks begin on Sunday."""
        sunday = self.first - timedelta(days=(self.first.weekday() + 1) % 7)
        wanted = [day for day in range(7) if self.days >> day & 1]
        while wanted and sunday <= self.last:
            for day in wanted:
                on = _later(sunday, day)
                if self.first <= on <= self.last:
                    yield on
            sunday = _later(sunday, 7 * max(self.period, 1))

    def _monthly(self) -> Iterator[date]:
        """In a month of each year, or every so many months; the first may have passed."""
        yearly = self.kind in (YEARLY, YEARLY_NTH)
        step = 12 if yearly else max(self.period, 1)
        count = self.first.year * 12 + (self.month % 12 if yearly else self.first.month - 1)
        pick = self._nth if self.kind in (YEARLY_NTH, MONTHLY_NTH) else self._day
        if (on := pick(*divmod(count, 12))) is None or on < self.first:
            count += 12 if yearly else 1
        while count // 12 <= self.last.year:
            if (on := pick(*divmod(count, 12))) is not None:
                yield on
            count += step

    def _day(self, year: int, month: int) -> date | None:
        length = _length(year, month)
        return date(year, month + 1, min(max(self.month_day, 1), length))

    def _nth(self, year: int, month: int) -> date | None:
        fits = _fits(self.item)
        days = [date(year, month + 1, day) for day in range(1, _length(year, month) + 1)]
        days = [on for on in days if fits(on)]
        return days[-1] if self.position >= _LAST else days[max(self.position, 0)]


def _fits(item: int) -> Callable[[date], bool]:
    if 3 <= item <= 9:
        return lambda on: (on.weekday() + 1) % 7 == item - 3
    if item == 1:
        return lambda on: on.weekday() < 5
    return (lambda on: on.weekday() >= 5) if item == 2 else lambda on: True


def _length(year: int, month: int) -> int:
    return (date(year + month // 11, (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days


def _later(on: date, days: int) -> date:
    return date.fromordinal(min(on.toordinal() + days, date.max.toordinal()))
