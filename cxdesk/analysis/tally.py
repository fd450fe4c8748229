"""The count of a round: the order that ballots add up to, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, groupby, pairwise

from cxdesk.analysis.agreement import (
    Agreement,
    Opinion,
    RanksGiven,
    kendall_w,
    opinions,
    ranks_given,
)
from cxdesk.analysis.preferences import Preferences, preferences, strong_components
from cxdesk.analysis.tiers import Tier, Tiers

LEAST_W = 0.3
"""Below this Kendall's W the board should discuss before it decides."""


class Method(StrEnum):
    """How ballots add up to an order."""

    KEMENY = "kemeny"
    SCHULZE = "schulze"
    RANKED_PAIRS = "ranked-pairs"
    BORDA = "borda"

    @property
    def words(self) -> str:
        """What it is called: "Ranked pairs"."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two that stand next to each other in an order, and what the ballots say of these two.

    `won` ballots prefer the upper and `lost` the lower, of `opinions` with an opinion on both.
    """

    upper: int
    lower: int
    won: int
    lost: int
    opinions: int
    cycle: bool
    """Both are in the same circle of majorities."""
    tied: bool
    """The method puts both at the same place; the tie-break list says who is named first."""

    @property
    def even(self) -> bool:
        """As many prefer the one as the other."""
        return self.won == self.lost

    @property
    def open(self) -> bool:
        """The board may settle which is above, by show of hands."""
        return self.even or self.cycle


@dataclass(frozen=True, slots=True)
class Result:
    """What a method makes of the ballots of a round.

    `order` is from the best down, those at the same place by the tie-break list: `tie_break`, by
    Borda points and then as the caller says. `distance` is K, the preferences that the order
    overrules. It is not `proven` to be the least, and the first of those, where the time ran out.
    `settled` are the pairs that a show of hands decided, the winner first.
    """

    method: Method
    ballots: int
    order: tuple[Tier, ...]
    tie_break: tuple[int, ...]
    pairs: Preferences
    opinions: Mapping[int, Opinion]
    w: Agreement
    given: Mapping[int, RanksGiven]
    cycles: tuple[frozenset[int], ...]
    proven: bool = True
    settled: tuple[tuple[int, int], ...] = ()

    @property
    def ranking(self) -> tuple[int, ...]:
        """The order, one by one."""
        return tuple(chain(*self.order))

    @property
    def places(self) -> dict[int, int]:
        """The place of each, from 1; those who share one leave out those after it."""
        found: dict[int, int] = {}
        for tier in self.order:
            found |= dict.fromkeys(tier, len(found) + 1)
        return found

    @property
    def distance(self) -> int:
        """K: the preferences that the order overrules."""
        return self.pairs.overruled(self.ranking)

    @property
    def preferences(self) -> int:
        """All preferences on the ballots."""
        return self.pairs.total

    @property
    def agreement(self) -> float | None:
        """The part of all preferences that the order keeps; None where there are none."""
        return 1 - self.distance / self.preferences if self.preferences else None

    @property
    def discuss(self) -> bool:
        """Whether the ballots agree so little that the board should talk first."""
        return self.w.w is not None and self.w.w < LEAST_W

    @property
    def neighbours(self) -> tuple[Neighbours, ...]:
        """Each with the next, from the top down."""
        place, pairs = self.places, self.pairs
        return tuple(
            Neighbours(
                upper, lower, pairs.d(upper, lower), pairs.d(lower, upper),
                pairs.opinions(upper, lower),
                any({upper, lower} <= cycle for cycle in self.cycles),
                place[upper] == place[lower],
            )
            for upper, lower in pairwise(self.ranking)
        )  # fmt: skip

    @property
    def divisive(self) -> tuple[int, ...]:
        """The two on which the ballots differ most, fewer where fewer differ."""
        spread = {id: self.opinions[id].spread for id in self.tie_break}
        most = sorted(self.tie_break, key=lambda id: -round(spread[id], 9))[:2]
        return tuple(id for id in most if spread[id])


