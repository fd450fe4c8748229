"""A bubble that is lifted: where it is aimed and which scores that takes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from cxdesk.analysis.scores import Four, Weights, benefit, next_step, reaching
from cxdesk.services.priorities import Ranked
from cxdesk.ui.scores.wording import changes, facts, hundredth, tenth

ASIDE = 28.0  # px to the side from which a drag is meant sideways


@dataclass(slots=True)
class Lift:
    """The pointer (None: the keyboard) caught `row` at `caught`, and has taken it to `aim`."""

    row: Ranked
    weights: Weights
    scores: Four
    aim: float
    caught: QPointF | None = None
    sideways: bool = False

    @classmethod
    def of(cls, row: Ranked, weights: Weights, caught: QPointF | None = None) -> Lift:
        """Lifted where it stands."""
        return cls(row, weights, row.it.scores, row.benefit, caught)

    def drag(self, at: QPointF, aim: float) -> None:
        """The pointer is at a place whose height means the benefit `aim`."""
        assert self.caught is not None
        by = at - self.caught
        self.sideways = abs(by.x()) > ASIDE and abs(by.x()) > abs(by.y())
        self.set_aim(self.row.benefit if self.sideways else aim)

    def step(self, by: int) -> None:
        """The next benefit above (1) or below (-1) that some scores have."""
        self.sideways = False
        self.set_aim(next_step(self.weights, self.aim, by))

    def set_aim(self, aim: float) -> None:
        """Aim at a benefit: the scores follow as near as they can."""
        self.aim = aim
        self.scores = reaching(self.row.it.scores, self.weights, aim)

    @property
    def benefit(self) -> float:
        """The benefit that the scores have now."""
        return benefit(self.scores, self.weights)

    @property
    def changed(self) -> bool:
        """Whether dropping it changes anything."""
        return not self.sideways and self.scores != self.row.it.scores

    def says(self, currency: str) -> tuple[str, str]:
        """The read-out at the bubble: what changes, and what follows from it."""
        if self.sideways:
            return (
                f"Cost comes from {facts(self.row, currency)}",
                "Change them in the table or the panel: a bubble moves up and down only",
            )
        code, value = self.row.it.code, self.benefit / self.row.it.cost_score
        follows = f"benefit {tenth(self.benefit)}, score {hundredth(value)}"
        if self.scores == self.row.it.scores:
            return f"{code} as it is", follows
        return f"{code}: {changes(self.row.it.scores, self.scores)}", follows
