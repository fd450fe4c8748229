"""The strategy on one page for the wall: north star, why, principles and outcomes with progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from cxdesk.reports import fonts
from cxdesk.reports.page import FILL, INK, PAPERS, RULE, SOFT, Furniture, build_pdf, text_width
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, long_day, number
from cxdesk.services.strategy_view import OutcomeRow, Principle, Strategy

NOT_WRITTEN: Final = "Not written yet"
_SCALES: Final = (1.0, 0.9, 0.8, 0.7, 0.6)  # the first at which all of it stands on one page
_ROOM: Final = 150.0  # points of a page's height that header, footer and margins take
_BARE: Final = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def poster_pdf(rows: Strategy, on: date, paper: str = "A4") -> bytes:
    """The poster as it is on the day `on`; equal arguments give equal bytes.

    Long texts are set smaller until one page holds them, and run on to a second one when even the
    smallest would not. `paper` is "A4" or "Letter"; KeyError for another.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    width, room = text_width(paper, indent=0), PAPERS[paper][1] - _ROOM
    for scale in _SCALES:
        text = Typesetter()
        story = _Poster(rows, text, width, scale).story()
        if _height(story, width, room) <= room:
            break
    review = f"Next review {day(rows.next_review)}" if rows.next_review else "No review planned"
    furniture = Furniture(
        left=rows.letterhead.lines,
        right=("Strategy", review),
        foot=lambda _: f"Strategy, {long_day(on)}",
        logo=rows.letterhead.logo,
    )
    for line in (*furniture.left, *furniture.right):
        text.runs(line, fonts.REGULAR)
    if text.note():
        story += [Spacer(1, 8), text.line(text.note(), _style("note", 8, 11, colour=SOFT))]
    return build_pdf(
        story, furniture, text, paper=paper,
        title=f"{rows.name}: strategy", author=rows.name, subject="Strategy poster", indent=0,
    )  # fmt: skip


def _height(story: Sequence[Flowable], width: float, room: float) -> float:
    gaps = sum(item.getSpaceBefore() + item.getSpaceAfter() for item in story)
    return float(gaps + sum(item.wrap(width, room)[1] for item in story))


def _style(
    name: str, size: float, leading: float, face: str = fonts.REGULAR, colour: object = INK
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=face, fontSize=size, leading=leading, textColor=colour, splitLongWords=1
    )


class _Poster:
    """Lays out one poster; sizes are those of the first scale times `scale`."""

    def __init__(self, rows: Strategy, text: Typesetter, width: float, scale: float) -> None:
        self.rows, self.text, self.width, self.scale = rows, text, width, scale
        # Never below 8 points: a poster is read from where one stands.
        self.star = self._sized("star", 25, 32, fonts.DISPLAY)
        self.body = self._sized("body", 11, 16)
        self.head = self._sized("head", 9, 12, fonts.MEDIUM, SOFT)
        self.name = self._sized("name", 12, 16, fonts.SEMIBOLD)
        self.big = ParagraphStyle(
            "big", self._sized("big", 16, 20, fonts.SEMIBOLD), alignment=TA_RIGHT
        )
        self.small = self._sized("small", 9, 13, colour=SOFT)

    def _sized(
        self,
        name: str,
        size: float,
        leading: float,
        face: str = fonts.REGULAR,
        colour: object = INK,
    ) -> ParagraphStyle:
        least = max(size * self.scale, 8.0)
        return _style(name, least, leading * least / size, face, colour)

    def story(self) -> list[Flowable]:
        """Everything on the page, from top to bottom."""
        rows, gap = self.rows, 22 * self.scale
        story: list[Flowable] = [self._heading("North star")]
        story += self.text.paragraphs(rows.north_star or NOT_WRITTEN, self.star)
        if rows.why.strip():
            story += [Spacer(1, 10 * self.scale), *self.text.paragraphs(rows.why, self.body)]
        story += [Spacer(1, gap), self._heading("Principles"), *self._principles()]
        story += [Spacer(1, gap), self._heading("Outcomes")]
        story += [self._outcome(row) for row in rows.outcomes] or [self._nothing()]
        return story

    def _heading(self, title: str) -> Flowable:
        return _Heading(self.text.line(title, self.head), 8 * self.scale)

    def _nothing(self) -> Flowable:
        return self.text.line(NOT_WRITTEN, self.body)

    def _principles(self) -> list[Flowable]:
        """In two columns, read row by row."""
        cells = [self._principle(each) for each in self.rows.principles]
        if not cells:
            return [self._nothing()]
        if len(cells) % 2:
            cells.append([])
        gap = 18.0
        half = (self.width - gap) / 2
        return [
            Table(
                [[left, "", right]],
                colWidths=[half, gap, half],
                hAlign="LEFT",
                splitInRow=1,
                style=[*_BARE, ("BOTTOMPADDING", (0, 0), (-1, -1), 9 * self.scale)],
            )
            for left, right in zip(cells[::2], cells[1::2], strict=True)
        ]

    def _principle(self, principle: Principle) -> list[Flowable]:
        said = self.text.paragraphs(principle.text, self.body)
        return [self.text.line(principle.name, self.name), *said]

    def _outcome(self, row: OutcomeRow) -> Flowable:
        """Name and figures, the share realised, and a bar from baseline to target."""

        def amount(value: float) -> str:
            return f"{number(value)} {row.unit}".strip()

        title = f"{row.code} {row.name}" + (", our headline" if row.headline else "")
        now = "no reading yet" if row.latest is None else f"now {amount(row.latest)}"
        figures = [f"{amount(row.baseline)} to {amount(row.target)} by {day(row.due)}", now]
        if row.owner:
            figures.append(row.owner)
        share = "" if row.realised is None else f"{row.realised:.0f} %"
        right = 70.0
        return Table(
            [
                [self.text.line(title, self.name), self.text.line(share, self.big)],
                [_Bar(self.width, row.realised or 0.0, 7 * self.scale), ""],
                [self.text.line(" · ".join(figures), self.small), ""],
            ],
            colWidths=[self.width - right, right],
            hAlign="LEFT",
            style=[
                *_BARE,
                ("SPAN", (0, 1), (1, 1)),
                ("SPAN", (0, 2), (1, 2)),
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("BOTTOMPADDING", (0, 0), (-1, 1), 3 * self.scale),
                ("BOTTOMPADDING", (0, 2), (-1, 2), 11 * self.scale),
            ],
        )


class _Heading(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A quiet word above a part, on a line across the page."""

    def __init__(self, line: Flowable, gap: float) -> None:
        super().__init__()
        self._line, self._gap = line, gap
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self._high = width, self._line.wrap(width, height)[1]
        return width, self._high + 3 + self._gap

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._line.drawOn(self.canv, 0, self._gap + 3)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.9)
        self.canv.line(0, self._gap, self.width, self._gap)


class _Bar(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """How far an outcome is from baseline (left) to target (right), in ink on grey."""

    def __init__(self, width: float, realised: float, high: float) -> None:
        super().__init__()
        self.width, self.height = width, high
        self._share = min(max(realised, 0.0), 100.0) / 100

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self.canv.setFillColor(FILL)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        if self._share:
            self.canv.rect(0, 0, self.width * self._share, self.height, stroke=0, fill=1)
