"""A person at the assistant, over a window on a new program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import programs, setup
from cxdesk.services.setup import Setup
from cxdesk.store.store import Store
from cxdesk.ui.assistant.assistant import STEPS, Assistant
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Sitter:
    """Types into the steps, and looks into the file."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.desk = window, window.desk
        self.assistant = Assistant(window)
        self.said: list[Toast] = []
        self.done: list[str] = []
        self.desk.said.connect(self.said.append)
        self.desk.changed.connect(lambda change_set: self.done.append(change_set.label))
        self.assistant.open()

    @property
    def step(self) -> Any:
        return self.assistant.step

    def turn_to(self, title: str) -> Any:
        """Click a step in the list."""
        place = [one.title for one in STEPS].index(title)
        QTest.mouseClick(self.assistant.list.buttons[place], Qt.MouseButton.LeftButton)
        assert self.step.title == title
        return self.step

    def field(self, row: int, key: str) -> Any:
        return self.step.findChild(QWidget, "grid").rows[row].fields[key]

    def write(self, field: QWidget, text: str) -> None:
        """Replace what stands in a field, through the clipboard, and stay in it."""
        field.setFocus()
        self.press(Key.Key_A, CONTROL)
        if text:
            QGuiApplication.clipboard().setText(text)
            self.press(Key.Key_V, CONTROL)
        else:
            self.press(Key.Key_Delete)

    def fill(self, row: int, **words: str) -> None:
        """Write into the fields of a row, and leave the last with Tab."""
        for key, text in words.items():
            self.write(self.field(row, key), text)
        self.press(Key.Key_Tab)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def go_on(self) -> None:
        """Ctrl+Enter."""
        self.press(Key.Key_Return, CONTROL)

    def kept(self) -> Setup:
        with self.desk.read() as session:
            return setup.setup(session)

    def says(self, row: int) -> str:
        """What is said at a row."""
        return str(self.step.findChild(QWidget, "grid").rows[row].fault.text())

    def labels(self) -> list[str]:
        """What the history keeps of what was done here, the newest last."""
        return self.done


@pytest.fixture
def office(empty_store: Store) -> Store:
    """A new program."""
    empty_store.do("Begin", lambda s: programs.new(s, "Büro"))
    return empty_store


@pytest.fixture
def window(themed: QApplication, office: Store, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Desk(office), Settings())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.view.isAncestorOf(QApplication.focusWidget() or made))
    yield made
    made.desk.deleteLater()


@pytest.fixture
def sitter(window: MainWindow) -> Sitter:
    return Sitter(window)


def line(widget: Any) -> QLineEdit:
    assert isinstance(widget, QLineEdit)
    return widget
