"""The steps of an initiative from the panel: picker, foot, reasons asked in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.model.states import State
from cxdesk.services import kanban
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_forbidden_steps_are_listed_with_their_reason(hands: Hands) -> None:
    hands.open("CX-101")
    hands.click("state")
    offered = hands.offered()
    assert offered["Move to Delivered"] == (
        "2 actions still open and 3 of 4 done criteria not ticked"
    )
    assert offered["Back to Ready"] == ""
    hands.choose("Back to Ready")
    assert hands.kept().state is State.READY
    hands.desk.undo()
    assert hands.find("state").words() == "In progress"


def test_on_hold_asks_why_and_resumes(hands: Hands, said: list[str]) -> None:
    hands.open("CX-101")
    hands.click("state")
    hands.choose("On hold…")
    hands.write("answer", "Waits for the regulator")
    it = hands.kept()
    assert (it.state, it.reason) == (State.ON_HOLD, "Waits for the regulator")
    assert "Waits for the regulator" in hands.find("state-note").words()
    hands.click("state")
    hands.choose("Resume: In progress")
    assert hands.kept().state is State.IN_PROGRESS
    assert said == ["CX-101 moved to On hold", "CX-101 moved to In progress"]


def test_cancelling_without_a_reason_is_refused_in_place(hands: Hands) -> None:
    hands.open("CX-404")
    hands.click("state")
    hands.choose("Cancel…")
    field = hands.find("answer")
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hands.faults() == ["Say why CX-404 is cancelled."]
    hands.write("answer", "No money")
    assert hands.kept().state is State.CANCELLED


def test_escape_takes_a_question_back(hands: Hands) -> None:
    hands.open("CX-404")
    hands.click("state")
    hands.choose("Cancel…")
    QTest.keyClick(hands.find("answer"), Qt.Key.Key_Escape)
    assert not hands.panel.head.ask.isVisible()
    assert hands.kept().state is State.BACKLOG


def test_the_foot_moves_on(hands: Hands) -> None:
    hands.open("CX-601")
    it = hands.kept()
    hands.desk.do("Back", lambda s: kanban.change_state(s, it.id, State.READY))
    button = hands.find("move-on")
    assert button.text() == "Move to In progress"
    assert button.property("held") is False
    hands.click("move-on")
    assert hands.kept().state is State.IN_PROGRESS


def test_the_foot_leads_to_what_is_missing(hands: Hands) -> None:
    hands.open("CX-101")
    button = hands.find("move-on")
    assert button.property("held") is True
    assert "2 actions still open" in button.accessibleDescription()
    hands.click("move-on")
    assert hands.panel.tabs.tabText(hands.panel.tabs.currentIndex()) == "Actions 3/5"
    assert hands.kept().state is State.IN_PROGRESS


def test_over_a_soft_limit_the_reason_is_asked_and_kept(hands: Hands) -> None:
    hands.open("CX-604")
    it = hands.kept()
    hands.desk.do("Busy", lambda s: _fill_the_limit(s))
    hands.click("move-on")
    assert hands.kept().state is State.READY
    hands.write("answer", "regulator deadline")
    assert (hands.kept().state, hands.kept().reason) == (State.IN_PROGRESS, "regulator deadline")
    assert it.state is State.READY


def _fill_the_limit(session: object) -> None:
    from sqlalchemy import select

    from cxdesk.model.program import FrameItem, Measure

    limit = session.scalars(select(FrameItem).where(FrameItem.measure == Measure.WIP)).one()  # type: ignore[attr-defined]
    limit.limit = 1.0


def test_keys_step_through_items_and_tabs(hands: Hands) -> None:
    hands.open("CX-101")
    steps: list[int] = []
    hands.panel.step_requested.connect(steps.append)
    hands.panel.setFocus()
    QTest.keyClick(hands.panel, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(hands.panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    hands.click("next")
    assert steps == [1, -1, 1]
    QTest.keyClick(hands.panel, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert hands.panel.tabs.currentIndex() == 1
