"""What rankings say together: points, agreement, what divides, and how a score compares.

All from counts of ranks, in time that grows with the rankings' length, not with its square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from cxdesk.analysis.tiers import Tiers


@dataclass(frozen=True, slots=True)
class Opinion:
    """What all rankings say of one item.

    `won` and `lost` count the preferences d[x,y] and d[y,x] over all other items; `opinions` the
    rankings that judge it, `best` and `worst` its ranks in them (None without any). `spread` is
    the variance of its place among the others, 0 (all agree) to 0.25.
    """

    won: int = 0
    lost: int = 0
    opinions: int = 0
    best: int | None = None
    worst: int | None = None
    spread: float = 0.0

    @property
    def points(self) -> int:
        """Borda points: preferences won less those lost."""
        return self.won - self.lost


def opinions(ballots: Sequence[Tiers], counts: Sequence[int] = ()) -> dict[int, Opinion]:
    """What the rankings, each `counts` times or once, say of every item that is in one of them."""
    won: dict[int, int] = {}
    lost: dict[int, int] = {}
    ranks: dict[int, list[int]] = {}
    places: dict[int, dict[float, int]] = {}
    for ballot, times in zip(ballots, counts or [1] * len(ballots), strict=True):
        for id in ballot:
            ranks.setdefault(id, [])
        total = sum(len(tier) for tier in ballot.compared)
        above = 0
        for tier in ballot.compared:
            below = total - above - len(tier)
            place = (2 * above + len(tier) - 1) / (2 * (total - 1)) if total > 1 else 0.0
            for id in tier:
                won[id] = won.get(id, 0) + times * below
                lost[id] = lost.get(id, 0) + times * above
                ranks[id].append(above + 1)
                found = places.setdefault(id, {})
                found[place] = found.get(place, 0) + times
            above += len(tier)
    return {
        id: Opinion(
            won.get(id, 0), lost.get(id, 0), sum(places.get(id, {}).values()),
            min(given, default=None), max(given, default=None), _variance(places.get(id, {})),
        )
        for id, given in ranks.items()
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class RanksGiven:
    """How often an item was given rank 1, 2, 3 ..., was left unranked, and without an opinion."""

    ranks: tuple[int, ...]
    unranked: int
    no_opinion: int


def ranks_given(
    ballots: Sequence[Tiers], ids: Sequence[int], counts: Sequence[int] = ()
) -> dict[int, RanksGiven]:
    """The ranks that the rankings give each item; those who tie share the rank of the first."""
    given = {id: [0] * (len(ids) + 2) for id in ids}
    for ballot, times in zip(ballots, counts or [1] * len(ballots), strict=True):
        rank = 0
        for tier in ballot.ranked:
            for id in tier:
                given[id][rank] += times
            rank += len(tier)
        for id in ballot.unranked:
            given[id][-2] += times
        for id in ballot.no_opinion:
            given[id][-1] += times
    return {id: RanksGiven(tuple(row[:-2]), row[-2], row[-1]) for id, row in given.items()}


def competition_ranks(values: Mapping[int, float]) -> dict[int, int]:
    """Rank 1 for the highest value; equal values share a rank and leave out those after it."""
    found: dict[int, int] = {}
    rank, before = 0, None
    for place, (id, value) in enumerate(sorted(values.items(), key=lambda one: -one[1]), 1):
        if value != before:
            rank, before = place, value
        found[id] = rank
    return found


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's W of `judges` over the `items` that all of them judge; None says nothing."""

    w: float | None
    judges: int
    items: int

    @property
    def words(self) -> str:
        """What W means."""
        if self.w is None:
            return "nothing to compare"
        for least, words in (
            (1 - 1e-9, "full agreement"), (0.7, "strong agreement"), (0.5, "moderate agreement"),
            (0.3, "weak agreement"),
        ):  # fmt: skip
            if self.w >= least:
                return words
        return "little agreement"


def kendall_w(ballots: Sequence[Tiers], counts: Sequence[int] = ()) -> Agreement:
    """W = 12 S / (m² (n³ - n) - m Σ (t³ - t)), with mid-ranks for ties.

    Each ranking counts `counts` times, or once.
    """
    judged = [{id for tier in ballot.compared for id in tier} for ballot in ballots]
    shared = set.intersection(*judged) if judged else set()
    m, n = sum(counts) if counts else len(ballots), len(shared)
    if m < 2 or n < 2:
        return Agreement(None, m, n)
    sums = dict.fromkeys(shared, 0)  # of twice the mid-ranks, so that they are integers
    ties = 0
    for ballot, times in zip(ballots, counts or [1] * len(ballots), strict=True):
        above = 0
        for tier in ballot.only(shared).compared:
            for id in tier:
                sums[id] += times * (2 * above + len(tier) + 1)
            above += len(tier)
            ties += times * (len(tier) ** 3 - len(tier))
    mean = m * (n + 1)
    twelve_s = 3 * sum((total - mean) ** 2 for total in sums.values())
    under = m * m * (n**3 - n) - m * ties
    return Agreement(twelve_s / under if under else None, m, n)


def spearman(one: Mapping[int, float], other: Mapping[int, float]) -> float | None:
    """Spearman's rank correlation over the items of both, with mid-ranks; None below three."""
    shared = sorted(one.keys() & other.keys())
    if len(shared) < 3:
        return None
    a, b = _mid_ranks([one[id] for id in shared]), _mid_ranks([other[id] for id in shared])
    mean = len(shared) + 1  # of twice the mid-ranks
    a, b = [rank - mean for rank in a], [rank - mean for rank in b]
    under = sum(x * x for x in a) * sum(y * y for y in b)
    return sum(x * y for x, y in zip(a, b, strict=True)) / sqrt(under) if under else None


def correlation_words(value: float) -> str:
    """What a rank correlation means: "agree", "partly agree" or "disagree"."""
    return "agree" if value >= 0.6 else "partly agree" if value >= 0.2 else "disagree"


def _mid_ranks(values: Sequence[float]) -> list[int]:
    """Twice the mid-rank of each value, the highest first."""
    order = sorted(range(len(values)), key=lambda n: -values[n])
    ranks = [0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in range(first, last + 1):
            ranks[order[place]] = first + last + 2
        first = last + 1
    return ranks


def _variance(values: Mapping[float, int]) -> float:
    """The variance of values that occur so many times."""
    count = sum(values.values())
    if count < 2:
        return 0.0
    mean = sum(value * times for value, times in values.items()) / count
    return sum(times * (value - mean) ** 2 for value, times in values.items()) / count
