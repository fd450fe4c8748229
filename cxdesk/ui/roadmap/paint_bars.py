"""The layer of the bars: bodies and faces are copied from pictures, only what is in sight."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from cxdesk.services.card_words import share_done, short_day
from cxdesk.services.cards import Card
from cxdesk.services.roadmap_days import Mark, Tone
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.baselines_words import slip_note
from cxdesk.ui.roadmap.faces import (
    AFTER_LINK,
    AFTER_MARK,
    BESIDE,
    LEFT,
    RIGHT,
    Face,
    code_width,
    outcome_width,
    sign,
)
from cxdesk.ui.roadmap.looks import Look, look
from cxdesk.ui.roadmap.paint_head import diamond
from cxdesk.ui.roadmap.plan import BAR, ROW, Lane, Row

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.canvas import Canvas

_KEPT = 900
_WIDEST = 1500  # px of a body that is kept as a picture
_GHOST = 4
_STUB, _STUBBED = 240, 40
"""px at least to name a bar that lies further left; rows of a lane in which they are."""
_NEAR = 5  # px from the middle of a diamond that belong to it
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class BarLayer:
    """Paints the bars of a canvas."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[object, ...], QPixmap] = {}

    def __call__(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        plot = canvas.plot_rect()
        p.setClipRect(plot.intersected(area))
        down = canvas.verticalOffset()
        self._canvas, self._plot = canvas, plot
        self._here, self._ratio = theme.current(), p.device().devicePixelRatioF()
        self._chosen = canvas.chosen()
        current = canvas.current_card() if canvas.hasFocus() else None
        self._focus = None if current is None else current.id
        first, last = canvas.scale.day_at(0) - 1, canvas.scale.day_at(canvas.width_of_plot)
        area_top, area_bottom = area.top() - plot.top(), area.bottom() - plot.top()
        lanes = canvas.plan.lanes_between(down, down + plot.height())
        named = [lane for lane in lanes if not lane.folded and len(lane.rows) <= _STUBBED]
        tops = {one.top + one.lead + n * ROW for one in named for n in range(len(one.rows))}
        for y, row in canvas.plan.rows_between(down + area_top, down + area_bottom):
            self._row(p, row, y - down + plot.top(), first, last, named=y in tops)
        for lane in named:
            self._stubs(p, lane, first + 1, last)
        for id in canvas.moved:
            rect, card = canvas.rect_of(id), canvas.plan.cards.get(id)
            if card is not None and rect.intersects(QRectF(plot)):
                self._bar(p, card, round(rect.left()), round(rect.right()), round(rect.top()), None)

    def _row(
        self, p: QPainter, row: Row, y: int, first: float, last: float, *, named: bool
    ) -> None:
        """The bars of a row, from right to left: what stands beside one ends at the next.

        Where bars further left are `named` at the edge, words beside them are not shown as well.
        """
        canvas = self._canvas
        cards, origin, px = canvas.plan.cards, canvas.scale.origin, canvas.scale.px_a_day
        low = bisect_left(row.ends, first)
        at = bisect_left(row.starts, last)
        room: int | None = None
        if at < len(row.ids):
            room = canvas.left + round((row.starts[at] - origin) * px)
        left_of = low - 1  # whose words may reach into sight
        for n in range(at - 1, max(left_of, 0) - 1, -1):
            id = row.ids[n]
            if id in canvas.moved:
                continue
            start = canvas.left + round((row.starts[n] - origin) * px)
            end = canvas.left + round((row.ends[n] + 1 - origin) * px)
            if n == left_of and end < canvas.left:
                if not named:
                    self._left_behind(p, cards[id], end, y, room)
                continue
            self._bar(p, cards[id], start, end, y, room)
            room = start

    # One bar --------------------------------------------------------------------------------

    def _bar(
        self, p: QPainter, card: Card, start: int, end: int, y: int, room: int | None
    ) -> None:  # fmt: skip
        canvas, here = self._canvas, self._here
        width = max(end - start, 3)
        level = canvas.health(card)
        dress = look(card, canvas.colour, here, level)
        critical = canvas.show_critical and card.id in canvas.critical
        if card.id in canvas.ghosts:
            self._ghost(p, card, y)
        self._body(p, dress, start, width, y, critical=critical)
        done = share_done(card)
        if done > 0 and width > 8:
            inset = 2 if critical else 1
            strip = QRect(start + 4, y + BAR - 3 - inset, round((width - 4 - inset) * done), 3)
            p.fillRect(strip, dress.stripe)
        self._rings(p, card.id, QRectF(start, y, width, BAR))
        face = canvas.faces.face(card, self._ratio, level)
        self._words(p, face, start, width, y, room)
        if card.id in canvas.ghosts:
            self._slip(p, face, start, width, y)
        for mark in canvas.milestones.get(card.id, ()):
            self._milestone(p, mark, y)

    def _milestone(self, p: QPainter, mark: Mark, y: int) -> None:
        """A small diamond at the foot of the bar that it belongs to."""
        here = self._here
        x = self._canvas.left + self._canvas.scale.middle_of(mark.on)
        ink = here.danger if mark.tone is Tone.LATE else here.text
        diamond(p, x, y + BAR, 3.5, ink, here.surface if mark.tone is Tone.DONE else ink)

    def _body(
        self, p: QPainter, dress: Look, start: int, width: int, y: int, *, critical: bool
    ) -> None:
        if width > _WIDEST:  # only what is in sight, with its ends where they are
            left = max(start, self._plot.left() - 8)
            right = min(start + width, self._plot.right() + 8)
            if right > left:
                p.save()
                p.translate(left, y)
                _paint_body(p, dress, right - left, self._here, critical, start == left)
                p.restore()
            return
        inks = dress.stripe.rgba(), dress.ground.rgba(), self._here.dark
        key = (width, inks, dress.dashed, critical, self._ratio)
        body = self._bodies.get(key)
        if body is None:
            if len(self._bodies) > _KEPT:
                self._bodies.clear()
            body = QPixmap(QSize(width, BAR) * self._ratio)
            body.setDevicePixelRatio(self._ratio)
            body.fill(Qt.GlobalColor.transparent)
            painter = QPainter(body)
            _paint_body(painter, dress, width, self._here, critical, True)
            painter.end()
            self._bodies[key] = body
        p.drawPixmap(QPoint(start, y), body)

    def _rings(self, p: QPainter, id: int, rect: QRectF) -> None:
        canvas, here = self._canvas, self._here
        changed, chosen, focus = id in canvas.changed, id in self._chosen, id == self._focus
        if not (changed or chosen or focus or id == canvas.hovered):
            return
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setBrush(Qt.BrushStyle.NoBrush)
        if changed:
            p.setPen(QPen(here.accent, 1.5))
            p.drawRoundedRect(rect.adjusted(-2.25, -2.25, 2.25, 2.25), 5, 5)
            handle = QRectF(rect.right() - 4, rect.center().y() - 5, 7, 10)
            p.setBrush(here.surface)
            p.drawRoundedRect(handle, 2, 2)
            p.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            p.setPen(QPen(here.accent, 2))
            p.drawRoundedRect(rect, 3, 3)
        elif id == canvas.hovered:
            p.setPen(QPen(here.control, 1))
            p.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 4, 4)
        if focus:
            p.setPen(QPen(here.accent, 2))
            p.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 6, 6)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _words(
        self, p: QPainter, face: Face, start: int, width: int, y: int, room: int | None
    ) -> None:
        """Both lines in the bar where they fit, else one or both beside it."""
        canvas = self._canvas
        inside = max(
            start + LEFT, self._plot.left() + 6
        )  # a bar that reaches far left says it here
        free = start + width - RIGHT - inside
        gap = AFTER_LINK if face.card.id in canvas.rows.with_successors else BESIDE
        if face.card.id in canvas.flagged:
            gap = AFTER_MARK
        beside = start + width + gap
        limit = self._plot.right() if room is None else room - 4
        terse = canvas.faces.terse
        if face.head_width <= free:
            p.drawPixmap(inside, y, face.head)
            if face.title_width <= free:
                p.drawPixmap(inside, y + 12, face.title)
            elif terse:
                _crop(p, inside, y + 12, face.title, free)
            elif limit - beside > 30:
                self._beside(p, beside, y + 8, face.title, limit - beside)
            else:
                _crop(p, inside, y + 12, face.title, free)
        elif not terse and limit - beside > 24:
            self._beside(p, beside, y, face.head, limit - beside)
            self._beside(p, beside, y + 13, face.title, limit - beside)
        elif free > 12:
            _crop(p, inside, y, face.head, free)
        elif limit - beside > 12:
            self._beside(p, beside, y + 8, face.head, limit - beside)

    def _beside(self, p: QPainter, x: int, y: int, picture: QPixmap, room: int) -> None:
        """Words beside a bar, on a ground of their own: lines run behind it."""
        wide = min(round(picture.width() / self._ratio), room)
        p.fillRect(QRect(x - 1, y, wide, 15), self._here.canvas)
        _crop(p, x, y, picture, room)

    def _ghost(self, p: QPainter, card: Card, y: int) -> None:
        """Where the bar was in the baseline."""
        canvas, here = self._canvas, self._here
        ghost = canvas.ghosts[card.id]
        left = canvas.left + canvas.scale.x_of(ghost.start)
        right = canvas.left + canvas.scale.end_of(ghost.end)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(here.control, 1))
        p.setBrush(here.line2)
        strip = QRectF(left, y + BAR + 1.5, max(right - left, 3), _GHOST)
        p.drawRoundedRect(strip, 2, 2)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _slip(self, p: QPainter, face: Face, start: int, width: int, y: int) -> None:
        """By how much a bar ends later than in the baseline, at its right end where that fits."""
        words = slip_note(self._canvas.ghosts[face.card.id].slip)
        wide = round(outcome_width(words))
        if not words or face.head_width + wide + 2 * LEFT + RIGHT > width:
            return
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(self._here.text2)
        p.drawText(QRectF(start + width - wide - 10, y, wide + 8, 15), _MIDDLE, words)

    def _left_behind(self, p: QPainter, card: Card, end: int, y: int, room: int | None) -> None:
        """Words beside a bar that lies further left, as far as they reach into sight."""
        canvas = self._canvas
        limit = self._plot.right() if room is None else room - 4
        if canvas.faces.terse or limit <= self._plot.left():
            return
        face = canvas.faces.face(card, self._ratio, canvas.health(card))
        at = end + BESIDE
        if at + face.title_width > self._plot.left() + 20 and end > self._plot.left() - 80:
            self._beside(p, at, y + 8, face.title, limit - at)

    # Bars further left ------------------------------------------------------------------------

    def _stubs(self, p: QPainter, lane: Lane, first: float, last: float) -> None:
        """Name bars that lie further left where a row of their lane is free at the edge."""
        canvas = self._canvas
        rooms: dict[int, int] = {}
        gone: list[tuple[int, int, int]] = []
        for number, row in enumerate(lane.rows):
            at = bisect_left(row.ends, first)
            x = self._plot.right()
            if at < len(row.ids) and row.starts[at] <= last:
                ahead = (row.starts[at] - canvas.scale.origin) * canvas.scale.px_a_day
                x = canvas.left + round(ahead)
            if x - self._plot.left() >= _STUB:
                rooms[number] = x
            if at and row.ids[at - 1] not in canvas.moved:
                gone.append((row.ends[at - 1], number, row.ids[at - 1]))
        for _, number, id in sorted(gone, reverse=True):
            free = number if number in rooms else max(rooms, default=None)
            if free is None:
                return
            y = lane.top + lane.lead + free * ROW - canvas.verticalOffset() + self._plot.top()
            self._stub(p, canvas.plan.cards[id], y, rooms.pop(free) - 12)

    def _stub(self, p: QPainter, card: Card, y: int, limit: int) -> None:
        canvas, here = self._canvas, self._here
        assert card.end is not None
        left = self._plot.left() + 4
        verb = "ends" if card.end >= canvas.rows.today else "was due"
        if card.delivered:
            verb = card.state.label.lower()
        words = f"{card.title}, {verb} {short_day(card.end, canvas.rows.today)}"
        code = canvas.faces.short(card)
        x = left + 30 + round(code_width(code)) + 6
        metrics = QFontMetrics(typeface.CAPTION.font())
        fitted = metrics.elidedText(words, Qt.TextElideMode.ElideRight, limit - x)
        wide = x + metrics.horizontalAdvance(fitted) + 4 - left
        p.fillRect(QRect(left, y + 6, wide, BAR - 12), here.canvas)
        p.drawPixmap(QPointF(left, y + 10), sign("chevron_left", here.text2, self._ratio))
        p.drawPixmap(QPointF(left + 14, y + 9.5), sign(card.state.value, here.text2, self._ratio))
        p.setFont(typeface.CAPTION_STRONG.font())
        p.setPen(here.text)
        p.drawText(QRectF(left + 30, y, 200, BAR), _MIDDLE, code)
        p.setFont(typeface.CAPTION.font())
        p.setPen(here.text2)
        p.drawText(QRectF(x, y, limit - x + 4, BAR), _MIDDLE, fitted)


