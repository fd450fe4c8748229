"""The building blocks of the board's papers: their head, sections, notes to write and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from cxdesk.model.meetings import MeetingKind
from cxdesk.model.wording import thousands
from cxdesk.reports import fonts
from cxdesk.reports.charter_parts import BODY, CELL, CELL_BOLD, CELL_RIGHT, LABEL
from cxdesk.reports.page import HAIR, INDENT, INK, SOFT, SectionHead
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import number
from cxdesk.services.board_print_rows import BoardHead

FACES: Final = (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
_TITLE: Final = ParagraphStyle(
    "title", fontName=fonts.DISPLAY, fontSize=22.5, leading=26, textColor=INK, splitLongWords=1
)
_OVER: Final = ParagraphStyle(
    "over", fontName=fonts.REGULAR, fontSize=9.5, leading=14, textColor=SOFT, splitLongWords=1
)
_LEAST_ROOM: Final = 60.0  # points a section needs below its title, else it starts a new page
_LONG: Final = 400  # characters that might not fit on a page in one piece
_LINE: Final = 21.0  # points between lines to write on
_LEAST_NOTES: Final = 3  # lines; with less room there are none

Cell = list[Flowable]


class Outdented(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Something that begins at the margin, left of the text."""

    def __init__(self, inner: Flowable) -> None:
        super().__init__()
        self._inner = inner

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        _, high = self._inner.wrap(width + INDENT, height)
        return width, high

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._inner.drawOn(self.canv, -INDENT, 0)


class Mark(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """An entry of the outline, which takes no room."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return 0, 0

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self.canv.mark(self._title, self.canv.absolutePosition(0, 0)[1])


class NoteLines(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Lines to write on, down to the foot of the page; none where there is little room."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width
        self._lines = int((height - 16) // _LINE)
        self.height = 16 + self._lines * _LINE if self._lines >= _LEAST_NOTES else 0
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        if not self.height:
            return
        canvas = self.canv
        canvas.setFillColor(INK)
        canvas.setFont(fonts.SEMIBOLD, 9)
        canvas.drawString(0, self.height - 11, self._title)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.6)
        for line in range(self._lines):
            y = 1 + line * _LINE
            canvas.line(0, y, self.width, y)


class Box(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A square to tick, with a tick in it or without."""

    def __init__(self, *, ticked: bool = False) -> None:
        super().__init__()
        self._ticked = ticked

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return 9, 12

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        canvas.rect(0.5, 1.6, 8, 8)
        if self._ticked:
            canvas.setLineWidth(1.3)
            canvas.lines([(2.3, 5.6, 4.0, 3.8), (4.0, 3.8, 7.2, 7.8)])


def title(text: Typesetter, over: str, words: str) -> list[Flowable]:
    """A small line and the title below it, from the margin on."""
    lines = [text.line(over, _OVER), text.line(words, _TITLE)]
    return lines if len(over) > _LONG else [Outdented(line) for line in lines]


def board_line(head: BoardHead) -> str:
    """Which meeting it is: "Change board, meeting 3, out of cycle"."""
    urgent = ", out of cycle" if head.kind is MeetingKind.URGENT else ""
    return f"{head.board}, meeting {head.number}{urgent}"


class Sections:
    """Numbers the sections of a paper as they come."""

    def __init__(self, text: Typesetter) -> None:
        self._text, self.count = text, 0

    def section(self, words: str, content: Sequence[Flowable]) -> list[Flowable]:
        """A section with its number and title; nothing for no content."""
        if not content:
            return []
        self.count += 1
        self._text.runs(words, fonts.SEMIBOLD)
        return [CondPageBreak(_LEAST_ROOM), SectionHead(self.count, words), *content]


class Words:
    """Typed text as the parts of a table or a page."""

    def __init__(self, text: Typesetter, currency: str) -> None:
        self.text, self.unit = text, thousands(currency)

    def body(self, typed: str) -> Cell:
        """A text of the page."""
        return self.text.paragraphs(typed, BODY)

    def cell(self, typed: str) -> Cell:
        """A cell of a table."""
        return self.text.paragraphs(typed, CELL)

    def bold(self, typed: str) -> Cell:
        """A cell that stands out."""
        return self.text.paragraphs(typed, CELL_BOLD)

    def small(self, typed: str) -> Cell:
        """What is said beside something else."""
        return self.text.paragraphs(typed, LABEL)

    def figure(self, typed: str) -> Cell:
        """A number in a column of them."""
        return self.text.paragraphs(typed, CELL_RIGHT)

    def note(self, typed: str) -> Paragraph:
        """A remark on one line or some."""
        return self.text.line(typed, LABEL)

    def money(self, value: float) -> str:
        """An amount given in thousands: "220 k€"."""
        return f"{number(value)} {self.unit}"

    def asks(self, cost: float, days: float) -> str:
        """ "45 k€, 50 days"."""
        return f"{self.money(cost)}, {number(days)} days"
