"""How many ballots prefer each item to each other: the matrix that every method reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cxdesk.analysis.tiers import Tiers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.int64]
    Relation = NDArray[np.bool_]

_AT_ONCE = 2_000_000  # comparisons held in memory


@dataclass(frozen=True)
class Preferences:
    """Pairwise preferences: rows and columns stand in the order of `ids`.

    `won[x][y]` counts the ballots with x strictly above y, and `judged[x][y]` those that have an
    opinion on both, a tie included.
    """

    ids: tuple[int, ...]
    won: tuple[tuple[int, ...], ...]
    judged: tuple[tuple[int, ...], ...]

    @cached_property
    def at(self) -> Mapping[int, int]:
        """The row of each item."""
        return {id: row for row, id in enumerate(self.ids)}

    def d(self, x: int, y: int) -> int:
        """d[x,y]: the ballots that prefer x to y."""
        return self.won[self.at[x]][self.at[y]]

    def opinions(self, x: int, y: int) -> int:
        """The ballots with an opinion on both."""
        return self.judged[self.at[x]][self.at[y]]

    @cached_property
    def total(self) -> int:
        """All preferences of all ballots."""
        return sum(map(sum, self.won))

    def overruled(self, ranking: Sequence[int]) -> int:
        """K of a ranking: the preferences that it goes against."""
        rows = [self.at[id] for id in ranking]
        return sum(
            self.won[below][above] for at, above in enumerate(rows) for below in rows[at + 1 :]
        )

    def matrix(self) -> Matrix:
        """`won` as an array."""
        import numpy as np

        count = len(self.ids)
        return np.array(self.won, np.int64).reshape(count, count)


def preferences(
    ballots: Sequence[Tiers], ids: Sequence[int], counts: Sequence[int] = ()
) -> Preferences:
    """Count the ballots, each `counts` times or once.

    An item that a ballot does not hold is unranked on it; what is not among `ids` is not counted.
    """
    import numpy as np

    count = len(ids)
    at = {id: column for column, id in enumerate(ids)}
    places = np.full((len(ballots), count), -1, np.int64)  # -1: no opinion
    for row, ballot in enumerate(ballots):
        places[row] = len(ballot.ranked)
        for place, tier in enumerate(ballot.ranked):
            for id in tier:
                if id in at:
                    places[row, at[id]] = place
        for id in ballot.no_opinion:
            if id in at:
                places[row, at[id]] = -1
    times = np.array(counts or [1] * len(ballots), np.int64)
    won, judged = np.zeros((2, count, count), np.int64)
    step = max(1, _AT_ONCE // max(1, count * count))
    for start in range(0, len(ballots), step):
        some = places[start : start + step]
        both = (some[:, :, None] >= 0) & (some[:, None, :] >= 0)
        above = both & (some[:, :, None] < some[:, None, :])
        won += np.tensordot(times[start : start + step], above, 1)
        judged += np.tensordot(times[start : start + step], both, 1)
    return Preferences(
        tuple(ids), tuple(map(tuple, won.tolist())), tuple(map(tuple, judged.tolist()))
    )


def strong_components(relation: Relation) -> list[list[int]]:
    """The strongly connected components of a relation, those that reach more before the others.

    Where every pair is related one way or both, every component reaches all after it.
    """
    import numpy as np

    reach = relation | np.eye(len(relation), dtype=bool)
    for via in range(len(relation)):
        reach |= reach[:, via, None] & reach[via]
    mutual = reach & reach.T
    found, seen = [], set[int]()
    for item in np.argsort(-reach.sum(1), kind="stable").tolist():
        if item not in seen:
            members = np.flatnonzero(mutual[item]).tolist()
            seen.update(members)
            found.append(members)
    return found
