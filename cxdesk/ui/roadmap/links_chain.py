"""Chains: all that an initiative waits for and all that waits for it; what may be linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from cxdesk.model.errors import RuleBroken
from cxdesk.model.links import refuse_cycle
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow


@dataclass(frozen=True, slots=True)
class Chain:
    """The bars before and after one, itself among them, and the links that lead there."""

    bars: frozenset[int]
    links: frozenset[int]


class Chains:
    """The links by the bars at their ends."""

    def __init__(self, links: Iterable[LinkRow] = ()) -> None:
        self.links = {link.id: link for link in links}
        self._to: dict[int, list[LinkRow]] = {}
        self._from: dict[int, list[LinkRow]] = {}
        for link in self.links.values():
            self._to.setdefault(link.after, []).append(link)
            self._from.setdefault(link.before, []).append(link)
        self._known: dict[int, Chain] = {}

    def into(self, bar: int) -> Collection[LinkRow]:
        """The links to what a bar waits for."""
        return self._to.get(bar, ())

    def out_of(self, bar: int) -> Collection[LinkRow]:
        """The links to what waits for a bar."""
        return self._from.get(bar, ())

    def at(self, bar: int) -> list[LinkRow]:
        """All links of a bar, first those to what it waits for."""
        return [*self.into(bar), *self.out_of(bar)]

    def between(self, before: int, after: int) -> LinkRow | None:
        """The link from one bar to another."""
        return next((one for one in self.out_of(before) if one.after == after), None)

    def of(self, bar: int) -> Chain:
        """Everything that a bar waits for, and everything that waits for it."""
        found = self._known.get(bar)
        if found is None:
            bars, links = {bar}, set[int]()
            _walk(bar, self.into, lambda link: link.before, bars, links)
            _walk(bar, self.out_of, lambda link: link.after, bars, links)
            found = self._known[bar] = Chain(frozenset(bars), frozenset(links))
        return found

    def refusal(self, before: int, after: int, cards: Mapping[int, Card]) -> str:
        """Why two bars cannot be linked, as the file would say it; "" if they can."""
        first, second = cards[before].code, cards[after].code
        if before == after:
            return f"{first} cannot wait for itself."
        if self.between(before, after) is not None:
            return f"{second} already depends on {first}."
        parents = {id: card.parent_id for id, card in cards.items() if card.parent_id is not None}
        if not parents and after not in self.of(before).bars:
            return ""  # at once: it is asked for each bar that is passed
        pairs = [(link.before, link.after) for link in self.links.values()]
        try:
            refuse_cycle(pairs, parents, (before, after), {id: c.code for id, c in cards.items()})
        except RuleBroken as broken:
            return broken.text
        return ""


def _walk(
    start: int,
    links_of: Callable[[int], Collection[LinkRow]],
    end: Callable[[LinkRow], int],
    bars: set[int],
    links: set[int],
) -> None:
    """Add all that is reached one way, without recursion: chains are thousands long."""
    seen, todo = {start}, [start]
    while todo:
        for link in links_of(todo.pop()):
            links.add(link.id)
            there = end(link)
            if there not in seen:
                seen.add(there)
                todo.append(there)
    bars |= seen
