"""Bubbles and their words in the matrix: where they belong, each to be seen, none in another."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.matrix import (
    HIGH,
    LOW,
    MANY,
    Bubble,
    Plot,
    bubbles,
    caught,
    towards,
    words,
)  # fmt: skip

PLOT = Plot(40, 10, 900, 460)


@dataclass(frozen=True)
class Spot:
    """A point of the matrix."""

    id: int
    code: str
    cost_score: float
    benefit: float
    size: float
    hue: int


def point(id: int, cost: float, benefit: float, size: float = 50.0, hue: int = 0) -> Spot:
    return Spot(id, f"{id}", cost, benefit, size, hue)


def test_the_axes_and_the_lines_stand_where_the_formulas_say() -> None:
    assert (PLOT.x(LOW), PLOT.x(HIGH)) == pytest.approx((40, 940))
    assert (PLOT.y(HIGH), PLOT.y(LOW)) == pytest.approx((10, 470))
    assert PLOT.split == (PLOT.x(3), PLOT.y(3.5))
    assert PLOT.benefit(PLOT.y(4.9)) == pytest.approx(4.9)
    assert (PLOT.benefit(-500), PLOT.benefit(5000)) == (5, 1)


def test_the_area_is_as_the_budget_and_the_largest_lies_below() -> None:
    found = bubbles([point(1, 2, 2, 60), point(2, 4, 4, 240)], PLOT, 28)
    assert [one.id for one in found] == [2, 1]
    assert found[0].radius ** 2 / found[1].radius ** 2 == pytest.approx(4)


def test_those_that_stand_at_the_same_place_move_aside_and_each_is_caught() -> None:
    same = [point(n, 2, 4.2) for n in range(1, 4)]
    found = bubbles(same, PLOT, 28)
    assert {one.y for one in found} == {PLOT.y(4.2)}
    assert len({one.x for one in found}) == 3
    for one in found:
        assert caught(found, one.x, one.y) is one


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(2, 10), st.integers(10, 50), st.floats(0, 500), st.integers(0, 5)),
        max_size=60,
    )
)
def test_none_leaves_its_quadrant_and_no_word_lies_on_another(
    given: list[tuple[int, int, float, int]],
) -> None:
    made = [point(n, c / 2, b / 10, size, hue) for n, (c, b, size, hue) in enumerate(given)]
    found = bubbles(made, PLOT, 28)
    assert sorted(one.id for one in found) == sorted(one.id for one in made)
    across, _ = PLOT.split
    for one in found:
        cost = one.points[0].cost_score
        assert one.y == PLOT.y(one.points[0].benefit)
        assert abs(one.x - PLOT.x(cost)) < PLOT.slot / 2
        assert (one.x < across - 1e-9) == (cost < 3)
    written = words(found, PLOT, lambda text: 7.0 * len(text), 14)
    boxes = [(w.x, w.y - 5, w.x + 7 * len(w.text), w.y + 5) for w in written if w and not w.inside]
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_of_too_many_those_that_stand_together_share_a_bubble() -> None:
    made = [
        point(n, 1 + n % 9 / 2, 1 + n % 41 / 10, 10, n % 2 if n % 9 else 1)
        for n in range(10 * MANY)
    ]
    found = bubbles(made, PLOT, 28)
    assert len(found) < MANY
    assert sum(len(one.points) for one in found) == len(made)
    assert {one.hue for one in found} == {None, 1}
    for one in found:
        above = {each.benefit >= 3.5 for each in one.points}
        assert len(above) == 1, "a bubble stands on one side of the line"
        assert len({each.cost_score for each in one.points}) == 1
    lump = next(one for one in found if len(one.points) > 1)
    assert lump.text == f"{len(lump.points):,}"


def test_the_keyboard_reaches_every_bubble() -> None:
    made = [point(n, 1 + n * 7 % 9 / 2, 1 + n * 13 % 41 / 10) for n in range(60)]
    found = bubbles(made, PLOT, 28)
    reached: set[int] = set()
    waiting: list[Bubble[Spot]] = [found[0]]
    while waiting:
        here = waiting.pop()
        if here.id not in reached:
            reached.add(here.id)
            steps = [towards(found, here, *way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1))]
            waiting += [one for one in steps if one is not None]
    assert reached == {one.id for one in found}


def test_the_nearest_to_a_side_is_the_next() -> None:
    found = bubbles([point(1, 2, 3), point(2, 3, 3.1), point(3, 5, 3), point(4, 2, 5)], PLOT, 20)
    by_id = {one.id: one for one in found}
    assert towards(found, by_id[1], 1, 0) is by_id[2]
    assert towards(found, by_id[1], 0, -1) is by_id[4]
    assert towards(found, by_id[3], 1, 0) is None
    assert caught(found, 0, 0) is None
    one = by_id[1]
    assert caught(found, one.x, one.y + one.radius + 3) is one
