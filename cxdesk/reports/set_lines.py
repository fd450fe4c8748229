"""Lines of text that reportlab's paragraphs cannot set: from the right, or of the far east."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from cxdesk.reports import bidi

if TYPE_CHECKING:
    from cxdesk.reports.text import Typesetter


class SetLines(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Text as typed in a style, as far as the typesetter's lines go; may hang from a mark.

    What is read from the right stands at the right, unless the style says where it stands.
    """

    def __init__(self, text: Typesetter, typed: str, style: ParagraphStyle, mark: str = "") -> None:
        super().__init__()
        self._text, self._typed, self.style, self._mark = text, typed, style, mark
        self._from_right = bidi.runs_left(typed)
        self._lines: list[str] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        style = self.style
        self.width = width
        room = max(width - style.leftIndent - style.rightIndent, style.fontSize)
        self._lines = self._text.wrapped(self._typed, style.fontName, style.fontSize, room)
        self.height = len(self._lines) * style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many lines as the height holds, and the rest; [] when that is none, or one of some."""
        self.wrap(width, height)
        count = int((height + 1e-6) / self.style.leading)
        if count >= len(self._lines):
            return [self]
        if count < 2:
            return []
        rest = ParagraphStyle(self.style.name, self.style, spaceBefore=0)
        return [
            SetLines(self._text, "\n".join(self._lines[:count]), self.style, self._mark),
            SetLines(self._text, "\n".join(self._lines[count:]), rest),
        ]

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        style, canvas, text = self.style, self.canv, self._text
        face, size = style.fontName, style.fontSize
        left, right = style.leftIndent, style.rightIndent
        if self._from_right:
            left, right = right, left
        canvas.setFillColor(style.textColor)
        y = self.height - size
        if self._mark:
            at, mark = style.bulletIndent, self._mark
            if self._from_right:
                mark = f"\N{RIGHT-TO-LEFT MARK}{mark}"
                at = self.width - at - text.width(mark, face, size)
            text.draw(canvas, at, y, mark, face, size)
        for line in self._lines:
            x, room = left, self.width - left - right - text.width(line, face, size)
            at_right = bidi.runs_left(line) if style.alignment == TA_LEFT else False
            if at_right or style.alignment == TA_RIGHT:
                x += room
            elif style.alignment == TA_CENTER:
                x += room / 2
            text.draw(canvas, x, y, line, face, size)
            y -= style.leading
