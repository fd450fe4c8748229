"""The popup that is open, chosen from with the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.ui.pickers import Picker


def open_picker() -> Picker:
    """The picker that is open."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Picker)
    return popup


def choose(*texts: str) -> None:
    """Choose from it, by the words on its rows."""
    popup = open_picker()
    for text in texts:
        row = next(n for n, one in enumerate(popup.model.shown) if one.text == text)
        popup.list.scrollTo(popup.model.index(row))
        rect = popup.list.visualRect(popup.model.index(row))
        QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    if QApplication.activePopupWidget() is popup:
        popup.close()
    QApplication.processEvents()
