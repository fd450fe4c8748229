"""Whether a task has a majority over the line "not this cycle"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk.analysis.tiers import Tiers


@dataclass(frozen=True, slots=True)
class LineVote:
    """How many ballots have a task above their line, and how many below."""

    above: int
    below: int

    @property
    def passed(self) -> bool:
        """More than half of those with an opinion want it this cycle."""
        return self.above > self.below


def majority_over_line(ballots: Sequence[Tiers], ids: Sequence[int]) -> dict[int, LineVote]:
    """The vote on each task; no opinion counts for neither side, and what is unranked is below."""
    votes = {}
    for id in ids:
        above = sum(id in ballot.above for ballot in ballots)
        neither = sum(id in ballot.no_opinion for ballot in ballots)
        votes[id] = LineVote(above, len(ballots) - above - neither)
    return votes
