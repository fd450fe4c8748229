"""The form of a new outcome: opened with N, checked while it is typed, kept with Enter."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.ui.outcome.form import OutcomeForm
from cxdesk.ui.strategy.outcomes_page import OutcomesPage
from tests.ui.outcomes.outcome_hands import codes, kept

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

Key = Qt.Key


@pytest.fixture
def form(page: OutcomesPage) -> OutcomeForm:
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_N)
    assert page.form is not None
    assert page.form.isVisible()
    return page.form


def fill(form: OutcomeForm, **words: str) -> None:
    for name, text in words.items():
        field = getattr(form, name)
        field.setFocus()
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(field.text())


def test_n_opens_the_form_and_enter_adds(page: OutcomesPage, form: OutcomeForm) -> None:
    assert form.name.hasFocus()
    fill(form, name="Störungsdauer", unit="h", baseline="12,5", target="4 h", due="30 Jun 2027")
    form.owner.setCurrentIndex(form.owner.findText("Ravi Menon"))
    QTest.keyClick(form.due, Key.Key_Return)
    assert not form.isVisible()
    row = kept(page).outcomes[-1].row
    assert (row.code, row.name, row.unit, row.baseline, row.target, row.due, row.owner) == (
        "O5", "Störungsdauer", "h", 12.5, 4.0, date(2027, 6, 30), "Ravi Menon",
    )  # fmt: skip
    assert page.table.current_row().row.code == "O5"
    page.desk.undo()
    assert codes(page) == ["O1", "O2", "O3", "O4"]


@pytest.mark.parametrize(
    ("words", "why", "at"),
    [
        ({"baseline": "a"}, "“a” is no number.", "baseline"),
        ({"baseline": "8", "target": "8"},
         "O5 needs a target other than its baseline: nothing would change.", "target"),
        ({"unit": "h", "baseline": "8 h", "target": "8,0"},
         "O5 needs a target other than its baseline: nothing would change.", "target"),
        ({"due": "1 Jan 2026"}, "O5 cannot be due 1 Jan 2026: the program starts 2 Feb 2026.",
         "due"),
    ],
)  # fmt: skip
def test_the_form_says_what_is_wrong_while_it_is_typed(
    page: OutcomesPage, form: OutcomeForm, words: dict[str, str], why: str, at: str
) -> None:
    fill(form, **words)
    assert form.trouble.text() == why
    assert getattr(form, at).property("invalid") is True
    fill(form, **{at: "2 Mar 2027" if at == "due" else "9"})
    assert form.trouble.text() == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({}, "An outcome needs a name on one line."),
        ({"name": "Calm"}, "Baseline: Write a number."),
        ({"name": "Calm", "baseline": "1"}, "Target: Write a number."),
        ({"name": "Calm", "baseline": "1", "target": "2"}, "O5 needs a day it is due."),
        ({"name": "Calm", "baseline": "1", "target": "2", "due": "soon"},
         "“soon” is no date. Write it like 5 Oct 2026, 2026-10-05 or 05.10.2026."),
    ],
)  # fmt: skip
def test_enter_too_early_says_what_is_missing_and_keeps_the_rest(
    page: OutcomesPage, form: OutcomeForm, words: dict[str, str], why: str
) -> None:
    fill(form, **words)
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.isVisible()
    assert form.trouble.text() == why
    assert {name: getattr(form, name).text() for name in words} == words
    assert len(kept(page).outcomes) == 4


def test_what_is_refused_is_typed_over(page: OutcomesPage, form: OutcomeForm) -> None:
    fill(form, name="Calm", baseline="8", target="9", due="someday soon")
    form.name.setFocus()
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.due.hasFocus()
    QTest.keyClicks(form.due, "2 Mar 2027")
    assert form.due.text() == "2 Mar 2027"


def test_esc_leaves_the_form(page: OutcomesPage, form: OutcomeForm) -> None:
    QTest.keyClick(form.name, Key.Key_Escape)
    assert not form.isVisible()
    assert page.table.hasFocus()
