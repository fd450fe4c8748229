"""Ways to an outcome and on from it, through the whole window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from cxdesk.ui.form.value import Value
from cxdesk.ui.outcome.panel import OutcomePanel
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
Find = Callable[[str], int]


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made.index.complete)
    return made


def shown(window: MainWindow) -> tuple[str, int | None]:
    """Kind and id of what the side panel shows."""
    panel = window.panel
    assert panel is not None
    assert panel.isVisible()
    return panel.kind, panel.current()


def test_from_an_initiative_to_its_outcome_and_back(
    window: MainWindow, initiative: Find, outcome: Find
) -> None:
    window.open("initiative", initiative("CX-101"))
    panel = window.panel
    assert isinstance(panel, DetailPanel)
    title = next(one for one in panel.findChildren(Value, "outcome") if one.isVisible())
    assert title.words() == "Outcome O3: Customer effort (CES)"
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert shown(window) == ("outcome", outcome("O3"))
    there = window.panel
    assert isinstance(there, OutcomePanel)
    row = there.served_by.rows.widgets()[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert shown(window) == ("initiative", initiative("CX-101"))


def test_an_initiative_goes_on_to_the_outcome_with_the_keyboard(
    window: MainWindow, initiative: Find, outcome: Find
) -> None:
    window.open("initiative", initiative("CX-202"))
    assert window.panel is not None
    title = next(one for one in window.panel.findChildren(Value, "outcome") if one.isVisible())
    title.setFocus()
    QTest.keyClick(title, Key.Key_Return)
    assert shown(window) == ("outcome", outcome("O1"))


def test_the_search_goes_to_an_outcome(window: MainWindow, outcome: Find) -> None:
    QTest.keyClick(window.view, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, "median first")
    QTest.keyClick(window.search, Key.Key_Return)
    assert shown(window) == ("outcome", outcome("O4"))


def test_alt_and_arrows_go_from_outcome_to_outcome(window: MainWindow, outcome: Find) -> None:
    window.show_place("strategy")
    window.view.show_tab(window.view.tabs.index("Outcomes"))
    window.open("outcome", outcome("O2"))
    panel = window.panel
    assert panel is not None
    panel.setFocus()
    QTest.keyClick(panel, Key.Key_Down, ALT)
    assert shown(window) == ("outcome", outcome("O3"))
    QTest.keyClick(panel, Key.Key_Up, ALT)
    QTest.keyClick(panel, Key.Key_Up, ALT)
    assert shown(window) == ("outcome", outcome("O1"))
    QTest.keyClick(panel, Key.Key_Up, ALT)
    assert shown(window) == ("outcome", outcome("O1"))


def test_the_page_follows_what_the_panel_changes(window: MainWindow, outcome: Find) -> None:
    window.show_place("strategy")
    window.view.show_tab(window.view.tabs.index("Outcomes"))
    window.open("outcome", outcome("O4"))
    panel = window.panel
    assert isinstance(panel, OutcomePanel)
    value = panel.readings.add.value
    value.setFocus()
    QTest.keyClicks(value, "8")
    QTest.keyClick(value, Key.Key_Return)
    QApplication.processEvents()
    table = window.view.page.table  # type: ignore[attr-defined]
    assert table.sheet().rows[3][5] == "100 %"


def test_n_in_the_panel_is_a_letter_and_on_the_page_a_new_outcome(
    window: MainWindow, outcome: Find
) -> None:
    window.show_place("strategy")
    window.view.show_tab(window.view.tabs.index("Outcomes"))
    window.open("outcome", outcome("O4"))
    panel = window.panel
    assert isinstance(panel, OutcomePanel)
    panel.focus_title()
    QTest.keyClicks(panel.head.title, "n")
    page = window.view.page  # type: ignore[attr-defined]
    assert page.form is None
    assert panel.head.title.words() == "n"
    QTest.keyClick(panel.head.title, Key.Key_Escape)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_N)
    assert page.form is not None


def test_the_palette_knows_what_the_page_can_do(window: MainWindow) -> None:
    keys = {"new-outcome", "outcome-up", "outcome-down", "outcome-headline", "copy-outcomes"}
    assert not keys & {one.objectName() for one in window.commands.listed()}
    window.show_place("strategy")
    window.view.show_tab(window.view.tabs.index("Outcomes"))
    assert keys <= {one.objectName() for one in window.commands.listed()}
