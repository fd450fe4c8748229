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


def robust(
    ballots: Sequence[Tiers],
    order: Sequence[int],
    fund: Fund,
    method: Method | str = Method.KEMENY,
    *,
    settled: Sequence[tuple[int, int]] = (),
    should_stop: Callable[[], bool] | None = None,
) -> Robustness:
    """Recount by every other method, and without each ballot.

    A show of hands holds in a recount where the two are neighbours without a majority there too.
    """

    def funded(result: Result, counted: Sequence[Tiers]) -> frozenset[int]:
        for winner, loser in settled:
            result = _settled(result, winner, loser)
        votes = majority_over_line(counted, order)
        return fund(tuple(id for id in result.ranking if votes[id].passed))

    results = compare(ballots, order, should_stop=should_stop)
    chosen = funded(results[Method(method)], ballots)
    methods = {
        other: Change(found - chosen, chosen - found)
        for other, result in results.items()
        if (found := funded(result, ballots)) != chosen
    }
    without: dict[Tiers, frozenset[int]] = {}
    missing = {}
    for at, ballot in enumerate(ballots if len(ballots) > 1 else ()):
        if ballot not in without:
            rest = [*ballots[:at], *ballots[at + 1 :]]
            result = tally(rest, order, method, should_stop=should_stop)
            without[ballot] = funded(result, rest)
        if (found := without[ballot]) != chosen:
            missing[at] = Change(found - chosen, chosen - found)
    return Robustness(chosen, methods, missing)


def _settled(result: Result, winner: int, loser: int) -> Result:
    try:
        return settle(result, winner, loser)
    except ValueError:  # they are no neighbours here, or a majority decides
        return result
