"""What the board shows, kept in step with the file: cards by lane, refreshed by what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from cxdesk.model.states import State
from cxdesk.services import cards as service
from cxdesk.services.cards import Board, Card, Lane
from cxdesk.services.grouping import Axis, Heading, Key, headings, key_of
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet


class BoardData:
    """All cards in their lanes. `load` reads everything, `follow` only what a change touched.

    Headers count every card; cells show those that pass the filter, `keep`.
    """

    def __init__(self) -> None:
        self.board: Board | None = None
        self.columns_by, self.lanes_by = Axis.STATE, Axis.BATCH
        self.columns: tuple[Heading, ...] = ()
        self.headings: tuple[Heading, ...] = ()  # of the lanes
        self._test: Callable[[Card], bool] | None = None
        self._lanes: dict[Key, dict[int, Card]] = {}
        self._laid: dict[Key, tuple[Lane, list[Card]]] = {}  # a filter changes neither
        self._cards: dict[int, Card] = {}
        self._shown: set[int] = set()
        self._all_in: Counter[Key] = Counter()
        self._shown_in: Counter[Key] = Counter()
        self._working: set[int] = set()

    # Reading --------------------------------------------------------------------------------

    def load(self, session: Session, board: Board | None = None) -> None:
        """Read everything; the cards are not read again where `board` has them."""
        self.board = board or service.board(session)
        self._cards = {card.id: card for card in self.board.cards}
        self.group(session, self.columns_by, self.lanes_by)

    def group(self, session: Session, columns_by: Axis, lanes_by: Axis) -> None:
        """Cut into columns and lanes by something else."""
        assert self.board is not None
        self.columns_by, self.lanes_by = columns_by, lanes_by
        now = self.now()
        self.columns = headings(session, columns_by, now)
        self.headings = headings(session, lanes_by, now)
        self._sort()

    def now(self) -> Board:
        """All cards as they are now."""
        assert self.board is not None
        return replace(self.board, cards=tuple(self._cards.values()))

    def keep(self, test: Callable[[Card], bool] | None) -> bool:
        """Show only the cards that pass, all for None; whether others show now than before."""
        before, filtered, cards = self._shown, self.filtered, self._cards
        self._test = test
        passing = cards.values() if test is None else [c for c in cards.values() if test(c)]
        self._shown = {card.id for card in passing}
        if self._shown == before and self.filtered is filtered:
            return False
        by = self.columns_by
        self._shown_in = Counter([key_of(by, card) for card in passing])
        return True

    def _sort(self) -> None:
        self._lanes = {heading.key: {} for heading in self.headings}
        self._laid = {}
        self._shown, self._working = set(), set()
        self._all_in, self._shown_in = Counter(), Counter()
        for card in self._cards.values():
            self._add(card)

    def follow(
        self, session: Session, change_set: ChangeSet
    ) -> tuple[list[Card], set[int], set[Key]] | None:
        """Changed cards, ids of cards gone, lanes touched; None when everything must be loaded."""
        assert self.board is not None
        ids = service.touched(session, change_set)
        if ids is None or "batch" in change_set.tables:
            return None
        changed = service.cards(session, self.board.frame, ids) if ids else []
        if not self._has_place_for(changed):
            return None
        gone = (ids & set(self._cards)) - {card.id for card in changed}
        lanes: set[Key] = set()
        for id in gone:
            lanes.add(self._remove(id))
        for card in changed:
            if card.id in self._cards:
                lanes.add(self._remove(card.id))
            lanes.add(key_of(self.lanes_by, card))
            self._cards[card.id] = card
            self._add(card)
        return changed, gone, lanes

    def _has_place_for(self, cards: Iterable[Card]) -> bool:
        columns = {heading.key for heading in self.columns}
        return all(
            key_of(self.lanes_by, card) in self._lanes and key_of(self.columns_by, card) in columns
            for card in cards
        )

    def _add(self, card: Card) -> None:
        lane = key_of(self.lanes_by, card)
        self._lanes[lane][card.id] = card
        self._laid.pop(lane, None)
        column = key_of(self.columns_by, card)
        self._all_in[column] += 1
        if self._test is None or self._test(card):
            self._shown.add(card.id)
            self._shown_in[column] += 1
        if card.state is State.IN_PROGRESS:
            self._working.add(card.id)

    def _remove(self, id: int) -> Key:
        card = self._cards.pop(id)
        column = key_of(self.columns_by, card)
        self._all_in[column] -= 1
        if id in self._shown:
            self._shown.discard(id)
            self._shown_in[column] -= 1
        self._working.discard(id)
        lane = key_of(self.lanes_by, card)
        self._lanes[lane].pop(id, None)
        self._laid.pop(lane, None)
        return lane

    # Lanes ----------------------------------------------------------------------------------

    def rows(self) -> list[Heading]:
        """The lanes to show: all of them, or with a filter those that hold what passes.

        Where cards without a batch are gone, their lane goes too.
        """
        shown = [
            heading for heading in self.headings
            if self._lanes[heading.key] or heading.key is not None or len(self.headings) == 1
        ]  # fmt: skip
        if self._test is None:
            return shown
        return [heading for heading in shown if not self._lanes[heading.key].keys().isdisjoint(
            self._shown
        )]  # fmt: skip

    def hidden_rows(self) -> list[Heading]:
        """Lanes that hold cards, none of which passes the filter."""
        if self._test is None:
            return []
        shown = {heading.key for heading in self.rows()}
        return [
            heading for heading in self.headings
            if heading.key not in shown and self._lanes[heading.key]
        ]  # fmt: skip

    def lane(self, heading: Heading) -> tuple[Lane, list[Card]]:
        """A lane's header, which counts all its cards, and those that show, in their order."""
        assert self.board is not None
        if heading.key not in self._laid:
            cards = sorted(
                self._lanes[heading.key].values(), key=lambda card: (card.position, card.code)
            )
            head = service.lane(heading, cards, self.board.today, self.board.frame.calendar)
            self._laid[heading.key] = head, cards
        head, cards = self._laid[heading.key]
        shown = self._shown
        return head, cards if self._test is None else [card for card in cards if card.id in shown]

    def lanes(self) -> Iterable[tuple[Lane, list[Card]]]:
        """All lanes that show."""
        return [self.lane(heading) for heading in self.rows()]

    # Counting -------------------------------------------------------------------------------

    def card(self, id: int) -> Card | None:
        """A card, whether it shows or not."""
        return self._cards.get(id)

    def all_cards(self) -> Collection[Card]:
        """Every card, whether it shows or not."""
        return self._cards.values()

    def shows(self, id: int) -> bool:
        """Whether a card passes the filter."""
        return id in self._shown

    def shown_cards(self) -> list[Card]:
        """The cards that pass the filter."""
        if self._test is None:
            return list(self._cards.values())
        return [card for id, card in self._cards.items() if id in self._shown]

    def count_all_shown(self) -> int:
        """How many cards pass the filter."""
        return len(self._shown)

    @property
    def filtered(self) -> bool:
        """Whether a filter holds."""
        return self._test is not None

    def count(self, column: Key) -> int:
        """How many cards a column holds, over all lanes and hidden cards."""
        return self._all_in[column]

    def count_shown(self, column: Key) -> int:
        """How many cards of a column pass the filter."""
        return self._shown_in[column]

    def empty_columns(self) -> set[Key]:
        """Columns without a card that shows."""
        return {heading.key for heading in self.columns if not self._shown_in[heading.key]}

    def in_progress(self) -> int:
        """How many are really in progress: those on hold do not count."""
        return len(self._working)

    def over_limit_reason(self) -> str:
        """The reason given for the newest start over the limit."""
        reasons = [card for id in self._working if (card := self._cards[id]).reason]
        return max(reasons, key=lambda card: card.since).reason if reasons else ""

    def __len__(self) -> int:
        """How many cards there are."""
        return len(self._cards)
