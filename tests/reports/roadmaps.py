"""Roadmaps to print in tests: the sample's own, and large or awkward ones made from its bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from cxdesk.model.states import LinkType
from cxdesk.services.baselines import baselines
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.roadmap_print import Material, material
from cxdesk.store.store import Store


def source_of(store: Store) -> Material:
    """All that there is in a file, with the first baseline of it."""
    with store.read() as session:
        return material(session, [row.key for row in baselines(session)][:1])


def with_cards(source: Material, cards: Sequence[Card], links: Sequence[LinkRow] = ()) -> Material:
    """The same program with other bars and links."""
    here = source.roadmap
    board = replace(here.board, cards=tuple(cards))
    return replace(
        source, roadmap=replace(here, board=board, links=tuple(links), milestones=()),
        baselines=(),
    )  # fmt: skip


def retitled(source: Material, titles: Sequence[str]) -> Material:
    """The bars with other titles, as far as these reach."""
    cards = list(source.roadmap.board.cards)
    named = [replace(card, title=title) for card, title in zip(cards, titles, strict=False)]
    return with_cards(source, [*named, *cards[len(named) :]], source.roadmap.links)


def many(source: Material, number: int) -> Material:
    """So many bars over four years, each linked to the next of its lane, some of them broken."""
    some, cards, links = source.roadmap.board.cards, [], []
    for n in range(number):
        start = date(2026, 1, 5) + timedelta(days=(n * 37) % 1200)
        like = some[n % len(some)]
        end = start + timedelta(days=20 + n % 90)
        cards.append(
            replace(like, id=n + 1, code=f"CX-{1000 + n}", title=f"Work {n}", start=start, end=end)
        )
        if n >= len(some):
            links.append(LinkRow(n, n + 1 - len(some), n + 1, LinkType.FS, 0))
    return with_cards(source, cards, links)
