"""A place that the sidebar does not list: an item leads there, and back to what was left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.places import PLACES, Place
from cxdesk.ui.settings import Settings
from cxdesk.ui.view import View
from cxdesk.ui.window import MainWindow
from tests.services.commands import ini


class Wide(View):
    """A place with a head of its own, which Esc leaves."""

    key = "wide"
    title = "Wide"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.field, self.seen = QLineEdit(), 0
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)
        self._head, self._tools = QLabel("the wide one"), QLabel("tools")

    def head(self) -> QWidget:
        return self._head

    def head_tools(self) -> QWidget:
        return self._tools

    def refresh(self, change_set: ChangeSet | None) -> None:
        pass

    def reveal(self, kind: str, id: int) -> bool:
        self.seen = id
        return kind == "wide-item"

    def leave(self) -> bool:
        self.back_requested.emit()
        return True


WIDE = Place("wide", "Wide", "", "document", lambda: Wide, ("wide-item",))


@pytest.fixture
def window(desk: Desk, qtbot) -> Iterator[MainWindow]:
    made = MainWindow(desk, Settings(), places=(PLACES[0], WIDE))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.index.stop()


def test_an_item_leads_to_a_place_that_is_not_listed_and_esc_back(window: MainWindow) -> None:
    with window.desk.read() as session:
        card = ini(session, "CX-103")
    assert list(window.sidebar.places) == ["kanban"]
    assert "go-wide" not in {action.objectName() for action in window.commands.listed()}
    window.open("initiative", card)
    panel = window.panel
    assert panel is not None
    panel.focus_title()
    before = window.focusWidget()
    assert window.open("wide-item", 7)
    view = window.view
    assert isinstance(view, Wide)
    assert view.seen == 7
    assert not window.body.panel_shown
    assert window.sidebar.places["kanban"].isChecked()
    assert window.settings.get("place") == "kanban"
    assert view.head().isVisible()
    assert view.head_tools().isVisible()
    assert not window.topbar.title.isVisible()
    assert not window.search.isVisible()
    QTest.keyClick(view.field, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.isVisible()
    assert window.search.hasFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.isVisible()
    assert view.field.hasFocus()
    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    assert window.stage.place == "kanban"
    assert window.body.panel_shown
    assert panel.current() == card
    assert window.focusWidget() is before
    assert window.topbar.title.isVisible()
    assert window.search.isVisible()
    assert not view.head().isVisible()


def test_another_file_is_shown_where_the_sidebar_leads(window: MainWindow) -> None:
    window.open("wide-item", 7)
    window.set_desk(window.desk)
    assert window.stage.place == "kanban"
    assert window.search.isVisible()
