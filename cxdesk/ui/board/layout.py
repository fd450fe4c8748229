"""Where everything on the board lies: lanes below one another, cards stacked in their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from cxdesk.model.states import PATH, State
from cxdesk.services.cards import Card, Lane

COLUMNS = PATH
SIDE = 5  # at the left and right of a column
LEAST_COLUMN = 150
NEAR = 2500  # px that are laid out exactly at once; what lies further waits until the window idles


@dataclass(frozen=True, slots=True)
class Spacing:
    """Lengths that differ by density: a lane's header, above and below its cards, between them."""

    head: int
    pad: int
    gap: int


ROOMY = Spacing(36, 11, 8)
TIGHT = Spacing(32, 7, 4)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the board: lane, column, and how many cards stand above it."""

    lane: int | None
    column: State
    index: int


@dataclass(slots=True)
class Slot:
    """A card in its cell; `y` counts from the top of the lane's body.

    Without a card it is the gap in which a lifted card would be dropped.
    """

    card: Card | None
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap for lifted cards: where, how high, and the cards that are lifted."""

    place: Place
    height: int
    lifted: frozenset[int]


@dataclass(slots=True)
class LaneBox:
    """A lane on the board; `top` in board coordinates."""

    lane: Lane
    top: int = 0
    head: int = 36
    body: int = 0
    collapsed: bool = False
    rough: bool = False  # heights are guesses; `refine` makes them right
    cells: dict[State, list[Slot]] = field(default_factory=dict)

    @property
    def key(self) -> int | None:
        """The batch of this lane."""
        return self.lane.batch.id

    @property
    def height(self) -> int:
        """Header and body."""
        return self.head + (0 if self.collapsed else self.body)

    @property
    def body_top(self) -> int:
        """Where the cards begin."""
        return self.top + self.head


