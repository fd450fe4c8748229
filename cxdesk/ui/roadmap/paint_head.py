"""The head of the timeline: bands of horizons, the axis, and the dates that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from cxdesk.services.roadmap_days import Mark, Tone, bands
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.ticks import ticks

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.canvas import Canvas

BAND, AXIS, MARKS = 22, 22, 34
"""px of the three rows."""
HEIGHT = BAND + AXIS + MARKS
_DIAMOND = 6
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def paint_head(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """Paint the three rows over everything that scrolls."""
    here, wide = theme.current(), canvas.viewport().width()
    if area.top() > HEIGHT:
        return
    p.fillRect(QRect(0, 0, wide, BAND), here.sunken)
    p.fillRect(QRect(0, BAND, wide, AXIS + MARKS), here.surface)
    plot = QRect(canvas.left, 0, wide - canvas.left, HEIGHT)
    p.setClipRect(plot)
    _paint_axis(p, canvas, plot, here)
    _paint_marks(p, canvas, here)
    _paint_bands(p, canvas, plot, here)
    p.setClipping(False)
    for y in (BAND, BAND + AXIS, HEIGHT - 1):
        p.fillRect(QRect(0, y, wide, 1), here.line if y < HEIGHT - 1 else here.line2)
    if canvas.left:
        p.setFont(typeface.SMALL_STRONG.font())
        p.setPen(here.text)
        p.drawText(QRect(14, BAND + AXIS, canvas.left - 14, MARKS), _MIDDLE, "Milestones")
        p.fillRect(QRect(canvas.left - 1, 0, 1, HEIGHT), here.line)


# Horizons -----------------------------------------------------------------------------------


def _paint_bands(p: QPainter, canvas: Canvas, plot: QRect, here: theme.Theme) -> None:
    short, mid = canvas.edges()
    scale = canvas.scale
    first, second = (canvas.left + scale.end_of(edge) for edge in (short, mid))
    edges = float(plot.left()), first, second, float(plot.right() + 1)
    grounds = here.press, here.hover, here.sunken
    for n, (letter, name, until) in enumerate(bands(short, mid)):
        left, right, ground = edges[n], edges[n + 1], grounds[n]
        low, high = max(left, plot.left()), min(right, plot.right() + 1)
        if high - low < 1:
            continue
        p.fillRect(QRectF(low, 0, high - low, BAND), ground)
        _paint_band(p, letter, name, until, low, high, here)
    for x, edge in ((first, short), (second, mid)):
        grabbed = canvas.hovered_edge == edge
        wide, ink = (3, here.accent) if grabbed else (1, here.control)
        high = HEIGHT if not grabbed else BAND
        p.fillRect(QRectF(round(x) - wide // 2, 0, wide, high), ink)


def _paint_band(
    p: QPainter, letter: str, name: str, until: str, low: float, high: float, here: theme.Theme
) -> None:
    if high - low < 28:
        return
    p.setBrush(Qt.BrushStyle.NoBrush)
    glyphs.horizon(p, QRectF(low + 7, 3, 16, 16), letter, here)
    x = low + 30
    for role, ink, words in (
        (typeface.SMALL_STRONG, here.text, name),
        (typeface.SMALL, here.text2, until),
    ):
        p.setFont(role.font())
        wide = _wide(words, role)
        if x + wide > high - 6:
            return
        p.setPen(ink)
        p.drawText(QRectF(x, 0, wide + 4, BAND), _MIDDLE, words)
        x += wide + 7


# The axis -----------------------------------------------------------------------------------


def _paint_axis(p: QPainter, canvas: Canvas, plot: QRect, here: theme.Theme) -> None:
    scale, right = canvas.scale, float("-inf")
    strong, plain = typeface.CAPTION_STRONG.font(), typeface.CAPTION.font()
    today_x = canvas.left + scale.x_of(canvas.rows.today)
    chip = _today_chip(today_x)
    marks, owed = ticks(scale, plot.width()), ""  # a year that had no room yet
    for at, tick in enumerate(marks):
        year = tick.year or owed
        x = canvas.left + scale.x_of(tick.on)
        if x >= right:
            p.fillRect(QRectF(round(x), BAND, 1, AXIS), here.line2 if tick.major else here.line)
        x = max(x, plot.left())
        after = canvas.left + scale.x_of(marks[at + 1].on) if at + 1 < len(marks) else None
        x += 6
        wide = _tick_width(tick.text, year)
        owed = year
        if x < right or (not at and after is not None and x + wide > after):
            continue  # the first one, cut off at the left, gives way
        if x < chip.right() and x + wide > chip.left():
            continue
        if after is not None and owed and not tick.year and x + wide > after:
            year = ""
        else:
            owed = ""
        if tick.text:
            p.setFont(plain)
            p.setPen(here.text2)
            p.drawText(QRectF(x, BAND, wide + 9, AXIS), _MIDDLE, tick.text)
        if year:
            lead = _wide(tick.text + " ", typeface.CAPTION) if tick.text else 0
            p.setFont(strong)
            p.setPen(here.text)
            p.drawText(QRectF(x + lead, BAND, wide + 9, AXIS), _MIDDLE, year)
        right = x + _tick_width(tick.text, year) + 3
    _paint_today(p, chip, here)


def _tick_width(text: str, year: str) -> int:
    wide = _wide(text + (" " if year and text else ""), typeface.CAPTION)
    return wide + (_wide(year, typeface.CAPTION_STRONG) if year else 0)


def _today_chip(x: float) -> QRectF:
    wide = _wide("Today", typeface.CAPTION_STRONG) + 14
    return QRectF(x - wide / 2, BAND + 3, wide, AXIS - 5)


def _paint_today(p: QPainter, chip: QRectF, here: theme.Theme) -> None:
    p.fillRect(QRectF(round(chip.center().x()) - 1, chip.bottom(), 2, HEIGHT), here.accent)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(here.accent)
    p.drawRoundedRect(chip, 3, 3)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.setFont(typeface.CAPTION_STRONG.font())
    p.setPen(here.on_accent)
    p.drawText(chip, Qt.AlignmentFlag.AlignCenter, "Today")


# Dates that stand out -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark, where its diamond stands, and where its words do; null where they have no room."""

    mark: Mark
    x: float
    words: QRectF
    at_left: bool


