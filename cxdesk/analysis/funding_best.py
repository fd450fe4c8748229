"""The best-value set: the tasks of the highest value that fit, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from cxdesk.analysis.funding import TOLERANCE, Funding, Room, Standing, Task

SECONDS = 5.0
_INFINITE = float("inf")
_SAME = 1e-6
_CHUNK = 20  # tasks whose order is settled by one solve: powers of two that a float holds with ease


@dataclass(frozen=True, slots=True)
class Best:
    """A set of tasks, those that are taken already included, its value and its cost.

    `proven` is False where time ran out before it was certain that none is better.
    """

    ids: frozenset[int]
    value: float
    cost: float
    proven: bool = True


def best_value(tasks: Sequence[Task], room: Room, seconds: float = SECONDS) -> Best:
    """The set of the highest value; of equal ones the cheapest, then what is given first."""
    here = Funding(tasks, room)
    choice = _choosable(here)
    if not choice:
        return _best(here, frozenset(), True)
    solver = _Solver(here, choice, monotonic() + seconds)
    value = {id: here.tasks[id].value for id in choice}
    cost = {id: here.tasks[id].cost for id in choice}
    found = solver.most(value)
    solver.at_least(value, _sum(value, found))
    found = solver.most({id: -each for id, each in cost.items()})
    solver.at_least({id: -each for id, each in cost.items()}, -_sum(cost, found))
    for first in range(0, len(choice), _CHUNK):
        part = choice[first : first + _CHUNK]
        found = solver.most({id: float(2**place) for place, id in enumerate(reversed(part))})
        solver.fix({id: id in found for id in part})
    return _best(here, found, solver.proven)


def _choosable(here: Funding) -> list[int]:
    """The open tasks whose needs are all there, in the order given."""
    kept = {id for id, task in here.tasks.items() if task.standing is Standing.OPEN}
    while True:
        there = kept | here.taken
        lost = {id for id in kept if not there.issuperset(here.tasks[id].needs)}
        if not lost:
            return [id for id in here.tasks if id in kept]
        kept -= lost


def _sum(weights: Mapping[int, float], ids: Iterable[int]) -> float:
    return sum(weights[id] for id in sorted(ids))


def _best(here: Funding, found: frozenset[int], proven: bool) -> Best:
    ids = sorted(found | here.taken)
    return Best(
        frozenset(ids),
        sum(here.tasks[id].value for id in ids),
        sum(here.tasks[id].cost for id in ids),
        proven,
    )


class _Solver:
    """One mixed-integer program, asked again and again with ever more that is settled."""

    def __init__(self, here: Funding, choice: Sequence[int], until: float) -> None:
        from highspy import Highs

        self._here, self._choice, self._until = here, choice, until
        self._columns = {id: column for column, id in enumerate(choice)}
        self._settled: list[tuple[Mapping[int, float], float]] = []
        self._found: frozenset[int] = frozenset()
        self.proven = True
        self._program = Highs()  # type: ignore[no-untyped-call]
        for name, setting in (
            ("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-7),
        ):  # fmt: skip
            self._program.setOptionValue(name, setting)
        self._build()

    def most(self, weights: Mapping[int, float]) -> frozenset[int]:
        """The set of the highest total weight that is left, or the last one when time is up."""
        from highspy import HighsModelStatus

        columns = [self._columns[id] for id in weights]
        self._program.changeColsCost(
            len(self._choice), list(range(len(self._choice))), [0.0] * len(self._choice)
        )
        self._program.changeColsCost(len(columns), columns, [-each for each in weights.values()])
        while self.proven:
            left = self._until - monotonic()
            self._program.setOptionValue("time_limit", self._program.getRunTime() + max(left, 0.0))
            self._program.run()
            if left <= 0 or self._program.getModelStatus() != HighsModelStatus.kOptimal:
                self.proven = False
                break
            worth = self._program.getSolution().col_value
            found = frozenset(id for id in self._choice if worth[self._columns[id]] > 0.5)
            if self._holds(found):
                self._found = found
                break
            # Within the solver's tolerance and yet over a limit: without this one, then.
            row = {id: -1.0 if id in found else 1.0 for id in self._choice}
            self._row(row, 1.0 - len(found), _INFINITE)
        return self._found

    def at_least(self, weights: Mapping[int, float], total: float) -> None:
        """Settle that the weights of the set come to this."""
        self._settled.append((weights, total))
        self._row(weights, total - _SAME, _INFINITE)

    def fix(self, chosen: Mapping[int, bool]) -> None:
        """Settle whether these are in the set."""
        for id, taken in chosen.items():
            self._program.changeColBounds(self._columns[id], float(taken), float(taken))

    def _build(self) -> None:
        from highspy import HighsVarType

        for column in self._columns.values():
            self._program.addVar(0.0, 1.0)
            self._program.changeColIntegrality(column, HighsVarType.kInteger)
        for slot, asked in _by_slot(self._here, self._choice).items():
            # What is over its limit already has no room, but what asks for none of it may come.
            self._row(asked, -_INFINITE, max(self._here.left[slot], 0.0))
        for id in self._choice:
            for need in self._here.tasks[id].needs:
                if need in self._columns and need != id:
                    self._row({id: 1.0, need: -1.0}, -_INFINITE, 0.0)

    def _row(self, weights: Mapping[int, float], low: float, high: float) -> None:
        columns = [self._columns[id] for id in weights]
        self._program.addRow(low, high, len(columns), columns, list(weights.values()))

    def _holds(self, found: frozenset[int]) -> bool:
        for slot, asked in _by_slot(self._here, found).items():
            if not self._here.fits(slot, _sum(asked, asked), self._here.left[slot]):
                return False
        return all(
            _sum(weights, found & weights.keys()) >= total - _SAME
            for weights, total in self._settled
        )


def _by_slot(here: Funding, ids: Iterable[int]) -> dict[int, dict[int, float]]:
    """What the tasks ask of each limit that binds."""
    rows: dict[int, dict[int, float]] = {}
    for id in ids:
        for slot, asked in here.demands[id].items():
            if asked > TOLERANCE and here.bound(slot):
                rows.setdefault(slot, {})[id] = asked
    return rows
