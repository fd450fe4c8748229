"""Team and RACI in the charter: who is in it, who does what, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.services import charter_lines
from cxdesk.ui.desk import Desk
from tests.dump import dump
from tests.ui.charter.part_hands import Hands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    """At the team of a draft that lacks an A in its last row."""
    made = Hands(desk, "team", "CX-103", qtbot)
    duty, member = made.shown().duties[-1].id, made.shown().team[0].id
    desk.do("Nobody", lambda s: charter_lines.give_letter(s, duty, member, "R"))
    return made


def test_letters_are_written_with_one_key_and_one_person_answers(
    hands: Hands, qtmodeltester: ModelTester
) -> None:
    before = dump(hands.desk.store)
    hands.part.enter()
    grid, table = hands.part.grid, hands.part.grid.table
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 1)  # where A lacks
    said = Qt.ItemDataRole.AccessibleTextRole
    assert table.index(3, 0).data(said) == "Training of all users: Nobody answers for it"
    hands.press(Qt.Key.Key_A)
    assert hands.letters(3) == "ARRR-"
    assert table.index(3, 1).data(said) == "Training of all users: Luca Moretti answers for it"
    hands.press(Qt.Key.Key_Right, Qt.Key.Key_A)  # who answered before does it now
    assert hands.letters(3) == "RARR-"
    hands.press(Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_I)
    assert hands.letters(3) == "RA-I-"
    place = grid.visualRect(grid.cell(0, 4)).center()
    for letter in "I-R":  # a click goes on from C
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert hands.letters(0)[4] == letter
    assert all(table.answerable(row) == 1 for row in range(4))
    qtmodeltester.check(table)
    for _ in range(7):
        hands.desk.undo()
    assert dump(hands.desk.store) == before


def test_rows_are_added_written_moved_pasted_and_removed(hands: Hands) -> None:
    grid = hands.part.grid
    hands.part.phases.click()
    names = [one.text for one in hands.shown().duties]
    assert names[4:] == ["Design", "Build", "Trial in care", "Roll-out"]
    assert hands.part.phases.isHidden()
    grid.setCurrentIndex(grid.table.index(4, 0))
    hands.press(Qt.Key.Key_F2)
    field = next(iter(grid.findChildren(QLineEdit)))
    field.setText("Draw the screen")
    hands.press(Qt.Key.Key_Return, widget=field)
    QTest.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.text for one in hands.shown().duties][3:5] == [
        "Draw the screen", "Training of all users",
    ]  # fmt: skip
    QGuiApplication.clipboard().setText("Tests\tr\tA\tx\n\nHand-over\t\tR")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [one.text for one in hands.shown().duties][-2:] == ["Tests", "Hand-over"]
    assert (hands.letters(8), hands.letters(9)) == ("RA---", "-R---")
    grid.setCurrentIndex(grid.table.index(9, 0))
    hands.press(Qt.Key.Key_Delete)
    assert [one.text for one in hands.shown().duties][-1] == "Tests"
    two = "Plan\tI\nTalk"
    QGuiApplication.clipboard().setText(two)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.desk.undo()  # both at once
    assert [one.text for one in hands.shown().duties][-1] == "Tests"


def test_the_team_is_people_and_parts_that_are_to_be_filled(hands: Hands) -> None:
    add = hands.part.team.add
    for text in ("jonas weber", "Test lead of the supplier"):
        add.setFocus()
        add.insertPlainText(text)
        QTest.keyClick(add, Qt.Key.Key_Return)
    team = hands.shown().team
    assert [one.named for one in team][-2:] == ["Jonas Weber", "Test lead of the supplier"]
    assert team[-2].part == ""
    add.insertPlainText("Jonas Weber")
    QTest.keyClick(add, Qt.Key.Key_Return)
    assert len(hands.shown().team) == 7
    assert add.words() == "Jonas Weber"  # refused, and nothing typed is lost
    card = hands.part.team.card(team[0].id)
    assert card is not None
    card.remove()  # the owner leaves, and their letters with them
    assert hands.letters(0) == "CCCC--"
    assert hands.part.grid.table.answerable(0) == 0
    hands.desk.undo()
    assert hands.letters(0) == "ACCCC--"


def test_what_is_agreed_does_not_change(desk: Desk, qtbot: QtBot) -> None:
    here, before = Hands(desk, "team", "CX-101", qtbot), dump(desk.store)
    here.part.enter("")
    grid = here.part.grid
    grid.setCurrentIndex(grid.cell(0, 0))
    here.press(Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Return)
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.cell(0, 1)).center()
    )
    assert here.part.foot.isHidden()
    assert dump(desk.store) == before
    assert here.letters(0) == "IARCCI"
