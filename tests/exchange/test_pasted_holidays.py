"""Holidays pasted from a spreadsheet."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.exchange.pasted import MOST_ROWS, cells
from cxdesk.exchange.pasted_holidays import PastedHoliday, holidays_of

NEW_YEAR, KINGS = date(2027, 1, 1), date(2027, 1, 6)


def test_rows_without_a_heading_are_date_and_name() -> None:
    found = holidays_of("2027-01-01\tNew  Year\r\n\n 6.1.2027 \n1 May 2027\t Labour Day \tfree\n")
    assert found.problems == ()
    assert found.holidays == (
        PastedHoliday(NEW_YEAR, "New Year"),
        PastedHoliday(KINGS, ""),
        PastedHoliday(date(2027, 5, 1), "Labour Day"),
    )


def test_a_heading_gives_the_columns_in_any_order() -> None:
    found = holidays_of("Feiertag\tLand\tDatum\nNeujahr\tBayern\t01.01.2027")
    assert found.heading == 1
    assert found.holidays == (PastedHoliday(NEW_YEAR, "Neujahr"),)


def test_names_may_come_first() -> None:
    found = holidays_of("Neujahr\tFr, 01.01.2027\nDreikönig\tMittwoch 06.01.2027")
    assert [one.on for one in found.holidays] == [NEW_YEAR, KINGS]
    assert [one.name for one in found.holidays] == ["Neujahr", "Dreikönig"]


def test_a_weekday_before_the_date_is_left_out() -> None:
    found = holidays_of("Fri, 1 Jan 2027\tNew Year\nWed 06/01/2027\tKings\nSa. 13/2/2027\tX")
    assert [one.on for one in found.holidays] == [NEW_YEAR, KINGS, date(2027, 2, 13)]


def test_each_wrong_row_is_named_and_the_others_are_kept() -> None:
    text = (
        "Date\tName\n"
        "2027-01-01\tNew Year\n"
        "\tnameless day\n"
        "soon\tEaster\n"
        "1/2/2027\tX\n"
        "01.01.2027\tAgain\n"
        "2027-12-24\tChristmas Eve\n"
        '2027-05-01\t"Labour\nDay"\n'
        f"2027-05-02\t{'x' * 201}\n"
        "2027-12-31\tLast"
    )
    found = holidays_of(text, [date(2027, 12, 24)])
    assert [one.name for one in found.holidays] == ["New Year", "Labour Day", "Last"]
    assert [one.sentence for one in found.problems] == [
        "Row 3: A holiday needs a date.",
        "Row 4: “soon” is no date: write it as 2026-09-18.",
        "Row 5: “1/2/2027” could be two days: write it as 2027-01-02 or 2027-02-01.",
        "Row 6: 1 Jan 2027 stands in row 2 already.",
        "Row 7: 24 Dec 2027 is a holiday already.",
        "Row 9: The name of a holiday has 200 letters at most.",
    ]


def test_too_many_rows_are_said_to_be() -> None:
    found = holidays_of("2027-01-01\n" * (MOST_ROWS + 1))
    assert (found.holidays, len(found.problems)) == ((), 1)


@given(st.text())
def test_any_text_is_holidays_or_problems(text: str) -> None:
    found = holidays_of(text)
    filled = sum(any(row) for row in cells(text))
    assert len(found.holidays) + len(found.problems) == filled - found.heading
