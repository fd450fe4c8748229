"""The signs of the program, painted: states, priority, horizon, health and line icons.

No images: each sign is paths on a square of 16 units, so it is crisp at any size and scale. A sign
has one colour, and the tick in a disc is a hole in it, so it stands on any ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPixmap,
    QPolygonF,
)

from cxdesk.ui import type as typeface
from cxdesk.ui.glyph_paths import LINES, trace

if TYPE_CHECKING:
    from cxdesk.ui.theme import Theme

_UNITS = 16
_CENTRE = QPointF(8, 8)
_LINE, _RING = 1.5, 1.6
_RING_RADIUS = 6.5
_TICK = "M 4.9 8.3 L 7.1 10.5 L 11.2 5.9"
_CIRCLE = f"O 8 8 {_RING_RADIUS}"


class _Sign(NamedTuple):
    """What is stroked, how wide, with which dashes (in widths), and what is filled."""

    lines: QPainterPath
    width: float = _LINE
    dashes: tuple[float, ...] = ()
    fill: QPainterPath | None = None


def _pen(width: float, dashes: tuple[float, ...] = ()) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap
    pen = QPen(Qt.GlobalColor.black, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def _ring(inside: str = "", width: float = _RING) -> _Sign:
    lines, dots = trace(f"{_CIRCLE} {inside}")
    return _Sign(lines, width, fill=dots)


def _disc(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _polygon(
    corners: int, radius: float, first: float, y: float = 8, soft: float = 1
) -> QPainterPath:
    """A filled regular polygon with corners rounded by `soft`; `first` corner in degrees."""
    points = QPolygonF()
    inner = radius - soft / math.cos(math.pi / corners)
    for n in range(corners):
        angle = math.radians(first) + 2 * math.pi * n / corners
        points.append(QPointF(8 + inner * math.cos(angle), y - inner * math.sin(angle)))
    path = QPainterPath()
    path.addPolygon(points)
    path.closeSubpath()
    return path.united(QPainterPathStroker(_pen(2 * soft)).createStroke(path))


def _cut(solid: QPainterPath, strokes: str, width: float) -> _Sign:
    """`solid` with the strokes cut out of it."""
    lines, dots = trace(strokes)
    hole = QPainterPathStroker(_pen(width)).createStroke(lines).united(dots)
    return _Sign(QPainterPath(), fill=solid.subtracted(hole))


def _half_ring() -> _Sign:
    half = QPainterPath(_CENTRE)
    half.arcTo(QRectF(3.9, 3.9, 8.2, 8.2), 90, -180)
    return _Sign(trace(_CIRCLE)[0], _RING, fill=half)


def _backlog() -> _Sign:
    dashes = 9
    period = 2 * math.pi * _RING_RADIUS / dashes / _RING
    return _Sign(trace(_CIRCLE)[0], _RING, (period * 0.58, period * 0.42))


_SIGNS: dict[str, Callable[[], _Sign]] = {
    "backlog": _backlog,
    "planned": _ring,
    "ready": partial(_ring, "D 8 8 2.6"),
    "in_progress": _half_ring,
    "delivered": lambda: _cut(_disc(8, 8, 7.5), _TICK, 1.9),
    "embedded": lambda: _cut(_polygon(6, 8.18, 90, soft=1.2), _TICK, 1.9),
    "on_hold": partial(_ring, "M 6.3 5.7 V 10.3 M 9.7 5.7 V 10.3"),
    "cancelled": partial(_ring, "M 6 6 L 10 10 M 10 6 L 6 10"),
    "on_track": partial(_ring, "M 5.2 8.3 L 7.2 10.3 L 10.9 6.1", _LINE),
    "at_risk": lambda: _cut(_polygon(3, 9.4, 90, y=9.4), "M 8 6.2 V 9.3 D 8 11.8 1", 1.7),
    "off_track": lambda: _cut(_polygon(8, 7.7, 22.5), "M 5.2 8 H 10.8", 1.9),
}
_SIGNS["alert"] = _SIGNS["at_risk"]
_SIGNS["blocked"] = _SIGNS["off_track"]

STATES = (
    "backlog",
    "planned",
    "ready",
    "in_progress",
    "delivered",
    "embedded",
    "on_hold",
    "cancelled",
)


@cache
def _sign(name: str) -> _Sign:
    if name in _SIGNS:
        return _SIGNS[name]()
    lines, dots = trace(LINES[name])
    return _Sign(lines, fill=dots)


def _paint(name: str, p: QPainter, rect: QRectF, color: QColor) -> None:
    sign = _sign(name)
    scale = min(rect.width(), rect.height()) / _UNITS
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.translate(rect.center())
    p.scale(scale, scale)
    p.translate(-_CENTRE)
    if sign.fill is not None:
        p.fillPath(sign.fill, color)
    pen = _pen(sign.width, sign.dashes)
    pen.setColor(color)
    p.strokePath(sign.lines, pen)
    p.restore()


GLYPHS: dict[str, Callable[[QPainter, QRectF, QColor], None]] = {
    name: partial(_paint, name) for name in (*_SIGNS, *LINES)
}
"""Every sign of one colour, by name."""


def draw(p: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Paint the sign `name` (a key of GLYPHS, else KeyError) into the square centred in `rect`."""
    GLYPHS[name](p, rect, color)


