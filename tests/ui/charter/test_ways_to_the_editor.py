"""From the panel to the charter over the full width, by mouse and keyboard, and back again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.ui.charter.tab import CharterTab
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.desk import Desk
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests.services.commands import ini

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.index.stop()
    made.jobs.close()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def beside(window: MainWindow) -> bool:
    return window.body.panel_shown


def test_from_the_panel_over_the_full_width_and_back(window: MainWindow) -> None:
    with window.desk.read() as session:
        here, other = ini(session, "CX-103"), ini(session, "CX-503")
    window.open("charter", here)
    panel = window.panel
    assert isinstance(panel, DetailPanel)
    tab = panel.page("charter")
    assert isinstance(tab, CharterTab)
    assert [key for key, fold in tab.folds.items() if fold.unfolded] == [
        "objectives", "benefit", "completed", "phases",
    ]  # fmt: skip
    summary = tab.folds["summary"]
    assert not summary.unfolded
    assert summary.head.accessibleName() == "1 Summary, complete, folded"
    summary.head.setFocus()
    QTest.keyClick(summary.head, Qt.Key.Key_Return)
    assert summary.head.accessibleName() == "1 Summary, complete, unfolded"
    assert summary.made().isVisible()
    QTest.keyClick(summary.head, Qt.Key.Key_Left)
    assert not summary.made().isVisible()

    tab.wide.setFocus()
    QTest.mouseClick(tab.wide, Qt.MouseButton.LeftButton)
    view = window.view
    assert isinstance(view, CharterView)
    assert not beside(window)
    assert view.subject.id == here
    assert view.head().isVisible()
    assert window.topbar.primary.text() == "Submit for approval"
    assert view.list.rows.hasFocus()
    assert "charter-back" in {action.objectName() for action in window.commands.listed()}

    QApplication.processEvents()
    assert view.preview.isVisible()
    for shown in (False, True):
        window.print_shown(preview=True)  # the charter has a preview of its own
        assert view.preview.isVisible() is shown
    paper = view.paper()
    assert paper is not None
    assert paper.name == "Charter CX-103 v0.3"

    view.column.part("summary").enter()
    assert focus().objectName() == "charter-summary"
    window.open("initiative", other)
    assert window.view is view
    assert beside(window)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert not beside(window)
    assert window.view is view
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert view.list.rows.hasFocus()  # out of the text, and then out of the charter
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert window.stage.place == "kanban"
    assert beside(window)
    assert panel.current() == here
    assert focus() is tab.wide

    panel.focus_title()
    QTest.keyClick(focus(), Qt.Key.Key_E, CONTROL | SHIFT)
    assert window.view is view
    window.open("charter-page", other)
    assert window.topbar.primary.text() == "Write charter"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.stage.place == "kanban"
