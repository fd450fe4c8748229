"""What a person meets in the window in the first hour: its size, and what keys are said to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.exceptions import capture_exceptions
from shiboken6 import delete

from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests.ui.window.conftest import CONTROL


def test_the_first_window_leaves_room_for_the_frame_of_the_desktop(
    desk: Desk, settings: Settings, qtbot
) -> None:
    made = MainWindow(desk, settings)
    qtbot.addWidget(made)
    room = made.screen().availableSize()
    assert made.size() == QSize(1440, 900).boundedTo(room - QSize(16, 48))


def test_escape_is_said_to_do_one_thing_at_a_time(window: MainWindow, id_of, press) -> None:
    def escape() -> list[str]:
        return [hint.text for hint in window.status.hints if hint.keys == ("Esc",)]

    window.open("initiative", id_of("CX-103"))
    assert escape() == ["close panel"]
    window.view.setFocus()
    press(Qt.Key.Key_Space)
    assert escape() == ["put back"]
    press(Qt.Key.Key_Escape)
    assert escape() == ["close panel"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert escape() == []


def test_a_field_that_goes_while_it_is_typed_into_takes_nothing_along(
    window: MainWindow, press
) -> None:
    """A popup's search field is deleted together with the popup, the focus still in it."""
    popup = QWidget(window)
    field = QLineEdit(popup)
    popup.show()
    field.setFocus()
    assert QApplication.focusWidget() is field
    with capture_exceptions() as raised:
        delete(popup)
        window.view.setFocus()
    assert raised == []
    window.search.setFocus()
    press("one")
    press(Qt.Key.Key_Z, CONTROL)
    assert window.search.text() == ""
