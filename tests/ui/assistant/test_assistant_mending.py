"""What is wrong in the assistant is mended by typing where the keyboard stands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cxdesk.services import calendar
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.paste import PasteForm
from tests.ui.assistant.conftest import CONTROL, Key, Sitter

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_what_stands_in_the_first_field_is_typed_over(sitter: Sitter) -> None:
    sitter.type("1 Dec 2026")  # the step it opens on has a date already
    assert sitter.step.start.text() == "1 Dec 2026"


def test_a_refused_value_is_typed_over(sitter: Sitter) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung", capacity="-5")
    sitter.go_on()
    sitter.type("60")
    assert (sitter.field(0, "capacity").text(), sitter.says(0)) == ("60", "")
    sitter.write(sitter.field(0, "capacity"), "-5")
    sitter.go_on()  # from within that field
    sitter.type("70")
    assert sitter.field(0, "capacity").text() == "70"


def test_a_wrong_date_is_wrong_no_longer_than_it_stands_there(sitter: Sitter) -> None:
    step = sitter.step
    sitter.write(step.start, "31 Feb 2027")
    sitter.press(Key.Key_Tab)
    assert "is no date" in step._lines[0].fault.text()
    sitter.write(step.start, "28 Feb 2027")
    assert step._lines[0].fault.text() == ""
    assert not step.start.property("invalid")


def test_a_week_without_a_working_day_has_the_keyboard_at_its_days(sitter: Sitter) -> None:
    for one in sitter.step.days[:5]:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    sitter.write(sitter.step.mid, "1 Jan 2029")
    sitter.go_on()
    assert sitter.focus() is sitter.step.days[0]
    sitter.press(Key.Key_Space)
    sitter.go_on()
    assert sitter.kept().working_week == (0,)


def test_a_short_horizon_over_before_the_start_is_looked_at_twice(sitter: Sitter) -> None:
    step = sitter.step
    sitter.write(step.start, "1 Mar 2027")
    sitter.write(step.short, "28 Feb 2027")
    sitter.press(Key.Key_Tab)
    said = "The short horizon ends before the program starts: nothing will lie in it."
    assert step._lines[1].fault.text() == said
    sitter.go_on()
    assert sitter.step.title == "Domains"  # a warning, not a wall


def test_a_name_that_stands_twice_is_wrong_until_one_of_the_two_is_changed(
    sitter: Sitter,
) -> None:
    sitter.turn_to("Domains")
    sitter.fill(0, name="Betreuung")
    sitter.fill(1, name="Betreuung")
    sitter.fill(0, capacity="10")
    assert sitter.says(0)
    assert sitter.says(1)
    sitter.fill(1, name="Vertrieb")
    assert (sitter.says(0), sitter.says(1)) == ("", "")
    assert not sitter.field(0, "name").property("invalid")


def test_people_of_one_name_are_told_apart_where_a_lead_is_chosen(sitter: Sitter) -> None:
    step = sitter.turn_to("People")
    sitter.fill(0, name="Jürgen Groß", email="a@x.example")
    sitter.fill(1, name="Jürgen Groß", role="Teamleiter", email="b@x.example")
    offered = [(one.text, one.note) for one in step._offered(None) if one.value is not None]
    assert offered == [("Jürgen Groß", "a@x.example"), ("Jürgen Groß", "Teamleiter")]


def test_pasted_people_are_said_to_be_added(sitter: Sitter) -> None:
    step = sitter.turn_to("People")
    QGuiApplication.clipboard().setText("Jürgen Groß\tLeiter\nŁucja Őrsi\tCIO")
    sitter.press(Key.Key_V, CONTROL)
    assert isinstance(step.form, PasteForm)
    sitter.press(Key.Key_Return, CONTROL)
    assert sitter.said[-1] == Toast("2 people added", undo=True)
    assert sitter.labels()[-1] == "Add 2 people"


def test_a_kept_row_shows_no_sample_of_what_it_could_hold(sitter: Sitter) -> None:
    sitter.desk.do("Add", lambda s: calendar.add_holidays(s, {date(2027, 5, 1): ""}))
    sitter.assistant.step.load()
    kept = sitter.field(0, "name")
    assert (kept.text(), kept.placeholderText()) == ("", "")
    assert sitter.field(0, "on").text() == "1 May 2027"
