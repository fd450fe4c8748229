"""The ways of links between bars, found once for a plan and a zoom and kept while both stay."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QLineF, QObject, QPointF, QTimer, Signal

from cxdesk.analysis.routing import NO_BARS, Bars, Point, Rect, route
from cxdesk.services.roadmap import LinkRow
from cxdesk.ui.roadmap.canvas import HEAD, Canvas
from cxdesk.ui.roadmap.faces import AFTER_LINK, BESIDE
from cxdesk.ui.roadmap.plan import BAR, Row
from cxdesk.ui.roadmap.scale import Scale

CAREFUL = 150  # ways around bars that are looked for in one frame; the others go straight for now
_FAR = 1200  # px from one bar down to the other, beyond which no way around is looked for
_FEW = 300  # bars up to which ways are found anew at each step of a zoom
_STRETCH = 2.0  # while one zooms, the ways of another zoom are stretched up to so much
_SETTLES_MS = 220


class Way:
    """The corners of a link in px of the plan, and its lines, ready to be drawn."""

    __slots__ = ("careful", "lines", "points", "start", "tip", "towards")

    def __init__(self, points: list[Point], careful: bool) -> None:
        self.points, self.careful = points, careful
        corners = [QPointF(_crisp(x), _crisp(y)) for x, y in points]
        self.lines = [QLineF(a, b) for a, b in pairwise(corners)]
        # Where the arrow ends, and whether it points to the right (1) or left (-1) there.
        self.tip = corners[-1].x(), corners[-1].y()
        self.towards = 1 if points[-1][0] >= points[-2][0] else -1
        # Where it leaves its bar, and to which side.
        self.start = points[0][0], corners[0].y(), 1 if points[1][0] >= points[0][0] else -1


class Ways(QObject):
    """Keeps ways by link. The px of the plan count from the day `base.origin` and its first lane.

    While one zooms, what was found is stretched; once the zoom settles it is found anew.
    """

    # The zoom has settled, or there is more to be found: paint again.
    settled = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.base = Scale(0.0, 1.0)
        self._stale = True
        self._kept: dict[int, Way] = {}
        self._bars: Bars | None = None
        self._reach = 0, 0  # from where to where the bars are known, in px of the plan
        self._left = CAREFUL
        self._clock = QTimer(self, interval=_SETTLES_MS, singleShot=True)
        self._clock.timeout.connect(self._settle)
        self._more = QTimer(self, interval=0, singleShot=True)
        self._more.timeout.connect(self.settled)
        canvas.relaid.connect(self.forget)

    def forget(self) -> None:
        """Bars stand elsewhere now: the next frame finds all ways anew."""
        self._stale = True

    def begin(self) -> None:
        """A frame begins: take the zoom that holds."""
        here, base = self._canvas.scale, self.base
        self._left = CAREFUL
        if here.px_a_day == base.px_a_day and not self._stale:
            return
        if self._stale or len(self._canvas.plan.cards) <= _FEW:
            self._rebase()
            return
        by = here.px_a_day / base.px_a_day
        self._clock.start()
        if not 1 / _STRETCH < by < _STRETCH:
            self._rebase()

    def _rebase(self) -> None:
        self.base = Scale(float(round(self._canvas.scale.origin)), self._canvas.scale.px_a_day)
        self._kept, self._bars, self._stale = {}, None, False

    def _settle(self) -> None:
        self._rebase()
        self.settled.emit()

    @property
    def stretch(self) -> float:
        """How far the px of the plan are stretched to those of the viewport, across."""
        return self._canvas.scale.px_a_day / self.base.px_a_day

    @property
    def shift(self) -> tuple[float, float]:
        """Where the px of the plan begin in the viewport, once they are stretched."""
        canvas = self._canvas
        x = canvas.left + (self.base.origin - canvas.scale.origin) * canvas.scale.px_a_day
        return round(x), HEAD - canvas.verticalOffset()

    def rect(self, bar: int) -> Rect | None:
        """Where a bar stands in px of the plan; None where it has none now."""
        canvas = self._canvas
        top, card = canvas.plan.top_of(bar), canvas.plan.cards.get(bar)
        if top is None or card is None or card.start is None or card.end is None:
            return None
        start, end = canvas.moved.get(bar, (card.start, card.end))
        return self._box(start, end, top)

    def _box(self, start: date, end: date, top: float) -> Rect:
        left, right = self.base.x_of(start), self.base.end_of(end)
        return left, float(top), max(right, left + 3.0), float(top + BAR)

    def way(self, link: LinkRow) -> Way | None:
        """The way of a link; None where one of its ends has no bar now."""
        moved = self._canvas.moved
        live = bool(moved) and (link.before in moved or link.after in moved)
        found = None if live else self._kept.get(link.id)
        if found is not None and (found.careful or not self._may_look()):
            return found
        before, after = self.rect(link.before), self.rect(link.after)
        if before is None or after is None:
            return None
        bars, careful = self._around(before, after, live=live)
        found = Way(route(link.type, before, after, bars), careful)
        if not live:
            self._kept[link.id] = found
        return found

    def _may_look(self) -> bool:
        """Whether there is time in this frame to look for ways around bars."""
        if self._clock.isActive():
            return False
        if not self._left:
            self._more.start()
        return self._left > 0

    def _around(self, before: Rect, after: Rect, *, live: bool) -> tuple[Bars, bool]:
        if abs(before[1] - after[1]) > _FAR:
            return NO_BARS, True
        if not live:
            if not self._may_look():
                return NO_BARS, False
            self._left -= 1
        return self._near_bars(), True

    def _near_bars(self) -> Bars:
        """The bars in sight and some way above and below, with what is written beside them."""
        canvas = self._canvas
        top, high = canvas.verticalOffset(), canvas.plot_rect().height()
        if self._bars is not None and self._reach[0] <= top and top + high <= self._reach[1]:
            return self._bars
        self._reach = top - high, top + 2 * high
        low, foot = self._reach[0] - _FAR, self._reach[1] + _FAR
        bars, words = [], []
        for y, row in canvas.plan.rows_between(max(low, 0), foot):
            spans, beside = self._spans(row)
            bars.append((float(y), float(y + BAR), spans))
            words.append(beside)
        self._bars = Bars(bars, words)
        return self._bars

    def _spans(self, row: Row) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Where the bars of a row stand, and what is written beside them."""
        canvas, base = self._canvas, self.base
        cards, leads_on = canvas.plan.cards, canvas.rows.with_successors
        lefts = [(day - base.origin) * base.px_a_day for day in row.starts]
        bars, words = [], []
        for at, (id, left, day) in enumerate(zip(row.ids, lefts, row.ends, strict=True)):
            right = (day + 1 - base.origin) * base.px_a_day
            bars.append((left, right))
            linked = id in leads_on
            wide = canvas.faces.beside(cards[id], right - left, linked=linked)
            begins = right + (AFTER_LINK if linked else BESIDE) - 2
            ends = min(right + wide, lefts[at + 1] - 4 if at + 1 < len(lefts) else math.inf)
            if ends > begins:
                words.append((begins, ends))
        return bars, words


def _crisp(at: float) -> float:
    """The middle of a px: a thin line there is sharp."""
    return int(at // 1) + 0.5
