"""The plan: which bar stands in which lane and row, and where that is in px from the top."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxdesk.analysis.packing import pack
from cxdesk.model.wording import count as initiatives
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Heading, Key

ROW, BAR, PADDING = 37, 30, 4
"""px: a row, the bar in it, and what a lane leaves above and below its rows."""
FOLDED = 24

Reach = Callable[[Card], tuple[float, float]]
"""How far a bar reaches from left to right with what is said beside it, in any unit."""

Least = Callable[[Heading, int], int]
"""How many px a lane takes at least, by its heading and the number of bars without dates."""


@dataclass(slots=True)
class Row:
    """A line of bars from left to right; none overlaps the next."""

    ids: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # ordinals of first days
    ends: list[int] = field(default_factory=list)  # ordinals of last days

    def nearest(self, day: float) -> int:
        """The bar that covers a day, or is nearest to it; the row has one at least."""
        at = bisect_left(self.ends, day - 1)
        if at == len(self.ids):
            return self.ids[-1]
        before = at > 0 and day - self.ends[at - 1] < self.starts[at] - day
        return self.ids[at - 1 if before else at]


@dataclass(slots=True)
class Lane:
    """What belongs together, one row of bars or more. `count` is all it holds, `shown` what passes.

    `dateless` are those that have no dates yet and so no bar. `lead` is the px above the first
    row. Beside the table, `listed` are all that it lists, one a row, below a row for the heading.
    """

    heading: Heading
    top: int
    height: int
    rows: list[Row]
    count: int
    shown: int
    dateless: tuple[Card, ...]
    folded: bool = False
    lead: int = PADDING
    listed: tuple[Card, ...] = ()

    @property
    def bottom(self) -> int:
        """Where the next lane begins."""
        return self.top + self.height


def shown_words(shown: int, count: int) -> str:
    """How many initiatives a lane holds: "3 initiatives", "2 of 3 shown"."""
    return initiatives(count, "initiative") if shown == count else f"{shown:,} of {count:,} shown"


class Plan:
    """Lanes from top to bottom. `listed` gives every bar a row of its own, as the table has it."""

    def __init__(self) -> None:
        self.lanes: list[Lane] = []
        self.cards: dict[int, Card] = {}
        self._place: dict[int, tuple[Lane, int]] = {}
        self._tops: list[int] = []
        self._extent: tuple[date, date] | None = None
        self.height = 0
        # What `lay` was given the last time: the bars of each lane, and what they reached by.
        self._given: dict[Key, Sequence[Card]] = {}
        self._dress: object = None

    def lay(
        self,
        lanes: Sequence[tuple[Heading, int, Sequence[Card]]],
        reach: Reach,
        *,
        folded: Iterable[Key] = (),
        listed: bool = False,
        keep: bool = False,
        tidy: bool = False,
        least: Least | None = None,
        dress: object = None,
    ) -> None:
        """Place bars: `lanes` are headings with the number of all they hold and those that show.

        With `keep` bars stay in their rows where there is room; with `tidy` only where the lane
        has no more rows by that. `least` says how high a lane is at least. `dress` is all that
        `reach` goes by beside the bar: while it stays, so do lanes whose bars are the same.
        """
        before = self.rows_of() if keep else {}
        given, self._given = self._given, {heading.key: cards for heading, _, cards in lanes}
        old: dict[Key, Lane] = {}
        if keep and not tidy and not listed and dress is not None and dress == self._dress:
            old = {
                lane.heading.key: lane for lane in self.lanes
                if given.get(lane.heading.key) == self._given.get(lane.heading.key)
            }  # fmt: skip
        self._dress = None if listed else dress
        self._forget(lane for lane in self.lanes if lane.heading.key not in old)
        self.lanes, self._tops = [], []
        away, top = set(folded), 0
        for heading, count, cards in lanes:
            lane = old.get(heading.key)
            if lane is None:
                lane = self._new_lane(heading, cards, reach, before, listed=listed, tidy=tidy)
            lane.heading, lane.count, lane.shown = heading, count, len(cards)
            lane.top, lane.folded = top, heading.key in away
            if listed:
                lane.height = ROW if lane.folded else ROW + len(lane.rows) * ROW
            else:
                rows = max(len(lane.rows), 1)
                lane.height = FOLDED if lane.folded else rows * ROW + 2 * PADDING
            if least is not None and not listed and not lane.folded:
                lane.height = max(lane.height, least(heading, len(lane.dateless)))
            self.lanes.append(lane)
            self._tops.append(top)
            top += lane.height
        self.height = top
        starts = [row.starts[0] for lane in self.lanes for row in lane.rows if row.ids]
        ends = [row.ends[-1] for lane in self.lanes for row in lane.rows if row.ids]
        self._extent = None
        if starts:
            self._extent = date.fromordinal(min(starts)), date.fromordinal(max(ends))

    def _new_lane(
        self,
        heading: Heading,
        cards: Sequence[Card],
        reach: Reach,
        before: Mapping[int, int],
        *,
        listed: bool,
        tidy: bool,
    ) -> Lane:
        """A lane with its bars in rows; where it stands is not known yet."""
        dated = [card for card in cards if card.start is not None and card.end is not None]
        bare = tuple(card for card in cards if card.start is None or card.end is None)
        rows = _listed(cards) if listed else _packed(dated, reach, before)
        if tidy and before and not listed and len(fresh := _packed(dated, reach)) < len(rows):
            rows = fresh
        lane = Lane(heading, 0, 0, rows, 0, 0, bare)
        if listed:
            lane.lead, lane.listed = ROW + PADDING, tuple(cards)
        for number, row in enumerate(rows):
            for id in row.ids:
                self._place[id] = lane, number
        self.cards.update((card.id, card) for card in dated)
        return lane

    def _forget(self, lanes: Iterable[Lane]) -> None:
        for lane in lanes:
            for row in lane.rows:
                for id in row.ids:
                    del self._place[id], self.cards[id]

    def rows_of(self) -> dict[int, int]:
        """In which row of its lane each bar stands."""
        return {id: row for id, (_, row) in self._place.items()}

    # Where things are -----------------------------------------------------------------------

    def lane_of(self, id: int) -> Lane | None:
        """The lane of a bar."""
        place = self._place.get(id)
        return None if place is None else place[0]

    def place_of(self, id: int) -> tuple[Lane, int]:
        """The lane of a bar, and its row there. Raises KeyError for what has no bar."""
        return self._place[id]

    def row_at(self, y: float) -> tuple[Lane, int] | None:
        """The lane and row at a height; None where there is none."""
        lane = self.lane_at(y)
        if lane is None or lane.folded:
            return None
        row = int((y - lane.top - lane.lead) // ROW)
        return (lane, row) if 0 <= row < len(lane.rows) else None

    def next_row(self, lane: Lane, row: int, down: int) -> tuple[Lane, int] | None:
        """The row below (1) or above (-1), in another lane where this one ends."""
        at = self.lanes.index(lane)
        while True:
            row += down
            while not 0 <= row < len(lane.rows) or lane.folded:
                at += down
                if not 0 <= at < len(self.lanes):
                    return None
                lane = self.lanes[at]
                row = 0 if down > 0 else len(lane.rows) - 1
            if lane.rows[row].ids:  # beside the table, some have no bar
                return lane, row

    def top_of(self, id: int) -> int | None:
        """The upper edge of a bar; None where it has none, or its lane is folded."""
        place = self._place.get(id)
        if place is None or place[0].folded:
            return None
        lane, row = place
        return lane.top + lane.lead + row * ROW

    def lane_at(self, y: float) -> Lane | None:
        """The lane at a height."""
        at = bisect_right(self._tops, y) - 1
        return self.lanes[at] if at >= 0 and y < self.height else None

    def lanes_between(self, top: float, bottom: float) -> list[Lane]:
        """The lanes that reach between two heights."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        return self.lanes[first : bisect_right(self._tops, bottom)]

    def shown(
        self, top: float, bottom: float, first: float, last: float
    ) -> Iterator[tuple[int, Card]]:
        """The bars between two heights and two days (ordinals), each with its upper edge."""
        for y, row in self.rows_between(top, bottom):
            at = bisect_left(row.ends, first)
            while at < len(row.ids) and row.starts[at] <= last:
                yield y, self.cards[row.ids[at]]
                at += 1

    def rows_between(self, top: float, bottom: float) -> Iterator[tuple[int, Row]]:
        """The rows between two heights, each with the upper edge of its bars."""
        for lane in self.lanes_between(top, bottom):
            if lane.folded:
                continue
            low = max(int((top - lane.top - lane.lead) // ROW), 0)
            high = int((bottom - lane.top - lane.lead) // ROW) + 1
            for number in range(low, min(high, len(lane.rows))):
                yield lane.top + lane.lead + number * ROW, lane.rows[number]

    def at(self, y: float, first: float, last: float) -> Card | None:
        """The bar at a height, between two days (ordinals)."""
        return next((card for top, card in self.shown(y, y, first, last) if top <= y < top + BAR),
                    None)  # fmt: skip

    def order(self) -> list[int]:
        """All bars as one reads them: by lane, row and day."""
        return [id for lane in self.lanes if not lane.folded for row in lane.rows for id in row.ids]

    def extent(self) -> tuple[date, date] | None:
        """The first and the last day of all bars."""
        return self._extent


def _listed(cards: Sequence[Card]) -> list[Row]:
    """A row for each; that of one without dates is empty."""
    return [
        Row()
        if card.start is None or card.end is None
        else Row([card.id], [card.start.toordinal()], [card.end.toordinal()])
        for card in cards
    ]


def _packed(
    cards: Sequence[Card], reach: Reach, before: Mapping[int, int] | None = None
) -> list[Row]:
    """As few rows as there can be; `before` are the rows in which bars stay if they can."""
    kept = {card.id: before[card.id] for card in cards if card.id in before} if before else None
    places = pack([(card.id, *reach(card)) for card in cards], kept)
    rows = [Row() for _ in range(max(places.values(), default=-1) + 1)]
    bars = [
        (card.start.toordinal(), card.code, card.end.toordinal(), card.id)
        for card in cards if card.start is not None and card.end is not None
    ]  # fmt: skip
    bars.sort()
    for start, _, end, id in bars:
        row = rows[places[id]]
        row.ids.append(id)
        row.starts.append(start)
        row.ends.append(end)
    return rows
