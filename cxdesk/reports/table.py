"""A table on paper, as many pages as it takes: the head on each, long cells over several lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import accumulate
from math import inf
from typing import Any, Final, NamedTuple

from reportlab.platypus import Flowable, Spacer

from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.bidi import runs_left
from cxdesk.reports.office_parts import NOTE, dated_furniture, missing_note, office_title
from cxdesk.reports.page import HAIR, INK, RULE, build_pdf, text_width
from cxdesk.reports.stopping import stop_if_given_up
from cxdesk.reports.text import Typesetter
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.sheet import Sheet

_GAP: Final = 14.0  # points between two columns
_NARROW_GAP: Final = 9.0
_SIZE: Final = 9.0
_SMALL: Final = 8.0
_LEADING: Final = 1.33
_ABOVE: Final = 2.6  # points of a row over its first line
_BELOW: Final = 4.4
_SHORT: Final = 95.0  # names and dates stand on one line before longer texts get room
_EASY: Final = 190.0  # a column of texts so wide reads well
_WORD: Final = 150.0  # a word so wide, such as an address, is not cut if there is room
_LEAST: Final = 14.0
_MOST: Final = 12  # lines of a row that stay on one page
_MEASURED: Final = 12  # cells of a column
_SAMPLE: Final = 400  # characters of them
_STEP: Final = 100  # rows between two looks at whether anybody still waits


def table_pdf(
    sheet: Sheet,
    *,
    title: str,
    note: str,
    letterhead: Letterhead,
    on: date,
    paper: str = "A4",
) -> bytes:
    """The table as it is on the day `on`; equal arguments give equal bytes.

    `note` says below the title what is shown. `paper` is "A4" or "Letter", KeyError for another;
    it lies on its side when the columns need that, and they are set smaller when that is not
    enough.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    wide, look = _fitting(sheet, text, paper)
    rows = count(len(sheet.rows), "row") if sheet.rows else "No rows"
    furniture = dated_furniture(letterhead, title, on, rows)
    for line in (*furniture.left, title):
        text.runs(line, fonts.REGULAR)  # so that the note at the end knows of all that is missing
    story: list[Flowable] = [*office_title(text, title, note.strip()), Spacer(1, 8)]
    story.append(_Lines.of(look, sheet))
    if not sheet.rows:
        story += [Spacer(1, 8), text.line("No rows.", NOTE)]
    story += missing_note(text)
    return build_pdf(
        story, furniture, text, paper=paper, indent=0, wide=wide,
        title=f"{letterhead.program}: {title}", author=letterhead.program, subject=title,
    )  # fmt: skip


class _Piece(NamedTuple):
    """A row's cells as lines, or some of the lines of a long row; what a page holds whole."""

    cells: tuple[tuple[str, ...], ...]
    first: bool
    last: bool

    @property
    def lines(self) -> int:
        return max(map(len, self.cells), default=1)


@dataclass(frozen=True)
class _Look:
    """How all rows are set: size, widths of the columns, and which of them hold numbers."""

    text: Typesetter
    size: float
    gap: float
    widths: tuple[float, ...]
    right: tuple[bool, ...]

    def pieces(self, row: Sequence[str], face: str = fonts.REGULAR) -> list[_Piece]:
        """A row, in pieces of some lines if it is long."""
        cells = [
            tuple(self.text.wrapped(cell, face, self.size, width))
            for cell, width in zip(row, self.widths, strict=True)
        ]
        most = max(map(len, cells), default=1)
        return [
            _Piece(
                tuple(cell[start : start + _MOST] for cell in cells),
                not start, start + _MOST >= most,
            )
            for start in range(0, most, _MOST)
        ]  # fmt: skip

    def height(self, piece: _Piece) -> float:
        """The points it takes."""
        space = _ABOVE * piece.first + _BELOW * piece.last
        return piece.lines * self.size * _LEADING + space

    def draw(self, canvas: Any, piece: _Piece, top: float, face: str = fonts.REGULAR) -> None:
        """Draw a piece whose upper edge is at `top`."""
        x, start = 0.0, top - _ABOVE * piece.first - self.size
        for lines, width, right in zip(piece.cells, self.widths, self.right, strict=True):
            for place, line in enumerate(lines):
                at_right = right or runs_left(line)
                room = width - self.text.width(line, face, self.size) if at_right else 0.0
                y = start - place * self.size * _LEADING
                self.text.draw(canvas, x + room, y, line, face, self.size)
            x += width + self.gap


def table_rows(sheet: Sheet, text: Typesetter, paper: str) -> Flowable:
    """The rows under their head, for a document whose paper lies on its side."""
    return _Lines.of(_fitting(sheet, text, paper, on_side=True)[1], sheet)


