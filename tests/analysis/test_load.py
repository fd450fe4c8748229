"""Person-days by month: the sample's own figures, nothing lost, and the odd bar."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.load import (
    month_loads,
    month_of,
    months_between,
    months_from,
    working_days,
)

PLAIN = WorkCalendar()
YEAR = months_from(date(2027, 1, 15), 12)
SAMPLE = Path(__file__).parents[2] / "resources/sample/meridian.json"


def test_months_follow_each_other_over_new_year() -> None:
    assert months_from(date(2026, 11, 23), 3) == (
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1),
    )  # fmt: skip
    assert month_of(date(2027, 2, 28)) == date(2027, 2, 1)
    assert months_between(date(2026, 11, 23), date(2027, 1, 1)) == 3
    assert months_from(date(2026, 11, 23), 0) == ()


def test_working_days_leave_out_weekends_and_holidays() -> None:
    holidays = WorkCalendar(holidays=frozenset({date(2027, 1, 1), date(2027, 2, 6)}))
    assert working_days(months_from(date(2027, 1, 1), 3), PLAIN) == (21, 20, 23)
    assert working_days(months_from(date(2027, 1, 1), 3), holidays) == (20, 20, 23)


def test_a_bar_is_spread_over_its_working_days() -> None:
    # Thursday 28 January to Tuesday 2 February: two days and two.
    work = ("IT", date(2027, 1, 28), date(2027, 2, 2), 8.0)
    assert month_loads([work], YEAR, PLAIN) == {"IT": [4.0, 4.0, *[0.0] * 10]}


def test_works_of_one_key_are_added_up_and_those_outside_have_no_entry() -> None:
    works = [
        ("IT", date(2027, 1, 4), date(2027, 1, 8), 5.0),
        ("IT", date(2027, 1, 4), date(2027, 1, 29), 20.0),
        ("Care", date(2026, 1, 4), date(2026, 12, 31), 20.0),
        ("Fin", date(2028, 1, 3), date(2028, 1, 5), 20.0),
        ("S&M", date(2027, 1, 4), date(2027, 1, 8), 0.0),
    ]
    assert month_loads(works, YEAR, PLAIN) == {"IT": [25.0, *[0.0] * 11]}
    assert month_loads(works, (), PLAIN) == {}


def test_a_bar_without_a_working_day_lies_on_its_first() -> None:
    sunday = ("IT", date(2027, 1, 31), date(2027, 1, 31), 3.0)
    assert month_loads([sunday], YEAR, PLAIN)["IT"][:2] == [3.0, 0.0]
    never = WorkCalendar(week=frozenset())
    assert month_loads([sunday], YEAR, never)["IT"][:2] == [3.0, 0.0]


def test_a_bar_of_many_centuries_counts_with_its_share() -> None:
    forever = ("IT", date.min, date.max - timedelta(days=60), 1e6)
    row = month_loads([forever], YEAR, PLAIN)["IT"]
    days = working_days(YEAR, PLAIN)
    total = PLAIN.days_between(date.min, date.max - timedelta(days=60)) + 1
    assert row == pytest.approx([1e6 * each / total for each in days])


def test_the_sample_is_over_its_limit_three_times() -> None:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    calendar = WorkCalendar(
        holidays=frozenset(map(date.fromisoformat, data["program"]["holidays"]))
    )
    works = [
        (one["domain"], date.fromisoformat(one["start"]), date.fromisoformat(one["end"]),
         float(one["effort"]))
        for one in data["initiatives"]
    ]  # fmt: skip
    months = months_from(date(2026, 1, 1), 24)
    loads = month_loads(works, months, calendar)
    over = {
        (domain, f"{month:%b %Y}"): round(load)
        for domain, row in loads.items()
        for month, load in zip(months, row, strict=True)
        if load > 100
    }
    assert over == {("IT", "Mar 2027"): 108, ("IT", "Apr 2027"): 111, ("Care", "Mar 2027"): 109}


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(
    st.lists(st.tuples(st.sampled_from("ab"), DAYS, DAYS, st.floats(0, 1000)), max_size=8),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(DAYS, max_size=5),
)
@settings(deadline=None)
def test_nothing_is_lost_and_each_day_has_its_part(
    works: list[tuple[str, date, date, float]], week: frozenset[int], holidays: frozenset[date]
) -> None:
    works = [(key, min(a, b), max(a, b), days) for key, a, b, days in works]
    calendar = WorkCalendar(week, holidays)
    months = months_from(date(2026, 1, 1), 36)
    loads = month_loads(works, months, calendar)
    for key in "ab":
        mine = [work for work in works if work[0] == key]
        expected = [0.0] * 36
        for _, start, end, effort in mine:
            every = [start + timedelta(n) for n in range((end - start).days + 1)]
            worked = [day for day in every if calendar.works(day)] or [start]
            for day in worked:
                expected[months.index(month_of(day))] += effort / len(worked)
        assert loads.get(key, [0.0] * 36) == pytest.approx(expected, abs=1e-6)
