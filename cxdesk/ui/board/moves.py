"""Moving cards: what was carried or stepped is written, told, or refused at the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.states import State
from cxdesk.services import kanban
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis, Key, key_of
from cxdesk.ui.board.carry import Carry
from cxdesk.ui.reason import ask_reason

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage

_LOOKED_AT = 20  # lifted cards of which it is looked up what they lack


class Moves(QObject):
    """Writes the moves of a page's board, each as one undoable change."""

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page, self._board = page, page.board
        self.announced = ""  # what was last said to assistive technology
        self._board.mouse.dropped.connect(self.drop)
        self._board.keys.dropped.connect(self.drop)
        self._board.keys.stepped.connect(self._step)

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        return self._board.boxes.columns.by, self._board.boxes.lanes_by

    def where(self, carry: Carry) -> str:
        """Where the carried cards would drop, in words; or that they may not."""
        assert carry.target is not None
        what = carry.lead.code if len(carry.cards) == 1 else f"{len(carry.cards)} cards"
        column = self._name(self._axes[0], carry.target.column)
        if not carry.accepts(carry.target.column):
            return f"{what} cannot go to {column} from here"
        lane = self._name(self._axes[1], carry.target.lane)
        within = f" in {lane}" if lane else ""
        return f"Moving {what} to {column}, place {carry.target.index + 1}{within}"

    def look_ahead(self, carry: Carry) -> None:
        """Find out once what the next states of lifted cards lack, so that columns can say it."""
        if carry.lacks is None:
            carry.lacks = {}
            if carry.by is Axis.STATE:
                ids = [card.id for card in carry.cards[:_LOOKED_AT]]
                with self._page.desk.read() as session:
                    carry.lacks = kanban.lacks(session, ids)

    def drop(self, carry: Carry) -> None:
        """Write what was carried to its target."""
        target = carry.target
        if target is None or (target == carry.origin and len(carry.cards) == 1):
            return
        rest = [
            card.id
            for card in self._board.boxes.cards_of(target.lane, target.column)
            if card.id not in carry.ids
        ]
        after = rest[target.index - 1] if target.index and rest else None
        before = rest[target.index] if target.index < len(rest) else None
        by_column, by_lane = self._axes
        to = {by_column: target.column, by_lane: target.lane}
        self.put(carry.cards, to, after, before)

    def _step(self, by: int) -> None:
        """Move the selection one column, to the end of its cells."""
        cards = self._board.selected_cards()
        axis = self._axes[0]
        following = self._board.boxes.columns.beside(key_of(axis, cards[0]), by) if cards else None
        if cards and (following is not None or self._board.boxes.columns.has(None)):
            self.to_end(cards, axis, following)

    def to_end(self, cards: Sequence[Card], axis: Axis, key: Key) -> None:
        """Move cards to the end of their cells in a column, or to another lane."""
        lane_axis = self._axes[1]
        lanes = {key_of(lane_axis, card) for card in cards}
        after = None
        if axis is self._axes[0] and len(lanes) == 1:
            ids = {card.id for card in cards}
            cell = self._board.boxes.cards_of(lanes.pop(), key)
            after = next((card.id for card in reversed(cell) if card.id not in ids), None)
        self.put(cards, {axis: key}, after, None)

    def to_state(self, cards: Sequence[Card], state: State) -> None:
        """Move cards to a state."""
        self.to_end(cards, Axis.STATE, state)

    def put(
        self,
        cards: Sequence[Card],
        to: Mapping[Axis, Key],
        after: int | None = None,
        before: int | None = None,
        reason: str = "",
    ) -> bool:
        """Write a move; a refusal is said at the card, a reason that is needed is asked for."""
        ids = [card.id for card in cards]
        changed: dict[Axis, Key] = {
            axis: key for axis, key in to.items()
            if axis != Axis.NONE and any(key_of(axis, card) != key for card in cards)
        }  # fmt: skip
        what = cards[0].code if len(cards) == 1 else f"{len(cards)} initiatives"
        names = " and ".join(self._name(axis, key) for axis, key in changed.items())
        label, said = f"Move {what} to {names}", f"{what} moved to {names}"
        if not changed:
            label, said = f"Reorder {what}", f"{what} reordered"

        def refused(broken: RuleBroken) -> None:
            if isinstance(broken, ReasonNeeded):
                ask_reason(
                    self._page, broken.text,
                    lambda given: self.put(cards, to, after, before, given),
                )  # fmt: skip
            else:
                self.refuse(_named(cards, broken.text).id, broken)

        done = self._page.desk.do(
            label,
            lambda s: kanban.move(s, ids, changed, after=after, before=before, reason=reason),
            said=said,
            refused=refused,
        )
        if done is not None:
            self._follow(ids)
        return done is not None

    def _name(self, axis: Axis, key: Key) -> str:
        """How a sentence calls a column or a lane."""
        if isinstance(key, State):
            return key.label
        if axis is Axis.NONE:
            return ""
        data = self._page.data
        of = data.columns if axis is data.columns_by else data.headings
        found = next((heading.short for heading in of if heading.key == key), "")
        return found[:1].lower() + found[1:] if key is None else found

    def _follow(self, ids: Sequence[int]) -> None:
        """The focus follows the cards, and assistive technology hears where they went."""
        board, model = self._board, self._page.model
        board.focus_card(ids[0], unfold=False)
        flags = board.selectionModel().SelectionFlag
        for id in ids[1:]:
            board.selectionModel().select(model.index_of(id), flags.Select)
        card, place = model.card(ids[0]), board.boxes.place_of(ids[0])
        if card is not None and place is not None:
            cell = board.boxes.cards_of(place.lane, place.column)
            name = self._name(self._axes[0], place.column)
            self.announce(f"Moved {card.code} to {name}, {place.index + 1} of {len(cell)}")

    def announce(self, text: str) -> None:
        """Say something to assistive technology."""
        self.announced = text
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._board, text))

    def refuse(self, id: int, broken: RuleBroken) -> None:
        """Say at a card why something was refused, with the way to what is missing."""
        index = self._page.model.index_of(id)
        self._board.scrollTo(index)
        at = self._board.visualRect(index)
        if at.isNull():  # it stands in a folded lane or column
            at = QRect(self._board.viewport().rect().center(), at.size())
        self._page.note.say(broken, at, self._page.editing.go)


def _named(cards: Sequence[Card], text: str) -> Card:
    """The card that a refusal names first; where it names none, the first one."""
    named = [card for card in cards if card.code in text]
    return min(named, key=lambda card: (text.index(card.code), -len(card.code)), default=cards[0])
