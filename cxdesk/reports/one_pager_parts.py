"""A page drawn part by part: lines, rules and signs are put where they stand, then drawn at once.

What is put is measured before it is drawn, so that a page can be filled and never overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from reportlab.platypus import Flowable

from cxdesk.reports import fonts
from cxdesk.reports.flow import clipped
from cxdesk.reports.page import HAIR, INK, RULE, SOFT
from cxdesk.reports.signs import draw_sign
from cxdesk.reports.text import Typesetter

TITLE_HIGH: Final = 18.0
"""The points that the title of a block takes with the rule below it."""

_REST: Final = 15.0  # points of the line that says how many are left

_Draw = Callable[[Any], None]


class Block(NamedTuple):
    """A list under a title: how high a row is, how many there are, and what puts one.

    `put` gets the number of a row, its left edge, its upper edge and its width. `empty` is said
    where there is no row. `note` stands at the right of the title.
    """

    title: str
    rows: int
    high: float
    put: Callable[[int, float, float, float], None]
    empty: str
    note: str = ""
    total: int | None = None

    @property
    def all(self) -> int:
        """How many rows there would be on paper without an end."""
        return self.rows if self.total is None else self.total


class Page(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A page that is put together by coordinates: x from its left edge, y down from its top."""

    def __init__(self, text: Typesetter, width: float, height: float) -> None:
        super().__init__()
        self.text, self.width, self.height = text, width, height
        self._drawn: list[_Draw] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        for each in self._drawn:
            each(self.canv)

    # Putting --------------------------------------------------------------------------------

    def words(
        self, x: float, y: float, words: str, width: float, face: str = fonts.REGULAR,
        size: float = 9.0, ink: Any = INK, *, right: bool = False,
    ) -> float:  # fmt: skip
        """Put one line with its baseline at `y`, as much of it as `width` holds; where it ends."""
        if not words or width <= 0:
            return x
        fitted = self.text.fitted(words, face, size, width)
        room = self.text.width(fitted, face, size)
        start = x + width - room if right else x

        def draw(canvas: Any) -> None:
            canvas.setFillColor(ink)
            self.text.draw(canvas, start, self.height - y, fitted, face, size)

        self._drawn.append(draw)
        return start + room

    def lines(
        self, x: float, y: float, words: str, width: float, most: int, leading: float,
        face: str = fonts.REGULAR, size: float = 9.5, ink: Any = INK,
    ) -> float:  # fmt: skip
        """Put the words on `most` lines at the most, the first baseline at `y`; the height."""
        found, _ = clipped(self.text, words, face, size, width, most)
        for place, line in enumerate(found):
            self.words(x, y + place * leading, line, width + 1, face, size, ink)
        return len(found) * leading

    def rule(
        self, y: float, x: float = 0.0, width: float | None = None, *, hair: bool = False
    ) -> None:
        """Put a line across."""
        end = x + (self.width if width is None else width)

        def draw(canvas: Any) -> None:
            canvas.setStrokeColor(HAIR if hair else RULE)
            canvas.setLineWidth(0.5 if hair else 0.9)
            canvas.line(x, self.height - y, end, self.height - y)

        self._drawn.append(draw)

    def bar(
        self, x: float, y: float, width: float, high: float, share: float, ink: Any = INK
    ) -> None:
        """Put a bar with its upper edge at `y`: framed, and filled as far as `share`."""
        filled = width * min(max(share, 0.0), 1.0)

        def draw(canvas: Any) -> None:
            canvas.setFillColor(ink)
            if filled:
                canvas.rect(x, self.height - y - high, filled, high, stroke=0, fill=1)
            canvas.setStrokeColor(SOFT)
            canvas.setLineWidth(0.5)
            canvas.rect(x, self.height - y - high, width, high, stroke=1, fill=0)

        self._drawn.append(draw)

    def frame(self, x: float, y: float, width: float, high: float, columns: int) -> None:
        """Put a box of so many equal cells."""

        def draw(canvas: Any) -> None:
            foot = self.height - y - high
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.5)
            for place in range(1, columns):
                at = x + width * place / columns
                canvas.line(at, foot, at, foot + high)
            canvas.setStrokeColor(SOFT)
            canvas.setLineWidth(0.9)
            canvas.rect(x, foot, width, high, stroke=1, fill=0)

        self._drawn.append(draw)

    def sign(self, name: str, x: float, y: float, side: float, ink: Any = SOFT) -> None:
        """Put a sign with its upper edge at `y`."""

        def draw(canvas: Any) -> None:
            canvas.setFillColor(ink)
            canvas.setStrokeColor(ink)
            draw_sign(canvas, name, x, self.height - y - side, side)

        self._drawn.append(draw)

    def mark(self, title: str, y: float) -> None:
        """Put an entry of the outline."""

        def draw(canvas: Any) -> None:
            canvas.mark(title, canvas.absolutePosition(0, self.height - y)[1] - 12)

        self._drawn.append(draw)

    # Blocks ---------------------------------------------------------------------------------

    def block(self, block: Block, x: float, y: float, width: float, number: int) -> float:
        """Put a block with `number` of its rows, the last saying how many are left; its height."""
        self.mark(block.title, y)
        end = self.words(x, y + 11, block.title, width, fonts.SEMIBOLD, 10.5)
        self.words(end + 8, y + 11, block.note, x + width - end - 8, size=8, ink=SOFT, right=True)
        self.rule(y + TITLE_HIGH - 3, x, width)
        at = y + TITLE_HIGH
        if not block.rows:
            self.words(x, at + 9, block.empty, width, ink=SOFT)
            return TITLE_HIGH + 13
        shown = number if number >= block.all else number - 1
        for row in range(shown):
            block.put(row, x, at, width)
            at += block.high
            if row < number - 1:
                self.rule(at - 1.5, x, width, hair=True)
        if shown < block.all:
            rest = block.all - shown
            self.words(x, at + 9, f"and {rest:,} more", width, ink=SOFT)
            at += block.high
        return at - y


def shared(blocks: Sequence[Block], room: float) -> list[int]:
    """How many rows of each block so many points hold, given out in turn; two at least."""
    numbers = [min(block.all, 2) for block in blocks]
    grew = True
    while grew:
        grew = False
        for place, block in enumerate(blocks):
            if numbers[place] >= min(block.all, block.rows + 1):
                continue
            more = [*numbers[:place], numbers[place] + 1, *numbers[place + 1 :]]
            if sum(map(height, blocks, more)) <= room:
                numbers, grew = more, True
    return numbers


def height(block: Block, number: int) -> float:
    """The points that a block takes with so many rows, the last of which may say what is left."""
    if not block.rows:
        return TITLE_HIGH + 13.0
    left = min(block.high, _REST) if number < block.all else block.high
    return TITLE_HIGH + block.high * (number - 1) + left
