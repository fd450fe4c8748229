"""What the rankings say together, in three figures with words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.services.stakeholder_words import agreement_words, score_words
from cxdesk.services.stakeholders import Standing
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.stakeholders.words import divisive_words

_TIPS = (
    "Kendall’s W: 1 where all rank alike, 0 where nothing is shared; below 0.3 discuss.",
    "Spearman’s rank correlation of score and stakeholders: 1 the same order, −1 the reverse.",
    "The initiative whose ranks lie furthest apart.",
)


class Figures(Card):
    """Agreement, how the score compares, and what divides."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(24)
        self.facts = [
            _Fact(title, tip)
            for title, tip in zip(
                ("Agreement", "Correlation with the score", "Divides most"), _TIPS, strict=True
            )
        ]
        for fact in self.facts:
            row.addWidget(fact, 1)

    def show_standing(self, here: Standing) -> None:
        """Show what these rankings say."""
        for fact, words in zip(
            self.facts, (agreement_words(here), score_words(here), divisive_words(here)),
            strict=True,
        ):  # fmt: skip
            fact.say(*words)

    def words(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(fact.words() for fact in self.facts)


class _Fact(QWidget):
    """A figure, its name above and what it means below."""

    def __init__(self, title: str, tip: str) -> None:
        super().__init__()
        self._figure, self._means = label("", "row-title"), label("", "small")
        self.setToolTip(tip)
        box = column(self, 1)
        for part in (label(title, "caption"), self._figure, self._means):
            box.addWidget(part)
        box.addStretch(1)

    def say(self, figure: str, means: str) -> None:
        """Show a figure and what it means."""
        self._figure.setText(figure)
        self._means.setText(means)

    def words(self) -> str:
        """What is shown."""
        return f"{self._figure.text()} {self._means.text()}"
