"""The building blocks of the printed charter: its text styles, title, grids and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, chain
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from cxdesk.reports import fonts
from cxdesk.reports.page import HAIR, INDENT, INK, RULE, SOFT
from cxdesk.reports.paragraph import Paragraph
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import codes, day, money, number, span
from cxdesk.services.charter_page import CharterPage

# Stripes by `hue`; an organisation-wide initiative has the last. Told apart in grey by the name.
_STRIPES: Final = tuple(map(HexColor, (0x2F6CB3, 0x179C90, 0x553A77, 0xD75473, 0x7F8026, 0x485159)))
_FRAME: Final = HexColor(0x777777)

NOT_WRITTEN: Final = "Not written yet"

_BASE: Final = ParagraphStyle("base", fontName=fonts.REGULAR, textColor=INK, splitLongWords=1)
BODY: Final = ParagraphStyle("body", _BASE, fontSize=9.5, leading=13)
CELL: Final = ParagraphStyle("cell", _BASE, fontSize=9, leading=12)
CELL_BOLD: Final = ParagraphStyle("cell bold", CELL, fontName=fonts.SEMIBOLD)
CELL_RIGHT: Final = ParagraphStyle("cell right", CELL, alignment=TA_RIGHT)
CELL_RIGHT_BOLD: Final = ParagraphStyle("cell right bold", CELL_RIGHT, fontName=fonts.SEMIBOLD)
LABEL: Final = ParagraphStyle("label", _BASE, fontSize=8, leading=11, textColor=SOFT)
NOTE: Final = ParagraphStyle("note", LABEL)
SUBHEAD: Final = ParagraphStyle("subhead", CELL_BOLD, leading=13, keepWithNext=1)
HEAD: Final = ParagraphStyle(
    "head", _BASE, fontName=fonts.MEDIUM, fontSize=8, leading=11, textColor=RULE
)
_HEAD_RIGHT: Final = ParagraphStyle("head right", HEAD, alignment=TA_RIGHT)
_FACT_LABEL: Final = ParagraphStyle("fact label", LABEL, leading=10.3)
_FACT: Final = ParagraphStyle("fact", _BASE, fontSize=9.5, leading=12)
_TITLE: Final = ParagraphStyle("title", _BASE, fontName=fonts.DISPLAY, fontSize=22.5, leading=26)

# An empty cell would otherwise name Helvetica, which is not embedded.
_FONT: Final = ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)

Cell = list[Flowable]
_MEASURED: Final = 60  # rows whose words are measured
_SAMPLE: Final = 400  # characters of a cell
_SHORT_CELL: Final = 12  # letters of a cell that stands on one line
_EASY_WORD: Final = 5  # letters that fit in any column
_CELL_GAP: Final = 8.6  # points a cell takes beside its text
_WIDEST: Final = 0.3  # of the table a word may take
_GIVES: Final = 0.7  # of its width a column keeps where others need it
_LONGEST_CELL: Final = 20  # paragraphs
_LONGEST_FACT: Final = 400  # characters
_LONGEST_TITLE: Final = 400  # characters


def stripe(hue: int) -> HexColor:
    """The colour of a domain by its hue 0-5, where 5 is Org; higher hues repeat the first five."""
    return _STRIPES[hue if hue <= 5 else hue % 5]


class TitleBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Code, domain and title beside the domain's stripe, from margin to margin."""

    def __init__(self, text: Typesetter, code: str, domain: str, hue: int, title: str) -> None:
        super().__init__()
        self._text, self._code, self._domain, self._hue = text, code, domain, hue
        self._title = text.line(title, _TITLE)
        text.runs(code + domain, fonts.REGULAR)  # to know at once what has no font
        self._inset = 15.0 - INDENT

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width
        _, title = self._title.wrap(width - self._inset, height)
        self.height = 18 + max(title, _TITLE.leading)
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, text, top = self.canv, self._text, self.height
        canvas.setFillColor(stripe(self._hue))
        canvas.roundRect(-INDENT, 0, 5, self.height - 2.2, 0.9, stroke=0, fill=1)
        canvas.setFillColor(RULE)
        code = text.fitted(self._code, fonts.MEDIUM, 9.5, self.width / 2)
        x = text.draw(canvas, self._inset, top - 13, code, fonts.MEDIUM, 9.5) + 6
        if self._domain:
            domain = text.fitted(self._domain, fonts.SEMIBOLD, 8.5, self.width - x - 13)
            room = text.width(domain, fonts.SEMIBOLD, 8.5)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.75)
            canvas.roundRect(x, top - 17, room + 13, 15, 2, fill=0)
            text.draw(canvas, x + 6.5, top - 12.8, domain, fonts.SEMIBOLD, 8.5)
        self._title.drawOn(canvas, self._inset, 1.2)


