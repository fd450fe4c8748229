"""What a person meets in the window in the first hour: its size, and what keys are said to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow


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
