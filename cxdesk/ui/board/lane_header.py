"""How a lane's header looks: its name, lead, deadline, progress, health and cost."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cxdesk.model.states import State
from cxdesk.model.wording import day
from cxdesk.services.cards import Lane
from cxdesk.services.grouping import Axis
from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.theme import Theme
from cxdesk.ui.type import Role

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SEGMENT, _HEIGHT, _BETWEEN = 14, 8, 2
_MOST_SEGMENTS = 12
_DEADLINE = 190  # px for a deadline and the days left
_NAMES_LEAD = 1100  # px from which a header has room for who leads


def told(lane: Lane, on: date) -> str:
    """All that a header may leave out, in plain lines: lead, deadline, progress, cost, health."""
    heading = lane.heading
    lines = [f"{heading.code} {heading.name}".strip()]
    if heading.lead:
        lines.append(f"Lead: {heading.lead}")
    if heading.deadline is not None:
        left = (heading.deadline - on).days
        days = f"{left:,} days left" if left >= 0 else f"{-left:,} days over"
        lines.append(f"Deadline: {day(heading.deadline)}, {days}")
    if lane.segments:
        lines.append(f"{lane.delivered} of {len(lane.segments)} initiatives delivered")
    if lane.actions:
        lines.append(f"{lane.done} of {lane.actions} actions done")
    if lane.cost:
        lines.append(f"Budget: {lane.cost:,.0f} k€")
    if lane.health is not None and lane.segments:
        lines.append(
            f"{lane.health.label}: {lane.health.why}" if lane.health.why else lane.health.label
        )
        lines.append(_MEANING[lane.health.level])
    return "\n".join(lines)


_MEANING = {
    "on_track": "On track: five working days of slack or more, and nothing overdue.",
    "at_risk": "At risk: under five working days of slack, or something overdue.",
    "off_track": "Off track: an initiative ends after the deadline.",
}


def paint_lane_header(
    p: QPainter,
    rect: QRectF,
    lane: Lane,
    on: date,
    theme: Theme,
    *,
    folded_away: int | None,
    hover: bool,
) -> QRectF:
    """Paint a lane's header into `rect`; what does not fit at the right is left out.

    A collapsed lane says how many cards it holds, those that filters hide left out.
    Returns where the deadline stands, which a click edits; null when it is left out.
    """
    deadline = QRectF()
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.fillRect(rect, theme.hover if hover else theme.sunken)
    p.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
    middle, x = rect.center().y(), rect.left() + 12
    chevron = "chevron_down" if folded_away is None else "chevron_right"
    glyphs.draw(p, QRectF(x, middle - 7, 14, 14), chevron, theme.text2)
    x += 14 + 8
    pen = _Line(p, rect, theme)
    batch = lane.heading
    if batch.code:
        x = pen.words(x, batch.code, typeface.font(12, 500), theme.text2) + 8
    elif batch.hue is not None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.domain(batch.hue)[0])
        p.drawRoundedRect(QRectF(x, middle - 5, 10, 10), 2, 2)
        x += 18
    elif batch.axis is Axis.PRIORITY and isinstance(batch.key, int):
        glyphs.priority(p, QRectF(x, middle - 7, 14, 14), batch.key, theme)
        x += 22
    elif batch.initials:
        glyphs.avatar(p, QRectF(x - 2, middle - 11, 22, 22), batch.initials[:3], theme)
        x += 26
    cost = f"{lane.cost:,.0f} k€" if lane.cost else ""
    limit = rect.right() - 20 - pen.width(cost, typeface.SMALL)
    pen.words(limit, cost, typeface.SMALL.font(), theme.text2)
    # A very long name leaves room for the deadline, which matters more than its last words.
    pen.limit = limit - 16 - (_DEADLINE if batch.deadline is not None else 0)
    x = pen.elided(x, batch.name, theme.text, typeface.BODY_STRONG) + 14
    pen.limit = limit - 16
    if folded_away is not None:
        cards = f"{folded_away:,} card{'' if folded_away == 1 else 's'}"
        if pen.fits(x, pen.width(cards, typeface.SMALL_STRONG)):
            x = pen.words(x, cards, typeface.SMALL_STRONG.font(), theme.text2) + 14
    if (
        batch.lead
        and rect.width() >= _NAMES_LEAD
        and pen.fits(x, pen.width(batch.lead, typeface.SMALL))
    ):
        x = pen.words(x, batch.lead, typeface.SMALL.font(), theme.text3) + 14
    if batch.deadline is not None:
        left = (batch.deadline - on).days
        days = f"{left} d left" if left >= 0 else f"{-left} d over"
        if pen.fits(x, 18 + pen.width(f"{day(batch.deadline)}  {days}", typeface.SMALL)):
            begin = x
            glyphs.draw(p, QRectF(x, middle - 6.5, 13, 13), "calendar", theme.text2)
            x = pen.words(x + 18, day(batch.deadline), typeface.SMALL.font(), theme.text2) + 7
            ink = theme.text3 if left >= 0 else theme.danger
            x = pen.words(x, days, typeface.SMALL.font(), ink)
            deadline = QRectF(begin - 4, rect.top(), x - begin + 8, rect.height())
            x += 16
    done = f"{lane.delivered} of {len(lane.segments)} delivered"
    if lane.actions:
        done += f", {lane.done}/{lane.actions} actions"
    wide = _segments_width(lane)
    if lane.segments and pen.fits(x, wide + 8 + pen.width(done, typeface.SMALL)):
        _segments(p, x, middle, lane, theme)
        x = pen.words(x + wide + 8, done, typeface.SMALL.font(), theme.text2) + 18
    health = lane.health
    if health is not None and lane.segments:
        inks = {"on_track": theme.text2, "at_risk": theme.warn, "off_track": theme.danger}
        ink = inks[health.level]
        if pen.fits(x, 20 + pen.width(health.label, typeface.SMALL_STRONG)):
            glyphs.health(p, QRectF(x, middle - 7, 14, 14), health.level, theme)
            label_ink = theme.text if health.level == "on_track" else ink
            x = pen.words(x + 20, health.label, typeface.SMALL_STRONG.font(), label_ink) + 6
            pen.elided(x, health.why, theme.text3)
    p.restore()
    return deadline


class _Line:
    """Words set one after another on the middle of a header."""

    def __init__(self, p: QPainter, rect: QRectF, theme: Theme) -> None:
        self.p, self.rect, self.theme = p, rect, theme
        self.limit = rect.right()

    def width(self, text: str, role: Role) -> float:
        return QFontMetricsF(role.font()).horizontalAdvance(text)

    def fits(self, x: float, width: float) -> bool:
        return x + width <= self.limit

    def words(self, x: float, text: str, font: QFont, ink: QColor) -> float:
        self.p.setFont(font)
        self.p.setPen(ink)
        width = QFontMetricsF(font).horizontalAdvance(text)
        self.p.drawText(QRectF(x, self.rect.top(), width + 2, self.rect.height()), _MIDDLE, text)
        return x + width

    def elided(self, x: float, text: str, ink: QColor, role: Role = typeface.SMALL) -> float:
        metrics = QFontMetricsF(role.font())
        room = self.limit - x
        if room <= 30:
            return x
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return self.words(x, text, role.font(), ink)


def _segments_width(lane: Lane) -> float:
    number = len(lane.segments)
    if number > _MOST_SEGMENTS:
        return _MOST_SEGMENTS * (_SEGMENT + _BETWEEN)
    return number * (_SEGMENT + _BETWEEN) - _BETWEEN


def _segments(p: QPainter, x: float, middle: float, lane: Lane, theme: Theme) -> None:
    """One box an initiative: filled delivered, half in progress, dashed backlog."""
    top = middle - _HEIGHT / 2
    number = len(lane.segments)
    if number > _MOST_SEGMENTS:
        wide = _segments_width(lane)
        started = sum(1 for state in lane.segments if state is State.IN_PROGRESS)
        p.setPen(QPen(theme.control, 1))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(QRectF(x + 0.5, top + 0.5, wide - 1, _HEIGHT - 1))
        p.fillRect(QRectF(x, top, wide * lane.delivered / number, _HEIGHT), theme.text2)
        begun = QRectF(
            x + wide * lane.delivered / number, top + _HEIGHT / 2, wide * started / number, 4
        )
        p.fillRect(begun, theme.text2)
        return
    for state in lane.segments:
        box = QRectF(x, top, _SEGMENT, _HEIGHT)
        if state in (State.DELIVERED, State.EMBEDDED):
            p.fillRect(box, theme.text2)
        else:
            pen = QPen(theme.control, 1)
            if state is State.BACKLOG:
                pen.setDashPattern([2, 2])
            p.setPen(pen)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            if state is State.IN_PROGRESS:
                p.fillRect(QRectF(x, top, _SEGMENT / 2, _HEIGHT), theme.text2)
        x += _SEGMENT + _BETWEEN
