"""Numbers and dates as people type them; what can be read two ways is asked for again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cxdesk.model.wording import MONTHS

_SPACES = str.maketrans("", "", " \xa0\u2009\u202f'’")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_ENGLISH = re.compile(r"[+-]?\d{1,3}((,\d{3})+\.\d*|(,\d{3}){2,})", re.ASCII)
_CONTINENTAL = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,}|\d+,\d*)", re.ASCII)
# A time of day behind a date says nothing of the day.
_TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.][\d:.]+)?(?: ?[AaPp][Mm])?(?: ?Z| ?[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_DOTS = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}|\d{{2}}){_TIME}")
_SLASHES = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){_TIME}")
_WORDS = re.compile(rf"(\d{{1,2}})[ ./-]+([^\W\d_]{{3}})[^\W\d_]*[ .,/-]+(\d{{4}}){_TIME}")
_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3}})[a-z]*\.? (\d{{1,2}}),? +(\d{{4}}){_TIME}")
_GERMAN = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | _GERMAN


class Unclear(ValueError):
    """A text that is no number or no date, or could be two; the message says so."""


def number_of(text: str, unit: str = "") -> float:
    """A number, with a unit behind it or not, in English or continental writing.

    "1,234.5", "1.234,5", "84,6 %" and "−3". Raises Unclear, for "1,234" too.
    """
    if _PLAIN.fullmatch(text) and len(text) <= 30:  # as most are
        return float(text)
    bare = text.strip().removesuffix(unit.strip()).strip().removesuffix("%").translate(_SPACES)
    bare = bare.replace("−", "-")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", bare):
        whole, part = bare.replace(",", ""), bare.replace(",", ".")
        raise Unclear(f"“{text}” can be read two ways: write {whole} or {part}.")
    if _ENGLISH.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _CONTINENTAL.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    if not _PLAIN.fullmatch(bare) or len(bare) > 30:
        raise Unclear(f"“{text[:60]}” is no number.")
    return float(bare)


def count_of(text: str) -> int:
    """A whole number from zero up: "1,180", "1.180" and "1 180" are the same."""
    bare = text.strip().translate(_SPACES)
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", bare):
        bare = re.sub(r"[.,]", "", bare)
    bare = re.sub(r"[.,]0+$", "", bare)
    if not re.fullmatch(r"\d{1,15}", bare) or not bare.isascii():
        raise Unclear(f"“{text[:60]}” is no whole number.")
    return int(bare)


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether dates with slashes put the month first; None when the texts do not tell."""
    found = [match for text in texts if (match := _SLASHES.fullmatch(text.strip()))]
    if any(int(match[1]) > 12 for match in found):
        return False
    return True if any(int(match[2]) > 12 for match in found) else None


def date_of(text: str, month_first: bool | None = None) -> date:
    """A date: 2026-09-18, 18.9.2026, 18 Sep 2026, or with slashes if their order is known.

    A time behind it is passed over; a year of two figures is one from 1970 to 2069. Raises Unclear.
    """
    bare = text.strip()
    try:
        if match := _ISO.fullmatch(bare):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _DOTS.fullmatch(bare):
            return date(_year(match[3]), int(match[2]), int(match[1]))
        if match := _WORDS.fullmatch(bare):
            return date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
        if match := _MONTH_FIRST.fullmatch(bare):
            return date(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
        if match := _SLASHES.fullmatch(bare):
            first, second, year = int(match[1]), int(match[2]), _year(match[3])
            if month_first is None and first != second:
                raise Unclear(
                    f"“{bare}” could be two days: write it as "
                    f"{year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}."
                )
            month, day = (first, second) if month_first else (second, first)
            return date(year, month, day)
    except Unclear:
        raise
    except (ValueError, KeyError):
        pass
    raise Unclear(f"“{bare[:60]}” is no date: write it as 2026-09-18.")


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (2000 if year < 70 else 1900)