class BoardLayout:
    """Stacks lanes and cards for one width; `measure` tells a card's height at a width."""

    def __init__(self) -> None:
        self.lanes: list[LaneBox] = []
        self.width = 0
        self.column_width = LEAST_COLUMN
        self.spacing = ROOMY
        self.measure: Callable[[Card, int], int] = lambda _card, _width: 0
        self.guess: Callable[[Card], int] = lambda _card: 0
        self._by_key: dict[int | None, LaneBox] = {}
        self._where: dict[int, LaneBox] = {}
        self._gap: Gap | None = None

    # Building -------------------------------------------------------------------------------

    @property
    def card_width(self) -> int:
        """The width of every card."""
        return self.column_width - 2 * SIDE

    @property
    def board_width(self) -> int:
        """The width of all columns."""
        return self.column_width * len(COLUMNS)

    @property
    def height(self) -> int:
        """The height of all lanes."""
        return self._top_of_next()

    def set_width(self, width: int) -> bool:
        """Fit the columns into `width` px; True when every card must be laid out again."""
        column = max(LEAST_COLUMN, width // len(COLUMNS))
        changed = column != self.column_width
        self.width, self.column_width = width, column
        return changed

    def fill(
        self, lanes: Iterable[tuple[Lane, Iterable[Card]]], collapsed: set[int | None]
    ) -> None:
        """Lay out all lanes with their cards, which come in their order."""
        self.lanes = []
        self._by_key.clear()
        self._where.clear()
        for lane, cards in lanes:
            box = LaneBox(lane, head=self.spacing.head, collapsed=lane.batch.id in collapsed)
            box.rough = self._top_of_next() > NEAR
            self._fill_lane(box, cards)
            box.top = self._top_of_next()
            self.lanes.append(box)
            self._by_key[box.key] = box

    def _top_of_next(self) -> int:
        return self.lanes[-1].top + self.lanes[-1].height + 1 if self.lanes else 0

    def refine(self, box: LaneBox) -> int:
        """Give a rough lane its right heights; returns by how much it grew. `stack` afterwards."""
        before = box.height
        box.rough = False
        self._fill_lane(box, _cards_in(box))
        return box.height - before

    def refill(self, lane: Lane, cards: Iterable[Card]) -> None:
        """Lay out one lane again; call `stack` when all are done."""
        box = self._by_key[lane.batch.id]
        box.lane, box.rough = lane, False
        for slots in box.cells.values():
            for slot in slots:
                if slot.card is not None and self._where.get(slot.card.id) is box:
                    del self._where[slot.card.id]
        self._fill_lane(box, cards)

    def _fill_lane(self, box: LaneBox, cards: Iterable[Card]) -> None:
        width, guess, measure = self.card_width, self.guess, self.measure
        cells: dict[State, list[Slot]] = {column: [] for column in COLUMNS}
        for card in cards:
            height = guess(card) if box.rough else measure(card, width)
            cells[card.column].append(Slot(card, 0, height))
            self._where[card.id] = box
        gap = self._gap
        if gap is not None and gap.place.lane == box.key:
            cell = cells[gap.place.column]
            cell.insert(_index_among(cell, gap), Slot(None, 0, gap.height))
        box.cells = cells
        box.body = max(self._stack_cell(cell) for cell in cells.values())

    def _stack_cell(self, cell: list[Slot]) -> int:
        pad, gap = self.spacing.pad, self.spacing.gap
        y = pad
        for slot in cell:
            slot.y = y
            y += slot.height + gap
        return max(y - gap + pad + 2, 2 * pad + 22)

    def open_gap(self, gap: Gap | None) -> bool:
        """Open the gap for lifted cards, or close it; True when anything moved."""
        if gap == self._gap:
            return False
        touched = {one.place.lane for one in (gap, self._gap) if one is not None}
        self._gap = gap
        for key in touched:
            box = self._by_key.get(key)
            if box is not None:
                self._fill_lane(box, _cards_in(box))
        self.stack()
        return True

    def remeasure(self, middle: int = 0) -> None:
        """Lay out every card again, after the width or the density changed.

        What lies far from the height `middle` gets guesses at first; see `refine`.
        """
        for box in self.lanes:
            box.head = self.spacing.head
            box.rough = abs(box.top - middle) > NEAR
            self._fill_lane(box, _cards_in(box))
        self.stack()

    def stack(self) -> None:
        """Put the lanes below one another."""
        top = 0
        for box in self.lanes:
            box.top = top
            top += box.height + 1

    # Finding --------------------------------------------------------------------------------

    def lane(self, key: int | None) -> LaneBox | None:
        """The lane of a batch."""
        return self._by_key.get(key)

    def lane_at(self, y: int) -> LaneBox | None:
        """The lane at a height."""
        index = bisect_right(self.lanes, y, key=lambda box: box.top) - 1
        if index < 0:
            return None
        box = self.lanes[index]
        return box if y < box.top + box.height else None

    def lanes_between(self, top: int, bottom: int) -> Iterator[LaneBox]:
        """Lanes that show between two heights."""
        first = max(0, bisect_right(self.lanes, top, key=lambda box: box.top) - 1)
        for box in self.lanes[first:]:
            if box.top > bottom:
                return
            yield box

    def column_at(self, x: int) -> State:
        """The column at, or nearest to, a distance from the left."""
        return COLUMNS[min(max(0, x // self.column_width), len(COLUMNS) - 1)]

    def column_left(self, column: State) -> int:
        """Where a column begins."""
        return COLUMNS.index(column) * self.column_width

    def slots_between(self, box: LaneBox, column: State, top: int, bottom: int) -> list[Slot]:
        """Cards of a cell that show between two heights of the board."""
        slots = box.cells[column]
        first = max(0, bisect_right(slots, top - box.body_top, key=lambda slot: slot.y) - 1)
        last = bisect_right(slots, bottom - box.body_top, key=lambda slot: slot.y)
        return slots[first:last]

    def rect(self, box: LaneBox, column: State, slot: Slot) -> QRect:
        """The rectangle of a card."""
        left = self.column_left(column) + SIDE
        return QRect(left, box.body_top + slot.y, self.card_width, slot.height)

    def rect_of(self, id: int) -> QRect:
        """The rectangle of a card by its id; null when it does not show."""
        place = self.place_of(id)
        box = self._where.get(id)
        if place is None or box is None or box.collapsed:
            return QRect()
        return self.rect(box, place.column, box.cells[place.column][place.index])

    def lane_of(self, id: int) -> LaneBox | None:
        """The lane in which a card stands."""
        return self._where.get(id)

    def place_of(self, id: int) -> Place | None:
        """Where a card stands."""
        box = self._where.get(id)
        if box is None:
            return None
        for column, slots in box.cells.items():
            for index, slot in enumerate(slots):
                if slot.card is not None and slot.card.id == id:
                    return Place(box.key, column, index)
        return None

    def card_at(self, x: int, y: int) -> Card | None:
        """The card at a point."""
        box = self.lane_at(y)
        if box is None or box.collapsed or not 0 <= x < self.board_width:
            return None
        column = self.column_at(x)
        for slot in self.slots_between(box, column, y, y):
            if slot.card is not None and self.rect(box, column, slot).contains(x, y):
                return slot.card
        return None

    def drop_place(self, x: int, y: int, lifted: frozenset[int]) -> Place | None:
        """Where lifted cards dropped at a point would stand, counted without them.

        A collapsed lane, and any lane's header, takes them at the end of the column. The open
        gap is left out of the reckoning, or it would flicker under the pointer.
        """
        box = self.lane_at(y)
        if box is None or not 0 <= x < self.board_width:
            return None
        column = self.column_at(x)
        cards = [slot for slot in box.cells[column] if slot.card is not None]
        rest = sum(1 for slot in cards if slot.card is not None and slot.card.id not in lifted)
        if box.collapsed or y < box.body_top:
            return Place(box.key, column, rest)
        index, top = 0, box.body_top + self.spacing.pad
        for slot in cards:
            if y < top + slot.height // 2:
                break
            top += slot.height + self.spacing.gap
            if slot.card is not None and slot.card.id not in lifted:
                index += 1
        return Place(box.key, column, index)

    def cards_of(self, lane: int | None, column: State) -> list[Card]:
        """The cards of a cell, in their order."""
        box = self._by_key.get(lane)
        if box is None:
            return []
        return [slot.card for slot in box.cells[column] if slot.card is not None]


def _cards_in(box: LaneBox) -> list[Card]:
    return [slot.card for cell in box.cells.values() for slot in cell if slot.card is not None]


def _index_among(cell: list[Slot], gap: Gap) -> int:
    """The index in a cell that still shows the lifted cards, from one that leaves them out."""
    left = gap.place.index
    for index, slot in enumerate(cell):
        if slot.card is not None and slot.card.id in gap.lifted:
            continue
        if not left:
            return index
        left -= 1
    return len(cell)
