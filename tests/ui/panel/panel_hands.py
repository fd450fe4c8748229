"""A person at the side panel: finds what is in it, clicks and types, and looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.model.charters import CharterState
from cxdesk.services import detail as details
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui.form.value import Fault
from cxdesk.ui.panel.panel import DetailPanel
from tests.ui.popup import choose, open_picker


class Hands:
    """A person at the panel: clicks, types, and looks into the file."""

    def __init__(self, panel: DetailPanel, qtbot: QtBot) -> None:
        self.panel, self.qtbot = panel, qtbot
        self.desk = panel.desk

    def open(self, code: str, kind: str = "initiative") -> None:
        """Show an initiative in the panel."""
        assert self.panel.show_item(kind, self.id(code))
        QApplication.processEvents()

    def id(self, code: str) -> int:
        with self.desk.read() as session:
            found = details.find(session, code)
        assert found is not None
        return found

    def kept(self) -> Detail:
        """What the file says of the initiative shown."""
        current = self.panel.current()
        assert current is not None
        with self.desk.read() as session:
            found = details.detail(session, current)
        assert found is not None
        return found

    def approved(self) -> CharterRow:
        """The charter of the initiative shown, once it is printed and holds."""
        self.qtbot.waitUntil(
            lambda: self.kept().charters[-1].state is CharterState.APPROVED, timeout=60_000
        )
        return self.kept().charters[-1]

    def find(self, name: str, inside: QWidget | None = None) -> Any:
        """The one visible widget of this name."""
        root = inside or self.panel
        found = [one for one in root.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are named {name}"
        return found[0]

    def click(self, name: str) -> None:
        widget = self.find(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def write(self, name: str, text: str, *, enter: bool = True) -> None:
        """Click into a field, replace what stands there, and press Enter."""
        field = self.find(name)
        target = field.viewport() if hasattr(field, "viewport") else field
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
        if field.parent().findChild(QWidget, f"{name}-field") is not None:
            field = self.find(f"{name}-field")  # it stands in the place of a chip
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text:
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def choose(self, *texts: str) -> None:
        """Choose from the popup that is open, by the words on its rows."""
        choose(*texts)

    def offered(self) -> dict[str, str]:
        """What the open popup offers: words, and why it cannot be chosen."""
        return {one.text: one.why for one in open_picker().model.shown}

    def faults(self) -> list[str]:
        """The refusals that stand in the panel."""
        found = [one.text() for one in self.panel.findChildren(Fault)]
        return [text for text in found if text]
