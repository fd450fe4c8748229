"""The assistant itself: going on, back and away, and what is kept of what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.app import Program
from cxdesk.model.program import Measure
from cxdesk.services import domains, outcomes, people, programs, setup
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.assistant.assistant import STEPS
from cxdesk.ui.assistant.parts import Choice
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.dump import dump
from tests.ui.assistant.conftest import CONTROL, Key, Sitter

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def done(sitter: Sitter) -> list[str]:
    """The titles of the steps that have a tick."""
    return [one.text() for one in sitter.assistant.list.buttons if one.done]


def test_every_step_has_the_keyboard_in_its_first_field_and_says_where_it_is_later(
    sitter: Sitter,
) -> None:
    assert sitter.step.title == "Time"
    for place, step in enumerate(STEPS):
        sitter.assistant.go_to(place)
        assert sitter.step.isAncestorOf(sitter.focus())
        assert sitter.focus() is sitter.assistant.first_field()
        assert step.later in sitter.assistant.number.text()
        button = sitter.assistant.list.buttons[place]
        assert button.accessibleDescription() == f"Later under {step.later}"
        assert "this step" in button.accessibleName()


def test_where_a_step_is_found_later_there_is_such_a_place(sitter: Sitter) -> None:
    for step in STEPS[:-1]:
        title, _, tab = step.later.partition(", ")
        place = next(one for one in sitter.window.places if one.title == title)
        sitter.window.show_place(place.key)
        assert tab in sitter.window.view.tabs
    assert STEPS[-1].later == "Kanban, with B"
    assert sitter.window.commands.run("go-kanban")
    assert sitter.window.commands.run("add-batch")


def test_every_field_has_a_name_for_screen_readers_and_tab_reaches_it(sitter: Sitter) -> None:
    for place in range(len(STEPS)):
        sitter.assistant.go_to(place)
        wanted = {
            one
            for kind in (QLineEdit, Choice)
            for one in sitter.step.findChildren(kind)
            if one.isVisible()
        }
        assert all(one.accessibleName() for one in wanted)
        reached = set()
        for _ in range(80):
            reached.add(sitter.focus())
            sitter.press(Key.Key_Tab)
        assert wanted <= reached
        assert sitter.assistant.next in reached


def test_tab_goes_by_rows_also_when_the_file_had_some(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Halb")
    sitter.desk.do("Add", lambda s: domains.add(s, "Ganz"))
    assert [row["name"] for row in sitter.step.grid.rows] == ["Ganz", "Halb", ""]
    sitter.field(0, "name").setFocus()
    order = []
    for _ in range(9):
        order.append(sitter.focus())
        sitter.press(Key.Key_Tab)
    keys = ("name", "short", "capacity")
    assert order == [sitter.field(row, key) for row in range(3) for key in keys]


# Going on, back and away --------------------------------------------------------------------------


def test_skip_keeps_what_can_be_kept_and_back_shows_what_cannot(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung")
    click(sitter.assistant.skip)
    assert [one.name for one in sitter.kept().domains] == ["Betreuung"]
    assert "Domains" in done(sitter)
    sitter.fill(0, name="Zoë", email="keine")
    click(sitter.assistant.skip)
    assert sitter.step.title == "North star"
    assert sitter.kept().people == ()
    button = sitter.assistant.list.buttons[3]
    assert button.unsaved
    assert "not all of it is saved" in button.accessibleName()
    sitter.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert sitter.step.title == "People"
    assert sitter.field(0, "name").text() == "Zoë"
    assert sitter.says(0).startswith("“keine” is no email address")


def test_at_the_end_what_is_not_saved_is_shown_once_more(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung", capacity="-1")
    sitter.turn_to("First batch")
    click(sitter.assistant.next)
    assert sitter.step.title == "Domains"
    assert sitter.focus() is sitter.field(0, "capacity")
    sitter.write(sitter.field(0, "capacity"), "1")
    sitter.turn_to("First batch")
    click(sitter.assistant.next)
    assert sitter.assistant.isHidden()


def test_escape_saves_and_gives_the_keyboard_to_the_kanban(sitter: Sitter) -> None:
    sitter.turn_to("North star")
    sitter.type("Ein Satz")
    sitter.press(Key.Key_Escape)
    assert sitter.assistant.isHidden()
    assert sitter.kept().north_star == "Ein Satz"
    assert sitter.window.view.isAncestorOf(sitter.focus())


def test_escape_loses_nothing_that_cannot_be_saved(sitter: Sitter) -> None:
    sitter.turn_to("Outcomes")
    sitter.fill(0, name="NPS", baseline="12")
    sitter.press(Key.Key_Escape)
    assert sitter.assistant.isHidden()
    toast = sitter.said[-1]
    assert (toast.text, toast.button) == ("Outcomes: not all of it is saved yet.", "Go back")
    sitter.press(Key.Key_F8)  # does what the message offers
    assert sitter.assistant.isVisible()
    assert sitter.field(0, "name").text() == "NPS"
    assert sitter.says(0) == "Say where it is to be, as a number."


def test_going_to_another_place_saves_and_makes_room(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung")
    sitter.window.show_place("strategy")
    assert sitter.assistant.isHidden()
    assert [one.name for one in sitter.kept().domains] == ["Betreuung"]
    assert sitter.window.view.key == "strategy"


def test_an_item_that_is_opened_is_not_hidden_by_it(sitter: Sitter) -> None:
    who = sitter.desk.do("Add", lambda s: people.add(s, "Zoë Ångström"))
    assert who is not None
    sitter.window.open("person", who.result)
    assert sitter.assistant.isHidden()
    assert not isinstance(sitter.window.panel, DetailPanel)


def test_closing_the_window_saves_what_is_typed(sitter: Sitter, office: Store) -> None:
    sitter.turn_to("North star")
    sitter.type("Noch nicht gesichert")
    sitter.window.close()
    assert sitter.kept().north_star == "Noch nicht gesichert"


def test_undo_takes_a_step_back_while_it_is_shown(sitter: Sitter) -> None:
    before = dump(sitter.desk.store)
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung")
    sitter.go_on()
    sitter.turn_to("Domains")
    assert sitter.field(0, "name").text() == "Betreuung"
    sitter.field(1, "name").setFocus()
    sitter.press(Key.Key_Z, CONTROL)
    assert dump(sitter.desk.store) == before
    assert sitter.field(0, "name").text() == ""
    assert "Domains" not in done(sitter)
    sitter.press(Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert sitter.field(0, "name").text() == "Betreuung"


def test_what_is_typed_over_a_row_that_was_undone_stays_as_a_new_one(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung")
    sitter.go_on()
    sitter.turn_to("Domains")
    sitter.write(sitter.field(0, "short"), "Care")
    sitter.desk.undo()
    assert sitter.field(0, "name").text() == "Betreuung"
    sitter.go_on()
    assert [(one.name, one.text) for one in sitter.kept().domains] == [("Betreuung", "Care")]


def test_nothing_typed_changes_nothing(sitter: Sitter) -> None:
    before, seq = dump(sitter.desk.store), sitter.desk.store.head.seq
    for _ in range(len(STEPS)):
        sitter.assistant.go_on()
    assert sitter.assistant.isHidden()
    assert (dump(sitter.desk.store), sitter.desk.store.head.seq) == (before, seq)
    sitter.assistant.open()
    assert done(sitter) == ["Program", "Time", "Limits"]  # the others have nothing yet


# The plain steps ----------------------------------------------------------------------------------


def test_the_program_is_named_and_its_currency_set(sitter: Sitter) -> None:
    step = sitter.turn_to("Program")
    sitter.write(step.name, "")
    assert step._name_line.fault.text() == "The program needs a name."
    sitter.go_on()
    assert sitter.kept().name == "Büro"
    sitter.write(step.name, "Nord")
    step.currency.setFocus()
    sitter.type("c")  # CHF, the first with this letter
    sitter.go_on()
    assert (sitter.kept().name, sitter.kept().currency) == ("Nord", "CHF")
    assert sitter.window.windowTitle().startswith("Nord")
    assert sitter.labels() == ["Describe the program"]


def test_start_horizons_and_week_are_checked_where_they_stand(sitter: Sitter) -> None:
    sitter.desk.do("Add", lambda s: outcomes.add(s, "NPS", 1, 2, date(2027, 1, 1)))
    step = sitter.turn_to("Time")
    sitter.write(step.mid, "1.1.2027")
    sitter.press(Key.Key_Tab)
    assert step._lines[2].fault.text() == "The mid horizon must end after the short one."
    sitter.write(step.mid, "31.12.2027")
    for one in step.days[:5]:
        click(one)
    assert step._week_line.fault.text() == "A working week has one working day at least."
    sitter.go_on()
    assert sitter.step.title == "Time"
    for one in step.days[:4]:
        click(one)
    sitter.write(step.start, "1 Feb 2027")
    sitter.go_on()
    assert step._lines[0].fault.text().startswith("The program cannot start 1 Feb 2027: O1 is due")
    assert sitter.kept().working_week == (0, 1, 2, 3, 4)  # all of it or nothing
    sitter.write(step.start, "1.12.2026")
    sitter.go_on()
    here = sitter.kept()
    assert (here.start, here.mid_ends) == (date(2026, 12, 1), date(2027, 12, 31))
    assert here.working_week == (0, 1, 2, 3)
    assert sitter.labels()[-1] == "Set the program's time"


def test_limits_are_agreed_changed_and_lifted(sitter: Sitter) -> None:
    made = sitter.desk.do("Add", lambda s: domains.add(s, "Betreuung", capacity=60))
    assert made is not None
    step = sitter.turn_to("Limits")
    budget = step.fields[Measure.BUDGET, None]
    wip = step.fields[Measure.WIP, None]
    assert (wip.field.text(), budget.note.text()) == ("8", "thousand EUR, all initiatives together")
    sitter.type("-3")
    assert budget.fault.text() == "Budget cannot be limited below zero."
    sitter.write(budget.field, "1,800")
    assert "can be read two ways" in budget.fault.text()
    sitter.write(budget.field, "1800")
    sitter.write(wip.field, "2,5")
    assert wip.fault.text() == "Work in progress counts initiatives: give a whole number."
    sitter.go_on()
    assert sitter.focus() is wip.field
    sitter.write(wip.field, "")
    own = step.fields[Measure.PERSON_DAYS, made.result]
    assert own.note.text() == "person-days a month; its capacity is 60"
    sitter.write(own.field, "40")
    sitter.go_on()
    assert sitter.kept().limits == {
        (Measure.BUDGET, None): 1800, (Measure.PERSON_DAYS, made.result): 40,
    }  # fmt: skip
    assert sitter.labels()[-1] == "Set limits"


def test_the_first_batch_is_added_and_changed(sitter: Sitter) -> None:
    step = sitter.turn_to("First batch")
    sitter.type("Einmal fragen")
    sitter.press(Key.Key_Return)
    assert step._deadline_line.fault.text().startswith("Say by when the batch is delivered")
    assert sitter.focus() is step.deadline
    sitter.type("1.1.2020")
    sitter.press(Key.Key_Tab)
    assert step._deadline_line.fault.text() == "1 Jan 2020 has passed."  # said, not refused
    sitter.write(step.deadline, "30.4.2027")
    sitter.go_on()
    batch = sitter.kept().batch
    assert batch is not None
    assert (batch.code, batch.name, batch.deadline) == ("B1", "Einmal fragen", date(2027, 4, 30))
    sitter.assistant.open()
    sitter.write(step.name, "Klar reden")
    sitter.go_on()
    batch = sitter.kept().batch
    assert batch is not None
    assert batch.name == "Klar reden"
    with sitter.desk.read() as session:
        assert programs.next_batch_code(session) == "B2"


def test_a_broken_field_of_many_lines_loses_nothing(sitter: Sitter) -> None:
    step = sitter.turn_to("North star")
    QGuiApplication.clipboard().setText("Zeile eins\nZeile zwei <b>fett</b>")
    sitter.press(Key.Key_V, CONTROL)
    sitter.press(Key.Key_Escape)
    assert sitter.kept().north_star == "Zeile eins Zeile zwei <b>fett</b>"
    assert step.star.words() == "Zeile eins Zeile zwei <b>fett</b>"


# Looks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1000, 640), (640, 400)])
def test_every_step_fits_a_narrow_window(sitter: Sitter, width: int, height: int) -> None:
    sitter.window.resize(width, height)
    QApplication.processEvents()
    assert sitter.assistant.list.isVisible() == (width == 1000)
    for place in range(len(STEPS)):
        sitter.assistant.go_to(place)
        QApplication.processEvents()
        area = sitter.assistant.pages[place]
        assert sitter.step.width() <= area.viewport().width()
        for one in (*sitter.step.findChildren(QLineEdit), *sitter.step.findChildren(Choice)):
            right = one.mapTo(area.viewport(), one.rect().topRight()).x()
            assert right <= area.viewport().width()
            assert one.width() >= 40
        assert sitter.assistant.next.isVisible()


def test_it_follows_the_window_and_the_theme(sitter: Sitter) -> None:
    window, assistant = sitter.window, sitter.assistant
    for folded in (True, False):
        window.sidebar.set_folded(folded)
        QApplication.processEvents()
        assert assistant.geometry() == window.topbar.geometry().united(window.body.geometry())
    for look in ("dark", "light"):
        window.settings.set("theme", look)
        QApplication.processEvents()
        picture = assistant.grab().toImage()
        at = assistant.stack.geometry().bottomRight()
        assert picture.pixelColor(at.x() - 4, at.y() - 4) == theme.current().surface


@pytest.fixture
def program(themed: QApplication) -> Iterator[Program]:
    made = Program(themed, Settings())
    made.files.clock = clock
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.close()
    themed.aboutToQuit.disconnect(made.close)
    made.deleteLater()


def test_opening_another_file_keeps_what_was_typed_in_the_one_before(
    program: Program, home: Path, tmp_path: Path, sample_file: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "Büro.cxdesk"
    program.files.create(file, "Büro", "EUR")
    qtbot.waitUntil(lambda: program.assistant is not None and program.assistant.isVisible())
    assert program.assistant is not None
    program.assistant.go_to([one.title for one in STEPS].index("North star"))
    program.assistant.step.star.insertPlainText("Ein Satz")  # type: ignore[attr-defined]
    program.files.open(sample_file)
    assert program.assistant is None
    assert program.window is not None
    assert not [one for one in program.window.findChildren(Overlay) if one.isVisible()]
    program.assist()
    with Store.open(file, home=home) as store, store.read() as session:
        assert setup.setup(session).north_star == "Ein Satz"
    assert program.assistant is not None
    assert program.assistant.step.here.name == "Meridian Telecom"
    assert program.assistant.step.title == "Time"