def title_block(
    text: Typesetter, code: str, domain: str, hue: int, title: str
) -> list[Flowable]:  # fmt: skip
    """The title beside its stripe; of one that a page might not hold the beginning, then all."""
    if len(title) <= _LONGEST_TITLE:
        return [TitleBlock(text, code, domain, hue, title)]
    cut = f"{title[:_LONGEST_TITLE].rstrip()}…"
    return [TitleBlock(text, code, domain, hue, cut), Spacer(1, 6), *text.paragraphs(title, BODY)]


class CheckBox(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """An empty square to tick on paper, on a line so high."""

    def __init__(self, line: float = 12.0) -> None:
        super().__init__()
        self._line = line

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return 9, self._line

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.9)
        self.canv.rect(0.5, self._line - 10.4, 8, 8)


def facts(
    text: Typesetter,
    items: Sequence[tuple[str, str]],
    shares: Sequence[float],
    width: float,
    *,
    outdented: bool = False,
) -> Table:
    """A framed grid of labelled values, as many columns as `shares` (fractions of the width).

    `outdented` starts it at the margin, where the section numbers stand.
    """
    # What may not fit on a page is split, and a table that is split keeps to the text.
    long = any(len(value) > _LONGEST_FACT for _, value in items)
    width += INDENT if outdented and not long else 0
    columns = len(shares)
    cells = [[text.line(label, _FACT_LABEL), text.line(value, _FACT)] for label, value in items]
    return Table(
        [cells[i : i + columns] for i in range(0, len(cells), columns)],
        colWidths=[share * width for share in shares],
        hAlign="RIGHT",  # a table wider than the text reaches out to the left
        splitInRow=int(long),
        style=[
            _FONT,
            ("BOX", (0, 0), (-1, -1), 0.9, _FRAME),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 7.7),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 4.7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


_SHARES: Final = (0.264, 0.224, 0.304, 0.208)
Fitting = Callable[[str, float, float, int], str]
"""Cuts words to a width, a size and some lines."""


def control_grid(
    page: CharterPage, text: Typesetter, width: float, fitting: Fitting | None = None
) -> Flowable:
    """The grid of what is said of a charter's initiative elsewhere."""
    priority = ", ".join(
        filter(None, (page.priority, f"benefit {page.benefit:.1f}" if page.benefit else ""))
    )
    effort = f"{number(page.effort)} person-days"
    items: list[tuple[str, str]] = [
        (f"Owner ({page.owner_role})" if page.owner_role else "Owner", page.owner or "Not named"),
        ("Batch", page.batch or "None"),
        ("Dates", span(page.start, page.end, short=True)),
        ("Batch deadline", day(page.deadline)),
        ("Cost and effort", f"{money(page.cost, page.currency)}, {effort}"),
        ("Priority", priority or "Not set"),
        ("Depends on", codes(page.depends_on)),
        ("Needed by", codes(page.needed_by)),
    ]
    if fitting is not None:
        rooms = [share * (width + INDENT) - 13 for share in _SHARES * 2]
        items = [
            (fitting(label, room, 8, 1), fitting(value, room, 9.5, 2))
            for (label, value), room in zip(items, rooms, strict=True)
        ]
    return facts(text, items, _SHARES, width, outdented=True)


def ruled(
    head: Sequence[str | Flowable],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    width: float,
    *,
    right: Sequence[int] = (),
    gap: float = 16,
    tight: bool = False,
    extra: Sequence[Any] = (),
) -> Table:
    """A table with a strong line below its head, which is repeated, and a hairline below each row.

    `shares` are the columns' fractions of `width`; columns in `right` are aligned right, and what
    follows them begins `gap` points later. Words of the head are our own, never typed ones.
    `tight` rows stand closer.
    """
    parts = [_parts(row) for row in rows]
    ends = accumulate(map(len, parts))
    titles = [
        title
        if isinstance(title, Flowable)
        else Paragraph(title, _HEAD_RIGHT if column in right else HEAD)
        for column, title in enumerate(head)
    ]
    return Table(
        [titles, *chain.from_iterable(parts)],
        colWidths=[share * width for share in shares],
        hAlign="LEFT",
        repeatRows=1,
        splitInRow=1,
        style=[
            _FONT,
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, RULE),
            *(("LINEBELOW", (0, end), (-1, end), 0.5, HAIR) for end in ends),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            *(("RIGHTPADDING", (column, 0), (column, -1), 0) for column in right),
            *(("LEFTPADDING", (column + 1, 0), (column + 1, -1), gap) for column in right[-1:]),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2 if tight else 2.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 if tight else 2.6),
            ("TOPPADDING", (0, 0), (-1, 0), 0 if tight else 2),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 1.2 if tight else 2.5),
            *extra,
        ],
    )


