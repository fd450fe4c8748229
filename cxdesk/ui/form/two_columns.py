"""A page of two columns that scrolls as one; the second goes below the first where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

EDGE, GAP = 24, 16


class TwoColumns(QScrollArea):
    """`main` takes what is left of `home`, at most `most` px; `side` is beside it, `wide` px.

    With less than `least` px for the main column the side goes below it.
    """

    def __init__(
        self,
        home: QWidget,
        main: QWidget,
        side: QWidget,
        *,
        wide: int,
        most: int = 900,
        least: int = 420,
    ) -> None:
        super().__init__(home)
        self._side, self._wide, self._most = side, wide, most
        self._turns_at = wide + least + 2 * EDGE + GAP
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # arrows scroll, letters are shortcuts
        main.setMaximumWidth(most)
        inner = QWidget()
        inner.setObjectName("page")
        self.setWidget(inner)  # empty: Qt dresses all parts of a widget anew that is moved
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._box.setSpacing(GAP)
        self._box.addWidget(main, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addStretch()

    def bring(self, part: QWidget) -> None:
        """Scroll a part into sight."""
        self.ensureWidgetVisible(part, 0, EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._turns_at
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if beside else way.TopToBottom)
        # Qt asks how high wrapped text is at the width of the layout, not at the widest of a part.
        spare = 0 if beside else self.viewport().width() - 2 * EDGE - self._most
        self._box.setContentsMargins(EDGE, EDGE, EDGE + max(0, spare), EDGE)
        self._side.setMinimumWidth(self._wide if beside else 0)
        self._side.setMaximumWidth(self._wide if beside else self._most)
