"""The card of the scoring weights: typed, refused, undone, and seen on the kanban."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cxdesk.services import programs
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.view import KanbanView
from cxdesk.ui.strategy.scoring import Scoring
from tests.ui.strategy.strategy_hands import StrategyHands

NONE = "One of the four must weigh something: 0 for all is no score."


@pytest.fixture
def tab() -> str:
    return "Program"


@pytest.fixture
def card(at: StrategyHands) -> Scoring:
    found = at.page.scoring
    assert isinstance(found, Scoring)
    at.page.area.bring(found)
    return found


def words(card: Scoring) -> list[str]:
    return [field.words() for field in card.fields]


def label(at: StrategyHands) -> str:
    top = at.desk.store.head.undo_top
    return at.desk.store.label_of(top) if top else ""


def test_it_says_what_each_weighs_and_how_the_formula_reads(card: Scoring) -> None:
    assert words(card) == ["4", "2", "3", "1"]
    assert [share.text() for share in card.shares] == ["40 %", "20 %", "30 %", "10 %"]
    assert card.formula.text() == (
        "Benefit = (4 × impact + 2 × reach + 3 × outcome + 1 × urgency) ÷ 10"
    )
    assert card.fields[3].accessibleName() == "Weight of urgency"
    assert not card.back.isEnabled()
    assert card.back.toolTip() == "These are the first weights."


def test_a_weight_is_typed_and_is_one_step(at: StrategyHands, card: Scoring) -> None:
    at.write(card.fields[1], "2,5")
    assert at.program().weights == (4, 2.5, 3, 1)
    assert label(at) == "Weigh reach 2.5"
    assert words(card) == ["4", "2.5", "3", "1"]
    assert card.formula.text().endswith("2.5 × reach + 3 × outcome + 1 × urgency) ÷ 10.5")
    assert card.shares[0].text() == "38 %"
    at.write(card.fields[3], "0")
    assert card.formula.text() == "Benefit = (4 × impact + 2.5 × reach + 3 × outcome) ÷ 9.5"
    at.undo()
    at.undo()
    assert at.program().weights == (4, 2, 3, 1)
    assert words(card) == ["4", "2", "3", "1"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "“-1” is not a number of zero or more."),
        ("viel", "“viel” is not a number of zero or more."),
        ("101", "A weight is a number from 0 to 100."),
    ],
)
def test_what_is_wrong_is_said_while_typed_and_stays(
    at: StrategyHands, card: Scoring, typed: str, said: str
) -> None:
    at.write(card.fields[0], typed, enter=False)
    assert at.faults() == [said]
    at.press(Qt.Key.Key_Return)
    assert (at.faults(), words(card)[0]) == ([said], typed)
    at.write(card.fields[2], "5")  # another is kept, and this one still stands there
    assert at.program().weights == (4, 2, 5, 1)
    assert (at.faults(), words(card)) == ([said], [typed, "2", "5", "1"])
    card.fields[0].setFocus()
    at.press(Qt.Key.Key_Escape)
    assert (at.faults(), words(card)[0]) == ([], "4")


def test_an_empty_weight_is_asked_for(at: StrategyHands, card: Scoring) -> None:
    at.write(card.fields[0], "")
    assert at.faults() == ["Give a weight: 0 leaves this score out."]
    assert at.program().weights == (4, 2, 3, 1)


def test_the_last_weight_is_refused_until_another_weighs(at: StrategyHands, card: Scoring) -> None:
    for field in card.fields[1:]:
        at.write(field, "0")
    assert at.program().weights == (4, 0, 0, 0)
    at.write(card.fields[0], "0", enter=False)
    assert at.faults() == [NONE]
    at.press(Qt.Key.Key_Return)
    assert at.faults() == [NONE]
    at.write(card.fields[2], "7")
    assert at.program().weights == (0, 0, 7, 0)
    assert (at.faults(), words(card)) == ([], ["0", "0", "7", "0"])
    at.undo()
    assert words(card) == ["4", "0", "0", "0"]


def test_the_way_back_is_one_step(at: StrategyHands, card: Scoring) -> None:
    at.write(card.fields[0], "9")
    at.write(card.fields[3], "8")
    at.write(card.fields[1], "viel")
    card.back.setFocus()
    at.press(Qt.Key.Key_Space)
    assert at.program().weights == (4, 2, 3, 1)
    assert (at.faults(), words(card)) == ([], ["4", "2", "3", "1"])
    assert label(at) == "Weigh as at first: 4, 2, 3, 1"
    assert not card.back.isEnabled()
    at.undo()
    assert at.program().weights == (9, 2, 3, 8)
    assert card.back.isEnabled()


def test_the_kanban_and_its_panel_follow(at: StrategyHands, card: Scoring) -> None:
    window = at.window
    window.show_place("kanban")

    def level() -> int:
        kanban = window.view
        assert isinstance(kanban, KanbanView)
        assert isinstance(kanban.page, BoardPage)
        return next(one.level for one in kanban.page.model.cards() if one.code == "CX-203")

    assert level() == 2
    at.desk.do("Weigh", lambda s: programs.set_weights(s, 1, 0, 0, 0))  # the kanban is on show
    assert level() == 3
    window.show_place("strategy")
    at.turn("Program")
    at.write(card.fields[0], "0", enter=False)
    at.write(card.fields[3], "1")  # CX-203 is scored 2 there
    window.show_place("kanban")
    assert level() == 1
    at.desk.undo()
    assert level() == 3


@pytest.mark.parametrize("width", [1000, 1100, 1440])
def test_no_words_are_cut(at: StrategyHands, card: Scoring, width: int) -> None:
    at.window.resize(width, 800)

    def cut() -> list[str]:
        return [
            one.text() for one in card.findChildren(QLabel)
            if one.height() < one.heightForWidth(one.width())
        ]  # fmt: skip

    def settled() -> None:
        assert (at.page.holidays.x() < 100) is (width < 1200), "it is not laid out yet"
        assert cut() == []
        foot = card.back.parentWidget()
        assert foot is not None
        assert card.back.geometry().bottom() < foot.height()

    at.qtbot.waitUntil(settled, timeout=2000)
