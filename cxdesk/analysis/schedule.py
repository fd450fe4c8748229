"""The critical path method in whole working days: all four links, lags, and dates that are held.

Tasks are numbered 0, 1, 2 ... and stand on the working days of `workdays`, half-open. As a task
keeps its length, each link says of two starts how far apart they are at least: its weight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ANY = -(10**12)  # the floor of a task that may start on any day


class Arc(NamedTuple):
    """A link between two tasks: `after` starts `weight` working days after `before`, at least.

    `leaves_end` and `holds_end` say which ends it ties (FS leaves an end and holds a start), `lag`
    how far apart these are; `link` is whatever the caller knows it by.
    """

    before: int
    after: int
    weight: int
    leaves_end: bool
    holds_end: bool
    lag: int
    link: int


def arc(kind: str, lag: int, before: int, after: int, days: Sequence[int], link: int = 0) -> Arc:
    """A link of `kind` FS, SS, FF or SF between tasks that last `days`."""
    leaves_end, holds_end = kind[0] == "F", kind[1] == "F"
    weight = lag + (days[before] if leaves_end else 0) - (days[after] if holds_end else 0)
    return Arc(before, after, weight, leaves_end, holds_end, lag, link)


@dataclass(frozen=True, slots=True)
class Times:
    """The passes over a network: early and late starts and the free slack of each task.

    `order` has every task after those that it waits for, `ends` is the first number after the last
    task, `loops` are the circles of links, whose tasks stand at their floors, and `outs` the arcs
    that leave each task, those within a circle left out.
    """

    early: list[int]
    late: list[int]
    free: list[int]
    order: list[int]
    ends: int
    loops: tuple[tuple[int, ...], ...]
    outs: list[list[Arc]]


def passes(
    days: Sequence[int],
    floors: Sequence[int],
    held: Collection[int],
    agreed: Collection[int],
    arcs: Iterable[Arc],
) -> Times:
    """Forward and backward through tasks that last `days` and start on their `floors` or later.

    The `held` stand at their floors, whatever they wait for. The `agreed` are held and not to be
    moved at all: what they wait for has no slack beyond them.
    """
    outs: list[list[Arc]] = [[] for _ in days]
    for one in arcs:
        outs[one[0]].append(one)
    stand = set(held)
    early, order = _forward(floors, stand, outs)
    loops: tuple[tuple[int, ...], ...] = ()
    if len(order) < len(days):
        loops = circles(outs, set(range(len(days))) - set(order))
        circle = {task: nth for nth, loop in enumerate(loops) for task in loop}
        stand |= circle.keys()
        for task, nth in circle.items():
            outs[task] = [one for one in outs[task] if circle.get(one.after) != nth]
        early, order = _forward(floors, stand, outs)
    ends = max((start + lasts for start, lasts in zip(early, days, strict=True)), default=0)
    late, free = _backward(days, early, ends, set(agreed), outs, order)
    return Times(early, late, free, order, ends, loops, outs)


def _forward(
    floors: Sequence[int], held: Collection[int], outs: Sequence[Sequence[Arc]]
) -> tuple[list[int], list[int]]:
    early = list(floors)
    waits = [0] * len(early)
    for leaving in outs:
        if leaving:
            for one in leaving:
                waits[one[1]] += 1
    order = [task for task, many in enumerate(waits) if not many]
    for task in order:
        start = early[task]
        for one in outs[task]:
            after = one[1]
            bound = start + one[2]
            if bound > early[after] and after not in held:
                early[after] = bound
            waits[after] -= 1
            if not waits[after]:
                order.append(after)
    return early, order


def _backward(
    days: Sequence[int],
    early: Sequence[int],
    ends: int,
    agreed: Collection[int],
    outs: Sequence[Sequence[Arc]],
    order: Sequence[int],
) -> tuple[list[int], list[int]]:
    late = [ends - lasts for lasts in days]
    free = [latest - start for latest, start in zip(late, early, strict=True)]
    # What each leaves to those it waits for: its late start, or the one that was agreed.
    leaves = [early[task] if task in agreed else latest for task, latest in enumerate(late)]
    for task in reversed(order):
        leaving = outs[task]
        if not leaving:
            continue
        start, latest, room = early[task], late[task], free[task]
        for one in leaving:
            after, weight = one[1], one[2]
            bound = leaves[after] - weight
            if bound < latest:
                latest = bound
            gap = early[after] - weight - start
            if gap < room:
                room = gap
        late[task] = latest
        free[task] = room if room > 0 else 0  # what stands too early already is not moved
        if task not in agreed:
            leaves[task] = latest
    return late, free


def circles(outs: Sequence[Sequence[Arc]], among: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """The tasks that wait for themselves, circle by circle: strong components, by Tarjan."""
    found: list[tuple[int, ...]] = []
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    open_: list[int] = []
    is_open: set[int] = set()
    for root in sorted(among):
        if root in number:
            continue
        number[root] = low[root] = len(number)
        open_.append(root)
        is_open.add(root)
        path = [(root, iter(outs[root]))]
        while path:
            task, leaving = path[-1]
            for one in leaving:
                after = one.after
                if after not in number:
                    number[after] = low[after] = len(number)
                    open_.append(after)
                    is_open.add(after)
                    path.append((after, iter(outs[after])))
                    break
                if after in is_open:
                    low[task] = min(low[task], number[after])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[task])
                if low[task] == number[task]:
                    part = [open_.pop()]
                    while part[-1] != task:
                        part.append(open_.pop())
                    part.reverse()
                    is_open.difference_update(part)
                    if len(part) > 1 or any(one.after == task for one in outs[task]):
                        found.append(tuple(part))
    return tuple(found)
