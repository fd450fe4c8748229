"""Keys of the tab on show: they hold wherever the keyboard is, and never reach below a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.services import people_view
from cxdesk.ui.board.batch_form import BatchForm
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.directory_page import DirectoryPage
from cxdesk.ui.people.person_form import PersonForm
from cxdesk.ui.settings import Settings
from cxdesk.ui.tabbed import TabbedView
from cxdesk.ui.window import MainWindow


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    """The real places."""
    made = MainWindow(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _turn(window: MainWindow, place: str, tab: str) -> None:
    window.show_place(place)
    assert isinstance(window.view, TabbedView)
    window.view.show_tab(window.view.tabs.index(tab))


@pytest.mark.parametrize(
    ("place", "tab", "key"),
    [
        ("people", "Directory", "new-person"),
        ("people", "Domains", "new-domain"),
        ("people", "Groups", "new-group"),
        ("strategy", "North star", "new-principle"),
        ("strategy", "Outcomes", "new-outcome"),
        ("strategy", "Program", "new-holiday"),
    ],
)
def test_the_key_on_the_primary_button_holds_in_the_whole_window(
    window: MainWindow, place: str, tab: str, key: str
) -> None:
    for other in ("Directory", "Domains", "Groups"):  # pages that are hidden have the same key
        _turn(window, "people", other)
    _turn(window, place, tab)
    action = window.view.primary_action()
    assert isinstance(action, QAction)
    assert action.objectName() == key
    run: list[QAction] = []
    action.triggered.connect(lambda: run.append(action))
    window.sidebar.places[place].setFocus()
    QTest.keyClick(window.sidebar.places[place], Qt.Key.Key_N)
    assert len(run) == 1


def test_the_key_holds_beside_an_item_in_the_side_panel(window: MainWindow, desk: Desk) -> None:
    _turn(window, "people", "Directory")
    with desk.read() as session:
        somebody = people_view.directory(session).people[0]
    assert window.open("person", somebody.id)
    panel = window.panel
    assert panel is not None
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_N)
    assert window.findChildren(PersonForm)


def test_f3_narrows_from_the_sidebar(window: MainWindow) -> None:
    _turn(window, "people", "Directory")
    window.sidebar.person.setFocus()
    QTest.keyClick(window.sidebar.person, Qt.Key.Key_F3)
    assert isinstance(window.view, TabbedView)
    page = window.view.page
    assert isinstance(page, DirectoryPage)
    assert QApplication.focusWidget() is page.bar.narrow


def test_a_letter_in_a_form_is_no_key_of_the_place(window: MainWindow) -> None:
    _turn(window, "people", "Directory")
    QTest.keyClick(window.view, Qt.Key.Key_N)
    (form,) = window.findChildren(PersonForm)
    QTest.keyClicks(form.name, "Maria")
    (level, *_), (button, *_) = form.findChildren(QComboBox), form.findChildren(QPushButton)
    for part in (level, button):
        part.setFocus()
        for letter in (Qt.Key.Key_N, Qt.Key.Key_Slash):
            QTest.keyClick(part, letter)
        assert window.findChildren(PersonForm) == [form]
        assert QApplication.focusWidget() is part
    assert form.name.text() == "Maria"


def test_a_letter_in_the_form_of_a_batch_adds_no_initiative(window: MainWindow) -> None:
    window.show_place("kanban")
    QTest.keyClick(window.view, Qt.Key.Key_B)
    (form,) = window.findChildren(BatchForm)
    form.leave.setFocus()
    new = window.view.primary_action()
    assert new is not None
    run: list[QAction] = []
    new.triggered.connect(lambda: run.append(new))
    QTest.keyClick(form.leave, Qt.Key.Key_N)
    assert not run
    assert QApplication.focusWidget() is form.leave
