"""Numbers and dates of the steps: how they are read, and shown so that they read the same again."""

from __future__ import annotations

from cxdesk.exchange.numbers import Unclear, number_of


def number_in(text: str, unit: str = "") -> tuple[float, str]:
    """The number in a field and what is wrong with it; an empty field is 0."""
    if not text.strip():
        return 0.0, ""
    try:
        return number_of(text, unit), ""
    except Unclear as unclear:
        return 0.0, str(unclear)


def plain_number(value: float | None) -> str:
    """A number as a field shows it: without commas, which could be read two ways."""
    return "" if value is None else f"{value:.10g}"
