"""An independent answer to rule 6: parents taken apart into leaves, do these have an order?"""

from __future__ import annotations

from itertools import product

import networkx as nx


def leaves(node: int, parents: dict[int, int]) -> set[int]:
    """What `node` consists of: itself, or all leaves below it."""
    below = [child for child, parent in parents.items() if parent == node]
    return {node} if not below else set().union(*(leaves(child, parents) for child in below))


def is_free(links: list[tuple[int, int]], parents: dict[int, int]) -> bool:
    """Whether the leaves have an order: a link holds between all leaves of its two ends."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    for before, after in links:
        graph.add_edges_from(product(leaves(before, parents), leaves(after, parents)))
    return bool(nx.is_directed_acyclic_graph(graph))
