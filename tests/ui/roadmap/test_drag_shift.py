"""Snapping: a moved bar keeps its working days, and none begins or ends on a free day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.workdays import WorkDays
from cxdesk.model.states import State
from cxdesk.services.cards import Card
from cxdesk.ui.roadmap.drag_shift import Part, Shift, hindrance, shift_to

DAY = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WEEKS = st.frozensets(st.integers(0, 6), min_size=1)
CALENDARS = st.builds(WorkCalendar, WEEKS, st.frozensets(DAY, max_size=20))
PARTS = st.sampled_from(Part)
SPAN = st.tuples(DAY, st.integers(0, 400)).map(lambda s: (s[0], s[0] + timedelta(days=s[1])))


def worked(calendar: WorkCalendar, start: date, end: date) -> int:
    """Working days of a bar, counted one by one."""
    days = (start + timedelta(days=nth) for nth in range((end - start).days + 1))
    return sum(calendar.works(on) for on in days)


@settings(max_examples=40)
@given(CALENDARS, SPAN, st.integers(-300, 300).filter(bool))
def test_a_moved_bar_keeps_its_working_days_and_stands_on_working_days(
    calendar: WorkCalendar, dates: tuple[date, date], by: int
) -> None:
    start, end = Shift(Part.WHOLE, by).of(dates, WorkDays(calendar))
    assert calendar.works(start)
    assert calendar.works(end)
    assert worked(calendar, start, end) == max(worked(calendar, *dates), 1)


@settings(max_examples=40)
@given(CALENDARS, SPAN, st.integers(-300, 300).filter(bool))
def test_a_resized_end_is_a_working_day_and_the_other_end_stays(
    calendar: WorkCalendar, dates: tuple[date, date], by: int
) -> None:
    work = WorkDays(calendar)
    start, end = Shift(Part.END, by).of(dates, work)
    assert start == dates[0]
    assert calendar.works(end)
    assert worked(calendar, start, end) == max(max(worked(calendar, *dates), 1) + by, 1)
    start, end = Shift(Part.START, by).of(dates, work)
    assert end == dates[1]
    assert calendar.works(start)
    if worked(calendar, *dates):
        assert worked(calendar, start, end) == max(worked(calendar, *dates) - by, 1)


@settings(max_examples=40)
@given(CALENDARS, SPAN, PARTS, st.floats(-200, 200), st.booleans())
def test_wherever_the_pointer_is_a_bar_comes_to_working_days_or_stays(
    calendar: WorkCalendar, dates: tuple[date, date], part: Part, days: float, weeks: bool
) -> None:
    work = WorkDays(calendar)
    new = shift_to(part, dates, days, work, weeks=weeks).of(dates, work)
    assert new == dates or all(
        calendar.works(on) for on, old in zip(new, dates, strict=True) if on != old
    )


@settings(max_examples=40)
@given(SPAN, st.floats(-200, 200))
def test_with_weeks_a_start_comes_to_a_monday_and_an_end_to_a_friday(
    dates: tuple[date, date], days: float
) -> None:
    work = WorkDays(WorkCalendar())
    shift = shift_to(Part.WHOLE, dates, days, work, weeks=True)
    if shift.by:
        assert shift.of(dates, work)[0].weekday() == 0
    shift = shift_to(Part.END, dates, days, work, weeks=True)
    new = shift.of(dates, work)[1]
    if shift.by and new > dates[0] + timedelta(days=7):
        assert new.weekday() == 4


def test_the_calendar_has_no_end_to_fall_off() -> None:
    work = WorkDays(WorkCalendar())
    for start in (date(1900, 1, 2), date(2200, 12, 1)):
        dates = start, start + timedelta(days=20)
        for by in (-(10**6), 10**6):
            for part in Part:
                new = Shift(part, by).of(dates, work)
                assert date(1890, 1, 1) < new[0] <= new[1] < date(2201, 1, 31)


def test_who_has_begun_keeps_its_start_and_who_is_done_everything() -> None:
    card = Card(
        1, "CX-1", "One", None, State.READY, State.READY, 1.0, "IT", 0, 1, "", None, "", "",
        date(2027, 3, 1), date(2027, 3, 5), date(2027, 1, 1), 0.0, 0.0, (), 0, 0, 0, ("", ""), (),
        "", None, "",
    )  # fmt: skip
    assert not any(hindrance(card, part) for part in Part)
    begun = replace(card, state=State.IN_PROGRESS, column=State.IN_PROGRESS)
    held = replace(begun, state=State.ON_HOLD)
    for one in (begun, held):
        assert "started" in hindrance(one, Part.WHOLE)
        assert "started" in hindrance(one, Part.START)
        assert hindrance(one, Part.END) == ""
    done = replace(card, state=State.DELIVERED, column=State.DELIVERED)
    assert all("delivered" in hindrance(done, part) for part in Part)
    assert all("no dates" in hindrance(replace(card, end=None), part) for part in Part)


@pytest.mark.parametrize("part", Part)
def test_no_shift_changes_nothing_even_on_free_days(part: Part) -> None:
    weekend = date(2027, 3, 6), date(2027, 3, 7)
    assert Shift(part, 0).of(weekend, WorkDays(WorkCalendar())) == weekend
