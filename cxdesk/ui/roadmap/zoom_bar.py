"""The zoom of the timeline as buttons: further, how far, closer; a week, month, quarter, year."""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from cxdesk.ui.roadmap.time_view import CLOSER, USUAL


class Step(enum.StrEnum):
    """What a glance at the timeline is to take in: px a day."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def px(self) -> float:
        """The px of a day."""
        return {"week": 12.0, "month": USUAL, "quarter": 1.1, "year": 0.5}[self.value]

    @property
    def tip(self) -> str:
        """What is in sight then."""
        return {
            "week": "Weeks and days: about three months in sight",
            "month": "Months: more than a year in sight",
            "quarter": "Months and quarters: about three years in sight",
            "year": "Quarters and years: six years in sight",
        }[self.value]


_LOWER = {Step.WEEK: 5.5, Step.MONTH: 1.6, Step.QUARTER: 0.75, Step.YEAR: 0.0}


def step_of(px_a_day: float) -> Step:
    """The step that a zoom is nearest to."""
    return next(step for step, least in _LOWER.items() if px_a_day >= least)


class StepButtons(QWidget):
    """Week, month, quarter, year: one of them is near to how far one looks."""

    # Another step was chosen: Step.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._by_step: dict[Step, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for step in Step:
            button = QToolButton()
            button.setText(step.value.capitalize())
            button.setProperty("role", "body")
            button.setCheckable(True)
            button.setFixedHeight(28)
            button.setToolTip(step.tip)
            button.setAccessibleName(f"Zoom to a {step.value}")
            button.clicked.connect(lambda _checked=False, one=step: self.chosen.emit(one))
            self._group.addButton(button)
            self._by_step[step] = button
            row.addWidget(button)

    def follow(self, px_a_day: float) -> None:
        """Mark the step that is nearest."""
        self._by_step[step_of(px_a_day)].setChecked(True)


class ZoomButtons(QWidget):
    """Minus, per cent, plus."""

    # The zoom is to grow by a factor.
    wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.less = self._button("−", "Further away  (−)")
        self.more = self._button("+", "Closer  (+)")
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "body")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setFixedWidth(52)
        self.less.clicked.connect(lambda _=False: self.wanted.emit(1 / CLOSER))
        self.more.clicked.connect(lambda _=False: self.wanted.emit(CLOSER))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.less, self.said, self.more):
            row.addWidget(part)

    def _button(self, text: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setProperty("role", "body")
        made.setFixedSize(26, 28)
        made.setToolTip(tip)
        made.setAccessibleName(tip.partition("  ")[0])
        return made

    def follow(self, px_a_day: float) -> None:
        """Say how close one is: 100 % is a month of about 70 px."""
        self.said.setText(f"{px_a_day / USUAL:.0%}".replace("%", " %"))
