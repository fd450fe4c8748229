"""Domains: named, coloured, ordered, and held against what they can give."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from cxdesk.model.program import Measure
from cxdesk.services import domains, strategy
from cxdesk.ui.people.domains_page import DomainsPage
from cxdesk.ui.table.ordered import sorted_words
from tests.ui.groups.office import DOMAINS, LEFT, Key, Mod, Office


@pytest.fixture
def page(office: Office) -> DomainsPage:
    made = office.turn(DOMAINS)
    assert isinstance(made, DomainsPage)
    return made


def texts(page: DomainsPage, name: str) -> list[str]:
    row = next(one for one in page.table.table.rows if one.name == name)
    return [column.text(row) for column in page.table.table.columns]


def test_the_model_is_sound(page: DomainsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.table.table)


def test_a_domain_shows_what_it_can_give_and_what_is_asked(page: DomainsPage) -> None:
    shown = texts(page, "IT")
    assert shown[:6] == ["Blue", "IT", "IT", "100 days", "2", "5"]
    assert (shown[10], shown[11]) == ("108", "111")  # March and April
    assert page.note.text() == (
        "5 domains. Over what they can give: IT in Mar and Apr; Care in Mar."
    )
    assert [one.name for one in page.table.table.rows][-1] == "Organisation-wide"


def test_a_capacity_that_is_not_known_is_read_in_full(page: DomainsPage, office: Office) -> None:
    office.desk.do("x", lambda s: domains.add(s, "Recht und Datenschutz"))
    model = page.table.table
    row = next(n for n, one in enumerate(model.rows) if one.name.startswith("Recht"))
    index = model.index(row, 3)
    assert index.data() == "not known, limit 100"
    assert not page.table.painter.is_cut(index)


def test_a_name_is_changed_where_it_stands_in_one_step(page: DomainsPage, office: Office) -> None:
    field = office.edit(page.table, "Care", "name", "Kundenbetreuung für Geschäftskunden")
    QTest.keyClick(field, Key.Key_Return)
    assert office.domain("Kundenbetreuung für Geschäftskunden").short == "Care"
    assert office.said == ["Rename Care"]
    office.desk.undo()
    assert office.domain("Care").short == "Care"


def test_a_short_name_in_use_is_refused_at_its_cell(page: DomainsPage, office: Office) -> None:
    field = office.edit(page.table, "Care", "short", "fin")
    QTest.keyClick(field, Key.Key_Return)
    assert page.table.editor() is field
    assert field.note.text().startswith("There is already a domain Finance (Fin)")
    assert field.text() == "fin"
    assert office.domain("Care").short == "Care"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("-1", "Capacity cannot be below zero: 0 says that it is not known."),
        ("many", "“many” is no number."),
        ("1,000", "“1,000” can be read two ways: write 1000 or 1.000."),
    ],
)
def test_a_capacity_is_looked_at_while_it_is_typed(
    page: DomainsPage, office: Office, typed: str, why: str
) -> None:
    field = office.edit(page.table, "IT", "capacity", typed)
    assert field.note.text() == why
    QTest.keyClick(field, Key.Key_Return)
    assert page.table.editor() is field
    assert office.domain("IT").capacity == 100


@pytest.mark.parametrize(
    ("typed", "days", "shown"),
    [
        ("80", 80.0, "80 days"),
        ("37,5 days", 37.5, "37.5 days"),
        ("0", 0.0, "not known, limit 100"),
        ("", 0.0, "not known, limit 100"),
        ("250", 250.0, "250 days, limit 100"),
    ],
)
def test_a_capacity_is_set_and_the_months_follow(
    page: DomainsPage, office: Office, typed: str, days: float, shown: str
) -> None:
    QTest.keyClick(office.edit(page.table, "IT", "capacity", typed), Key.Key_Return)
    assert office.domain("IT").capacity == days
    assert texts(page, "IT")[3] == shown
    assert bool(office.domain("IT").over) == ("IT in" in page.note.text())


def test_without_a_limit_a_capacity_of_nothing_is_not_known(
    page: DomainsPage, office: Office
) -> None:
    care = office.domain("Care").id
    office.desk.do("x", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, None))
    office.desk.do("x", lambda s: domains.offer(s, care or 0, 0))
    assert texts(page, "Care")[3] == "not known"
    assert "Care" not in page.note.text()


def test_a_click_on_its_colour_offers_five(page: DomainsPage, office: Office) -> None:
    office.click(page.table, "Care", "hue")
    assert [one.text for one in office.picker().model.shown] == [
        "Blue", "Teal", "Purple", "Pink", "Olive",
    ]  # fmt: skip
    office.choose("Olive")
    assert office.domain("Care").hue == 4
    assert office.said == ["Set the colour of Care"]


def test_the_organisation_cannot_be_changed(page: DomainsPage, office: Office) -> None:
    for column in ("hue", "name", "short", "capacity"):
        office.click(page.table, "Organisation-wide", column)
        QTest.keyClick(page.table, Key.Key_F2)
        assert page.table.editor() is None
        assert QApplication.activePopupWidget() is None
    QTest.keyClick(page.table, Key.Key_Up, Mod.AltModifier)
    assert office.said == []


# Their order ----------------------------------------------------------------------------------


def test_alt_and_the_arrows_move_a_domain_up_to_the_ends(page: DomainsPage, office: Office) -> None:
    office.click(page.table, "Field")
    QTest.keyClick(page.table, Key.Key_Down, Mod.AltModifier)  # the organisation stays last
    assert office.said == []
    for _ in range(4):
        QTest.keyClick(page.table, Key.Key_Up, Mod.AltModifier)
    assert [row.short for row in office.domains()] == ["Field", "IT", "Care", "Fin", "S&M"]
    assert page.table.current_row().name == "Field"
    QTest.keyClick(page.table, Key.Key_Up, Mod.AltModifier)
    assert len(office.said) == 4
    QTest.keyClick(page.table, Key.Key_Down, Mod.AltModifier)
    assert [row.short for row in office.domains()] == ["IT", "Field", "Care", "Fin", "S&M"]


def test_a_domain_is_dragged_to_its_place(page: DomainsPage, office: Office) -> None:
    high = page.table.rowHeight(0)
    office.drag(page.table, "IT", 3 * high - 4)
    assert [row.short for row in office.domains()] == ["Care", "Fin", "IT", "S&M", "Field"]
    office.drag(page.table, "Field", 2)
    assert [row.short for row in office.domains()] == ["Field", "Care", "Fin", "IT", "S&M"]
    office.drag(page.table, "Care", 9 * high)
    assert [row.short for row in office.domains()] == ["Field", "Fin", "IT", "S&M", "Care"]
    assert office.said == ["Move IT", "Move Field", "Move Care"]


def test_a_drag_back_to_its_own_place_changes_nothing(page: DomainsPage, office: Office) -> None:
    office.drag(page.table, "Finance", page.table.rowHeight(0) * 2 + 2)
    assert office.said == []


def test_a_sorted_table_says_how_to_order_it(page: DomainsPage, office: Office) -> None:
    head = page.table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(1) + 20, 10)
    QTest.mouseClick(head.viewport(), LEFT, Mod.NoModifier, place)
    assert [row.short for row in page.table.table.rows] == [
        "Care", "Field", "Fin", "IT", "S&M", "Org",
    ]  # fmt: skip
    office.click(page.table, "IT")
    QTest.keyClick(page.table, Key.Key_Up, Mod.AltModifier)
    assert office.said == [sorted_words("Domain")]
    assert [row.short for row in office.domains()] == ["IT", "Care", "Fin", "S&M", "Field"]


# New ones, copies, paper ----------------------------------------------------------------------


def test_domains_are_added_one_after_the_other(page: DomainsPage, office: Office) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_N)
    form = page.form
    assert form is not None
    assert QApplication.focusWidget() is form.name
    office.fill(form.name, "Rechtsabteilung")
    office.fill(form.short, "Recht")
    office.fill(form.capacity, "12,5")
    QTest.keyClick(form.capacity, Key.Key_Return)
    added = office.domain("Rechtsabteilung")
    assert (added.short, added.capacity) == ("Recht", 12.5)
    assert form.isVisible()
    assert QApplication.focusWidget() is form.name
    assert form.name.text() == form.short.text() == form.capacity.text() == ""
    office.fill(form.name, "FINANCE")
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.trouble.text().startswith("There is already a domain Finance (Fin)")
    assert form.name.text() == "FINANCE"
    QTest.keyClick(form.name, Key.Key_Escape)
    assert not form.isVisible()
    assert len(office.domains()) == 6


def test_a_new_domain_needs_a_name_and_a_capacity_that_is_one(
    page: DomainsPage, office: Office
) -> None:
    page.add()
    form = page.form
    assert form is not None
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.trouble.text() == "A domain needs a name."
    office.fill(form.name, "Law")
    assert form.trouble.isHidden()
    office.fill(form.capacity, "-3")
    assert form.trouble.text() == "Capacity cannot be below zero: 0 says that it is not known."
    QTest.keyClick(form.capacity, Key.Key_Return)
    assert len(office.domains()) == 5
    assert form.capacity.text() == "-3"


def test_the_table_is_copied_with_its_months_in_full(page: DomainsPage) -> None:
    page.table.copy(everything=True)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:7] == [
        "Colour", "Domain", "Short", "Capacity", "People", "Initiatives", "Nov 2026",
    ]  # fmt: skip
    assert lines[1].split("\t")[10] == "108"
    assert len(lines) == 7


def test_the_table_prints(page: DomainsPage) -> None:
    paper = page.paper()
    assert paper.name == "Domains"
    assert paper.make("A4").startswith(b"%PDF")


def test_a_domain_is_found_by_its_id(page: DomainsPage, office: Office) -> None:
    id = office.domain("Finance").id or 0
    assert office.view.reveal("domain", id)
    assert page.table.current_row().name == "Finance"
    assert office.view.neighbour("domain", id, 1) == office.domain("Sales & marketing").id
    assert office.view.neighbour("domain", office.domain("Field").id or 0, 2) is None
