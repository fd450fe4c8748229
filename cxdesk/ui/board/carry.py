"""Cards lifted by mouse or keyboard: which, from where, to where, and which columns take them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint

from cxdesk.model.states import PATH, State
from cxdesk.services.cards import Card
from cxdesk.services.frame import Frame
from cxdesk.services.grouping import Axis, Key, key_of
from cxdesk.ui.board.layout import Place


@dataclass(slots=True)
class Carry:
    """Lifted cards in their order, on columns `by` something.

    `pointer` is None when the keyboard carries them; `lacks` is what their next states lack,
    None until somebody looked.
    """

    cards: tuple[Card, ...]
    origin: Place
    target: Place | None
    grab: QPoint
    pointer: QPoint | None = None
    by: Axis = Axis.STATE
    lacks: dict[State, str] | None = None

    @property
    def lead(self) -> Card:
        """The card that was grabbed."""
        return self.cards[0]

    @property
    def ids(self) -> frozenset[int]:
        """The lifted cards."""
        return frozenset(card.id for card in self.cards)

    def accepts(self, column: Key) -> bool:
        """Whether every lifted card may go to this column, one step at a time."""
        if self.by is Axis.STATE and isinstance(column, State):
            return all(reachable(card, column) for card in self.cards)
        return self.by is not Axis.QUADRANT or self.stays_in(column)

    def hindrance(self, column: State) -> Card:
        """The first lifted card that may not go to this column of states."""
        return next(card for card in self.cards if not reachable(card, column))

    def welcome(self, column: Key) -> bool:
        """Whether a drop would be kept, as far as is known before."""
        return self.accepts(column) and not self.lack(column)

    def lack(self, column: Key) -> str:
        """What a column lacks for these cards; empty where nothing is known to be missing."""
        return (self.lacks or {}).get(column, "") if isinstance(column, State) else ""

    def stays_in(self, column: Key) -> bool:
        """Whether every lifted card stands in this column already."""
        return all(key_of(self.by, card) == column for card in self.cards)

    def aims_at(self, lane: Key, column: Key | None = None) -> bool:
        """Whether a drop now would be into this lane, and this column if one is given."""
        target = self.target
        return target is not None and target.lane == lane and column in (None, target.column)


def reachable(card: Card, column: State) -> bool:
    """Whether a card may stand in a column next: where it is, one step on, or one back."""
    step = PATH.index(column) - PATH.index(card.column)
    return step == 0 if card.state is State.ON_HOLD else abs(step) <= 1


def verdict(carry: Carry, column: Key, frame: Frame, in_progress: int) -> str:
    """What a column's header says while cards are lifted."""
    if carry.stays_in(column):
        return "was here" if carry.aims_at(carry.origin.lane) else "drop here"
    if carry.by is Axis.QUADRANT:
        return "follows from scores"
    if isinstance(column, State) and not carry.accepts(column):
        return f"not from {carry.hindrance(column).column.label}"
    if lack := carry.lack(column):
        return lack.removeprefix("its ")  # a column has room for few words
    if column is State.IN_PROGRESS and frame.wip is not None:
        more = sum(1 for card in carry.cards if card.column is not State.IN_PROGRESS)
        total = in_progress + more
        if total > frame.wip:
            return "over the limit: " + ("refused" if frame.wip_hard else "asks for a reason")
        return f"drop makes {total} of {frame.wip}"
    return "drop here"
