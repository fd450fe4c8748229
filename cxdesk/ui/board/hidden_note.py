"""What the filters hide: which lanes, and when nothing passes, that and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cxdesk.services.grouping import Axis, Heading
from cxdesk.ui import glyphs, theme
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.toasts import FOOT_BAR

_HEIGHT, _SIGN, _EDGE, _GAP = 32, 16, 16, 8
_PLURALS = {Axis.BATCH: "batches", Axis.PRIORITY: "priorities"}


class HiddenNote(QWidget):
    """A line at the foot of the board: "3 batches hidden by filters: B3 Answer Faster, ..."."""

    def __init__(self, clear: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(FOOT_BAR)
        self.setFixedHeight(_HEIGHT)
        self._text = ""
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "small")
        self.clear = QPushButton("Clear filters")
        self.clear.setProperty("role", "flat")
        self.clear.setProperty("tight", True)
        self.clear.clicked.connect(lambda _=False: clear())
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + _SIGN + _GAP, 0, _EDGE, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.words)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.hide()

    def follow(self, axis: Axis, hidden: Sequence[Heading]) -> None:
        """Name the lanes that hold cards, none of which shows."""
        noun = _PLURALS.get(axis, f"{axis.value}s") if len(hidden) != 1 else axis.value
        names = ", ".join(f"{one.code} {one.name}".strip() for one in hidden)
        self._text = f"{len(hidden):,} {noun} hidden by filters: {names}"
        self.setVisible(bool(hidden))
        self.words.setToolTip(tooltip(self._text))
        self.words.setAccessibleName(self._text)
        self._fit()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text

    def _fit(self) -> None:
        """End in an ellipsis what has no room."""
        room = self.width() - 2 * _EDGE - _SIGN - 2 * _GAP - self.clear.sizeHint().width()
        self.words.setText(
            self.words.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.sunken)
        p.fillRect(QRectF(0, 0, self.width(), 1), here.line2)
        sign = QRectF(_EDGE, (_HEIGHT - _SIGN) / 2, _SIGN, _SIGN)
        glyphs.draw(p, sign, "eye_off", here.text2)


class NothingPasses(Nothing):
    """Lies over a board on which no card passes the filters."""

    def __init__(self, over: QWidget, clear: Callable[[], object]) -> None:
        super().__init__()
        self._over = over
        self.setParent(over)
        over.installEventFilter(self)
        self.say("No initiative matches these filters", "", (("Clear filters", clear),))
        self.hide()

    def follow(self, empty: bool) -> None:
        """Show it while nothing passes."""
        self.resize(self._over.size())
        self.setVisible(empty)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.resize(self._over.size())
        return super().eventFilter(watched, event)
