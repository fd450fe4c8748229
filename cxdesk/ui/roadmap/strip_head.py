"""The head of the capacity strip: what the numbers are, what is over, and a click folds it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip

HEIGHT = 22
_BASE, _GAP, _RIGHT = 15, 24, 12  # px: base line of the words, between texts, at the right edge


class StripHead(QAbstractButton):
    """Says at the left what is counted and at the right, in red, what is over its limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("capacity-head")
        self.setCheckable(True)
        self.setChecked(True)  # open
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._unit = self._over = ""
        self.left = 116.0
        self.toggled.connect(lambda _on: self._say())
        self._say()

    def show_words(self, unit: str, over: str, left: float) -> None:
        """Say what is counted and what is over; the first begins `left` px from the edge."""
        if (unit, over, left) != (self._unit, self._over, self.left):
            self._unit, self._over, self.left = unit, over, left
            self._say()
            self.update()

    def _say(self) -> None:
        state = "shown" if self.isChecked() else "folded"
        self.setAccessibleName(", ".join(
            part for part in (f"Capacity, {state}", self._over, self._unit) if part
        ))  # fmt: skip
        does = "Fold the capacity" if self.isChecked() else "Show the capacity"
        said = "\n".join(part for part in (self._over, self._unit) if part)
        self.setToolTip(tooltip(f"{does}\n{said}" if said else does))

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), colors.hover if self.underMouse() else colors.sunken)
        p.fillRect(QRectF(0, 0, self.width(), 1), colors.line2)
        sign = "chevron_down" if self.isChecked() else "chevron_right"
        glyphs.draw(p, QRectF(10, (HEIGHT - 10) / 2, 10, 10), sign, colors.text2)
        name = typeface.CAPTION_STRONG.font()
        p.setFont(name)
        p.setPen(colors.text)
        p.drawText(QPointF(25, _BASE), "Capacity")
        begins = max(self.left, 25 + QFontMetricsF(name).horizontalAdvance("Capacity") + 12)
        ends = self._draw_over(p, begins)
        small = typeface.CAPTION.font()
        room = ends - begins
        metrics = QFontMetricsF(small)
        unit = metrics.elidedText(self._unit, Qt.TextElideMode.ElideRight, room)
        if len(unit) > 12 or unit == self._unit:
            p.setFont(small)
            p.setPen(colors.text2)
            p.drawText(QPointF(begins, _BASE), unit)
        if self.hasFocus():
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -1), 3, 3)

    def _draw_over(self, p: QPainter, begins: float) -> float:
        """Draw what is over at the right; returns where the words before it have to end."""
        right = self.width() - _RIGHT
        if not self._over:
            return right
        font = typeface.CAPTION_STRONG.font()
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self._over, Qt.TextElideMode.ElideRight, max(right - begins, 20))
        left = right - metrics.horizontalAdvance(text)
        p.setFont(font)
        p.setPen(theme.current().danger)
        p.drawText(QPointF(left, _BASE), text)
        return left - _GAP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
