"""Cycles that rows of a file would close, with one another or with what is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cxdesk.model.links import cycle_through

_Node = tuple[int, bool]
_MOST_LOOKED_AT: Final = 200  # links that are followed one by one; each takes a walk over all


def rows_in_cycles(
    here: Mapping[int, int | None], rows: Mapping[int, Mapping[str, Any]], name: str
) -> list[int]:
    """The rows whose reference to another of their kind has to go, so that no cycle is left."""
    to = dict(here) | {id: row[name] for id, row in rows.items()}
    done: set[int] = set()
    found = []
    for start in rows:
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = to.get(at)
        if at in path:
            # One that the file brings: what is here has no cycle of its own.
            steps = list(path)
            closing = [id for id in steps[steps.index(at) :] if id in rows]
            found.append(closing[-1])
            to[closing[-1]] = None
        done |= path.keys()
    return found


def links_in_cycles(
    here: Mapping[int, tuple[int, int]],
    rows: Mapping[int, Mapping[str, Any]],
    parents: Mapping[int, int | None],
) -> list[int]:
    """The links of a file that have to go, so that no cycle is left, parents included (rule 6)."""
    links = dict(here)
    links |= {id: (row["predecessor_id"], row["successor_id"]) for id, row in rows.items()}
    known = {child: parent for child, parent in parents.items() if parent is not None}
    found = [id for id in rows if links[id][0] == links[id][1]]
    for id in found:
        del links[id]
    suspects = [id for id in _left(links, known) if id in rows]
    for place, id in enumerate(suspects):
        if place == _MOST_LOOKED_AT:
            return found + suspects[place:]  # no office made this
        if cycle_through(links.values(), known, links[id]):
            del links[id]
            found.append(id)
    return found


def _left(links: Mapping[int, tuple[int, int]], parents: Mapping[int, int]) -> Iterator[int]:
    """Links that may lie on a cycle: those left when all that waits for nothing is taken away.

    Work passes from entrance (id, False) to exit (id, True), in a parent through its children.
    """
    onward: dict[_Node, list[_Node]] = {}
    for child, parent in parents.items():
        onward.setdefault((parent, False), []).append((child, False))
        onward.setdefault((child, True), []).append((parent, True))
    with_children = set(parents.values())
    for id in {end for pair in links.values() for end in pair} | parents.keys():
        if id not in with_children:
            onward.setdefault((id, False), []).append((id, True))
    for before, after in links.values():
        onward.setdefault((before, True), []).append((after, False))
    waits = Counter(following for each in onward.values() for following in each)
    free = [node for node in onward if not waits[node]]
    gone = set(free)
    while free:
        for following in onward.get(free.pop(), ()):
            waits[following] -= 1
            if not waits[following]:
                gone.add(following)
                free.append(following)
    for id, (before, after) in links.items():
        if (before, True) not in gone and (after, False) not in gone:
            yield id
