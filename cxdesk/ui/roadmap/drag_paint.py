"""Paints over the bars what a move would do: rings, ghosts of the pushed, words at the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from cxdesk.services.schedule import Dates
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.canvas import HEAD, Canvas
from cxdesk.ui.roadmap.drag_grip import BarGrip
from cxdesk.ui.roadmap.drag_shift import Part
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.plan import BAR

_MOST = 400  # ghosts in a frame; more are no picture any more
_PAD, _LINE, _SIGN = 8, 16, 12


class DragLayer:
    """A layer of the canvas over all bars."""

    def __init__(self, grip: BarGrip, pending: Pending) -> None:
        self._grip, self._pending = grip, pending

    def __call__(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Paint what is dragged or waits."""
        drag = self._grip.drag
        here = self._pending.proposal if drag is None else drag.preview
        if here is None and drag is None:
            return
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setClipRect(canvas.plot_rect())
        if here is not None:
            self._ghosts(p, canvas, here)
            self._stays(p, canvas, here)
            part = Part.WHOLE if drag is None else drag.part
            self._rings(p, canvas, here, part)
        if drag is not None:
            p.setClipRect(canvas.viewport().rect())
            self._words(p, canvas)

    def _rings(self, p: QPainter, canvas: Canvas, here: Proposal, part: Part) -> None:
        """An accent ring around what is moved, with a handle at the end that is resized."""
        colors, plot = theme.current(), canvas.plot_rect()
        p.setPen(QPen(colors.accent, 2))
        for id in list(here.asked)[:_MOST]:
            rect = canvas.rect_of(id)
            if rect.isNull() or not rect.intersects(QRectF(plot)):
                continue
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 4, 4)
            ends = {rect.right(): _changed(here, id, 1), rect.left(): _changed(here, id, 0)}
            if part is not Part.WHOLE or sum(ends.values()) == 1:
                x = next((x for x, on in ends.items() if on), rect.right())
                p.setBrush(colors.surface)
                p.drawRoundedRect(QRectF(x - 3.5, rect.center().y() - 5, 7, 10), 2, 2)

    def _ghosts(self, p: QPainter, canvas: Canvas, here: Proposal) -> None:
        """Where those that are pushed would stand, and how far from where they are."""
        colors, view = theme.current(), canvas.viewport().rect()
        # What is neither in sight now nor would be then is not looked at any closer.
        seen = QRectF(canvas.left, HEAD, view.width() - canvas.left, view.height() - HEAD)
        left = _MOST
        for id, dates in here.pushed.items():
            old = canvas.rect_of(id)
            if old.isNull() or old.bottom() < seen.top() or old.top() > seen.bottom():
                continue
            new = _rect(canvas, old, dates)
            if old.united(new).intersects(seen):
                left -= 1
                fill = colors.faded(colors.tint, colors.canvas, 0.75)
                fill.setAlphaF(0.4)
                p.setBrush(fill)
                p.setPen(QPen(colors.accent, 1.5, Qt.PenStyle.DashLine))
                p.drawRoundedRect(new, 3, 3)
                _arrow(p, QPointF(old.left(), old.bottom() - 4), new.left(), colors)
            if not left:
                break

    def _stays(self, p: QPainter, canvas: Canvas, here: Proposal) -> None:
        """The mark of danger at those that would have to move and cannot."""
        colors = theme.current()
        for one in here.kept[:_MOST]:
            rect = canvas.rect_of(one.id)
            if rect.isNull():
                continue
            p.setPen(QPen(colors.danger, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 3, 3)
            disc = QRectF(rect.left() - 8, rect.top() - 8, 16, 16)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.canvas)
            p.drawEllipse(disc)
            glyphs.draw(p, disc.adjusted(1, 1, -1, -1), "alert", colors.danger)

    def _words(self, p: QPainter, canvas: Canvas) -> None:
        """What stands at the pointer."""
        lines = self._grip.label()
        drag = self._grip.drag
        if not lines or drag is None:
            return
        colors = theme.current()
        strong, plain = typeface.SMALL_STRONG.font(), typeface.SMALL.font()
        width = max(
            QFontMetricsF(strong if not n else plain).horizontalAdvance(text)
            + (_SIGN + 6 if wrong else 0)
            for n, (text, wrong) in enumerate(lines)
        )
        box = QRectF(0, 0, width + 2 * _PAD, len(lines) * _LINE + 10)
        room = QRectF(canvas.viewport().rect())
        box.moveTopLeft(QPointF(drag.pos.x() + 14, drag.pos.y() + 18))
        if box.bottom() > room.bottom() - 4:
            box.moveBottom(min(drag.pos.y() - 10, room.bottom() - 4))
        box.moveLeft(max(4.0, min(box.left(), room.right() - box.width() - 4)))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.solid)
        p.drawRoundedRect(box, 5, 5)
        y = box.top() + 5
        for number, (text, wrong) in enumerate(lines):
            x = box.left() + _PAD
            if wrong:
                # On the dark ground of the label the sign and not the ink says that it is wrong.
                glyphs.draw(p, QRectF(x, y + 2, _SIGN, _SIGN), "alert", colors.on_solid)
                x += _SIGN + 6
            p.setFont(plain if number else strong)
            p.setPen(colors.on_solid)
            line = QRectF(x, y, box.right() - x, _LINE)
            p.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            y += _LINE


def _changed(here: Proposal, id: int, end: int) -> bool:
    old, new = here.before[id], here.asked[id]
    return (old.end if end else old.start) != new[end]


def _rect(canvas: Canvas, old: QRectF, dates: Dates) -> QRectF:
    left = canvas.left + canvas.scale.x_of(dates[0])
    right = canvas.left + canvas.scale.end_of(dates[1])
    return QRectF(left, old.top(), max(right - left, 3.0), BAR)


def _arrow(p: QPainter, start: QPointF, x: float, colors: theme.Theme) -> None:
    """From where a bar begins to where it would."""
    if abs(x - start.x()) < 8:
        return
    to = QPointF(x, start.y())
    back = -5.0 if x > start.x() else 5.0
    p.setPen(QPen(colors.accent, 1.5))
    p.drawLine(start, QPointF(x + back, start.y()))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colors.accent)
    p.drawPolygon(QPolygonF([to, to + QPointF(back, -3.5), to + QPointF(back, 3.5)]))