def tally(
    ballots: Sequence[Tiers],
    order: Sequence[int],
    method: Method | str = Method.KEMENY,
    *,
    counts: Sequence[int] = (),
    settled: Sequence[tuple[int, int]] = (),
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Count ballots over the items of `order`, the last word where they are equal.

    A ballot counts `counts` times, or once; an item that it does not hold is unranked on it.
    `settled` pairs are put in after the count, one after the other; see `settle`.
    """
    result = _uncounted(ballots, order, counts)
    result = _counted(result, Method(method), should_stop)
    for winner, loser in settled:
        result = settle(result, winner, loser)
    return result


def compare(
    ballots: Sequence[Tiers],
    order: Sequence[int],
    *,
    counts: Sequence[int] = (),
    should_stop: Callable[[], bool] | None = None,
) -> dict[Method, Result]:
    """What each method makes of the same ballots."""
    result = _uncounted(ballots, order, counts)
    return {method: _counted(result, method, should_stop) for method in Method}


def differences(one: Result, other: Result) -> frozenset[int]:
    """The items whose place differs; a tie takes up as many places as it has members."""
    spans = []
    for result in (one, other):
        size = {id: len(tier) for tier in result.order for id in tier}
        spans.append({id: (place, place + size[id]) for id, place in result.places.items()})
    return frozenset(
        id
        for id, (start, end) in spans[0].items()
        if end <= spans[1][id][0] or spans[1][id][1] <= start
    )


def settle(result: Result, winner: int, loser: int) -> Result:
    """The result after a show of hands between two neighbours.

    Raises ValueError unless they stand next to each other and are even or in a circle. Whoever
    shared a place with either has one alone from now on.
    """
    pair = next(
        (pair for pair in result.neighbours if {pair.upper, pair.lower} == {winner, loser}), None
    )
    if pair is None:
        raise ValueError("only neighbours in the order can be settled")
    if not pair.open:
        raise ValueError("a majority has decided between the two")
    order: list[Tier] = []
    for tier in result.order:
        order += [(id,) for id in tier] if {winner, loser} & set(tier) else [tier]
    at = order.index((pair.upper,))
    order[at : at + 2] = [(winner,), (loser,)]
    return replace(result, order=tuple(order), settled=(*result.settled, (winner, loser)))


def _uncounted(ballots: Sequence[Tiers], order: Sequence[int], counts: Sequence[int]) -> Result:
    """What all methods have in common; the order is missing."""
    ids = set(order)
    if len(ids) != len(order):
        raise ValueError("an item is in the order twice")
    whole = [ballot.only(ids).with_new(order) for ballot in ballots]
    pairs = preferences(whole, order, counts)
    said = opinions(whole, counts)
    said = {id: said.get(id, Opinion()) for id in order}
    d = pairs.matrix()
    circles = [part for part in strong_components(d > d.T) if len(part) > 1]
    return Result(
        Method.KEMENY, sum(counts) if counts else len(ballots), (),
        tuple(sorted(order, key=lambda id: -said[id].points)), pairs, said,
        kendall_w(whole, counts), ranks_given(whole, order, counts),
        tuple(frozenset(order[row] for row in part) for part in circles),
    )  # fmt: skip


def _counted(result: Result, method: Method, should_stop: Callable[[], bool] | None) -> Result:
    """The result with the order of a method."""
    ids, at, points = result.pairs.ids, result.pairs.at, result.opinions
    listed = [at[id] for id in result.tie_break]
    proven = True
    if method is Method.BORDA:
        tiers = [
            [at[id] for id in tied]
            for _, tied in groupby(result.tie_break, lambda id: points[id].points)
        ]
    elif method is Method.SCHULZE:
        from cxdesk.analysis.schulze import schulze

        place = {row: place for place, row in enumerate(listed)}
        tiers = [sorted(tier, key=place.__getitem__) for tier in schulze(result.pairs.matrix())]
    elif method is Method.RANKED_PAIRS:
        from cxdesk.analysis.ranked_pairs import ranked_pairs

        tiers = [[row] for row in ranked_pairs(result.pairs.matrix(), listed)]
    else:
        from cxdesk.analysis.kemeny import kemeny

        found = kemeny(result.pairs.matrix(), listed, should_stop=should_stop)
        tiers, proven = [[row] for row in found.order], found.proven
    order = tuple(tuple(ids[row] for row in tier) for tier in tiers)
    return replace(result, method=method, order=order, proven=proven)
