"""What the board shows, kept in step with the file: cards by lane, refreshed by what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cxdesk.model.states import State
from cxdesk.services import cards as service
from cxdesk.services.cards import BatchRow, Board, Card, Lane
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet

NO_BATCH = BatchRow(None, "", "No batch", "", None)


class BoardData:
    """All cards in their lanes. `load` reads everything, `follow` only what a change touched."""

    def __init__(self) -> None:
        self.board: Board | None = None
        self._lanes: dict[int | None, dict[int, Card]] = {}
        self._cards: dict[int, Card] = {}
        self._columns: Counter[State] = Counter()
        self._working: set[int] = set()

    def load(self, session: Session) -> None:
        """Read everything."""
        self.board = service.board(session)
        self._cards = {card.id: card for card in self.board.cards}
        self._lanes, self._columns, self._working = {}, Counter(), set()
        for card in self.board.cards:
            self._add(card)

    def follow(
        self, session: Session, change_set: ChangeSet
    ) -> tuple[list[Card], set[int], set[int | None]] | None:
        """Changed cards, ids of cards gone, lanes touched; None when everything must be loaded."""
        assert self.board is not None
        ids = service.touched(session, change_set)
        if ids is None or "batch" in change_set.tables:
            return None
        changed = service.cards(session, self.board.frame, ids) if ids else []
        gone = (ids & set(self._cards)) - {card.id for card in changed}
        lanes: set[int | None] = set()
        for id in gone:
            lanes.add(self._remove(id))
        for card in changed:
            if card.id in self._cards:
                lanes.add(self._remove(card.id))
            lanes.add(card.batch_id)
            self._cards[card.id] = card
            self._add(card)
        return changed, gone, lanes

    def _add(self, card: Card) -> None:
        self._lanes.setdefault(card.batch_id, {})[card.id] = card
        self._columns[card.column] += 1
        if card.state is State.IN_PROGRESS:
            self._working.add(card.id)

    def _remove(self, id: int) -> int | None:
        card = self._cards.pop(id)
        self._columns[card.column] -= 1
        self._working.discard(id)
        self._lanes[card.batch_id].pop(id, None)
        return card.batch_id

    def rows(self) -> list[BatchRow]:
        """The lanes to show: every batch, and one for cards without a batch where it is needed."""
        assert self.board is not None
        rows = list(self.board.batches)
        if self._lanes.get(None) or not rows:
            rows.append(NO_BATCH)
        return rows

    def lane(self, key: int | None) -> tuple[Lane, list[Card]]:
        """A lane's header and its cards in their order."""
        row = next((one for one in self.rows() if one.id == key), NO_BATCH)
        return self._lane(row)

    def lanes(self) -> Iterable[tuple[Lane, list[Card]]]:
        """All lanes."""
        return [self._lane(row) for row in self.rows()]

    def _lane(self, row: BatchRow) -> tuple[Lane, list[Card]]:
        assert self.board is not None
        cards = sorted(
            self._lanes.get(row.id, {}).values(), key=lambda card: (card.position, card.code)
        )
        return service.lane(row, cards, self.board.today, self.board.frame.calendar), cards

    def count(self, column: State) -> int:
        """How many cards a column holds, over all lanes."""
        return self._columns[column]

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
