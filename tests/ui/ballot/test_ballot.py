"""The ballot by keyboard and mouse: ranks, ties, zones, what is said and what is taken back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.ballot.menu import offered, open_menu
from cxdesk.ui.ballot.model import ZoneModel, lines_of
from cxdesk.ui.ballot.screen import BallotScreen
from cxdesk.ui.ballot.words import BallotRow, review
from cxdesk.ui.ballot.zone import ZoneList
from tests.ui.ballot.voter import ALT, LEFT, NONE, Drag, go_to, press, settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def rows(number: int) -> list[BallotRow]:
    return [
        BallotRow(n, f"CX-{100 + n}", f"Title {n}", "IT", ("20 k€", "30 days"))
        for n in range(1, number + 1)
    ]


@pytest.fixture
def ballot(window: QWidget) -> Ballot:
    made = Ballot()
    made.setParent(window)
    made.resize(1440, 740)
    made.set_rows(rows(9), Tiers())
    made.show()
    settle()
    return made


def test_a_ranking_by_keyboard_alone(ballot: Ballot, said: list[str]) -> None:
    go_to(ballot, 1)
    for _ in range(3):
        press(Key.Key_Return)
    assert ballot.tiers.ranked == ((1,), (2,), (3,))
    assert ballot.lists["unranked"].current_id() == 4, "the keyboard stays where the next one is"
    press(Key.Key_2)
    assert ballot.tiers.ranked == ((1,), (4,), (2,), (3,))
    assert ballot.lists["ranked"].hasFocus()
    assert said[-1] == "CX-104 now rank 2 of 4"
    press(Key.Key_T)
    assert ballot.tiers.ranked == ((1, 4), (2,), (3,))
    assert said[-1] == "CX-104 now rank 1 of 4, tied with CX-101"
    press(Key.Key_Down, ALT)
    press(Key.Key_End, ALT)
    assert ballot.tiers.ranked == ((1,), (2,), (3,), (4,))
    press(Key.Key_Home, ALT)
    press(Key.Key_Up, ALT)
    assert ballot.tiers.ranked[0] == (4,)
    press(Key.Key_End)
    assert ballot.lists["ranked"].current_id() == 3
    press(Key.Key_O)
    assert ballot.tiers.no_opinion == (3,)
    assert said[-1] == "CX-103 now no opinion"
    press(Key.Key_Delete)
    assert ballot.tiers.unranked[-1] == 2
    assert ballot.tiers.ranked == ((4,), (1,))
    press(Key.Key_Right)
    assert ballot.lists["unranked"].hasFocus()
    press(Key.Key_End)
    press(Key.Key_Down)
    assert ballot.lists["no_opinion"].current_id() == 3
    press(Key.Key_B)
    assert ballot.tiers.no_opinion == ()
    before = ballot.tiers
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert ballot.tiers.ranked == ((4,), (1,), (2,), (3,))
    assert ballot.lists["ranked"].hasFocus()
    assert ballot.lists["ranked"].current_id() == 3, "the keyboard is on what was taken back"
    for _ in range(3):
        press(Key.Key_Y, CTRL)
    assert ballot.tiers == before
    assert ballot.lists["unranked"].hasFocus()
    assert ballot.lists["unranked"].current_id() == 3


def test_lifted_rows_move_by_arrows_and_go_back_at_esc(ballot: Ballot, said: list[str]) -> None:
    ballot.set_rows(rows(9), Tiers(((1,), (2,), (3,), (4,))))
    go_to(ballot, 3)
    press(Key.Key_Space)
    assert said[-1].startswith("Lifted CX-103, rank 3 of 4.")
    press(Key.Key_Up)
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert ballot.tiers.ranked == ((1,), (2,), (3,), (4,))
    press(Key.Key_Z, CTRL)
    assert said[-1] == "Nothing to take back", "a lift put back leaves no moves"
    press(Key.Key_Space)
    press(Key.Key_Up)
    press(Key.Key_Space)
    assert ballot.tiers.ranked == ((1,), (3,), (2,), (4,))
    press(Key.Key_Down)
    assert ballot.lists["ranked"].current_id() == 2, "dropped, arrows walk again"


def test_two_digits_typed_fast_are_one_rank(ballot: Ballot) -> None:
    ballot.set_rows(rows(24), Tiers(tuple((n,) for n in range(1, 24))))
    go_to(ballot, 24)
    press(Key.Key_1)
    assert ballot.tiers.ranked[0] == (24,)
    press(Key.Key_2)
    assert ballot.tiers.ranked[11] == (24,)
    go_to(ballot, 5)
    press(Key.Key_3)
    assert ballot.tiers.ranked[2] == (5,)


def test_dragging_shows_the_slot_ties_restores_and_keeps(ballot: Ballot, said: list[str]) -> None:
    begin = Tiers(((1,), (2,), (3,)))
    ballot.set_rows(rows(9), begin)
    settle()
    start, ranked = ballot.tiers, ballot.lists["ranked"]
    drag = Drag(ballot, 3).by(5, 2)
    assert not ballot.carrying, "7 px are no drag"
    drag.by(0, -10).over(1, 0.1)
    assert ballot.carrying
    line = ranked.rows.lines[0]
    assert (line.row.id, line.slot) == (3, "Drop here for rank 1")
    settle()
    slot = ranked.visualRect(ranked.rows.index(0)).height()
    assert slot == ranked.face.line_height(line, ranked.viewport().width())
    drag.over(2, 0.5)
    assert [one.slot for one in ranked.rows.lines] == ["", "", "Drop to tie with CX-102, rank 2"]
    assert ballot.tiers == start, "nothing is kept before it drops"
    QTest.keyClick(ranked, Key.Key_Escape)
    assert not ballot.carrying
    assert [one.row.id for one in ranked.rows.lines] == [1, 2, 3]
    drag.let_go()
    assert ballot.tiers == start

    Drag(ballot, 3).over(2, 0.5).let_go()
    assert ballot.tiers.ranked == ((1,), (2, 3))
    assert said[-1] == "CX-103 now rank 2 of 3, tied with CX-102"
    Drag(ballot, 9).over(1, 0.9).let_go()
    assert ballot.tiers.ranked == ((1,), (9,), (2, 3))
    assert ballot.lists["ranked"].current_id() == 9
    Drag(ballot, 1).into("no_opinion").let_go()
    assert ballot.tiers.no_opinion == (1,)
    Drag(ballot, 9).over(4, 0.9).let_go()
    assert ballot.tiers.unranked[:2] == (4, 9)
    kept = ballot.tiers
    Drag(ballot, 2).over(3, 0.9).to_global(QPoint(-50, -50)).let_go()
    assert ballot.tiers == kept, "let go outside, nothing changes"
    ballot.undo()
    assert ballot.tiers.unranked[0] == 4
    assert ballot.tiers.ranked == ((9,), (2, 3))


def test_a_drag_at_an_edge_scrolls_to_the_last_of_sixty(ballot: Ballot, qtbot: QtBot) -> None:
    ballot.set_rows(rows(60), Tiers(tuple((n,) for n in range(1, 61))))
    settle()
    ranked = ballot.lists["ranked"]
    bar = ranked.verticalScrollBar()
    bar.setValue(bar.maximum() - 60)
    drag = Drag(ballot, ranked.rows.lines[ranked.indexAt(QPoint(300, 200)).row()].row.id)
    drag.into("ranked")
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=4000)
    drag.into("ranked").let_go()
    moved = ranked.current_id()
    assert ballot.tiers.ranked[-1] == (moved,)


def test_the_mouse_ranks_by_double_click_and_by_the_menu(ballot: Ballot) -> None:
    below = ballot.lists["unranked"]
    settle()

    def at(zone: ZoneList, place: int) -> QPoint:
        return zone.visualRect(zone.rows.index(place)).center()

    QTest.mouseClick(below.viewport(), LEFT, NONE, at(below, 1))
    QTest.mouseDClick(below.viewport(), LEFT, NONE, at(below, 1))
    assert ballot.tiers.ranked == ((2,),)
    assert below.current_id() == 3
    go_to(ballot, 3)
    press(Key.Key_Return)
    settle()
    menu = open_menu(ballot, ballot.lists["ranked"], at(ballot.lists["ranked"], 1))
    assert menu is not None
    assert [action.text().split("\t")[1] for action in menu.actions()] == [
        "Alt+Home", "Alt+Up", "Alt+Down", "T", "B", "O",
    ]  # fmt: skip
    menu.actions()[3].trigger()
    menu.close()
    assert ballot.tiers.ranked == ((2, 3),)
    assert [key for _, key, _ in offered(ballot.tiers, 9)] == ["Alt+Home", "Alt+End", "Alt+Up", "O"]
    assert open_menu(ballot, ballot.lists["no_opinion"], QPoint(5, 5)) is None


def test_rows_of_a_zone_are_a_sound_model(themed: QApplication) -> None:
    known = {row.id: row for row in rows(9)}
    model = ZoneModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for tiers in (
        Tiers(((1,), (2, 3)), (4,)),
        Tiers(((3,), (4,), (1, 2))),
        Tiers(((9, 1, 2),), no_opinion=(3,)),
        Tiers(),
    ):
        model.set_lines(lines_of(tiers, "ranked", known))
        assert [line.row.id for line in model.lines] == [id for tier in tiers.ranked for id in tier]
    model.set_lines(lines_of(Tiers(((1,), (2, 3))), "ranked", known))
    first, second = model.lines[0], model.lines[2]
    assert (first.rank, first.tied, second.rank, second.tied) == (1, False, 2, True)
    heard = model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "CX-103 Title 3, IT, 20 k€, 30 days, rank 2 of 3, tied with CX-102"
    assert isinstance(model, QAbstractItemModel)


def test_the_screen_asks_about_the_unranked_seals_and_hands_back_what_is_left(
    window: QWidget, qtbot: QtBot
) -> None:
    sealed: list[Tiers] = []
    trouble = ["Claire Dubois is no longer active and cannot rank."]

    def seal(tiers: Tiers) -> str:
        sealed.append(tiers)
        return trouble.pop() if trouble else ""

    made = BallotScreen(window, "Claire Dubois", "CD", "Head of care", ("Ranking", "Open"), seal)
    made.set_rows(rows(4), Tiers(((1,), (2,), (3,))))
    made.open()
    assert made.geometry() == window.rect()
    assert made.ballot.lists["unranked"].hasFocus()
    assert made.said.text() == "CX-104 is not ranked and counts as last."
    press(Key.Key_Return, CTRL)
    assert sealed == []
    assert made.go_on.text() == "Seal with 1 unranked"
    press(Key.Key_Return)
    assert made.go_on.text() == "Seal ranking", "a move asks anew"
    assert made.said.text() == "All 4 are ranked."
    QTest.mouseClick(made.go_on, LEFT)
    assert made.fault.text().startswith("Claire Dubois is no longer active")
    assert made.isVisible(), "what was ranked is not lost"
    made.seal()
    assert made.isHidden()
    assert [tiers.ranked[-1] for tiers in sealed] == [(4,), (4,)]

    again = BallotScreen(window, "Claire Dubois", "CD", "", ("Ranking", "Open"), seal)
    again.set_rows(rows(2), Tiers())
    again.open()
    assert again.said.text() == "Give at least one a rank, then seal."
    with qtbot.waitSignal(again.left) as left:
        press(Key.Key_1)
        press(Key.Key_Escape)
    assert left.args == [Tiers(((1,),), (2,))]
    untouched = BallotScreen(window, "Claire Dubois", "CD", "", ("Ranking", "Open"), seal)
    untouched.set_rows(rows(2), Tiers())
    with qtbot.assertNotEmitted(untouched.left):
        untouched.open()
        untouched.close_overlay()


def test_what_is_left_is_reviewed_in_words() -> None:
    known = {row.id: row for row in rows(9)}
    assert review(Tiers(((1,),)), known) == ""
    assert review(Tiers(((1,),), (2,), (3, 4)), known) == (
        "CX-102 is not ranked and counts as last. "
        "CX-103 and CX-104 are left out of every comparison."
    )
    assert review(Tiers((), tuple(range(1, 10))), known) == (
        "CX-101, CX-102, CX-103, CX-104, CX-105, CX-106 and 3 more are not ranked "
        "and count as last, all equal."
    )


@pytest.mark.parametrize("size", [(1440, 740), (1000, 540)])
def test_nothing_overlaps_in_any_size(ballot: Ballot, size: tuple[int, int]) -> None:
    long = [BallotRow(n, f"CX-{n}", "Störungsbenachrichtigung " * 6) for n in range(1, 7)]
    ballot.set_rows(long, Tiers(((1,), (2, 3)), (4, 5), (6,)))
    ballot.resize(*size)
    settle()
    ranked = ballot.lists["ranked"]
    boxes = [ranked.visualRect(ranked.rows.index(n)) for n in range(3)]
    assert all(a.bottom() < b.top() for a, b in pairwise(boxes))
    wide = ranked.viewport().width()
    assert [box.height() for box in boxes] == [
        ranked.face.line_height(line, wide) for line in ranked.rows.lines
    ]
    assert ballot.none.geometry().top() > ballot.below.geometry().bottom()
    QTest.mouseClick(ranked.viewport(), LEFT, NONE, boxes[1].center())
    assert ranked.current_id() == 2