def spread(
    text: Typesetter,
    rows: Sequence[Sequence[str | None]],
    shares: Sequence[float],
    width: float,
) -> tuple[float, ...]:
    """The shares of columns, moved so that long words stand whole where others have room for it.

    A column of None keeps its own.
    """
    room = [share * width for share in shares]
    least = [0.0] * len(room)
    for row in rows[:_MEASURED]:
        for column, cell in enumerate(row):
            typed = (cell or "")[:_SAMPLE].strip()
            for word in [typed] if len(typed) <= _SHORT_CELL else typed.split():
                if len(word) > _EASY_WORD:
                    wide = text.width(word, fonts.REGULAR, CELL.fontSize) + _CELL_GAP
                    if wide <= _WIDEST * width:  # else it is broken anyway
                        least[column] = max(least[column], wide)
    kept = [column for column, cell in enumerate(rows[0] if rows else ()) if cell is None]
    spare = [
        0.0 if column in kept else max(0.0, have - max(least[column], _GIVES * have))
        for column, have in enumerate(room)
    ]
    left = every = sum(spare)
    given = [0.0] * len(room)
    # Who lacks least comes first: a word that is broken all the same gains nothing.
    for lack, column in sorted((most - room[n], n) for n, most in enumerate(least)):
        if 0 < lack <= left:
            given[column] = lack
            left -= lack
    if left == every:
        return tuple(shares)
    loss = sum(given) / every
    parts = zip(room, given, spare, strict=True)
    return tuple((have + more - loss * less) / width for have, more, less in parts)


def _parts(row: Sequence[Cell]) -> list[list[Cell]]:
    """A row of very long cells as several, else every page would measure all that follows it."""
    longest = max(map(len, row))
    step = _LONGEST_CELL if longest > _LONGEST_CELL else max(longest, 1)
    return [
        [cell[start : start + step] for cell in row] for start in range(0, max(longest, 1), step)
    ]


def side_by_side(
    sides: Sequence[Cell], width: float, shares: Sequence[float] = (0.5165, 0.4835)
) -> list[Flowable]:
    """One or more texts, which stand in columns; a single one takes the whole width."""
    if len(sides) < 2:
        return [item for side in sides for item in side]
    if len(sides) != len(shares):
        shares = [1 / len(sides)] * len(sides)
    return [
        Table(
            [list(sides)],
            colWidths=[share * width for share in shares],
            splitInRow=1,
            style=[
                _FONT,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-2, 0), 14),
                ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ],
        )
    ]


class Linked(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Something that leads to another place of the document when it is clicked."""

    def __init__(self, inner: Flowable, key: str) -> None:
        super().__init__()
        self._inner, self._key = inner, key

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self.height = self._inner.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._inner.drawOn(self.canv, 0, 0)
        area = (0, 0, self.width, self.height)
        self.canv.linkRect("", self._key, area, relative=1, thickness=0)


def quotation(text: Typesetter, label: str, typed: str, width: float) -> list[Flowable]:
    """What is quoted, below its label and beside a line; nothing for no text."""
    words = typed.strip()
    if not words:
        return []
    quoted = words if len(words.splitlines()) > 1 or words[0] in '“"„«' else f"“{words}”"
    return [
        Table(
            [[[Paragraph(label, LABEL), *text.paragraphs(quoted, BODY)]]],
            colWidths=[width],
            splitInRow=1,
            style=[
                _FONT,
                ("LINEBEFORE", (0, 0), (0, -1), 1.6, HAIR),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ],
        ),
        Spacer(1, 5),
    ]


def signature_rows(
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    width: float,
    head: Sequence[str] = ("Approver", "Decision", "Date", "Signature"),
) -> list[Flowable]:
    """Who signs, one a row, with room and a line to sign on in the last column."""
    room = Spacer(1, 34)
    signed = [[*row[:-1], [room]] for row in rows]
    return [
        ruled(
            head,
            signed,
            shares,
            width,
            extra=[("LINEBELOW", (-1, 1), (-1, -1), 0.9, INK)],
        )
    ]
