"""The layers of the canvas, from the ground up: lanes and time, bars, and the head over them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.canvas import HEAD, Canvas


def paint_lanes(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """Lines between lanes, their labels, and the line of today."""
    here, down = theme.current(), canvas.verticalOffset()
    view = canvas.viewport().rect()
    p.setFont(typeface.BODY_STRONG.font())
    for lane in canvas.plan.lanes_between(down, down + view.height()):
        top = lane.top - down + HEAD
        p.fillRect(QRect(0, top + lane.height - 1, view.width(), 1), here.line2)
        p.setPen(here.text)
        label = QRect(14, top + 6, canvas.left - 20, lane.height - 10)
        p.drawText(label, Qt.TextFlag.TextWordWrap, lane.heading.name)
    x = canvas.left + canvas.scale.x_of(canvas.rows.today)
    p.fillRect(QRectF(x, HEAD, 2, view.height()), here.accent)


def paint_bars(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """The bars that are in sight."""
    here, down, view = theme.current(), canvas.verticalOffset(), canvas.viewport().rect()
    p.setClipRect(canvas.plot_rect())
    first = canvas.scale.day_at(0)
    last = canvas.scale.day_at(canvas.width_of_plot)
    p.setFont(typeface.CAPTION_STRONG.font())
    for _, card in canvas.plan.shown(down, down + view.height(), first, last):
        rect = canvas.rect_of(card.id)
        stripe, tint = here.domain(card.hue)
        p.setPen(QPen(stripe, 1))
        p.setBrush(tint)
        p.drawRoundedRect(rect, 3, 3)
        p.setPen(here.text)
        p.drawText(rect.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, card.code)


def paint_head(p: QPainter, canvas: Canvas, area: QRect) -> None:
    """Months, over everything that scrolls."""
    here, view = theme.current(), canvas.viewport().rect()
    p.fillRect(QRect(0, 0, view.width(), HEAD), here.sunken)
    p.setPen(here.text2)
    p.setFont(typeface.CAPTION.font())
    on = canvas.scale.date_at(0).replace(day=1)
    while (x := canvas.scale.x_of(on)) < canvas.width_of_plot:
        p.drawText(QRectF(canvas.left + x + 6, 22, 80, 22), f"{on:%b}")
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)


LAYERS = (paint_lanes, paint_bars, paint_head)
