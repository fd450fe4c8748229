"""The links of a plan as they hold between what becomes initiatives.

A link of a summary holds for the tasks in it that begin or end there; a link to a milestone goes on
to what waits for the milestone.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cxdesk.exchange.projects.plan import Plan
from cxdesk.model.states import LinkType

MOST_JOINED = 500  # links that come of one summary or one milestone

_Key = TypeVar("_Key", bound=Hashable)

Pair = tuple[int, int, LinkType, int]
"""Places of predecessor and successor, type, and lag in working days."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Links between places of tasks, and how many links went to summaries, milestones, nowhere."""

    links: tuple[Pair, ...]
    summaries: int
    milestones: int
    lost: int


def joined(
    plan: Plan, summaries: Collection[int], work: Collection[int], passed: Collection[int]
) -> Joined:
    """The links between the tasks that are `work`, through the milestones that are `passed`.

    Links of `summaries` hold for the tasks in them.
    """
    places = plan.places
    ties = [
        (places[tie.before], places[tie.after], tie.type, tie.lag)
        for tie in plan.ties
        if tie.before in places and tie.after in places
    ]
    gates = set(passed)
    there = gates.union(work)
    spread = _Spread(plan, ties, set(summaries), there)
    flat: list[Pair] = []
    of_summaries = lost = 0
    for tie in ties:
        found = spread.of(tie) if spread.concerns(tie) else [tie]
        of_summaries += spread.concerns(tie)
        found = [each for each in found if each[0] in there and each[1] in there]
        lost += not found
        flat += found
    through, milestones, dropped = _through(flat, gates)
    kept = _one_each(through)
    return Joined(tuple(kept), of_summaries, milestones, lost + dropped + len(through) - len(kept))


class _Spread:
    """Resolves links of summaries onto the tasks in them."""

    def __init__(
        self, plan: Plan, ties: Sequence[Pair], summaries: set[int], known: set[int]
    ) -> None:
        self._plan, self._summaries, self._known = plan, summaries, known
        self._after = _grouped((before, after) for before, after, _, _ in ties)
        self._before = _grouped((after, before) for before, after, _, _ in ties)
        self._within: dict[int, list[int]] = {}

    def concerns(self, tie: Pair) -> bool:
        """Whether an end of it is a summary."""
        return tie[0] in self._summaries or tie[1] in self._summaries

    def of(self, tie: Pair) -> list[Pair]:
        """The same between tasks; none for a link between a task and what it is in."""
        before, after, kind, lag = tie
        if self._holds(before, after) or self._holds(after, before):
            return []
        first, second = self._leaving(before, kind[0]), self._holding(after, kind[1])
        if len(first) * len(second) > MOST_JOINED:
            first, second = self._latest(first), self._earliest(second)
        return [(one, two, kind, lag) for one in first for two in second]

    def _leaving(self, place: int, end: str) -> list[int]:
        """Whose start or end the start or end of this is."""
        if place not in self._summaries:
            return [place]
        leaves = self._leaves(place)
        if end == "S":
            return self._earliest(leaves)
        inside = set(leaves)
        return [leaf for leaf in leaves if not inside & self._after.get(leaf, set())]

    def _holding(self, place: int, end: str) -> list[int]:
        if place not in self._summaries:
            return [place]
        leaves = self._leaves(place)
        if end == "F":
            return self._latest(leaves)
        inside = set(leaves)
        return [leaf for leaf in leaves if not inside & self._before.get(leaf, set())]

    def _leaves(self, summary: int) -> list[int]:
        found = self._within.get(summary)
        if found is None:
            tasks = self._plan.tasks
            found = []
            for place in range(summary + 1, len(tasks)):
                if tasks[place].level <= tasks[summary].level:
                    break
                if place in self._known:
                    found.append(place)
            self._within[summary] = found
        return found

    def _holds(self, summary: int, place: int) -> bool:
        return summary in self._summaries and summary in self._plan.above(place)

    def _earliest(self, places: list[int]) -> list[int]:
        tasks = self._plan.tasks
        return sorted(places, key=lambda place: tasks[place].start or date.max)[:1]

    def _latest(self, places: list[int]) -> list[int]:
        tasks = self._plan.tasks
        return sorted(places, key=lambda place: tasks[place].finish or date.min)[-1:]


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found


def _through(ties: Sequence[Pair], gates: Collection[int]) -> tuple[list[Pair], int, int]:
    """Links with the milestones taken out: what comes before one is before what comes after it."""
    ins: dict[int, dict[tuple[int, str, str], int]] = {gate: {} for gate in gates}
    outs: dict[int, dict[tuple[int, str, str], int]] = {gate: {} for gate in gates}
    kept: dict[tuple[int, int, LinkType], int] = {}
    done: set[int] = set()
    touched = dropped = 0

    def add(tie: Pair) -> None:
        before, after, kind, lag = tie
        if before in ins:
            _most(outs[before], (after, kind[0], kind[1]), lag)
        if after in ins:
            _most(ins[after], (before, kind[0], kind[1]), lag)
        if before not in ins and after not in ins:
            _most(kept, (before, after, kind), lag)

    for tie in ties:
        touched += tie[0] in ins or tie[1] in ins
        add(tie)
    for gate in list(ins):
        before, after = ins.pop(gate), outs.pop(gate)
        done.add(gate)
        if len(before) * len(after) > MOST_JOINED:
            dropped += len(before) + len(after)
            continue
        for (one, leaves, _), first in before.items():
            for (two, _, holds), second in after.items():
                if one != two and one not in done and two not in done:
                    add((one, two, LinkType(leaves + holds), first + second))
    return [(one, two, kind, lag) for (one, two, kind), lag in kept.items()], touched, dropped


def _most(found: dict[_Key, int], key: _Key, lag: int) -> None:
    found[key] = max(lag, found.get(key, lag))


def _one_each(ties: Iterable[Pair]) -> list[Pair]:
    """One link between two, as we have it: from end to start before any other."""
    found: dict[tuple[int, int], Pair] = {}
    for tie in ties:
        here = found.get(tie[:2])
        if here is None or (here[2] is not LinkType.FS and tie[2] is LinkType.FS):
            found[tie[:2]] = tie
    return list(found.values())
