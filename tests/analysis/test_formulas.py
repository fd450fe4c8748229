"""Scores, calendar, health and benefits, at the figures of the product's description."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.benefits import realised
from cxdesk.analysis.calendar import WorkCalendar, week_end
from cxdesk.analysis.health import Health, batch_health
from cxdesk.analysis.scores import Score, score

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))
DEADLINE = date(2027, 4, 30)  # a Friday


def test_the_score_of_cx_101() -> None:
    value = score((5, 5, 5, 4), 220, 260)
    assert (value.benefit, value.cost, value.value) == (4.9, 4.0, 1.225)
    assert (value.quadrant, value.priority) == ("Major project", "highest")


@pytest.mark.parametrize(
    ("cost", "effort", "band"),
    [
        (0, 0, 1.0), (25, 20, 1.0), (25.01, 20, 1.5), (25, 20.01, 1.5), (75, 60, 2.0),
        (75.01, 60.01, 3.0), (200, 150, 3.0), (200.01, 150, 3.5), (200, 150.01, 3.5),
        (500, 300, 4.0), (500.01, 300, 4.5), (500, 300.01, 4.5), (1e6, 1e6, 5.0),
    ],
)  # fmt: skip
def test_cost_and_effort_bands_end_where_they_are_agreed(
    cost: float, effort: float, band: float
) -> None:
    assert score((1, 1, 1, 1), cost, effort).cost == band


@pytest.mark.parametrize(
    ("benefit", "cost", "name"),
    [
        (3.5, 2.5, "Quick win"), (3.5, 3.0, "Major project"),
        (3.4, 2.5, "Fill-in"), (3.4, 3.0, "Reconsider"),
    ],
)  # fmt: skip
def test_quadrants_meet_at_a_benefit_of_three_and_a_half_and_a_cost_of_three(
    benefit: float, cost: float, name: str
) -> None:
    assert Score(benefit, cost).quadrant == name


@pytest.mark.parametrize(
    ("benefit", "name"),
    [
        (4.5, "highest"), (4.4, "high"), (3.9, "high"), (3.8, "medium"), (3.3, "medium"),
        (3.2, "low"), (1.0, "low"),
    ],
)  # fmt: skip
def test_priority_follows_from_the_benefit(benefit: float, name: str) -> None:
    assert Score(benefit, 1.0).priority == name


def test_priority_does_not_lose_a_step_to_rounding() -> None:
    # (4·5 + 2·2 + 3·4 + 1·3)/10 = 3.9; (4·3 + 2·3 + 3·4 + 1·3)/10 = 3.3
    assert score((5, 2, 4, 3), 0, 0).priority == "high"
    assert score((3, 3, 4, 3), 0, 0).priority == "medium"


def test_weights_are_the_programs_own() -> None:
    assert score((5, 1, 1, 1), 0, 0, (1, 1, 1, 1)).benefit == 2.0
    assert score((1, 1, 1, 5), 0, 0, (0, 0, 0, 7)).benefit == 5.0
    assert score((5, 5, 5, 5), 0, 0, (0, 0, 0, 0)).benefit == 0.0


CALENDARS = st.builds(
    WorkCalendar, st.frozensets(st.integers(0, 6)), st.frozensets(DAYS, max_size=20)
)


@given(DAYS, DAYS, CALENDARS)
@settings(deadline=None)
def test_working_days_between_two_days_are_counted_one_by_one(
    start: date, end: date, calendar: WorkCalendar
) -> None:
    first, last = sorted((start, end))
    days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    counted = sum(1 for day in days if calendar.works(day))
    assert calendar.days_between(start, end) == (counted if start <= end else -counted)


def test_holidays_and_free_days_are_not_worked() -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 12, 25)}))
    assert [calendar.works(date(2026, 12, day)) for day in (24, 25, 26, 28)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert calendar.days_between(date(2026, 12, 24), date(2026, 12, 28)) == 1


@given(DAYS)
@settings(deadline=None)
def test_a_week_ends_on_its_sunday(on: date) -> None:
    end = week_end(on)
    assert end.weekday() == 6
    assert end.isocalendar()[:2] == on.isocalendar()[:2]


@pytest.mark.parametrize(
    ("end", "level", "why"),
    [
        (date(2027, 4, 23), "on_track", "5 days slack"),
        (date(2027, 4, 26), "at_risk", "4 days slack"),
        (date(2027, 4, 29), "at_risk", "1 day slack"),
        (date(2027, 4, 30), "at_risk", "no slack left"),
        (date(2027, 5, 1), "off_track", "1 day over the deadline"),  # a Saturday
        (date(2027, 5, 3), "off_track", "1 day over the deadline"),
        (date(2027, 5, 4), "off_track", "2 days over the deadline"),
    ],
)
def test_health_follows_from_the_slack_before_the_deadline(end: date, level: str, why: str) -> None:
    ends = [date(2027, 1, 29), end, date(2027, 2, 26)]
    assert batch_health(DEADLINE, ends, WorkCalendar()) == Health(level, why)


def test_something_overdue_puts_a_batch_at_risk_and_is_said_first() -> None:
    calendar, good, tight = WorkCalendar(), [date(2027, 4, 1)], [date(2027, 4, 28)]
    assert batch_health(DEADLINE, good, calendar, overdue_checks=1) == Health(
        "at_risk", "1 check overdue"
    )
    assert batch_health(DEADLINE, tight, calendar, overdue_actions=3) == Health(
        "at_risk", "3 actions overdue, 2 days slack"
    )
    assert batch_health(DEADLINE, good, calendar, overdue_ends=2, overdue_actions=1) == Health(
        "at_risk", "2 initiatives overdue"
    )
    assert batch_health(DEADLINE, [], calendar, overdue_checks=2) == Health(
        "at_risk", "2 checks overdue"
    )
    late = batch_health(DEADLINE, [date(2027, 5, 31)], calendar, overdue_checks=1)
    assert late.level == "off_track"


def test_a_batch_with_nothing_left_to_deliver_is_on_track() -> None:
    health = batch_health(DEADLINE, [], WorkCalendar())
    assert (health.level, health.why, health.label) == ("on_track", "", "On track")


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "share"),
    [(26, 8, 17, 50.0), (84.0, 86.0, 84.6, 30.0), (12, 25, 16, 30.77), (58, 72, 63, 35.71),
     (26, 8, 30, -22.22), (26, 8, 2, 133.33)],
)  # fmt: skip
def test_benefit_realised_is_the_share_of_the_way(
    baseline: float, target: float, actual: float, share: float
) -> None:
    assert realised(baseline, target, actual) == pytest.approx(share, abs=0.005)


def test_no_benefit_can_be_realised_where_nothing_was_to_change() -> None:
    assert realised(5, 5, 9) is None
