"""Long lists on paper: rows of several lines under a title, with boxes to tick and room to write.

Drawn line by line, as `table.py` draws: ten thousand rows take seconds, not minutes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, NamedTuple

from reportlab.platypus import Flowable

from cxdesk.reports import fonts
from cxdesk.reports.bidi import runs_left
from cxdesk.reports.flow import DANGER, clipped
from cxdesk.reports.page import FILL, HAIR, INK, RULE, SOFT
from cxdesk.reports.stopping import Work
from cxdesk.reports.text import Typesetter

_GAP: Final = 12.0  # points between two columns
_LEADING: Final = 1.33
_ABOVE: Final = 2.6  # points of a row over its first line
_BELOW: Final = 4.4
_MOST: Final = 12  # lines of a row that stay on one page
_TITLE: Final = 11.0
_TITLE_LEADING: Final = 14.5
_TITLE_LINES: Final = 3
_NOTE_LEADING: Final = 11.0
_HEAD: Final = 8.0
_BOX: Final = 8.0
_BAND: Final = 8.5
_BAND_HIGH: Final = 14.0
_PAD: Final = 4.0  # of a band, left and right


class Words(NamedTuple):
    """Text of a cell on lines of its own; `ink` is a colour."""

    text: str
    face: str = fonts.REGULAR
    size: float = 9.0
    ink: Any = INK


def strong(text: str) -> Words:
    """What stands out in a row."""
    return Words(text, fonts.SEMIBOLD)


def small(text: str) -> Words:
    """What is said below something else."""
    return Words(text, size=8.0, ink=SOFT)


def wrong(text: str, size: float = 9.0) -> Words:
    """What is late, blocked or over; bold, so that it stands out in grey too."""
    return Words(text, fonts.SEMIBOLD, size, DANGER)


Cell = Sequence[Words]


class Row(NamedTuple):
    """A row. `box` is drawn in the first column, `ticked` or not; it may be `written` on."""

    cells: Sequence[Cell]
    box: bool = False
    ticked: bool = False
    written: bool = False


class Band(NamedTuple):
    """A line across all columns that says what the rows below it are."""

    text: str


AnyRow = Row | Band | Sequence[Cell]


@dataclass(frozen=True)
class Column:
    """A column: its head, its part of the width, whether it holds numbers or is to write in."""

    title: str
    share: float
    right: bool = False
    write: bool = False


_PLAIN: Final = Row(())


class _Line(NamedTuple):
    text: str
    face: str
    size: float
    ink: Any


class _Piece(NamedTuple):
    """A row, or some lines of a long one: what a page holds whole."""

    cells: tuple[tuple[_Line, ...], ...]
    high: float
    first: bool = True
    last: bool = True
    row: Row | Band = _PLAIN


class Columns:
    """The columns of a document's lists, `width` points wide, from `left` of the text on.

    `least` is the height of a row, so that there is room to write.
    """

    def __init__(
        self,
        text: Typesetter,
        columns: Sequence[Column],
        width: float,
        *,
        left: float = 0.0,
        least: float = 0.0,
    ) -> None:
        self.text, self.columns, self.width = text, tuple(columns), width
        self.left, self.least = left, least
        room = width - _GAP * (len(columns) - 1)
        every = sum(column.share for column in columns)
        self.widths = tuple(room * column.share / every for column in columns)
        heads = [(Words(each.title, fonts.MEDIUM, _HEAD, RULE),) for each in columns]
        self.head = _Piece(*self._set(heads))

    def pieces(self, row: AnyRow) -> list[_Piece]:
        """A row, in pieces of some lines if it is long."""
        if isinstance(row, Band):
            line = self.text.fitted(row.text, fonts.SEMIBOLD, _BAND, self.width - 2 * _PAD)
            return [_Piece(((_Line(line, fonts.SEMIBOLD, _BAND, SOFT),),), _BAND_HIGH, row=row)]
        if not isinstance(row, Row):
            row = Row(row)
        cells, high = self._set(row.cells)
        most = max(map(len, cells), default=1)
        if most <= _MOST:
            return [_Piece(cells, max(high, self.least), row=row)]
        found = []
        for start in range(0, most, _MOST):
            part = tuple(cell[start : start + _MOST] for cell in cells)
            first, last = not start, start + _MOST >= most
            found.append(_Piece(part, _high(part, first, last), first, last, row))
        return found

    def _set(self, row: Sequence[Cell]) -> tuple[tuple[tuple[_Line, ...], ...], float]:
        cells = tuple(
            tuple(
                _Line(line, words.face, words.size, words.ink)
                for words in cell
                if words.text
                for line in self.text.wrapped(words.text, words.face, words.size, width)
            )
            for cell, width in zip(row, self.widths, strict=True)
        )
        return cells, _high(cells, True, True)

    def draw(self, canvas: Any, piece: _Piece, top: float) -> None:
        """Draw a piece whose upper edge is at `top`."""
        if isinstance(piece.row, Band):
            self._draw_band(canvas, piece, top)
            return
        x, ink = 0.0, None
        text, bottom = self.text, top - piece.high
        for column, lines, width in zip(self.columns, piece.cells, self.widths, strict=True):
            y = top - _ABOVE * piece.first
            for line in lines:
                if line.ink is not ink:
                    ink = line.ink
                    canvas.setFillColor(ink)
                at_right = column.right or runs_left(line.text)
                room = width - text.width(line.text, line.face, line.size) if at_right else 0.0
                text.draw(canvas, x + room, y - line.size, line.text, line.face, line.size)
                y -= line.size * _LEADING
            if column.write and piece.row.written and piece.last:
                canvas.setStrokeColor(SOFT)
                canvas.setLineWidth(0.5)
                canvas.setDash(0.6, 1.8)
                canvas.line(x, bottom + _BELOW, x + width, bottom + _BELOW)
                canvas.setDash()
            x += width + _GAP
        if piece.row.box and piece.first:
            self._draw_box(canvas, top, ticked=piece.row.ticked)

    def _draw_band(self, canvas: Any, piece: _Piece, top: float) -> None:
        line = piece.cells[0][0]
        canvas.setFillColor(FILL)
        canvas.rect(0, top - piece.high, self.width, piece.high, stroke=0, fill=1)
        canvas.setFillColor(INK)
        self.text.draw(canvas, _PAD, top - piece.high + 4.2, line.text, line.face, line.size)

    def _draw_box(self, canvas: Any, top: float, *, ticked: bool) -> None:
        y = top - _ABOVE - _BOX - 1.6
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        canvas.rect(0.5, y, _BOX, _BOX)
        if ticked:
            canvas.setLineWidth(1.3)
            canvas.lines([(2.3, y + 4, 4.0, y + 2.2), (4.0, y + 2.2, 7.2, y + 6.2)])

    def rule(self, canvas: Any, y: float, ink: Any, thick: float) -> None:
        """A line across all columns."""
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(thick)
        canvas.line(0, y, self.width, y)


def _high(cells: Iterable[Sequence[_Line]], first: bool, last: bool) -> float:
    lines = max((sum(line.size for line in cell) * _LEADING for cell in cells), default=0.0)
    return max(lines, 9.0 * _LEADING) + _ABOVE * first + _BELOW * last


class Listing(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Rows under their title and their heads, which are repeated where a page ends between them."""

    def __init__(
        self,
        columns: Columns,
        rows: Iterable[AnyRow],
        title: str = "",
        note: str = "",
        *,
        marked: bool = True,
        work: Work | None = None,
    ) -> None:
        """`note` stands beside the title; `marked` puts the title into the outline.

        `work` hears of each row when it is set and when it is drawn.
        """
        super().__init__()
        self._work = work
        pieces = []
        for row in rows:
            pieces += columns.pieces(row)
            if work is not None:
                work.step()
        ends = list(accumulate((each.high for each in pieces), initial=0.0))
        self._take(columns, _Title.of(columns, title, note, marked), pieces, ends, 0, len(pieces))

    def _take(
        self,
        columns: Columns,
        title: _Title,
        pieces: Sequence[_Piece],
        ends: Sequence[float],
        start: int,
        stop: int,
    ) -> None:
        self._columns, self._title, self._pieces, self._ends = columns, title, pieces, ends
        self._start, self._stop = start, stop
        self.spaceBefore = 10.0 if title.lines else 0.0

    def _part(self, start: int, stop: int) -> Listing:
        part = Listing.__new__(Listing)
        Flowable.__init__(part)
        part._work = self._work
        part._take(self._columns, self._title, self._pieces, self._ends, start, stop)
        return part

    def _top(self) -> float:
        """The height of title and heads."""
        return self._title.high + self._columns.head.high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = self._columns.width
        self.height = self._top() + self._ends[self._stop] - self._ends[self._start]
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits in the height, and the rest under title and heads again; [] for nothing."""
        room = height - self._top() + self._ends[self._start]
        cut = min(bisect_right(self._ends, room + 1e-6) - 1, self._stop)
        if cut < self._stop and isinstance(self._pieces[cut - 1].row, Band):
            cut -= 1  # which stays with what it is about
        if cut <= self._start:
            return []
        if cut == self._stop:
            return [self]
        return [self._part(self._start, cut), self._part(cut, self._stop)]

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, columns, top = self.canv, self._columns, self.height
        canvas.translate(columns.left, 0)
        self._title.draw(canvas, columns, top, again=self._start > 0)
        top -= self._title.high
        columns.draw(canvas, columns.head, top)
        top -= columns.head.high
        columns.rule(canvas, top, RULE, 0.9)
        for piece in self._pieces[self._start : self._stop]:
            columns.draw(canvas, piece, top)
            top -= piece.high
            if piece.last:
                columns.rule(canvas, top, HAIR, 0.5)
                if self._work is not None:
                    self._work.step()


@dataclass(frozen=True)
class _Title:
    """The title of a listing on its lines; the note stands at its right, or below it if long."""

    lines: tuple[str, ...]
    note: str
    below: tuple[str, ...]
    marked: bool

    @classmethod
    def of(cls, columns: Columns, title: str, note: str, marked: bool) -> _Title:
        text, width = columns.text, columns.width
        side = text.width(note, fonts.REGULAR, 8) + _GAP if note else 0.0
        beside = side < width * 0.6
        room = width - (side if beside else 0.0)
        lines, _ = clipped(text, title, fonts.SEMIBOLD, _TITLE, room, _TITLE_LINES)
        below = [] if beside else text.wrapped(note, fonts.REGULAR, 8, width)[:_TITLE_LINES]
        return cls(tuple(filter(None, lines)), note if beside else "", tuple(below), marked)

    @property
    def high(self) -> float:
        """The points it takes."""
        return len(self.lines) * _TITLE_LEADING + len(self.below) * _NOTE_LEADING

    def draw(self, canvas: Any, columns: Columns, top: float, *, again: bool) -> None:
        """Draw it with its upper edge at `top`; `again` on a page that goes on with its rows."""
        if not self.lines:
            return
        text = columns.text
        if self.marked and not again:
            canvas.mark(self.lines[0], canvas.absolutePosition(0, top)[1] - 12)
        canvas.setFillColor(INK)
        y, end = top, 0.0
        for line in self.lines:
            y -= _TITLE_LEADING
            end = text.draw(
                canvas, 0, y + _TITLE_LEADING - _TITLE, line, fonts.SEMIBOLD, _TITLE
            )  # fmt: skip
        canvas.setFillColor(SOFT)
        base = y + _TITLE_LEADING - _TITLE
        if again:
            text.draw(canvas, end + 6, base, "continued", fonts.REGULAR, 8)
        elif self.note:
            room = text.width(self.note, fonts.REGULAR, 8)
            text.draw(canvas, columns.width - room, base, self.note, fonts.REGULAR, 8)
        for line in self.below:
            y -= _NOTE_LEADING
            text.draw(canvas, 0, y + 2.4, line, fonts.REGULAR, 8)
