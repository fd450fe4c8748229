"""The heading of a lane beside the table: one row, painted across the table and the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.canvas import HEAD, Canvas
from cxdesk.ui.roadmap.plan import ROW, Lane
from cxdesk.ui.roadmap.table_rows import LaneHead
from cxdesk.ui.theme import Theme

_STRIPE, _CHEVRON, _GAP = 4, 14, 8
_NAME = 90  # px that the name of a lane has before anything stands beside it
_SPAN, _TIP = 4, 9  # px of the line from the first start to the last end, and of its tips
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_ground(p: QPainter, box: QRectF, colors: Theme) -> None:
    """The ground of a heading, the same in both halves."""
    p.fillRect(box, colors.sunken)
    p.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colors.line2)


def paint_head(
    p: QPainter, box: QRectF, head: LaneHead, cells: Sequence[tuple[QRectF, str]], colors: Theme
) -> None:
    """Name and number of a lane, in the table; `cells` are what else it says, and where."""
    paint_ground(p, box, colors)
    p.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    if head.heading.hue is not None:
        mark = QRectF(box.left(), box.top(), _STRIPE, box.height() - 1)
        p.fillRect(mark, colors.domain(head.heading.hue)[0])
    left = box.left() + _STRIPE + 6
    middle = box.center().y() - 0.5
    sign = QRectF(left, middle - _CHEVRON / 2, _CHEVRON, _CHEVRON)
    glyphs.draw(p, sign, "chevron_right" if head.folded else "chevron_down", colors.text2)
    left += _CHEVRON + _GAP - 2
    edge = min((place.left() for place, _ in cells), default=box.right() - _GAP)
    if edge - left < _NAME:  # the name comes first
        cells, edge = (), box.right() - _GAP
    name, note = typeface.BODY_STRONG.font(), typeface.SMALL.font()
    metrics, wide = QFontMetricsF(name), QFontMetricsF(note).horizontalAdvance(head.note)
    room = edge - left
    noted = metrics.horizontalAdvance(head.title) + 2 * _GAP + wide <= room
    text = metrics.elidedText(head.title, Qt.TextElideMode.ElideRight, room)
    high = box.height() - 1
    p.setFont(name)
    p.setPen(colors.text)
    p.drawText(QRectF(left, box.top(), room, high), _LEFT, text)
    p.setFont(note)
    p.setPen(colors.text2)
    if noted:
        at = left + metrics.horizontalAdvance(text) + _GAP
        p.drawText(QRectF(at, box.top(), wide + 2, high), _LEFT, head.note)
    for place, words in cells:
        p.drawText(place, _LEFT, words)


def paint_heads(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """The headings on the canvas, from the first start of a lane to its last end, and its rows."""
    if not canvas.listed:
        return
    colors, down, plot = theme.current(), canvas.verticalOffset(), canvas.plot_rect()
    p.setClipRect(plot)
    pointed, model, chosen = canvas.hovered, canvas.card_model(), canvas.selectionModel()
    for lane in canvas.plan.lanes_between(down, down + plot.height()):
        top = lane.top - down + HEAD
        if lane.folded:  # its bars are hinted at
            continue
        first = max(int((HEAD - top) // ROW) - 1, 0)
        last = int((plot.bottom() - top) // ROW)
        for number, card in enumerate(lane.listed[first:last], first):
            row = QRectF(0, top + (number + 1) * ROW, plot.width(), ROW - 1)
            if chosen.isSelected(model.index_of(card.id)):
                p.fillRect(row, colors.tint)
            elif card.id == pointed:
                p.fillRect(row, colors.hover)
            p.fillRect(QRectF(0, row.bottom(), plot.width(), 1), colors.line)
        if first == 0:
            _head(p, canvas, lane, top, colors)


def _head(p: QPainter, canvas: Canvas, lane: Lane, top: int, colors: Theme) -> None:
    """A line from the first start of a lane to its last end, with a tip at each."""
    box = QRectF(0, top, canvas.viewport().width(), ROW)
    paint_ground(p, box, colors)
    starts = [row.starts[0] for row in lane.rows if row.ids]
    if not starts:
        return
    ends, scale = [row.ends[-1] for row in lane.rows if row.ids], canvas.scale
    left = canvas.left + (min(starts) - scale.origin) * scale.px_a_day
    right = canvas.left + (max(ends) + 1 - scale.origin) * scale.px_a_day
    middle = box.center().y()
    p.fillRect(QRectF(left, middle - _SPAN / 2, max(right - left, 2), _SPAN), colors.control)
    for x in (left, right - 2):
        p.fillRect(QRectF(x, middle - _TIP / 2, 2, _TIP), colors.control)
