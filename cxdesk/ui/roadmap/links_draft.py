"""A link that is being drawn: from which end, to which, whether it may be; and its painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from cxdesk.analysis.routing import NO_BARS, route
from cxdesk.model.states import LinkType
from cxdesk.services import link_words
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.canvas import HEAD
from cxdesk.ui.roadmap.links_state import LinkState

REACH = 9  # px from the edge of a bar to the middle of its handle
RADIUS = 4.5
_PILL, _PAD, _SIGN = 26, 10, 14

Side = str
"""An end of a bar: "S" its start, "F" its finish."""


@dataclass(slots=True)
class Draft:
    """A link from an end of a bar to another, or to the pointer. `why` is why it may not be.

    `keys` are said beside it where it is drawn by the keyboard.
    """

    before: int
    leaves: Side
    pos: QPointF
    after: int | None = None
    holds: Side = "S"
    why: str = ""
    keys: str = ""

    @property
    def type(self) -> LinkType:
        """The type that the two ends say."""
        return LinkType(self.leaves + self.holds)

    def words(self, state: LinkState) -> str:
        """What it would be: "CX-101 finish → CX-103 start", or why it may not be."""
        if self.after is None:
            end = "finish" if self.leaves == "F" else "start"
            return f"{state.code(self.before)} {end} → ?"
        if self.why:
            return self.why
        return link_words.tie(state.code(self.before), state.code(self.after), self.type)


def handle(state: LinkState, bar: int, side: Side) -> QPointF | None:
    """The middle of the handle at an end of a bar; None where that is out of sight."""
    box = state.canvas.rect_of(bar)
    x = box.left() - REACH if side == "S" else box.right() + REACH
    inside = state.canvas.left + RADIUS < x < state.canvas.viewport().width() - RADIUS
    if box.isNull() or not inside or box.center().y() < HEAD:
        return None
    return QPointF(x, box.center().y())


def paint_handles(p: QPainter, state: LinkState, bar: int, at: Side) -> None:
    """Round handles at both ends of a bar; the one under the pointer is filled."""
    here = theme.current()
    for side in ("S", "F"):
        middle = handle(state, bar, side)
        if middle is None:
            continue
        box = state.canvas.rect_of(bar)
        edge = box.left() if side == "S" else box.right()
        p.setPen(QPen(here.accent, 1.5))
        p.drawLine(QPointF(edge, middle.y()), middle)
        p.setBrush(here.accent if side == at else here.surface)
        p.drawEllipse(middle, RADIUS, RADIUS)


def paint_draft(p: QPainter, state: LinkState, draft: Draft) -> None:
    """The link as it would be, with its words."""
    here, canvas = theme.current(), state.canvas
    ink = here.danger if draft.why else here.accent
    before = canvas.rect_of(draft.before)
    target = QRectF() if draft.after is None else canvas.rect_of(draft.after)
    line = QPolygonF()
    if not before.isNull():
        if target.isNull() and not draft.keys:
            line = _elbow(before, draft)
        elif not target.isNull() and draft.after != draft.before:
            points = route(draft.type, _sides(before), _sides(target), NO_BARS)
            line = QPolygonF([QPointF(x, y) for x, y in points])
    if not target.isNull():
        p.setPen(QPen(ink, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(target.adjusted(-3, -3, 3, 3), 5, 5)
        x = target.left() if draft.holds == "S" else target.right()
        p.setBrush(ink)
        p.drawEllipse(QPointF(x, target.center().y()), RADIUS, RADIUS)
    if line:
        pen = QPen(ink, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if draft.why:
            pen.setDashPattern([2.2, 1.5])
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPolyline(line)
    _pill(p, state, draft)


def _elbow(before: QRectF, draft: Draft) -> QPolygonF:
    x = before.right() if draft.leaves == "F" else before.left()
    y, to = before.center().y(), draft.pos
    turn = x + (REACH if draft.leaves == "F" else -REACH)
    return QPolygonF([QPointF(x, y), QPointF(turn, y), QPointF(turn, to.y()), to])


def _sides(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.right(), box.bottom()


def _pill(p: QPainter, state: LinkState, draft: Draft) -> None:
    """The words: beside the pointer, or above the plot with the keys that go on."""
    here, canvas = theme.current(), state.canvas
    words, strong = draft.words(state), typeface.BODY_STRONG.font()
    wide = QFontMetricsF(strong).horizontalAdvance(words) + 2 * _PAD
    wide += _SIGN + 6 if draft.why else 0
    note = QFontMetricsF(typeface.SMALL.font()).horizontalAdvance(draft.keys)
    room = canvas.plot_rect()
    if draft.keys and wide + note + 16 <= room.width() - 16:
        wide += note + 16
    else:
        note = 0
    box = QRectF(0, 0, wide, _PILL)
    if draft.keys:
        box.moveCenter(QPointF(room.center().x(), HEAD + 8 + _PILL / 2))
    else:
        box.moveTopLeft(draft.pos + QPointF(16, 14))
    box.moveLeft(max(min(box.left(), room.right() - wide - 4.0), room.left() + 4.0))
    box.moveTop(max(min(box.top(), room.bottom() - _PILL - 4.0), HEAD + 4.0))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(here.solid)
    p.drawRoundedRect(box, 5, 5)
    left = box.left() + _PAD
    if draft.why:
        glyphs.draw(p, QRectF(left, box.center().y() - _SIGN / 2, _SIGN, _SIGN), "alert",
                    here.on_solid)  # fmt: skip
        left += _SIGN + 6
    middle = Qt.AlignmentFlag.AlignVCenter
    p.setPen(here.on_solid)
    p.setFont(strong)
    p.drawText(QRectF(left, box.top(), box.right() - left, _PILL), middle, words)
    if note:
        p.setFont(typeface.SMALL.font())
        p.drawText(QRectF(box.right() - _PAD - note, box.top(), note + 2, _PILL), middle,
                   draft.keys)  # fmt: skip
