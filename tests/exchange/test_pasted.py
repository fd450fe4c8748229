"""Rows pasted from a spreadsheet: cells, numbers and dates, people and readings."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxdesk.exchange.numbers import Unclear, count_of, date_of, month_first, number_of
from cxdesk.exchange.pasted import MOST_ROWS, cells
from cxdesk.exchange.pasted_people import people_of
from cxdesk.exchange.pasted_readings import readings_of
from cxdesk.model.people import Level
from cxdesk.services.outcomes import NewReading
from cxdesk.services.people import NewPerson

TODAY = date(2026, 11, 23)
DOMAINS = {"Care": 1, "Sales & marketing": 2, "S&M": 2}

# Cells ----------------------------------------------------------------------------------------

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0")).map(
    lambda text: text.strip(" \t\xa0\n")
)


@example([["", "\x1f"]])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_copies_comes_back(rows: list[list[str]]) -> None:
    copied = StringIO(newline="")
    csv.writer(copied, "excel-tab").writerows(rows)
    found = cells(copied.getvalue())
    filled = [row for row in rows if any(row)]
    assert [row for row in found if any(row)] == filled


def test_quotes_that_do_not_pair_up_were_typed() -> None:
    assert cells('"Ravi\tCIO\nBo\t5" pipes') == [['"Ravi', "CIO"], ["Bo", '5" pipes']]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n"])
def test_nothing_pasted_is_no_row(text: str) -> None:
    assert cells(text) == []
    assert people_of(text, DOMAINS).people == ()
    assert readings_of(text, TODAY).problems == ()


# People ---------------------------------------------------------------------------------------


def test_rows_without_a_heading_are_name_role_email_domain_level() -> None:
    found = people_of(
        "Ravi Menon\tCIO\tr@m.example\tcare\tExecutive\r\n\nBo\n Kim \t\t\ts&m\tm", DOMAINS
    )
    assert found.problems == ()
    assert found.people == (
        NewPerson("Ravi Menon", "CIO", "r@m.example", 1, Level.EXECUTIVE),
        NewPerson("Bo"),
        NewPerson("Kim", domain=2, level=Level.MANAGER),
    )


def test_a_heading_gives_the_columns_in_any_order() -> None:
    found = people_of("Level\tPhone\tName\tE-Mail\nstaff\t12\tBo\tb@o.example", DOMAINS)
    assert found.people == (NewPerson("Bo", "", "b@o.example", None, Level.EMPLOYEE),)


def test_columns_that_are_not_known_are_said_to_be_left_out() -> None:
    found = people_of("Name\tTelefon\tRolle\t\tRaum\nBo\t12\tCIO\t\tB7", DOMAINS)
    assert found.people == (NewPerson("Bo", "CIO"),)
    assert found.notes == ("No column is called “Telefon” or “Raum”: they are left out.",)
    assert readings_of("Datum\tScore\tTeam\n2026-09-18\t5\tNord", TODAY).notes == (
        "No column is called “Team”: it is left out.",
    )
    assert people_of("Bo\tCIO", DOMAINS).notes == ()


def test_namesakes_are_said_to_be_kept() -> None:
    rows = "Jürgen Groß\t\ta@x.example\nBo\nJürgen Groß\t\tb@x.example"
    assert people_of(rows, DOMAINS).notes == (
        "There are two of the name Jürgen Groß: both are kept, told apart by their initials.",
    )
    assert people_of("Bo\t\tb@x.example", DOMAINS, [("Bo", "")]).notes == (
        "There are two of the name Bo: both are kept, told apart by their initials.",
    )
    many = "\n".join(f"P{n % 5}\t\tp{n}@x.example" for n in range(10))
    assert people_of(many, DOMAINS).notes == (
        "5 names stand for more than one person (P0, P1, P2 …): all are kept, told apart by "
        "their initials.",
    )


def test_each_wrong_row_is_named_and_the_others_are_kept() -> None:
    text = (
        "Name\tRole\tEmail\tDomain\tLevel\n"
        "Bo\n"
        "\tCIO\n"
        '"Kim"\t\t"k@m.example\nBcc: x"\n'
        "Lee\t\tlee\n"
        "Max\t\t\tLegal\n"
        "Nia\t\t\t\tking\n"
        "bo\n"
        "Jonas Weber\t\tJ@w.example\n"
        "Ola"
    )
    found = people_of(text, DOMAINS, [("Jonas Weber", "j@w.example")])
    assert [one.name for one in found.people] == ["Bo", "Ola"]
    assert [one.sentence for one in found.problems] == [
        "Row 3: A person needs a name.",
        "Row 4: An email address stays on one line: take the line break out.",
        "Row 5: “lee” is no email address: write it as name@company.example.",
        "Row 6: There is no domain “Legal”: it is Care, Sales & marketing or S&M.",
        "Row 7: “king” is no level: it is executive, manager or employee.",
        "Row 8: bo is the same as in row 2.",
        "Row 9: Jonas Weber is in the program already.",
    ]


def test_two_of_a_name_with_different_emails_are_two_people() -> None:
    found = people_of("Bo\t\tb@x.example\nBo\t\tb@y.example", DOMAINS, [("Bo", "")])
    assert len(found.people) == 2


def test_ten_thousand_rows_are_people_and_too_many_are_said_to_be() -> None:
    rows = [f"Person {n}\tRole\tp{n}@x.example\tCare\temployee" for n in range(10_000)]
    assert len(people_of("\n".join(rows), DOMAINS).people) == 10_000
    found = people_of("x\n" * (MOST_ROWS + 1), DOMAINS)
    assert (found.people, len(found.problems)) == ((), 1)
    assert found.problems[0].text == "20,001 rows were pasted; 20,000 at a time are the most."


@given(st.text())
def test_any_text_is_people_or_problems(text: str) -> None:
    found = people_of(text, DOMAINS)
    assert len(found.people) + len(found.problems) == sum(any(row) for row in cells(text)) - (
        1 if found_heading(text) else 0
    )


def found_heading(text: str) -> bool:
    rows = cells(text)
    return bool(rows) and any(
        cell.casefold() in ("name", "full name", "person") for cell in rows[0]
    )


# Numbers and dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84.6", 84.6), ("84,6", 84.6), (" 84,6 % ", 84.6), ("17 h", 17.0), ("-3", -3.0),
        ("−0,5", -0.5), ("+12", 12.0), (".5", 0.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
        ("1 234,5", 1234.5), ("1\u202f234", 1234.0), ("1'234", 1234.0), ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0), ("0,125", 0.125), ("12345,678", 12345.678),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here_or_there(text: str, value: float) -> None:
    assert number_of(text, "h") == value


@pytest.mark.parametrize(
    "text", ["", "x", "1,2.3", "1.2,3,4", "12,34,567.0", "nan", "inf", "1e5", "--1", "٣", "9" * 31]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is no number"):
        number_of(text)


def test_a_number_that_can_be_read_two_ways_is_asked_for_again() -> None:
    with pytest.raises(Unclear, match=r"^“1,234” can be read two ways: write 1234 or 1\.234\.$"):
        number_of("1,234")


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_a_number_comes_back_from_either_writing(value: float) -> None:
    english = f"{value:,.2f}"
    assert number_of(english) == value
    assert number_of(english.translate(str.maketrans(",.", ".,"))) == value


@pytest.mark.parametrize("text", ["1180", "1,180", "1.180", "1 180", "1180.0", "1'180"])
def test_counts_are_read_whatever_parts_their_thousands(text: str) -> None:
    assert count_of(text) == 1180


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "1,18"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is no whole number"):
        count_of(text)


@pytest.mark.parametrize(
    "text",
    ["2026-09-18", "2026-9-18", "2026-09-18 00:00:00", "2026-09-18T08:15", "18.9.2026",
     "18.09.2026", "18 Sep 2026", "18 September 2026", "18-sep-2026"],
)  # fmt: skip
def test_dates_are_read_in_the_writings_that_have_one_meaning(text: str) -> None:
    assert date_of(text) == date(2026, 9, 18)


def test_slashes_are_read_once_another_date_tells_their_order() -> None:
    assert month_first(["09/18/2026", "03/04/2026"]) is True
    assert month_first(["18/09/2026", "03/04/2026"]) is False
    assert month_first(["03/04/2026", "2026-09-18"]) is None
    assert date_of("03/04/2026", True) == date(2026, 3, 4)
    assert date_of("03/04/2026", False) == date(2026, 4, 3)
    assert date_of("05/05/2026") == date(2026, 5, 5)
    with pytest.raises(Unclear, match="could be two days: write it as 2026-03-04 or 2026-04-03"):
        date_of("03/04/2026")


@pytest.mark.parametrize(
    "text", ["", "soon", "31.02.2026", "2026-13-01", "18 Foo 2026", "0000-1-1"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is no date: write it as 2026-09-18"):
        date_of(text)


# Readings -------------------------------------------------------------------------------------


def test_readings_are_date_value_and_answers() -> None:
    found = readings_of("18.09.2026\t17 h\t17,240\n2026-10-18\t16,5", TODAY, "h")
    assert found.problems == ()
    assert found.readings == (
        NewReading(date(2026, 9, 18), 17.0, 17240),
        NewReading(date(2026, 10, 18), 16.5),
    )


def test_a_survey_may_come_as_its_split() -> None:
    found = readings_of(
        "Date\tPromoters\tPassives\tDetractors\n2026-09-18\t160\t144\t96\n"
        "2026-09-19\t160\t\t96\n2026-09-20\t0\t0\t0",
        TODAY,
    )
    assert found.readings == (NewReading(date(2026, 9, 18), None, None, (160, 144, 96)),)
    assert [one.row for one in found.problems] == [3, 4]


def test_each_wrong_reading_is_named() -> None:
    text = (
        "2026-09-18\t1\n2026-11-24\t2\nsoon\t3\n2026-09-18\t4\n2026-09-20\t\n2026-09-21\tx\n"
        "2026-09-22\t61\t\t60\t25\t15"
    )
    found = readings_of(text, TODAY)
    assert [one.value for one in found.readings] == [1.0]
    assert [one.sentence for one in found.problems] == [
        "Row 2: 24 Nov 2026 is yet to come.",
        "Row 3: “soon” is no date: write it as 2026-09-18.",
        "Row 4: 18 Sep 2026 stands in row 1 already.",
        "Row 5: A reading needs a number.",
        "Row 6: “x” is no number.",
        "Row 7: The split gives 100 answers and a score of 45, not what stands beside it.",
    ]


def test_titles_are_known_as_in_files_and_others_are_said_to_be_left_out() -> None:
    found = people_of("Mitarbeiter\tE-Mail\tInitials\nAnn Lee\tann@x.example\tAL", DOMAINS)
    assert [(one.name, one.email) for one in found.people] == [("Ann Lee", "ann@x.example")]
    assert found.notes == ("No column is called “Initials”: it is left out.",)
