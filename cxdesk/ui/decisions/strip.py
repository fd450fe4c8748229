"""The summary of a round: turnout, agreement, Kendall's W, and how sure the funding is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.services.result_rows import Fact
from cxdesk.ui import theme
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import tooltip

_FOUR = 640  # px from which all four stand side by side
_TIPS = (
    "The ballots that are counted. A blank one abstains: it counts here and nowhere else.",
    "The share of all preferences, of each voter between each two tasks, that the order keeps.",
    "Kendall’s W: 1 where all rank alike, 0 where nothing is shared.",
    "Counted again without each ballot, and by each other method: would other tasks be funded?",
)


class Strip(Card):
    """Four figures; two by two where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.facts = [_Figure(tip) for tip in _TIPS]
        self._wide: bool | None = None
        self._lay(wide=True)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these figures."""
        for part, fact in zip(self.facts, facts, strict=True):
            part.show_fact(fact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(wide=self.width() >= _FOUR)

    def _lay(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for part in self.facts:
            self._grid.removeWidget(part)
        for place, part in enumerate(self.facts):
            row, at = (0, place) if wide else divmod(place, 2)
            part.first = at == 0
            self._grid.addWidget(part, row, at)
        for at in range(4):
            self._grid.setColumnStretch(at, (4, 4, 4, 5)[at] if wide else int(at < 2))


class _Figure(QWidget):
    """A figure, its name above and what it means below."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.first = False
        self._title, self._figure = label("", "caption"), label("", "row-title")
        self._words = label("", "small")
        self.setToolTip(tooltip(tip))
        box = column(self, 2, (16, 11, 12, 11))
        for part in (self._title, self._figure, self._words):
            box.addWidget(part)
        box.addStretch(1)

    def show_fact(self, fact: Fact) -> None:
        """Show a figure; what asks the board to stop and talk stands in the colour of warnings."""
        for part, words in (
            (self._title, fact.title), (self._figure, fact.figure), (self._words, fact.words),
        ):  # fmt: skip
            part.setText(words)
        role = "warn" if fact.alert else "small"
        if self._words.property("role") != role:
            self._words.setProperty("role", role)
            theme.restyle(self._words)
        self.setAccessibleName(self.words())

    def words(self) -> str:
        """What is shown."""
        return f"{self._title.text()}: {self._figure.text()}, {self._words.text()}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.first:
            QPainter(self).fillRect(QRectF(0, 0, 1, self.height()), theme.current().line)
