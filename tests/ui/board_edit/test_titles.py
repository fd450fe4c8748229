"""A title is edited where it stands; several are pasted and asked for once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.ui.board.paste_titles import PasteTitles, read_titles
from cxdesk.ui.board.title_field import TitleField
from tests.ui.board_edit.hands import CONTROL, LEFT, Editor

AWKWARD = "مرحبا بالعملاء 👩‍🚀 & <b>R&D</b>"


def _open(hands: Editor) -> TitleField:
    title = hands.editing.title
    assert title is not None
    assert not title.isHidden()
    return title


def test_f2_edits_the_title_in_place(hands: Editor) -> None:
    hands.focus("CX-102")
    hands.key(Qt.Key.Key_F2)
    title = _open(hands)
    card = hands.board.visualRect(hands.page.model.index_of(hands.card("CX-102").id))
    assert card.left() < title.geometry().left() < title.geometry().right() < card.right()
    assert title.field.textCursor().selectedText() == "Stop re-asking account number"
    low = title.height()
    title.field.set_words("x " * 120)
    assert title.height() > low  # it grows with its lines
    QTest.keyClick(title.field, Qt.Key.Key_Escape)
    assert title.isHidden()
    assert hands.kept("CX-102").title == "Stop re-asking account number"
    assert hands.board.hasFocus()
    hands.key(Qt.Key.Key_F2)
    title.field.insertPlainText(AWKWARD)
    QTest.keyClick(title.field, Qt.Key.Key_Return)
    assert hands.kept("CX-102").title == AWKWARD
    assert title.isHidden()
    hands.desk.undo()
    assert hands.card("CX-102").title == "Stop re-asking account number"


def test_an_empty_title_is_refused_at_the_field_and_a_long_one_kept(hands: Editor) -> None:
    hands.focus("CX-204")
    hands.key(Qt.Key.Key_F2)
    title = _open(hands)
    title.field.set_words("  ")
    QTest.keyClick(title.field, Qt.Key.Key_Return)
    assert title.fault.text() == "CX-204 needs a title."
    assert not title.isHidden()
    long = ("Kundendatenzusammenführung " * 400)[:10_000].strip()
    title.field.set_words(long)
    assert title.geometry().bottom() <= hands.board.viewport().height()
    QTest.keyClick(title.field, Qt.Key.Key_Return)
    assert hands.kept("CX-204").title == long
    assert title.isHidden()


def test_a_double_click_on_the_title_edits_it_and_leaving_keeps_it(hands: Editor) -> None:
    at, port = hands.place("CX-301", "title"), hands.board.viewport()
    QTest.mouseClick(port, LEFT, pos=at)
    QTest.mouseDClick(port, LEFT, pos=at)
    assert hands.went[0] == ("initiative", hands.card("CX-301").id)
    title = _open(hands)
    title.field.set_words("Call back the same day")
    hands.page.bar.narrow.setFocus(Qt.FocusReason.MouseFocusReason)
    hands.settle()
    assert hands.kept("CX-301").title == "Call back the same day"
    assert title.isHidden()


def test_titles_are_read_from_lines_as_people_copy_them() -> None:
    found = read_titles(
        "• Plain words\r\n\r\n2) Ask once\tnow\n Ask once now \nParts stock\n-5 % churn\n",
        {"parts stock"},
    )
    assert found.titles == ("Plain words", "Ask once now", "Parts stock", "-5 % churn")
    assert (found.empty, found.twice, found.known) == (1, ("Ask once now",), ("Parts stock",))


def test_twenty_lines_pasted_are_asked_for_once_and_undone_at_once(hands: Editor) -> None:
    hands.focus("CX-101")
    hands.key(Qt.Key.Key_N)
    field = hands.page.quick_add
    hands.copy("\n".join(["Parts stock", "", *(f"Überarbeitung {n}" for n in range(19))]))
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    asking = hands.editing.pasting
    assert asking is not None
    assert asking.question.text() == "Add 20 initiatives to B1 Ask Once?"
    assert asking.notes.text().splitlines() == [
        "Already the title of another initiative: “Parts stock”.",
        "1 empty line left out.",
    ]
    assert "Überarbeitung 18" in asking.field.toPlainText()
    before = len(hands.page.model.cards())
    QTest.keyClick(asking.add, Qt.Key.Key_Return)
    assert len(hands.page.model.cards()) == before + 20
    assert {one.batch_id for one in hands.page.model.cards()[-20:]} == {
        hands.card("CX-101").batch_id
    }
    assert hands.said() == "20 initiatives added"
    assert field.isHidden()
    hands.desk.undo()
    assert len(hands.page.model.cards()) == before


def test_the_board_takes_titles_from_the_clipboard(hands: Editor) -> None:
    hands.focus("CX-204")
    hands.copy(AWKWARD)
    hands.key(Qt.Key.Key_V, CONTROL)  # one: into the field of new ones
    assert hands.page.quick_add.text() == AWKWARD
    QTest.keyClick(hands.page.quick_add, Qt.Key.Key_Return)
    assert hands.page.model.cards()[-1].title == AWKWARD
    QTest.keyClick(hands.page.quick_add, Qt.Key.Key_Escape)
    hands.copy("One\nTwo")
    hands.board.setFocus()
    hands.key(Qt.Key.Key_V, CONTROL)
    asking = hands.page.window().findChild(PasteTitles)
    assert asking is not None
    asking.field.setPlainText("\n")
    assert not asking.add.isEnabled()
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert hands.page.model.cards()[-1].title == AWKWARD
