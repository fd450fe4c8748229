"""How many working days planned dates leave between the ends that a link ties."""

from __future__ import annotations

from datetime import date

from cxdesk.analysis.workdays import WorkDays
from cxdesk.model.states import LinkType

Dates = tuple[date | None, date | None]
"""The first and the last day of an initiative, None what is not planned yet."""


def slack(type: LinkType, lag: int, before: Dates, after: Dates, work: WorkDays) -> int | None:
    """Working days to spare, below zero missing; None where either has no dates."""
    first, second = _stretch(before, work), _stretch(after, work)
    if first is None or second is None:
        return None
    return second[type[1] == "F"] - lag - first[type[0] == "F"]


def _stretch(dates: Dates, work: WorkDays) -> tuple[int, int] | None:
    first, last = dates
    return None if first is None or last is None else work.stretch(first, last)
