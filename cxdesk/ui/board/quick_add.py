"""Adding initiatives in place: a field at the foot of the backlog, Enter saves and goes on."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from cxdesk.model.states import State
from cxdesk.ui import theme
from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.layout import Gap, Place

HEIGHT = 38


class QuickAdd(QLineEdit):
    """A field that stands in the gap where the next card will be."""

    # A title was entered for a batch: title, batch id or None.
    entered = Signal(str, object)

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._lane: int | None = None
        self.setPlaceholderText("Title, then Enter")
        self.setAccessibleName("Title of the new initiative")
        self.hide()
        canvas.columns_changed.connect(self._settle)
        canvas.verticalScrollBar().valueChanged.connect(self._settle)

    def begin(self, lane: int | None) -> None:
        """Open at the foot of the backlog of a lane."""
        self._lane = lane
        box = self._canvas.boxes.lane(lane)
        if box is None:
            return
        if box.collapsed:
            self._canvas.toggle_lane(box)
        self.clear()
        self.set_invalid("")
        self.show()
        self.follow()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self) -> None:
        """Stand behind the last card again, after the board changed."""
        if not self.isVisible():
            return
        cards = self._canvas.boxes.cards_of(self._lane, State.BACKLOG)
        place = Place(self._lane, State.BACKLOG, len(cards))
        self._canvas.boxes.open_gap(Gap(place, HEIGHT, frozenset()))
        self._canvas.relaid()
        rect = self._rect()
        bar = self._canvas.verticalScrollBar()
        if rect.bottom() + 12 > self._canvas.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + 12 - self._canvas.viewport().height())
        elif rect.top() < 12:
            bar.setValue(bar.value() + rect.top() - 12)
        self._settle()

    def finish(self) -> None:
        """Close without adding."""
        if self.isVisible():
            self.hide()
            self._canvas.boxes.open_gap(None)
            self._canvas.relaid()
            self._canvas.setFocus()

    def set_invalid(self, why: str) -> None:
        """Mark the field and say why; empty clears the mark."""
        self.setProperty("invalid", bool(why))
        self.setToolTip(why)
        theme.restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text(), self._lane)
            else:
                self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            self.set_invalid("")
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # What is typed stays until Enter or Esc; an empty field just goes.
        if not self.text().strip() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.hide()
            self._canvas.boxes.open_gap(None)
            self._canvas.relaid()

    def _rect(self) -> QRect:
        box = self._canvas.boxes.lane(self._lane)
        if box is None:
            return QRect()
        for slot in box.cells[State.BACKLOG]:
            if slot.card is None:
                rect = self._canvas.boxes.rect(box, State.BACKLOG, slot)
                offset = self._canvas.board_point(rect.topLeft() * 0)
                return rect.translated(-offset)
        return QRect()

    def _settle(self) -> None:
        rect = self._rect()
        if self.isVisible() and rect.isValid():
            self.setGeometry(rect)


def lane_for(canvas: BoardCanvas) -> int | None:
    """The lane a new card belongs to: that of the focused card, else the first in sight."""
    card = canvas.current_card()
    if card is not None:
        return card.batch_id
    for box in canvas.boxes.lanes_between(canvas.verticalOffset(), canvas.verticalOffset() + 1):
        return box.key
    return None
