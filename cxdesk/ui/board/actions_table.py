"""The table of actions: a click ticks, opens or begins to type, by where it falls."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTableView

from cxdesk.ui.table.view import TableView


class ActionTable(TableView):
    """Space ticks and Del drops the selected rows, Enter opens the initiative of one."""

    # The selected rows are to be ticked, or reopened.
    ticked = Signal()
    # The selected rows are to be dropped.
    dropped = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._pressed_at(event)
        chosen = self.selectionModel().isRowSelected(index.row()) if index.isValid() else False
        if self._key(index) == "done" and chosen:
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # a tick is for all that are selected
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        QTableView.mouseReleaseEvent(self, event)
        index = self._pressed_at(event)
        if not index.isValid() or self.editor() is not None:
            return
        match self._key(index):
            case "done":
                self.ticked.emit()
            case "initiative":
                self.opened.emit(self.table.rows[index.row()])
            case "title":
                self.begin(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._key(self._pressed_at(event)) == "done":
            self.mousePressEvent(event)  # two clicks tick twice
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.ticked.emit()
            case Qt.Key.Key_Delete:
                self.dropped.emit()
            case _:
                super().keyPressEvent(event)

    def _pressed_at(self, event: QMouseEvent) -> QModelIndex:
        """The cell of a plain click; none for any other."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        return self.indexAt(event.position().toPoint()) if plain else QModelIndex()

    def _key(self, index: QModelIndex) -> str:
        return self.table.columns[index.column()].key if index.isValid() else ""
