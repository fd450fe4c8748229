"""The first day of an office: an empty file, cards, a plan; all taken back, and done again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxdesk.model.states import State
from cxdesk.services import outcomes, people, program_file
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import CONTROL, Key, Person

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

TITLE = "Eine Nummer für alle – R&D <5%"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new program."""
    path = tmp_path / "Büro.cxdesk"
    program_file.make_program(path, "Kundenbüro", clock=clock, who="Sofia Marques")
    return path


def _found(session: Session) -> None:
    """What no place of the window takes yet: people and outcomes."""
    people.add(session, "Zoë Ångström", "Head of care")
    outcomes.add(session, "Customer effort", 58, 72, date(2027, 12, 31), unit="%")


def _plan(person: Person, code: str) -> None:
    """Fill in what Planned needs and more, row by row, in the panel."""
    hands = person.open(code)
    hands.write("title", TITLE)
    hands.click("owner")
    hands.choose("Zoë Ångström")
    hands.write("start", "1.2.2027")
    hands.write("end", "30 Apr 2027")
    hands.write("cost", "40")
    hands.write("effort", "12.5")
    hands.click("priority")
    hands.choose("Highest")
    hands.click("more-details")
    assert hands.find("batch").words() == "B1 Ask Once by 30 Apr 2027"
    hands.click("serves")
    hands.choose(next(one for one in hands.offered() if one.startswith("O1")))
    hands.write("blocked", "waits for the regulator")


def test_from_an_empty_file_to_a_planned_card_back_and_forth_again(
    sit: Sit, file: Path, home: Path
) -> None:
    person = sit(file)
    start, empty = person.store.head.undo_top or 0, dump(file)
    assert person.kanban.model.cards() == []
    person.press(Key.Key_B)
    person.type("Ask Once")
    person.press(Key.Key_Tab)
    person.type("30 Apr 2027")
    person.press(Key.Key_Return)
    assert person.said[-1] == "B1 added"
    person.board.setFocus()
    person.add("Ask once", "Explain the bill")
    assert [person.card(code).title for code in ("CX-101", "CX-102")] == [
        "Ask once", "Explain the bill",
    ]  # fmt: skip
    assert person.board.hasFocus()
    person.desk.do("Found the office", _found)
    _plan(person, "CX-101")
    person.press(Key.Key_Escape, Key.Key_Escape)
    person.drag("CX-101", State.PLANNED)

    card = person.card("CX-101")
    assert (card.title, card.state, card.level) == (TITLE, State.PLANNED, 4)
    assert card.end == date(2027, 4, 30)
    assert person.sound() == []
    full = dump(file)

    steps = person.undo_all(start)
    assert dump(file) == empty
    assert person.kanban.model.cards() == []
    person.press(Key.Key_Z, modifier=CONTROL)  # the beginning of the program stands
    assert dump(file) == empty
    person.redo(steps)
    assert dump(file) == full
    assert person.card("CX-101") == card

    person.leave()
    with Store(file, home=home, clock=clock) as again:
        assert dump(again) == full
        assert again.problems() == []
