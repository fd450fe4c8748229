"""Toasts: what just happened, one message at a time at the foot of the window."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui import glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface
from cxdesk.ui.cap_button import CapButton
from cxdesk.ui.desk import Toast
from cxdesk.ui.overlay import announce

STAYS_MS = 8000
ABOVE_FOOT = 12
# The name of bars at the foot of a place, whose buttons no message covers.
FOOT_BAR = "foot-bar"
_HEIGHT, _WIDEST, _ICON = 40, 640, 16
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d+\b")


class Toasts(QFrame):
    """Shows the newest toast for `stays_ms`; the pointer or the focus on it holds it."""

    # The user takes the newest change back.
    undo_requested = Signal()

    def __init__(self, over: QWidget, *, stays_ms: int = STAYS_MS) -> None:
        super().__init__(over)
        self._toast = Toast("")
        self.words = _Words(self)
        self.button = CapButton(self, height=26, on_solid=True)
        self.button.clicked.connect(self.act)
        self._room = over
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 14, 7)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.button)
        self._clock = QTimer(self, interval=stays_ms, singleShot=True)
        self._clock.timeout.connect(self._on_time)
        self.hide()

    def say(self, toast: Toast) -> None:
        """Show `toast` in place of the one before, and have it read aloud."""
        if toast.retracts is not None:
            if self._toast is toast.retracts:
                self.hide()
            return
        self._toast = toast
        self.words.show_words(toast.text, warning=toast.warning)
        text, cap = ("Undo", "Ctrl Z") if toast.undo else (toast.button, "F8")
        self.button.setVisible(bool(text))
        self.button.show_text(text, cap)
        self._row.setContentsMargins(14, 7, 7 if text else 14, 7)
        self.setAccessibleName(toast.text)
        self.place()
        self.show()
        self.raise_()
        self._clock.start()
        announce(self, toast.text, urgent=toast.warning)

    def act(self) -> None:
        """Do what the message offers, if it is still there and offers something."""
        if self.isHidden() or not self.offers:
            return
        toast = self._toast
        self.hide()
        if toast.undo:
            self.undo_requested.emit()
        elif toast.action is not None:
            toast.action()

    @property
    def offers(self) -> bool:
        """Whether the message has a button."""
        return bool(self._toast.undo or self._toast.button)

    def place(self) -> None:
        """Stand in the middle above the status bar, which is 26 px high, and bars above that."""
        room = self._room.size()
        margins = self._row.contentsMargins()
        rest = margins.left() + margins.right()
        if self.offers:
            rest += self.button.sizeHint().width() + self._row.spacing()
        self.words.fit(min(_WIDEST, room.width() - 32) - rest)
        width = self.words.width() + rest
        height = max(_HEIGHT, self.words.height() + 2 * 11)
        bars = [one for one in self._room.findChildren(QWidget, FOOT_BAR) if one.isVisible()]
        tops = [one.mapTo(self._room, QPoint()).y() for one in bars]
        foot = min([room.height() - 26, *tops]) - ABOVE_FOOT
        self.setGeometry((room.width() - width) // 2, foot - height, width, height)

    def restyle(self) -> None:
        self.words.fit(self.words.width())
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(themes.current().solid)
        p.drawRoundedRect(QRectF(self.rect()), 5, 5)

    def _on_time(self) -> None:
        if QApplication.focusWidget() is self.button:
            self._clock.start()
        else:
            self.hide()


class _Words(QWidget):
    """The text of a toast, its first code in bold; wraps, and is never taken for markup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._warning = "", False
        self._layout = QTextLayout()

    def show_words(self, text: str, *, warning: bool) -> None:
        self._text, self._warning = " ".join(text.split()), warning

    def fit(self, widest: int) -> None:
        """Take the size that shows all words, no wider than `widest` px."""
        left = _ICON + 10 if self._warning else 0
        self._layout = self._laid_out(widest - left)
        box = self._layout.boundingRect()
        used = self._layout.maximumWidth() if self._layout.lineCount() == 1 else widest - left
        self.setFixedSize(round(used + 0.5) + left, round(box.height()))

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        p = QPainter(self)
        left = 0
        if self._warning:
            glyphs.draw(p, QRectF(0, 1, _ICON, _ICON), "alert", theme.on_solid)
            left = _ICON + 10
        p.setPen(theme.on_solid)
        self._layout.draw(p, QPointF(left, 0))

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._text, typeface.BODY.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        # Latin letters alone stand before a code that begins within the first words.
        if (code := _CODE.search(self._text)) and self._text[: code.end()].isascii():
            strong = QTextLayout.FormatRange()
            strong.start, strong.length = code.start(), code.end() - code.start()
            strong.format = QTextCharFormat()
            strong.format.setFont(typeface.BODY_STRONG.font())
            layout.setFormats([strong])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(80, width))
            line.setPosition(QPointF(0, y))
            y += typeface.BODY.line
        layout.endLayout()
        return layout


def refusal(error: RuleBroken | KnownError, open: Callable[[str, int], object]) -> Toast:
    """What a refused change says, with a button to what is missing; `open` goes there."""
    way = error.way if isinstance(error, RuleBroken) else None
    if way is None:
        return Toast(error.text, warning=True)

    def go() -> None:
        open(way.kind, way.id)

    return Toast(error.text, button=way.label, action=go, warning=True)
