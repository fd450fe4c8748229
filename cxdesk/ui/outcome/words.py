"""How the figures of an outcome are worded: amounts, the way that is better, and readings."""

from __future__ import annotations

from datetime import date, timedelta

from cxdesk.model.outcomes import Direction
from cxdesk.model.wording import amount as amount
from cxdesk.model.wording import day
from cxdesk.services.strategy_view import OutcomeRow, Point
from cxdesk.ui.form.words import read_date

NO_READING = "no reading yet"


def plain(value: float) -> str:
    """A number as a field shows it, and reads it again: "84.6", "-5", "1250"."""
    return f"{value:.10g}"


def better(direction: Direction) -> str:
    """Which way is better, in words."""
    return "higher is better" if direction is Direction.UP else "lower is better"


def is_nps(row: OutcomeRow) -> bool:
    """Whether its readings are net promoter scores, by what it is called."""
    words = f"{row.name} {row.unit}".casefold()
    return "nps" in words or "promoter" in words


def share(realised: float | None) -> str:
    """How much of the benefit is realised: "36 %", "" before the first reading."""
    return "" if realised is None else f"{realised:.0f} %"


def reading(point: Point, unit: str) -> list[str]:
    """What a reading says: its day, its value, and from how many answers with what interval."""
    more = []
    if point.n is not None:
        more.append(f"n {point.n:,}")
    if point.nps is not None:
        more.append(f"95 % interval {point.nps.low:.1f} to {point.nps.high:.1f}")
    return [day(point.on), amount(point.value, unit), ", ".join(more)]


def days_left(row: OutcomeRow, today: date) -> tuple[str, bool]:
    """How far off the due day is, and whether it passed before the target was reached."""
    if row.realised is not None and row.realised >= 100:
        return "reached", False
    left = (row.due - today).days
    if left < 0:
        return f"{-left:,} d late", True
    return f"{left:,} d left", False


def read_past(text: str, today: date) -> date | None:
    """The date that was typed, None for nothing; without a year, the nearest one until today.

    Raises ValueError with a sentence for the user.
    """
    on = read_date(text, today)
    if on is None or on <= today or text.strip().casefold() == "tomorrow":
        return on
    for back in (6, 365):  # a day of the week, a day of the year
        earlier = read_date(text, today - timedelta(back))
        if earlier is not None and earlier <= today:
            return earlier
    return on
