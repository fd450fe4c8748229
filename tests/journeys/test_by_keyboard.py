"""A batch goes from an empty file to Delivered by keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import detail as details
from cxdesk.services import program_file
from cxdesk.services.detail import Detail
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import CONTROL, Key
from tests.journeys.typist import Typist

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new program."""
    path = tmp_path / "Büro.cxdesk"
    program_file.make_program(path, "Kundenbüro", clock=clock, who="Sofia Marques")
    return path


def _kept(store: Store) -> Detail:
    with store.read() as session:
        id = details.find(session, "CX-101")
        assert id is not None
        found = details.detail(session, id)
    assert found is not None
    return found


def _found(person: Typist) -> None:
    """Somebody who is in charge, and an outcome."""
    person.command("People")
    person.press(Key.Key_N)
    person.type("Zoë Ångström")
    person.press(Key.Key_Return, Key.Key_Escape)
    person.command("Strategy")
    person.command("Go to Outcomes")
    person.press(Key.Key_N)
    for text in ("Erste Antwort", "h", "26", "8", "31 Dec 2027"):
        person.words(text)
        person.press(Key.Key_Tab)
    person.press(Key.Key_Return)
    person.command("Kanban")


def _plan(person: Typist) -> None:
    """What Planned asks for, row by row in the panel."""
    person.tab_to("owner")
    person.choose("Zoë Ångström")
    person.fill(start="1.2.2027", end="30 Apr 2027")
    person.tab_to("more-details")
    person.press(Key.Key_Space)
    person.tab_to("serves", back=True)
    person.choose("O1", many=True)


def _write_charter(person: Typist) -> None:
    """The least that an approved charter says, and its approval."""
    person.press(Key.Key_Tab, modifier=CONTROL)
    person.tab_to("start-version")
    person.press(Key.Key_Space)
    person.tab_to("approvers")
    person.choose("Zoë Ångström", many=True)
    person.fill(
        charter_objectives="Ein Kunde, eine Nummer", charter_benefits="Niemand fragt zweimal"
    )
    for name, text in (("add-criterion", "Jeder hat eine Nummer"), ("add-phase", "Aufbau")):
        person.tab_to(name)
        person.type(text)
        person.press(Key.Key_Return)
    person.tab_to("submit", back=True)
    person.press(Key.Key_Space)
    person.tab_to("approve")
    person.press(Key.Key_Space)
    person.type("Einverstanden")
    person.press(Key.Key_Return)


def _to_board(person: Typist) -> None:
    """F6 goes round the parts of the window."""
    for _ in range(5):
        if person.board.hasFocus():
            return
        person.press(Key.Key_F6)
    raise AssertionError("F6 does not reach the board")


def test_from_an_empty_file_to_a_delivered_batch_by_keyboard(
    sit: Sit, file: Path, home: Path
) -> None:
    person = sit(file, Typist)
    start, empty = person.store.head.undo_top or 0, dump(file)
    _found(person)
    assert person.board.hasFocus()
    person.press(Key.Key_B)
    person.type("Einmal fragen")
    person.press(Key.Key_Tab)
    person.type("30 Apr 2027")
    person.press(Key.Key_Return)
    person.press(Key.Key_N)
    person.type("Eine Nummer für alle")
    person.press(Key.Key_Return, Key.Key_Escape)
    assert person.board.hasFocus()
    assert person.card("CX-101").batch_id is not None

    person.press(Key.Key_Return)  # the new card has the focus: it opens
    person.press(Key.Key_F6)
    assert person.here() == "title"
    _plan(person)
    _to_board(person)
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.PLANNED
    person.press(Key.Key_Space, Key.Key_Right, Key.Key_Space)  # carried; refused
    assert person.card("CX-101").state is State.PLANNED
    assert person.kanban.note.isVisible()
    person.press(Key.Key_F6)
    _write_charter(person)
    person.wait(lambda: _kept(person.store).charters[-1].label == "1.0")  # it is printed first
    _to_board(person)
    person.press(Key.Key_Space, Key.Key_Right, Key.Key_Space)
    assert person.card("CX-101").state is State.READY
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.IN_PROGRESS

    person.command("Go to Actions")
    person.press(Key.Key_N)
    person.type("Nummern vergeben")
    person.tab_to("new-action-initiative")
    person.choose("CX-101")
    person.tab_to("Due")
    person.press(Key.Key_Return, Key.Key_Escape)
    assert [one.state for one in _kept(person.store).actions] == [ActionState.TODO]
    person.press(Key.Key_Space)
    assert [one.state for one in _kept(person.store).actions] == [ActionState.DONE]
    person.press(Key.Key_PageUp, Key.Key_PageUp, modifier=CONTROL)
    assert person.board.hasFocus()
    person.press(Key.Key_F6)
    person.tab_to("tick")
    person.press(Key.Key_Space)
    _to_board(person)
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.DELIVERED

    assert person.sound() == []
    full, steps = dump(file), 0
    while (person.store.head.undo_top or 0) > start:
        person.press(Key.Key_Z, modifier=CONTROL)
        steps += 1
        assert steps < 60, "Ctrl+Z does nothing any more"
    assert dump(file) == empty
    for _ in range(steps):
        person.press(Key.Key_Y, modifier=CONTROL)
    assert dump(file) == full
    person.leave()
    with Store(file, home=home, clock=clock) as again:
        assert again.problems() == []
        assert dump(again) == full
        here = _kept(again)
        assert (here.state, here.batch) == (State.DELIVERED, "B1 Einmal fragen")
        assert here.check_due == date(2027, 5, 23)
