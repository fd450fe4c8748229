"""How work flows: stays counted by hand, and bands that always add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.flow import (
    Stay,
    absorbed,
    bands,
    begun,
    finished,
    past,
    percentile,
    track,
    weeks,
)

STATES = ("todo", "doing", "hold", "done")
DAY = date(2026, 11, 2)  # a Monday


def on(n: int) -> date:
    return DAY + timedelta(days=n)


# Added on day 0, begun on 2, held on 4, resumed on 7, done on 9; taken up again on 10, done on 12.
LONG = track([
    ("todo", on(0)), ("doing", on(2)), ("hold", on(4)), ("doing", on(7)), ("done", on(9)),
    ("doing", on(10)), ("done", on(12)),
])  # fmt: skip


def test_stays_follow_from_moves() -> None:
    assert LONG[:2] == (Stay("todo", on(0), on(2)), Stay("doing", on(2), on(4)))
    assert LONG[-1] == Stay("done", on(12))
    assert [stay.days(on(15)) for stay in LONG] == [2, 2, 3, 2, 1, 2, 3]
    assert track([]) == ()


def test_entering_where_it_is_changes_nothing_and_no_stay_ends_before_it_began() -> None:
    assert track([("todo", on(1)), ("todo", on(3)), ("doing", on(5))]) == (
        Stay("todo", on(1), on(5)), Stay("doing", on(5)),
    )  # fmt: skip
    wrong_clock = track([("todo", on(5)), ("doing", on(3)), ("done", on(6))])
    assert [stay.days(on(9)) for stay in wrong_clock] == [0, 1, 3]


def test_a_pause_counts_to_the_state_before_it() -> None:
    columns = absorbed(LONG, "hold", "todo")
    assert [(stay.state, stay.days(on(15))) for stay in columns] == [
        ("todo", 2), ("doing", 7), ("done", 1), ("doing", 2), ("done", 3),
    ]  # fmt: skip
    assert absorbed(track([("hold", on(0)), ("doing", on(1))]), "hold", "todo") == (
        Stay("todo", on(0), on(1)), Stay("doing", on(1)),
    )  # fmt: skip


def test_bands_say_where_each_was_at_the_end_of_the_day() -> None:
    short = track([("todo", on(1)), ("doing", on(3)), ("done", on(3))])
    assert bands([LONG, short], STATES, on(-1), on(4)) == {
        "todo": (0, 1, 2, 1, 0, 0),
        "doing": (0, 0, 0, 1, 1, 0),
        "hold": (0, 0, 0, 0, 0, 1),
        "done": (0, 0, 0, 0, 1, 1),
    }
    # What came before the first day is there from it on.
    assert bands([LONG], STATES, on(5), on(6))["hold"] == (1, 1)


def test_done_is_what_stays_done() -> None:
    assert finished(LONG, {"done"}) == on(12)
    assert finished(LONG[:6], {"done"}) is None
    assert finished(LONG, {"done", "doing"}) == on(7)
    assert (begun(LONG, "doing"), begun(LONG, "never")) == (on(2), None)


def test_stays_that_are_over() -> None:
    assert past(LONG) == [("todo", 2), ("doing", 2), ("hold", 3), ("doing", 2), ("done", 1),
                          ("doing", 2)]  # fmt: skip
    assert past(LONG, without={"done"}, since=on(7)) == [("hold", 3), ("done", 1)]


@pytest.mark.parametrize(
    ("percent", "expected"), [(50, 5), (85, 9), (95, 10), (100, 10), (0, 1), (10, 1), (11, 2)]
)
def test_percentiles_are_nearest_rank(percent: int, expected: int) -> None:
    assert percentile(range(1, 11), percent) == expected


def test_weeks_begin_on_monday() -> None:
    assert weeks(on(6), on(7)) == [on(0), on(7)]
    assert weeks(on(0), on(6)) == [on(0)]


MOVES = st.lists(
    st.tuples(st.sampled_from(STATES), st.integers(0, 40).map(on)), min_size=1, max_size=9
)


@settings(max_examples=40)
@given(st.lists(MOVES, max_size=12), st.integers(-5, 45), st.integers(0, 30))
def test_bands_are_never_negative_and_add_up_to_all_that_were_there(
    every: list[list[tuple[str, date]]], start: int, length: int
) -> None:
    tracks = [track(moves) for moves in every]
    first, last = on(start), on(start + length)
    found = bands(tracks, STATES, first, last)
    for n in range(length + 1):
        day = first + timedelta(days=n)
        counts = [found[state][n] for state in STATES]
        assert min(counts) >= 0
        assert sum(counts) == sum(1 for stays in tracks if stays[0].since <= day)
    for stays in tracks:
        assert sum(stay.days(on(50)) for stay in stays) == (on(50) - stays[0].since).days


@settings(max_examples=40)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_that_so_many_do_not_exceed(
    days: list[int], percent: int
) -> None:
    ordered = sorted(days)
    found = percentile(ordered, percent)
    enough = [
        one for one in ordered
        if 100 * sum(1 for each in ordered if each <= one) >= percent * len(ordered)
    ]  # fmt: skip
    assert found == min(enough)
