"""Where everything of a printed board stands: columns side by side, lanes from page to page.

Pure geometry, in points, y growing downwards from the top of the page's text. A lane that does not
fit breaks between two rows of cards; no card is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

GAP: Final = 5.0  # between columns, and between cards
PAD: Final = 4.0  # of a lane, above and below its cards
_FRESH: Final = 0.4  # of a page: a lane that fits on a fresh one does not begin in so little room


@dataclass(frozen=True, slots=True)
class Tile:
    """Columns that stand side by side: their numbers, left edges and widths."""

    columns: tuple[int, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    abreast: int  # cards side by side in a column


def tiles(
    filled: Sequence[bool],
    narrow: Sequence[float],
    room: float,
    least: float,
    most: float,
    deepest: int,
) -> list[Tile]:
    """All columns in as few tiles as hold them, evenly.

    `filled` says of each column whether it has cards: an empty one takes its `narrow` width. The
    others share the room, at `least` so wide; cards stand abreast where they would be wider than
    `most`, as many as the `deepest` cell holds.
    """
    wanted = [least if full else width for full, width in zip(filled, narrow, strict=True)]
    split: list[list[int]] = [[]]
    used = 0.0
    for column, width in enumerate(wanted):
        if split[-1] and used + width > room + 1e-6:
            split.append([])
            used = 0.0
        split[-1].append(column)
        used += width + GAP
    if all(filled) and len(split) > 1:  # as many in each
        each = -(-len(filled) // len(split))
        split = [
            list(range(start, min(start + each, len(filled))))
            for start in range(0, len(filled), each)
        ]
    widest = max(sum(filled[column] for column in columns) for columns in split) or 1
    made = []
    for columns in split:
        lefts, widths, share = _widths(columns, filled, narrow, room, least, widest)
        abreast = int((share + GAP) // (least + GAP)) if share > most else 1
        made.append(Tile(tuple(columns), lefts, widths, max(1, min(abreast, deepest))))
    return made


def _widths(
    columns: list[int],
    filled: Sequence[bool],
    narrow: Sequence[float],
    room: float,
    least: float,
    widest: int,
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Left edges and widths of the columns of a tile, and the width of those with cards."""
    full = sum(filled[column] for column in columns)
    empty = sum(narrow[column] for column in columns if not filled[column])
    share = (room - empty - GAP * (len(columns) - 1)) / full if full else 0.0
    if full < widest:  # no wider than the columns of a full tile
        share = min(share, max(least, (room - GAP * (widest - 1)) / widest))
    lefts, widths, x = [], [], 0.0
    for column in columns:
        width = share if filled[column] else narrow[column]
        lefts.append(x)
        widths.append(width)
        x += width + GAP
    return tuple(lefts), tuple(widths), share


class Part(NamedTuple):
    """A part of a lane on one page.

    `start` and `stop` are its first row of cards and the one after its last, column by column of
    the tile; `top` its upper edge, `head` the height of its head, `height` that of the whole.
    """

    lane: int
    top: float
    head: float
    height: float
    start: tuple[int, ...]
    stop: tuple[int, ...]
    continued: bool
    goes_on: bool


class LaneSize(NamedTuple):
    """A lane to be placed: its head, `again` where it is continued, its rows of cards by column."""

    lane: int
    head: float
    again: float
    rows: tuple[tuple[float, ...], ...]


def pages(lanes: Sequence[LaneSize], room: float) -> list[list[Part]]:
    """The lanes on pages whose text is `room` points high; one page at least."""
    made: list[list[Part]] = [[]]
    y = 0.0
    for lane in lanes:
        at: tuple[int, ...] = (0,) * len(lane.rows)
        whole = lane.head + _body(lane, at, tuple(map(len, lane.rows)))
        if y and whole > room - y and whole <= room and room - y < _FRESH * room:
            made.append([])
            y = 0.0
        continued, head = False, lane.head
        while True:
            stop = _fitting(lane, at, room - y - head)
            if not y and stop == at:  # higher than a page: it goes on below its edge
                stop = tuple(
                    min(begin + 1, len(rows)) for begin, rows in zip(at, lane.rows, strict=True)
                )
            stuck = any(
                end == begin < len(rows)
                for begin, end, rows in zip(at, stop, lane.rows, strict=True)
            )
            over = head + _body(lane, at, stop) > room - y + 1e-6
            if y and (over or (stuck and not continued)):
                made.append([])
                y = 0.0
                continue
            goes_on = any(end < len(rows) for end, rows in zip(stop, lane.rows, strict=True))
            height = head + _body(lane, at, stop)
            made[-1].append(Part(lane.lane, y, head, height, at, stop, continued, goes_on))
            y += height
            if not goes_on:
                break
            made.append([])
            y, at, continued, head = 0.0, stop, True, lane.again
    return made


def _fitting(lane: LaneSize, at: tuple[int, ...], room: float) -> tuple[int, ...]:
    """How far each column gets."""
    stops = []
    for begin, rows in zip(at, lane.rows, strict=True):
        used, end = 2 * PAD - GAP, begin
        while end < len(rows) and used + GAP + rows[end] <= room + 1e-6:
            used += GAP + rows[end]
            end += 1
        stops.append(end)
    return tuple(stops)


def _body(lane: LaneSize, at: tuple[int, ...], stop: tuple[int, ...]) -> float:
    """The height of the rows from `at` to `stop`, the margins of the lane included."""
    tallest = 0.0
    for begin, end, rows in zip(at, stop, lane.rows, strict=True):
        if end > begin:
            tallest = max(tallest, sum(rows[begin:end]) + GAP * (end - begin - 1))
    return tallest + 2 * PAD if tallest else 0.0
