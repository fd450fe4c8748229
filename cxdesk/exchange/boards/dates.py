"""Days and moments as boards write them: with names of months, two-digit years and times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from cxdesk.exchange.numbers import Unclear
from cxdesk.services.search import fold

_TIME = re.compile(
    r"(?P<day>.*?\d)(?:[ ,T]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:[.,]\d+)?\s*(?P<half>[ap])?\.?(?:m\.?)?\s*(?P<zone>z|utc|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/._](\d{1,2})[-/._](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[ ./-]+([^\W\d]+)[ .,/-]+(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)[ .-]+(\d{1,2}),?[ -]+(\d{4}|\d{2})")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip


def month_told(texts: Iterable[str]) -> tuple[bool | None, bool]:
    """Whether dates with slashes put the month first, and whether the texts themselves tell.

    (None, True) where there are none; month first where they could be read both ways.
    """
    found = first = second = False
    for text in texts:
        match = _NUMBERS.match(text.strip())
        if match is None or match[2] == ".":
            continue
        found = True
        first |= int(match[1]) > 12
        second |= int(match[3]) > 12
    if not found:
        return None, True
    return not first, first != second


def moment(text: str, month_first: bool | None = None) -> datetime:
    """A day with its time, midnight where it has none; without a zone it is the user's own time.

    Knows "12/Jan/24 3:45 PM", "Jan 12, 2024, 3:45 PM", "2024-01-12T15:45:00.000+0000",
    "12.01.2024 15:45" and "01/12/2024". Raises Unclear for what is no date, or could be two.
    """
    bare = " ".join(text.split())
    match = _TIME.fullmatch(bare[:60])
    try:
        if match is not None:
            return _timed(_day(match["day"], month_first), match)
    except (ValueError, OverflowError):
        pass
    raise Unclear(f"“{bare[:60]}” is no date.")


def day(text: str, month_first: bool | None = None) -> date:
    """A day, as `moment` knows them."""
    return moment(text, month_first).date()


def local(stamp: object) -> datetime | None:
    """The user's own time of a moment in UTC as JSON has it; None for what is none."""
    if not isinstance(stamp, str) or not 10 <= len(stamp) <= 40:
        return None
    try:
        found = datetime.fromisoformat(stamp)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def local_day(stamp: object) -> date | None:
    """The day of that."""
    found = local(stamp)
    return None if found is None else found.date()


def utc(found: datetime) -> datetime:
    """A moment in UTC, without a zone; one without a zone is the user's own time."""
    try:
        return found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return found.replace(tzinfo=None)


def _day(text: str, month_first: bool | None) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        one, two = int(match[1]), int(match[3])
        if match[2] == "." or not month_first:
            one, two = two, one
        return date(_year(match[4]), one, two)
    if match := _DAY_FIRST.fullmatch(text):
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(text):
        return date(_year(match[3]), _month(match[1]), int(match[2]))
    raise ValueError


def _month(text: str) -> int:
    number = _MONTHS.get(fold(text)[:3])
    if number is None:
        raise ValueError
    return number


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _timed(on: date, match: re.Match[str]) -> datetime:
    if match["hour"] is None:
        return datetime(on.year, on.month, on.day)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    at = datetime(on.year, on.month, on.day, hour, int(match["minute"]), int(match["second"] or 0))
    zone = (match["zone"] or "").upper()
    if not zone:
        return at
    if zone in ("Z", "UTC"):
        return at.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    shifted = datetime.fromisoformat(f"{at.isoformat()}{zone[:3]}:{zone[-2:]}")
    return shifted.astimezone().replace(tzinfo=None)
