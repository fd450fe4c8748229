"""What must move when some tasks move: successors, later, as little as their links demand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from cxdesk.analysis.schedule import Arc

Stretch = tuple[int, int]
"""Where a task stands: its start and the number after its end."""


@dataclass(frozen=True, slots=True)
class Pushes:
    """The tasks pushed with where they stand then, what keeps its place all the same, and which
    arc decides for each of both.
    """

    moved: dict[int, Stretch]
    kept: list[int]
    by: dict[int, Arc]


def gap(arc: Arc, before: Stretch, after: Stretch) -> int:
    """Working days that an arc leaves; below zero, so many are missing."""
    return after[arc.holds_end] - arc.lag - before[arc.leaves_end]


def cascade(
    moved: Mapping[int, Stretch],
    at: Sequence[Stretch],
    ins: Sequence[Sequence[Arc]],
    outs: Sequence[Sequence[Arc]],
    rank: Sequence[int],
    fixed: Collection[int],
    broken_before: Collection[int],
) -> Pushes:
    """Push what `moved` breaks: a task moves for a link that was not broken before and now is.

    One that moves then keeps all its links; its length stays. `rank` puts each task behind those
    that it waits for. Only what is reached is looked at.
    """
    now = {task: place for task, place in moved.items() if place != at[task]}
    found = Pushes({}, [], {})
    queue: list[tuple[int, int]] = []
    seen = set(moved)

    def reach(task: int) -> None:
        for one in outs[task]:
            if one.after not in seen:
                seen.add(one.after)
                heappush(queue, (rank[one.after], one.after))

    for task in now:
        reach(task)
    while queue:
        task = heappop(queue)[1]
        place = at[task]
        short, decides = 0, None  # over all its links
        worst, broken = 0, None  # over those that the move breaks
        for one in ins[task]:
            left = gap(one, now.get(one.before, at[one.before]), place)
            if left < short:
                short, decides = left, one
            if left < worst and one.link not in broken_before:
                worst, broken = left, one
        if broken is None or decides is None:
            continue
        if task in fixed:
            found.kept.append(task)
            found.by[task] = broken
            continue
        found.by[task] = decides
        found.moved[task] = now[task] = (place[0] - short, place[1] - short)
        reach(task)
    return found
