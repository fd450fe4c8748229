"""Schulze, ranked pairs and Borda against slow counts by their definitions."""

from __future__ import annotations

from itertools import pairwise, permutations

import networkx
from hypothesis import given, settings

from cxdesk.analysis.preferences import preferences
from cxdesk.analysis.schulze import strongest_paths
from cxdesk.analysis.tally import Method, compare, differences, tally
from cxdesk.analysis.tiers import Tiers
from tests.analysis.profiles import d, items, profiles, strict, tie_break


@settings(max_examples=40)
@given(profiles(most=5))
def test_schulze_compares_the_strongest_of_all_paths(ballots: list[Tiers]) -> None:
    ids = items(ballots)
    won = {(x, y): d(ballots, x, y) for x in ids for y in ids}
    strength = dict.fromkeys(won, 0)
    for size in range(2, len(ids) + 1):
        for path in permutations(ids, size):
            steps = list(pairwise(path))
            if all(won[x, y] > won[y, x] for x, y in steps):
                least = min(won[step] for step in steps)
                ends = (path[0], path[-1])
                strength[ends] = max(strength[ends], least)
    paths = strongest_paths(preferences(ballots, ids).matrix())
    assert {(x, y): paths[x - 1, y - 1] for x in ids for y in ids if x != y} == {
        pair: value for pair, value in strength.items() if pair[0] != pair[1]
    }
    place = tally(ballots, ids, "schulze").places
    above = networkx.DiGraph(pair for pair in strength if strength[pair] > strength[pair[::-1]])
    above.add_nodes_from(ids)
    assert all(place[x] < place[y] for x, y in above.edges)
    layers = [sorted(layer) for layer in networkx.topological_generations(above)]
    assert [sorted(tier) for tier in tally(ballots, ids, "schulze").order] == layers


@settings(max_examples=40)
@given(profiles())
def test_ranked_pairs_hold_what_closes_no_circle(ballots: list[Tiers]) -> None:
    ids = items(ballots)
    listed = tie_break(ballots, ids)
    at = {id: place for place, id in enumerate(listed)}
    won = {(x, y): d(ballots, x, y) for x in ids for y in ids}
    majorities = [(x, y) for x, y in won if won[x, y] > won[y, x]]
    majorities.sort(key=lambda p: (won[p[::-1]] - won[p], -won[p], at[p[0]], at[p[1]]))
    held = networkx.DiGraph()
    held.add_nodes_from(listed)
    for x, y in majorities:
        if not networkx.has_path(held, y, x):
            held.add_edge(x, y)
    wanted = list(networkx.lexicographical_topological_sort(held, key=at.__getitem__))
    assert list(tally(ballots, ids, "ranked-pairs").ranking) == wanted


def duels(*votes: tuple[int, int, int, int]) -> list[Tiers]:
    """Ballots on two of three: (x, y, for x, for y)."""
    found = []
    for x, y, won, lost in votes:
        aside = tuple({1, 2, 3} - {x, y})
        found += [Tiers(((x,), (y,)), no_opinion=aside)] * won
        found += [Tiers(((y,), (x,)), no_opinion=aside)] * lost
    return found


def test_the_margin_comes_before_the_votes_and_the_votes_before_the_list() -> None:
    margins = duels((1, 2, 4, 0), (2, 3, 6, 5), (3, 1, 5, 3))
    assert tally(margins, [1, 2, 3], "ranked-pairs").ranking == (3, 1, 2)
    votes = duels((1, 2, 4, 2), (2, 3, 5, 3), (3, 1, 3, 1))
    assert tally(votes, [3, 1, 2], "ranked-pairs").ranking == (1, 2, 3)
    alike = duels((1, 2, 4, 2), (2, 3, 4, 2), (3, 1, 4, 2))
    assert tally(alike, [3, 1, 2], "ranked-pairs").ranking == (3, 1, 2)


@settings(max_examples=30)
@given(profiles())
def test_borda_is_preferences_won_less_those_lost(ballots: list[Tiers]) -> None:
    ids = items(ballots)
    found = tally(ballots, ids, Method.BORDA)
    points = {x: sum(d(ballots, x, y) - d(ballots, y, x) for y in ids) for x in ids}
    assert {id: found.opinions[id].points for id in ids} == points
    tied = [{points[id] for id in tier} for tier in found.order]
    assert all(len(tier) == 1 for tier in tied)
    assert [min(tier) for tier in tied] == sorted(set(points.values()), reverse=True)


def test_the_winner_of_all_duels_is_first_by_all_but_points() -> None:
    results = compare(strict("ABC", 3) + strict("BCA", 2), [1, 2, 3])
    assert [results[method].ranking[0] for method in Method] == [1, 1, 1, 2]
    kemeny, borda = results[Method.KEMENY], results[Method.BORDA]
    assert differences(kemeny, borda) == {1, 2}
    assert differences(kemeny, results[Method.SCHULZE]) == set()


def test_a_tie_differs_only_where_the_other_place_is_outside_of_it() -> None:
    circle = strict("ABCD") + strict("BCAD") + strict("CABD")
    results = compare(circle, [1, 2, 3, 4])
    assert results[Method.SCHULZE].order == ((1, 2, 3), (4,))
    assert results[Method.SCHULZE].places == {1: 1, 2: 1, 3: 1, 4: 4}
    assert results[Method.KEMENY].ranking == (1, 2, 3, 4)
    assert differences(results[Method.SCHULZE], results[Method.KEMENY]) == set()


def test_methods_have_words() -> None:
    assert [method.words for method in Method] == ["Kemeny", "Schulze", "Ranked pairs", "Borda"]
