"""The keyboard on the board: arrows move the focus, Space lifts, arrows carry, Space drops."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Key
from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.carry import Carry
from cxdesk.ui.board.layout import Place
from cxdesk.ui.view import Hint

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

HINTS = (
    Hint(("↑", "↓", "←", "→"), "move focus"),
    Hint(("Space",), "lift"),
    Hint(("Ctrl", "→"), "next column"),
    Hint(("Enter",), "open"),
)
CARRY_HINTS = (
    Hint(("↑", "↓", "←", "→"), "carry"),
    Hint(("Space",), "drop"),
    Hint(("Esc",), "put back"),
)
ALL_HINTS = (
    *HINTS,
    Hint(("Ctrl", "←"), "previous column"),
    Hint(("Shift", "↓"), "select more"),
    Hint(("Home",), "first card of the column"),
    Hint(("End",), "last card of the column"),
    Hint(("−",), "collapse the lane"),
    Hint(("_",), "fold the column"),
    Hint(("+",), "open all lanes and columns"),
    Hint(("Space", "Esc"), "lift a card, and put it back"),
)


class BoardKeys(QObject):
    """Turns keys over a canvas into focus, selection and moves."""

    # Enter: open the card with this id.
    opened = Signal(object)
    # The carried cards were dropped at the carry's target: Carry.
    dropped = Signal(object)
    # Ctrl+Left or Ctrl+Right: move the selection by -1 or +1 column.
    stepped = Signal(int)
    # Esc while several cards are selected.
    let_go = Signal()

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; True when it was for the board."""
        key = Qt.Key(event.key())
        if self._canvas.carry is not None:
            return self._carry(key)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if key in _ARROWS:
            across, down = _ARROWS[key]
            if control and across:
                self.stepped.emit(across)
            elif not control:
                self._move_focus(across, down, extend=shift and bool(down))
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(last=key is Qt.Key.Key_End)
            return True
        current = self._canvas.current_card()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current.id)
            return True
        if key is Qt.Key.Key_Space and current is not None:
            self._lift(current)
            return True
        if key is Qt.Key.Key_Escape and len(self._canvas.selectionModel().selectedIndexes()) > 1:
            self.let_go.emit()
            return True
        if key is Qt.Key.Key_Minus and current is not None:
            return self._collapse(current)
        if key is Qt.Key.Key_Plus:
            return self._open_all()
        if key is Qt.Key.Key_Underscore and current is not None:
            return self._fold_column(current)
        return False

    # Focus ----------------------------------------------------------------------------------

    def _move_focus(self, across: int, down: int, *, extend: bool) -> None:
        canvas = self._canvas
        current = canvas.current_card()
        place = canvas.boxes.place_of(current.id) if current else None
        target = self.first() if current is None or place is None else (
            self._beside(place, across) if across else self._below(place, down)
        )  # fmt: skip
        if target is None:
            return
        if extend:
            flags = QItemSelectionModel.SelectionFlag
            index = canvas.card_model().index_of(target.id)
            canvas.selectionModel().setCurrentIndex(index, flags.Select)
            canvas.scrollTo(index)
        else:
            canvas.focus_card(target.id)

    def first(self) -> Card | None:
        """The first card that shows, from the top left."""
        for box in self._canvas.boxes.lanes:
            if box.collapsed:
                continue
            for column in self._canvas.boxes.columns.all:
                cards = self._canvas.boxes.cards_of(box.key, column.key)
                if cards and not column.rail:
                    return cards[0]
        return None

    def _below(self, place: Place, down: int) -> Card | None:
        boxes = self._canvas.boxes
        lanes = boxes.lanes
        at = next(i for i, box in enumerate(lanes) if box.key == place.lane)
        cards = boxes.cards_of(place.lane, place.column)
        if 0 <= place.index + down < len(cards) and not lanes[at].collapsed:
            return cards[place.index + down]
        for box in lanes[at + 1 :] if down > 0 else reversed(lanes[:at]):
            found = () if box.collapsed else boxes.cards_of(box.key, place.column)
            if found:
                return found[0 if down > 0 else -1]
        return None

    def _beside(self, place: Place, across: int) -> Card | None:
        """The card at the same height in the next column of the lane that has any."""
        boxes = self._canvas.boxes
        box = boxes.lane(place.lane)
        assert box is not None
        here = boxes.cards_of(place.lane, place.column)[place.index]
        middle = boxes.rect_of(here.id).center().y()
        at = boxes.columns.index(place.column) + across
        while 0 <= at < len(boxes.columns.all):
            column = boxes.columns.all[at]
            cards = boxes.cards_of(place.lane, column.key)
            if cards and not column.rail:
                return min(cards, key=lambda one: abs(boxes.rect_of(one.id).center().y() - middle))
            at += across
        return None

    def _to_end(self, *, last: bool) -> None:
        canvas = self._canvas
        current = canvas.current_card()
        place = canvas.boxes.place_of(current.id) if current else None
        if place is not None:
            cards = canvas.boxes.cards_of(place.lane, place.column)
            canvas.focus_card(cards[-1 if last else 0].id)

    # Carrying -------------------------------------------------------------------------------

    def _lift(self, lead: Card) -> None:
        canvas = self._canvas
        origin = canvas.boxes.place_of(lead.id)
        if origin is None:
            return
        canvas.focus_card(lead.id, select=False)  # nobody lifts what a folded lane hides
        cards = canvas.selected_cards()
        if lead not in cards:
            cards = [lead]
        index = min(
            (place.index for card in cards if (place := canvas.boxes.place_of(card.id)) is not None
             and (place.lane, place.column) == (origin.lane, origin.column)),
            default=0,
        )  # fmt: skip
        at = Place(origin.lane, origin.column, index)
        by = canvas.boxes.columns.by
        canvas.set_carry(Carry(tuple(cards), origin, at, QPoint(), by=by))

    def _carry(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        carry = canvas.carry
        assert carry is not None
        if key is Qt.Key.Key_Escape:
            canvas.set_carry(None)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            canvas.set_carry(None)
            self.dropped.emit(carry)
        elif key in _ARROWS and carry.target is not None:
            across, down = _ARROWS[key]
            carry.target = self._aim(carry, carry.target, across, down)
            canvas.show_carry()
            self._show(carry.target)
        return True  # nothing else happens while cards are lifted

    def _aim(self, carry: Carry, place: Place, across: int, down: int) -> Place:
        boxes = self._canvas.boxes

        def rest(lane: Key, column: Key) -> int:
            cards = boxes.cards_of(lane, column)
            return sum(1 for card in cards if card.id not in carry.ids)

        if across:
            # Only columns that take the cards; the others would refuse them.
            keys = boxes.columns.keys
            at = boxes.columns.index(place.column) + across
            while 0 <= at < len(keys) and not carry.accepts(keys[at]):
                at += across
            if not 0 <= at < len(keys):
                return place
            return Place(place.lane, keys[at], min(place.index, rest(place.lane, keys[at])))
        if 0 <= place.index + down <= rest(place.lane, place.column):
            return Place(place.lane, place.column, place.index + down)
        lanes = [box.key for box in boxes.lanes]
        at = lanes.index(place.lane) + down
        if not 0 <= at < len(lanes):
            return place
        return Place(lanes[at], place.column, 0 if down > 0 else rest(lanes[at], place.column))

    def _show(self, place: Place) -> None:
        """Scroll to the gap."""
        canvas = self._canvas
        box = canvas.boxes.lane(place.lane)
        if box is None:
            return
        for slot in box.cells[place.column]:
            if slot.card is None:
                rect = canvas.boxes.rect(box, place.column, slot)
                bar = canvas.verticalScrollBar()
                if rect.top() - box.head < bar.value():
                    bar.setValue(rect.top() - box.head)
                elif rect.bottom() + 12 > bar.value() + canvas.viewport().height():
                    bar.setValue(rect.bottom() + 12 - canvas.viewport().height())

    # Lanes ----------------------------------------------------------------------------------

    def _collapse(self, card: Card) -> bool:
        place = self._canvas.boxes.place_of(card.id)
        box = self._canvas.boxes.lane(place.lane) if place else None
        if box is not None and not box.collapsed:
            self._canvas.toggle_lane(box)
        return True

    def _fold_column(self, card: Card) -> bool:
        place = self._canvas.boxes.place_of(card.id)
        if place is not None and place.column not in self._canvas.boxes.columns.rails:
            self._canvas.toggle_column(place.column)
        return True

    def _open_all(self) -> bool:
        for box in self._canvas.boxes.lanes:
            if box.collapsed:
                self._canvas.toggle_lane(box)
        for key in tuple(self._canvas.boxes.columns.rails):
            self._canvas.toggle_column(key)
        return True
