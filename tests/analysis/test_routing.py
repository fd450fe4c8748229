"""Links around bars: right ends, right angles, never through their own bars, free ways found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxdesk.analysis.routing import SCREEN, Bars, Point, Rect, route

ROW, HIGH = 37, 30
KINDS = ("FS", "SS", "FF", "SF")


def bar(row: int, left: float, right: float) -> Rect:
    return left, row * ROW, right, row * ROW + HIGH


def bars_of(rows: list[list[tuple[float, float]]]) -> Bars:
    return Bars((n * ROW, n * ROW + HIGH, row) for n, row in enumerate(rows))


def ends(kind: str, before: Rect, after: Rect) -> tuple[Point, Point]:
    here = before[2] if kind[0] == "F" else before[0]
    there = after[2] if kind[1] == "F" else after[0]
    return (here, (before[1] + before[3]) / 2), (there, (after[1] + after[3]) / 2)


def passes(line: list[Point], box: Rect) -> bool:
    """Whether a line runs inside a bar, its edges left out."""
    return any(
        min(x, u) < box[2] and max(x, u) > box[0] and min(y, v) < box[3] and max(y, v) > box[1]
        for (x, y), (u, v) in pairwise(line)
    )


def assert_drawn_well(kind: str, before: Rect, after: Rect, line: list[Point]) -> None:
    assert (line[0], line[-1]) == ends(kind, before, after)
    for one, other in pairwise(line):
        assert (one[0] == other[0]) != (one[1] == other[1]), "aslant, or of no length"
    assert line[0][1] == line[1][1]
    assert line[-1][1] == line[-2][1]
    assert (line[1][0] - line[0][0]) * (1 if kind[0] == "F" else -1) > 0, "leaves into its bar"
    assert (line[-2][0] - line[-1][0]) * (1 if kind[1] == "F" else -1) > 0, "enters from within"
    assert not passes(line, before)
    assert not passes(line, after)


@st.composite
def timelines(draw: st.DrawFn) -> list[list[tuple[float, float]]]:
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        cuts = sorted(draw(st.lists(st.integers(0, 40), max_size=8, unique=True)))
        rows.append([(a * 10.0, b * 10.0) for a, b in pairwise(cuts)][::2])
    return rows


@settings(max_examples=150, deadline=None)
@given(timelines(), st.sampled_from(KINDS), st.data())
def test_any_link_is_drawn_well_and_takes_the_free_way_there_is(
    rows: list[list[tuple[float, float]]], kind: str, data: st.DataObject
) -> None:
    boxes = [bar(n, *each) for n, row in enumerate(rows) for each in row]
    assume(len(boxes) > 1)
    before, after = data.draw(
        st.tuples(st.sampled_from(boxes), st.sampled_from(boxes)).filter(
            lambda two: two[0] != two[1]
        )
    )
    line = route(kind, before, after, bars_of(rows))
    assert_drawn_well(kind, before, after, line)
    assert line == route(kind, before, after, bars_of(rows))
    if before[1] != after[1] and any(
        not any(passes(way, box) for box in boxes) for way in ways(kind, before, after)
    ):
        assert not any(passes(line, box) for box in boxes)


def ways(kind: str, before: Rect, after: Rect) -> list[list[Point]]:
    """Every way with one vertical piece at a whole x that keeps its distance from both ends."""
    (here, y), (there, to) = ends(kind, before, after)
    out, side = (1 if letter == "F" else -1 for letter in kind)
    return [
        [(here, y), (x, y), (x, to), (there, to)]
        for x in range(-200, 640)
        if (x - here) * out >= SCREEN.stub
        and (x - there) * side >= SCREEN.entry
        and (out != side or min(abs(x - here), abs(x - there)) <= SCREEN.detour)
        # A way that hugs a bar is no better than one behind it.
        and x % 10 in (2, 3, 4, 5, 6, 7, 8)
    ]


def test_the_plain_link_turns_right_after_the_bar_it_comes_from() -> None:
    before, after = bar(0, 0, 100), bar(3, 200, 300)
    line = route("FS", before, after)
    assert line == [(100, 15), (106, 15), (106, 126), (200, 126)]


@pytest.mark.parametrize(("gap", "corners"), [(40, 4), (8, 4), (3, 4), (2, 6), (0, 6), (-60, 6)])
def test_with_too_little_room_it_goes_through_the_gap_between_rows(gap: int, corners: int) -> None:
    before, after = bar(1, 0, 100), bar(2, 100 + gap, 250 + gap)
    line = route("FS", before, after)
    assert len(line) == corners
    assert_drawn_well("FS", before, after, line)
    if corners == 6:
        assert line[2][1] == line[3][1] == pytest.approx(ROW + HIGH + 3.5)
        assert line[-1][0] - line[-2][0] == SCREEN.entry


def test_a_bar_right_below_is_passed_further_on() -> None:
    rows = [[(0.0, 100.0)], [(90.0, 140.0)], [(200.0, 300.0)]]
    line = route("FS", bar(0, 0, 100), bar(2, 200, 300), bars_of(rows))
    assert len(line) == 4
    assert line[1][0] == 140 + SCREEN.clear


def test_it_goes_behind_a_bar_rather_than_far_around() -> None:
    rows = [[(0.0, 100.0)], [(-400.0, 250.0)], [(110.0, 300.0)]]
    before, after = bar(0, 0, 100), bar(2, 110, 300)
    line = route("FS", before, after, bars_of(rows))
    assert len(line) == 4
    assert passes(line, bar(1, -400, 250))
    near = [[(0.0, 100.0)], [(80.0, 150.0)], [(110.0, 300.0)]]
    line = route("FS", before, after, bars_of(near))
    assert not passes(line, bar(1, 80, 150))


def test_a_link_turns_before_the_words_beside_its_bar() -> None:
    before, after = bar(0, 0, 100), bar(2, 160, 260)
    rows = [(n * 37.0, n * 37.0 + 30, spans) for n, spans in enumerate(
        [[(0.0, 100.0)], [(90.0, 120.0)], [(160.0, 260.0)]]
    )]  # fmt: skip
    free = route("FS", before, after, Bars(rows))
    assert free[1][0] > 120  # past the bar between them, along the first row
    words = Bars(rows, [[(114.0, 180.0)], [], []])
    line = route("FS", before, after, words)
    assert all(x <= 114 for x, y in line if y == line[0][1])
    back = route("SF", after, before, Bars(rows, [[(114.0, 180.0)], [], []]))
    assert all(x <= 114 for x, y in back if y == back[-1][1])


def test_bars_of_one_row_are_joined_straight_or_around_what_stands_between() -> None:
    before, after = bar(0, 0, 100), bar(0, 200, 300)
    assert route("FS", before, after) == [(100, 15), (200, 15)]
    between = bars_of([[(0.0, 100.0), (120.0, 180.0), (200.0, 300.0)]])
    line = route("FS", before, after, between)
    assert len(line) == 6
    assert not passes(line, bar(0, 120, 180))
    for kind in KINDS:
        assert_drawn_well(kind, before, after, route(kind, before, after))
        assert_drawn_well(kind, after, before, route(kind, after, before))


def test_a_wall_of_bars_is_passed_through_where_it_is_thinnest() -> None:
    wall: list[tuple[float, float]] = [(-2000.0, 2000.0)]
    rows = [[(0.0, 100.0)], wall, [(200.0, 300.0)]]
    line = route("FS", bar(0, 0, 100), bar(2, 200, 300), bars_of(rows))
    assert sum(passes([one, other], bar(1, *wall[0])) for one, other in pairwise(line)) == 1
    assert len(line) == 4


def test_a_larger_scale_draws_the_same_picture() -> None:
    before, after = bar(0, 0, 100), bar(1, 50, 300)
    small = route("FS", before, after)
    large = route(
        "FS", (0, 0, 200, 60), (100, 74, 600, 134), shape=SCREEN.scaled(2)
    )  # fmt: skip
    assert large == [(2 * x, 2 * y) for x, y in small]
