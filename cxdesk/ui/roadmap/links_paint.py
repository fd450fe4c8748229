"""Links painted: ordinary ones behind the bars, broken ones over them, stubs of what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from cxdesk.services.roadmap import LinkRow
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.links_routes import Way
from cxdesk.ui.roadmap.links_state import LinkState
from cxdesk.ui.roadmap.links_stubs import paint_stubs

ORDINARY, HAND_OFF, CRITICAL, BROKEN = 1.3, 1.9, 2.0, 2.2
FADED = 0.35
_SMOOTH = 400  # links up to which lines are smoothed: of more, that takes longer than a frame may
_LABELLED = 60  # links up to which each says its type and lag
_HEADS = 900  # links up to which each has the head of an arrow
_HEAD, _DOT = 7, 5
_LEVEL = Qt.AlignmentFlag.AlignCenter


class Look(NamedTuple):
    """What decides how a link is drawn; `near` is 1 in the chain at hand, -1 beside it, else 0."""

    critical: bool
    hand_off: bool
    near: int

    @property
    def ink(self) -> QColor:
        """Its colour."""
        here = theme.current()
        ink = here.text if self.critical or self.near > 0 else here.control
        return here.faded(ink, here.canvas, FADED) if self.near < 0 else ink

    @property
    def width(self) -> float:
        """The px of its line."""
        if self.critical or self.near > 0:
            return CRITICAL
        return HAND_OFF if self.hand_off else ORDINARY


class LinkLayer:
    """`under` paints behind the bars, `over` before them."""

    def __init__(self, state: LinkState) -> None:
        self.state = state
        self._above: list[tuple[LinkRow, Way, bool]] = []

    def under(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """All links in sight but broken ones and those that are chosen."""
        state = self.state
        self._above, state.stub_boxes, canvas.flagged = [], [], frozenset()
        if state.shown == "none" and state.selected is None:
            state.sight.ways, state.sight.stubs = [], {}
            return
        sight, broken = state.look(), state.broken()
        canvas.flagged = {
            link.before for link, _ in sight.ways if link.id in broken and link.type[0] == "F"
        }
        p.setClipRect(canvas.plot_rect())
        p.setRenderHint(QPainter.RenderHint.Antialiasing, len(sight.ways) <= _SMOOTH)
        sorted_ = self._sorted(broken)
        for look in sorted(sorted_, key=lambda one: (one.near, one.width)):
            self._draw(p, look, sorted_[look], heads=len(sight.ways) <= _HEADS)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(sight.ways) <= _LABELLED:
            above = {link.id for link, _, _ in self._above}
            for link, way in sight.ways:
                if link.id not in above:
                    self._label(p, link, way)
        paint_stubs(p, state)

    def over(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Broken links, and the one that is chosen or under the pointer."""
        p.setClipRect(canvas.plot_rect())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, state = theme.current(), self.state
        for link, way, is_broken in self._above:
            chosen = link.id in (state.selected, state.hovered)
            # What is broken never fades: it is what one has to see.
            ink = here.danger if is_broken else here.accent
            pen = QPen(ink, BROKEN + (0.8 if chosen else 0.0))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if is_broken:
                pen.setDashPattern([2.2, 1.5])
            line = QPolygonF([state.to_view(line.x1(), line.y1()) for line in way.lines])
            line.append(_tip(state, way))
            if link.id == state.selected:
                p.setPen(QPen(here.tint2, 8))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawPolyline(line)
            p.setPen(pen)
            p.drawPolyline(line)
            self._head(p, way, ink)
            if is_broken:
                _mark(p, state, way, ink, here.canvas)
            if len(state.sight.ways) <= _LABELLED:
                self._label(p, link, way)

    # Sorting ----------------------------------------------------------------------------------

    def _sorted(self, broken: dict[int, int]) -> dict[Look, list[Way]]:
        """The links in sight by their look; what goes above the bars is kept for later."""
        state = self.state
        critical = state.critical if state.canvas.show_critical else frozenset[int]()
        hand_offs, chain = state.hand_offs, state.chain()
        found: dict[Look, list[Way]] = {}
        for link, way in state.sight.ways:
            id = link.id
            if id in broken or id == state.selected or id == state.hovered:
                self._above.append((link, way, id in broken))
                continue
            near = 0 if chain is None else 1 if id in chain.links else -1
            found.setdefault(Look(id in critical, id in hand_offs, near), []).append(way)
        self._above.sort(key=lambda each: each[0].id in (state.selected, state.hovered))
        return found

    def _is_faded(self, link: LinkRow) -> bool:
        chain = self.state.chain()
        return chain is not None and link.id not in chain.links

    # Drawing ----------------------------------------------------------------------------------

    def _draw(self, p: QPainter, look: Look, ways: Sequence[Way], *, heads: bool) -> None:
        state = self.state
        x, y = state.ways.shift
        ink = look.ink
        pen = QPen(ink, look.width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        stretch = state.ways.stretch
        lines = [line for way in ways for line in way.lines]
        p.save()
        if stretch == 1.0:
            p.translate(x, y)
        else:  # a painter that stretches takes four times as long
            to_view = QTransform(stretch, 0, 0, 1, x, y)
            lines = [to_view.map(line) for line in lines]
        p.setPen(pen)
        p.drawLines(lines)
        p.restore()
        if heads:
            heads_of = {
                way: _arrow(way, ink.rgba(), p.device().devicePixelRatio()) for way in (1, -1)
            }
            for way in ways:
                towards, (at, down) = way.towards, way.tip
                left = at * stretch + x - (_HEAD - 1 if towards > 0 else 1)
                p.drawPixmap(QPointF(left, down + y - _HEAD / 2), heads_of[towards])
        if look.hand_off:
            pen = QPen(ink, _DOT)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            p.setPen(pen)
            p.drawPoints([
                QPointF(at * stretch + x + 3 * out, down + y)
                for at, down, out in (way.start for way in ways)
            ])  # fmt: skip

    def _head(self, p: QPainter, way: Way, ink: QColor) -> None:
        at = _tip(self.state, way)
        image = _arrow(way.towards, ink.rgba(), p.device().devicePixelRatio())
        left = at.x() - _HEAD + 1 if way.towards > 0 else at.x() - 1
        p.drawPixmap(QPointF(left, at.y() - _HEAD / 2), image)

    def _label(self, p: QPainter, link: LinkRow, way: Way) -> None:
        """Type and lag on the longest piece that has room for them."""
        words = self.state.label(link)
        if not words:
            return
        here, wide = theme.current(), _wide(words) + 8
        lines = [
            QLineF(self.state.to_view(*_at(one.p1())), self.state.to_view(*_at(one.p2())))
            for one in way.lines
        ]
        longest = max(lines, key=lambda one: one.length())
        if longest.length() < (wide + 8 if longest.dy() == 0 else 20):
            return
        box = QRectF(0, 0, wide, 15)
        box.moveCenter(longest.center())
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(here.canvas)
        p.drawRoundedRect(box, 3, 3)
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(here.faded(here.text2, here.canvas, FADED) if self._is_faded(link) else here.text2)
        p.drawText(box, _LEVEL, words)


def _at(point: QPointF) -> tuple[float, float]:
    return point.x(), point.y()


def _tip(state: LinkState, way: Way) -> QPointF:
    """Where the arrow ends."""
    return state.to_view(*way.tip)


def _mark(p: QPainter, state: LinkState, way: Way, ink: QColor, ground: QColor) -> None:
    """A triangle beside the first turn of a broken link."""
    box = state.mark_box(way)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ground)
    p.drawEllipse(box.adjusted(-2, -2, 2, 2))
    glyphs.draw(p, box, "alert", ink)


