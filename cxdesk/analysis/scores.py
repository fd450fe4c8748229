"""Cost/benefit scores of initiatives; the formulas stand in the product's description."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

Four = tuple[int, int, int, int]
Weights = tuple[float, float, float, float]

COST_BANDS = (25.0, 75.0, 200.0, 500.0)  # thousands of the currency; upper ends of bands 1-4
EFFORT_BANDS = (20.0, 60.0, 150.0, 300.0)  # person-days
WEIGHTS = (4.0, 2.0, 3.0, 1.0)
LEAST_BENEFIT, LEAST_COST = 3.5, 3.0  # of what is above, and right of, the lines of the quadrants


@dataclass(frozen=True, slots=True)
class Score:
    """Benefit B and cost C on 1-5; `value` is B/C."""

    benefit: float
    cost: float

    @property
    def value(self) -> float:
        """Benefit for the cost."""
        return self.benefit / self.cost

    @property
    def quadrant(self) -> str:
        """Quick win, Major project, Fill-in or Reconsider."""
        cheap = self.cost < LEAST_COST
        if self.benefit >= LEAST_BENEFIT:
            return "Quick win" if cheap else "Major project"
        return "Fill-in" if cheap else "Reconsider"

    @property
    def priority(self) -> str:
        """The priority that follows from the benefit: highest, high, medium or low."""
        for least, name in ((4.5, "highest"), (3.9, "high"), (3.3, "medium")):
            if self.benefit >= least - 1e-9:
                return name
        return "low"


def score(scores: Four, cost: float, effort: float, weights: Weights = WEIGHTS) -> Score:
    """Score of benefit scores 1-5 (impact, reach, outcome, urgency), k€ and person-days.

    B is the weighted mean; C the mean of the cost band and the effort band.
    """
    return Score(benefit(scores, weights), cost_score(cost, effort))


def benefit(scores: Four, weights: Weights) -> float:
    """The weighted mean B of four scores; 0 when nothing weighs anything."""
    total = sum(weights)
    if not total:
        return 0.0
    return round(sum(w * s for w, s in zip(weights, scores, strict=True)) / total, 9)


def cost_score(cost: float, effort: float) -> float:
    """The mean C of the band of the cost and the band of the effort."""
    return (bisect_left(COST_BANDS, cost) + 1 + bisect_left(EFFORT_BANDS, effort) + 1) / 2


def reaching(scores: Four, weights: Weights, aim: float) -> Four:
    """The scores that bring B as near to `aim` as scores of 1-5 can, from `scores`.

    Of several ways the one that changes the fewest scores; of those the one that changes them by
    the least in sum; of those the one that changes the heaviest score most, then the next
    heaviest. Weights that are equal count in the order impact, reach, outcome, urgency; a score
    that weighs nothing never changes.
    """
    order = sorted(range(4), key=lambda n: -weights[n])
    every = _benefits(weights)
    nearest = min(abs(found - aim) for found in every.values()) + 1e-9

    def price(found: Four) -> tuple[int, int, tuple[int, ...], Four]:
        by = [abs(a - b) for a, b in zip(found, scores, strict=True)]
        return 4 - by.count(0), sum(by), tuple(-by[n] for n in order), found

    return min((one for one, b in every.items() if abs(b - aim) <= nearest), key=price)


def next_step(weights: Weights, aim: float, by: int) -> float:
    """The B nearest above (`by` 1) or below (-1) `aim` that some scores of 1-5 have, else `aim`."""
    found = sorted(set(_benefits(weights).values()))
    if by > 0:
        return next((one for one in found if one > aim + 1e-9), aim)
    return next((one for one in reversed(found) if one < aim - 1e-9), aim)


@lru_cache(maxsize=8)
def _benefits(weights: Weights) -> dict[Four, float]:
    """B of each of the 625 ways to score."""
    every: dict[Four, float] = {}
    for impact, reach, outcome, urgency in product(range(1, 6), repeat=4):
        four = (impact, reach, outcome, urgency)
        every[four] = benefit(four, weights)
    return every
