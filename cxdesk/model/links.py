"""Rule 6: links between initiatives form no cycle, parents included."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from cxdesk.model.errors import RuleBroken

# Each initiative is an entrance and an exit. Work passes from the one to the other; in a parent
# it passes through its children, so a link to a parent binds all of them.
_Node = tuple[int, bool]


def refuse_cycle(
    links: Iterable[tuple[int, int]],
    parents: Mapping[int, int],
    new: tuple[int, int],
    codes: Mapping[int, str],
) -> None:
    """Raise RuleBroken, naming the cycle, if the link `new` (predecessor, successor) closes one.

    `parents` maps a child to its parent.
    """
    cycle = cycle_through(links, parents, new)
    if cycle:
        raise closes(cycle, codes)


def closes(cycle: Sequence[int], codes: Mapping[int, str]) -> RuleBroken:
    """The refusal of a link that would close a cycle, which it names."""
    return RuleBroken(f"This link would close a cycle: {named(cycle, codes)}.")


def cycle_through(
    links: Iterable[tuple[int, int]], parents: Mapping[int, int], link: tuple[int, int]
) -> list[int]:
    """The shortest cycle that `link` lies on, from its predecessor back to it; empty for none.

    Walks without recursion, so long chains are safe.
    """
    before, after = link
    way_on: dict[_Node, list[_Node]] = {}
    for child, parent in parents.items():
        way_on.setdefault((parent, False), []).append((child, False))
        way_on.setdefault((child, True), []).append((parent, True))
    with_children = set(parents.values())
    for predecessor, successor in links:
        way_on.setdefault((predecessor, True), []).append((successor, False))

    start, goal = (after, False), (before, True)
    came: dict[_Node, _Node | None] = {start: None}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        if node == goal:
            return [before, *_path(came, node)]
        onward = list(way_on.get(node, ()))
        if not node[1] and node[0] not in with_children:
            onward.append((node[0], True))
        for following in onward:
            if following not in came:
                came[following] = node
                todo.append(following)
    return []


def _path(came: Mapping[_Node, _Node | None], goal: _Node) -> list[int]:
    path: list[int] = []
    at: _Node | None = goal
    while at is not None:
        if not path or path[-1] != at[0]:
            path.append(at[0])
        at = came[at]
    return path[::-1]


def named(cycle: Sequence[int], codes: Mapping[int, str]) -> str:
    """A cycle by its codes: "CX-101 → CX-102 → CX-101"; a long one is shortened in the middle."""
    shown = [codes[id] for id in cycle]
    return " → ".join(shown if len(shown) <= 12 else [*shown[:6], "…", *shown[-5:]])


def refuse_parent_cycle(
    parents: Mapping[int, int], child: int, parent: int, codes: Mapping[int, str]
) -> None:
    """Raise RuleBroken if `parent` is `child`, or lies below it already."""
    path = [child]
    at: int | None = parent
    while at is not None and at not in path[1:]:
        path.append(at)
        if at == child:
            raise RuleBroken(f"An initiative cannot be part of itself: {named(path, codes)}.")
        at = parents.get(at)
