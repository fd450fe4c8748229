"""What an empty board says: how to begin."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.dashed import draw_dashed

TITLE = "No initiatives yet. Press N to add the first."
BATCHES = "Press B to add a batch: it groups initiatives that are delivered by one deadline."
SET_UP = "“Set up the program” (Ctrl+K finds it) asks for people, outcomes and limits."
BRING_IN = "A table, a Trello board or a plan can be dropped here, or brought in with Ctrl+I."
_WIDTH = 500


class EmptyNote(QWidget):
    """A note below the lanes of a board without cards; it stays out of the mouse's way."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(TITLE)
        self._title, self._batches = _label(TITLE, "strong"), _label(BATCHES, "body")
        self._set_up = _label(SET_UP, "body")
        self._bring_in = _label(BRING_IN, "body")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(4)
        box.addWidget(self._title)
        box.addWidget(self._batches)
        box.addWidget(self._set_up)
        box.addWidget(self._bring_in)
        canvas.columns_changed.connect(self._settle)
        canvas.verticalScrollBar().valueChanged.connect(self._settle)
        self.hide()

    def follow(self, cards: int, batches: int) -> None:
        """Show it while there are no cards, and say what a batch is while there are none."""
        self._batches.setVisible(not batches)
        self.setVisible(not cards)
        self._settle()

    def text(self) -> str:
        """What it says; empty when it is hidden."""
        shown = [
            one.text()
            for one in (self._title, self._batches, self._set_up, self._bring_in)
            if one.isVisibleTo(self)
        ]
        return "" if self.isHidden() else "\n".join(shown)

    def _settle(self) -> None:
        room = self._canvas.viewport().size()
        width = min(_WIDTH, room.width() - 24)
        height = self.heightForWidth(width)
        below = self._canvas.boxes.height - self._canvas.verticalOffset() + 24
        self.setGeometry(12, max(12, min(below, room.height() - height - 12)), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_dashed(QPainter(self), QRectF(self.rect()))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
