"""Links form no cycle, parents included (rule 6), against networkx and leaf expansion."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.errors import RuleBroken
from cxdesk.model.links import cycle_through, named, refuse_cycle, refuse_parent_cycle
from tests.leaf_order import is_free

CODES = {number: f"CX-{number}" for number in range(1, 10_000)}
Pairs = list[tuple[int, int]]

NODES = st.integers(1, 7)
LINKS = st.lists(st.tuples(NODES, NODES), max_size=14)


def said(links: Pairs, new: tuple[int, int], parents: dict[int, int] | None = None) -> str:
    with pytest.raises(RuleBroken) as caught:
        refuse_cycle(links, parents or {}, new, CODES)
    return caught.value.text


def test_the_refusal_names_the_cycle_from_its_start_back_to_it() -> None:
    assert said([(101, 102)], (102, 101)) == (
        "This link would close a cycle: CX-102 → CX-101 → CX-102."
    )
    assert said([], (101, 101)) == "This link would close a cycle: CX-101 → CX-101."


def test_the_shortest_cycle_is_named() -> None:
    links = [(1, 2), (2, 3), (3, 4), (4, 5), (1, 5), (2, 9)]
    assert said(links, (5, 1)) == "This link would close a cycle: CX-5 → CX-1 → CX-5."


def test_a_long_chain_is_walked_and_its_name_shortened() -> None:
    chain = [(number, number + 1) for number in range(1, 5000)]
    refuse_cycle(chain, {}, (1, 5000), CODES)
    text = said(chain, (5000, 1))
    assert text.startswith("This link would close a cycle: CX-5000 → CX-1 → CX-2 → CX-3 →")
    assert text.endswith("→ CX-4999 → CX-5000.")
    assert " → … → " in text
    assert len(text) < 200


@given(LINKS)
@settings(deadline=None)
def test_links_alone_are_refused_exactly_when_networkx_finds_a_cycle(wished: Pairs) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph()
    kept: Pairs = []
    for link in wished:
        graph.add_edge(*link)
        cycle = cycle_through(kept, {}, link)
        assert bool(cycle) == (not nx.is_directed_acyclic_graph(graph))
        if not cycle:
            kept.append(link)
            continue
        assert cycle[:2] == list(link)
        assert cycle[-1] == link[0]
        assert all(graph.has_edge(*step) for step in pairwise(cycle))
        if link not in kept:
            graph.remove_edge(*link)


# A child's number is above its parent's, so that these are trees.
TREES = st.dictionaries(st.integers(2, 7), st.integers(1, 6), max_size=4).map(
    lambda tree: {child: parent for child, parent in tree.items() if parent < child}
)


@given(LINKS, TREES)
@settings(deadline=None, max_examples=300)
def test_with_parents_a_link_is_refused_exactly_when_the_leaves_have_no_order(
    wished: Pairs, parents: dict[int, int]
) -> None:
    kept: Pairs = []
    for link in wished:
        cycle = cycle_through(kept, parents, link)
        assert bool(cycle) == (not is_free([*kept, link], parents))
        if not cycle:
            kept.append(link)


def test_a_link_to_a_parent_binds_its_children() -> None:
    parents = {11: 1, 12: 1}
    refuse_cycle([], parents, (11, 12), CODES)  # within one parent
    assert said([], (1, 11), parents) == "This link would close a cycle: CX-1 → CX-11 → CX-1."
    assert said([(1, 2)], (2, 12), parents) == (
        "This link would close a cycle: CX-2 → CX-12 → CX-1 → CX-2."
    )


def test_an_initiative_is_no_part_of_itself() -> None:
    for parents, child, parent, cycle in (
        ({}, 1, 1, "CX-1 → CX-1"),
        ({2: 1, 3: 2}, 1, 3, "CX-1 → CX-3 → CX-2 → CX-1"),
    ):
        with pytest.raises(RuleBroken) as caught:
            refuse_parent_cycle(parents, child, parent, CODES)
        assert caught.value.text == f"An initiative cannot be part of itself: {cycle}."
    refuse_parent_cycle({2: 1, 3: 2}, 4, 3, CODES)


def test_a_damaged_family_does_not_hang() -> None:
    damaged = {1: 2, 2: 1}
    refuse_parent_cycle(damaged, 3, 1, CODES)
    assert not cycle_through([], damaged, (3, 1))


def test_up_to_twelve_names_are_shown_in_full() -> None:
    assert named(range(1, 13), CODES).count("CX-") == 12
    assert named(range(1, 14), CODES).count("CX-") == 11
