"""The linear ordering problem by linear programming: Kemeny orders of many items.

A variable for each pair says which of the two is above. Rows that forbid a circle of three are
added where one is violated, and fractions are branched on. What overrules is whole, so a bound
counts up to the next whole number, and each order found is recounted in integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

import highspy
import numpy as np

from cxdesk.analysis.kemeny import Patience, best_of_few, distance
from cxdesk.analysis.preferences import strong_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxdesk.analysis.preferences import Matrix

    Reals = NDArray[np.float64]

_FRACTION = 1e-6
_OPTIONS: dict[str, int | str] = {
    "threads": 1,
    "random_seed": 0,
    "presolve": "off",
    "solver": "simplex",
}


class _Stopped(Exception):
    """Time ran out."""


def best_of_many(d: Matrix, subset_limit: int, patience: Patience) -> tuple[list[int], bool]:
    """The first of the best orders of the rows of d, and whether that is proven."""
    search = _Search(d, subset_limit, patience)
    try:
        search.run()
    except _Stopped:
        return search.order, False
    return search.order, True


class _Search:
    """The best order so far, on its way to the first of the best ones."""

    def __init__(self, d: Matrix, subset_limit: int, patience: Patience) -> None:
        self.order = _improved(d, range(len(d)))
        self._d = d
        self._weak = d >= d.T
        self._subset_limit = subset_limit
        self._program = _Program(d, patience)

    def run(self) -> None:
        """Find an order that is best, then the first of those."""
        d, program = self._d, self._program
        bound, above = program.relaxed(program.lower, program.upper)
        prices, slack = program.prices(), program.slack
        least = ceil(bound - slack)
        self._keep(_improved(d, _sorted(above)))
        if (cost := distance(d, self.order)) > least:
            self._keep(program.order(cost - 1, least))
        prices[prices <= distance(d, self.order) - bound + slack] = 0
        self._put_first(prices > 0)

    def _keep(self, order: list[int] | None) -> None:
        if order and distance(self._d, order) < distance(self._d, self.order):
            self.order = order

    def _put_first(self, never: NDArray[np.bool_]) -> None:
        """Walk down the order: at each place stands the first that may, of all best orders.

        `never[x, y]` where x is above y in none of them.
        """
        d, order = self._d, self.order
        cost = distance(d, order)
        place = 0
        while place < len(order):
            rest = order[place:]
            weak = self._weak[np.ix_(rest, rest)]
            members = sorted(rest[row] for row in strong_components(weak)[0])
            if len(members) <= self._subset_limit:
                best = best_of_few(d[np.ix_(members, members)])
                order[place : place + len(members)] = [members[row] for row in best]
            else:
                for row in members[: members.index(rest[0])]:
                    if never[row, rest].any():
                        continue
                    if found := self._beginning(order[:place], row, rest, cost):
                        order[place:] = found
                        break
                members = order[place : place + 1]
            for row in order[place : place + len(members)]:
                place += 1
                self._program.fix(row, order[place:])

    def _beginning(
        self, above: list[int], row: int, rest: list[int], cost: int
    ) -> list[int] | None:
        """The rest in a best order that begins with `row`; None where there is none."""
        others = [other for other in rest if other != row]
        moved = [row, *others]
        if distance(self._d, [*above, *moved]) == cost:
            return moved
        program = self._program
        lower, upper = program.lower.copy(), program.upper.copy()
        program.bound(lower, upper, row, others)
        found = program.order(cost, cost, lower, upper)
        return found and [one for one in found if one in rest]


class _Program:
    """The linear program over all pairs of rows: 1 where the lesser row is above the other."""

    def __init__(self, d: Matrix, patience: Patience) -> None:
        self._d = d
        self._patience = patience
        self._count = count = len(d)
        self._first, self._second = np.triu_indices(count, 1)
        pairs = len(self._first)
        self._column = np.zeros((count, count), np.int32)
        self._column[self._first, self._second] = np.arange(pairs)
        self._base = int(np.triu(d).sum())  # what no pair overrules when all are 0
        costs = (d.T - d)[self._first, self._second]
        # What rounding may change in a sum of that size; whole numbers are far apart beside it.
        self.slack = 1e-6 + 1e-12 * float(np.abs(costs).sum())
        self.lower, self.upper = np.zeros(pairs), np.ones(pairs)
        self._all = np.arange(pairs, dtype=np.int32)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._highs.addVars(pairs, self.lower, self.upper)
        self._highs.changeColsCost(pairs, self._all, costs.astype(float))

    def bound(self, lower: Reals, upper: Reals, row: int, others: Sequence[int]) -> None:
        """Put a row above others, in bounds of the variables."""
        rest = np.array(others, np.intp)
        lower[self._column[row, rest[rest > row]]] = 1
        upper[self._column[rest[rest < row], row]] = 0

    def fix(self, row: int, others: Sequence[int]) -> None:
        """Put a row above others from now on."""
        self.bound(self.lower, self.upper, row, others)

    def relaxed(self, lower: Reals, upper: Reals) -> tuple[float, Reals]:
        """The least that fractions overrule within bounds, and how far each is above each."""
        highs = self._highs
        highs.changeColsBounds(len(self._all), self._all, lower, upper)
        while True:
            if not (left := self._patience.left()):
                raise _Stopped
            highs.setOptionValue("time_limit", highs.getRunTime() + left)  # counts from its making
            highs.run()
            status = highs.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                return float("inf"), np.zeros((0, 0))
            if status != highspy.HighsModelStatus.kOptimal:
                raise _Stopped
            value = self._base + highs.getInfo().objective_function_value
            above = np.zeros((self._count, self._count))
            values = np.array(highs.getSolution().col_value)
            above[self._first, self._second] = values
            above[self._second, self._first] = 1 - values
            if not self._forbid_circles(above):
                return value, above

    def prices(self) -> Reals:
        """What [x, y] says: the least that it costs more to put x above y, by the last duals."""
        cost = np.array(self._highs.getSolution().col_dual)
        prices = np.zeros((self._count, self._count))
        prices[self._first, self._second] = np.maximum(cost, 0)
        prices[self._second, self._first] = np.maximum(-cost, 0)
        return prices

    def order(
        self, most: int, enough: int, lower: Reals | None = None, upper: Reals | None = None
    ) -> list[int] | None:
        """The order that overrules least within bounds, or one that overrules at most `enough`.

        None where each overrules more than `most`.
        """
        best = None
        nodes = [(self.lower if lower is None else lower, self.upper if upper is None else upper)]
        while nodes and most >= enough:
            lower, upper = nodes.pop()
            value, above = self.relaxed(lower, upper)
            if value > most + self.slack:
                continue
            order = _sorted(above)
            if (cost := distance(self._d, order)) <= most:
                best, most = order, cost - 1
            values = above[self._first, self._second]
            column = int(np.abs(values - 0.5).argmin())
            if not _FRACTION < values[column] < 1 - _FRACTION:
                continue
            likely = round(values[column])
            for side in (1 - likely, likely):  # the likelier comes off the stack first
                low, high = lower.copy(), upper.copy()
                low[column] = high[column] = side
                nodes.append((low, high))
        return best

    def _forbid_circles(self, above: Reals) -> bool:
        """Add rows for the circles of three in a solution, the worst; False without any."""
        found = []
        for via in range(1, self._count - 1):
            sums = above[:via, via, None] + above[via, via + 1 :] - above[:via, via + 1 :]
            excess = np.maximum(sums - 1, -sums)
            first, last = np.nonzero(excess > _FRACTION)
            if len(first):
                where = np.full(len(first), via)
                found.append((excess[first, last], first, where, last + via + 1))
        if not found:
            return False
        excess, first, where, last = (np.concatenate(part) for part in zip(*found, strict=True))
        worst = np.argsort(-excess, kind="stable")[: max(300, 10 * self._count)]
        a, b, c = first[worst], where[worst], last[worst]
        columns = np.stack([self._column[a, b], self._column[b, c], self._column[a, c]], 1)
        rows = len(worst)
        self._highs.addRows(
            rows, np.zeros(rows), np.ones(rows), 3 * rows,
            np.arange(0, 3 * rows, 3, dtype=np.int32), columns.ravel(),
            np.tile([1.0, 1.0, -1.0], rows),
        )  # fmt: skip
        return True


def _sorted(above: Reals) -> list[int]:
    """The rows by how far they are above all others."""
    found: list[int] = np.argsort(-above.sum(1).round(6), kind="stable").tolist()
    return found


def _improved(d: Matrix, order: Sequence[int]) -> list[int]:
    """An order in which no single row is better off elsewhere."""
    now = list(order)
    again = True
    while again:
        again = False
        for row in tuple(now):
            at = now.index(row)
            rest = np.array(now[:at] + now[at + 1 :], np.intp)
            # What it overrules below the first 0, 1, 2 ... others, less that at the top.
            costs = np.concatenate(([0], np.cumsum(d[row, rest] - d[rest, row])))
            to = int(costs.argmin())
            if costs[to] < costs[at]:
                now.insert(to, now.pop(at))
                again = True
    return now