def placed_marks(canvas: Canvas) -> list[Placed]:
    """The marks in sight, with their words where there is room for them."""
    scale, left, right = canvas.scale, canvas.left, canvas.viewport().width()
    some = [
        (left + scale.middle_of(mark.on), mark) for mark in canvas.marks
        if -200 < scale.middle_of(mark.on) < right - left + 200
    ]  # fmt: skip
    today = left + scale.x_of(canvas.rows.today)
    reach = left + 4.0, right - 4.0
    diamonds = [(x - 9.0, x + 9.0) for x, _ in some]
    found: list[Placed] = []
    words: list[_Span] = []
    for n, (x, mark) in enumerate(some):
        others = diamonds[:n] + diamonds[n + 1 :]
        one = _placed(mark, x, others + words, reach, today)
        if one.words.isNull() and found and found[-1].words.left() > (at := found[-1].x):
            # The words of the one before may stand at its left and leave their room to these.
            rest = words[:-1]
            here = _placed(mark, x, others + rest, reach, today)
            around = [*diamonds[: n - 1], *diamonds[n:], *rest, _span(here)]
            moved = _placed(found[-1].mark, at, around, reach, today)
            if not (here.words.isNull() or moved.words.isNull()):
                one, found[-1], words = here, moved, [*rest, _span(moved)]
        found.append(one)
        if not one.words.isNull():
            words.append(_span(one))
    return found


_Span = tuple[float, float]  # px from left to right


def _span(one: Placed) -> _Span:
    return one.words.left(), one.words.right()


