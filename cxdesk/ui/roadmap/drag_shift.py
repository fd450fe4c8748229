"""How a gesture changes dates: a bar moves, or one of its ends, by whole working days."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from cxdesk.analysis.workdays import WorkDays
from cxdesk.model.states import State
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates

_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)  # no program reaches further


class Part(enum.Enum):
    """What of a bar is moved."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Shift:
    """A part of bars, moved by so many working days; below zero, earlier."""

    part: Part
    by: int

    def of(self, dates: Dates, work: WorkDays) -> Dates:
        """Where a bar stands then. A moved one keeps its working days, a resized one has one."""
        if not self.by:
            return dates
        start, end = dates
        first = work.index(start)
        last = max(work.after(end) - 1, first)
        if self.part is Part.WHOLE:
            by = min(max(self.by, work.index(_FIRST) - first), work.after(_LAST) - 1 - last)
            return work.day(first + by), work.day(last + by)
        if self.part is Part.START:
            return work.day(min(max(first + self.by, work.index(_FIRST)), last)), end
        return start, work.day(max(min(last + self.by, work.after(_LAST) - 1), first))


def shift_to(part: Part, dates: Dates, days: float, work: WorkDays, *, weeks: bool) -> Shift:
    """The shift that brings a part of a bar `days` of the calendar away, on a working day.

    With `weeks` a start snaps to the first working day of a week, an end to the last of one.
    """
    edge = dates[1] if part is Part.END else dates[0]
    to = _day(edge.toordinal() + round(days))
    if part is Part.END:
        if weeks:
            to = _day(to.toordinal() + 3)
            to -= timedelta(days=(to.weekday() + 1) % 7)
        return Shift(part, work.after(to) - work.after(edge))
    if weeks:
        to = _day(to.toordinal() + 3)
        to -= timedelta(days=to.weekday())
    return Shift(part, work.index(to) - work.index(edge))


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, _FIRST.toordinal()), _LAST.toordinal()))


def started(card: Card) -> bool:
    """Whether its work has begun: what is on hold from In progress too."""
    return card.column is State.IN_PROGRESS


def hindrance(card: Card, part: Part) -> str:
    """Why a part of a bar does not move, as a sentence; empty where it does."""
    if card.start is None or card.end is None:
        return f"{card.code} has no dates yet."
    if card.delivered:
        return f"{card.code} is {card.state.label.lower()}: what is done does not move."
    if started(card) and part is not Part.END:
        return f"{card.code} has started: its start stays, its end can move."
    return ""
