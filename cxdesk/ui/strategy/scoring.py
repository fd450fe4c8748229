"""The card of the scoring weights: how four scores of an initiative make its benefit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cxdesk.analysis.scores import WEIGHTS
from cxdesk.services import programs
from cxdesk.services.score_words import SCORES, formula
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.rows import column, label, line
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.form.words import number
from cxdesk.ui.read_only import READ_ONLY

_ABOUT = (
    "Every initiative is scored from 1 to 5 four times. Its benefit is the mean of these scores, "
    "each with the weight given here."
)
_FOLLOWS = (
    "Priority follows from it unless somebody set another: highest from 4.5, high from 3.9, "
    "medium from 3.3, else low.",
    "Quick wins and major projects have a benefit of 3.5 or more. Score\N{NO-BREAK SPACE}= "
    "benefit\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}cost.",
)
_FIRST = ", ".join(number(weight) for weight in WEIGHTS)
_SHARE, _GAP = 40, 8  # px
_NEEDED = "Give a weight: 0 leaves this score out."


class Scoring(HeadedCard):
    """Four weights, the formula as it reads with them, and the way back to the first ones."""

    def __init__(self, editing: Editing, wide: int) -> None:
        super().__init__("Scoring")
        self._editing = editing
        self._kept: tuple[float, ...] = WEIGHTS
        self.fields: list[Figure] = []
        self.shares: list[QLabel] = []
        about = label(_ABOUT, "body", "soft")
        about.setContentsMargins(PAD_X, 0, PAD_X, 6)
        self.box.addWidget(about)
        for place, (name, words) in enumerate(SCORES.items()):
            self.box.addWidget(self._make_row(place, name, words, wide))
        self.formula = label("", "strong")
        self.back = QPushButton(f"As at first: {_FIRST}")
        self.back.setObjectName("first-weights")
        self.back.clicked.connect(lambda _=False: self.go_back())
        foot = QWidget()
        inner = column(foot, 4, (PAD_X, 10, PAD_X, 0))
        inner.addWidget(self.formula)
        for words in _FOLLOWS:
            inner.addWidget(label(words, "body", "soft"))
        inner.addSpacing(4)
        inner.addLayout(line(self.back, 1))
        self.box.addWidget(foot)

    def _make_row(self, place: int, name: str, words: str, wide: int) -> QWidget:
        made, fault = QWidget(), Fault(self._editing.go)
        field = Figure(
            f"weight-{name.lower()}", f"Weight of {name.lower()}", partial(self._save, place),
            problem=lambda weight: programs.weights_problem(*self._with(place, weight)),
            fault=fault,
        )  # fmt: skip
        head, share = label(name, "body", "quiet"), label("", "body")
        head.setFixedWidth(wide - _GAP)
        share.setFixedWidth(_SHARE)
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fields.append(field)
        self.shares.append(share)
        parts = QHBoxLayout()
        parts.setSpacing(_GAP)
        for part in (head, field, share):
            parts.addWidget(part)
        parts.addWidget(label(words, "body", "quiet"), 1)
        box = column(made, 0, (PAD_X, 2, PAD_X, 2))
        box.addLayout(parts)
        below = QHBoxLayout()
        below.addSpacing(wide - PAD_X)
        below.addWidget(fault, 1)
        box.addLayout(below)
        return made

    # Showing ------------------------------------------------------------------------------------

    def show_weights(self, item: int, weights: Sequence[float]) -> None:
        """Show what the program `item` weighs."""
        self._kept = tuple(weights)
        total = sum(weights)
        for field, share, weight in zip(self.fields, self.shares, weights, strict=True):
            field.show_figure(item, weight)
            share.setText(f"{100 * weight / total:.0f} %" if total else "")
        self.formula.setText(formula(weights))
        self._enable()

    def _enable(self) -> None:
        reads = self._editing.desk.store.read_only
        first = self._kept == WEIGHTS
        self.back.setEnabled(not reads and not first)
        self.back.setToolTip(
            READ_ONLY if reads
            else "These are the first weights." if first else ""
        )  # fmt: skip

    # Changing -----------------------------------------------------------------------------------

    def _with(self, place: int, weight: float) -> tuple[float, float, float, float]:
        """The weights with another in one place, and what was typed in the others."""
        found = list(self._kept)
        for n, field in enumerate(self.fields):
            try:
                typed = weight if n == place else field.value()
            except ValueError:
                continue  # said at that field already
            if typed is not None and not programs.weights_problem(typed, 1):
                found[n] = typed
        found[place] = weight
        impact, reach, outcome, urgency = found
        return impact, reach, outcome, urgency

    def _save(self, place: int, weight: float | None) -> bool:
        """Keep all four: a 0 that was refused alone may be right with another weight."""
        at, name = self.fields[place], list(SCORES)[place]
        if weight is None:
            at.refuse(_NEEDED)
            return False
        weights = self._with(place, weight)
        return self._keep(f"Weigh {name.lower()} {number(weight)}", weights, at)

    def go_back(self) -> None:
        """Weigh as a new program does, whatever is being typed."""
        for field in self.fields:
            field.restore()
        self._keep(f"Weigh as at first: {_FIRST}", WEIGHTS, None)

    def _keep(
        self, words: str, weights: tuple[float, float, float, float], at: Figure | None
    ) -> bool:
        kept = self._editing.do(words, lambda s: programs.set_weights(s, *weights), at)
        if kept:
            for field, weight in zip(self.fields, weights, strict=True):
                if _says(field, weight):
                    field.restore()
        return kept


def _says(field: Figure, weight: float) -> bool:
    try:
        return field.value() == weight
    except ValueError:
        return False
