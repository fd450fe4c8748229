"""A newcomer: begins with no file at all, and sets up a program with the assistant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.app import Program
from cxdesk.ui.assistant.assistant import Assistant
from cxdesk.ui.assistant.step import Step
from cxdesk.ui.dialogs.new_program import NewProgram
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.pickers import Picker
from cxdesk.ui.window import MainWindow
from tests.conftest import clock
from tests.journeys.person import LEFT, NONE, Key, Person, settle


class Newcomer(Person):
    """Sits before a program that has just started; `begin` makes the file."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self._qtbot, self._gone = program, qtbot, False
        self.window = program.welcome  # type: ignore[assignment]  # until there is a file
        self.said: list[str] = []
        program.files.clock = clock

    def begin(self, menu: FileMenu, name: str, file: Path) -> None:
        """File, New: the name and the place of the file, then Enter."""
        menu.actions["new"].trigger()
        dialog = menu.dialog(NewProgram)
        assert dialog is not None
        self._qtbot.waitUntil(dialog.name.hasFocus)
        self.type(name)
        dialog.place.selectAll()
        dialog.place.setFocus()
        self.type(str(file))
        self.press(Key.Key_Return)
        self._qtbot.waitUntil(lambda: self.program.assistant is not None)
        assert self.program.window is not None
        self.sit_before(self.program.window)
        self._qtbot.waitUntil(lambda: self.assistant.first_field().hasFocus())

    def sit_before(self, window: MainWindow) -> None:
        """Look at the window of the program that is open now."""
        desk = self.program.files.desk
        assert desk is not None
        self.window, self.desk, self.store = window, desk, desk.store
        self.desk.said.connect(lambda toast: self.said.append(toast.text))
        self.window.resize(1440, 900)
        self.window.activateWindow()

    @property
    def assistant(self) -> Assistant:
        assert self.program.assistant is not None
        return self.program.assistant

    def step(self, title: str) -> Step:
        """The step that is shown, which is the one with this title, with the keyboard in it."""
        step = self.assistant.step
        assert step.title == title
        assert step.isVisible()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert step.isAncestorOf(focus)
        return step

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on something that is in sight."""
        assert widget.isVisible()
        QTest.mouseClick(widget, LEFT, NONE, at or widget.rect().center())
        settle()

    def pick(self, button: QAbstractButton, text: str) -> None:
        """Choose from the list that a button offers, by the words on its rows."""
        self.click(button)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        row = next(n for n, one in enumerate(popup.model.shown) if one.text == text)
        rect: QRect = popup.list.visualRect(popup.model.index(row))
        QTest.mouseClick(popup.list.viewport(), LEFT, NONE, rect.center())
        settle()

    def row(self, *words: str) -> None:
        """Type a row, a word a field, and begin the next with Enter."""
        for number, word in enumerate(words):
            if number:
                self.press(Key.Key_Tab)
            if word:
                self.type(word)
        self.press(Key.Key_Return)

    def paste_into(self, field: QWidget, text: str) -> None:
        """Click into a field and paste."""
        self.click(field)
        self.type(text)

    def go_on(self) -> None:
        """Ctrl+Enter."""
        self.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    def leave(self) -> None:
        """Close the program."""
        if not self._gone:
            self._gone = True
            for window in (self.program.window, self.program.welcome):
                if window is not None:
                    window.close()
                    window.deleteLater()
            self.program.close()
