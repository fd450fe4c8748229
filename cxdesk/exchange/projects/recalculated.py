"""What recalculating would do to a plan that came with its dates: which tasks its links move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.schedule import ANY, arc, passes
from cxdesk.analysis.workdays import work_days
from cxdesk.model.states import LinkType


@dataclass(frozen=True, slots=True)
class Bar:
    """A task with its dates; one that is `held` (pinned, begun, done) stays where it is."""

    start: date
    end: date
    held: bool = False
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """How many would start later than planned, and how many could start earlier."""

    later: int
    earlier: int

    @property
    def all(self) -> int:
        """How many recalculating would move."""
        return self.later + self.earlier


def moved(
    bars: Sequence[Bar], links: Sequence[tuple[int, int, LinkType, int]], calendar: WorkCalendar
) -> Moved:
    """What the links, given by place of predecessor and successor, would do to the bars.

    One that waits for nothing stays; one that waits starts as early as its links let it.
    """
    work = work_days(calendar)
    at = [work.stretch(bar.start, bar.end) for bar in bars]
    days = [end - start for start, end in at]
    arcs = [arc(kind, lag, before, after, days) for before, after, kind, lag in links]
    waiting = {one.after for one in arcs}
    held = {place for place, bar in enumerate(bars) if bar.held}
    floors = [
        start
        if place not in waiting or place in held
        else ANY if bar.not_before is None else work.index(bar.not_before)
        for place, (bar, (start, _)) in enumerate(zip(bars, at, strict=True))
    ]  # fmt: skip
    times = passes(days, floors, held, (), arcs)
    circle = {place for loop in times.loops for place in loop}
    shifts = [
        early - start
        for place, (early, (start, _)) in enumerate(zip(times.early, at, strict=True))
        if place not in circle and early > ANY // 2
    ]
    return Moved(sum(shift > 0 for shift in shifts), sum(shift < 0 for shift in shifts))
