"""The field that narrows what is shown to what holds every word typed."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from cxdesk.ui import chips, theme

_KEY, _EDGE, _GAP = "/", 8, 6


class NarrowField(QLineEdit):
    """Shows the rows that hold every word typed. Down goes to them, Esc clears it.

    The key in it works where its page answers `begin_filter`.
    """

    # Down or Enter: to the rows.
    left = Signal()
    # The keyboard came here.
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._hint = "Narrow by any word"
        self.setObjectName("narrow")
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self.setMinimumWidth(90)
        self.setMaximumWidth(230)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self._fit())
        self._fit()

    def set_hint(self, hint: str) -> None:
        """Say other words while it is empty."""
        self._hint = hint
        self._fit()

    def begin(self) -> None:
        """Take the keyboard, what stands here selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def cap_box(self) -> QRectF:
        """Where the key cap stands; empty while the field is typed into or holds words."""
        if self.hasFocus() or self.text():
            return QRectF()
        wide = chips.keycap_width(_KEY)
        return QRectF(self.width() - _EDGE - wide, self.height() / 2 - 8, wide, 16)

    def _fit(self) -> None:
        """Leave room for the key cap; where the words have none, fewer of them."""
        cap = self.cap_box()
        right = 0 if cap.isEmpty() else ceil(self.width() - cap.left() + _GAP - _EDGE)
        self.setTextMargins(0, 0, right, 0)
        room = self.width() - 2 * _EDGE - right - 4
        metrics, first = QFontMetricsF(self.font()), self._hint.split()[0]
        fits = metrics.horizontalAdvance(self._hint) <= room
        self.setPlaceholderText(self._hint if fits else first)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (cap := self.cap_box()).isEmpty():
            chips.keycap(QPainter(self), cap.topLeft(), _KEY, theme.current())
