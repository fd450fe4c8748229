"""A button that says what something stands for, and offers what else it might."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface

_HEIGHT, _PAD, _GAP, _ARROW = 28, 10, 5, 14
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Choice(Protocol):
    """What may be chosen: a member of an enum with a label."""

    @property
    def label(self) -> str:
        """It in a word."""
        ...


class AxisButton(QAbstractButton):
    """Says "Columns State"; pressed, it offers the choices. Folded, the first word is left out.

    A `sign` stands for that word then, where several buttons may offer the same.
    """

    # Another one was chosen.
    chosen = Signal(object)

    def __init__(
        self,
        word: str,
        axes: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        sign: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(parent)
        self._word, self._axes, self._sign = word, tuple(axes), sign
        self.axis: Choice = self._axes[0]
        self.folded = False
        self.title = f"{word} by"
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip or f"What {word.lower()} stand for")
        self.clicked.connect(self._offer)
        self.show_axis(self.axis)

    def show_axis(self, axis: Choice) -> None:
        """Say what holds now."""
        self.axis = axis
        self.setAccessibleName(f"{self._word}: {axis.label}")
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def fold(self, on: bool) -> None:
        """Leave the first word out."""
        self.folded = on
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(typeface.BODY_STRONG.font()).horizontalAdvance(self.axis.label)
        if not self.folded:
            word = QFontMetricsF(typeface.BODY.font())
            wide += word.horizontalAdvance(self._word) + _GAP
        elif self._sign:
            wide += _ARROW + _GAP
        return QSize(round(wide) + 2 * _PAD + _GAP + _ARROW, _HEIGHT)

    def _offer(self) -> None:
        from cxdesk.ui.pickers import Option, pick  # the window starts without pickers

        options = [Option(axis, axis.label) for axis in self._axes]
        pick(self, self.title, options, self.axis, self.chosen.emit)

    def paintEvent(self, event: QPaintEvent) -> None:
        here = theme.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.setPen(here.accent if self.hasFocus() else here.control)
        p.setBrush(here.hover if self.underMouse() or self.isDown() else here.surface)
        p.drawRoundedRect(box, 5, 5)
        x = float(_PAD)
        if not self.folded:
            p.setFont(typeface.BODY.font())
            p.setPen(here.text2)
            p.drawText(QRectF(x, 0, self.width(), _HEIGHT), _MIDDLE, self._word)
            x += QFontMetricsF(p.font()).horizontalAdvance(self._word) + _GAP
        elif self._sign:
            sign = QRectF(x, (_HEIGHT - _ARROW) / 2, _ARROW, _ARROW)
            glyphs.draw(p, sign, self._sign, here.text2)
            x += _ARROW + _GAP
        p.setFont(typeface.BODY_STRONG.font())
        p.setPen(here.text)
        p.drawText(QRectF(x, 0, self.width(), _HEIGHT), _MIDDLE, self.axis.label)
        arrow = QRectF(self.width() - _PAD - 10, (_HEIGHT - 12) / 2, 12, 12)
        glyphs.draw(p, arrow, "chevron_down", here.text2)
        p.end()
