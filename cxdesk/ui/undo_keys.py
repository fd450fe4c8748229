"""Undo keys in text fields: a field keeps them only while it has something of its own to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from cxdesk.ui.application import application

_TEXT = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class UndoKeys(QObject):
    """Watches the one text field that has the focus.

    Qt's fields claim Ctrl+Z even when they have nothing to take back; then it means the last change
    of the program.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        application().focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo)
            if (undo or redo) and not _has_own(watched, redo=redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A field that is deleted loses the focus halfway: Qt's half has gone by then.
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None
        if isinstance(new, _TEXT):
            self._field = new
            new.installEventFilter(self)


def _has_own(field: QObject, *, redo: bool) -> bool:
    """Whether a text field can undo or redo something that was typed into it."""
    line = field.lineEdit() if isinstance(field, (QAbstractSpinBox, QComboBox)) else field
    if isinstance(line, QLineEdit):
        return line.isRedoAvailable() if redo else line.isUndoAvailable()
    if isinstance(field, (QPlainTextEdit, QTextEdit)):
        document = field.document()
        return document.isRedoAvailable() if redo else document.isUndoAvailable()
    return False
