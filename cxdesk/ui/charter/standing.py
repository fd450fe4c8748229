"""How complete a part is, as it is painted and as it is said."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from cxdesk.services.charter_parts import PARTS, Standing
from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.theme import Theme

_SIGNS = {"full": "delivered", "half": "in_progress", "empty": "planned", "locked": "lock"}
_SAID = {"full": "complete", "half": "begun", "empty": "empty", "locked": "not yet open"}
_BRIEF = {part.key: part.brief for part in PARTS}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_EDGE, _NUMBER, _SIGN, _GAP = 8, 22, 14, 5


def said(row: Standing) -> str:
    """A part and how it stands: "8 Completed task, begun, 1 name"."""
    number = "" if row.number is None else f"{row.number} "
    return f"{number}{row.title}, {_SAID[row.state]}{f', {row.note}' if row.note else ''}"


def draw_standing(
    p: QPainter, box: QRectF, row: Standing, colors: Theme, *, strong: bool = False
) -> None:
    """Paint number and title, and at the right what lacks and how complete the part is.

    A title without room is said shortly, and what lacks is left out where it has none.
    """
    role = typeface.BODY_STRONG if strong else typeface.BODY
    sign = QRectF(box.right() - _EDGE - _SIGN, box.center().y() - _SIGN / 2, _SIGN, _SIGN)
    glyphs.draw(p, sign, _SIGNS[row.state], colors.text2)
    x, right = box.left() + _EDGE, sign.left() - 5
    if row.number is not None:
        p.setFont(role.font())
        p.setPen(colors.text if strong else colors.text2)
        number = QRectF(x - 4, box.top(), _NUMBER - 4, box.height())
        p.drawText(number, _MIDDLE | Qt.AlignmentFlag.AlignRight, str(row.number))
    x += _NUMBER
    if row.note:
        p.setFont(typeface.CAPTION_MEDIUM.font())
        wide = QFontMetricsF(p.font()).horizontalAdvance(row.note)
        brief = QFontMetricsF(role.font()).horizontalAdvance(_BRIEF[row.key])
        if right - wide - _GAP - x >= brief:
            p.setPen(colors.text2 if row.key == "approval" else colors.warn)
            p.drawText(QRectF(right - wide, box.top(), wide + 1, box.height()), _MIDDLE, row.note)
            right -= wide + _GAP
    p.setFont(role.font())
    metrics, title = QFontMetricsF(p.font()), row.title
    if metrics.horizontalAdvance(title) > right - x:
        title = _BRIEF[row.key]
    title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, right - x)
    prints = row.number is not None or row.key == "control"
    p.setPen(colors.text if prints or strong else colors.text2)
    p.drawText(QRectF(x, box.top(), right - x, box.height()), _MIDDLE, title)
