"""Blank ballots on paper: one for each seat, on as many sheets as the tasks take.

Those of a secret round are the same, byte for byte: nothing on a sheet says which one it is. So a
ballot has no numbers of pages but its own, and nothing of what stands on every other document.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from cxdesk.model.wording import thousands
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import FACES
from cxdesk.reports.page import HAIR, INK, MARGIN, RULE, SOFT, sheet_size
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import long_day, number
from cxdesk.services.board_print_rows import BallotTask, PaperBallots, SeatRow

HOW: Final = (
    "Write 1 for the most important task, 2 for the next and so on: equal numbers tie, an empty "
    "box ranks a task below all numbered ones, a dash (–) is no opinion, an R that you are "
    "recused. Draw the line Not this cycle by writing at the end from which number on."
)
LINE: Final = "Not this cycle: from this number on"
LINE_NOTE: Final = "Leave it empty if every task that you numbered may be done this cycle."
_SIZE: Final = 11.5  # points of a title
_LEADING: Final = 15.0
_ROW: Final = 27.0  # points of a row of one line
_BOX: Final = (34.0, 20.0)
_MOST_LINES: Final = 6  # of a title
_END: Final = 104.0  # points of what stands below the last task


@dataclass(frozen=True, slots=True)
class _Row:
    task: BallotTask
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _ROW + (len(self.lines) - 1) * _LEADING


def ballots_pdf(ballots: PaperBallots, paper: str = "A4") -> bytes:
    """The ballots as a PDF; equal arguments give equal bytes. `paper` is "A4" or "Letter"."""
    fonts.register(*FACES)
    text, out, head = Typesetter(), BytesIO(), ballots.head
    size = sheet_size(paper)
    canvas = Canvas(
        out, pagesize=size, invariant=1, pageCompression=1, initialFontName=fonts.REGULAR,
        lang="en",
    )  # fmt: skip
    canvas.setTitle(plain(f"{head.name}: ballots"))
    canvas.setAuthor(plain(head.program))
    canvas.setSubject("Blank ballots")
    canvas.setCreator("cxdesk")
    sheet = _Sheet(canvas, text, ballots, size)
    for place, seat in enumerate(ballots.seats or (SeatRow("", "", ""),), 1):
        canvas.bookmarkPage(f"ballot-{place}")
        name = "" if ballots.secret else seat.words
        canvas.addOutlineEntry(plain(name) or f"Ballot {place}", f"ballot-{place}")
        sheet.ballot(None if ballots.secret else seat)
    canvas.save()
    return out.getvalue()


class _Sheet:
    """Draws ballots, the same way each time."""

    def __init__(
        self, canvas: Any, text: Typesetter, ballots: PaperBallots, size: tuple[float, float]
    ) -> None:
        self._canvas, self._text, self._it = canvas, text, ballots
        self._left, self._right = float(MARGIN), float(size[0] - MARGIN)
        self._top, self._low = float(size[1] - MARGIN), float(MARGIN + 18)
        room = self._right - self._left - _BOX[0] - 12 - 48 - 105
        self._rows = [
            _Row(task, self._titled(task.title, room)) for task in ballots.tasks
        ]  # fmt: skip

    def _titled(self, typed: str, room: float) -> tuple[str, ...]:
        lines = self._text.wrapped(" ".join(typed.split()), fonts.MEDIUM, _SIZE, room)
        if len(lines) > _MOST_LINES:
            last = " ".join(lines[_MOST_LINES - 1 :])[:200]
            kept = self._text.fitted(f"{last} …", fonts.MEDIUM, _SIZE, room)
            lines = [*lines[: _MOST_LINES - 1], kept if kept.endswith("…") else f"{kept}…"]
        return tuple(lines)

    def ballot(self, seat: SeatRow | None) -> None:
        """One ballot; `seat` is None in a secret round."""
        sheets = self._shared(seat)
        for count, rows in enumerate(sheets, 1):
            y = self._head(seat, whole=count == 1)
            y = self._table_head(y)
            for row in rows:
                y = self._row(row, y)
            if count == len(sheets):
                self._end(seat, y)
            self._foot(count, len(sheets))
            self._canvas.showPage()

    def _shared(self, seat: SeatRow | None) -> list[list[_Row]]:
        """The rows of each sheet; on the last there is room for what stands below them."""
        sheets: list[list[_Row]] = [[]]
        left = self._room(first=True)
        end = _END + (0 if seat is None else 46)
        for place, row in enumerate(self._rows):
            last = place == len(self._rows) - 1
            if sheets[-1] and row.height + (end if last else 0) > left:
                sheets.append([])
                left = self._room(first=False)
            sheets[-1].append(row)
            left -= row.height
        return sheets

    def _room(self, *, first: bool) -> float:
        head = 62.0
        if first:
            head = 78 + len(self._question()) * 20 + len(self._how()) * 13.5 + 30
        return self._top - self._low - head - 26

    def _question(self) -> list[str]:
        width = self._right - self._left
        return self._text.wrapped(self._it.question, fonts.SEMIBOLD, 15, width)[:6]

    def _how(self) -> list[str]:
        return self._text.wrapped(HOW, fonts.REGULAR, 10, self._right - self._left)

    def _say(
        self, x: float, y: float, words: str, face: str, size: float, colour: object = INK
    ) -> None:
        self._canvas.setFillColor(colour)
        self._text.draw(self._canvas, x, y, words, face, size)

    def _say_right(self, x: float, y: float, words: str, size: float) -> None:
        width = self._text.width(words, fonts.REGULAR, size)
        self._say(x - width, y, words, fonts.REGULAR, size)

    def _rule(self, y: float, colour: object = RULE, thick: float = 0.9) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.line(self._left, y, self._right, y)

    def _head(self, seat: SeatRow | None, *, whole: bool) -> float:
        it, head, top = self._it, self._it.head, self._top
        half = (self._right - self._left) / 2
        name = self._text.fitted(head.program, fonts.SEMIBOLD, 9, half)
        self._say(self._left, top - 6, name, fonts.SEMIBOLD, 9)
        board = f"{head.board}, {long_day(head.on)}"
        self._say(
            self._left, top - 18, self._text.fitted(board, fonts.REGULAR, 9, half),
            fonts.REGULAR, 9, SOFT,
        )  # fmt: skip
        kind = "Secret ballot" if it.secret else "Open ballot"
        kind = f"{kind}, round {it.round}" if it.round else kind
        whose = seat.words if seat is not None and seat.name else ""
        self._say_right(self._right, top - 6, kind, 9)
        if whose:
            self._say_right(
                self._right, top - 18, self._text.fitted(whose, fonts.REGULAR, 9, half), 9
            )
        self._rule(top - 30, INK, 1.5)
        y = top - 30
        if not whole:
            return y - 8
        y -= 34
        for line in self._question():
            self._say(self._left, y, line, fonts.SEMIBOLD, 15)
            y -= 20
        y -= 2
        for line in self._how():
            self._say(self._left, y, line, fonts.REGULAR, 10)
            y -= 13.5
        return y - 6

    def _table_head(self, y: float) -> float:
        y -= 12
        unit = thousands(self._it.head.currency)
        x = self._left + _BOX[0] + 12
        for at, words in ((self._left, "Rank"), (x, "Task")):
            self._say(at, y, words, fonts.MEDIUM, 8.5, SOFT)
        self._say_right(self._right - 52, y, unit, 8.5)
        self._say_right(self._right, y, "Days", 8.5)
        self._rule(y - 5)
        return y - 5

    def _row(self, row: _Row, y: float) -> float:
        canvas, bottom = self._canvas, y - row.height
        middle = (y + bottom) / 2
        self._box(self._left, middle)
        base = middle - 4 + (len(row.lines) - 1) * _LEADING / 2
        x = self._left + _BOX[0] + 12
        code = self._text.fitted(row.task.code, fonts.SEMIBOLD, _SIZE, 44)
        self._say(x, base, code, fonts.SEMIBOLD, _SIZE)
        for place, line in enumerate(row.lines):
            self._say(x + 48, base - place * _LEADING, line, fonts.MEDIUM, _SIZE)
        self._say_right(self._right - 52, base, number(row.task.cost), 10.5)
        self._say_right(self._right, base, number(row.task.days), 10.5)
        canvas.setLineWidth(0.5)
        self._rule(bottom, HAIR, 0.5)
        return bottom

    def _box(self, x: float, middle: float) -> None:
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(1.1)
        self._canvas.rect(x, middle - _BOX[1] / 2, *_BOX)

    def _end(self, seat: SeatRow | None, y: float) -> None:
        middle = y - 30
        self._box(self._left, middle)
        x = self._left + _BOX[0] + 12
        self._say(x, middle + 1, LINE, fonts.SEMIBOLD, _SIZE)
        self._say(x, middle - 13, LINE_NOTE, fonts.REGULAR, 9, SOFT)
        low = middle - 46
        self._canvas.rect(self._left, low - 5, 9, 9)
        self._say(
            self._left + 16, low - 3.5, "I abstain: this ballot compares nothing.",
            fonts.REGULAR, 10,
        )  # fmt: skip
        if seat is not None:
            low -= 50
            self._canvas.setStrokeColor(INK)
            self._canvas.setLineWidth(0.9)
            for at, words in ((self._left, "Signature"), (self._right - 150, "Date")):
                end = self._right - 170 if words == "Signature" else self._right
                self._canvas.line(at, low, end, low)
                self._say(at, low - 11, words, fonts.REGULAR, 8.5, SOFT)

    def _foot(self, count: int, sheets: int) -> None:
        y = self._low - 18
        secret = "Do not sign or mark this ballot otherwise: it is secret."
        said = secret if self._it.secret else "An open ballot: the minutes say who cast it."
        self._say(self._left, y, said, fonts.REGULAR, 8, SOFT)
        if sheets > 1:
            self._say_right(self._right, y, f"Sheet {count} of {sheets}: keep them together", 8)
