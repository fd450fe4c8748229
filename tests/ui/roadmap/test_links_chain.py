"""Chains: all that is reached up and down, however long, and what may not be linked."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.states import LinkType
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import network
from cxdesk.store.store import Store
from cxdesk.ui.roadmap.links_chain import Chains

PAIRS = st.sets(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1])
)


def rows(pairs: list[tuple[int, int]]) -> list[LinkRow]:
    return [LinkRow(n, a, b, LinkType.FS, 0) for n, (a, b) in enumerate(pairs)]


@settings(max_examples=60)
@given(PAIRS, st.integers(0, 14))
def test_a_chain_is_all_that_comes_before_and_after(pairs: set[tuple[int, int]], bar: int) -> None:
    links = rows(sorted(pairs))
    graph = nx.DiGraph(sorted(pairs))
    graph.add_node(bar)
    up, down = nx.ancestors(graph, bar), nx.descendants(graph, bar)
    found = Chains(links).of(bar)
    assert found.bars == {bar} | up | down
    assert found.links == {
        one.id for one in links
        if one.after in up | {bar} or one.before in down | {bar}
    }  # fmt: skip


def test_a_chain_of_five_thousand_needs_no_recursion() -> None:
    chains = Chains(rows([(n, n + 1) for n in range(5_000)]))
    assert len(chains.of(2_500).bars) == 5_001
    assert len(chains.of(0).links) == 5_000


def test_a_circle_in_a_file_from_elsewhere_ends() -> None:
    assert Chains(rows([(1, 2), (2, 3), (3, 1)])).of(1).bars == {1, 2, 3}


def test_what_may_not_be_linked_is_said(store: Store) -> None:
    with store.read() as session:
        here = network(session)
    ids = {card.code: card.id for card in here.cards.values()}
    chains = Chains(here.links.values())

    def said(before: str, after: str) -> str:
        return chains.refusal(ids[before], ids[after], here.cards)

    assert said("CX-404", "CX-101") == (
        "This link would close a cycle: CX-404 → CX-101 → CX-103 → CX-403 → CX-404."
    )
    assert said("CX-101", "CX-101") == "CX-101 cannot wait for itself."
    assert said("CX-101", "CX-103") == "CX-103 already depends on CX-101."
    assert said("CX-101", "CX-404") == ""
