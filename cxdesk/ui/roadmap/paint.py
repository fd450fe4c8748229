"""The layers of the canvas, from the ground up: lanes and time, bars, and the head over them."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cxdesk.ui import theme
from cxdesk.ui.roadmap.lane_labels import paint_label
from cxdesk.ui.roadmap.paint_bars import BarLayer
from cxdesk.ui.roadmap.paint_head import paint_head
from cxdesk.ui.roadmap.ticks import Grain, grain_of, ticks

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.canvas import Canvas, Layer
    from cxdesk.ui.roadmap.plan import Lane

_MOST_STRIPS = 3000  # bars of a folded lane that are hinted at


def paint_lanes(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """Days off, lines of months, horizons and today, and lines between lanes with their labels."""
    here, down, plot = theme.current(), canvas.verticalOffset(), canvas.plot_rect()
    p.setClipRect(plot)
    _paint_time(p, canvas, plot, here)
    p.setClipping(False)
    p.setClipRect(QRect(0, plot.top(), plot.right() + 1, plot.height()))
    for lane in canvas.plan.lanes_between(down, down + plot.height()):
        bottom = lane.top + lane.height - down + plot.top() - 1
        if lane.folded:
            p.fillRect(
                QRect(plot.left(), bottom - lane.height + 1, plot.width(), lane.height), here.sunken
            )
            _paint_folded(p, canvas, lane, bottom - lane.height // 2 - 2, here)
        p.fillRect(QRect(0, bottom, plot.right() + 1, 1), here.line2)
        if canvas.left:
            paint_label(p, canvas, lane, here)
    if canvas.left:
        p.fillRect(QRect(plot.left() - 1, plot.top(), 1, plot.height()), here.line)


def _paint_time(p: QPainter, canvas: Canvas, plot: QRect, here: theme.Theme) -> None:
    scale, left = canvas.scale, canvas.left
    grain = grain_of(scale)
    if grain <= Grain.WEEK:
        assert canvas.rows.roadmap is not None
        calendar = canvas.rows.roadmap.board.frame.calendar
        first, last = (scale.date_at(x).toordinal() for x in (0, plot.width()))
        for on in map(date.fromordinal, range(first, last + 1)):
            if not calendar.works(on):
                x = left + scale.x_of(on)
                p.fillRect(QRectF(x, plot.top(), scale.px_a_day, plot.height()), here.side)
    for tick in ticks(scale, plot.width()):
        x = round(left + scale.x_of(tick.on))
        p.fillRect(QRect(x, plot.top(), 1, plot.height()), here.line2 if tick.major else here.line)
    dotted = QPen(here.control, 1, Qt.PenStyle.DotLine)
    for mark in canvas.marks:
        x = round(left + scale.middle_of(mark.on))
        if plot.left() <= x <= plot.right():
            p.setPen(dotted)
            p.drawLine(x, plot.top(), x, plot.bottom())
    for edge in canvas.edges():
        x = round(left + scale.end_of(edge))
        p.fillRect(QRect(x, plot.top(), 1, plot.height()), here.control)
    x = round(left + scale.x_of(canvas.rows.today))
    p.fillRect(QRect(x - 1, plot.top(), 2, plot.height()), here.accent)


def _paint_folded(p: QPainter, canvas: Canvas, lane: Lane, y: int, here: theme.Theme) -> None:
    """A hint at the bars of a folded lane: thin strips where they are."""
    scale = canvas.scale
    first, last = scale.day_at(0), scale.day_at(canvas.width_of_plot)
    strips: list[QRectF] = []
    for row in lane.rows:
        at = bisect_left(row.ends, first)
        while at < len(row.ids) and row.starts[at] <= last and len(strips) < _MOST_STRIPS:
            left = canvas.left + (row.starts[at] - scale.origin) * scale.px_a_day
            wide = (row.ends[at] + 1 - row.starts[at]) * scale.px_a_day
            strips.append(QRectF(left, y, max(wide, 2), 4))
            at += 1
    p.setPen(Qt.PenStyle.NoPen)
    hue = lane.heading.hue
    p.setBrush(here.control if hue is None else here.domain(hue)[0])
    p.save()
    p.setClipRect(canvas.plot_rect(), Qt.ClipOperation.IntersectClip)
    p.drawRects(strips)
    p.restore()


def layers() -> list[Layer]:
    """The layers of a canvas, new ones: others come between the first two."""
    return [paint_lanes, BarLayer(), paint_head]
