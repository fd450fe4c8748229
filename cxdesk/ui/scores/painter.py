"""How the matrix is painted: axes, quadrants, bubbles, and what is said at one that is lifted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxdesk.analysis.matrix import Bubble, Plot, Words
from cxdesk.services.priorities import Ranked
from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 46.0, 40.0, 14.0, 34.0  # px around the plot
BIGGEST = 30.0
_LINE = 14.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_HALF = 0.5
_SWATCH = 9.0
_SIZES = (1.0, 0.25)  # shares of the largest budget that the key shows


def plot_of(width: float, height: float) -> Plot:
    """The plot in a widget of this size."""
    return Plot(LEFT, TOP, max(width - LEFT - RIGHT, 60.0), max(height - TOP - BOTTOM, 60.0))


def measure(text: str) -> float:
    """The px of what is written at a bubble."""
    return QFontMetricsF(typeface.CAPTION_STRONG.font()).horizontalAdvance(text)


def paint_ground(p: QPainter, plot: Plot, colors: Theme, counts: Mapping[str, int]) -> None:
    """The axes and the four quadrants with their names and how many stand in each."""
    box = QRectF(plot.left, plot.top, plot.width, plot.height)
    across, down = plot.split
    p.fillRect(box, colors.surface)
    p.setFont(typeface.CAPTION.font())
    for n in range(1, 6):
        x, y = round(plot.x(n)) + _HALF, round(plot.y(n)) + _HALF
        p.setPen(QPen(colors.line, 1))
        p.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        p.setPen(colors.text3)
        p.drawText(QRectF(x - 20, box.bottom() + 2, 40, 16), _CENTRE, str(n))
        p.drawText(QRectF(box.left() - 24, y - 8, 20, 16), _CENTRE, str(n))
    p.setPen(QPen(colors.control, 1))
    p.drawLine(
        QPointF(round(across) + _HALF, box.top()), QPointF(round(across) + _HALF, box.bottom())
    )
    p.drawLine(QPointF(box.left(), round(down) + _HALF), QPointF(box.right(), round(down) + _HALF))
    p.setPen(QPen(colors.line2, 1))
    p.drawRect(box.adjusted(_HALF, _HALF, -_HALF, -_HALF))
    _axes(p, box, colors)
    for name, right, low in (
        ("Quick win", False, False), ("Major project", True, False),
        ("Fill-in", False, True), ("Reconsider", True, True),
    ):  # fmt: skip
        _quadrant(p, box, colors, (name, counts.get(name, 0)), right=right, low=low)


def _axes(p: QPainter, box: QRectF, colors: Theme) -> None:
    p.setPen(colors.text2)
    p.setFont(typeface.CAPTION_MEDIUM.font())
    foot = QRectF(box.left(), box.bottom() + 17, box.width(), 16)
    wide = QFontMetricsF(p.font()).horizontalAdvance
    long = "Cost 1–5: the mean of its band in money and its band in person-days"
    p.drawText(foot, _CENTRE, long if wide(long) < foot.width() else "Cost 1–5")
    p.save()
    p.translate(box.left() - 34, box.center().y())
    p.rotate(-90)
    p.drawText(QRectF(-box.height() / 2, -8, box.height(), 16), _CENTRE, "Benefit 1–5")
    p.restore()


def _quadrant(
    p: QPainter, box: QRectF, colors: Theme, what: tuple[str, int], *, right: bool, low: bool
) -> None:
    """The name stands in the outer corner, where the scales have no value."""
    name, number = what
    strong, plain = typeface.BODY_STRONG.font(), typeface.SMALL.font()
    wide = QFontMetricsF(strong).horizontalAdvance(name)
    more = f"{number:,}"
    x = box.left() + 10
    if right:
        x = box.right() - 10 - wide - 6 - QFontMetricsF(plain).horizontalAdvance(more)
    base = box.bottom() - 7 if low else box.top() + 16
    p.setFont(strong)
    p.setPen(colors.text2)
    p.drawText(QPointF(x, base), name)
    p.setFont(plain)
    p.setPen(colors.text3)
    p.drawText(QPointF(x + wide + 6, base), more)


def paint_key(
    p: QPainter,
    width: float,
    domains: Sequence[tuple[str, int]],
    largest: tuple[float, str, str],
    colors: Theme,
) -> None:
    """Above the plot: the domains, and how large a budget is; `largest` radius and two amounts."""
    p.setFont(typeface.SMALL.font())
    metrics = QFontMetricsF(p.font())
    radius, whole, quarter = largest
    right = width - RIGHT
    for share, text in zip(_SIZES, (whole, quarter), strict=True):
        wide, r = metrics.horizontalAdvance(text), min(radius, 14.0) * share**0.5
        right -= wide
        p.setPen(colors.text3)
        p.drawText(QRectF(right, 8, wide + 1, 24), _CENTRE, text)
        right -= 2 * r + 5
        p.setPen(QPen(colors.control, 1.2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawEllipse(QPointF(right + r, 20), r, r)
        right -= 12
    x, around = LEFT, _SWATCH + 5 + 14
    # Names that are too long for the row are cut alike, so that each can be told.
    most = max((right - LEFT) / max(1, len(domains)) - around, 24.0)
    spare = sum(max(0.0, most - metrics.horizontalAdvance(name)) for name, _ in domains)
    cut = sum(1 for name, _ in domains if metrics.horizontalAdvance(name) > most)
    for name, hue in domains:
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, most + spare / max(1, cut))
        wide = metrics.horizontalAdvance(text)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.domain(hue)[0])
        p.drawEllipse(QRectF(x, 20 - _SWATCH / 2, _SWATCH, _SWATCH))
        p.setPen(colors.text2)
        p.drawText(QRectF(x + _SWATCH + 5, 8, wide + 1, 24), _CENTRE, text)
        x += wide + around


def paint_bubbles(
    p: QPainter,
    found: Sequence[Bubble[Ranked]],
    written: Sequence[Words | None],
    done: frozenset[int],
    colors: Theme,
    faded: int | None = None,
) -> None:
    """All bubbles and their words; `done` are delivered, `faded` is lifted and left behind."""
    for bubble in found:
        p.setOpacity(0.35 if bubble.id == faded else 1.0)
        paint_bubble(p, bubble, colors, done=bubble.id in done)
    p.setOpacity(1.0)
    p.setFont(typeface.CAPTION_STRONG.font())
    for bubble, words in zip_longest(found, written):
        if words is not None and bubble.id != faded:
            p.setPen(colors.text if words.inside else colors.text2)
            room = QRectF(words.x, words.y - _LINE / 2, 200, _LINE)
            p.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words.text)


def paint_bubble(
    p: QPainter,
    bubble: Bubble[Ranked],
    colors: Theme,
    *,
    done: bool = False,
    edge: QColor | None = None,
) -> None:
    """One bubble: tint and stripe of its domain, grey with a dashed edge when it is delivered."""
    stripe, tint = colors.domain(bubble.hue) if bubble.hue is not None else (
        colors.control, colors.press,
    )  # fmt: skip
    pen = QPen(edge or stripe, 2 if edge or bubble.radius > 6 else 1.5)
    if done and bubble.radius >= 8:  # dashes of less would be dirt
        pen.setDashPattern([2.5, 2])
    p.setPen(pen)
    p.setBrush(colors.sunken if done else tint)
    inner = bubble.radius - 1
    p.drawEllipse(QPointF(bubble.x, bubble.y), inner, inner)


def paint_lifted(
    p: QPainter, plot: Plot, bubble: Bubble[Ranked], colors: Theme, *, flat: bool
) -> None:
    """A bubble in the hand, on the line along which it may go; `flat` where it cannot."""
    p.setPen(QPen(colors.accent, 1, Qt.PenStyle.DashLine))
    p.drawLine(QPointF(bubble.x, plot.y(5)), QPointF(bubble.x, plot.y(1)))
    if not flat:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.faded(colors.text, share=0.16))
        p.drawEllipse(QPointF(bubble.x + 3, bubble.y + 4), bubble.radius, bubble.radius)
    paint_bubble(p, bubble, colors, edge=colors.accent)
    if measure(bubble.text) <= 2 * bubble.radius - 4:
        p.setFont(typeface.CAPTION_STRONG.font())
        p.setPen(colors.text)
        p.drawText(QRectF(bubble.x - 40, bubble.y - 8, 80, 16), _CENTRE, bubble.text)


def ring(p: QPainter, bubble: Bubble[Ranked], color: QColor, gap: float = 2.0) -> None:
    """A ring around a bubble."""
    p.setPen(QPen(color, 2))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawEllipse(QPointF(bubble.x, bubble.y), bubble.radius + gap, bubble.radius + gap)


def paint_note(
    p: QPainter,
    around: QRectF,
    lines: tuple[str, str],
    room: QRectF,
    colors: Theme,
    *,
    warns: bool,
) -> QRectF:
    """What is said at a bubble, on a dark ground beside it and within `room`; where it stands."""
    strong, plain = typeface.SMALL_STRONG.font(), typeface.SMALL.font()
    sign = 20.0 if warns else 0.0
    wide = max(
        QFontMetricsF(strong).horizontalAdvance(lines[0]) + sign,
        QFontMetricsF(plain).horizontalAdvance(lines[1]),
    )
    box = _place(QRectF(0, 0, min(wide + 20, room.width()), 44), around, room)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colors.solid)
    p.drawRoundedRect(box, 5, 5)
    if warns:
        glyphs.draw(p, QRectF(box.left() + 9, box.top() + 7, 14, 14), "alert", colors.on_solid)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for line, font, top, left in (
        (lines[0], strong, 5.0, 10 + sign), (lines[1], plain, 22.0, 10.0),
    ):  # fmt: skip
        p.setFont(font)
        p.setPen(colors.on_solid)
        text = QRectF(box.left() + left, box.top() + top, box.width() - left - 8, 17)
        fitted = QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, text.width())
        p.drawText(text, flags, fitted)
    return box


def _place(box: QRectF, around: QRectF, room: QRectF) -> QRectF:
    """The box beside, above or below something; pushed into the room where none is free."""
    y, x = around.center().y() - box.height() / 2, around.center().x() - box.width() / 2
    for corner in (
        QPointF(around.right() + 10, y), QPointF(around.left() - 10 - box.width(), y),
        QPointF(x, around.top() - 10 - box.height()), QPointF(x, around.bottom() + 10),
    ):  # fmt: skip
        box.moveTopLeft(corner)
        if room.contains(box):
            return box
    above = around.top() - 10 - box.height()
    box.moveTop(above if above >= room.top() else around.bottom() + 10)
    box.moveLeft(min(max(x, room.left()), room.right() - box.width()))
    return box
