"""The result of a round: what is said of neighbours, what a show of hands may settle."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.agreement import RanksGiven
from cxdesk.analysis.over_line import LineVote, majority_over_line
from cxdesk.analysis.robust import Change, Fund, Robustness, judged, recounts
from cxdesk.analysis.tally import Method, compare, differences, settle, tally
from cxdesk.analysis.tiers import Tiers
from cxdesk.analysis.why import why
from tests.analysis.profiles import SEVEN, items, profiles, strict

CIRCLE = strict("ABCD", 2) + strict("BCAD", 2) + strict("CABD", 1)
"""A beats B, B beats C, C beats A, 3 to 2 or 4 to 1; all beat D."""


def words(ballots: list[Tiers], count: int, method: str = "kemeny", **more: object) -> list[str]:
    found = tally(ballots, range(1, count + 1), method, **more)
    return [why(found, pair, lambda id: f"R{id}") for pair in found.neighbours]


def test_the_seven_ballots_of_the_sample() -> None:
    found = tally(SEVEN, range(1, 7))
    assert (found.method, found.ballots, found.proven) == (Method.KEMENY, 7, True)
    assert found.order == ((2,), (1,), (5,), (3,), (6,), (4,))
    assert [found.opinions[id].won for id in found.ranking] == [29, 27, 22, 13, 8, 6]
    assert (found.distance, found.preferences) == (22, 105)
    assert found.agreement == pytest.approx(83 / 105)
    assert (round(found.w.w or 0, 3), found.discuss, found.cycles) == (0.566, False, ())
    assert found.divisive == (3, 5)
    assert found.given[5] == RanksGiven((1, 2, 2, 1, 1, 0), 0, 0)
    assert [(pair.won, pair.lost, pair.opinions) for pair in found.neighbours] == [
        (4, 3, 7), (5, 2, 7), (5, 2, 7), (4, 3, 7), (4, 3, 7)
    ]  # fmt: skip
    assert not any(pair.open for pair in found.neighbours)
    assert words(SEVEN, 6)[:2] == [
        "4 of 7 prefer R2 to R1; one ballot the other way would swap them",
        "5 of 7 prefer R1 to R5",
    ]
    results = compare(SEVEN, range(1, 7))
    assert list(results) == list(Method)
    assert all(not differences(found, other) for other in results.values())


@settings(max_examples=20)
@given(profiles(most=6), st.data())
def test_names_and_the_order_of_ballots_change_nothing(
    ballots: list[Tiers], data: st.DataObject
) -> None:
    ids = items(ballots)
    new = dict(zip(ids, data.draw(st.permutations(ids)), strict=True))
    shuffled = data.draw(st.permutations(ballots))
    renamed = [
        Tiers(
            tuple(tuple(new[id] for id in reversed(tier)) for tier in ballot.ranked),
            tuple(new[id] for id in ballot.unranked),
            tuple(new[id] for id in ballot.no_opinion),
        )
        for ballot in shuffled
    ]
    results = compare(renamed, [new[id] for id in ids])
    by_number = compare(renamed, ids)
    for method, found in compare(ballots, ids).items():
        assert results[method].order == tuple(tuple(map(new.get, tier)) for tier in found.order)
        assert results[method].distance == found.distance
        assert results[method].w == found.w
        points = [one.points for one in found.opinions.values()]
        if len(set(points)) == len(points):  # the number is the last word and was not needed
            assert by_number[method].order == results[method].order
    assert by_number[Method.KEMENY].distance == results[Method.KEMENY].distance


def test_counted_ballots_are_as_good_as_copies() -> None:
    several = [SEVEN[0], Tiers(((3, 1),), (2, 5), (4, 6)), Tiers(no_opinion=(1, 2, 3, 4, 5, 6))]
    copies = [several[0]] * 3 + [several[1]] * 2 + [several[2]]
    counted = compare(several, range(1, 7), counts=[3, 2, 1])
    assert counted == compare(copies, range(1, 7))
    assert compare(several[:2], range(1, 7), counts=[3, 2]) == compare(copies[:5], range(1, 7))
    many = tally(several, range(1, 7), counts=[3 * 10**8, 2 * 10**8, 10**8])
    assert many.ranking == counted[Method.KEMENY].ranking
    assert many.distance == 10**8 * counted[Method.KEMENY].distance
    assert many.opinions[3].spread == pytest.approx(counted[Method.KEMENY].opinions[3].spread)


def test_items_that_a_ballot_does_not_hold_are_unranked_and_others_are_left_out() -> None:
    found = tally([Tiers(((9,), (2,)))], [1, 2])
    assert (found.ranking, found.preferences) == ((2, 1), 1)
    assert found.given[1] == RanksGiven((0, 0), 1, 0)
    assert found.given[2] == RanksGiven((1, 0), 0, 0)
    with pytest.raises(ValueError, match="twice"):
        tally([], [1, 1])
    with pytest.raises(ValueError, match="poem"):
        tally([], [1], "poem")


def test_without_any_preference_the_list_decides() -> None:
    found = tally([Tiers(((1, 2, 3),)), Tiers(no_opinion=(1, 2, 3))], [2, 3, 1])
    assert found.ranking == (2, 3, 1)
    assert (found.agreement, found.w.w, found.divisive) == (None, None, ())
    assert found.discuss is False


def test_why_one_is_above_the_next_in_words() -> None:
    assert words(CIRCLE, 4) == [
        "4 of 5 prefer R2 to R3; in a circle of majorities with R1",
        "3 of 5 prefer R3 to R1; in a circle of majorities with R2",
        "5 of 5 prefer R1 to R4",
    ]
    even = [*strict("AB"), *strict("BA")]
    assert words(even, 2) == [
        "1 of 2 prefers R1 to R2, 1 R2 to R1; even, in points too: R1 comes first in the list"
    ]
    assert words(even, 2, settled=[(2, 1)]) == [
        "1 of 2 prefers R2 to R1, 1 R1 to R2; settled by show of hands"
    ]
    assert words(even, 2, "schulze") == ["1 of 2 prefers R1 to R2, 1 R2 to R1; they share a place"]
    assert words([*strict("ABC"), *strict("CBA"), *strict("CAB")], 3)[0] == (
        "2 of 3 prefer R3 to R1; one ballot the other way would swap them"
    )
    more_points = [Tiers(((1,), (2, 3))), Tiers(((2,), (1,)), no_opinion=(3,))]
    assert words(more_points, 3) == [
        "1 of 2 prefers R1 to R2, 1 R2 to R1; even: R1 has more points",
        "Nobody prefers R2 or R3, 1 tie them; even: R2 has more points",
    ]
    assert words([Tiers(((1,),), no_opinion=(2,))], 2)[0].startswith("Nobody compares R1 with R2")
    points = strict("ABC", 3) + strict("BCA", 2)
    assert words(points, 3, "borda") == [
        "2 of 5 prefer R2 to R1, 3 R1 to R2; the points decide, +4 to +2",
        "3 of 5 prefer R1 to R3; the points decide, +2 to -6",
    ]


# --- a show of hands --------------------------------------------------------------------------


def test_what_is_even_or_in_a_circle_may_be_settled() -> None:
    even = tally(strict("ABC") + strict("BAC"), [1, 2, 3])
    turned = settle(even, 2, 1)
    assert (turned.ranking, turned.distance, turned.settled) == ((2, 1, 3), 1, ((2, 1),))
    assert settle(even, 1, 2).ranking == (1, 2, 3), "it may stay as it is, too"

    circle = tally(CIRCLE, range(1, 5))
    assert (circle.ranking, circle.distance) == ((2, 3, 1, 4), 1 + 2 + 3)
    turned = tally(CIRCLE, range(1, 5), settled=[(3, 2), (1, 2)])
    assert (turned.ranking, turned.distance) == ((3, 1, 2, 4), 2 + 2 + 4)


def test_what_a_majority_decided_may_not() -> None:
    circle = tally(CIRCLE, range(1, 5))
    for winner, loser in ((4, 1), (1, 4), (2, 1), (1, 1), (1, 9)):
        with pytest.raises(ValueError, match=r"majority|neighbours"):
            settle(circle, winner, loser)
    with pytest.raises(ValueError, match="majority"):
        tally(SEVEN, range(1, 7), settled=[(1, 2)])


def test_a_settled_tie_of_schulze_is_none_any_more() -> None:
    tied = tally(strict("ABCD") + strict("BACD"), range(1, 5), "schulze")
    assert tied.order == ((1, 2), (3,), (4,))
    assert settle(tied, 2, 1).order == ((2,), (1,), (3,), (4,))


# --- the line "not this cycle" ----------------------------------------------------------------


def test_a_task_needs_more_ballots_above_the_line_than_below() -> None:
    ballots = [
        Tiers(((1,), (2,), (3,)), (4,), cut=1),
        Tiers(((2, 1), (4,)), (3,), cut=1),
        Tiers(((3,), (1,)), (2,), (4,)),
        Tiers(((3,),), (1,), (2, 4), cut=0),
    ]
    votes = majority_over_line(ballots, [1, 2, 3, 4])
    assert votes == {1: LineVote(3, 1), 2: LineVote(1, 2), 3: LineVote(1, 3), 4: LineVote(0, 2)}
    assert [id for id in votes if votes[id].passed] == [1]
    assert not LineVote(2, 2).passed
    assert not majority_over_line([Tiers(no_opinion=(1,))], [1])[1].passed


# --- what is funded ---------------------------------------------------------------------------

COST = {1: 30, 2: 45, 3: 60, 4: 25, 5: 15, 6: 12}


def fund(order: tuple[int, ...], budget: int = 93) -> frozenset[int]:
    taken: list[int] = []
    for id in order:
        if sum(COST[one] for one in taken) + COST[id] <= budget:
            taken.append(id)
    return frozenset(taken)


def robust(
    ballots: Sequence[Tiers], fund: Fund, settled: Sequence[tuple[int, int]] = ()
) -> Robustness:
    order = range(1, 7) if ballots is SEVEN else range(1, 4)
    return judged(recounts(ballots, order, settled=settled), fund)


def test_the_sample_funds_the_same_whatever_one_ballot_says() -> None:
    found = robust(SEVEN, fund)
    assert (found.funded, found.same) == ({1, 2, 5}, True)


def test_what_a_method_or_a_single_ballot_would_change_is_named() -> None:
    def first(order: tuple[int, ...]) -> frozenset[int]:
        return frozenset(order[:1])

    ballots = strict("ABC", 3) + strict("BCA", 2)
    found = robust(ballots, first)
    assert found.funded == {1}
    assert found.methods == {Method.BORDA: Change(frozenset({2}), frozenset({1}))}
    turned = Change(frozenset({2}), frozenset({1}))
    assert found.ballots == dict.fromkeys(range(3), turned), "even then, and 2 has more points"
    assert not found.same
    more = strict("ABC", 5) + strict("BCA", 3)
    assert robust(more, first).ballots == {}
    assert robust(ballots[:1], first).same

    lines = [one.with_line(1) for one in ballots]
    assert robust(lines, first).methods == {}, "2 has no majority over the line"
    assert list(robust(lines, first).ballots) == [0, 1, 2], "nor 1 without one of three"


def test_a_show_of_hands_holds_in_recounts_that_leave_it_open() -> None:
    def first(order: tuple[int, ...]) -> frozenset[int]:
        return frozenset(order[:1])

    ballots = strict("ABC", 2) + strict("BAC", 2)
    found = robust(ballots, first, settled=[(2, 1)])
    assert (found.funded, found.methods) == ({2}, {})
    assert list(found.ballots) == [2, 3]
