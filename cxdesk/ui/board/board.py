"""The canvas with its mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.keys import BoardKeys
from cxdesk.ui.board.lane_header import told
from cxdesk.ui.board.mouse import BoardMouse


class Board(BoardCanvas):
    """Hands Qt's events to `BoardMouse` and `BoardKeys`."""

    # A context menu was asked for: the card's id, and where (global).
    menu_requested = Signal(object, object)
    # The same for a lane: its batch's id or None, and where (global).
    lane_menu_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mouse = BoardMouse(self)
        self.keys = BoardKeys(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.press_again(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.mouse.leave()
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.words_at(event.pos())
            if words:
                from cxdesk.ui.form.value import tooltip  # the window starts without forms

                QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
                return True
        return super().viewportEvent(event)

    def words_at(self, at: QPoint) -> str:
        """What the header of a lane at a point of the viewport says in full; empty elsewhere."""
        box, board = self.lane_head_at(self.board_point(at)), self.card_model().board
        return "" if box is None or board is None else told(box.lane, board.today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mouse.busy:
            if event.key() == Qt.Key.Key_Escape:
                self.mouse.cancel()
            event.accept()
        elif not self.keys.press(event):
            event.ignore()  # shortcuts and Esc belong to the window

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.carry is not None:
            self.mouse.cancel()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index, at = self.indexAt(event.pos()), event.globalPos()
        if index.isValid():
            card = self.card_model().cards()[index.row()]
            self.menu_requested.emit(card.id, at)
            return
        if (box := self.lane_head_at(self.board_point(event.pos()))) is not None:
            self.lane_menu_requested.emit(box.key, at)
