"""Several selected cards are changed as one: all of them or none, undone at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.model.states import State
from cxdesk.ui.reason import ReasonOverlay
from tests.ui.board_edit.hands import CONTROL, Editor
from tests.ui.popup import choose, open_picker


def test_the_bar_changes_what_is_selected(hands: Editor) -> None:
    bar = hands.editing.bar
    hands.focus("CX-204")
    assert bar.said() == ""
    hands.focus("CX-204", "CX-404", "CX-503")
    assert bar.said() == "3 selected"
    bar.buttons["Owner"].click()
    choose("Hana Sato")
    assert {hands.kept(code).owner.name for code in ("CX-204", "CX-404", "CX-503")} == {"Hana Sato"}
    assert hands.said() == "Give 3 initiatives to Hana Sato"
    assert bar.said() == "3 selected"
    bar.buttons["Priority"].click()
    assert open_picker().model.chosen != ["low"]
    choose("Low")
    bar.buttons["Domain"].click()
    choose("Finance")
    assert {hands.card(code).level for code in ("CX-204", "CX-404", "CX-503")} == {1}
    bar.buttons["Labels"].click()
    assert "digital" not in open_picker().model.chosen
    choose("digital")
    assert all("digital" in hands.card(code).labels for code in ("CX-204", "CX-404", "CX-503"))
    hands.board.setFocus()
    hands.key(Qt.Key.Key_L)
    assert open_picker().model.chosen == ["digital"]
    choose("digital")  # taken from all
    assert not any("digital" in hands.card(code).labels for code in ("CX-204", "CX-404", "CX-503"))
    hands.focus("CX-204", "CX-404", "CX-103")
    bar.buttons["Due"].click()
    QTest.keyClicks(hands.due().field, "30 mar 2028")
    QTest.keyClick(hands.due().field, Qt.Key.Key_Return)
    assert not hands.page.note.isHidden()  # one is planned, and goes beyond its batch
    assert "CX-103" in hands.page.note.text()
    assert hands.ends("CX-204", "CX-404") == [date(2027, 5, 21), date(2027, 12, 17)]
    for _ in range(5):
        hands.desk.undo()
    assert [hands.kept(code).owner.name for code in ("CX-204", "CX-404", "CX-503")] == [
        "Ben Carter", "Ingrid Larsen", "Tomás Vidal",
    ]  # fmt: skip
    bar.close_button.click()
    hands.settle()
    assert bar.said() == ""


def test_a_soft_limit_asks_once_for_all_and_a_refusal_changes_none(hands: Editor) -> None:
    hands.focus("CX-201", "CX-301", "CX-401")
    hands.key(Qt.Key.Key_O)
    choose("Ravi Menon")  # he works on one, and may on two
    asking = hands.page.window().findChild(ReasonOverlay)
    assert asking is not None
    assert hands.kept("CX-201").owner.name == "Ben Carter"
    asking.field.insert("Nobody else knows the old system")
    QTest.keyClick(asking.field, Qt.Key.Key_Return)
    assert {hands.kept(code).owner.name for code in ("CX-201", "CX-301", "CX-401")} == {
        "Ravi Menon"
    }
    hands.desk.undo()
    hands.focus("CX-204", "CX-103")
    hands.board.setFocus()
    hands.key(Qt.Key.Key_O)
    choose("Nobody")
    assert hands.page.note.text() == "CX-103 is planned and needs an owner."
    assert hands.kept("CX-204").owner is not None
    hands.focus("CX-302", "CX-504")
    hands.editing.bar.buttons["Move to…"].click()
    choose("Planned")
    assert {hands.card(code).column for code in ("CX-302", "CX-504")} == {State.PLANNED}
    hands.focus("CX-302", "CX-104")
    hands.editing.bar.buttons["Archive"].click()
    assert "CX-302 is planned" in hands.page.note.text()
    hands.focus("CX-104", "CX-603")
    hands.editing.bar.buttons["Archive"].click()
    assert hands.kept("CX-104").archived


def test_ctrl_a_selects_the_cell_then_all_and_esc_lets_go(hands: Editor) -> None:
    hands.focus("CX-301")
    hands.focus("CX-402")
    cell = hands.board.boxes.cards_of(hands.card("CX-402").batch_id, State.PLANNED)
    hands.key(Qt.Key.Key_A, CONTROL)
    assert set(hands.board.selected_cards()) == set(cell)
    hands.key(Qt.Key.Key_A, CONTROL)
    assert len(hands.board.selected_cards()) == 24
    assert hands.editing.bar.said() == "24 selected"
    hands.key(Qt.Key.Key_Escape)
    assert [one.code for one in hands.board.selected_cards()] == ["CX-402"]
    assert hands.editing.bar.said() == ""
    hands.page.bar.narrow.setText("bill")
    hands.bot.waitUntil(lambda: hands.page.data.count_all_shown() < 24)
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.board.setFocus()
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.key(Qt.Key.Key_A, CONTROL)
    shown = {one.id for one in hands.page.data.shown_cards()}
    assert {one.id for one in hands.board.selected_cards()} == shown