def _fitting(
    sheet: Sheet, text: Typesetter, paper: str, *, on_side: bool = False
) -> tuple[bool, _Look]:
    """Whether the paper lies on its side, and how the rows are set on it."""
    natural, least, heads = _measured(sheet, text)
    gaps = max(0, len(natural) - 1)
    easy = sum(min(width, _EASY) for width in natural) + _GAP * gaps
    wide = on_side or easy > text_width(paper, indent=0)
    room = text_width(paper, indent=0, wide=wide)
    size, gap = _SIZE, _GAP
    if sum(least) + gap * gaps > room:
        size, gap = _SMALL, _NARROW_GAP
    scale = size / _SIZE
    natural, least, heads = ([each * scale for each in some] for some in (natural, least, heads))
    widths = _shared(natural, least, heads, room - gap * gaps)
    return wide, _Look(text, size, gap, tuple(widths), sheet.right)


def _measured(sheet: Sheet, text: Typesetter) -> tuple[list[float], list[float], list[float]]:
    """What each column would take on one line, what its longest word takes, and what its head."""
    natural, least, whole = [], [], []
    for column, title in enumerate(sheet.titles):
        # The longest by the number of characters are nearly always the widest.
        cells = (line for row in sheet.rows for line in row[column].splitlines() or ("",))
        longest = [cell[:_SAMPLE] for cell in nlargest(_MEASURED, cells, key=len)]
        words = (word for cell in longest for word in cell.split())
        heads = [text.width(word, fonts.MEDIUM, _SIZE) for word in title[:_SAMPLE].split()]
        # A head may stand on two lines; a cell had better stand on one.
        head = max([*heads, sum(heads) * 0.6])
        lines = [text.width(cell, fonts.REGULAR, _SIZE) for cell in longest]
        inked = [text.width(word, fonts.REGULAR, _SIZE) for word in words]
        natural.append(max([_LEAST, head, *lines]) + 0.5)
        least.append(min(max([_LEAST, *heads, *inked]) + 0.5, _WORD, natural[-1]))
        whole.append(text.width(title[:_SAMPLE], fonts.MEDIUM, _SIZE) + 0.5)
    return natural, least, whole


def _shared(
    natural: Sequence[float], least: Sequence[float], heads: Sequence[float], room: float
) -> list[float]:
    """The room given to the columns: each its least, then by what it still wants, heads last."""
    if not natural:
        return []
    if sum(least) > room:  # words are cut then
        return [width * room / sum(least) for width in least]
    widths = list(least)
    for most in (_SHORT, _EASY, inf):
        # Those that want least come first, so that as many as can be stand on one line.
        wanted = sorted((min(each, most) - widths[n], n) for n, each in enumerate(natural))
        for place, (want, n) in enumerate(wanted):
            fair = (room - sum(widths)) / (len(wanted) - place)
            widths[n] += max(0.0, min(want, fair))
    for n, head in enumerate(heads):
        widths[n] += max(0.0, min(head - widths[n], room - sum(widths)))
    spare = max(0.0, room - sum(widths)) / sum(widths)  # a table reaches the margin
    return [width * (1 + spare) for width in widths]


class _Lines(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Rows under their head, drawn line by line: a table of reportlab takes eight times as long.

    `ends` are the lower edges of all pieces; this part holds those from `start` to `stop`.
    """

    def __init__(
        self,
        look: _Look,
        head: _Piece,
        pieces: Sequence[_Piece],
        ends: Sequence[float],
        start: int,
        stop: int,
    ) -> None:
        super().__init__()
        self._look, self._head, self._pieces, self._ends = look, head, pieces, ends
        self._start, self._stop = start, stop

    @classmethod
    def of(cls, look: _Look, sheet: Sheet) -> _Lines:
        """All rows of a table."""
        head = look.pieces(sheet.titles, fonts.MEDIUM)[0]
        pieces: list[_Piece] = []
        for number, row in enumerate(sheet.rows):
            if not number % _STEP:
                stop_if_given_up()
            pieces += look.pieces(row)
        ends = list(accumulate(map(look.height, pieces), initial=0.0))
        return cls(look, head, pieces, ends, 0, len(pieces))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        columns = self._look.widths
        self.width = (
            min(width, sum(columns) + self._look.gap * (len(columns) - 1)) if columns else width
        )
        rows = self._ends[self._stop] - self._ends[self._start]
        self.height = self._look.height(self._head) + rows
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits in the height, and the rest under the head again; [] when nothing fits."""
        room = height - self._look.height(self._head) + self._ends[self._start]
        cut = min(bisect_right(self._ends, room + 1e-6) - 1, self._stop)
        if cut <= self._start:
            return []
        here = (self._look, self._head, self._pieces, self._ends)
        return [
            _Lines(*here, start, stop)
            for start, stop in ((self._start, cut), (cut, self._stop))
            if start < stop
        ]

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, look, top = self.canv, self._look, self.height
        canvas.setFillColor(RULE)
        look.draw(canvas, self._head, top, fonts.MEDIUM)
        top -= look.height(self._head)
        self._rule(top, RULE, 0.9)
        canvas.setFillColor(INK)
        for piece in self._pieces[self._start : self._stop]:
            look.draw(canvas, piece, top)
            top -= look.height(piece)
            if piece.last:
                self._rule(top, HAIR, 0.5)

    def _rule(self, y: float, colour: object, thick: float) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(thick)
        self.canv.line(0, y, self.width, y)
