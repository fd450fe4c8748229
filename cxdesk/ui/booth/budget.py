"""What the tasks above the line would take, beside what is free."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui import theme
from cxdesk.ui.ballot.words import Rows
from cxdesk.ui.booth.slate import Budget
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.words import number
from cxdesk.ui.meter import Meter

_NAMED = 5  # tasks that the sum names


class BudgetBlock(QWidget):
    """A meter with its figures; over what is free it says by how much."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._budget = budget
        self.figures = label("", "strong")
        self.figures.setWordWrap(False)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.meter = Meter()
        self.sum, self.days = label("", "small"), label("", "small")
        self.days.setWordWrap(False)
        self.days.setAlignment(Qt.AlignmentFlag.AlignRight)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label("Your tasks above the line", "strong"), 1)
        head.addWidget(self.figures)
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.days, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 3)
        box.setContentsMargins(0, 10, 0, 10)
        box.addLayout(head)
        box.addWidget(self.meter)
        box.addLayout(foot)

    def show_tiers(self, here: Tiers, rows: Rows) -> None:
        """Add up what stands above the line."""
        plan, above = self._budget, [id for tier in here.ranked for id in tier if id in here.above]
        used = sum(plan.costs.get(id, 0.0) for id in above)
        days = sum(plan.days.get(id, 0.0) for id in above)
        over = used > plan.free + 1e-9
        words = f"{number(used)} of {number(plan.free)} {plan.unit} free"
        if over:
            words = f"{words}, {number(used - plan.free)} over"
        self.figures.setText(words)
        role = "danger" if over else "strong"
        if self.figures.property("tone") != role:
            self.figures.setProperty("tone", role)
            theme.restyle(self.figures)
        self.meter.show_use(used, plan.free, f"Your tasks above the line: {words}")
        parts = [f"{rows[id].code} {number(plan.costs.get(id, 0.0))}" for id in above[:_NAMED]]
        parts += ["…"] if len(above) > _NAMED else []
        self.sum.setText(f"{' + '.join(parts)} {plan.unit}" if above else "nothing yet")
        self.days.setText(f"{number(days)} person-days")

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, ink = QPainter(self), theme.current().line2
        p.fillRect(0, 0, self.width(), 1, ink)
        p.fillRect(0, self.height() - 1, self.width(), 1, ink)
