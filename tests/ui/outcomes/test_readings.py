"""Readings: added one after the other, corrected in the table, pasted, removed, printed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.services import outcomes
from cxdesk.services.strategy_view import Point
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.paste import PasteForm
from cxdesk.ui.outcome.panel import OutcomePanel
from cxdesk.ui.outcome.readings import AGREE
from cxdesk.ui.outcome.words import read_past
from tests.conftest import TODAY, clock
from tests.ui.outcomes.outcome_hands import CONTROL, OutcomeHands, copied, write

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def points(hands: OutcomeHands) -> list[tuple[date, float, int | None]]:
    return [(one.on, one.value, one.n) for one in hands.sheet().points]


def point(hands: OutcomeHands, on: date) -> Point:
    return next(one for one in hands.sheet().points if one.on == on)


def enter(hands: OutcomeHands, name: str) -> None:
    QTest.keyClick(hands.find(name), Qt.Key.Key_Return)
    QApplication.processEvents()


# The table ------------------------------------------------------------------------------------


def test_the_model_is_sound(hands: OutcomeHands, qtmodeltester: ModelTester) -> None:
    hands.open("O2")
    qtmodeltester.check(hands.panel.readings.table.model())


def test_the_newest_comes_first_and_answers_only_where_they_were_split(hands: OutcomeHands) -> None:
    hands.open("O4")
    assert hands.readings()[0] == ("18 Sep 2026", "17", "17,240")
    assert len(hands.readings()) == 4
    hands.open("O2")
    assert hands.readings()[0] == ("18 Sep 2026", "16", "400", "160", "144", "96")
    assert hands.panel.readings.table.sheet().titles == (
        "Date", "Value", "n", "Promoters", "Passives", "Detractors",
    )  # fmt: skip


def test_without_readings_it_says_how_to_begin(hands: OutcomeHands) -> None:
    added = hands.desk.do("Add", lambda s: outcomes.add(s, "Calm", 1, 2, date(2027, 6, 30)))
    hands.panel.show_item("outcome", added.result)
    assert hands.panel.readings.table.isHidden()
    assert AGREE in [one.text() for one in hands.panel.findChildren(QLabel) if one.isVisible()]
    assert hands.find("realised").text() == "no reading yet"


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("date", "17.9.2026", (date(2026, 9, 17), 17.0, 17240)),
        ("value", "16,5 h", (date(2026, 9, 18), 16.5, 17240)),
        ("n", "1.180", (date(2026, 9, 18), 17.0, 1180)),
        ("n", "", (date(2026, 9, 18), 17.0, None)),
    ],
)
def test_a_cell_is_corrected_and_taken_back(hands: OutcomeHands, key, typed, expected) -> None:
    hands.open("O4")
    before = points(hands)
    assert write(hands.panel.readings.table, hands.sheet().points[-1].id, key, typed) == ""
    assert points(hands)[-1] == expected
    hands.desk.undo()
    assert points(hands) == before


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("date", "20 Mar 2026", "O4 already has a reading of 20 Mar 2026: correct that one."),
        ("date", "24 Nov 2026", "O4 cannot be read on 24 Nov 2026: that day is yet to come."),
        ("date", "", "A reading needs its day. Del removes it."),
        ("value", "fast", "“fast” is no number."),
        ("n", "-3", "“-3” is no whole number."),
    ],
)
def test_a_wrong_cell_is_refused_below_it_and_stays(hands: OutcomeHands, key, typed, why) -> None:
    hands.open("O4")
    before = points(hands)
    said = write(hands.panel.readings.table, hands.sheet().points[-1].id, key, typed)
    assert said == why
    assert hands.panel.readings.table.editor().text() == typed
    assert points(hands) == before


def test_score_and_number_follow_from_the_answers(hands: OutcomeHands) -> None:
    hands.open("O2")
    table, newest = hands.panel.readings.table, hands.sheet().points[-1]
    assert write(table, newest.id, "promoters", "200") == ""
    changed = hands.sheet().points[-1]
    assert (changed.split, changed.n) == ((200, 144, 96), 440)
    assert changed.value == pytest.approx(100 * 104 / 440)
    assert write(table, newest.id, "value", "50") != "", "it is not what the answers give"


def test_all_three_answers_can_be_written_into_one_cell(hands: OutcomeHands) -> None:
    hands.open("O2")
    hands.desk.do("Read", lambda s: outcomes.read(s, hands.panel.current(), TODAY, 20.0))
    table, newest = hands.panel.readings.table, hands.sheet().points[-1]
    assert newest.split is None
    assert "all three" in write(table, newest.id, "promoters", "60")
    QTest.keyClick(table.editor(), Qt.Key.Key_Escape)
    assert write(table, newest.id, "promoters", "60 / 25 / 15") == ""
    changed = hands.sheet().points[-1]
    assert (changed.split, changed.n, changed.value) == ((60, 25, 15), 100, 45.0)


def test_del_removes_what_is_selected_in_one_step(hands: OutcomeHands) -> None:
    hands.open("O4")
    table, ids = hands.panel.readings.table, [one.id for one in hands.sheet().points]
    assert table.choose(ids[3])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [one.id for one in hands.sheet().points] == ids[:2]
    assert table.current_row().id == ids[1], "the next one down is current"
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert hands.sheet().points == ()
    for _ in range(3):
        hands.desk.undo()
    assert [one.id for one in hands.sheet().points] == ids


# Adding ---------------------------------------------------------------------------------------


def test_one_after_the_other_with_the_keyboard_alone(hands: OutcomeHands) -> None:
    hands.open("O4")
    day = hands.find("new-day")
    assert day.words() == "23 Nov 2026"
    hands.type("new-value", "15.5")
    QTest.keyClick(hands.find("new-value"), Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "17100")
    enter(hands, "new-n")
    assert points(hands)[-1] == (TODAY, 15.5, 17100)
    assert day.hasFocus()
    assert (day.words(), hands.find("new-value").words()) == ("", ""), "today has its reading"
    QTest.keyClicks(day, "20 Oct")
    hands.type("new-value", "16")
    enter(hands, "new-value")
    assert (date(2026, 10, 20), 16.0, None) in points(hands), "a day without a year has passed"
    assert hands.readings()[0][0] == "23 Nov 2026"
    hands.desk.undo()
    hands.desk.undo()
    assert len(points(hands)) == 4
    assert day.words() == "23 Nov 2026"


def test_the_button_adds_too(hands: OutcomeHands) -> None:
    hands.open("O4")
    hands.type("new-value", "15.5")
    hands.click("add")
    assert points(hands)[-1] == (TODAY, 15.5, None)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"new-value": "soon"}, "“soon” is no number."),
        ({"new-value": ""}, "Write what was measured."),
        ({"new-value": "5", "new-n": "few"}, "“few” is no whole number."),
        ({"new-day": "", "new-value": "5"}, "Say on which day it was measured."),
        ({"new-day": "24 Nov 2026", "new-value": "5"},
         "O4 cannot be read on 24 Nov 2026: that day is yet to come."),
        ({"new-day": "18 Sep 2026", "new-value": "5"},
         "O4 already has a reading of 18 Sep 2026: correct that one."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(hands: OutcomeHands, fields, why) -> None:
    hands.open("O4")
    for name, text in fields.items():
        hands.write(name, text, enter=False)
    enter(hands, "new-value")
    assert hands.faults() == [why]
    assert {name: hands.find(name).words() for name in fields} == fields
    assert len(points(hands)) == 4


def test_a_day_to_come_is_said_while_it_is_typed(hands: OutcomeHands) -> None:
    hands.open("O4")
    hands.type("new-day", "24.11.2026")
    assert hands.faults() == ["24 Nov 2026 is yet to come."]
    hands.type("new-day", "20.11.2026")
    assert hands.faults() == []


def test_a_survey_needs_only_its_answers(hands: OutcomeHands) -> None:
    hands.open("O2")
    for name, text in (("new-promoters", "60"), ("new-passives", "25")):
        hands.type(name, text)
    enter(hands, "new-passives")
    assert hands.faults() == [
        "Promoters, passives and detractors are given together, or not at all."
    ]
    hands.type("new-detractors", "15")
    enter(hands, "new-detractors")
    newest = hands.sheet().points[-1]
    assert (newest.on, newest.value, newest.n, newest.split) == (TODAY, 45.0, 100, (60, 25, 15))


def test_the_first_survey_of_an_nps_asks_for_its_answers(hands: OutcomeHands) -> None:
    added = hands.desk.do("Add", lambda s: outcomes.add(s, "Store NPS", 1, 2, date(2027, 6, 30)))
    hands.panel.show_item("outcome", added.result)
    assert hands.find("new-promoters").isVisible()
    hands.open("O4")
    assert not any(one.isVisible() for one in hands.panel.readings.add.answers)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("18 Sep", date(2026, 9, 18)), ("24.11.", date(2025, 11, 24)), ("today", TODAY),
        ("fri", date(2026, 11, 20)), ("18 Sep 2027", date(2027, 9, 18)),
        ("tomorrow", TODAY + timedelta(1)), ("", None),
    ],
)  # fmt: skip
def test_days_without_a_year_are_the_last_ones(typed: str, expected: date | None) -> None:
    assert read_past(typed, TODAY) == expected


# Pasting and copying --------------------------------------------------------------------------


def paste_form(hands: OutcomeHands) -> PasteForm:
    return next(one for one in hands.panel.findChildren(PasteForm) if one.isVisible())


def test_pasted_over_the_table_they_are_looked_through_and_added(hands: OutcomeHands) -> None:
    hands.open("O4")
    table = hands.panel.readings.table
    table.setFocus()
    QGuiApplication.clipboard().setText(
        "Date\tResult\tn\n18.09.2026\t16,5\t17240\n2026-10-18\t15,5 h\t\n1.12.2026\t9\t\nnever\t1\t"
    )
    QTest.keyClick(table, Qt.Key.Key_V, CONTROL)
    form = paste_form(hands)
    assert form.said.text() == "2 readings can be added, 2 rows cannot:"
    assert form.trouble.text().splitlines() == [
        "Row 4: 1 Dec 2026 is yet to come.",
        "Row 5: “never” is no date: write it as 2026-09-18.",
    ]
    QTest.keyClick(form.field, Qt.Key.Key_Return, CONTROL)
    assert points(hands)[-2:] == [
        (date(2026, 9, 18), 16.5, 17240), (date(2026, 10, 18), 15.5, None),
    ]  # fmt: skip
    assert "never" in form.field.toPlainText(), "what could not be added stays to be mended"
    hands.desk.undo()
    assert [value for _, value, _ in points(hands)] == [26.0, 25.0, 21.0, 17.0]


def test_what_is_copied_can_be_pasted_again(hands: OutcomeHands) -> None:
    hands.open("O2")
    before = hands.sheet().points
    table = hands.panel.readings.table
    table.copy(everything=True)
    assert copied()[1] == ["18 Sep 2026", "16", "400", "160", "144", "96"]
    table.selectAll()
    hands.panel.readings.remove()
    assert hands.sheet().points == ()
    hands.click("paste-readings")
    form = paste_form(hands)
    form.field.setFocus()
    QTest.keyClick(form.field, Qt.Key.Key_V, CONTROL)
    assert form.said.text() == "4 readings can be added."
    QTest.mouseClick(form.add, Qt.MouseButton.LeftButton)
    after = hands.sheet().points
    assert [(p.on, p.value, p.n, p.split) for p in after] == [
        (p.on, p.value, p.n, p.split) for p in before
    ]


def test_thousands_of_readings_stand_in_a_table_of_six_rows(hands: OutcomeHands) -> None:
    hands.open("O4")
    first = TODAY - timedelta(3000)
    rows = [outcomes.NewReading(first + timedelta(n), float(n % 50)) for n in range(3000)]
    hands.desk.do("Read", lambda s: outcomes.read_all(s, hands.panel.current(), rows))
    table = hands.panel.readings.table
    assert table.model().rowCount() == len(hands.sheet().points)
    assert table.height() == 32 + 6 * 28 + 2


def test_a_file_for_reading_only_takes_no_reading_and_says_so(
    sample_file: Path, home: Path, qtbot: QtBot, themed: QApplication
) -> None:
    with Store.open(sample_file, home=home, read_only=True, clock=clock) as store:
        desk = Desk(store)
        panel = OutcomePanel(desk)
        qtbot.addWidget(panel)
        panel.show()
        hands = OutcomeHands(panel, qtbot)
        hands.open("O4")
        with qtbot.waitSignal(desk.said, timeout=500) as said:
            QTest.keyClick(hands.find("new-value"), Qt.Key.Key_1)
        assert "reading only" in said.args[0].text
        enter(hands, "new-value")
        assert hands.find("new-value").words() == ""
        assert len(points(hands)) == 4
