"""Health of a batch: on track, at risk or off track, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.calendar import WorkCalendar

ENOUGH_SLACK = 5  # working days between the last end and the deadline


@dataclass(frozen=True, slots=True)
class Health:
    """`level` is "on_track", "at_risk" or "off_track"; `why` says what decides it."""

    level: str
    why: str

    @property
    def label(self) -> str:
        """The level in words."""
        return self.level.replace("_", " ").capitalize()


def batch_health(
    deadline: date,
    ends: Iterable[date],
    calendar: WorkCalendar,
    *,
    overdue_checks: int = 0,
    overdue_actions: int = 0,
    overdue_ends: int = 0,
) -> Health:
    """Off track: an end after the deadline. At risk: under five working days of slack, or something
    overdue. `ends` are the last days of the members still to be delivered.
    """
    last = max(ends, default=None)
    if last is not None and last > deadline:
        late = calendar.days_between(deadline, last)
        # Over by a free day alone is over all the same.
        return Health("off_track", f"{_days(max(late, 1))} over the deadline")
    parts = [
        f"{number} {noun}{'s' if number != 1 else ''} overdue"
        for number, noun in (
            (overdue_checks, "check"),
            (overdue_ends, "initiative"),
            (overdue_actions, "action"),
        )
        if number
    ]
    if last is None:
        return Health("at_risk", parts[0]) if parts else Health("on_track", "")
    slack = calendar.days_between(last, deadline)
    said = "no slack left" if slack == 0 else f"{_days(slack)} slack"
    if parts:
        return Health("at_risk", ", ".join(parts[:1] if slack >= ENOUGH_SLACK else [*parts, said]))
    return Health("at_risk" if slack < ENOUGH_SLACK else "on_track", said)


def _days(number: int) -> str:
    return f"{number} day{'s' if number != 1 else ''}"
