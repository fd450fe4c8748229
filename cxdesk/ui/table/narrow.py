"""The field that narrows a table to the rows that hold every word typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy


class NarrowField(QLineEdit):
    """Shows the rows that hold every word typed. Down goes to them, Esc clears it."""

    # Down or Enter: to the rows.
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("narrow")
        self.setAccessibleName(name)
        self.setPlaceholderText("Narrow by any word  (F3)")
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self.setMinimumWidth(90)
        self.setMaximumWidth(230)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
