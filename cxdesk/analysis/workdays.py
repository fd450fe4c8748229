"""Working days as whole numbers: 0 is the first one that there is, and each next one counts on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate

from cxdesk.analysis.calendar import WorkCalendar

_LAST = date.max.toordinal()


class WorkDays:
    """The working days of a calendar, numbered.

    Work fills half-open stretches of these numbers: from `index(start)` to `after(end)`. All three
    ways are computed, not looked up in a table of years, and remembered for the dates in use.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        # A file from elsewhere may hold a week without a working day.
        week = calendar.week or frozenset(range(7))
        self._week = sorted(week)
        self._before = list(accumulate((day in week for day in range(7)), initial=0))
        off = sorted(day.toordinal() for day in calendar.holidays if day.weekday() in week)
        self._off = off
        # Of each holiday: how many working days stand before it, earlier holidays taken out.
        self._gone = [self._without_holidays(day) - nth for nth, day in enumerate(off)]
        self.index = cache(self._index)
        self.after = cache(self._after)
        self.day = cache(self._day)

    def stretch(self, start: date, end: date) -> tuple[int, int]:
        """The numbers that work from `start` to `end` fills, one at least: at a weekend too."""
        first, after = self.index(start), self.after(end)
        return first, after if after > first else first + 1

    def _without_holidays(self, ordinal: int) -> int:
        weeks, weekday = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
        return weeks * len(self._week) + self._before[weekday]

    def _index(self, on: date) -> int:
        """The number of `on`, or of the first working day after it."""
        ordinal = on.toordinal()
        return self._without_holidays(ordinal) - bisect_left(self._off, ordinal)

    def _after(self, on: date) -> int:
        """The number that follows the last working day up to and including `on`."""
        ordinal = on.toordinal()
        return self._without_holidays(ordinal + 1) - bisect_right(self._off, ordinal)

    def _day(self, index: int) -> date:
        """The working day with this number; beyond what a date can say, the last or first date."""
        whole = index + bisect_right(self._gone, index)
        weeks, nth = divmod(whole, len(self._week))
        return date.fromordinal(min(max(weeks * 7 + self._week[nth] + 1, 1), _LAST))


@lru_cache(maxsize=8)
def work_days(calendar: WorkCalendar) -> WorkDays:
    """The numbered working days of a calendar, made once for each."""
    return WorkDays(calendar)
