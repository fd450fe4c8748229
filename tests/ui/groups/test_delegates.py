"""Delegates: somebody fills a seat of the board for some days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cxdesk.ui.people.delegate_form import DelegateForm
from tests.conftest import TODAY
from tests.services.foundation_commands import BOARD, stand_in
from tests.ui.groups.office import LEFT, Key, Mod, Office

DAY = timedelta(days=1)


def form_of(office: Office, member: str) -> DelegateForm:
    """The form, opened with a click on the cell of the seat."""
    office.click(office.card(BOARD).table, member, "delegate")
    (form,) = [one for one in office.view.window().findChildren(DelegateForm) if one.isVisible()]
    return form


def delegates(office: Office, member: str) -> list[tuple[str, date, date]]:
    row = next(each for each in office.groups()[BOARD].members if each.name == member)
    return [(one.name, one.start, one.end) for one in row.delegates]


def shown(office: Office, member: str) -> str:
    table = office.card(BOARD).table.table
    row = next(one for one in table.rows if one.name == member)
    return table.columns[4].text(row)


def choose(office: Office, form: DelegateForm, name: str) -> None:
    QTest.mouseClick(form.person, LEFT)
    office.choose(name)


def test_a_delegate_is_named_for_some_days(office: Office) -> None:
    form = form_of(office, "Elena Rossi")
    QTest.mouseClick(form.person, LEFT)
    offered = {one.text for one in office.picker().model.shown}
    assert "Hana Sato" in offered
    assert "Ravi Menon" not in offered  # has a seat there
    office.choose("Hana Sato")
    office.fill(form.end, "2 Dec 2026")
    QTest.keyClick(form.end, Key.Key_Return)
    assert not form.isVisible()
    assert delegates(office, "Elena Rossi") == [("Hana Sato", TODAY, date(2026, 12, 2))]
    assert shown(office, "Elena Rossi") == "Hana Sato until 2 Dec"
    assert office.said == ["Let Hana Sato stand in for Elena Rossi"]
    office.desk.undo()
    assert shown(office, "Elena Rossi") == ""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "Hana Sato today"),
        ("1.12.2026", "", "Hana Sato on 1 Dec"),
        ("1.12.2026", "2026-12-04", "Hana Sato 1 Dec to 4 Dec"),
    ],
)
def test_the_days_are_said_as_they_are(office: Office, start: str, end: str, words: str) -> None:
    form = form_of(office, "Elena Rossi")
    choose(office, form, "Hana Sato")
    office.fill(form.start, start)
    office.fill(form.end, end)
    QTest.keyClick(form.end, Key.Key_Return)
    assert shown(office, "Elena Rossi") == words


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(office: Office) -> None:
    form = form_of(office, "Elena Rossi")
    QTest.keyClick(form.end, Key.Key_Return)
    assert form.trouble.text() == "Choose who stands in."
    choose(office, form, "Hana Sato")
    office.fill(form.end, "1 Nov 2026")
    assert form.trouble.text() == "The last day is before the first one, 23 Nov 2026."
    QTest.keyClick(form.end, Key.Key_Return)
    assert form.isVisible()
    office.fill(form.end, "soon")
    assert form.trouble.text().startswith("“soon” is no date.")
    assert (form.person.words(), form.end.text()) == ("Hana Sato", "soon")
    assert delegates(office, "Elena Rossi") == []


def test_a_delegate_of_another_seat_is_refused_on_the_same_days(office: Office) -> None:
    office.desk.do("x", lambda s: stand_in(s, "Ravi Menon", "Hana Sato", TODAY, TODAY + 9 * DAY))
    form = form_of(office, "Elena Rossi")
    choose(office, form, "Hana Sato")
    QTest.keyClick(form.end, Key.Key_Return)
    assert form.trouble.text() == (
        "Hana Sato stands in for Ravi Menon from 23 Nov 2026 to 2 Dec 2026: choose other days or "
        "somebody else."
    )
    office.fill(form.start, "3 Dec 2026")
    QTest.keyClick(form.start, Key.Key_Return)
    assert delegates(office, "Elena Rossi") == [("Hana Sato", date(2026, 12, 3), date(2026, 12, 3))]


def test_a_delegation_is_ended_from_the_form(office: Office) -> None:
    office.desk.do("x", lambda s: stand_in(s, "Elena Rossi", "Hana Sato"))
    office.desk.do(
        "x", lambda s: stand_in(s, "Elena Rossi", "Ben Carter", TODAY + DAY, TODAY + DAY)
    )
    assert shown(office, "Elena Rossi") == "Hana Sato today and 1 more"
    form = form_of(office, "Elena Rossi")
    ends = [one for one in form.findChildren(QPushButton) if one.text() == "End"]
    assert [one.accessibleName() for one in ends] == [
        "End the delegation of Hana Sato", "End the delegation of Ben Carter",
    ]  # fmt: skip
    QTest.mouseClick(ends[0], LEFT)
    assert [name for name, _, _ in delegates(office, "Elena Rossi")] == ["Ben Carter"]
    assert form.isVisible()
    QTest.keyClick(form.start, Key.Key_Escape)
    assert not form.isVisible()


def test_the_keyboard_opens_the_form_and_goes_round_in_it(office: Office) -> None:
    table = office.card(BOARD).table
    office.click(table, "Elena Rossi", "role")
    for _ in range(3):
        QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_F2)
    (form,) = [one for one in office.view.window().findChildren(DelegateForm) if one.isVisible()]
    assert QApplication.focusWidget() is form.person
    QTest.keyClick(form.person, Key.Key_Tab)
    assert QApplication.focusWidget() is form.start
    QTest.keyClick(form.start, Key.Key_Tab, Mod.ShiftModifier)
    assert QApplication.focusWidget() is form.person