def _placed(mark: Mark, x: float, taken: Sequence[_Span], reach: _Span, today: float) -> Placed:
    """A mark with its words at the right or the left of it, where nothing has taken the room."""
    wide = _words_width(mark)
    spans = ((x + 10, x + 10 + wide, False), (x - 10 - wide, x - 10, True))
    tried: list[tuple[float, float, bool]] = []
    order = spans if mark.tone is not Tone.LATE else spans[::-1]
    # Not upon the line of today, where there is another way.
    for low, high, side in (*order, *order):
        crossed = low < today < high and (low, high, side) not in tried
        tried.append((low, high, side))
        if crossed or low < reach[0] or high > reach[1]:
            continue
        if all(high + 5 <= a or low - 5 >= b for a, b in taken):
            return Placed(mark, x, QRectF(low, BAND + AXIS, wide, MARKS), side)
    return Placed(mark, x, QRectF(), False)


def mark_at(canvas: Canvas, x: float, y: float) -> Mark | None:
    """The mark whose diamond or words stand at a point."""
    if not BAND + AXIS <= y < HEIGHT or x < canvas.left:
        return None
    near = [one for one in placed_marks(canvas) if abs(x - one.x) <= 8 or one.words.contains(x, y)]
    best = min(near, key=lambda one: abs(x - one.x), default=None)
    return None if best is None else best.mark


def _words_width(mark: Mark) -> float:
    return max(_wide(mark.title, typeface.CAPTION_STRONG), _wide(mark.note, typeface.CAPTION))


@lru_cache(maxsize=2000)
def _wide(words: str, role: typeface.Role) -> int:
    """The px of words: each frame asks for the same."""
    return QFontMetrics(role.font()).horizontalAdvance(words)


def _paint_marks(p: QPainter, canvas: Canvas, here: theme.Theme) -> None:
    middle = BAND + AXIS + MARKS / 2
    p.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    for one in placed_marks(canvas):
        mark = one.mark
        ink = here.danger if mark.tone is Tone.LATE else here.text
        if mark.tone is Tone.DONE:
            ink = here.text3
        _paint_diamond(p, one.x, middle, mark, ink, here)
        if one.words.isNull():
            continue
        side = Qt.AlignmentFlag.AlignRight if one.at_left else Qt.AlignmentFlag.AlignLeft
        p.fillRect(one.words.adjusted(-2, 1, 2, -1), here.surface)  # over the line of today
        p.setFont(typeface.CAPTION_STRONG.font())
        p.setPen(ink)
        room = one.words.adjusted(-2, 0, 2, 0)
        p.drawText(QRectF(room.left(), middle - 15, room.width(), 14), _MIDDLE | side, mark.title)
        p.setFont(typeface.CAPTION.font())
        p.setPen(ink if mark.tone is Tone.LATE else here.text2)
        p.drawText(QRectF(room.left(), middle, room.width(), 14), _MIDDLE | side, mark.note)


def _paint_diamond(
    p: QPainter, x: float, y: float, mark: Mark, ink: QColor, here: theme.Theme
) -> None:
    diamond(p, x, y, _DIAMOND, ink, ink if mark.filled else here.surface)
    if mark.tone is Tone.LATE:
        p.setFont(typeface.font(9, 700))
        p.setPen(here.surface if mark.filled else ink)
        p.drawText(QRectF(x - 6, y - 7, 12, 14), Qt.AlignmentFlag.AlignCenter, "!")


def diamond(p: QPainter, x: float, y: float, size: float, line: QColor, ground: QColor) -> None:
    """Paint a diamond about a point."""
    shape = QPolygonF(
        [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
    )
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(line, 1.4))
    p.setBrush(ground)
    p.drawPolygon(shape)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def nearest_edge(canvas: Canvas, x: float, edges: Sequence[date], slop: float) -> date | None:
    """The edge of a band at a place, within so many px."""
    near = [(abs(canvas.left + canvas.scale.end_of(edge) - x), edge) for edge in edges]
    apart, edge = min(near)
    return edge if apart <= slop else None
