"""Where everything on the board lies: lanes below one another, cards stacked in their cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from cxdesk.services.cards import Card, Lane
from cxdesk.services.grouping import Axis, Key, keys_of
from cxdesk.ui.board.columns import SIDE, Columns

NEAR = 2500  # px that are laid out exactly at once; what lies further waits until the window idles
FOOT = 26  # px below the cards of a cell that takes new ones


@dataclass(frozen=True, slots=True)
class Spacing:
    """Lengths that differ by density: a lane's header, above and below its cards, between them."""

    head: int
    pad: int
    gap: int


ROOMY = Spacing(36, 11, 8)
TIGHT = Spacing(32, 5, 2)  # 25 cards of one line in a column at 1080p


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the board: lane, column, and how many cards stand above it."""

    lane: Key
    column: Key
    index: int


@dataclass(slots=True)
class Slot:
    """A card in its cell; `y` counts from the top of the lane's body, `exact` is its height or not.

    Without a card it is the gap in which a lifted card would be dropped.
    """

    card: Card | None
    y: int
    height: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap for lifted cards: where, how high, and the cards that are lifted."""

    place: Place
    height: int
    lifted: frozenset[int]


@dataclass(slots=True, eq=False)
class LaneBox:
    """A lane on the board; `top` in board coordinates."""

    lane: Lane
    top: int = 0
    head: int = 36
    body: int = 0
    collapsed: bool = False
    rough: bool = False  # some heights are guesses; `refine` makes them right
    cells: dict[Key, list[Slot]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What the cards of this lane share."""
        return self.lane.heading.key

    @property
    def height(self) -> int:
        """Header and body."""
        return self.head + (0 if self.collapsed else self.body)

    @property
    def folded_away(self) -> int | None:
        """How many cards a collapsed lane holds."""
        return len(_cards_in(self)) if self.collapsed else None

    @property
    def body_top(self) -> int:
        """Where the cards begin."""
        return self.top + self.head


class BoardLayout:
    """Stacks lanes and cards for one width; `measure` tells a card's height at a width."""

    def __init__(self) -> None:
        self.lanes: list[LaneBox] = []
        self.columns = Columns()
        self.lanes_by = Axis.BATCH
        self.spacing = ROOMY
        self.measure: Callable[[Card, int], int] = lambda _card, _width: 0
        self.guess: Callable[[Card], int] = lambda _card: 0
        self._by_key: dict[Key, LaneBox] = {}
        self._where: dict[int, tuple[LaneBox, Key, Slot]] = {}
        self._gap: Gap | None = None
        # Heights of cards at one width, exact or not: a filter or a grouping changes none of them.
        self._heights: dict[int, tuple[Card, int, bool]] = {}
        self._heights_at = 0

    # Building -------------------------------------------------------------------------------

    @property
    def card_width(self) -> int:
        """The width of every card."""
        return self.columns.open_width - 2 * SIDE

    @property
    def height(self) -> int:
        """The height of all lanes."""
        return self._top_of_next()

    @property
    def head(self) -> int:
        """The height of a lane's header; there is none where all cards stand in one lane."""
        return 0 if self.lanes_by is Axis.NONE else self.spacing.head

    def fill(self, lanes: Iterable[tuple[Lane, Iterable[Card]]], collapsed: set[Key]) -> None:
        """Lay out all lanes with their cards, which come in their order."""
        self.lanes = []
        self._by_key.clear()
        self._where.clear()
        for lane, cards in lanes:
            box = LaneBox(lane, self._top_of_next(), self.head)
            box.collapsed = lane.heading.key in collapsed
            self._fill_lane(box, cards, 0)
            self.lanes.append(box)
            self._by_key[box.key] = box

    def _top_of_next(self) -> int:
        return self.lanes[-1].top + self.lanes[-1].height + 1 if self.lanes else 0

    def refill(self, lane: Lane, cards: Iterable[Card], middle: int = 0) -> None:
        """Lay out one lane again; call `stack` when all are done."""
        box = self._by_key[lane.heading.key]
        box.lane = lane
        for slots in box.cells.values():
            for slot in slots:
                if slot.card is not None and self._where[slot.card.id][0] is box:
                    del self._where[slot.card.id]
        self._fill_lane(box, cards, middle)

    def _fill_lane(self, box: LaneBox, cards: Iterable[Card], middle: int) -> None:
        """Stack the cards of a lane; what lies far from the height `middle` gets guesses."""
        width, guess, measure, where = self.card_width, self.guess, self.measure, self._where
        key_of, gap = keys_of(self.columns.by), self.spacing.gap
        cells: dict[Key, list[Slot]] = {key: [] for key in self.columns.keys}
        ends = dict.fromkeys(cells, box.body_top - middle)
        if width != self._heights_at:
            self._heights.clear()
            self._heights_at = width
        heights, rough = self._heights, False
        for card in cards:
            key = key_of(card)
            end = ends[key]
            near = -NEAR < end < NEAR
            held = heights.get(card.id)
            if held is None or held[0] is not card or near > held[2]:
                held = (card, measure(card, width) if near else guess(card), near)
                heights[card.id] = held
            height, exact = held[1], held[2]
            rough = rough or not exact
            ends[key] = end + height + gap
            slot = Slot(card, 0, height, exact)
            cells[key].append(slot)
            where[card.id] = (box, key, slot)
        box.rough = rough
        box.cells = cells
        if self._gap is not None and self._gap.place.lane == box.key:
            self._insert(box, self._gap)
        self._stack_lane(box)

    def _insert(self, box: LaneBox, gap: Gap) -> None:
        cell = box.cells[gap.place.column]
        cell.insert(_index_among(cell, gap), Slot(None, 0, gap.height))

    def _stack_lane(self, box: LaneBox) -> None:
        rails = self.columns.rails
        ends = {key: self._stack_cell(key, cell) for key, cell in box.cells.items()}
        box.body = max(
            (end for key, end in ends.items() if key not in rails),
            default=2 * self.spacing.pad + 22,
        )

    def _stack_cell(self, key: Key, cell: list[Slot]) -> int:
        pad, gap = self.spacing.pad, self.spacing.gap
        y = pad
        for slot in cell:
            slot.y = y
            y += slot.height + gap
        foot = FOOT if key in self.columns.taking else 0
        return max(y - gap + pad + 2 + foot, 2 * pad + 22)

    def refine(self, box: LaneBox, top: int, bottom: int, most: int = 1_000_000) -> int:
        """Make the heights right between two heights of the board, of `most` cards at once.

        Returns of how many cards; `stack` afterwards.
        """
        width, made, left = self.card_width, 0, False
        low, high = top - box.body_top, bottom - box.body_top
        for cell in box.cells.values():
            for slot in cell:
                if slot.exact or slot.card is None:
                    continue
                if made < most and slot.y <= high and slot.y + slot.height >= low:
                    slot.height, slot.exact = self.measure(slot.card, width), True
                    self._heights[slot.card.id] = (slot.card, slot.height, True)
                    made += 1
                else:
                    left = True
        box.rough = left
        if made:
            self._stack_lane(box)
        return made

    def open_gap(self, gap: Gap | None) -> bool:
        """Open the gap for lifted cards, or close it; True when anything moved."""
        if gap == self._gap:
            return False
        before, self._gap = self._gap, gap
        for one in (before, gap):
            box = self._by_key.get(one.place.lane) if one is not None else None
            if box is None or one is None:
                continue
            if one is before:
                cell = box.cells.get(one.place.column, [])
                cell[:] = [slot for slot in cell if slot.card is not None]
            else:
                self._insert(box, one)
            self._stack_lane(box)
        self.stack()
        return True

    def forget_heights(self) -> None:
        """Cards say something else from now on: what is known of their heights holds no more."""
        self._heights.clear()

    def remeasure(self, middle: int = 0) -> None:
        """Lay out every card again, after the width or the density changed.

        What lies far from the height `middle` gets guesses at first; see `refine`.
        """
        self.forget_heights()
        for box in self.lanes:
            box.head = self.head
            self._fill_lane(box, _cards_in(box), middle)
        self.stack()

    def stack(self) -> None:
        """Put the lanes below one another."""
        top = 0
        for box in self.lanes:
            box.top = top
            top += box.height + 1

    # Finding --------------------------------------------------------------------------------

    def lane(self, key: Key) -> LaneBox | None:
        """The lane of a key."""
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

    def slots_between(self, box: LaneBox, column: Key, top: int, bottom: int) -> Sequence[Slot]:
        """Cards of a cell that show between two heights of the board."""
        if column in self.columns.rails:
            return ()
        slots = box.cells[column]
        first = max(0, bisect_right(slots, top - box.body_top, key=lambda slot: slot.y) - 1)
        last = bisect_right(slots, bottom - box.body_top, key=lambda slot: slot.y)
        return slots[first:last]

    def rect(self, box: LaneBox, column: Key, slot: Slot) -> QRect:
        """The rectangle of a card."""
        left = self.columns.left(column) + SIDE
        return QRect(left, box.body_top + slot.y, self.card_width, slot.height)

    def rect_of(self, id: int) -> QRect:
        """The rectangle of a card by its id; null when it does not show."""
        found = self._where.get(id)
        if found is None or found[0].collapsed or found[1] in self.columns.rails:
            return QRect()
        return self.rect(*found)

    def lane_of(self, id: int) -> LaneBox | None:
        """The lane in which a card stands."""
        found = self._where.get(id)
        return None if found is None else found[0]

    def place_of(self, id: int) -> Place | None:
        """Where a card stands."""
        found = self._where.get(id)
        if found is None:
            return None
        box, column, slot = found
        index = bisect_left(box.cells[column], slot.y, key=lambda one: one.y)
        return Place(box.key, column, index)

    def around(self, id: int) -> Iterator[Card]:
        """The cards below one in its cell, those above it, then all of its lane."""
        place, box = self.place_of(id), self.lane_of(id)
        if place is not None and box is not None:
            cell = self.cards_of(place.lane, place.column)
            yield from cell[place.index + 1 :]
            yield from reversed(cell[: place.index])
            yield from _cards_in(box)

    def card_at(self, x: int, y: int) -> Card | None:
        """The card at a point."""
        box = self.lane_at(y)
        if box is None or box.collapsed or not 0 <= x < self.columns.width:
            return None
        column = self.columns.at(x).key
        for slot in self.slots_between(box, column, y, y):
            if slot.card is not None and self.rect(box, column, slot).contains(x, y):
                return slot.card
        return None

    def foot_of(self, box: LaneBox, column: Key) -> QRect:
        """Where a cell that takes new cards offers it; null where it does not."""
        if box.collapsed or column not in self.columns.taking or column in self.columns.rails:
            return QRect()
        cell = box.cells[column]
        end = cell[-1].y + cell[-1].height if cell else self.spacing.pad - 6
        return QRect(
            self.columns.left(column) + SIDE, box.body_top + end + 6, self.card_width, FOOT - 2
        )

    def drop_place(self, x: int, y: int, lifted: frozenset[int]) -> Place | None:
        """Where lifted cards dropped at a point would stand, counted without them.

        A collapsed lane or column, and any lane's header, takes them at the end of the cell. The
        open gap is left out of the reckoning, or it would flicker under the pointer.
        """
        box = self.lane_at(y)
        if box is None or not 0 <= x < self.columns.width:
            return None
        column = self.columns.at(x).key
        cards = [slot for slot in box.cells[column] if slot.card is not None]
        rest = sum(1 for slot in cards if slot.card is not None and slot.card.id not in lifted)
        if box.collapsed or y < box.body_top or column in self.columns.rails:
            return Place(box.key, column, rest)
        index, top = 0, box.body_top + self.spacing.pad
        for slot in cards:
            if y < top + slot.height // 2:
                break
            top += slot.height + self.spacing.gap
            if slot.card is not None and slot.card.id not in lifted:
                index += 1
        return Place(box.key, column, index)

    def cards_of(self, lane: Key, column: Key) -> list[Card]:
        """The cards of a cell, in their order."""
        box = self._by_key.get(lane)
        if box is None:
            return []
        return [slot.card for slot in box.cells.get(column, []) if slot.card is not None]


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
