"""The Kemeny order: the one that overrules the fewest preferences, exactly.

Take the weak majority: x to y where at least as many prefer x to y as y to x. Between two of its
strong components every majority is strict and goes one way. An order that does not keep the
components apart and in that sequence overrules less once its items are sorted by component, the
order within each kept: so every best order is a best order of the first component, then of the
second, and so on; and the first of the best orders, read top-down, is made of the first of each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from cxdesk.analysis.preferences import strong_components

if TYPE_CHECKING:
    from cxdesk.analysis.preferences import Matrix

SUBSET_LIMIT = 14
TIME_LIMIT = 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a count may go on: to a moment of the clock, and while nobody gave up."""

    end: float
    should_stop: Callable[[], bool] | None = None

    def left(self) -> float:
        """The seconds that are left, 0 when it is over."""
        if self.should_stop is not None and self.should_stop():
            return 0.0
        return max(0.0, self.end - monotonic())


@dataclass(frozen=True, slots=True)
class Kemeny:
    """A Kemeny order of the rows of a matrix; not `proven` when time ran out before."""

    order: tuple[int, ...]
    distance: int
    proven: bool


def kemeny(
    d: Matrix,
    order: Sequence[int],
    *,
    subset_limit: int = SUBSET_LIMIT,
    time_limit: float = TIME_LIMIT,
    should_stop: Callable[[], bool] | None = None,
) -> Kemeny:
    """The first of the best orders, reading top-down by the list `order` of all rows of d.

    Components of up to `subset_limit` rows, at least 1, are counted by subsets, longer ones by
    linear programs; all of these together may take `time_limit` seconds.
    """
    patience = Patience(monotonic() + time_limit, should_stop)
    listed = np.array(order, np.intp)
    d = d[np.ix_(listed, listed)]  # what is first in the list is now the least row
    found: list[int] = []
    proven = True
    for members in strong_components(d >= d.T):
        part = d[np.ix_(members, members)]
        if len(members) <= subset_limit:
            best = best_of_few(part)
        else:
            from cxdesk.analysis.linear_ordering import best_of_many

            best, sure = best_of_many(part, subset_limit, patience)
            proven = proven and sure
        found += [members[row] for row in best]
    return Kemeny(tuple(listed[found].tolist()), distance(d, found), proven)


def distance(d: Matrix, order: Sequence[int]) -> int:
    """K of an order of rows: the preferences that it overrules."""
    rows = np.array(order, np.intp)
    return int(np.tril(d[np.ix_(rows, rows)], -1).sum())


def best_of_few(d: Matrix) -> list[int]:
    """The first of the best orders, by the best ends of orders: over all subsets of rows.

    Memory and time double with every row.
    """
    count = len(d)
    sets = np.arange(1 << count)
    # against[x, S]: what putting x above the rest of S overrules.
    against = np.zeros((count, 1 << count), np.int64)
    for row in range(count):
        bit = 1 << row
        against[:, bit : 2 * bit] = against[:, :bit] + d[row][:, None]
    best = np.zeros(1 << count, np.int64)
    sizes = sum((sets >> row & 1 for row in range(count)), np.zeros_like(sets))
    for size in range(1, count + 1):
        some = sets[sizes == size]
        least = np.full(len(some), np.iinfo(np.int64).max)
        for row in range(count):
            has = (some >> row & 1).astype(bool)
            held = some[has]
            least[has] = np.minimum(least[has], against[row, held] + best[held ^ (1 << row)])
        best[some] = least
    order: list[int] = []
    rest = (1 << count) - 1
    while rest:
        row = next(
            row
            for row in range(count)
            if rest >> row & 1 and against[row, rest] + best[rest ^ (1 << row)] == best[rest]
        )
        order.append(row)
        rest ^= 1 << row
    return order