@lru_cache(maxsize=64)
def _arrow(towards: int, rgba: int, ratio: float) -> QPixmap:
    """The head of an arrow to the right (1) or left (-1)."""
    side = _HEAD
    image = QPixmap(round(side * ratio), round(side * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    head = QPainterPath(QPointF(0, 0) if towards > 0 else QPointF(side, 0))
    for x, y in ((side, side / 2), (0, side)) if towards > 0 else ((0, side / 2), (side, side)):
        head.lineTo(x, y)
    head.closeSubpath()
    p = QPainter(image)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.fillPath(head, QColor.fromRgba(rgba))
    p.end()
    return image


@lru_cache(maxsize=1024)
def _wide(words: str) -> float:
    return QFontMetricsF(typeface.CAPTION_MEDIUM.font()).horizontalAdvance(words)


def legend_sample(p: QPainter, box: QRectF, kind: str) -> None:
    """A short link of a kind as a legend shows it: "depends", "handoff", "broken"."""
    here = theme.current()
    ink = here.danger if kind == "broken" else here.control
    width = {"handoff": HAND_OFF, "broken": BROKEN}.get(kind, ORDINARY)
    y, right = round(box.center().y()) + 0.5, box.right()
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if kind == "broken":
        pen.setDashPattern([2.2, 1.5])
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(pen)
    p.drawLine(QPointF(box.left(), y), QPointF(right - 3, y))
    p.drawPixmap(
        QPointF(right - _HEAD, y - _HEAD / 2),
        _arrow(1, ink.rgba(), p.device().devicePixelRatio()),
    )
    if kind == "handoff":
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(ink)
        p.drawEllipse(QPointF(box.left() + _DOT / 2, y), _DOT / 2, _DOT / 2)
    p.restore()
