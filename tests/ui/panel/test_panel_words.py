"""Dates, weeks and numbers as people type them."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.model.wording import day
from cxdesk.ui.form.words import due_words, number, read_date, read_number, read_week, short

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 Oct 2026", date(2026, 10, 5)),
        ("5. Okt 2026", date(2026, 10, 5)),
        ("5. März 2027", date(2027, 3, 5)),
        ("October 5, 2026", date(2026, 10, 5)),
        ("2026-10-05", date(2026, 10, 5)),
        ("05.10.2026", date(2026, 10, 5)),
        ("5.10.26", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("5 Oct", date(2027, 10, 5)),
        ("24.11.", date(2026, 11, 24)),
        ("29 Feb", date(2028, 2, 29)),
        ("Fri 27 Nov", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("  ", None),
    ],
)
def test_dates(typed: str, meant: date | None) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31 Feb 2027", "2026-13-01", "5", "soon", "99.99.9999", "5 Foo"])
def test_what_is_no_date_says_so(typed: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["5 Oct 0026", "0001-01-01", "31.12.9999", "2926-10-05"])
def test_a_year_far_off_is_a_slip_of_the_finger(typed: str) -> None:
    with pytest.raises(ValueError, match="Give a year between 1900 and 2299"):
        read_date(typed, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2299, 12, 31)))
def test_every_date_is_read_back_as_it_is_shown(on: date) -> None:
    assert read_date(day(on), TODAY) == on
    assert read_date(on.isoformat(), TODAY) == on


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    for read in (read_date, read_week):
        with contextlib.suppress(ValueError):  # any other error fails
            read(text, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("220", 220), ("1.5", 1.5), ("1,5", 1.5), ("1,707", 1707), ("1 707", 1707), ("", 0)],
)
def test_numbers(typed: str, meant: float) -> None:
    assert read_number(typed) == meant


@pytest.mark.parametrize("typed", ["-1", "1,2,3", "ten", "1e9", "٣٣x", "inf", "nan"])
def test_what_is_no_number_says_so(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a number of zero or more"):
        read_number(typed)


@given(st.integers(0, 10**9))
def test_every_number_is_read_back_as_it_is_shown(value: int) -> None:
    assert read_number(number(value)) == value


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("W48", "2026-W48"), ("2", "2027-W02"), ("2026-W53", "2026-W53"), ("KW 50", "2026-W50"),
     ("", "")],
)  # fmt: skip
def test_weeks(typed: str, meant: str) -> None:
    assert read_week(typed, TODAY) == meant


def test_a_week_that_is_not_in_its_year_is_refused() -> None:
    with pytest.raises(ValueError, match="is no week"):
        read_week("2025-W53", TODAY)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 8), ("15 d late", "late")),
        (TODAY, ("Mon 23 Nov", "soon")),
        (date(2026, 11, 29), ("Sun 29 Nov", "soon")),
        (date(2026, 11, 30), ("30 Nov", "plain")),
        (date(2027, 10, 5), ("5 Oct 2027", "plain")),
    ],
)
def test_due_dates(due: date, words: tuple[str, str]) -> None:
    assert due_words(due, TODAY) == words


def test_a_date_far_away_has_its_year() -> None:
    assert short(date(2026, 5, 1), TODAY) == "1 May 2026"
