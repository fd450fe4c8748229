"""Cost/benefit scores of initiatives; the formulas stand in the product's description."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

COST_BANDS = (25.0, 75.0, 200.0, 500.0)  # thousands of the currency; upper ends of bands 1-4
EFFORT_BANDS = (20.0, 60.0, 150.0, 300.0)  # person-days
WEIGHTS = (4.0, 2.0, 3.0, 1.0)


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
        if self.benefit >= 3.5:
            return "Quick win" if self.cost < 3 else "Major project"
        return "Fill-in" if self.cost < 3 else "Reconsider"

    @property
    def priority(self) -> str:
        """The priority that follows from the benefit: highest, high, medium or low."""
        for least, name in ((4.5, "highest"), (3.9, "high"), (3.3, "medium")):
            if self.benefit >= least - 1e-9:
                return name
        return "low"


def score(
    scores: tuple[int, int, int, int],
    cost: float,
    effort: float,
    weights: tuple[float, float, float, float] = WEIGHTS,
) -> Score:
    """Score of benefit scores 1-5 (impact, reach, outcome, urgency), k€ and person-days.

    B is the weighted mean; C the mean of the cost band and the effort band.
    """
    impact, reach, outcome, urgency = weights
    total = impact + reach + outcome + urgency
    benefit = impact * scores[0] + reach * scores[1] + outcome * scores[2] + urgency * scores[3]
    benefit = benefit / total if total else 0.0
    band = (bisect_left(COST_BANDS, cost) + 1 + bisect_left(EFFORT_BANDS, effort) + 1) / 2
    return Score(round(benefit, 9), band)
