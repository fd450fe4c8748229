"""Moves of a ballot: whatever is done, every item stays in exactly one place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.tiers import (
    Spot,
    Tiers,
    down,
    jump,
    put,
    rank_of,
    spot_of,
    tie,
    tied_with,
    up,
)

IDS = range(1, 9)
FULL = Tiers(((1,), (2, 3), (4,)), (5, 6), (7, 8))

spots = st.builds(
    Spot,
    st.sampled_from(["ranked", "unranked", "no_opinion"]),
    st.integers(0, 9),
    st.booleans(),
    st.none() | st.integers(0, 9),
    st.booleans(),
)
ids = st.sampled_from(list(IDS))
moves = st.one_of(
    st.tuples(st.sampled_from([up, down, tie, spot_of]), ids),
    st.tuples(st.just(jump), ids, st.integers(1, 12)),
    st.tuples(st.just(put), ids, spots),
)


@given(st.lists(moves, max_size=25), st.none() | st.integers(0, 3))
def test_every_item_is_in_exactly_one_place_after_any_moves(
    steps: list[tuple], cut: int | None
) -> None:
    here = FULL.with_line(cut)
    for move, id, *more in steps:
        if move is spot_of:
            assert put(here, id, spot_of(here, id)) == here, "where it was is where it is"
            continue
        before, here = here, move(here, id, *more)
        assert (here.cut is None) == (cut is None), "the line stays where it was drawn"
        assert 0 <= (here.cut or 0) <= len(here.ranked)
        if cut is not None:
            others = set(here) - {id}
            assert here.above & others == before.above & others, "and the others on their sides"
        assert sorted(here) == list(IDS)
        assert all(here.ranked), "no tier is empty"
        rank = rank_of(here, id)
        assert (rank is None) == (spot_of(here, id).zone != "ranked")
        if rank is not None:
            better = [other for other in here if (rank_of(here, other) or 99) < rank]
            assert rank == 1 + len(better)


def test_up_leaves_a_tie_first_and_then_passes_the_whole_tier_above() -> None:
    once = up(FULL, 3)
    assert once.ranked == ((1,), (3,), (2,), (4,))
    assert up(once, 3).ranked == ((3,), (1,), (2,), (4,))
    assert up(FULL, 4).ranked == ((1,), (4,), (2, 3))
    assert up(FULL, 1) == FULL
    assert up(FULL, 7).ranked[-1] == (7,)


def test_down_from_the_last_rank_goes_below_all_ranked_and_no_further() -> None:
    assert down(FULL, 2).ranked == ((1,), (3,), (2,), (4,))
    out = down(FULL, 4)
    assert out == Tiers(((1,), (2, 3)), (4, 5, 6), (7, 8))
    assert down(out, 4) == out
    assert down(FULL, 8) == FULL


def test_a_tie_is_with_the_item_above_and_is_undone_the_same_way() -> None:
    tied = tie(FULL, 4)
    assert tied.ranked == ((1,), (2, 3, 4))
    assert tied_with(tied, 4) == (2, 3)
    assert tie(tied, 4) == FULL
    assert tie(FULL, 2).ranked == ((1, 2), (3,), (4,)), "the first of a tie goes alone"
    assert tie(FULL, 1) == FULL
    assert tie(FULL, 5) == FULL, "what is not ranked ties with nothing"


def test_a_jump_goes_to_the_rank_or_before_the_tie_that_holds_it() -> None:
    assert rank_of(jump(FULL, 4, 1), 4) == 1
    assert jump(FULL, 5, 3).ranked == ((1,), (5,), (2, 3), (4,))
    assert rank_of(jump(FULL, 7, 9), 7) == 5
    assert jump(FULL, 2, 2).ranked == ((1,), (2,), (3,), (4,))


def test_items_that_are_gone_leave_no_empty_tier_and_new_ones_are_unranked() -> None:
    left = FULL.only({1, 4, 6, 7})
    assert left == Tiers(((1,), (4,)), (6,), (7,))
    assert left.with_new([9, 1, 7, 8]) == Tiers(((1,), (4,)), (6, 9, 8), (7,))


# --- the line "not this cycle" ----------------------------------------------------------------

LINED = Tiers(((1,), (2,), (3,)), (4,), (5,), cut=2)


def test_what_is_above_the_line() -> None:
    assert LINED.above == {1, 2}
    assert LINED.with_line(None).above == {1, 2, 3}, "without a line all that is ranked"
    assert (LINED.with_line(0).above, LINED.with_line(99).cut) == (set(), 3)
    assert LINED.only({2, 3, 4}).cut == 1
    assert LINED.with_new([6]) == Tiers(LINED.ranked, (4, 6), (5,), 2)


def test_the_line_is_a_step_of_its_own() -> None:
    crossed = down(LINED, 2)
    assert (crossed.ranked, crossed.cut) == (LINED.ranked, 1)
    assert up(crossed, 2) == LINED
    assert down(crossed, 2) == Tiers(((1,), (3,), (2,)), (4,), (5,), 1)
    last = LINED.with_line(3)
    assert down(last, 3) == LINED, "the last crosses the line before it leaves the ranked"
    assert down(LINED, 3) == Tiers(((1,), (2,)), (3, 4), (5,), 2)
    assert up(LINED, 4) == Tiers(((1,), (2,), (3,), (4,)), (), (5,), 2)
    assert up(last, 4).above == {1, 2, 3}, "what was unranked comes in below the line"


def test_ties_and_jumps_beside_the_line() -> None:
    assert tie(LINED, 3) == Tiers(((1,), (2, 3)), (4,), (5,), 2)
    tied = Tiers(((1,), (2, 3)), cut=1)
    assert up(tied, 3) == Tiers(((1,), (3,), (2,)), cut=1)
    assert down(tied.with_line(2), 2) == Tiers(((1,), (3,), (2,)), cut=3)
    assert jump(LINED, 4, 3) == Tiers(((1,), (2,), (4,), (3,)), (), (5,), 2)
    assert jump(LINED, 1, 2) == Tiers(((2,), (1,), (3,)), (4,), (5,), 2)
    assert jump(LINED, 3, 1).above == {1, 2, 3}
