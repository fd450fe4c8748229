"""Adding initiatives in place: a field at the foot of the backlog, Enter saves and goes on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit

from cxdesk.model.states import State
from cxdesk.services.grouping import Key
from cxdesk.ui import theme
from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.layout import Gap, Place

HEIGHT = 38


class QuickAdd(QLineEdit):
    """A field that stands in the gap where the next card will be."""

    # A title was entered for a cell: title, the keys of the lane and of the column.
    entered = Signal(str, object, object)
    # Several lines were pasted: the text, and the keys of the lane and of the column.
    pasted = Signal(str, object, object)

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._lane: Key = None
        self._column: Key = State.BACKLOG
        self.setPlaceholderText("Title, then Enter")
        self.setAccessibleName("Title of the new initiative")
        self.hide()
        canvas.columns_changed.connect(self._settle)
        canvas.verticalScrollBar().valueChanged.connect(self._settle)

    def begin(self, lane: Key, column: Key) -> None:
        """Open at the foot of a cell that takes new cards."""
        self._lane, self._column = lane, column
        box = self._canvas.boxes.lane(lane)
        if box is None:
            return
        if box.collapsed:
            self._canvas.toggle_lane(box)
        if column in self._canvas.boxes.columns.rails:
            self._canvas.toggle_column(column)
        self.clear()
        self.set_invalid("")
        self.show()
        self.follow()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self) -> None:
        """Stand behind the last card again, after the board changed."""
        if not self.isVisible():
            return
        if not self._canvas.boxes.columns.has(self._column):
            self.finish()  # the columns stand for something else now
            return
        cards = self._canvas.boxes.cards_of(self._lane, self._column)
        place = Place(self._lane, self._column, len(cards))
        self._canvas.boxes.open_gap(Gap(place, HEIGHT, frozenset()))
        self._canvas.relaid()
        box = self._canvas.boxes.lane(self._lane)
        if box is not None:
            self._canvas.show_rect(box, self._rect().translated(self._canvas.board_point(QPoint())))
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
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_lines():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text(), self._lane, self._column)
            else:
                self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            self.set_invalid("")
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(lambda _=False: self._paste())
        menu.popup(event.globalPos())

    def _paste(self) -> None:
        if not self._paste_lines():
            self.paste()

    def _paste_lines(self) -> bool:
        """Hand on what is on the clipboard where it has several lines; a field has one."""
        text = QGuiApplication.clipboard().text()
        several = len(text.strip().splitlines()) > 1
        if several:
            self.pasted.emit(text, self._lane, self._column)
        return several

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
        for slot in box.cells.get(self._column, ()):
            if slot.card is None:
                rect = self._canvas.boxes.rect(box, self._column, slot)
                return rect.translated(-self._canvas.board_point(QPoint()))
        return QRect()

    def _settle(self) -> None:
        rect = self._rect()
        if self.isVisible() and rect.isValid():
            self.setGeometry(rect)


def lane_for(canvas: BoardCanvas) -> Key:
    """The lane a new card belongs to: that of the focused card, else the first in sight."""
    card = canvas.current_card()
    box = None if card is None else canvas.boxes.lane_of(card.id)
    if box is None:
        box = canvas.boxes.lane_at(canvas.verticalOffset())
    return None if box is None else box.key
