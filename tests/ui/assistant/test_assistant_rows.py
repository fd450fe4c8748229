"""Rows typed and pasted in the assistant: domains, people, outcomes, principles, holidays."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.people import GroupKind, Level
from cxdesk.services import people, people_view, setup
from cxdesk.ui.assistant.grid import MOST_PASTED
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.paste import PasteForm
from cxdesk.ui.pickers import Picker
from tests.ui.assistant.conftest import CONTROL, Key, Sitter

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_domains_are_typed_row_by_row_and_kept_in_one_step(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    for word in ("Informationstechnologie", "IT", "100"):
        sitter.type(word)
        sitter.press(Key.Key_Tab)
    sitter.type("Finanzen")
    sitter.go_on()
    assert [(one.name, one.text, one.capacity) for one in sitter.kept().domains] == [
        ("Informationstechnologie", "IT", 100), ("Finanzen", "Finanzen", 0),
    ]  # fmt: skip
    assert sitter.labels() == ["Add 2 domains"]
    assert sitter.said[-1] == Toast("2 domains added", undo=True)
    assert sitter.step.title == "People"
    sitter.desk.undo()
    assert sitter.kept().domains == ()


def test_enter_begins_the_next_row_and_in_an_empty_one_leads_to_next(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    for number in range(4):  # more than there are at first
        assert sitter.focus() is sitter.field(number, "name")
        sitter.type(f"Domain {number}")
        sitter.press(Key.Key_Return)
    sitter.press(Key.Key_Return)
    assert sitter.focus() is sitter.assistant.next
    sitter.press(Key.Key_Return)
    assert sitter.kept().domain_count == 4


def test_a_capacity_below_zero_is_said_while_it_is_typed_and_nothing_is_lost(
    sitter: Sitter,
) -> None:
    sitter.turn_to("Domains")
    sitter.write(sitter.field(0, "name"), "Betreuung")
    sitter.field(0, "capacity").setFocus()
    sitter.type("-5")
    said = "Capacity cannot be below zero: 0 says that it is not known."
    assert sitter.says(0) == said
    sitter.go_on()
    assert sitter.step.title == "Domains"
    assert sitter.focus() is sitter.field(0, "capacity")
    assert sitter.kept().domains == ()
    sitter.write(sitter.field(0, "capacity"), "viel")
    assert sitter.says(0) == "“viel” is no number."
    sitter.write(sitter.field(0, "capacity"), "12,5")
    assert sitter.says(0) == ""
    sitter.go_on()
    assert [one.capacity for one in sitter.kept().domains] == [12.5]


def test_two_domains_of_one_name_are_refused_at_the_second(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Kundenbetreuung", short="Care")
    sitter.fill(1, name="CARE")
    assert sitter.says(1).startswith("Kundenbetreuung stands here already")
    sitter.go_on()
    assert sitter.focus() is sitter.field(1, "name")
    assert sitter.kept().domains == ()


def test_what_was_kept_is_changed_by_going_back(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreung", capacity="10")
    sitter.go_on()
    sitter.turn_to("Domains")
    sitter.write(sitter.field(0, "name"), "Betreuung")
    sitter.fill(1, name="Vertrieb")
    sitter.go_on()
    assert [one.name for one in sitter.kept().domains] == ["Betreuung", "Vertrieb"]
    assert sitter.labels() == ["Add 1 domain", "Add 1 domain, change 1"]
    sitter.turn_to("Domains")
    sitter.write(sitter.field(0, "name"), "")
    sitter.go_on()
    assert sitter.says(0) == "A domain needs a name."
    assert [one.name for one in sitter.kept().domains] == ["Betreuung", "Vertrieb"]


def test_cells_pasted_from_a_spreadsheet_are_spread(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    rows = [f"Bereich {number}\tB{number}\t{number}" for number in range(6)]
    sitter.write(sitter.field(0, "name"), "\n".join(rows) + "\n")
    assert sitter.says(0) == ""
    sitter.go_on()
    assert [(one.name, one.text, one.capacity) for one in sitter.kept().domains][5] == (
        "Bereich 5", "B5", 5,
    )  # fmt: skip
    sitter.turn_to("Domains")
    many = "\n".join(f"N {number}" for number in range(10_000))
    sitter.field(6, "name").setFocus()
    QGuiApplication.clipboard().setText(many)
    sitter.press(Key.Key_V, CONTROL)
    assert sitter.says(6).startswith("10,000 rows are too many to look at here")
    assert str(MOST_PASTED) in sitter.says(6)
    assert sitter.field(6, "name").text() == ""


def choose(sitter: Sitter, text: str) -> list[str]:
    """Open the choice that has the keyboard and take an option, if it is there; all there are."""
    sitter.press(Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Picker)
    offered = [one.text for one in popup.model.shown]
    if text in offered:
        popup.list.setCurrentIndex(popup.model.index(offered.index(text)))
        QTest.keyClick(popup.list, Key.Key_Return)
    else:
        QTest.keyClick(popup.list, Key.Key_Escape)
    return offered


# People -----------------------------------------------------------------------------------------


def test_two_people_of_one_name_are_said_and_kept(sitter: Sitter) -> None:
    sitter.turn_to("People")
    sitter.fill(0, name="Jonas Weber", role="VP CX")
    sitter.fill(1, name="jonas weber", email="jw@nord.example")
    assert sitter.says(1) == (
        "There is already a jonas weber (VP CX): both are kept, told apart by their initials."
    )
    sitter.go_on()
    assert sitter.step.title == "North star"
    with sitter.desk.read() as session:
        found = people_view.directory(session).people
    assert len(found) == 2
    sitter.turn_to("People")
    assert (sitter.says(0), sitter.says(1)) == ("", "")
    sitter.write(sitter.field(2, "name"), "Jonas Weber")
    assert sitter.says(2).startswith("There is already a Jonas Weber")


def test_an_email_is_looked_at_when_it_is_left(sitter: Sitter) -> None:
    sitter.turn_to("People")
    sitter.write(sitter.field(0, "name"), "Zoë Ångström")
    sitter.field(0, "email").setFocus()
    sitter.type("zoe")
    assert sitter.says(0) == ""  # half an address is no mistake yet
    sitter.press(Key.Key_Tab)
    assert sitter.says(0).startswith("“zoe” is no email address")
    sitter.write(sitter.field(0, "email"), '"zoe@nord.example\nBcc: all@nord.example"')
    assert sitter.says(0) == "An email address stays on one line: take the line break out."
    sitter.go_on()
    assert sitter.kept().people == ()
    sitter.write(sitter.field(0, "email"), "zoe@nord.example")
    sitter.go_on()
    assert [one.email for one in sitter.kept().people] == ["zoe@nord.example"]


def test_letters_choose_a_level_and_are_no_shortcuts_of_the_kanban(sitter: Sitter) -> None:
    sitter.turn_to("People")
    sitter.write(sitter.field(0, "name"), "Änne Groß")
    level = sitter.field(0, "level")
    level.setFocus()
    sitter.type("m")
    assert level.value is Level.MANAGER
    sitter.type("ee")
    assert level.value is Level.EXECUTIVE
    sitter.type("nb")  # N and B add on the kanban
    assert sitter.assistant.isVisible()
    assert not sitter.window.view.page.quick_add.isVisible()  # type: ignore[attr-defined]
    sitter.press(Key.Key_Return)
    assert sitter.focus() is sitter.field(1, "name")


def test_sponsor_and_lead_are_chosen_among_those_just_typed(sitter: Sitter) -> None:
    step = sitter.turn_to("People")
    sitter.fill(0, name="Änne Groß")
    sitter.fill(1, name="Zoë Ångström")
    step.sponsor.setFocus()
    assert choose(sitter, "Änne Groß") == ["Nobody yet"]  # no executive yet
    sitter.field(0, "level").setFocus()
    sitter.type("ee")
    sitter.type("e" if sitter.field(0, "level").value is not Level.EXECUTIVE else "")
    step.sponsor.setFocus()
    choose(sitter, "Änne Groß")
    step.lead.setFocus()
    choose(sitter, "Zoë Ångström")
    sitter.go_on()
    here = sitter.kept()
    ids = {one.name: one.id for one in here.people}
    assert here.chairs == {
        GroupKind.BOARD: ids["Änne Groß"], GroupKind.TEAM: ids["Zoë Ångström"],
    }  # fmt: skip
    assert sitter.labels() == ["Add 2 people"]
    step = sitter.turn_to("People")
    assert step.sponsor.words() == "Änne Groß"
    step.lead.setFocus()
    choose(sitter, "Änne Groß")
    sitter.go_on()
    assert sitter.kept().chairs[GroupKind.TEAM] == ids["Änne Groß"]
    assert sitter.labels()[-1] == "Name who leads"


def test_thousands_of_people_are_pasted_in_one_step_and_the_first_are_listed(
    sitter: Sitter, qtbot: QtBot
) -> None:
    step = sitter.turn_to("People")
    many = "\n".join(f"Person {n:05}\tRole\tp{n}@nord.example" for n in range(2_000))
    QGuiApplication.clipboard().setText(many)
    sitter.press(Key.Key_V, CONTROL)
    form = step.form
    assert isinstance(form, PasteForm)
    qtbot.waitUntil(lambda: form.said.text() == "2,000 people can be added.", timeout=20_000)
    sitter.press(Key.Key_Return, CONTROL)
    assert sitter.kept().people_count == 2_000
    assert len([row for row in step.grid.rows if row.id is not None]) == setup.MOST
    assert step.grid.more.text() == "1,980 more are under People, Directory."
    assert sitter.labels() == ["Add 2,000 people"]
    assert sitter.assistant.isAncestorOf(sitter.focus())


def test_what_was_added_elsewhere_is_shown_and_what_is_typed_stays(sitter: Sitter) -> None:
    step = sitter.turn_to("People")
    sitter.fill(0, name="Halb getippt")
    sitter.desk.do("Add", lambda s: people.add(s, "Anna Ahn"))
    names = [row["name"] for row in step.grid.rows if row["name"]]
    assert names == ["Anna Ahn", "Halb getippt"]
    sitter.go_on()
    assert [one.name for one in sitter.kept().people] == ["Anna Ahn", "Halb getippt"]


# Outcomes ---------------------------------------------------------------------------------------


def test_an_outcome_needs_an_aim_and_a_day_after_the_start(sitter: Sitter) -> None:
    sitter.turn_to("Outcomes")
    sitter.fill(0, name="NPS", unit="Punkte", baseline="12", target="12")
    assert sitter.says(0) == "NPS needs a target other than its baseline: nothing would change."
    sitter.fill(0, target="25 Punkte", due="22.11.2026")
    assert sitter.says(0) == "NPS cannot be due 22 Nov 2026: the program starts 23 Nov 2026."
    sitter.fill(0, due="demnächst")
    assert sitter.says(0).startswith("“demnächst” is no date.")
    sitter.write(sitter.field(0, "due"), "")
    sitter.go_on()
    assert sitter.says(0) == "Say by when the target is to be met."
    assert sitter.kept().outcomes == ()
    sitter.write(sitter.field(0, "due"), "31 Dec 2027")
    sitter.go_on()
    (kept,) = sitter.kept().outcomes
    assert (kept.code, kept.target, kept.due) == ("O1", 25, date(2027, 12, 31))


def test_a_number_that_can_be_read_two_ways_is_asked_for_again(sitter: Sitter) -> None:
    sitter.turn_to("Outcomes")
    sitter.fill(0, name="Beschwerden", baseline="1,234")
    assert sitter.says(0) == "“1,234” can be read two ways: write 1234 or 1.234."
    sitter.fill(0, baseline="−3,5", target="0", due="2027-12-31")
    sitter.go_on()
    (kept,) = sitter.kept().outcomes
    assert (kept.baseline, kept.target) == (-3.5, 0)
    sitter.turn_to("Outcomes")
    assert sitter.field(0, "baseline").text() == "-3.5"
    assert not sitter.step.dirty


# North star, holidays -----------------------------------------------------------------------------


def test_north_star_and_principles_are_one_change(sitter: Sitter) -> None:
    step = sitter.turn_to("North star")
    sitter.write(step.star, "Jeder Kontakt endet\nmit Gewissheit")
    sitter.fill(0, name="Einmal fragen")
    sitter.fill(1, text="ohne Namen")
    sitter.go_on()
    assert sitter.says(1) == "A principle needs a name."
    assert sitter.kept().north_star == ""
    sitter.write(sitter.field(1, "name"), "Klar reden")
    sitter.go_on()
    here = sitter.kept()
    assert here.north_star == "Jeder Kontakt endet mit Gewissheit"
    assert [one.name for one in here.principles] == ["Einmal fragen", "Klar reden"]
    assert sitter.labels() == ["Set north star and principles"]
    sitter.turn_to("North star")
    sitter.write(sitter.field(0, "name"), "")
    sitter.go_on()
    assert [one.name for one in sitter.kept().principles] == ["Klar reden"]


def test_holidays_come_and_go_and_stand_once(sitter: Sitter) -> None:
    sitter.turn_to("Time")
    sitter.fill(0, on="25.12.2026", name="Weihnachten")
    sitter.fill(1, on="25 Dec 2026")
    assert sitter.says(1) == "25 Dec 2026 stands here already."
    sitter.fill(1, on="1.1.2027", name="Neujahr")
    sitter.go_on()
    assert sitter.kept().holidays == (
        (date(2026, 12, 25), "Weihnachten"), (date(2027, 1, 1), "Neujahr"),
    )  # fmt: skip
    sitter.turn_to("Time")
    sitter.write(sitter.field(0, "on"), "")
    sitter.write(sitter.field(0, "name"), "")
    sitter.write(sitter.field(1, "on"), "6.1.2027")
    sitter.go_on()
    assert sitter.kept().holidays == ((date(2027, 1, 6), "Neujahr"),)
    sitter.turn_to("Time")
    assert sitter.field(0, "on").text() == "6 Jan 2027"
    assert not sitter.step.dirty
