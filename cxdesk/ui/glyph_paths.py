"""The line icons as data: one string of strokes each, on a square of 16 units.

The strokes are those of `cxdesk.services.card_signs`, where the icons of a card stand.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from cxdesk.services.card_signs import ARITY, CARD_SIGNS

_TRAY = " M 2.2 10.6 V 12.4 C 2.2 13.3 2.8 13.9 3.7 13.9 H 12.3 C 13.2 13.9 13.8 13.3 13.8 12.4"

LINES = {
    **CARD_SIGNS,
    "lock": "R 3 7 10 7.2 1.6 M 5.1 7 V 4.7 A 5.1 1.8 5.8 5.8 180 -180 V 7",
    "eye_off": (
        "M 6.3 3.6 C 10.4 2.6 13.3 5.3 14.6 8 C 14.2 8.9 13.7 9.7 13 10.4"
        " M 11 11.9 C 6.6 14.1 2.8 10.9 1.4 8 C 2 6.7 2.9 5.6 4.1 4.7"
        " M 6.5 6.6 C 5.6 7.6 5.7 8.9 6.5 9.6 C 7.3 10.4 8.6 10.4 9.5 9.5 M 2 2 L 14 14"
    ),
    # what a button does
    "chevron_down": "M 3.8 6 L 8 10.2 L 12.2 6",
    "chevron_up": "M 3.8 10 L 8 5.8 L 12.2 10",
    "chevron_right": "M 6 3.8 L 10.2 8 L 6 12.2",
    "chevron_left": "M 10 3.8 L 5.8 8 L 10 12.2",
    "up": "M 8 13.2 V 2.8 M 3.6 7.2 L 8 2.8 L 12.4 7.2",
    "down": "M 8 2.8 V 13.2 M 3.6 8.8 L 8 13.2 L 12.4 8.8",
    "search": "O 7 7 4.9 M 10.6 10.6 L 14.2 14.2",
    "undo": "M 5.4 2.4 L 2.2 5.6 L 5.4 8.8 M 2.2 5.6 H 9.9 A 6 5.6 7.8 7.8 90 -180 H 6.4",
    "redo": "M 10.6 2.4 L 13.8 5.6 L 10.6 8.8 M 13.8 5.6 H 6.1 A 2.2 5.6 7.8 7.8 90 180 H 9.6",
    "plus": "M 8 2.7 V 13.3 M 2.7 8 H 13.3",
    "close": "M 3.6 3.6 L 12.4 12.4 M 12.4 3.6 L 3.6 12.4",
    "table": "R 2 2.6 12 10.8 1.6 M 2 6.2 H 14 M 6.4 6.2 V 13.4 M 2 9.8 H 14",
    "external": ("M 9.6 2 H 14 V 6.4 M 14 2 L 7.6 8.4 M 12.6 9.6 V 14 H 2 V 3.4 H 6.4"),
    "printer": (
        "M 4.2 5.9 V 1.8 H 11.8 V 5.9 M 4.2 11.8 H 3.1 C 2.3 11.8 1.7 11.2 1.7 10.4 V 7.3"
        " C 1.7 6.5 2.3 5.9 3.1 5.9 H 12.9 C 13.7 5.9 14.3 6.5 14.3 7.3 V 10.4"
        " C 14.3 11.2 13.7 11.8 12.9 11.8 H 11.8 M 4.2 9.6 H 11.8 V 14.2 H 4.2 Z"
    ),
    "filter": "M 2 4 H 14 M 4.3 8 H 11.7 M 6.6 12 H 9.4",
    "bookmark": "M 4 14 V 3.2 C 4 2.5 4.5 2 5.2 2 H 10.8 C 11.5 2 12 2.5 12 3.2 V 14 L 8 11 Z",
    "more": "D 3.4 8 1.2 D 8 8 1.2 D 12.6 8 1.2",
    "edit": "M 2.4 13.6 L 3.2 10.2 L 10.9 2.5 L 13.5 5.1 L 5.8 12.8 Z M 9.2 4.2 L 11.8 6.8",
    "trash": (
        "M 2.2 4 H 13.8 M 5.8 4 V 1.9 H 10.2 V 4 M 3.7 4 L 4.4 14.1 H 11.6 L 12.3 4"
        " M 6.6 7 V 11.2 M 9.4 7 V 11.2"
    ),
    "settings": "M 1.8 4.6 H 7.4 M 12 4.6 H 14.2 O 9.7 4.6 2.2 M 1.8 11.4 H 4 M 8.6 11.4 H 14.2"
    " O 6.3 11.4 2.2",
    "help": "O 8 8 6.3 M 6.1 6.4 C 6.2 4 9.9 4.1 9.9 6.4 C 9.9 7.7 8 7.8 8 9.2 D 8 11.4 0.9",
    "history": (
        "M 1.9 2.6 V 6 H 5.3 M 2.2 5.7 A 1.7 1.7 12.6 12.6 158.6 -320 M 8 4.7 V 8.2 L 10.4 9.6"
    ),
    "file": CARD_SIGNS["document"],
    "new": "M 8 5.2 V 10.8 M 5.2 8 H 10.8 R 2 2 12 12 2",
    "open": (
        "M 1.8 12.3 V 3.9 C 1.8 3.2 2.4 2.6 3.1 2.6 H 6.1 L 7.8 4.7 H 12.9"
        " C 13.6 4.7 14.2 5.3 14.2 6 V 12.3 C 14.2 13 13.6 13.6 12.9 13.6 H 3.1"
        " C 2.4 13.6 1.8 13 1.8 12.3 Z"
    ),
    "backup": (
        "R 1.6 2.2 12.8 3.6 1 M 2.9 5.8 V 12.6 C 2.9 13.3 3.4 13.8 4.1 13.8 H 11.9"
        " C 12.6 13.8 13.1 13.3 13.1 12.6 V 5.8 M 6.3 8.9 H 9.7"
    ),
    "export": "M 8 10.2 V 2 M 4.7 5.3 L 8 2 L 11.3 5.3" + _TRAY + " V 10.6",
    "import": "M 8 2 V 10.2 M 4.7 6.9 L 8 10.2 L 11.3 6.9" + _TRAY + " V 10.6",
    # the places of the sidebar
    "kanban": "R 1.5 2 3.5 12 1.2 R 6.25 2 3.5 7.6 1.2 R 11 2 3.5 9.8 1.2",
    "board": (
        "R 1.7 8 12.6 6.3 1.2 M 4.2 8 V 2.9 C 4.2 2.2 4.7 1.7 5.4 1.7 H 10.6"
        " C 11.3 1.7 11.8 2.2 11.8 2.9 V 8 M 6.2 4.8 L 7.5 6.1 L 9.9 3.6"
    ),
    "roadmap": "M 1.8 3 H 8.2 M 4.8 8 H 14.2 M 3.2 13 H 8.6 D 12.4 13 1.5",
    "week": "R 2 2.9 12 11.3 1.8 M 2 6.6 H 14 M 5.2 1.3 V 4.2 M 10.8 1.3 V 4.2 M 5.2 10.3 H 10.8",
    "dashboard": "M 1.8 13.8 H 14.2 M 4.2 10.8 V 8.2 M 8 10.8 V 2.4 M 11.8 10.8 V 5.4",
    "strategy": "O 8 8 6.4 M 10.9 5.1 L 9.3 9.3 L 5.1 10.9 L 6.7 6.7 Z",
    "insight": (
        "M 6 11.2 C 6 9.5 3.6 8.9 3.6 6 A 3.6 1.6 8.8 8.8 180 -180 C 12.4 8.9 10 9.5 10 11.2 Z"
        " M 6.4 14 H 9.6"
    ),
    "people": (
        "O 6 4.9 2.9 M 1.2 14 C 1.2 11.1 3.2 9.7 6 9.7 C 8.8 9.7 10.8 11.1 10.8 14"
        " M 10.6 2.1 C 12.9 2.7 13.1 6.8 10.8 7.6 M 12.6 10.2 C 14.1 10.9 14.8 12.2 14.8 14"
    ),
    "defer": "M 3 3.4 V 12.6 M 6.2 8 H 13.4 M 10.2 4.8 L 13.4 8 L 10.2 11.2",
    "palette": "O 8 8 6.3 D 5.2 7 1.1 D 8 4.9 1.1 D 10.8 7 1.1 D 6.4 10.6 1.1",
    "fit": "M 2 5.6 V 2 H 5.6 M 10.4 2 H 14 V 5.6 M 14 10.4 V 14 H 10.4 M 5.6 14 H 2 V 10.4",
    "branch": (
        "O 4.4 3.7 1.9 O 4.4 12.3 1.9 O 11.6 4.9 1.9 M 4.4 5.6 V 10.4"
        " M 11.6 6.8 C 11.6 9.8 4.4 7.4 4.4 10.4"
    ),
    # the switch of densities
    "compact": "M 2.4 3.5 H 13.6 M 2.4 8 H 13.6 M 2.4 12.5 H 13.6",
    "normal": "R 2.4 2 11.2 4.8 1.4 R 2.4 9.2 11.2 4.8 1.4",
    "detailed": "R 2 2 12 12 2 M 5 5.5 H 11 M 5 8 H 11 M 5 10.5 H 8.6",
}
LINES["print"] = LINES["printer"]


@cache
def trace(strokes: str) -> tuple[QPainterPath, QPainterPath]:
    """The strokes as (lines to stroke, dots to fill), in units of the 16-unit square."""
    lines, dots, turn = QPainterPath(), QPainterPath(), QTransform()
    words = iter(strokes.split())
    for verb in words:
        a = [float(next(words)) for _ in range(ARITY[verb])]
        here = lines.currentPosition()
        match verb:
            case "M":
                lines.moveTo(*a)
            case "L":
                lines.lineTo(*a)
            case "H":
                lines.lineTo(a[0], here.y())
            case "V":
                lines.lineTo(here.x(), a[0])
            case "C":
                lines.cubicTo(*a)
            case "A":
                lines.arcTo(*a)
            case "O":
                lines.addEllipse(QPointF(a[0], a[1]), a[2], a[2])
            case "R":
                lines.addRoundedRect(QRectF(*a[:4]), a[4], a[4])
            case "D":
                dots.addEllipse(QPointF(a[0], a[1]), a[2], a[2])
            case "Z":
                lines.closeSubpath()
            case "@":
                turn = QTransform.fromTranslate(8, 8).rotate(a[0]).translate(-8, -8)
    return turn.map(lines), turn.map(dots)
