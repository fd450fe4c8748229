"""The signs of a board on paper, drawn once a document and then only named.

A sign has the colour that fill and stroke have where it is drawn, except that the mark within a
filled shape is white, as paper is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from reportlab.lib.colors import HexColor, white

from cxdesk.reports.page import HAIR
from cxdesk.services.card_signs import ARITY, CARD_SIGNS

_UNITS: Final = 16
_LINE: Final = 1.5
_RADIUS: Final = 6.5
_BAR: Final = HexColor(0x444444)
_TICK: Final = "M 4.9 8.3 L 7.1 10.5 L 11.2 5.9"
_BARS: Final = (4.2, 7.4, 10.6, 14.0)  # heights of the four of a priority


def draw_sign(canvas: Any, name: str, x: float, y: float, side: float) -> None:
    """Draw the sign `name` into the square with its lower left corner at (x, y).

    It has the colours that the canvas fills and strokes with; KeyError for an unknown name.
    """
    form = f"sign-{name}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, -1, -1, _UNITS + 1, _UNITS + 1)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        trace_sign(canvas, name)
        canvas.endForm()
    canvas.saveState()
    scale = side / _UNITS
    canvas.transform(scale, 0, 0, scale, x, y)
    canvas.doForm(form)
    canvas.restoreState()


def trace_sign(canvas: Any, name: str) -> None:
    """Draw a sign on its square of 16 units, y growing upwards; KeyError for an unknown name."""
    if name in _SHAPES:
        _SHAPES[name](canvas)
    elif name.startswith("priority-"):
        _priority(canvas, int(name[-1]))
    else:
        canvas.setLineWidth(_LINE)
        _trace(canvas, CARD_SIGNS[name])


def _trace(canvas: Any, strokes: str) -> None:
    """Stroke a string of strokes; its y axis points down, that of paper up."""
    path, x = canvas.beginPath(), 0.0
    words = iter(strokes.split())
    y = 0.0
    for verb in words:
        a = [float(next(words)) for _ in range(ARITY[verb])]
        match verb:
            case "M" | "L":
                x, y = a
                (path.moveTo if verb == "M" else path.lineTo)(x, _UNITS - y)
            case "H":
                x = a[0]
                path.lineTo(x, _UNITS - y)
            case "V":
                y = a[0]
                path.lineTo(x, _UNITS - y)
            case "C":
                path.curveTo(a[0], _UNITS - a[1], a[2], _UNITS - a[3], a[4], _UNITS - a[5])
                x, y = a[4:]
            case "A":
                left, top, wide, high, start, sweep = a
                foot = _UNITS - top - high
                path.arcTo(left, foot, left + wide, foot + high, start, sweep)
                end = math.radians(start + sweep)
                x = left + wide / 2 + wide / 2 * math.cos(end)
                y = top + high / 2 - high / 2 * math.sin(end)
            case "O":
                path.circle(a[0], _UNITS - a[1], a[2])
            case "R":
                path.roundRect(a[0], _UNITS - a[1] - a[3], a[2], a[3], a[4])
            case "D":
                canvas.circle(a[0], _UNITS - a[1], a[2], stroke=0, fill=1)
            case "Z":
                path.close()
            case "@":
                canvas.translate(8, 8)
                canvas.rotate(-a[0])
                canvas.translate(-8, -8)
    canvas.drawPath(path, stroke=1, fill=0)


def _ring(inside: str = "") -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        canvas.setLineWidth(1.6)
        _trace(canvas, f"O 8 8 {_RADIUS} {inside}")

    return draw


def _dashed(canvas: Any) -> None:
    canvas.setLineCap(0)
    canvas.setLineWidth(1.6)
    period = 2 * math.pi * _RADIUS / 9
    canvas.setDash(period * 0.58, period * 0.42)
    canvas.circle(8, 8, _RADIUS, stroke=1, fill=0)


def _half(canvas: Any) -> None:
    _ring()(canvas)
    path = canvas.beginPath()
    path.moveTo(8, 8)
    path.arcTo(3.9, 3.9, 12.1, 12.1, 90, -180)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _polygon(canvas: Any, corners: int, radius: float, first: float, y: float = 8.0) -> None:
    path = canvas.beginPath()
    for n in range(corners):
        angle = math.radians(first) + 2 * math.pi * n / corners
        at = 8 + (radius - 0.6) * math.cos(angle), y + (radius - 0.6) * math.sin(angle)
        (path.lineTo if n else path.moveTo)(*at)
    path.close()
    canvas.setLineWidth(1.2)
    canvas.drawPath(path, stroke=1, fill=1)


def _cut(shape: Callable[[Any], None], strokes: str) -> Callable[[Any], None]:
    """A filled shape with white strokes upon it."""

    def draw(canvas: Any) -> None:
        shape(canvas)
        canvas.setStrokeColor(white)
        canvas.setFillColor(white)
        canvas.setLineWidth(1.9)
        _trace(canvas, strokes)

    return draw


def _priority(canvas: Any, level: int) -> None:
    for n, height in enumerate(_BARS):
        canvas.setFillColor(_BAR if n < level else HAIR)
        canvas.rect(0.6 + 4 * n, 1, 2.8, height, stroke=0, fill=1)


_TRIANGLE: Final = _cut(lambda canvas: _polygon(canvas, 3, 8.9, 90, 6.4), "M 8 6.4 V 9.4 D 8 12 1")
_OCTAGON: Final = _cut(lambda canvas: _polygon(canvas, 8, 7.7, 22.5), "M 5.2 8 H 10.8")
_SHAPES: Final[dict[str, Callable[[Any], None]]] = {
    "backlog": _dashed,
    "planned": _ring(),
    "ready": _ring("D 8 8 2.6"),
    "in_progress": _half,
    "delivered": _cut(lambda canvas: canvas.circle(8, 8, 7.5, stroke=0, fill=1), _TICK),
    "embedded": _cut(lambda canvas: _polygon(canvas, 6, 8.18, 90), _TICK),
    "on_hold": _ring("M 6.3 5.7 V 10.3 M 9.7 5.7 V 10.3"),
    "cancelled": _ring("M 6 6 L 10 10 M 10 6 L 6 10"),
    "on_track": _ring("M 5.2 8.3 L 7.2 10.3 L 10.9 6.1"),
    "at_risk": _TRIANGLE,
    "alert": _TRIANGLE,
    "off_track": _OCTAGON,
    "blocked": _OCTAGON,
}
