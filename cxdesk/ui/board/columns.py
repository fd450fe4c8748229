"""The columns of the board: how wide each is, and which are folded into rails."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk.model.states import State
from cxdesk.services.grouping import Axis, Heading, Key

SIDE = 5  # px at the left and right of a column
LEAST = 150  # px of a column that shows cards
WISHED = 160  # px below which empty columns fold, so that the others keep their width
RAIL = 36  # px of a folded one


@dataclass(slots=True)
class Column:
    """A column on the board; a rail shows no cards, and takes drops."""

    heading: Heading
    left: int = 0
    width: int = LEAST
    rail: bool = False

    @property
    def key(self) -> Key:
        """What the cards of this column share."""
        return self.heading.key


class Columns:
    """Fits the columns into a width; those that the user folded, and empty ones, become rails."""

    def __init__(self) -> None:
        self.by = Axis.STATE
        self.all: list[Column] = []
        self.keys: list[Key] = []
        self.folded: set[Key] = set()  # by the user
        self.opened: set[Key] = set()  # empty ones that the user wants open
        self.rails: frozenset[Key] = frozenset()
        self.taking: frozenset[Key] = frozenset()
        self.open_width = LEAST
        self.width = 0
        self._room = 0
        self._empty: set[Key] = set()
        self._places: dict[Key, int] = {}

    def show(self, by: Axis, headings: Sequence[Heading]) -> None:
        """Show other columns; `fit` afterwards."""
        if by is not self.by:
            self.folded, self.opened = set(), set()
        self.by = by
        self.all = [Column(heading) for heading in headings]
        self.keys = [heading.key for heading in headings]
        self._places = {key: place for place, key in enumerate(self.keys)}
        self.taking = frozenset(key for key in self.keys if takes_new(by, key))

    def fit(self, room: int, empty: set[Key] | None = None) -> bool:
        """Fit into `room` px; `empty` are those without a card. True when cards must be remeasured.

        Empty ones fold only where the others would be narrower than cards like it.
        """
        if empty is not None:
            self._empty = empty
        before = (self.open_width, self.rails)
        self._room = room
        narrow = room < WISHED * (len(self.all) - len(self.folded)) + RAIL * len(self.folded)
        spare = self._empty - self.opened if narrow else set()
        rails = {key for key in self.keys if key in self.folded or key in spare}
        if len(rails) == len(self.keys) and not self.folded.issuperset(self.keys):
            rails = self.folded & set(self.keys)
        self.rails = frozenset(rails)
        open_ones = len(self.keys) - len(rails)
        free = room - RAIL * len(rails)
        self.open_width = max(LEAST, free // open_ones) if open_ones else LEAST
        left = 0
        for column in self.all:
            column.rail = column.key in rails
            column.left, column.width = left, RAIL if column.rail else self.open_width
            left += column.width
        self.width = left
        return (self.open_width, self.rails) != before

    def refit(self) -> bool:
        """Fit into the same room again."""
        return self.fit(self._room)

    def toggle(self, key: Key) -> None:
        """Fold a column or open it; `refit` afterwards."""
        if key in self.rails:
            self.folded.discard(key)
            self.opened.add(key)
        else:
            self.folded.add(key)
            self.opened.discard(key)

    def left(self, key: Key) -> int:
        """Where a column begins."""
        return self.all[self._places[key]].left

    def index(self, key: Key) -> int:
        """The place of a column, from the left."""
        return self._places[key]

    def at(self, x: int) -> Column:
        """The column at, or nearest to, a distance from the left."""
        place = bisect_right(self.all, x, key=lambda column: column.left) - 1
        return self.all[max(0, place)]

    def beside(self, key: Key, by: int) -> Key | None:
        """The key of the column `by` places further; None beyond the edge."""
        place = self._places[key] + by
        return self.keys[place] if 0 <= place < len(self.keys) else None

    def has(self, key: Key) -> bool:
        """Whether there is such a column."""
        return key in self._places


def takes_new(by: Axis, key: Key) -> bool:
    """Whether something new may begin in a column: what is new is in the backlog, and unrated."""
    if by is Axis.STATE:
        return key is State.BACKLOG
    return by is not Axis.QUADRANT


def plain(key: Key) -> str:
    """A key as it is kept on this computer and in saved views."""
    return "" if key is None else str(key)


def axis_of(kept: object, among: Sequence[Axis], otherwise: Axis) -> Axis:
    """The axis that was kept under its name, or `otherwise` for anything else."""
    return next((axis for axis in among if axis.value == kept), otherwise)
