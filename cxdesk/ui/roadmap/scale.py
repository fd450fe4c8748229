"""The time scale: dates as px from the left edge of the plot, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days stand. `origin` is the day at x = 0 as an ordinal with a fraction."""

    origin: float
    px_a_day: float

    def x_of(self, on: date) -> float:
        """The left edge of a day; its right edge is that of the next day."""
        return (on.toordinal() - self.origin) * self.px_a_day

    def end_of(self, on: date) -> float:
        """The right edge of a day."""
        return (on.toordinal() + 1 - self.origin) * self.px_a_day

    def middle_of(self, on: date) -> float:
        """The middle of a day, where what is due on it stands, as on paper."""
        return (on.toordinal() + 0.5 - self.origin) * self.px_a_day

    def day_at(self, x: float) -> float:
        """The day at a place, as an ordinal with a fraction."""
        return self.origin + x / self.px_a_day

    def date_at(self, x: float) -> date:
        """The day that covers a place, within the calendar."""
        day = int(self.day_at(x) // 1)
        return date.fromordinal(min(max(day, 1), date.max.toordinal()))

    def moved(self, px: float) -> Scale:
        """The same with everything `px` further to the left."""
        return replace(self, origin=self.origin + px / self.px_a_day)

    def zoomed(self, px_a_day: float, about: float) -> Scale:
        """Another zoom; the day at `about` px stays where it is."""
        day = self.day_at(about)
        return Scale(day - about / px_a_day, px_a_day)


def closest(width: float) -> float:
    """The px a day at which one week fills `width`."""
    return width / 7


def widest(width: float, days: float = 0.0) -> float:
    """The px a day at which five years fill `width`, or `days` where there are more."""
    return width / max(5 * _DAYS_A_YEAR, days)
