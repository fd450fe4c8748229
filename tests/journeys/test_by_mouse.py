"""A batch goes from an empty file to Delivered by mouse alone; keys only type words."""

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
from cxdesk.ui.board.actions_page import ActionsPage
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import Key
from tests.journeys.pointer import Pointer

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new program."""
    path = tmp_path / "Büro.cxdesk"
    program_file.make_program(path, "Kundenbüro", clock=clock, who="Sofia Marques")
    return path


def _found(person: Pointer) -> None:
    """Somebody who is in charge, and an outcome."""
    person.go("people")
    person.click(person.window.topbar.primary)
    person.words(person.named("Name"), "Zoë Ångström")
    person.button("Add and next")
    person.button("Done")
    person.go("strategy", "Outcomes")
    person.click(person.window.topbar.primary)
    for name, text in (
        ("Name", "Erste Antwort"), ("Unit", "h"), ("Baseline", "26"), ("Target", "8"),
        ("Due", "31 Dec 2027"),
    ):  # fmt: skip
        person.words(person.named(name), text)
    person.button("Add outcome")
    person.go("kanban", "Board")


def _plan(person: Pointer) -> None:
    """What Planned asks for, row by row in the panel."""
    person.choose("owner", "Zoë Ångström")
    person.write("start", "1.2.2027")
    person.write("end", "30 Apr 2027")
    person.click(person.find("more-details"))
    person.choose("serves", "O1", many=True)


def _write_charter(person: Pointer) -> None:
    """The least that an approved charter says, and its approval."""
    person.turn(person.find("panel-tabs"), "Charter")
    person.click(person.find("start-version"))
    person.write("charter-objectives", "Ein Kunde, eine Nummer")
    person.write("charter-benefits", "Niemand fragt zweimal")
    person.write("add-criterion", "Jeder Vorgang hat eine Nummer", enter=True)
    person.write("add-phase", "Aufbau", enter=True)
    person.choose("approvers", "Zoë Ångström", many=True)
    person.click(person.find("submit"))
    person.click(person.find("approve"))
    person.write("answer", "Einverstanden", enter=True)


def _kept(store: Store) -> Detail:
    with store.read() as session:
        id = details.find(session, "CX-101")
        assert id is not None
        found = details.detail(session, id)
    assert found is not None
    return found


def test_from_an_empty_file_to_a_delivered_batch_by_mouse(sit: Sit, file: Path, home: Path) -> None:
    person = sit(file, Pointer)
    start, empty = person.store.head.undo_top or 0, dump(file)
    _found(person)
    person.click(person.kanban.bar.add_batch)
    person.words(person.named("Name"), "Einmal fragen")
    person.words(person.named("Deadline"), "30 Apr 2027")
    person.button("Add batch")
    person.foot(State.BACKLOG)
    person.type("Eine Nummer für alle")
    person.press(Key.Key_Return)
    assert person.card("CX-101").batch_id is not None

    person.open("CX-101")
    _plan(person)
    person.drag("CX-101", State.PLANNED)
    assert person.card("CX-101").state is State.PLANNED
    person.drag("CX-101", State.READY)  # refused: the way out leads to what is missing
    assert person.card("CX-101").state is State.PLANNED
    assert person.kanban.note.isVisible()
    _write_charter(person)
    person.wait(lambda: _kept(person.store).charters[-1].label == "1.0")  # it is printed first
    person.drag("CX-101", State.READY)
    person.drag("CX-101", State.IN_PROGRESS)
    assert person.card("CX-101").state is State.IN_PROGRESS

    person.turn(person.find("panel-tabs"), "Actions")
    person.write("add-action", "Nummern vergeben", enter=True)
    person.drag("CX-101", State.DELIVERED)  # refused: an action is open
    assert person.card("CX-101").state is State.IN_PROGRESS
    person.go("kanban", "Actions")
    actions = person.window.view.page
    assert isinstance(actions, ActionsPage)
    box = actions.table.visualRect(actions.table.table.index(0, 0))
    person.click(actions.table, box.center())
    assert [one.state for one in _kept(person.store).actions] == [ActionState.DONE]
    person.go("kanban", "Board")
    person.open("CX-101")
    person.turn(person.find("panel-tabs"), "Charter")
    person.click(person.find("tick"))
    person.drag("CX-101", State.DELIVERED)
    assert person.card("CX-101").state is State.DELIVERED

    assert person.sound() == []
    full, steps = dump(file), 0
    undo = person.window.topbar.undo
    while (person.store.head.undo_top or 0) > start:
        person.click(undo)
        steps += 1
    assert dump(file) == empty
    for _ in range(steps):
        person.click(person.window.topbar.redo)
    assert dump(file) == full
    person.leave()
    with Store(file, home=home, clock=clock) as again:
        assert again.problems() == []
        assert dump(again) == full
        here = _kept(again)
        assert (here.state, here.batch) == (State.DELIVERED, "B1 Einmal fragen")
        assert here.check_due == date(2027, 5, 23)
