"""Profiles of ballots for hypothesis, and counts of them by definition, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from cxdesk.analysis.tiers import Tiers

ELECTIONS = Path(__file__).parents[3] / "shared" / "reference" / "elections"

SEVEN = [
    Tiers(tuple((int(digit),) for digit in ballot))
    for ballot in ("215364", "125634", "231546", "251463", "512436", "321654", "152643")
]
"""The ballots of the sample, P01 to P07."""


def election(name: str) -> Path:
    """A real file of ballots, or the test is skipped."""
    if not (ELECTIONS / name).is_file():
        pytest.skip("the reference elections are not beside the project")
    return ELECTIONS / name


def strict(order: str, times: int = 1) -> list[Tiers]:
    """Equal ballots that rank letters, as numbers from A = 1."""
    return [Tiers(tuple((ord(letter) - 64,) for letter in order))] * times


@st.composite
def profiles(draw: st.DrawFn, least: int = 2, most: int = 7) -> list[Tiers]:
    """Ballots on the same items, with ties, unranked ones and no opinion."""
    count = draw(st.integers(least, most))
    level = st.sampled_from([0, 1, 2, 3, 4, 5, "below", "none"])
    rows = draw(st.lists(st.lists(level, min_size=count, max_size=count), min_size=1, max_size=6))
    return [ballot(row) for row in rows]


def ballot(levels: Sequence[int | str]) -> Tiers:
    """The ballot that puts items 1, 2, 3 ... at these levels."""
    at = dict(enumerate(levels, 1))
    ranked = [tuple(id for id in at if at[id] == level) for level in range(6)]
    return Tiers(
        tuple(tier for tier in ranked if tier),
        tuple(id for id in at if at[id] == "below"),
        tuple(id for id in at if at[id] == "none"),
    )


def level_of(ballot: Tiers, id: int) -> int | None:
    """How far down an item is, None without an opinion."""
    if id in ballot.no_opinion:
        return None
    return next((at for at, tier in enumerate(ballot.ranked) if id in tier), len(ballot.ranked))


def d(ballots: Sequence[Tiers], x: int, y: int) -> int:
    """The ballots with x strictly above y, both with an opinion."""
    return sum(
        (a := level_of(one, x)) is not None and (b := level_of(one, y)) is not None and a < b
        for one in ballots
    )


def items(ballots: Sequence[Tiers]) -> list[int]:
    """The items of ballots that all hold the same, by number."""
    return sorted(ballots[0])


def tie_break(ballots: Sequence[Tiers], ids: Sequence[int]) -> list[int]:
    """The list L: Borda points descending, then as in `ids`."""
    points = {x: sum(d(ballots, x, y) - d(ballots, y, x) for y in ids) for x in ids}
    return sorted(ids, key=lambda id: -points[id])


def least_of_all(matrix: np.ndarray) -> tuple[int, list[int]]:
    """The least that an order overrules, and the first of those orders, trying all of them."""
    orders = np.array(list(permutations(range(len(matrix)))))
    place = np.argsort(orders, axis=1)
    above = place[:, :, None] < place[:, None, :]
    costs = (above * matrix.T).sum((1, 2))
    best = int(costs.argmin())  # permutations come in lexicographic order
    return int(costs[best]), orders[best].tolist()
