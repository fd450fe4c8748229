"""Where a cell was when a popup opened at it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget


class CellAnchor(QWidget):
    """Gives the keyboard back to the table and goes."""

    def __init__(self, parent: QWidget, table: QTableView) -> None:
        super().__init__(parent)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._table.setFocus(reason)
        self.deleteLater()
