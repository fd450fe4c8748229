"""The axes of a chart, and lines of many points thinned without losing a peak."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from cxdesk.analysis.ticks import date_ticks, value_ticks
from cxdesk.model.wording import tick_words
from cxdesk.ui.outcome.scale import Scale, nearest, thinned


def scale(days: list[int], values: list[float], wide: int = 300) -> Scale:
    return Scale(0, wide, 0, 100, days[0], days[-1], min(values), max(values))


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (84, 86, 4, [84, 85, 86]),
        (12, 25, 4, [15, 20, 25]),
        (0, 1, 3, [0, 0.5, 1]),
        (-40, 60, 6, [-40, -20, 0, 20, 40, 60]),
        (1e6, 2.4e6, 4, [1e6, 1.5e6, 2e6]),
    ],
)
def test_values_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    found = value_ticks(low, high, most)
    assert found == pytest.approx(expected)


def test_no_values_between_two_that_are_the_same() -> None:
    assert value_ticks(3, 3, 5) == []


def test_days_months_and_years() -> None:
    week = date_ticks(date(2026, 11, 16), date(2026, 11, 22), 8)
    assert [tick_words(on, months=False, year=True) for on in week][:2] == ["16 Nov", "17 Nov"]
    two_years = date_ticks(date(2026, 2, 2), date(2027, 12, 31), 5)
    assert two_years == [date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1)]
    words = [tick_words(on, months=True, year=on.year == 2026) for on in two_years]
    assert words == ["Jul 2026", "2027", "Jul"]
    long = date_ticks(date(1900, 1, 1), date(2026, 1, 1), 6)
    assert 2 <= len(long) <= 7
    assert all(on.day == on.month == 1 for on in long)


def test_few_points_are_all_drawn() -> None:
    days, values = [1, 5, 9], [1.0, 3.0, 2.0]
    assert thinned(scale(days, values), days, values) == [(0, 100), (150, 0), (300, 50)]


def test_no_peak_of_a_hundred_thousand_is_lost() -> None:
    chance = random.Random(5)
    first = date(1750, 1, 1).toordinal()
    days = [first + n for n in range(100_000)]
    values = [chance.gauss(50, 3) for _ in days]
    values[70_123], values[71_500] = 200.0, -90.0
    on = scale(days, values)
    line = thinned(on, days, values)
    assert len(line) <= 4 * 301
    assert min(y for _, y in line) == 0
    assert max(y for _, y in line) == 100
    peak = next(x for x, y in line if y == 0)
    assert peak == pytest.approx(on.x(days[70_123]), abs=1)
    assert [x for x, _ in line] == sorted(x for x, _ in line)
    assert line[0][0] == pytest.approx(0, abs=1)
    assert line[-1][0] == pytest.approx(300, abs=1)


def test_a_gap_in_many_points_stays_a_gap() -> None:
    days = [*range(1000, 2000), *range(9000, 10_000)]
    values = [float(n % 7) for n in range(2000)]
    on = scale(days, values)
    assert not [x for x, _ in thinned(on, days, values) if on.x(2001) + 1 < x < on.x(8999) - 1]


def test_the_day_at_a_place_is_the_one_drawn_there() -> None:
    on = scale([100, 200], [1.0, 2.0])
    assert on.day(on.x(137)) == pytest.approx(137)


def test_the_nearest_day() -> None:
    days = [(date(2026, 1, 1) + timedelta(n)).toordinal() for n in (0, 10, 40)]
    assert nearest(days, days[0] - 99) == 0
    assert nearest(days, days[0] + 6) == 1
    assert nearest(days, days[1] + 14) == 1
    assert nearest(days, days[2] + 99) == 2
    assert nearest([], 5) is None
