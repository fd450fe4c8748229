"""The line *not this cycle* and recusals on a ballot, by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.menu import open_menu
from cxdesk.ui.ballot.model import ZoneModel, lines_of
from cxdesk.ui.ballot.paint import switch_halves
from cxdesk.ui.ballot.words import BallotRow
from tests.ui.ballot.voter import ALT, LEFT, NONE, Drag, go_to, press, settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SIX = [BallotRow(n, f"R{n}", f"Title {n}", "Market", ("20 k€", "30 days")) for n in range(1, 7)]


@pytest.fixture
def ballot(window: QWidget) -> Ballot:
    made = Ballot(lined=True, recusals=True)
    made.setParent(window)
    made.resize(1440, 740)
    made.set_rows(SIX, Tiers())
    made.show()
    settle()
    return made


def shown(ballot: Ballot) -> list[int]:
    return [line.row.id for line in ballot.lists["ranked"].rows.lines]


def test_the_line_by_keyboard(ballot: Ballot, said: list[str]) -> None:
    go_to(ballot, 1)
    press(Key.Key_L)
    assert said[-1].startswith("Rank something first")
    assert shown(ballot) == []
    for _ in range(4):
        press(Key.Key_Return)
    assert shown(ballot) == [1, 2, 3, 4, CUT], "until it is moved it is the last"
    assert ballot.tiers.cut is None
    press(Key.Key_L)
    assert ballot.lists["ranked"].current_id() == CUT, "from elsewhere L goes to the line"
    press(Key.Key_Up, ALT)
    assert shown(ballot) == [1, 2, 3, CUT, 4]
    assert said[-1] == "Not this cycle: the line stands below R3, 3 tasks above it"
    press(Key.Key_Home, ALT)
    assert ballot.tiers.cut == 0
    assert said[-1] == "Not this cycle: the line stands above all ranked"
    press(Key.Key_End, ALT)
    press(Key.Key_Space)
    assert said[-1].startswith("Lifted the line, below R4")
    press(Key.Key_Up)
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert ballot.tiers.cut == 4
    for key in (Key.Key_T, Key.Key_B, Key.Key_O, Key.Key_1, Key.Key_Return, Key.Key_Delete):
        press(key)
    assert shown(ballot) == [1, 2, 3, 4, CUT], "no key ranks or removes it"
    press(Key.Key_Up)
    press(Key.Key_Up)
    press(Key.Key_L)
    assert (ballot.tiers.cut, ballot.lists["ranked"].current_id()) == (3, 3)
    press(Key.Key_L)
    assert shown(ballot) == [1, 2, CUT, 3, 4], "drawn there already, it goes above"
    press(Key.Key_Up, ALT)
    assert shown(ballot) == [1, 2, 3, CUT, 4], "over the line is a step of its own"
    press(Key.Key_Down, ALT)
    assert said[-1] == "R3 now rank 3 of 4, not this cycle"
    press(Key.Key_T)
    assert ballot.tiers.ranked == ((1,), (2, 3), (4,))
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert shown(ballot) == [1, 2, CUT, 3, 4]
    press(Key.Key_Z, CTRL)
    assert shown(ballot) == [1, 2, 3, CUT, 4]
    assert ballot.lists["ranked"].current_id() == CUT, "the keyboard is on what was taken back"
    for id in (4, 3, 2, 1):
        go_to(ballot, id)
        press(Key.Key_B)
    assert (shown(ballot), ballot.tiers.cut) == ([], None)


def test_recused_or_no_opinion(ballot: Ballot, said: list[str]) -> None:
    go_to(ballot, 2)
    press(Key.Key_O)
    assert said[-1] == "R2 now no opinion"
    go_to(ballot, 2)
    press(Key.Key_O)
    assert ballot.recused == {2}
    assert said[-1] == "R2 now recused"
    none = ballot.lists["no_opinion"]
    heard = none.rows.data(none.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard.endswith("recused")
    press(Key.Key_Z, CTRL)
    assert ballot.recused == frozenset()
    press(Key.Key_Y, CTRL)
    assert ballot.recused == {2}
    settle()
    card = none.face.card(none.visualRect(none.rows.index(0)).toRectF(), none.rows.lines[0])
    opinion, recused = (half.center().toPoint() for half in switch_halves(card))
    QTest.mouseClick(none.viewport(), LEFT, NONE, opinion)
    assert ballot.recused == frozenset()
    QTest.mouseClick(none.viewport(), LEFT, NONE, recused)
    assert ballot.recused == {2}
    menu = open_menu(ballot, none, card.center().toPoint())
    assert menu is not None
    assert [action.text() for action in menu.actions()][-1] == "No opinion\tO"
    menu.close()
    press(Key.Key_1)
    assert ballot.recused == frozenset(), "who ranks a thing is not recused from it"
    press(Key.Key_O)
    assert ballot.recused == frozenset()


def test_the_line_by_mouse(ballot: Ballot, said: list[str]) -> None:
    ballot.set_rows(SIX, Tiers(((1,), (2, 3), (4,), (5,))))
    settle()
    ranked = ballot.lists["ranked"]

    def cards(id: int) -> QPoint:
        return ranked.viewport().mapToGlobal(ranked.visualRect(ranked.rows.index_of(id)).center())

    drag = Drag(ballot, CUT).to_global(cards(4))
    assert ballot.carrying
    assert shown(ballot) == [1, 2, 3, CUT, 4, 5]
    assert ballot.tiers.cut is None, "nothing is kept before it drops"
    QTest.keyClick(ranked, Key.Key_Escape)
    assert shown(ballot) == [1, 2, 3, 4, 5, CUT]
    assert said == ["The line is where it was"]
    drag.let_go()
    settle()
    Drag(ballot, CUT).to_global(cards(2) - QPoint(0, 20)).let_go()
    assert ballot.tiers.cut == 1, "a tie is not cut through"
    settle()
    Drag(ballot, 5).over(2, 0.1).let_go()
    assert shown(ballot) == [1, CUT, 5, 2, 3, 4]
    settle()
    Drag(ballot, 5).over(CUT, 0.2).let_go()
    assert shown(ballot) == [1, 5, CUT, 2, 3, 4]
    settle()
    Drag(ballot, 1).over(CUT, 0.8).let_go()
    assert shown(ballot) == [5, CUT, 1, 2, 3, 4]
    settle()
    Drag(ballot, 6).into("ranked").let_go()
    assert shown(ballot) == [5, CUT, 1, 2, 3, 4, 6], "dropped below everything"
    settle()
    Drag(ballot, CUT).into("unranked").let_go()
    assert ballot.tiers.cut == 1, "the line stays among the ranked"
    menu = open_menu(ballot, ranked, ranked.visualRect(ranked.rows.index_of(5)).center())
    assert menu is not None
    assert menu.actions()[-1].text() == "Draw the line above it\tL"
    menu.actions()[-1].trigger()
    menu.close()
    assert ballot.tiers.cut == 0
    assert open_menu(ballot, ranked, ranked.visualRect(ranked.rows.index_of(CUT)).center()) is None


def test_rows_with_the_line_are_a_sound_model_and_nothing_is_left_when_forgotten(
    ballot: Ballot,
) -> None:
    known = {row.id: row for row in SIX}
    model = ZoneModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for tiers, wanted in (
        (Tiers(((1,), (2, 3)), (4,)), [1, 2, 3, CUT]),
        (Tiers(((1,), (2, 3)), (4,), cut=1), [1, CUT, 2, 3]),
        (Tiers(((2, 3), (1,)), cut=0), [CUT, 2, 3, 1]),
        (Tiers(), []),
    ):
        model.set_lines(lines_of(tiers, "ranked", known, lined=True))
        assert [line.row.id for line in model.lines] == wanted
    go_to(ballot, 1)
    press(Key.Key_1)
    press(Key.Key_Space)
    ballot.forget()
    assert (ballot.rows, ballot.tiers, ballot.recused) == ({}, Tiers(), frozenset())
    assert ballot.keys.lifted is None
    ballot.undo()
    ballot.redo()
    assert ballot.tiers == Tiers()
    assert "R1" not in ballot.help.text()
