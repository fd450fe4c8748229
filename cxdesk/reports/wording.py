"""Dates, amounts and codes as a printed page words them; the same in every locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.model.wording import MONTH_NAMES, MONTHS, sign


def day(on: date | None) -> str:
    """ "5 Oct 2026", or "Not set"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}" if on else "Not set"


def long_day(on: date) -> str:
    """ "5 October 2026"."""
    return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"


def span(start: date | None, end: date | None, *, short: bool = False) -> str:
    """ "5 Oct 2026 – 26 Feb 2027"; `short` says a common year once; "Not set" without both."""
    if start is None and end is None:
        return "Not set"
    if short and start and end and start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def number(value: float) -> str:
    """With thousands separated and at most two decimals: "1,707", "0.5"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def money(value: float, currency: str) -> str:
    """An amount given in thousands: "220 k€"."""
    return f"{number(value)} k{sign(currency)}"


def codes(items: Sequence[str]) -> str:
    """ "CX-102, 103, 202": the prefix once while it stays the same; "Nothing" for none."""
    words = []
    previous = ""
    for item in items:
        prefix, dash, rest = item.rpartition("-")
        words.append(rest if dash and rest and prefix == previous else item)
        previous = prefix
    return ", ".join(words) or "Nothing"


def names(people: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))
