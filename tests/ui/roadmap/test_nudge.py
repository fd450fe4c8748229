"""Bars moved by the keyboard, pinned, and their dates typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.services import initiatives
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap import pending_bar
from cxdesk.ui.roadmap.dates_form import DatesForm
from tests.ui.roadmap.bar_hands import ALT, CONTROL, SHIFT, BarHands

LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said aloud by the bar that asks."""
    said: list[str] = []
    monkeypatch.setattr(pending_bar, "announce", lambda _at, text, **_: said.append(text))
    return said


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot, heard: list[str]) -> BarHands:
    return BarHands(desk, qtbot)


def test_presses_gather_and_are_one_change(hands: BarHands, heard: list[str]) -> None:
    before = hands.everything()
    hands.focus("CX-504")
    hands.press(RIGHT, ALT, 3)
    assert hands.everything() == before
    assert hands.bar.text() == "Not saved CX-504 moves to 10 Dec – 3 Mar, 3 working days later."
    assert heard[-1] == "CX-504 moves to 10 Dec – 3 Mar, 3 working days later."
    assert hands.bar.go.text() == "Save"
    hands.press(LEFT, ALT)
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-504") == (date(2026, 12, 9), date(2027, 3, 2))
    hands.desk.undo()
    assert hands.everything() == before

    hands.press(RIGHT, SHIFT | ALT, 2)
    hands.press(RIGHT, CONTROL | ALT)
    hands.press(RIGHT, CONTROL | SHIFT | ALT)
    assert hands.everything() == before
    hands.focus("CX-204")  # the focus goes elsewhere: saved
    assert not hands.bar.isVisible()
    assert hands.kept("CX-504") == (date(2026, 12, 8), date(2027, 3, 9))
    assert hands.newest() == "Move CX-504 to 8 Dec 2026 – 9 Mar 2027"
    hands.press(RIGHT, CONTROL | SHIFT)
    assert "CX-204 moves to 22 Mar – 28 May 2027, 5 working days later." in hands.bar.text()
    hands.press(Qt.Key.Key_Escape)
    assert heard[-1] == "Discarded: nothing was changed."
    hands.desk.undo()
    assert hands.everything() == before

    # Back and forth is no change, and the bar goes.
    hands.press(RIGHT, ALT)
    hands.press(LEFT, ALT)
    assert (hands.bar.isVisible(), hands.pending.proposal) == (False, None)


def test_what_pushes_others_waits_when_the_focus_leaves(hands: BarHands, heard: list[str]) -> None:
    before = hands.everything()
    hands.focus("CX-201")
    hands.press(RIGHT, SHIFT | ALT, 5)
    assert heard[-1] == (
        "CX-201 ends 19 Feb, 5 working days later. CX-203 First-bill call starts 15 Feb,"
        " before CX-201 ends. Move CX-203 to 22 Feb: Enter."
    )
    hands.focus("CX-504")
    assert hands.bar.isVisible()
    hands.press(Qt.Key.Key_Tab)
    hands.canvas.setFocus()
    assert hands.everything() == before
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-203")[0] == date(2027, 2, 22)
    hands.desk.undo()

    hands.focus("CX-504")
    hands.press(RIGHT, ALT)
    hands.bar.drop.setFocus()  # who goes to the buttons is not done yet
    QTest.qWait(1)
    assert hands.bar.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert hands.canvas.hasFocus()
    assert hands.everything() == before
    hands.press(RIGHT, ALT)
    field = QLineEdit(hands.page)
    field.show()
    field.setFocus()
    QTest.qWait(1)
    assert hands.kept("CX-504")[0] == date(2026, 12, 8)


def test_refusals_are_said_and_selected_bars_move_together(hands: BarHands) -> None:
    before = hands.everything()
    hands.focus("CX-101")
    hands.press(LEFT, CONTROL | ALT)
    assert hands.toasts[-1].text == "CX-101 has started: its start stays, its end can move."
    hands.focus("CX-104")
    hands.press(LEFT, SHIFT | ALT)
    assert "what is done does not move" in hands.toasts[-1].text
    assert hands.everything() == before
    hands.focus("CX-204")
    hands.press(RIGHT, SHIFT)
    chosen = ("CX-204", "CX-504", "CX-604")
    model, selection = hands.canvas.card_model(), hands.canvas.selectionModel()
    for code in chosen:
        index = model.index_of(hands.card(code).id)
        selection.select(index, selection.SelectionFlag.Select)
    hands.press(RIGHT, CONTROL | SHIFT)
    asked = hands.pending.proposal
    assert asked is not None
    assert {asked.before[id].code for id in asked.asked} >= {"CX-204", "CX-504"}
    hands.press(Qt.Key.Key_Escape)


