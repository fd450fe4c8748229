"""The scores on paper: the matrix of cost and benefit as drawn lines, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.lib.colors import Color, white
from reportlab.platypus import Flowable, PageBreak, Spacer

from cxdesk.analysis.matrix import Bubble, Plot, bubbles, quadrants, words
from cxdesk.model.wording import count, sign
from cxdesk.reports import fonts
from cxdesk.reports.charter_parts import stripe
from cxdesk.reports.office_parts import dated_furniture, missing_note, office_title
from cxdesk.reports.page import (
    FILL,
    HAIR,
    INK,
    RULE,
    SOFT,
    build_pdf,
    text_height,
    text_width,
)
from cxdesk.reports.table import table_rows
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import number
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.priorities import Ranked
from cxdesk.services.sheet import Sheet

TITLE: Final = "Scores: benefit for the cost"
_LEFT: Final = 30.0  # points before the plot, for the scale of benefit
_KEY: Final = 22.0  # above it, for the domains
_FOOT: Final = 26.0  # below it, for the scale of cost
_BIGGEST: Final = 24.0
_SIZE: Final = 8.0
_TINT: Final = 0.16
_QUADRANTS: Final = (
    ("Quick win", False, False), ("Major project", True, False),
    ("Fill-in", False, True), ("Reconsider", True, True),
)  # fmt: skip


def priorities_pdf(
    rows: Sequence[Ranked],
    sheet: Sheet,
    *,
    currency: str,
    note: str,
    letterhead: Letterhead,
    on: date,
    paper: str = "A4",
) -> bytes:
    """Matrix and table as they are on the day `on`, on paper that lies on its side.

    `note` says the weights and what is shown. Equal arguments give equal bytes; `paper` is "A4" or
    "Letter", KeyError for another.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    furniture = dated_furniture(letterhead, TITLE, on, count(len(rows), "initiative"))
    for line in furniture.left:
        text.runs(line, fonts.REGULAR)  # so that the note at the end knows of all that is missing
    width = text_width(paper, indent=0, wide=True)
    head = office_title(text, TITLE, note)
    room = text_height(paper, wide=True) - sum(each.wrap(width, 500)[1] for each in head) - 12
    table = table_rows(sheet, text, paper)
    story: list[Flowable] = [
        *head, Spacer(1, 8),
        MatrixPicture(text, rows, currency, width, room), PageBreak(), table,
    ]  # fmt: skip
    story += missing_note(text)
    return build_pdf(
        story, furniture, text, paper=paper, indent=0, wide=True,
        title=f"{letterhead.program}: {TITLE}", author=letterhead.program, subject=TITLE,
    )  # fmt: skip


class MatrixPicture(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The matrix, laid out by the same rules as on the screen."""

    def __init__(
        self, text: Typesetter, rows: Sequence[Ranked], currency: str, width: float, height: float
    ) -> None:
        super().__init__()
        self._text, self._rows, self._currency = text, rows, currency
        self.width, self.height = width, height
        self._plot = Plot(_LEFT, _KEY, width - _LEFT, height - _KEY - _FOOT)
        self._found = bubbles(rows, self._plot, _BIGGEST)
        self._words = words(self._found, self._plot, self._measure, _SIZE * 1.25)

    def _measure(self, text: str) -> float:
        return self._text.width(text, fonts.MEDIUM, _SIZE)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._ground()
        self._key()
        done = {row.id for row in self._rows if row.it.delivered}
        for bubble in self._found:
            self._bubble(bubble, bubble.id in done)
        self.canv.setFillColor(INK)
        for said in self._words:
            if said is not None:
                y = self.height - said.y - _SIZE * 0.36
                self._text.draw(self.canv, said.x, y, said.text, fonts.MEDIUM, _SIZE)

    def _ground(self) -> None:
        canvas, plot, text = self.canv, self._plot, self._text
        left, right = plot.left, plot.left + plot.width
        top, bottom = self.height - plot.top, self.height - plot.top - plot.height
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(FILL)
        canvas.setFillColor(SOFT)
        for n in range(1, 6):
            x, y = plot.x(n), self.height - plot.y(n)
            canvas.line(x, bottom, x, top)
            canvas.line(left, y, right, y)
            text.draw(canvas, x - 2.2, bottom - 10, str(n), fonts.REGULAR, _SIZE)
            text.draw(canvas, left - 9, y - 2.8, str(n), fonts.REGULAR, _SIZE)
        across, down = plot.split
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.7)
        canvas.line(across, bottom, across, top)
        canvas.line(left, self.height - down, right, self.height - down)
        canvas.setStrokeColor(HAIR)
        canvas.rect(left, bottom, plot.width, plot.height)
        said = "Cost 1–5: the mean of its band in money and its band in person-days"
        start = (left + right - text.width(said, fonts.REGULAR, _SIZE)) / 2
        text.draw(canvas, start, bottom - 21, said, fonts.REGULAR, _SIZE)
        canvas.saveState()
        canvas.translate(8, (top + bottom) / 2)
        canvas.rotate(90)
        text.draw(canvas, -24, 0, "Benefit 1–5", fonts.REGULAR, _SIZE)
        canvas.restoreState()
        counts = quadrants(self._found)
        for name, at_right, low in _QUADRANTS:
            said = f"{name}  {counts.get(name, 0):,}"
            x = right - 7 - text.width(said, fonts.SEMIBOLD, 9) if at_right else left + 7
            y = bottom + 7 if low else top - 14
            text.draw(canvas, x, y, said, fonts.SEMIBOLD, 9)

    def _key(self) -> None:
        """The domains, and how much the largest bubble stands for."""
        canvas, text, x, y = self.canv, self._text, _LEFT, self.height - 11
        for hue, name in sorted({(row.it.hue, row.it.domain) for row in self._rows}):
            said = text.fitted(name, fonts.REGULAR, _SIZE, 90)
            wide = text.width(said, fonts.REGULAR, _SIZE)
            if x + wide + 12 > self.width - 150:
                break
            canvas.setFillColor(stripe(hue))
            canvas.circle(x + 3.5, y, 3.5, stroke=0, fill=1)
            canvas.setFillColor(SOFT)
            text.draw(canvas, x + 10, y - 2.8, said, fonts.REGULAR, _SIZE)
            x += wide + 22
        if self._found:
            most = sum(point.size for point in self._found[0].points)
            said = f"Area: budget, the largest {number(round(most))} k{sign(self._currency)}"
            start = self.width - text.width(said, fonts.REGULAR, _SIZE)
            canvas.setFillColor(SOFT)
            text.draw(canvas, start, y - 2.8, said, fonts.REGULAR, _SIZE)

    def _bubble(self, bubble: Bubble[Ranked], done: bool) -> None:
        canvas = self.canv
        colour = SOFT if bubble.hue is None else stripe(bubble.hue)
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(1.3)
        canvas.setFillColor(white if done else _tint(colour))
        if done:
            canvas.setDash(2.2, 1.8)
        canvas.circle(bubble.x, self.height - bubble.y, bubble.radius - 0.6, fill=1)
        canvas.restoreState()


def _tint(colour: Color) -> Color:
    red, green, blue = (1 - _TINT * (1 - part) for part in (colour.red, colour.green, colour.blue))
    return Color(red, green, blue)
