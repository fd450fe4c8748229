"""Where a form about a bar stands: below it, or above where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

from cxdesk.ui.roadmap.canvas import Canvas

_GAP, _MARGIN = 6, 8


def beside(canvas: Canvas, id: int, size: QSize) -> QRect:
    """The place of a form of this size in the window of the canvas."""
    window, view = canvas.window(), canvas.viewport()
    bar = canvas.rect_of(id).toRect().intersected(canvas.plot_rect())
    if bar.isEmpty():
        bar = QRect(canvas.plot_rect().center(), QSize(1, 1))
    bar.moveTopLeft(view.mapTo(window, bar.topLeft()))
    room = window.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    size = size.boundedTo(room.size())
    at = QPoint(bar.left(), bar.bottom() + _GAP)
    if at.y() + size.height() > room.bottom():
        at.setY(bar.top() - _GAP - size.height())
    at.setY(max(room.top(), min(at.y(), room.bottom() - size.height())))
    at.setX(max(room.left(), min(at.x(), room.right() - size.width())))
    return QRect(at, size)
