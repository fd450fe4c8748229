"""The bounds of the numbers in a charter, each refused in words."""

from __future__ import annotations

from cxdesk.model.errors import RuleBroken

YEARS = range(1900, 2200)


def refuse_level(probability: int, impact: int) -> None:
    """Raise RuleBroken unless both levels of a risk are 1-5."""
    if not (1 <= probability <= 5 and 1 <= impact <= 5):
        raise RuleBroken("Probability and impact of a risk are whole numbers from 1 to 5.")


def refuse_cost(year: int, amount: float) -> None:
    """Raise RuleBroken for a year far away, and for an amount below zero or beyond all bounds."""
    if year not in YEARS:
        raise RuleBroken(f"{year} is not a year between {YEARS.start} and {YEARS.stop - 1}.")
    if not 0 <= amount < 1e9:
        raise RuleBroken("A cost is an amount in thousands, zero or more.")


def refuse_days(days: float) -> None:
    """Raise RuleBroken for person-days below zero or beyond all bounds."""
    if not 0 <= days < 1e6:
        raise RuleBroken("Person-days are a number, zero or more.")


def refuse_people(people: int | None) -> None:
    """Raise RuleBroken for a number of people below zero or beyond all bounds."""
    if people is not None and not 0 <= people < 10**9:
        raise RuleBroken("How many people it touches is a whole number, zero or more.")
