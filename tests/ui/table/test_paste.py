"""The form for pasted rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.exchange.pasted_people import people_of
from cxdesk.services.people import NewPerson
from cxdesk.ui.form.paste import Found, PasteForm


class Clerk:
    """Takes people from the form."""

    def __init__(self, over: QWidget) -> None:
        self.people: list[NewPerson] = []
        self.refusal = ""
        self.form = PasteForm(
            over, "Paste people", "Name, role, email, domain, level", "person", self.read, self.keep
        )
        self.form.open()

    def read(self, text: str) -> Found:
        there = [(one.name, one.email) for one in self.people]
        found = people_of(text, {"Care": 1}, there)
        return Found(found.people, found.problems, found.heading, found.notes)

    def keep(self, rows: Sequence[NewPerson]) -> str:
        if not self.refusal:
            self.people += rows
        return self.refusal


@pytest.fixture
def clerk(themed: QApplication, qtbot: QtBot) -> Clerk:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 700)
    over.show()
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    return Clerk(over)


def press(clerk: Clerk, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(clerk.form.field, key, modifier)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_what_to_look_at_twice_is_said_and_hinders_nothing(clerk: Clerk) -> None:
    clerk.form.field.setPlainText("Name\tRaum\nBo\tB7\n\t")
    assert clerk.form.said.text() == "1 person can be added."
    assert clerk.form.trouble.text() == "No column is called “Raum”: it is left out."
    assert clerk.form.trouble.isVisible()
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert [one.name for one in clerk.people] == ["Bo"]


def test_good_rows_are_added_and_the_form_closes(clerk: Clerk) -> None:
    clerk.form.field.setPlainText("Name\tDomain\nZoë Ångström\tCare\nBob\t\n")
    assert clerk.form.said.text() == "2 people can be added."
    assert clerk.form.add.text() == "Add 2 people"
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert [(one.name, one.domain) for one in clerk.people] == [("Zoë Ångström", 1), ("Bob", None)]
    assert clerk.form.isHidden()


def test_bad_rows_stay_with_their_heading_until_they_are_mended(clerk: Clerk) -> None:
    clerk.form.field.setPlainText('Name\tEmail\nZoë\tno address\n"Bo\nb"\tb@x.example\nAda\t\n')
    assert clerk.form.said.text() == "1 person can be added, 2 rows cannot:"
    assert clerk.form.trouble.text().startswith("Row 2: “no address” is no email address")
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert [one.name for one in clerk.people] == ["Ada"]
    assert clerk.form.field.toPlainText() == 'Name\tEmail\nZoë\tno address\n"Bo\nb"\tb@x.example\n'
    clerk.form.field.setPlainText("Name\tEmail\nZoë\tz@x.example\nBob\tb@x.example")
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert [one.name for one in clerk.people] == ["Ada", "Zoë", "Bob"]


def test_a_refusal_is_said_and_nothing_is_lost(clerk: Clerk) -> None:
    clerk.refusal = "The file is full."
    clerk.form.field.setPlainText("Zoë")
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert clerk.form.said.text() == "The file is full."
    assert clerk.form.field.toPlainText() == "Zoë"
    assert not clerk.form.isHidden()


def test_nothing_pasted_cannot_be_added(clerk: Clerk) -> None:
    assert not clerk.form.add.isEnabled()
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert clerk.people == []
    press(clerk, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert clerk.form.isHidden()


def test_ten_thousand_rows_are_looked_through_after_a_pause(clerk: Clerk, qtbot: QtBot) -> None:
    text = "\n".join(f"Person {n}\tClerk\tp{n}@x.example" for n in range(10_000))
    clerk.form.field.setPlainText(text)
    qtbot.waitUntil(lambda: clerk.form.add.text() == "Add 10,000 people")
    press(clerk, Qt.Key.Key_Return, CONTROL)
    assert len(clerk.people) == 10_000
