"""Working days of a program: its week and its holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked; `week` holds weekdays, 0 = Monday."""

    week: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    holidays: frozenset[date] = frozenset()

    def works(self, on: date) -> bool:
        """Whether `on` is a working day."""
        return on.weekday() in self.week and on not in self.holidays

    def days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.days_between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        days = weeks * len(self.week)
        for offset in range(1, rest + 1):
            days += (start + timedelta(weeks=weeks, days=offset)).weekday() in self.week
        off = sum(1 for on in self.holidays if start < on <= end and on.weekday() in self.week)
        return days - off

    def shifted(self, start: date, days: int) -> date:
        """The working day that is `days` of them after `start`, or before it; 0 is `start`.

        The opposite of `days_between`. Raises OverflowError where there is no such day.
        """
        step, left, on = timedelta(days=1 if days > 0 else -1), abs(days), start
        while left:
            on += step
            left -= self.works(on)
        return on


def week_end(on: date) -> date:
    """The Sunday of the week of `on`."""
    return on + timedelta(days=6 - on.weekday())
