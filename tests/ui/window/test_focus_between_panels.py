"""The side panel by keyboard: a link takes it along to another panel, Enter presses a button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.services import people_view
from cxdesk.ui.desk import Desk
from cxdesk.ui.person.panel import PersonPanel
from cxdesk.ui.settings import Settings
from cxdesk.ui.tabbed import TabbedView
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint
from cxdesk.ui.window import MainWindow


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    """The real places, a person beside them."""
    made = MainWindow(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_place("people")
    with desk.read() as session:
        people = people_view.directory(session).people
    assert made.open("person", next(row.id for row in people if row.name == "Ravi Menon"))
    return made


def test_the_keyboard_follows_a_link_into_another_panel(window: MainWindow) -> None:
    before = window.panel
    assert isinstance(before, PersonPanel)
    line = before.open_items.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    after = window.panel
    assert after is not None
    assert after is not before
    assert QApplication.focusWidget() is after
    QTest.keyClick(after, Qt.Key.Key_Tab)
    inside = QApplication.focusWidget()
    assert inside is not None
    assert after.isAncestorOf(inside)


def test_the_keyboard_stays_in_the_place_when_that_opened_the_item(window: MainWindow) -> None:
    panel = window.panel
    assert isinstance(panel, PersonPanel)
    ways = [one.opens for one in panel.subject.sheet.held]
    window.view.setFocus()
    here = QApplication.focusWidget()
    assert window.open(*next(way for way in ways if way[0] == "initiative"))
    assert window.panel is not panel
    assert QApplication.focusWidget() is here


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_in_the_panel_is_pressed_by_enter(window: MainWindow, key: Qt.Key) -> None:
    panel = window.panel
    assert isinstance(panel, PersonPanel)
    buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    leave = next(one for one in buttons if one.text().startswith("Deactivate"))
    leave.setFocus()
    QTest.keyClick(leave, key)
    assert panel.leave.isVisible()
    panel.leave.go_on.setFocus()
    QTest.keyClick(panel.leave.go_on, key)
    assert panel.leave.fault.text() == "Choose who takes over, or leave it where it is."


def test_the_keyboard_stays_in_the_table_whose_item_is_closed(window: MainWindow) -> None:
    window.show_place("kanban")
    assert isinstance(window.view, TabbedView)
    window.view.show_tab(window.view.tabs.index("Scores"))
    window.close_panel()
    table = window.view.findChild(TableView, "scores")
    assert isinstance(table, TableView)
    assert Hint(("Space",), "lift, to change the scores") in window.status.hints
    at = table.visualRect(table.model().index(1, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.body.panel_shown
    assert Hint(("F2",), "change the cell") in window.status.hints, "keys of what has the keyboard"
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not window.body.panel_shown
    assert QApplication.focusWidget() is table
