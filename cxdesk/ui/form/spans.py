"""Text of several inks and weights in one flow of wrapped lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from cxdesk.ui import type as typeface
from cxdesk.ui.theme import Theme

_GAP = 6


class Span(NamedTuple):
    """Words in one ink (a colour of Theme), weight 400-700, size in px; `below` on a new line."""

    text: str
    ink: str = "text"
    weight: int = 400
    px: int = 13
    below: bool = False


class Flow:
    """Spans laid out in a width, lines of `line` px; never elided."""

    def __init__(self, spans: Sequence[Span], width: float, line: int = 18) -> None:
        self._parts: list[tuple[QTextLayout, str]] = []
        self._line = line
        x, y = 0.0, 0.0
        for span in spans:
            if not span.text:
                continue
            x += _GAP if x else 0
            if x and (span.below or x + min(_first_word(span), width) > width):
                x, y = 0.0, y + line
            x, y = self._lay(span, width, x, y)
        self.height = int(y) + line if self._parts else line

    def _lay(self, span: Span, width: float, x: float, y: float) -> tuple[float, float]:
        layout = QTextLayout(" ".join(span.text.split()), _font(span))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        end, at = x, y
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width - x))
            line.setPosition(QPointF(x, y + (self._line - line.height()) / 2))
            end, at = x + line.naturalTextWidth(), y
            x, y = 0.0, y + self._line
        layout.endLayout()
        self._parts.append((layout, span.ink))
        return end, at

    def paint(self, p: QPainter, at: QPointF, theme: Theme, *, faded: bool = False) -> None:
        """Paint with the top left corner `at`."""
        for layout, ink in self._parts:
            color = getattr(theme, ink)
            p.setPen(theme.faded(color) if faded else color)
            layout.draw(p, at)


@lru_cache(maxsize=1024)
def flow(spans: tuple[Span, ...], width: float, line: int) -> Flow:
    """The same as `Flow`, kept: layouts ask for the same heights again and again."""
    return Flow(spans, width, line)


def natural_width(spans: Sequence[Span]) -> float:
    """The px of one unbroken line."""
    shown = [span for span in spans if span.text]
    return sum(_advance(span) for span in shown) + _GAP * max(0, len(shown) - 1)


def plain(spans: Sequence[Span]) -> str:
    """The words alone."""
    return " ".join(span.text for span in spans if span.text)


def _font(span: Span) -> QFont:
    return typeface.font(span.px, span.weight)


@lru_cache(maxsize=2048)
def _advance(span: Span) -> float:
    return QFontMetricsF(_font(span)).horizontalAdvance(" ".join(span.text.split()))


def _first_word(span: Span) -> float:
    return _advance(span._replace(text=(span.text.split() or [""])[0]))
