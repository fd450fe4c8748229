"""Whether what gets funded hangs on the method, or on a single ballot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxdesk.analysis.over_line import majority_over_line
from cxdesk.analysis.tally import Method, Result, compare, settle, tally

if TYPE_CHECKING:
    from cxdesk.analysis.tiers import Tiers

Fund = Callable[[tuple[int, ...]], frozenset[int]]
"""The tasks that are funded, walking down an order of those with a majority over the line."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a funded set differs from the one that was counted."""

    added: frozenset[int]
    lost: frozenset[int]


@dataclass(frozen=True, slots=True)
class Robustness:
    """The funded set, and each recount that would change it.

    `ballots` by the place among the ballots of the one that is left out.
    """

    funded: frozenset[int]
    methods: Mapping[Method, Change]
    ballots: Mapping[int, Change]

    @property
    def same(self) -> bool:
        """No other method and no missing ballot changes what is funded."""
        return not self.methods and not self.ballots


@dataclass(frozen=True, slots=True)
class Recounts:
    """Orders of those with a majority over the line: as counted, by each other method, and
    without each ballot, by its place. They are the same as long as the ballots are.
    """

    counted: tuple[int, ...]
    methods: Mapping[Method, tuple[int, ...]]
    ballots: tuple[tuple[int, ...], ...]


def recounts(
    ballots: Sequence[Tiers],
    order: Sequence[int],
    method: Method | str = Method.KEMENY,
    *,
    settled: Sequence[tuple[int, int]] = (),
    results: Mapping[Method, Result] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Recounts:
    """Recount by every other method, and without each ballot; `results` are known already.

    A show of hands holds in a recount where the two are neighbours without a majority there too.
    """

    def passing(result: Result, counted: Sequence[Tiers]) -> tuple[int, ...]:
        for winner, loser in settled:
            result = _settled(result, winner, loser)
        votes = majority_over_line(counted, order)
        return tuple(id for id in result.ranking if votes[id].passed)

    results = results or compare(ballots, order, should_stop=should_stop)
    without: dict[Tiers, tuple[int, ...]] = {}
    for at, ballot in enumerate(ballots if len(ballots) > 1 else ()):
        if ballot not in without:
            rest = [*ballots[:at], *ballots[at + 1 :]]
            result = tally(rest, order, method, should_stop=should_stop)
            without[ballot] = passing(result, rest)
    return Recounts(
        passing(results[Method(method)], ballots),
        {
            other: passing(result, ballots)
            for other, result in results.items()
            if other is not Method(method)
        },
        tuple(without[ballot] for ballot in ballots) if without else (),
    )


def judged(orders: Recounts, fund: Fund) -> Robustness:
    """What of the recounts would change the funded set."""
    chosen = fund(orders.counted)

    def change(order: tuple[int, ...]) -> Change | None:
        found = chosen if order == orders.counted else fund(order)
        return None if found == chosen else Change(found - chosen, chosen - found)

    methods = {method: change(order) for method, order in orders.methods.items()}
    ballots = {at: change(order) for at, order in enumerate(orders.ballots)}
    return Robustness(
        chosen,
        {method: each for method, each in methods.items() if each is not None},
        {at: each for at, each in ballots.items() if each is not None},
    )


def _settled(result: Result, winner: int, loser: int) -> Result:
    try:
        return settle(result, winner, loser)
    except ValueError:  # they are no neighbours here, or a majority decides
        return result
