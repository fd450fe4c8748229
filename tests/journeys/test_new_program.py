"""From no file, through the assistant, to a first delivered initiative; and with all skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.app import Program
from cxdesk.model.people import GroupKind, Level
from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import check, good_practice, setup
from cxdesk.services.setup import Setup
from cxdesk.store.store import Store
from cxdesk.ui.assistant.batch_step import BatchStep
from cxdesk.ui.assistant.domain_step import DomainStep
from cxdesk.ui.assistant.outcome_step import OutcomeStep
from cxdesk.ui.assistant.people_step import PeopleStep
from cxdesk.ui.assistant.star_step import StarStep
from cxdesk.ui.assistant.time_step import TimeStep
from cxdesk.ui.form.paste import PasteForm
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.newcomer import Newcomer
from tests.journeys.person import CONTROL, Key, actions_of, settle, turn_to

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

PEOPLE = (
    "Name\tFunktion\tE-Mail\tDomain\tLevel\n"
    "Änne Groß\tVorständin\taenne@nord.example\t\texecutive\n"
    "Jörg Müller\tLeiter Betreuung\tjoerg@nord.example\tCare\tmanager\n"
    "Zoë Ångström\tLeiterin Kundenerlebnis\tzoe@nord.example\tOrg\tmanager\n"
).replace("Funktion", "Role")
NORTH_STAR = "Jeder Kontakt endet mit Gewissheit – einmal, durch uns."
TITLE = "Eine Nummer für alle – R&D <5%"


@pytest.fixture
def newcomer(qapp: QApplication, qtbot: QtBot, home: Path) -> Iterator[Newcomer]:
    program = Program(qapp, Settings())
    program.start(None)
    person = Newcomer(program, qtbot)
    yield person
    person.leave()
    qapp.aboutToQuit.disconnect(program.close)
    program.deleteLater()


def begin(newcomer: Newcomer, file: Path) -> None:
    """Make the program from the first screen."""
    welcome = newcomer.program.welcome
    assert welcome is not None
    newcomer.begin(welcome.file_menu, "Kundenbüro Nord", file)


def kept(store: Store) -> Setup:
    with store.read() as session:
        return setup.setup(session)


def _set_up(person: Newcomer) -> None:
    """Fill in every step, by mouse and keyboard."""
    time = person.step("Time")
    assert isinstance(time, TimeStep)
    person.click(time.days[5])
    day = time.holidays.rows[0].fields["on"]
    person.paste_into(day, "25.12.2026\tErster Weihnachtsfeiertag\n1 Jan 2027\tNeujahr\n")
    person.go_on()

    domains = person.step("Domains")
    assert isinstance(domains, DomainStep)
    person.row("Informationstechnologie", "IT", "100")
    person.row("Kundenbetreuung", "Care", "60,5")
    person.press(Key.Key_Return)  # nothing in this row: Next has the keyboard
    assert person.assistant.next.hasFocus()
    person.press(Key.Key_Return)

    people = person.step("People")
    assert isinstance(people, PeopleStep)
    person.type(PEOPLE)
    assert isinstance(people.form, PasteForm)
    assert people.form.said.text() == "3 people can be added."
    person.press(Key.Key_Return, modifier=CONTROL)
    person.pick(people.sponsor, "Änne Groß")
    person.pick(people.lead, "Zoë Ångström")
    person.click(person.assistant.next)

    star = person.step("North star")
    assert isinstance(star, StarStep)
    person.type(NORTH_STAR)
    person.press(Key.Key_Tab)
    person.type("Wer sicher ist, bleibt")
    person.press(Key.Key_Tab)
    person.row("Einmal fragen", "Was wir wissen, fragen wir nicht")
    person.go_on()

    outcomes = person.step("Outcomes")
    assert isinstance(outcomes, OutcomeStep)
    person.row("Erste Antwort", "h", "26", "8", "31.12.2027")
    person.pick(outcomes.grid.rows[0].fields["owner"], "Jörg Müller")  # type: ignore[arg-type]
    person.go_on()

    person.step("Limits")
    person.type("500")
    person.press(Key.Key_Return)

    batch = person.step("First batch")
    assert isinstance(batch, BatchStep)
    person.type("Einmal fragen")
    person.press(Key.Key_Tab)
    person.type("30 Apr 2027")
    person.pick(batch.lead, "Zoë Ångström")
    assert person.assistant.next.text() == "To the kanban"
    person.click(person.assistant.next)
    assert person.assistant.isHidden()
    assert person.board.hasFocus()


def _deliver(person: Newcomer) -> None:
    """Take the first initiative from an idea to Delivered."""
    person.add(TITLE)
    hands = person.open("CX-101")
    hands.click("owner")
    hands.choose("Jörg Müller")
    hands.write("start", "1.12.2026")
    hands.write("end", "30 Apr 2027")
    hands.click("more-details")
    assert hands.find("batch").words() == "B1 Einmal fragen by 30 Apr 2027"
    hands.click("serves")
    hands.choose(next(one for one in hands.offered() if one.startswith("O1")))
    person.drag("CX-101", State.PLANNED)
    assert person.card("CX-101").state is State.PLANNED

    turn_to(hands, 1)
    hands.click("start-version")
    hands.write("charter-objectives", "Ein Kunde, eine Nummer", enter=False)
    hands.write("charter-benefits", "Niemand fragt zweimal", enter=False)
    hands.write("add-criterion", "Jeder Vorgang hat eine Nummer")
    hands.write("add-phase", "Aufbau")
    hands.click("approvers")
    hands.choose("Änne Groß")
    hands.click("submit")
    hands.click("approve")
    hands.write("answer", "Einverstanden")
    assert hands.approved().label == "1.0"
    person.drag("CX-101", State.READY)
    person.drag("CX-101", State.IN_PROGRESS)
    assert person.card("CX-101").state is State.IN_PROGRESS

    shown = actions_of(hands)
    hands.write("add-action", "Nummern vergeben")
    shown.setFocus()
    shown.setCurrentIndex(shown.actions_model.index(0))
    person.press(Key.Key_Space)
    assert [one.state for one in hands.kept().actions] == [ActionState.DONE]
    turn_to(hands, 1)
    hands.click("tick")
    person.board.setFocus()
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.card("CX-101").state is State.DELIVERED


def test_from_nothing_to_a_first_delivered_initiative(
    newcomer: Newcomer, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "Büro.cxdesk"
    begin(newcomer, file)
    start, empty = newcomer.store.head.undo_top or 0, dump(file)
    _set_up(newcomer)

    here = kept(newcomer.store)
    assert (here.name, here.working_week) == ("Kundenbüro Nord", (0, 1, 2, 3, 4, 5))
    assert here.holidays == (
        (date(2026, 12, 25), "Erster Weihnachtsfeiertag"), (date(2027, 1, 1), "Neujahr"),
    )  # fmt: skip
    assert [(one.text, one.capacity) for one in here.domains] == [("IT", 100), ("Care", 60.5)]
    found = {one.name: one for one in here.people}
    assert set(found) == {"Änne Groß", "Jörg Müller", "Zoë Ångström"}
    assert found["Änne Groß"].level is Level.EXECUTIVE
    assert found["Jörg Müller"].domain == here.domains[1].id
    assert here.chairs == {
        GroupKind.BOARD: found["Änne Groß"].id, GroupKind.TEAM: found["Zoë Ångström"].id,
    }  # fmt: skip
    assert (here.north_star, here.why) == (NORTH_STAR, "Wer sicher ist, bleibt")
    assert [one.name for one in here.principles] == ["Einmal fragen"]
    (outcome,) = here.outcomes
    assert (outcome.code, outcome.baseline, outcome.target, outcome.due, outcome.owner) == (
        "O1", 26, 8, date(2027, 12, 31), found["Jörg Müller"].id,
    )  # fmt: skip
    assert here.limits == {(Measure.WIP, None): 8, (Measure.BUDGET, None): 500}
    assert here.batch is not None
    assert (here.batch.deadline, here.batch.lead) == (date(2027, 4, 30), found["Zoë Ångström"].id)
    with newcomer.desk.read() as session:
        assert good_practice.advice(session) == ()
    assert newcomer.kanban.empty.text().startswith("No initiatives yet. Press N")

    _deliver(newcomer)
    assert newcomer.sound() == []
    full = dump(file)
    steps = newcomer.undo_all(start)
    assert dump(file) == empty
    newcomer.redo(steps)
    assert dump(file) == full
    newcomer.leave()
    with Store(file, home=home, clock=clock) as again, again.read() as session:
        assert dump(again) == full
        assert [*again.problems(), *check.broken_rules(session)] == []


def test_with_everything_skipped_the_kanban_says_what_comes_next(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    file = tmp_path / "leer.cxdesk"
    begin(newcomer, file)
    empty = dump(file)
    for title in ("Time", "Domains", "People", "North star", "Outcomes", "Limits"):
        newcomer.step(title)
        newcomer.click(newcomer.assistant.skip)
    newcomer.step("First batch")
    newcomer.click(newcomer.assistant.next)
    assert newcomer.assistant.isHidden()
    assert dump(file) == empty  # a step that was skipped changes nothing
    assert newcomer.board.hasFocus()
    said = newcomer.kanban.empty.text()
    assert "Press N" in said
    assert "Press B" in said
    assert "Set up the program" in said
    newcomer.add("Die erste")
    assert [card.title for card in newcomer.kanban.model.cards()] == ["Die erste"]
    assert newcomer.sound() == []
    assert newcomer.program.menu is not None
    newcomer.program.menu.actions["assistant"].trigger()
    settle()
    assert newcomer.assistant.isVisible()
    newcomer.press(Key.Key_Escape)
    assert newcomer.board.hasFocus()
