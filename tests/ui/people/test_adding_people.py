"""People added one by one, and pasted from a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.model.people import Level
from cxdesk.services import people
from cxdesk.ui.people.paste_people import PastePeople
from cxdesk.ui.people.person_form import PersonForm
from tests.ui.people.reception import CONTROL, Reception


@pytest.fixture
def form(reception: Reception) -> PersonForm:
    reception.table.setFocus()
    QTest.keyClick(reception.table, Qt.Key.Key_N)
    made = reception.page.form
    assert made is not None
    assert made.isVisible()
    assert QApplication.focusWidget() is made.name
    return made


def test_one_after_the_other_with_enter(reception: Reception, form: PersonForm) -> None:
    form.domain.setCurrentText("Care")
    form.level.setCurrentText("Manager")
    reception.write(form.name, "  Zoë Ångström ", enter=False)
    reception.write(form.role, "Team lead", enter=False)
    reception.write(form.email, "zoe@meridian.example")
    row = reception.person("Zoë Ångström")
    assert (row.role, row.email, row.domain, row.level, row.initials) == (
        "Team lead", "zoe@meridian.example", "Care", Level.MANAGER, "ZÅ",
    )  # fmt: skip
    assert form.isVisible()
    assert form.said.text() == "Zoë Ångström is added."
    assert (form.name.text(), form.role.text(), form.domain.currentText()) == ("", "", "Care")
    assert QApplication.focusWidget() is form.name
    assert reception.table.current_row().id == row.id
    reception.write(form.name, "Bo Ek")
    assert reception.person("Bo Ek").domain == "Care"
    assert reception.labels()[:2] == ["Add Bo Ek", "Add Zoë Ångström"]
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_a_namesake_is_said_and_can_be_added(reception: Reception, form: PersonForm) -> None:
    reception.write(form.name, "jonas weber", enter=False)
    assert form.same.isVisible()
    assert form.same.text() == "There is already a Jonas Weber (VP CX)."
    reception.write(form.name, "Jonas Weber", enter=False)
    reception.write(form.role, "Analyst")
    rows = [row for row in reception.directory().people if row.name == "Jonas Weber"]
    assert sorted(row.initials for row in rows) == ["JW", "JW2"]
    assert {"Jonas Weber (VP CX)", "Jonas Weber (Analyst)"} <= set(reception.names())
    assert not form.same.isVisible()
    reception.write(form.name, "Jonas Weber", enter=False)
    assert form.same.text() == "There is already a Jonas Weber (VP CX) and 1 more."


def test_bad_words_are_refused_at_their_field_and_stay(
    reception: Reception, form: PersonForm
) -> None:
    reception.write(form.role, "Analyst")
    assert form.trouble.text() == "A person needs a name."
    assert QApplication.focusWidget() is form.name
    reception.write(form.name, "Zoë", enter=False)
    reception.write(form.email, "zoe.meridian.example", enter=False)
    form.role.setFocus()
    assert "is no email address" in form.trouble.text()
    assert form.email.property("invalid")
    QTest.keyClick(form.role, Qt.Key.Key_Return)
    assert len(reception.directory().people) == 12
    assert (form.name.text(), form.role.text(), form.email.text()) == (
        "Zoë", "Analyst", "zoe.meridian.example",
    )  # fmt: skip
    reception.write(form.email, "zoe@meridian.example")
    assert reception.person("Zoë").role == "Analyst"


def test_an_email_with_a_line_break_is_refused(reception: Reception, form: PersonForm) -> None:
    reception.write(form.name, "Zoë", enter=False)
    reception.write(form.email, "zoe@meridian.example\nbcc: all@meridian.example")
    assert form.trouble.isVisible()
    assert len(reception.directory().people) == 12


PASTED = (
    "Name\tRole\tEmail\tDomain\tLevel\n"
    "Zoë Ångström\tAgent\tzoe@x.example\tcare\tManager\n"
    "Ben Carter\tBilling analyst\tben.carter@meridian.example\tFin\temployee\n"
    "Bo Ek\tAgent\tbo@x.example\tWholesale\temployee\n"
    "Mia Sand\t\t\t\t\n"
)


def test_pasting_over_the_table_shows_what_can_be_added(reception: Reception) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    reception.table.setFocus()
    QTest.keyClick(reception.table, Qt.Key.Key_V, CONTROL)
    form = reception.page.paste
    assert isinstance(form, PastePeople)
    assert form.said.text() == "2 people can be added, 2 rows cannot:"
    assert form.trouble.text().splitlines() == [
        "Row 3: Ben Carter is in the program already.",
        "Row 4: There is no domain “Wholesale”: it is IT, Care, Finance, Fin, Sales & marketing, "
        "S&M or Field.",
    ]
    QTest.keyClick(form.field, Qt.Key.Key_Return, CONTROL)
    assert {"Zoë Ångström", "Mia Sand"} <= set(reception.names())
    row = reception.person("Zoë Ångström")
    assert (row.domain, row.level, row.email) == ("Care", Level.MANAGER, "zoe@x.example")
    assert reception.labels()[0] == "Add 2 people"
    kept = form.field.toPlainText()
    assert "Bo Ek" in kept, "what could not be added stays to be mended"
    assert "Zoë" not in kept
    reception.desk.undo()
    assert len(reception.names()) == 12


def test_thousands_of_rows_are_added_in_one_step_and_said(
    reception: Reception, said: list[str]
) -> None:
    text = "\n".join(f"Person {n}\tRole {n % 9}\tp{n}@x.example\tIT" for n in range(2_000))
    reception.page.paste_people(text)
    form = reception.page.paste
    assert form is not None
    assert form.add.text() == "Add 2,000 people"
    busy: list[str] = []
    reception.desk.changed.connect(lambda _change: busy.append(form.said.text()))
    QTest.mouseClick(form.add, Qt.MouseButton.LeftButton)
    assert busy == ["Adding 2,000 people…"]
    assert QGuiApplication.overrideCursor() is None
    assert said == ["2,000 people added"]
    assert reception.bar.count() == "2,012 of 2,012"
    assert not form.isVisible()
    reception.bar.narrow.setText("person 1999")
    assert reception.names() == ["Person 1999"]
    reception.desk.undo()
    assert reception.bar.count() == "0 of 12"


def test_rows_refused_by_the_file_stay(reception: Reception) -> None:
    domain = next(row for row in reception.directory().domains if row.short == "IT")
    form = PastePeople(reception.page, reception.desk, reception.directory, "Zoë\t\t\tIT")
    form.open()
    reception.desk.refused.connect(lambda _error: None)
    assert form._add_all([people.NewPerson("", domain=domain.id)]) == (
        "Row 1: A person needs a name."
    )
    assert form.field.toPlainText() == "Zoë\t\t\tIT"