def state(p: QPainter, rect: QRectF, name: str, theme: Theme, color: QColor | None = None) -> None:
    """The sign of a state (one of STATES), in text2 unless a colour is given."""
    draw(p, rect, name, color or theme.text2)


def health(p: QPainter, rect: QRectF, name: str, theme: Theme) -> None:
    """The sign of "on_track", "at_risk" or "off_track" in its own colour."""
    colors = {"on_track": theme.text2, "at_risk": theme.warn, "off_track": theme.danger}
    draw(p, rect, name, colors[name])


def priority(
    p: QPainter, rect: QRectF, level: int, theme: Theme, color: QColor | None = None
) -> None:
    """Four rising bars with `level` (1 low to 4 highest) of them filled, text2 unless given."""
    scale = min(rect.width(), rect.height()) / _UNITS
    left, foot = rect.center().x() - 7.4 * scale, rect.center().y() + 7 * scale
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    for n, height in enumerate((4.2, 7.4, 10.6, 14)):
        p.setBrush((color or theme.text2) if n < level else theme.line2)
        bar = QRectF(left + n * 4 * scale, foot - height * scale, 2.8 * scale, height * scale)
        p.drawRoundedRect(bar, 0.6 * scale, 0.6 * scale)
    p.restore()


def horizon(p: QPainter, rect: QRectF, letter: str, theme: Theme) -> None:
    """The letter "S", "M" or "L" of a horizon in a box."""
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side - 1.2, side - 1.2)
    box.moveCenter(rect.center())
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(theme.text2, 1.2))
    p.drawRoundedRect(box, 2.5, 2.5)
    p.setPen(theme.text)
    p.setFont(typeface.font(max(8, round(side * 0.69)), 700))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    p.restore()


def avatar(p: QPainter, rect: QRectF, initials: str, theme: Theme) -> None:
    """A person's initials on a round of the press colour."""
    side = min(rect.width(), rect.height())
    disc = QRectF(0, 0, side, side)
    disc.moveCenter(rect.center())
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.press)
    p.drawEllipse(disc)
    p.setPen(theme.text)
    p.setFont(typeface.INITIALS.font())
    p.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials)
    p.restore()


def pixmap(name: str, px: int, color: QColor, ratio: float = 1) -> QPixmap:
    """The sign as a transparent pixmap of `px` logical pixels for a screen of this pixel ratio."""
    made = QPixmap(QSize(px, px) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    p = QPainter(made)
    draw(p, QRectF(0, 0, px, px), name, color)
    p.end()
    return made


def icon(name: str, theme: Theme) -> QIcon:
    """The sign as an icon in text2; see `icons.icon` for other colours."""
    from cxdesk.ui import icons

    return icons.icon(name, theme)
