"""The signs that stand before words: an avatar, a glyph, a colour, a tick box."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cxdesk.ui import glyphs
from cxdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Lead:
    """A sign before words: `kind` "avatar", "glyph", "swatch", "priority", "horizon" or "check".

    `what` is initials, the glyph's name, the horizon's letter; `number` a hue, a level 1-4, or
    whether a check is set.
    """

    kind: str
    what: str = ""
    number: int = 0
    ink: str = "text2"


def lead_width(lead: Lead) -> int:
    """The px a sign takes, with the gap after it."""
    return {"avatar": 29, "swatch": 14}.get(lead.kind, 21)


def draw_lead(p: QPainter, room: QRectF, lead: Lead, colors: Theme) -> None:
    """Paint a sign at the left of `room`, centred in its height."""
    size = {"avatar": 22.0, "swatch": 9.0}.get(lead.kind, 14.0)
    box = QRectF(room.left(), room.center().y() - size / 2, size, size)
    match lead.kind:
        case "avatar":
            glyphs.avatar(p, box, lead.what, colors)
        case "glyph":
            glyphs.draw(p, box, lead.what, getattr(colors, lead.ink))
        case "swatch":
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.domain(lead.number)[0])
            p.drawRoundedRect(box, 2, 2)
        case "priority":
            glyphs.priority(p, box, lead.number, colors, colors.text)
        case "horizon":
            glyphs.horizon(p, box, lead.what, colors)
        case "check":
            draw_check(p, box, bool(lead.number), colors)


def draw_check(p: QPainter, box: QRectF, ticked: bool, colors: Theme, dashed: bool = False) -> None:
    """Paint a tick box into a square."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colors.text2 if ticked else colors.control, 1)
    if dashed:
        pen.setDashPattern([3, 2])
    p.setPen(pen)
    p.setBrush(colors.text2 if ticked else colors.surface)
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if ticked:
        glyphs.draw(p, box.adjusted(2.5, 2.5, -2.5, -2.5), "tick", colors.surface)
