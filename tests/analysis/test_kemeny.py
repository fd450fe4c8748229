"""Kemeny orders against all orders there are: what they overrule, and which is taken of many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cxdesk.analysis.kemeny import best_of_few, distance, kemeny
from cxdesk.analysis.preferences import preferences, strong_components
from cxdesk.analysis.tally import tally
from cxdesk.analysis.tiers import Tiers
from tests.analysis.profiles import d, items, least_of_all, profiles, strict, tie_break


@settings(max_examples=60)
@given(profiles(), st.data())
def test_no_order_overrules_fewer_and_none_of_the_best_comes_before_in_the_list(
    ballots: list[Tiers], data: st.DataObject
) -> None:
    ids = data.draw(st.permutations(items(ballots)))
    listed = tie_break(ballots, ids)
    matrix = np.array([[d(ballots, x, y) for y in listed] for x in listed])
    cost, order = least_of_all(matrix)
    found = tally(ballots, ids)
    assert (found.distance, found.proven) == (cost, True)
    assert list(found.tie_break) == listed
    assert list(found.ranking) == [listed[row] for row in order]
    assert found.preferences == matrix.sum()
    assert preferences(ballots, listed).won == tuple(map(tuple, matrix.tolist()))


matrices = st.integers(2, 6).flatmap(
    lambda count: st.sampled_from([1, 2, 9]).flatmap(
        lambda most: arrays.arrays(np.int64, (count, count), elements=st.integers(0, most))
    )
)


@settings(max_examples=60)
@given(matrices, st.booleans(), st.data())
def test_linear_programs_find_the_same_as_trying_all_orders(
    matrix: np.ndarray, huge: bool, data: st.DataObject
) -> None:
    np.fill_diagonal(matrix, 0)
    if huge:  # ballots by the hundred million, and differences of one
        matrix = matrix * 100_000_000 + matrix.T // 2
    listed = data.draw(st.permutations(range(len(matrix))))
    cost, order = least_of_all(matrix[np.ix_(listed, listed)])
    for limit in (1, 14):
        found = kemeny(matrix, listed, subset_limit=limit)
        assert (found.distance, found.proven) == (cost, True)
        assert found.order == tuple(listed[row] for row in order)


def votes(count: int, ballots: int, seed: int) -> np.ndarray:
    """Preferences of ballots in no order at all."""
    random = np.random.default_rng(seed)
    places = np.array([random.permutation(count) for _ in range(ballots)])
    return (places[:, :, None] < places[:, None, :]).sum(0)


def duels(count: int, most: int, seed: int) -> np.ndarray:
    """Preferences each by itself: many circles, and fractions in their linear programs."""
    matrix = np.random.default_rng(seed).integers(0, most + 1, (count, count))
    np.fill_diagonal(matrix, 0)
    return matrix


@pytest.mark.parametrize(
    "matrix",
    [
        votes(15, 2, 2), votes(16, 3, 1), votes(15, 4, 2), votes(16, 20, 5),
        duels(15, 1, 0), duels(16, 1, 1), duels(16, 2, 5), duels(15, 3, 4), duels(16, 9, 5),
        # In these no order is found at first that is best, or is known to be: they branch.
        duels(16, 1, 16), duels(16, 9, 26), duels(16, 9, 124), duels(16, 9, 143), duels(16, 9, 148),
    ],
)  # fmt: skip
def test_linear_programs_find_the_same_as_all_subsets_of_fifteen_or_sixteen(
    matrix: np.ndarray,
) -> None:
    count = len(matrix)
    assert len(strong_components(matrix >= matrix.T)) == 1, "it is one large circle"
    by_subsets = kemeny(matrix, range(count), subset_limit=16)
    by_programs = kemeny(matrix, range(count), subset_limit=2)
    assert by_programs == by_subsets
    assert by_programs.proven


def test_all_orders_are_best_where_all_is_even() -> None:
    even = strict("ABCDEFGHIJKLMNOPQRST") + strict("TSRQPONMLKJIHGFEDCBA")
    ids = [*range(11, 21), *range(1, 11)]
    found = tally(even, ids)
    assert (list(found.ranking), found.distance) == (ids, 190)


def test_what_time_did_not_allow_is_not_proven() -> None:
    matrix = duels(20, 1, 1)
    best = kemeny(matrix, range(20))
    assert best.proven
    for found in (
        kemeny(matrix, range(20), time_limit=0),
        kemeny(matrix, range(20), should_stop=lambda: True),
    ):
        assert not found.proven
        assert sorted(found.order) == list(range(20))
        assert found.distance == distance(matrix, found.order) >= best.distance
    steps = iter([False] * 5 + [True])
    assert not kemeny(matrix, range(20), should_stop=lambda: next(steps)).proven


def test_components_come_in_the_order_of_their_majorities() -> None:
    # D E F go round in a circle above A and B, which are even; C is below all.
    matrix = preferences(
        strict("DEFABC") + strict("EFDBAC") + strict("FDEABC") + strict("DEFBAC"), range(1, 7)
    ).matrix()
    parts = strong_components(matrix >= matrix.T)
    assert [sorted(part) for part in parts] == [[3, 4, 5], [0, 1], [2]]


def test_a_single_row_and_none() -> None:
    assert best_of_few(np.zeros((1, 1), np.int64)) == [0]
    assert kemeny(np.zeros((0, 0), np.int64), []).order == ()
    assert tally([], [3, 1]).ranking == (3, 1)


def test_tennessee() -> None:
    names = {"M": "A", "N": "B", "C": "C", "K": "D"}
    ballots = []
    for order, times in (("MNCK", 42), ("NCKM", 26), ("CKNM", 15), ("KCNM", 17)):
        ballots += strict("".join(names[letter] for letter in order), times)
    found = tally(ballots, [1, 2, 3, 4])
    assert found.ranking == (2, 3, 4, 1)
    assert (found.preferences - found.distance, found.preferences) == (393, 600)
    assert tally(ballots, [1, 2, 3, 4], "borda").ranking == (2, 3, 1, 4)


def test_the_forty_five_voters_of_schulze() -> None:
    ballots = []
    for order, times in (
        ("ACBED", 5), ("ADECB", 5), ("BEDAC", 8), ("CABED", 3),
        ("CAEBD", 7), ("CBADE", 2), ("DCEBA", 7), ("EBADC", 8),
    ):  # fmt: skip
        ballots += strict(order, times)
    found = tally(ballots, range(1, 6))
    assert (found.ranking, found.distance) == ((5, 2, 1, 4, 3), 190)
    assert tally(ballots, range(1, 6), "schulze").order == ((5,), (1,), (3,), (2,), (4,))
