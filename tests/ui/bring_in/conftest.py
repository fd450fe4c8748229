"""Somebody at the import, over a window on the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.store.store import Store
from cxdesk.ui.bring_in.bring_in import BringIn
from cxdesk.ui.bring_in.report_view import ReportView
from cxdesk.ui.desk import Desk
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings
from tests.conftest import clock

Key = Qt.Key


class Hands:
    """Brings files in, and looks at what is shown."""

    def __init__(self, window: QMainWindow, menu: FileMenu, files: Files, qtbot: QtBot) -> None:
        self.window, self.menu, self.files, self.qtbot = window, menu, files, qtbot
        self.said: list[str] = []
        if files.desk is not None:
            files.desk.said.connect(lambda toast: self.said.append(toast.text))

    @property
    def sheet(self) -> BringIn:
        found = self.menu.imports().sheet
        assert found is not None
        return found

    @property
    def desk(self) -> Desk:
        assert self.files.desk is not None
        return self.files.desk

    @property
    def store(self) -> Store:
        return self.desk.store

    def take(self, path: Path) -> None:
        """Bring a file, and wait until it is known what would happen."""
        self.menu.take(path)
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way any more."""
        sheet = self.sheet
        self.qtbot.waitUntil(lambda: sheet.page is not sheet.wait)
        if sheet.page is sheet.ask:
            self.qtbot.waitUntil(lambda: sheet.ask.bar.isHidden())

    def go_on(self) -> None:
        """Press the one button, by Enter, which has the keyboard."""
        sheet = self.sheet
        assert QApplication.focusWidget() is sheet.ask.go
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: sheet.page is not sheet.wait)

    def enter(self, field: QWidget) -> None:
        """Go to a field, also after a popup, which takes the window's place for a moment."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        field.setFocus()

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier(0)
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, modifier)

    def counts(self, view: ReportView) -> str:
        """The counts, as they are read aloud."""
        page = view.widget()
        assert page is not None
        named = [one.accessibleName() for one in page.findChildren(QWidget)]
        return next((one for one in named if " new" in one or " changed" in one), "")

    def drop(self, onto: QWidget, *paths: Path) -> bool:
        """Let go of files over something; whether it took them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        what = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, *what)
        enter.ignore()
        QApplication.sendEvent(onto, enter)
        if enter.isAccepted():
            event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *what)
            QApplication.sendEvent(onto, event)
        return enter.isAccepted()


@pytest.fixture
def empty(themed: QApplication, qtbot: QtBot) -> Iterator[Hands]:
    """A window without a program."""
    settings, jobs = Settings(), Jobs()
    files = Files(settings, jobs, clock=clock)
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    menu = FileMenu(window, settings, files)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Hands(window, menu, files, qtbot)
    menu.imports().close()
    jobs.close()
    files.close()


@pytest.fixture
def hands(empty: Hands, sample_file: Path) -> Hands:
    """A window on the sample."""
    empty.files.open(sample_file)
    return Hands(empty.window, empty.menu, empty.files, empty.qtbot)
