"""Rule 6: links between initiatives form no cycle, parents included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

    `parents` maps a child to its parent; walks without recursion, so long chains are safe.
    """
    before, after = new
    way_on: dict[_Node, list[_Node]] = {}
    for child, parent in parents.items():
        way_on.setdefault((parent, False), []).append((child, False))
        way_on.setdefault((child, True), []).append((parent, True))
    with_children = set(parents.values())
    for predecessor, successor in links:
        way_on.setdefault((predecessor, True), []).append((successor, False))

    start, goal = (after, False), (before, True)
    came: dict[_Node, _Node | None] = {start: None}
    todo = [start]
    while todo:
        node = todo.pop()
        if node == goal:
            raise RuleBroken(_said(came, node, codes))
        onward = list(way_on.get(node, ()))
        if not node[1] and node[0] not in with_children:
            onward.append((node[0], True))
        for following in onward:
            if following not in came:
                came[following] = node
                todo.append(following)


def _said(came: Mapping[_Node, _Node | None], node: _Node, codes: Mapping[int, str]) -> str:
    path: list[str] = []
    at: _Node | None = node
    while at is not None:
        code = codes[at[0]]
        if not path or path[-1] != code:
            path.append(code)
        at = came[at]
    path.reverse()  # from the new link's successor to its predecessor
    if path[0] != path[-1] or len(path) == 1:
        path = [path[-1], *path] if path[0] != path[-1] else [path[0], path[0]]
    shown = path if len(path) <= 12 else [*path[:6], "…", *path[-5:]]
    return f"This link would close a cycle: {' → '.join(shown)}."


def refuse_parent_cycle(
    parents: Mapping[int, int], child: int, parent: int, codes: Mapping[int, str]
) -> None:
    """Raise RuleBroken if `parent` lies below `child` already."""
    path = [child]
    at: int | None = parent
    while at is not None:
        path.append(at)
        if at == child:
            named = " → ".join(codes[one] for one in path)
            raise RuleBroken(f"An initiative cannot be part of itself: {named}.")
        at = parents.get(at)
