"""A person at the place Strategy: finds what is on the page, clicks, types and drags."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services.program_view import ProgramRow, program_row
from cxdesk.services.strategy_view import Strategy, strategy
from cxdesk.ui.form.value import Fault
from cxdesk.ui.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class StrategyHands:
    """What a person does there, and a look into the file."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, window.desk, qtbot

    @property
    def page(self) -> Any:
        """The tab that is shown."""
        return self.window.view.page  # type: ignore[attr-defined]

    def turn(self, name: str) -> Any:
        """Click on a tab of the top bar."""
        bar = self.window.topbar.tabs
        place = self.window.view.tabs.index(name)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        QApplication.processEvents()
        return self.page

    def strategy(self) -> Strategy:
        with self.desk.read() as session:
            return strategy(session)

    def program(self) -> ProgramRow:
        with self.desk.read() as session:
            return program_row(session)

    def names(self) -> list[str]:
        """The principles the file keeps, in order."""
        return [one.name for one in self.strategy().principles]

    def shown(self) -> list[str]:
        """The principles on the page, in order."""
        return [one.name.words() for one in self.page.principles.lines.widgets()]

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, CONTROL)

    def find(self, name: str, inside: QWidget | None = None) -> Any:
        """The one visible widget of this name."""
        root = inside or self.page

        def found() -> list[QWidget]:
            return [one for one in root.findChildren(QWidget, name) if one.isVisible()]

        def one() -> None:
            assert len(found()) == 1, f"{len(found())} visible widgets are named {name}"

        self.qtbot.waitUntil(one, timeout=2000)  # the glance comes after the words
        return found()[0]

    def line(self, name: str) -> Any:
        """The line of a principle."""
        return next(one for one in self.page.principles.lines.widgets() if one.row.name == name)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def write(self, field: Any, text: str, *, enter: bool = True) -> None:
        """Click into a field, replace what stands there, and press Enter."""
        target = field.viewport() if hasattr(field, "viewport") else field
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        if text:
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def faults(self) -> list[str]:
        """The refusals that stand on the page."""
        found = [one.text() for one in self.page.findChildren(Fault)]
        return [text for text in found if text]
