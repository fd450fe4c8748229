"""Dates as other programs write them."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.numbers import Unclear, date_of, month_first


@pytest.mark.parametrize(
    "text",
    ["2026/09/18", "2026.9.18", "2026-09-18T10:00:00Z", "2026-09-18T10:00:00.000+0200",
     "18.09.26", "18. 9. 2026", "18.09.2026 14:30", "Sep 18, 2026", "September 18 2026",
     "18/Sep/2026", "18. September 2026", "18 Sep. 2026"],
)  # fmt: skip
def test_a_date_is_read_however_a_program_writes_it(text: str) -> None:
    assert date_of(text) == date(2026, 9, 18)


@pytest.mark.parametrize(
    ("text", "month"), [("1. März 2027", 3), ("1 Mai 2027", 5), ("1. Okt. 2027", 10),
                        ("1. Dezember 2027", 12)]
)  # fmt: skip
def test_german_months_are_known(text: str, month: int) -> None:
    assert date_of(text) == date(2027, month, 1)


def test_the_order_of_short_dates_with_times_is_found() -> None:
    assert month_first(["9/18/26 3:45 PM", "1/2/26"]) is True
    assert month_first(["18/9/26", "1/2/26"]) is False
    assert date_of("9/18/26 3:45 PM", True) == date(2026, 9, 18)
    assert date_of("1.1.69") == date(2069, 1, 1)
    assert date_of("1.1.70") == date(1970, 1, 1)
    with pytest.raises(Unclear, match="2026-03-04 or 2026-04-03"):
        date_of("03/04/26")


@pytest.mark.parametrize("text", ["2026-9/18", "18.13.26", "Foo 18, 2026", "18.9.126", "2026-09"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(Unclear, match="is no date"):
        date_of(text)
