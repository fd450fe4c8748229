"""What a change is worth: benefit a year, return on investment and payback, in three cases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roi:
    """Benefit a year against a cost, both in the same currency.

    `percent` is the return of one year and `payback` the months until the cost is back; None where
    there is no cost, or no benefit that could pay it back.
    """

    benefit: float
    cost: float
    percent: float | None
    payback: float | None


def roi(customers: float, points: float, margin: float, cost: float) -> Roi:
    """Worth of `points` per cent more of all customers staying, each at `margin` a year.

    400,000 customers, 1 point and 300 a year are 1,200,000; against 300,000: 300 %, 3 months.
    """
    benefit = customers * points / 100 * margin
    return Roi(
        benefit,
        cost,
        (benefit - cost) / cost * 100 if cost > 0 else None,
        cost / benefit * 12 if benefit > 0 else None,
    )


def cases(
    customers: float, margin: float, cost: float, points: tuple[float, float, float]
) -> tuple[Roi, Roi, Roi]:
    """The low, the middle and the high case of the same investment."""
    low, middle, high = (roi(customers, each, margin, cost) for each in points)
    return low, middle, high
