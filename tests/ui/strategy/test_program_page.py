"""The program's page: names, currency, first day, horizons, week and holidays."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.services import programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.paste import PasteForm
from cxdesk.ui.overlay import Overlay
from tests.ui.strategy.conftest import opened
from tests.ui.strategy.strategy_hands import CONTROL, StrategyHands

NEW_YEAR, KINGS = date(2027, 1, 1), date(2027, 1, 6)


@pytest.fixture
def tab() -> str:
    return "Program"


def label(at: StrategyHands) -> str:
    """What undo would take back."""
    top = at.desk.store.head.undo_top
    return at.desk.store.label_of(top) if top else ""


def holidays(at: StrategyHands) -> dict[date, str]:
    return {one.on: one.name for one in at.program().holidays}


def choose(at: StrategyHands, *days: date) -> None:
    """Click on rows of the table, Ctrl for all but the first."""
    table = at.page.holidays.table
    for n, on in enumerate(days):
        row = next(n for n, one in enumerate(table.table.rows) if one.on == on)
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton,
            CONTROL if n else Qt.KeyboardModifier.NoModifier,
            table.visualRect(table.table.index(row, 0)).center(),
        )  # fmt: skip


# Names and money ------------------------------------------------------------------------------


def test_name_subtitle_and_currency_are_changed_where_they_stand(at: StrategyHands) -> None:
    at.write(at.page.name, "Kundenzuhöroffensive & <b>mehr</b>")
    assert label(at) == "Rename the program to Kundenzuhöroffensive & <b>mehr</b>"
    at.write(at.page.subtitle, "")
    at.write(at.page.currency, "CHF")
    here = at.program()
    assert (here.name, here.subtitle, here.currency) == (
        "Kundenzuhöroffensive & <b>mehr</b>", "", "CHF",
    )  # fmt: skip
    assert at.window.windowTitle().startswith("Kundenzuhöroffensive")
    assert at.find("program-money").words() == "budgets and costs are in kCHF"
    for _ in range(3):
        at.undo()
    assert at.page.name.words() == at.program().name == "Meridian Telecom"
    assert at.page.subtitle.words() == "Customer experience"
    assert at.page.currency.words() == "EUR"


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("name", " ", "The program needs a name."),
        ("currency", "EUR 1", "Write the currency as three letters, such as EUR."),
    ],
)
def test_what_is_wrong_is_said_while_typed_and_stays(
    at: StrategyHands, field: str, words: str, said: str
) -> None:
    before = at.program()
    widget = getattr(at.page, field)
    at.write(widget, words, enter=False)
    assert at.faults() == [said]
    at.press(Qt.Key.Key_Return)
    at.page.subtitle.setFocus()
    assert at.faults() == [said]
    assert widget.words() == words
    assert at.program() == before
    widget.setFocus()
    at.press(Qt.Key.Key_Escape)
    assert at.faults() == []


# Time -----------------------------------------------------------------------------------------


def test_the_first_day_cannot_come_after_an_outcome_is_due(at: StrategyHands) -> None:
    at.write(at.page.start, "1.1.2028")
    (said,) = at.faults()
    assert said.startswith("The program cannot start 1 Jan 2028: O1 is due 31 Dec 2027.")
    assert at.page.start.words() == "1.1.2028"
    asked: list[str] = []
    at.window.view.open_requested.connect(lambda kind, _id: asked.append(kind))
    at.click(at.find("fault"))
    assert asked == ["outcome"]
    at.turn("Program")
    assert at.page.start.words() == "1.1.2028"
    at.write(at.page.start, "")
    assert at.faults() == ["A program has a first day: say which."]
    at.write(at.page.start, "5 Jan 2026")
    assert at.faults() == []
    assert at.program().start == date(2026, 1, 5)


def test_the_horizons_are_moved_one_by_one(at: StrategyHands) -> None:
    at.write(at.page.short, "31 Mar 2027")
    at.write(at.page.mid, "30 Sep 2027")
    here = at.program()
    assert (here.short_ends, here.mid_ends) == (date(2027, 3, 31), date(2027, 9, 30))
    assert at.find("short-note").words() == "in 128 days"
    at.undo()
    assert at.program().mid_ends == date(2027, 8, 31)
    assert at.page.mid.words() == "31 Aug 2027"


def test_a_horizon_refused_is_right_with_the_other(at: StrategyHands) -> None:
    at.write(at.page.short, "31 Dec 2027")
    assert at.faults() == ["The mid horizon must end after the short one."]
    assert at.page.short.property("invalid")
    assert not at.page.mid.property("invalid")
    at.write(at.page.mid, "30 Jun 2028")
    assert at.faults() == []
    here = at.program()
    assert (here.short_ends, here.mid_ends) == (date(2027, 12, 31), date(2028, 6, 30))
    at.undo()
    assert at.program().short_ends == date(2027, 2, 28)


def test_a_day_of_the_week_is_one_step(at: StrategyHands) -> None:
    at.click(at.find("day-Saturday"))
    assert at.program().week == (0, 1, 2, 3, 4, 5)
    assert label(at) == "Work on Saturdays"
    at.find("day-Friday").setFocus()
    at.press(Qt.Key.Key_Space)
    assert at.program().week == (0, 1, 2, 3, 5)
    assert label(at) == "Do not work on Fridays"
    assert at.page.week_head.note.text() == "5 days a week"
    at.undo()
    assert at.find("day-Friday").isChecked()
    at.undo()
    assert at.program().week == (0, 1, 2, 3, 4)
    assert not at.find("day-Saturday").isChecked()


def test_the_last_working_day_stays(at: StrategyHands) -> None:
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        at.click(at.find(f"day-{name}"))
    assert at.program().week == (4,)
    assert at.find("day-Friday").isChecked()
    assert at.faults() == ["A working week has one working day at least."]
    at.click(at.find("day-Sunday"))
    assert at.faults() == []
    assert at.program().week == (4, 6)


# Holidays -------------------------------------------------------------------------------------


def test_n_begins_a_holiday_and_enter_the_next(at: StrategyHands) -> None:
    at.press(Qt.Key.Key_N)
    card = at.page.holidays
    assert QApplication.focusWidget() is card.day
    at.write(card.day, "6.1.2027", enter=False)
    at.write(card.name, "Dreikönig & <b>Co</b>")
    assert holidays(at)[KINGS] == "Dreikönig & <b>Co</b>"
    assert (card.day.words(), card.name.words()) == ("", "")
    assert QApplication.focusWidget() is card.day
    assert label(at) == "Add the holiday 6 Jan 2027"
    at.undo()
    assert KINGS not in holidays(at)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "A holiday needs a date."),
        ("soon", "“soon” is no date."),
        ("1 Jan 2027", "1 Jan 2027 is a holiday already."),
    ],
)
def test_a_holiday_refused_keeps_what_was_typed(at: StrategyHands, day: str, said: str) -> None:
    before, card = holidays(at), at.page.holidays
    at.write(card.day, day, enter=False)
    at.write(card.name, "Neu", enter=False)
    at.click(card.add)
    (found,) = at.faults()
    assert found.startswith(said)
    assert (card.day.words(), card.name.words()) == (day, "Neu")
    assert holidays(at) == before
    at.write(card.day, "7 Jan 2027")
    assert at.faults() == []
    assert holidays(at)[date(2027, 1, 7)] == "Neu"


def test_a_cell_is_changed_and_the_row_stays_chosen(at: StrategyHands) -> None:
    table = at.page.holidays.table
    choose(at, NEW_YEAR)
    id = table.current_row().id
    assert table.edit_cell(id, "name")
    at.write(table.editor(), "Neujahr")
    assert holidays(at)[NEW_YEAR] == "Neujahr"
    assert table.edit_cell(id, "day")
    at.write(table.editor(), "25 Dec 2026", enter=False)
    at.press(Qt.Key.Key_Return)
    assert "25 Dec 2026 is a holiday already" in table.editor().note.text()
    at.write(table.editor(), "2 Jan 2027")
    assert NEW_YEAR not in holidays(at)
    assert holidays(at)[date(2027, 1, 2)] == "Neujahr"
    assert table.current_row().id == id
    at.undo()
    at.undo()
    assert holidays(at)[NEW_YEAR] == ""


def test_a_date_that_is_none_is_said_while_typed(at: StrategyHands) -> None:
    table = at.page.holidays.table
    choose(at, NEW_YEAR)
    assert table.edit_cell(table.current_row().id, "day")
    QTest.keyClicks(table.editor(), "someday")
    assert table.editor().note.text().startswith("“someday” is no date.")
    at.press(Qt.Key.Key_Escape)
    assert NEW_YEAR in holidays(at)


def test_several_are_removed_in_one_step(at: StrategyHands) -> None:
    before = holidays(at)
    assert not at.page.holidays.remove.isEnabled()
    choose(at, NEW_YEAR, date(2026, 12, 25))
    at.click(at.page.holidays.remove)
    assert holidays(at).keys() == before.keys() - {NEW_YEAR, date(2026, 12, 25)}
    assert label(at) == "Remove 2 holidays"
    at.undo()
    assert holidays(at) == before


def test_delete_removes_until_none_is_left(at: StrategyHands) -> None:
    choose(at, next(iter(holidays(at))))
    for _ in range(len(holidays(at))):
        at.press(Qt.Key.Key_Delete)
    assert holidays(at) == {}
    assert at.page.holidays.table.isHidden()
    assert "paste a list from a spreadsheet" in at.page.holidays.words.text()
    assert QApplication.focusWidget() is at.page.holidays.day


def forms(at: StrategyHands) -> list[PasteForm]:
    return [one for one in at.window.findChildren(PasteForm) if one.isVisible()]


def test_a_pasted_list_is_one_step_and_what_is_wrong_stays(at: StrategyHands) -> None:
    before = holidays(at)
    QGuiApplication.clipboard().setText(
        "Datum\tFeiertag\n06.01.2027\tDreikönig\n01.01.2027\tNeujahr\nbald\tOstern\n"
        "03.10.2027\tTag der Deutschen Einheit"
    )
    at.page.holidays.table.setFocus()
    at.press(Qt.Key.Key_V, CONTROL)
    (form,) = forms(at)
    assert form.said.text() == "2 holidays can be added, 2 rows cannot:"
    assert "Row 3: 1 Jan 2027 is a holiday already." in form.trouble.text()
    QTest.keyClick(form.field, Qt.Key.Key_Return, CONTROL)
    assert holidays(at) == before | {
        KINGS: "Dreikönig",
        date(2027, 10, 3): "Tag der Deutschen Einheit",
    }
    assert label(at) == "Add 2 holidays"
    assert "bald" in form.field.toPlainText()
    assert "Dreikönig" not in form.field.toPlainText()
    form.close_overlay()
    at.undo()
    assert holidays(at) == before


def test_the_button_and_the_palette_open_the_same_form(at: StrategyHands) -> None:
    at.click(at.page.holidays.paste)
    assert len(forms(at)) == 1
    forms(at)[0].close_overlay()
    assert at.window.commands.run("paste-holidays")
    assert len(forms(at)) == 1
    forms(at)[0].close_overlay()
    at.turn("North star")
    assert not at.window.commands.run("paste-holidays")


def test_a_way_to_the_program_leads_here(at: StrategyHands) -> None:
    at.turn("North star")
    assert at.window.open("program", at.program().id)
    assert at.window.view.tabs[at.window.view.current_tab()] == "Program"


# First use, reading only, narrow --------------------------------------------------------------


def test_an_empty_program_says_what_to_do(empty_store: Store, themed, qtbot) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "Neu"))
    at = StrategyHands(opened(Desk(empty_store), qtbot), qtbot)
    at.turn("Program")
    assert at.page.holidays.table.isHidden()
    assert "None yet. Add the first below" in at.page.holidays.words.text()
    at.write(at.page.holidays.day, "1 May 2027")
    assert holidays(at) == {date(2027, 5, 1): ""}
    assert at.page.holidays.table.isVisible()
    at.window.index.stop()


def test_a_file_for_reading_refuses_and_shows_what_it_keeps(
    at_copy_for_reading: StrategyHands,
) -> None:
    at = at_copy_for_reading
    said: list[str] = []
    at.desk.refused.connect(lambda error: said.append(error.text))
    at.turn("Program")
    card = at.page.holidays
    assert not any(one.isEnabled() for one in (card.add, card.paste, card.remove))
    assert not at.window.topbar.primary.isEnabled()
    at.click(at.find("day-Saturday"))
    assert not at.find("day-Saturday").isChecked()
    assert len(said) == 1
    card.table.pasted.emit("1 May 2027\tLabour Day")
    assert [one for one in at.window.findChildren(Overlay) if one.isVisible()] == []


@pytest.mark.parametrize("width", [640, 1000, 1440])
def test_nothing_stands_beyond_the_edge(at: StrategyHands, width: int, qtbot) -> None:
    at.window.resize(width, 700)
    area = at.page.area
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


def test_what_is_shown_is_printed(at: StrategyHands, tmp_path) -> None:
    paper = at.window.view.paper()
    assert paper is not None
    assert paper.make("A4").startswith(b"%PDF")
