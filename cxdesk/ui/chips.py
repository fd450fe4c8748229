"""Chips and key caps as card delegates paint them: 20 px high, plain unless something is wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface

if TYPE_CHECKING:
    from cxdesk.ui.theme import Theme

Kind = Literal["plain", "late", "soon", "blocked", "tint"]

HEIGHT = 20
_RADIUS = 3
_ICON, _GAP = 13, 4
_LEFT, _RIGHT = 4, 6
_KEY_HEIGHT, _KEY_MARGIN, _KEY_MIN = 16, 4.5, 16
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _role(kind: Kind) -> typeface.Role:
    return typeface.CAPTION_MEDIUM if kind in ("plain", "tint") else typeface.CAPTION_STRONG


def _colors(kind: Kind, theme: Theme) -> tuple[QColor, QColor | None]:
    """Ink and fill."""
    match kind:
        case "late" | "blocked":
            return theme.danger, theme.dangertint
        case "soon":
            return theme.warn, theme.warntint
        case "tint":
            return theme.text2, theme.tint
        case _:
            return theme.text2, None


@lru_cache(maxsize=4096)
def _advance(role: typeface.Role, text: str) -> float:
    return QFontMetricsF(role.font()).horizontalAdvance(text)


def chip_width(text: str, icon_name: str | None, kind: Kind = "plain") -> float:
    """The width in px that `chip` takes when nothing limits it."""
    lead = _LEFT + _ICON + _GAP if icon_name else _RIGHT
    return lead + _advance(_role(kind), text) + (_RIGHT if text else 0)


def chip(
    p: QPainter,
    rect_topleft: QPointF,
    text: str,
    icon_name: str | None,
    kind: Kind,
    theme: Theme,
    max_width: float,
) -> QRectF:
    """Paint a chip and return the rectangle it took, at most `max_width` px wide.

    A chip has one line: text that does not fit ends in an ellipsis, so its words belong in the
    tooltip too. `icon_name` is a key of glyphs.GLYPHS.
    """
    ink, fill = _colors(kind, theme)
    role = _role(kind)
    box = QRectF(rect_topleft.x(), rect_topleft.y(), 0, HEIGHT)
    box.setWidth(min(chip_width(text, icon_name, kind), max_width))
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is not None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(fill)
        p.drawRoundedRect(box, _RADIUS, _RADIUS)
    left = box.left() + _RIGHT
    if icon_name:
        left = box.left() + _LEFT
        glyphs.draw(p, QRectF(left, box.top() + (HEIGHT - _ICON) / 2, _ICON, _ICON), icon_name, ink)
        left += _ICON + _GAP
    room = box.right() - left
    if _advance(role, text) > room:
        text = QFontMetricsF(role.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
    p.setFont(role.font())
    p.setPen(ink)
    p.drawText(QRectF(left, box.top(), room + 1, HEIGHT), _LEFT_MIDDLE, text)
    p.restore()
    return box


def keycap_width(text: str) -> float:
    """The width in px of a key cap."""
    return max(_KEY_MIN, _advance(typeface.KEY, text) + 2 * _KEY_MARGIN)


def keycap(
    p: QPainter, pos: QPointF, text: str, theme: Theme, color: QColor | None = None
) -> QRectF:
    """Paint the key `text` ("F2") at its top left corner and return its rectangle, 16 px high.

    In text2 on a line2 outline, or all in `color` where it stands on a filled ground.
    """
    box = QRectF(pos.x(), pos.y(), keycap_width(text), _KEY_HEIGHT)
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(color or theme.line2, 1))
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    p.setPen(color or theme.text2)
    p.setFont(typeface.KEY.font())
    p.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    p.restore()
    return box
