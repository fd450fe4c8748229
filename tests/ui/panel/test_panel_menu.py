"""What is done with an initiative as a whole, from the menu of its panel; labels that complete."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cxdesk.model.states import State
from cxdesk.services import labels, templates
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def answer(hands: Hands, text: str) -> None:
    """Answer what the head of the panel asks."""
    field = hands.panel.head.ask.field
    assert field.hasFocus()
    field.selectAll()
    field.insertPlainText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_ctrl_d_duplicates_and_the_copy_is_opened(hands: Hands, said: list[str]) -> None:
    hands.open("CX-101")
    opened: list[tuple[str, int]] = []
    hands.panel.open_requested.connect(lambda kind, id: opened.append((kind, id)))
    hands.find("owner").setFocus()
    QTest.keyClick(hands.find("owner"), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert opened == [("initiative", hands.id("CX-105"))]
    assert said == ["CX-101 duplicated: here is the copy"]
    hands.open("CX-105")
    assert hands.find("title").words() == "Single customer ID (copy)"
    assert hands.kept().state is State.BACKLOG
    hands.desk.undo()
    with hands.desk.read() as session:
        assert labels.labels(session)
    assert hands.panel.load() is False


def test_the_menu_offers_what_can_be_done(hands: Hands, said: list[str]) -> None:
    hands.open("CX-304")
    hands.click("more")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {one.text(): one.isEnabled() for one in menu.actions() if one.text()} == {
        "Duplicate it": True, "Make a template of it…": True, "Attach a file…": True,
        "Put it on hold…": False, "Cancel it…": False, "Archive it": True,
        "Its charter over the full width": True,
    }  # fmt: skip
    menu.close()
    assert not hands.panel.head.archived.isVisible()
    hands.panel.menu.archive.trigger()
    assert hands.kept().archived
    assert hands.panel.menu.archive.text() == "Restore it"
    hands.click("archived")
    assert not hands.kept().archived
    assert said == [
        "CX-304 archived: off the board, found by search and in the list",
        "CX-304 restored: Embedded, B3 Answer Faster",
    ]
    hands.open("CX-101")
    assert not hands.panel.menu.archive.isEnabled()
    hands.panel.menu.hold.trigger()
    answer(hands, "Waits for law")
    assert (hands.kept().state, hands.kept().reason) == (State.ON_HOLD, "Waits for law")
    hands.panel.menu.cancel.trigger()
    answer(hands, " ")
    assert hands.faults() == ["Say why CX-101 is cancelled."]
    answer(hands, "No budget")
    assert hands.kept().state is State.CANCELLED
    hands.panel.menu.archive.trigger()
    hands.panel.menu.archive.trigger()
    assert said[-1] == "CX-101 restored; it is cancelled, so the board does not show it"


def test_a_template_is_named_in_place(hands: Hands) -> None:
    hands.open("CX-101")
    hands.panel.menu.template.trigger()
    answer(hands, " ")
    assert hands.faults() == ["A template needs a name."]
    answer(hands, "Systemumstellung")
    assert not hands.panel.head.ask.isVisible()
    with hands.desk.read() as session:
        assert [one.name for one in templates.templates(session)] == ["Systemumstellung"]


def test_labels_are_completed_from_those_in_use(hands: Hands) -> None:
    hands.open("CX-101")
    before = hands.kept().labels
    field = hands.find("labels-add")
    field.setFocus()
    QTest.keyClicks(field, "tr")
    popup = field.completer().popup()
    assert popup.isVisible()
    assert [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())] == [
        "contact centre", "training",
    ]  # fmt: skip
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert hands.kept().labels == (*before, "training")
    assert field.words() == ""
    assert not popup.isVisible()
    QTest.keyClicks(field, "Training")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hands.kept().labels == (*before, "training"), "it is spelled as it is in use"
    QApplication.processEvents()
    hands.find("token-training").setFocus()
    QTest.keyClick(hands.find("token-training"), Qt.Key.Key_Delete)
    assert hands.kept().labels == before
