"""How dates, counts and lists are worded in sentences for the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}


def day(on: date) -> str:
    """A date with its year: "30 Apr 2027", whatever the locale."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 action", "2 actions"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts as one phrase: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def later(days: int) -> str:
    """How far something moves: "5 working days later", below zero "5 working days earlier"."""
    return f"{count(abs(days), 'working day')} {'earlier' if days < 0 else 'later'}"


def signed(by: float) -> str:
    """A difference with its sign, a true minus: "+8", "−1,234.5"."""
    return f"{by:+,.10g}".replace("-", "−")


def sign(currency: str) -> str:
    """The sign of a currency, its three letters where it has none: "€", "CHF"."""
    return _SIGNS.get(currency, currency)


def thousands(currency: str) -> str:
    """What costs and budgets are given in: "k€", "kCHF"."""
    return f"k{sign(currency)}"


def amount(value: float, unit: str) -> str:
    """A number with its unit, without needless decimals: "58 %", "84.6 %"."""
    return f"{value:.10g} {unit}".strip()


def one_line(text: str) -> bool:
    """Whether text has no line break of any kind."""
    return text.splitlines() in ([], [text])


def byte_size(many: int) -> str:
    """A size in bytes: "812 B", "14 KB", "3.2 MB", "25 MB"."""
    if many < 1024:
        return f"{many} B"
    if many < 1024 * 1024:
        return f"{many / 1024:.0f} KB"
    return f"{many / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def tick_words(on: date, *, months: bool, year: bool) -> str:
    """A day below the axis: by its month or by its day; with the `year` where that is new."""
    name = MONTHS[on.month - 1]
    if not months:
        return f"{on.day} {name}"
    if on.month == 1:
        return str(on.year)
    return f"{name} {on.year}" if year else name
