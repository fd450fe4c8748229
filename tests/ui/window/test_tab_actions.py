"""What the palette offers in a place with tabs: the actions of the tab on show, and no others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.places import PLACES, Place
from cxdesk.ui.settings import Settings
from cxdesk.ui.tabbed import TabbedView, TabPage
from cxdesk.ui.window import MainWindow
from tests.services.commands import ini, out

Key = Qt.Key


class _Page(TabPage):
    name = ""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        inner = QWidget(self)
        make_action(self, f"{self.name}-do", "Do it", "Tabs", lambda: None)
        make_action(inner, f"{self.name}-inside", "Do it inside", "Tabs", lambda: None)

    def load(self) -> None:
        pass


class _One(_Page):
    name = "one"


class _Two(_Page):
    name = "two"


class _Tabs(TabbedView):
    key = "tabs"
    title = "Tabs"
    TABS = (("One", lambda: _One), ("Two", lambda: _Two))


@pytest.fixture
def window(desk: Desk, qtbot) -> MainWindow:
    places = (PLACES[0], Place("tabs", "Tabs", "Rhythm", "week", lambda: _Tabs))
    made = MainWindow(desk, Settings(), places=places)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(window: MainWindow) -> set[str]:
    return {one.objectName() for one in window.commands.listed() if one.property("group") == "Tabs"}


def test_a_tab_offers_its_actions_while_it_is_shown(window: MainWindow) -> None:
    window.show_place("tabs")
    assert offered(window) == {"one-do", "one-inside"}
    window.view.show_tab(1)
    assert offered(window) == {"two-do", "two-inside"}
    window.show_place("kanban")
    assert offered(window) == set()


def test_a_side_panel_offers_its_actions_while_it_is_there(window: MainWindow, desk: Desk) -> None:
    def panel_keys() -> set[str]:
        found = {one.objectName() for one in window.commands.listed()}
        return found & {"remove-reading", "paste-readings"}

    with desk.read() as session:
        outcome = out(session, "O2")
        initiative = ini(session, "CX-101")
    assert panel_keys() == set()
    window.open("outcome", outcome)
    assert panel_keys() == {"remove-reading", "paste-readings"}
    window.open("initiative", initiative)
    assert panel_keys() == set()
    window.open("outcome", outcome)
    window.close_panel()
    assert panel_keys() == set()


def test_tabs_are_turned_with_the_keyboard_and_from_the_palette(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_place("tabs")
    tab = window.topbar.tabs.currentIndex
    for key, there in ((Key.Key_PageDown, 1), (Key.Key_PageDown, 0), (Key.Key_PageUp, 1)):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, Qt.KeyboardModifier.ControlModifier)
        assert (window.view.current_tab(), tab()) == (there, there)
        assert window.view.isAncestorOf(QApplication.focusWidget() or window)
    assert window.commands.run("tab-One")
    assert (window.view.current_tab(), tab()) == (0, 0)
    listed = {one.objectName(): one for one in _listed_at(window, "kanban")}
    assert "tab-One" not in listed
    assert listed["next-tab"].parent() is window.view


def _listed_at(window: MainWindow, place: str) -> list[QAction]:
    window.show_place(place)
    return window.commands.listed()


@pytest.mark.parametrize("width", [960, 920, 1440])
def test_all_tabs_are_in_sight_in_a_narrow_window(desk: Desk, qtbot: QtBot, width: int) -> None:
    made = MainWindow(desk, Settings())
    qtbot.addWidget(made)
    made.resize(width, 700)
    made.show()
    made.show_place("strategy")
    bar = made.topbar
    for name in ("Outcomes", "Program"):
        made.view.show_tab(made.view.tabs.index(name))
        QApplication.processEvents()
        assert made.width() == width
        assert bar.tabs.width() >= bar.tabs.sizeHint().width()
        assert bar.primary.geometry().right() < bar.width()
        assert bar.primary.folded == (width < 1000)
        assert bar.primary.toolTip() == (bar.primary.text() if width < 1000 else "")
        assert bar.primary.accessibleName()
    made.resize(700, 700)  # where they are scrolled
    qtbot.waitUntil(lambda: made.minimumSizeHint().width() <= 700 == made.width())
