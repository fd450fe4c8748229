"""CX-101 is delivered: actions and criteria ticked, the card moved by keys; all taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import CONTROL, LEFT, NONE, Key, Person, actions_of, settle, turn_to
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def _tick_actions(person: Person, hands: Hands) -> None:
    """Space on every action that is open."""
    shown = actions_of(hands)
    shown.setFocus()
    for id in [row.id for row in shown.actions_model.rows]:
        row = shown.actions_model.rows[shown.actions_model.place_of(id) or 0]
        if row.state in (ActionState.TODO, ActionState.DOING):
            shown.setCurrentIndex(shown.actions_model.index(shown.actions_model.place_of(id) or 0))
            person.press(Key.Key_Space)


def _tick_criteria(hands: Hands) -> None:
    """Click every criterion that is not ticked."""
    turn_to(hands, 1)
    texts = [one.text for one in hands.kept().charters[-1].criteria if one.ticked_on is None]
    for text in texts:
        line = next(
            one
            for one in hands.panel.findChildren(type(hands.panel.head.state), "tick")
            if one.isVisible() and one.accessibleName() == f"Criterion: {text}, not ticked"
        )
        QTest.mouseClick(line, LEFT, NONE, line.rect().center())
        settle()


def test_an_initiative_is_delivered_and_everything_taken_back(
    sit: Sit, sample_file: Path, home: Path
) -> None:
    person = sit(sample_file)
    start, before = person.store.head.undo_top or 0, dump(sample_file)

    hands = person.open("CX-101")
    person.board.setFocus()
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.IN_PROGRESS
    assert person.kanban.note.isVisible()
    assert "2 actions are still open" in person.kanban.note.text()

    _tick_actions(person, hands)
    _tick_criteria(hands)
    person.board.setFocus()
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.DELIVERED
    assert hands.kept().check_due == date(2027, 5, 23)
    assert person.sound() == []

    steps = person.undo_all(start)
    assert steps == 2 + 3 + 1  # actions, criteria, the move
    assert dump(sample_file) == before
    assert person.card("CX-101").state is State.IN_PROGRESS
    assert person.sound() == []
    person.leave()
    with Store(sample_file, home=home, clock=clock) as again:
        assert again.problems() == []
        assert dump(again) == before
