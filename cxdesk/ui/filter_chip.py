"""A filter that holds, as a chip: what it keeps, and a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip

_HEIGHT, _PAD, _GAP, _CROSS, _WIDEST = 26, 8, 5, 10, 280


class FilterChip(QAbstractButton):
    """A click changes the filter; its cross, or Del, takes it away."""

    # The filter is to go.
    removed = Signal()

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self.setObjectName(key)
        self._name, self._what, self._short = name, "", ""
        self._shortened = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_filter(self, what: str, short: str = "") -> None:
        """Say what is kept: "Executive, Manager"; `short` where there is no room for that."""
        self._what, self._short = what, short or what
        self.setAccessibleName(f"Filter: {self._name} {what}. Delete removes it.")
        self.setToolTip(tooltip(f"{self._name} {what}"))
        self.updateGeometry()
        self.update()

    def shorten(self, on: bool) -> None:
        """Use the short words, or the long ones."""
        if on != self._shortened:
            self._shortened = on
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        """What it says."""
        return f"{self._name} {self._what}"

    def sizeHint(self) -> QSize:
        return QSize(min(self._wide(self._shown()), _WIDEST), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._wide(self._shown()), self._wide("Executive…")), _HEIGHT)

    def cross(self) -> QRectF:
        """Where the cross is."""
        side = _CROSS
        return QRectF(self.width() - _PAD - side, (self.height() - side) / 2, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.isDown() or self.underMouse()
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.tint2 if over else colors.tint)
        p.drawRoundedRect(QRectF(self.rect()), 5, 5)
        base = self.height() / 2 + 4.5
        p.setFont(typeface.BODY.font())
        p.setPen(colors.text2)
        p.drawText(QPointF(_PAD, base), self._name)
        left = _PAD + self._name_width() + _GAP
        room = self.cross().left() - _GAP - left
        metrics = QFontMetricsF(typeface.BODY_STRONG.font())
        p.setFont(typeface.BODY_STRONG.font())
        p.setPen(colors.text)
        text = metrics.elidedText(self._shown(), Qt.TextElideMode.ElideRight, room + 1)
        p.drawText(QPointF(left, base), text)
        glyphs.draw(p, self.cross(), "close", colors.text2)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and event.position().x() >= self.cross().left() - _GAP:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.removed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def _name_width(self) -> float:
        return QFontMetricsF(typeface.BODY.font()).horizontalAdvance(self._name)

    def _shown(self) -> str:
        return self._short if self._shortened else self._what

    def _wide(self, what: str) -> int:
        metrics = QFontMetricsF(typeface.BODY_STRONG.font())
        words = self._name_width() + _GAP + metrics.horizontalAdvance(what)
        return round(words) + 2 * _GAP + 2 * _PAD + _CROSS