def test_p_pins_and_unpins(hands: BarHands) -> None:
    hands.focus("CX-203")
    hands.press(Qt.Key.Key_P)
    assert hands.card("CX-203").pinned
    assert hands.newest() == "Pin CX-203"
    hands.press(Qt.Key.Key_P)
    assert not hands.card("CX-203").pinned
    assert hands.newest() == "Unpin CX-203"


def form(hands: BarHands) -> DatesForm:
    """The form that D opens."""
    hands.press(Qt.Key.Key_D)
    return next(one for one in hands.page.findChildren(DatesForm) if one.isVisible())


def type_in(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)


def test_dates_are_typed_and_follow_from_one_another(hands: BarHands) -> None:
    before = hands.everything()
    hands.focus("CX-203")
    here = form(hands)
    assert (here.start.text(), here.end.text(), here.days.text()) == (
        "15 Feb 2027", "26 Mar 2027", "30",
    )  # fmt: skip
    type_in(here.start, "1 Mar 2027")
    assert here.end.text() == "9 Apr 2027"
    type_in(here.days, "5")
    assert here.end.text() == "5 Mar 2027"
    type_in(here.end, "12.03.2027")
    assert here.days.text() == "10"
    assert "Nobody else moves." in here.said.text()
    type_in(here.end, "26 Feb 2027")
    hands.press(Qt.Key.Key_Return)
    assert here.trouble.text() == "It cannot end 26 Feb 2027, before it starts 1 Mar 2027."
    type_in(here.end, "13 Mar 2027")
    assert "13 Mar 2027 is no working day" in here.said.text()
    type_in(here.end, "12 Mar 2027")
    here.pinned.setChecked(True)
    here.end.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-203") == (date(2027, 3, 1), date(2027, 3, 12))
    assert hands.card("CX-203").pinned
    hands.desk.undo()
    assert hands.everything() == before
    hands.focus("CX-203")
    here = form(hands)
    type_in(here.start, "soon maybe")
    assert "is no date" in here.trouble.text()
    hands.press(Qt.Key.Key_Escape)
    assert hands.everything() == before
    assert hands.canvas.hasFocus()


def test_typed_dates_that_push_others_are_asked_about(hands: BarHands) -> None:
    hands.focus("CX-201")
    here = form(hands)
    assert here.start.isReadOnly()
    assert here.end.hasFocus()
    type_in(here.end, "19 Feb 2027")
    assert "Pushes CX-203." in here.said.text()
    hands.press(Qt.Key.Key_Return)
    assert hands.bar.go.text() == "Move CX-203 to 22 Feb"
    hands.press(Qt.Key.Key_Escape)

    id = hands.card("CX-504").id
    hands.desk.do("No dates", lambda s: initiatives.add(s, "Bare", id=77))
    hands.page.follow(None)
    assert hands.card("CX-504").id == id
    hands.pending.propose("", {77: (date(2027, 3, 1), date(2027, 3, 5))})
    assert hands.kept(hands.page.rows.card(77).code) == (  # type: ignore[union-attr]
        date(2027, 3, 1), date(2027, 3, 5),
    )  # fmt: skip


def test_the_bar_and_its_buttons_have_names(hands: BarHands) -> None:
    hands.focus("CX-201")
    hands.press(RIGHT, SHIFT | ALT, 5)
    named: list[str] = []
    for button in (hands.bar.go, hands.bar.keep, hands.bar.drop, hands.bar.more):
        interface: QAccessibleInterface = QAccessible.queryAccessibleInterface(button)
        named.append(interface.text(QAccessible.Text.Name))
    assert named == ["Move CX-203 to 22 Feb", "Keep and flag", "Discard", "Details"]
    hands.press(Qt.Key.Key_Escape)
