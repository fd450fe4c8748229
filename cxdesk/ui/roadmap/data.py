"""What the timeline shows, kept in step with the file: bars by lane, links, the schedule."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from cxdesk.services import cards as service
from cxdesk.services.card_words import code_prefix
from cxdesk.services.cards import Board, Card
from cxdesk.services.grouping import Axis, Heading, Key, headings, key_of, keys_of
from cxdesk.services.roadmap import LinkRow, Roadmap, links, milestones, roadmap
from cxdesk.services.roadmap_days import Mark, RequestDay, marks, request_days
from cxdesk.services.schedule import Network, Schedule
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet

MANY = 1500
"""Bars from which the schedule is reckoned after they are painted."""

_SOON = 92  # days


class RoadmapData:
    """All bars in their lanes. `load` reads everything, `follow` only what a change touched."""

    def __init__(self) -> None:
        self.roadmap: Roadmap | None = None
        self.lanes_by = Axis.DOMAIN
        self.headings: tuple[Heading, ...] = ()
        self.order: Callable[[Card], tuple[object, ...]] | None = None  # as the table is sorted
        self._test: Callable[[Card], bool] | None = None
        self._by_start: list[Card] | None = None  # all of them, whether they show or not
        self._cards: dict[int, Card] = {}
        self._network: Network | None = None
        self.with_successors: frozenset[int] = frozenset()  # bars whose end a link is tied to
        self._requests: tuple[RequestDay, ...] = ()
        self.marks: tuple[Mark, ...] = ()  # days that stand out
        self.outcomes: dict[str, str] = {}  # the names by their codes
        self.domains: list[tuple[str, int]] = []  # names and hues
        self.prefix = ""  # what all codes begin with: "CX-"

    # Reading --------------------------------------------------------------------------------

    def load(self, session: Session, board: Board | None = None) -> None:
        """Read everything; the cards are not read again where `board` has them."""
        self.roadmap = roadmap(session, board)
        self._cards = {card.id: card for card in self.roadmap.board.cards}
        board = self.roadmap.board
        self._requests = request_days(session)
        found = headings(session, Axis.OUTCOME, board)
        self.outcomes = {one.code: one.name for one in found if one.code}
        found = headings(session, Axis.DOMAIN, board)
        self.domains = [(one.name, one.hue) for one in found if one.hue is not None]
        self._by_start = None
        self._look_over()
        self.group(session, self.lanes_by)

    def _look_over(self, *, same: bool = False) -> None:
        """What holds of all bars together; codes and links may be the `same` as before."""
        assert self.roadmap is not None
        self._network = None
        self.marks = marks(self.roadmap, self.roadmap.board.today, self._requests)
        if same:
            return
        self.with_successors = frozenset(
            end
            for link in self.roadmap.links
            for end, tied in zip((link.before, link.after), link.type, strict=True)
            if tied == "F"
        )
        self.prefix = code_prefix([card.code for card in self._cards.values()])

    def follow(self, session: Session, change_set: ChangeSet) -> set[int] | None:
        """The ids of bars that changed, came or went; None when everything must be loaded."""
        here = self.roadmap
        if here is None or change_set.tables & {"batch", "request", "decision"}:
            return None
        ids = service.touched(session, change_set)
        if ids is None:
            return None
        changed = service.cards(session, here.board.frame, ids) if ids else []
        known = {heading.key for heading in self.headings}
        if any(key_of(self.lanes_by, card) not in known for card in changed):
            return None
        before = {id: self._cards.pop(id).code for id in ids if id in self._cards}
        self._cards.update((card.id, card) for card in changed)
        if self._by_start is not None:
            self._by_start = [card for card in self._by_start if card.id not in ids]
            for card in changed:
                insort(self._by_start, card, key=_by_start)
        board = replace(here.board, cards=tuple(self._cards.values()))
        self.roadmap = replace(here, board=board)
        same = before == {card.id: card.code for card in changed}  # none came, went or is recoded
        if "link" in change_set.tables or not same:
            self.roadmap = replace(self.roadmap, links=links(session, set(self._cards)))
        if change_set.tables & {"milestone", "initiative"}:
            self.roadmap = replace(self.roadmap, milestones=milestones(session))
        self._look_over(same=same and self.roadmap.links is here.links)
        return ids

    def group(self, session: Session, lanes_by: Axis) -> None:
        """Put the bars into lanes by something else."""
        assert self.roadmap is not None
        self.lanes_by = lanes_by
        self.headings = headings(session, lanes_by, self.roadmap.board)

    def keep(self, test: Callable[[Card], bool] | None) -> None:
        """Show only the bars that pass, all for None."""
        self._test = test

    # What there is --------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day on which it was read."""
        assert self.roadmap is not None
        return self.roadmap.board.today

    @property
    def network(self) -> Network:
        """The initiatives and links as a network, made when first asked for after a change."""
        assert self.roadmap is not None
        if self._network is None:
            here = self.roadmap
            self._network = Network(here.board.cards, here.links, here.board.frame.calendar)
        return self._network

    @property
    def schedule(self) -> Schedule:
        """Early and late dates, slack and critical path."""
        return self.network.schedule()

    def links(self) -> tuple[LinkRow, ...]:
        """All links."""
        return () if self.roadmap is None else self.roadmap.links

    def card(self, id: int) -> Card | None:
        """A bar, whether it shows or not."""
        return self._cards.get(id)

    def all_cards(self) -> Collection[Card]:
        """Every bar, whether it shows or not."""
        return self._cards.values()

    def shows(self, id: int) -> bool:
        """Whether a bar passes the filter."""
        card = self._cards.get(id)
        return card is not None and (self._test is None or self._test(card))

    def shows_all(self) -> bool:
        """Whether every bar passes the filter."""
        return self._test is None or all(map(self._test, self._cards.values()))

    def count_shown(self) -> int:
        """How many bars pass the filter."""
        test = self._test
        return len(self._cards) if test is None else sum(map(test, self._cards.values()))

    def shown_cards(self) -> list[Card]:
        """The bars that pass the filter, in the order of the table or of their start."""
        if self.order is not None:  # it may go by the schedule, which changes
            return sorted(self._passing(self._cards.values()), key=self.order)
        if self._by_start is None:
            self._by_start = sorted(self._cards.values(), key=_by_start)
        return self._passing(self._by_start)

    def _passing(self, cards: Collection[Card]) -> list[Card]:
        test = self._test
        return [card for card in cards if test is None or test(card)]

    def reach(self, span: tuple[date, date] | None) -> tuple[float, float] | None:
        """A span of days as ordinals, up to the end of a deadline soon after it."""
        if span is None:
            return None
        first, end = (on.toordinal() for on in span)
        days = (mark.on.toordinal() for mark in self.marks)
        return first, max([end, *(day for day in days if day <= end + _SOON)]) + 1.0

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the bars that show."""
        test = self._test
        days = [
            (card.start, card.end) for card in self._cards.values()
            if card.start is not None and card.end is not None and (test is None or test(card))
        ]  # fmt: skip
        return (min(days)[0], max(end for _, end in days)) if days else None

    def lanes(self) -> list[tuple[Heading, int, list[Card]]]:
        """Each lane with the number of all it holds and the bars that show; empty ones too."""
        found: dict[Key, list[Card]] = {heading.key: [] for heading in self.headings}
        key = keys_of(self.lanes_by)
        for card in self.shown_cards():
            found[key(card)].append(card)
        all_in = Counter(map(key, self._cards.values()))
        return [(heading, all_in[heading.key], found[heading.key]) for heading in self.headings]


def _by_start(card: Card) -> tuple[object, ...]:
    return (card.start or date.max, card.code)
