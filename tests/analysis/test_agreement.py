"""Points, agreement and what divides; the seven ballots of the sample are the oracle."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.agreement import (
    competition_ranks,
    correlation_words,
    kendall_w,
    opinions,
    spearman,
)
from cxdesk.analysis.tiers import Tiers

SEVEN = [
    Tiers(tuple((int(digit),) for digit in ballot))
    for ballot in ("215364", "125634", "231546", "251463", "512436", "321654", "152643")
]


def test_the_seven_ballots_of_the_sample() -> None:
    found = opinions(SEVEN)
    assert [found[id].won for id in (2, 1, 5, 3, 6, 4)] == [29, 27, 22, 13, 8, 6]
    assert all(one.won + one.lost == 35 for one in found.values())
    assert (found[2].won, found[2].lost, found[2].points) == (29, 6, 23)
    agreed = kendall_w(SEVEN)
    assert (round(agreed.w or 0, 3), agreed.judges, agreed.items) == (0.566, 7, 6)
    assert agreed.words == "moderate agreement"
    assert max(found, key=lambda id: found[id].spread) == 3
    assert (found[3].best, found[3].worst) == (1, 6)
    ranks = competition_ranks({id: one.points for id, one in found.items()})
    assert ranks == {2: 1, 1: 2, 5: 3, 3: 4, 6: 5, 4: 6}


def test_ties_the_unranked_tier_and_no_opinion_make_no_pair_among_themselves() -> None:
    found = opinions([Tiers(((1, 2),), (3, 4), (5,))])
    assert {id: (one.won, one.lost) for id, one in found.items()} == {
        1: (2, 0), 2: (2, 0), 3: (0, 2), 4: (0, 2), 5: (0, 0),
    }  # fmt: skip
    assert (found[3].best, found[5].best, found[5].opinions) == (3, None, 0)


def test_w_is_one_where_all_say_the_same_and_nothing_where_nothing_can_be_compared() -> None:
    same = Tiers(((1,), (2, 3)), (4,))
    assert kendall_w([same, same, same]).w == pytest.approx(1)
    assert kendall_w([same, same]).words == "full agreement"
    against = [Tiers(((1,), (2,))), Tiers(((2,), (1,)))]
    assert kendall_w(against).w == 0
    assert kendall_w(against).words == "little agreement"
    assert kendall_w([same]).w is None
    assert kendall_w([]).w is None
    assert kendall_w([Tiers(((1, 2),)), Tiers(((1, 2),))]).w is None, "all is tied"
    no_one = Tiers(((1,),), no_opinion=(2, 3, 4))
    assert kendall_w([same, no_one]).words == "nothing to compare"


def test_w_counts_the_items_that_everybody_judges() -> None:
    short = [Tiers(tuple((int(d),) for d in one)) for one in ("123", "132", "213")]
    more = [
        Tiers(((1,), (9,), (2,), (3,))),
        Tiers(((9,), (1,), (3,), (2,))),
        Tiers(((2,), (1,), (3,)), no_opinion=(9,)),
    ]
    assert kendall_w(more) == kendall_w(short)


def test_rank_correlation_in_words() -> None:
    score = {1: 1.2, 2: 0.9, 3: 0.5, 4: 0.1}
    assert spearman(score, {1: 9, 2: 5, 3: 1, 4: 0}) == pytest.approx(1)
    assert spearman(score, {1: 0, 2: 1, 3: 5, 4: 9}) == pytest.approx(-1)
    assert spearman(score, {1: 9, 2: 9, 3: 1, 4: 0}) == pytest.approx(4.5 / 22.5**0.5)
    assert spearman(score, {1: 9, 2: 5}) is None
    assert spearman(score, {1: 5, 2: 5, 3: 5}) is None, "all are tied"
    assert [correlation_words(one) for one in (0.9, 0.6, 0.3, 0.1, -0.8)] == [
        "agree", "agree", "partly agree", "disagree", "disagree",
    ]  # fmt: skip


def test_equal_values_share_a_rank() -> None:
    assert competition_ranks({1: 5, 2: 7, 3: 5, 4: 1}) == {2: 1, 1: 2, 3: 2, 4: 4}


ITEMS = range(1, 6)


def by_level(levels: Sequence[int]) -> Tiers:
    """A ranking in which an item's level is its tier; the last two are the zones."""
    groups = [tuple(id for id, at in zip(ITEMS, levels, strict=True) if at == n) for n in range(5)]
    return Tiers(tuple(tier for tier in groups[:3] if tier), groups[3], groups[4])


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 5).map(by_level), min_size=1, max_size=5))
def test_points_are_the_pairs_counted_one_by_one(ballots: list[Tiers]) -> None:
    found = opinions(ballots)
    for x in ITEMS:
        won = lost = 0
        for ballot, y in itertools.product(ballots, ITEMS):
            level = {id: n for n, tier in enumerate(ballot.compared) for id in tier}
            if x in level and y in level:
                won += level[x] < level[y]
                lost += level[y] < level[x]
        assert (found[x].won, found[x].lost) == (won, lost)
    agreed = kendall_w(ballots).w
    assert agreed is None or -1e-9 <= agreed <= 1 + 1e-9
