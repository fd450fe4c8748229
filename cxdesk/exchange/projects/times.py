"""Moments and durations of MS Project as whole days: a day counts on which there is work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from cxdesk.analysis.calendar import WorkCalendar

EARLIEST, LATEST = 1900, 2200  # years between which plans lie
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)
_DURATION = re.compile(
    r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?",
    re.ASCII,
)
_DAY = timedelta(days=1)


class Odd(ValueError):
    """A date that is none; the message says so."""


@lru_cache(maxsize=4096)  # the same days come again and again
def moment(text: str) -> datetime | None:
    """A moment such as 2027-03-01T08:00:00; None for none. Raises Odd for what is no date."""
    if not text or text.upper() == "NA":
        return None
    match = _MOMENT.match(text)
    try:
        if match is None or not EARLIEST <= int(match[1]) <= LATEST:
            raise ValueError
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:
        raise Odd(f"“{text[:40]}” is no date of a plan.") from None


@lru_cache(maxsize=1024)
def minutes(text: str) -> float | None:
    """The working minutes of a duration such as PT8H0M0S; None for what is none."""
    match = _DURATION.fullmatch(text.strip()) if len(text) < 60 else None
    if match is None or not text.strip("-P T"):
        return None
    years, months, days, hours, mins, secs = (int(part or 0) for part in match.groups()[1:])
    total = ((years * 365 + months * 30 + days) * 24 + hours) * 60 + mins + secs / 60
    return -total if match[1] else float(min(total, 1e12))


@dataclass(frozen=True)
class Hours:
    """When a calendar opens and closes on each weekday; one that is not there is not worked.

    `off` are days on which nobody works besides.
    """

    opens: Mapping[int, time]
    closes: Mapping[int, time]
    off: frozenset[date] = frozenset()
    works: WorkCalendar = field(init=False)

    def __post_init__(self) -> None:
        week = frozenset(self.opens) or frozenset(range(7))
        object.__setattr__(self, "works", WorkCalendar(week, self.off))

    def first_day(self, start: datetime) -> date:
        """The first day of work that starts then: the next one after the close of a day."""
        on = start.date()
        closes = self.closes.get(on.weekday())
        if closes is None or closes == time.min or start.time() < closes or on in self.off:
            return on
        return self._worked(on, _DAY)

    def last_day(self, finish: datetime) -> date:
        """The last day of work that ends then: the one before where nothing is done on that day."""
        on = finish.date()
        opens = self.opens.get(on.weekday()) if on not in self.off else None
        if finish.time() > (opens or time.min):
            return on
        return self._worked(on, -_DAY)

    def _worked(self, on: date, step: timedelta) -> date:
        """The nearest day of work in a direction, within two weeks."""
        for nth in range(1, 15):
            if self.works.works(on + nth * step):
                return on + nth * step
        return on + step

    def days(self, start: datetime, finish: datetime) -> tuple[date, date]:
        """The first and the last day of work between two moments."""
        first, last = self.first_day(start), self.last_day(finish)
        if first <= last:
            return first, last
        return (start.date(),) * 2 if start.date() == finish.date() else (first, first)


STANDARD = Hours(
    {day: time(8) for day in range(5)},
    {day: time(17) for day in range(5)},
)
