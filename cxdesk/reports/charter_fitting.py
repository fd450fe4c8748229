"""What the charter on one page is made of: parts below hairlines, lines, room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from cxdesk.reports import bidi, fonts
from cxdesk.reports.page import HAIR, INDENT, INK
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day
from cxdesk.services.charter_page import ApprovalRow

LABELS: Final = 86.0  # points for the names of the parts, from the margin on
ABOVE: Final = 4.6  # points of a part over its text
BELOW: Final = 4.8
NAME: Final = ParagraphStyle(
    "part", fontName=fonts.SEMIBOLD, fontSize=9.5, leading=12, textColor=INK, splitLongWords=1
)
_SIGN: Final = 21.0  # points over a line to sign on


def high(content: Sequence[Flowable], width: float) -> float:
    """The height of flowables below each other, as a frame of reportlab sets them."""
    total = after = 0.0
    for place, each in enumerate(content):
        before = max(each.getSpaceBefore() - after, 0) if place else 0.0
        after = each.getSpaceAfter()
        total += before + each.wrap(width, 1e6)[1] + after
    return total - after


class PartOfPage(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A part below a hairline: its name at the margin, its text beside it. Enters the outline."""

    def __init__(self, title: str, content: list[Flowable], text: Typesetter) -> None:
        super().__init__()
        self._title, self._content = title, content
        self._name = text.line(title, NAME)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width + INDENT - LABELS
        name = self._name.wrap(LABELS - 10, height)[1]
        self.height = max(high(self._content, self.width), name) + ABOVE + BELOW
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, top = self.canv, self.height - ABOVE
        canvas.mark(self._title, canvas.absolutePosition(0, self.height)[1] - 12)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.5)
        canvas.line(-INDENT, self.height, LABELS - INDENT + self.width, self.height)
        high_name = self._name.wrap(LABELS - 10, top)[1]
        self._name.drawOn(canvas, -INDENT, top - high_name)
        after = 0.0
        for place, each in enumerate(self._content):
            top -= max(each.getSpaceBefore() - after, 0) if place else 0.0
            top -= each.wrap(self.width, 1e6)[1]
            each.drawOn(canvas, LABELS - INDENT, top)
            after = each.getSpaceAfter()
            top -= after


class Clipped(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Lines that are already broken."""

    def __init__(self, text: Typesetter, lines: Sequence[str], style: ParagraphStyle) -> None:
        super().__init__()
        self._text, self._lines, self._style = text, lines, style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self.height = width, len(self._lines) * self._style.leading
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        style = self._style
        self.canv.setFillColor(style.textColor)
        y = self.height - style.fontSize
        for line in self._lines:
            x = 0.0
            if bidi.runs_left(line):
                x = self.width - self._text.width(line, style.fontName, style.fontSize)
            self._text.draw(self.canv, x, y, line, style.fontName, style.fontSize)
            y -= style.leading


class SignLine(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A line to sign on, who signs below it, and what they said already."""

    def __init__(self, text: Typesetter, row: ApprovalRow | None, width: float) -> None:
        super().__init__()
        self._text = text
        who = "Name, date, signature" if row is None else row.name
        self._who = text.fitted(who, fonts.REGULAR if row is None else fonts.SEMIBOLD, 9, width)
        self._strong = row is not None
        said = row.decision if row else ""
        if row and row.on:
            said = ", ".join(filter(None, (said, day(row.on))))
        self._role = text.fitted(row.role if row else "", fonts.REGULAR, 8, width)
        self._said = text.fitted(said, fonts.REGULAR, 8, width)
        self._line = width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self.height = width, _SIGN + (34 if self._strong else 12)
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, text, y = self.canv, self._text, self.height - _SIGN
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        canvas.line(0, y, self._line, y)
        canvas.setFillColor(INK)
        face = fonts.SEMIBOLD if self._strong else fonts.REGULAR
        text.draw(canvas, 0, y - 10, self._who, face, 9)
        for place, line in enumerate(filter(None, (self._role, self._said)), 1):
            text.draw(canvas, 0, y - 10 - 11 * place, line, fonts.REGULAR, 8)
