"""A button that shows its key: the accent button of the top bar, and the button of a toast."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.ui import chips, glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface

_RADIUS, _ICON, _GAP, _CAP = 5, 14, 8, 16
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CapButton(QAbstractButton):
    """Filled with the accent or, on a dark ground, an outline (`on_solid`)."""

    def __init__(self, parent: QWidget, *, height: int, on_solid: bool = False) -> None:
        super().__init__(parent)
        self._height, self._on_solid = height, on_solid
        self._cap = self._glyph = ""
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(height)

    def show_text(self, text: str, cap: str = "", glyph: str = "") -> None:
        """Say what it does, its key and an optional sign before the words."""
        self.setText(text)
        self.setAccessibleName(text)
        self._cap, self._glyph = cap, glyph
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def fold(self, on: bool) -> None:
        """Leave the words out, where there is a sign or a key to stand for them."""
        self.folded = on and bool(self._glyph or self._cap)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        parts = [float(_ICON)] if self._glyph else []
        if not self.folded:
            parts.append(self._words())
        if self._cap:
            parts.append(chips.keycap_width(self._cap))
        width = 2 * self._pad() + sum(parts) + _GAP * (len(parts) - 1)
        return QSize(round(width), self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, fill, outline = self._colors(theme)
        p.setPen(QPen(outline, 1))
        p.setBrush(fill)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(ink, 1.5))
            inner = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
            p.drawRoundedRect(inner, _RADIUS - 2, _RADIUS - 2)
        x = float(self._pad())
        middle = self.height() / 2
        if self._glyph:
            glyphs.draw(p, QRectF(x, middle - _ICON / 2, _ICON, _ICON), self._glyph, ink)
            x += _ICON + _GAP
        p.setFont(typeface.BODY_STRONG.font())
        p.setPen(ink)
        if not self.folded:
            words = QRectF(x, 0, self._words() + 1, self.height())
            p.drawText(words, _MIDDLE, self.text())
            x = words.right() - 1 + _GAP
        if self._cap:
            chips.keycap(p, QPointF(x, middle - _CAP / 2), self._cap, theme, ink)

    def _colors(self, theme: themes.Theme) -> tuple[QColor, QColor, QColor]:
        """Ink, fill and outline."""
        back = theme.solid if self._on_solid else theme.accent
        ink = theme.on_solid if self._on_solid else theme.on_accent
        share = 0.76 if self.isDown() else 0.88 if self.underMouse() else 1.0
        fill = theme.faded(back, ink if self._on_solid else theme.text, share)
        if not self.isEnabled():
            fill = theme.faded(back)
        return ink, fill, ink if self._on_solid else fill

    def _pad(self) -> int:
        return 11 if self._on_solid else 14

    def _words(self) -> float:
        return QFontMetricsF(typeface.BODY_STRONG.font()).horizontalAdvance(self.text())
