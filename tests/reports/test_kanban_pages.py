"""Where lanes and columns of a printed board stand: nothing lost, nothing cut, nothing outside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.reports.kanban_pages import GAP, PAD, LaneSize, pages, tiles

ROOM = 400.0
heights = st.floats(20, ROOM - 60)
rows = st.lists(heights, max_size=9).map(tuple)


@st.composite
def some_lanes(draw: st.DrawFn) -> list[LaneSize]:
    columns = draw(st.integers(1, 4))
    return [
        LaneSize(
            number, draw(st.floats(12, 40)), draw(st.floats(12, 40)),
            tuple(draw(rows) for _ in range(columns)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]  # fmt: skip


@settings(max_examples=40)
@given(some_lanes())
def test_every_row_of_cards_stands_once_in_order_and_on_its_page(lanes: list[LaneSize]) -> None:
    made = pages(lanes, ROOM)
    reached = {lane.lane: [0] * len(lane.rows) for lane in lanes}
    begun = []
    for page in made:
        foot = 0.0
        for part in page:
            lane = lanes[part.lane]
            assert part.top == pytest.approx(foot)
            assert part.continued == (part.lane in begun)
            assert part.head == (lane.again if part.continued else lane.head)
            begun.append(part.lane)
            for column, (start, stop) in enumerate(zip(part.start, part.stop, strict=True)):
                assert reached[part.lane][column] == start <= stop
                reached[part.lane][column] = stop
                held = lane.rows[column][start:stop]
                high = sum(held) + GAP * (len(held) - 1) + 2 * PAD if held else 0.0
                assert part.head + high <= part.height + 0.01
            foot = part.top + part.height
            assert foot <= ROOM + 0.01
            full = all(
                end == len(each) for end, each in zip(reached[part.lane], lane.rows, strict=True)
            )
            assert part.goes_on is not full
    assert all(reached[lane.lane] == [len(each) for each in lane.rows] for lane in lanes)
    assert all(made[:-1])  # no page is bare but the only one


def test_a_lane_that_fits_on_one_page_does_not_begin_at_the_foot_of_another() -> None:
    first = LaneSize(0, 20, 20, ((230.0,),))
    whole = LaneSize(1, 20, 20, ((100.0, 100.0),))
    assert [[part.lane for part in page] for page in pages([first, whole], ROOM)] == [[0], [1]]
    long = LaneSize(1, 20, 20, ((100.0,) * 8,))  # fits on none
    broken = pages([first, long], ROOM)
    assert [part.lane for part in broken[0]] == [0, 1]
    assert broken[0][1].stop == (1,)
    assert broken[1][0].continued


def test_no_lane_begins_where_one_of_its_columns_has_no_room() -> None:
    first = LaneSize(0, 20, 20, ((150.0,), (10.0,)))
    tall = LaneSize(1, 20, 20, ((60.0,) * 20, (300.0,)))
    assert [part.lane for part in pages([first, tall], ROOM)[0]] == [0]


@settings(max_examples=40)
@given(st.lists(st.booleans(), min_size=1, max_size=60), st.floats(300, 1100), st.floats(34, 84))
def test_every_column_stands_in_one_tile_within_its_width(
    filled: list[bool], room: float, narrow: float
) -> None:
    made = tiles(filled, [narrow] * len(filled), room, 106, 240, 9)
    assert [column for tile in made for column in tile.columns] == list(range(len(filled)))
    for tile in made:
        foot = 0.0
        for column, left, width in zip(tile.columns, tile.lefts, tile.widths, strict=True):
            assert left >= foot - 0.01
            assert width >= 106 - 0.01 if filled[column] else width == narrow
            foot = left + width + GAP
        assert foot - GAP <= room + 0.01
        assert tile.abreast == 1 or max(tile.widths) > 240


def test_many_columns_are_shared_evenly() -> None:
    made = tiles([True] * 40, [34.0] * 40, 751, 106, 233, 9)
    assert [len(tile.columns) for tile in made] == [6] * 6 + [4]
    assert len({round(width, 3) for tile in made for width in tile.widths}) == 1
    for deepest, abreast in ((9, 6), (2, 2), (0, 1)):
        (tile,) = tiles([True, False], [34.0] * 2, 751, 106, 233, deepest)
        assert tile.abreast == abreast
