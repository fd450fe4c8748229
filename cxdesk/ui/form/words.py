"""How dates and numbers are typed and read in fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from cxdesk.model.wording import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_POINTS = re.compile(r"(\d{1,2})[./](\d{1,2})[./]?(\d{2}|\d{4})?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,})\.?(?:,?\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# German names that differ from the English ones in their first three letters.
_MONTHS = {name.lower(): n for n, name in enumerate(MONTHS, 1)} | {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12,
}  # fmt: skip
_HALF_A_DATE = 4  # letters
MOST_DAYS = 10_000  # working days, some forty years
_YEARS = (1900, 2299)
HINT = "Write it like 5 Oct 2026, 2026-10-05 or 05.10.2026."


def read_date(text: str, today: date) -> date | None:
    """The date that was typed, None for nothing; without a year, the nearest one from today on.

    Raises ValueError with a sentence for the user.
    """
    words = " ".join(text.split()).casefold()
    if not words:
        return None
    try:
        found = _read(words, today)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"“{text.strip()}” is no date. {HINT}")
    if not _YEARS[0] <= found.year <= _YEARS[1]:  # a slip of the finger
        raise ValueError(
            f"“{text.strip()}” is in the year {found.year}. "
            f"Give a year between {_YEARS[0]} and {_YEARS[1]}."
        )
    return found


def _read(words: str, today: date) -> date | None:
    if words in ("today", "tomorrow"):
        return today + timedelta(days=words == "tomorrow")
    if words[:3] in _DAYS and words.isalpha():
        return today + timedelta(days=(_DAYS.index(words[:3]) - today.weekday()) % 7)
    if match := _ISO.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _POINTS.fullmatch(words):
        return _dated(match[3], int(match[2]), int(match[1]), today)
    head, _, rest = words.partition(" ")
    if head.rstrip(",.")[:3] in _DAYS:  # "Fri 27 Nov"
        words = rest
    if match := _DAY_FIRST.fullmatch(words):
        day, name, year = match[1], match[2], match[3]
    elif match := _MONTH_FIRST.fullmatch(words):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = _MONTHS.get(name[:3])
    return None if month is None else _dated(year, month, int(day), today)


def _dated(year: str | None, month: int, day: int, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for ahead in range(9):  # a 29 February may be eight years off
        try:
            found = date(today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError


def fault_of(read: Callable[[str], object], text: str, least: int = 0) -> str:
    """What `read` says against what was typed; "" for nothing.

    Up to `least` letters are half of something, and no mistake yet.
    """
    try:
        read(text)
    except ValueError as wrong:
        return str(wrong) if len(text.strip()) > least else ""
    return ""


def date_fault(today: date) -> Callable[[str], str]:
    """Says while a date is typed what is wrong with it."""
    return lambda text: fault_of(lambda typed: read_date(typed, today), text, _HALF_A_DATE)


def read_number(text: str) -> float:
    """The number that was typed: "220", "1.5", "1,5", "1,707"; nothing is 0.

    Raises ValueError with a sentence for the user.
    """
    words = "".join(text.split())
    if not words:
        return 0.0
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", words):
        words = words.replace(",", "")
    if not re.fullmatch(r"\d+([.,]\d+)?", words):
        raise ValueError(f"“{text.strip()}” is not a number of zero or more.")
    return float(words.replace(",", "."))


def read_percent(text: str) -> int:
    """The percentage that was typed: "45", "45 %". Raises ValueError with a sentence."""
    words = text.strip().removesuffix("%").strip()
    if not words.isdecimal() or int(words) > 100:
        raise ValueError(f"“{text.strip()}” is no percentage from 0 to 100.")
    return int(words)


def read_days(text: str) -> int:
    """The whole number of working days that was typed, one at least: "12", "12 d", "12 days".

    Raises ValueError with a sentence for the user.
    """
    match = re.fullmatch(r"(\d{1,5})\s*(d|days?)?", text.strip().casefold())
    if match is None or not 0 < int(match[1]) <= MOST_DAYS:
        raise ValueError(
            f"“{text.strip()}” is no whole number of working days from 1 to {MOST_DAYS:,}."
        )
    return int(match[1])


def read_week(text: str, today: date) -> str:
    """The ISO week that was typed, "2026-W48"; "48" is the nearest one from today on.

    Raises ValueError with a sentence for the user.
    """
    words = "".join(text.split()).upper()
    if not words:
        return ""
    match = re.fullmatch(r"(?:(\d{4})-?)?(?:W|KW)?(\d{1,2})", words)
    year, this_week, _ = today.isocalendar()
    if match:
        week = int(match[2])
        year = int(match[1]) if match[1] else year + (week < this_week)
        try:
            date.fromisocalendar(year, week, 1)
        except ValueError:
            pass
        else:
            return f"{year}-W{week:02d}"
    raise ValueError(f"“{text.strip()}” is no week. Write it like W48 or 2026-W48.")


def number(value: float) -> str:
    """A number as fields show it: "220", "1,707", "1.5"."""
    return f"{value:,.10g}"


def short(on: date, today: date) -> str:
    """A date near today: "12 Feb", with the year when it is more than half a year away."""
    near = abs((on - today).days) < 183
    return f"{on.day} {MONTHS[on.month - 1]}" + ("" if near else f" {on.year}")


def due_words(on: date, today: date) -> tuple[str, str]:
    """A due date as a chip says it, and the chip's kind: "late", "soon" or "plain"."""
    if on < today:
        return f"{(today - on).days} d late", "late"
    if on <= today + timedelta(days=6 - today.weekday()):
        return f"{_DAYS[on.weekday()].capitalize()} {on.day} {MONTHS[on.month - 1]}", "soon"
    return short(on, today), "plain"
