"""The first screen by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.ui.dialogs.new_program import NewProgram
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings
from cxdesk.ui.welcome import Welcome
from tests.conftest import clock


@pytest.fixture
def welcome(themed: QApplication, qtbot: QtBot) -> Iterator[Welcome]:
    settings, jobs = Settings(), Jobs()
    files = Files(settings, jobs, clock=clock)
    made = Welcome(settings, files)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    jobs.close()
    files.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_newcomer_presses_a_button_by_keyboard(welcome: Welcome, key: Qt.Key) -> None:
    QTest.keyClick(welcome.sample, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is welcome.new
    QTest.keyClick(welcome.new, key)
    (dialog,) = welcome.findChildren(NewProgram)
    assert dialog.isVisible()
    dialog.close()