def milestone_at(canvas: Canvas, at: QPoint) -> Mark | None:
    """The milestone whose diamond hangs at the foot of a bar, at a point of the viewport."""
    if not canvas.milestones or not canvas.plot_rect().contains(at):
        return None
    y = at.y() - canvas.plot_rect().top() + canvas.verticalOffset()
    first, last = canvas.scale.day_at(0), canvas.scale.day_at(canvas.width_of_plot)
    for top, card in canvas.plan.shown(y - BAR - _NEAR, y - BAR + _NEAR, first, last):
        if abs(top + BAR - y) > _NEAR:
            continue
        for mark in canvas.milestones.get(card.id, ()):
            if abs(canvas.left + canvas.scale.middle_of(mark.on) - at.x()) <= _NEAR:
                return mark
    return None


def _paint_body(
    p: QPainter, dress: Look, width: int, here: theme.Theme, critical: bool, striped: bool
) -> None:
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = 2.0 if critical else 1.0
    outline = QRectF(line / 2, line / 2, width - line, BAR - line)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(dress.ground)
    p.drawRoundedRect(outline, 3, 3)
    if striped:
        wide = min(4.0, width / 2)
        p.setBrush(dress.stripe)
        p.save()
        part = QRectF(0, 0, wide + (line - 1), BAR)
        p.setClipRect(part, Qt.ClipOperation.IntersectClip)
        p.drawRoundedRect(QRectF(0, 0, max(width, 8), BAR), 3, 3)
        p.restore()
    ink: QColor = here.text if critical else dress.stripe
    pen = QPen(ink, line)
    if dress.dashed:
        pen.setDashPattern([3, 2.2] if critical else [4, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(outline, 3, 3)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _crop(p: QPainter, x: int, y: int, picture: QPixmap, room: int) -> None:
    """A picture, cut off where its room ends."""
    ratio = picture.devicePixelRatio()
    wide = picture.width() / ratio
    if wide <= room:
        p.drawPixmap(x, y, picture)
    elif room > 0:
        part = QRectF(0, 0, room * ratio, picture.height())
        p.drawPixmap(QRectF(x, y, room, picture.height() / ratio), picture, part)
