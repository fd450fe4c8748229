"""How the chart of readings is painted. Shapes tell its lines apart, in grey as well:

the readings are a heavy line with discs, the target a solid hairline, the baseline a dotted one,
the path between them thin dashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from cxdesk.analysis.ticks import date_ticks, value_ticks
from cxdesk.model.wording import tick_words
from cxdesk.ui import type as typeface
from cxdesk.ui.outcome.scale import Scale, thinned
from cxdesk.ui.outcome.words import amount, plain
from cxdesk.ui.theme import Theme

if TYPE_CHECKING:
    from cxdesk.ui.outcome.chart import Charted

PATH = "even path"
_TICK_ROOM, _DAY_ROOM = 34, 52  # px that a value and a day want for themselves
_DISC_ROOM, _WHISKER_ROOM = 9, 7  # px a reading needs to have a disc, or whiskers, of its own
_ALL = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartPainter:
    """A chart laid out in `box`; `air` px are kept free above and below its values."""

    def __init__(
        self, charted: Charted, days: Sequence[int], box: QRectF, air: int, size: QSize
    ) -> None:
        self.charted, self.size = charted, size
        self._days = days
        self._metrics = QFontMetricsF(typeface.font(11, 400, tabular=True))
        low, high = self._values()
        first = min(charted.start.toordinal(), *days[:1], charted.today.toordinal())
        last = max(charted.due.toordinal(), *days[-1:], charted.today.toordinal(), first + 1)
        room = box.height() - 2 * air
        self._values_at = value_ticks(low, high, max(2, int(room // _TICK_ROOM) + 1))
        wide = max((self._metrics.horizontalAdvance(plain(one)) for one in self._values_at),
                   default=0.0)  # fmt: skip
        self._box = QRectF(box.left() + wide + 14, box.top(), 0, box.height())
        self._box.setRight(box.right() - 8)
        self.scale = Scale(
            self._box.left() + 4, self._box.right() - 4, self._box.top() + air,
            self._box.bottom() - air, first, last, low, high,
        )  # fmt: skip
        most = max(2, int(self._box.width() // _DAY_ROOM))
        self._days_at = date_ticks(date.fromordinal(first), date.fromordinal(last), most)
        self._by_month = all(on.day == 1 for on in self._days_at)
        points = charted.points
        self._line = QPolygonF(
            [QPointF(*at) for at in thinned(self.scale, days, [one.value for one in points])]
        )
        self._each = (self.scale.right - self.scale.left) / max(1, len(points))

    def _values(self) -> tuple[float, float]:
        """The lowest and the highest value to be shown, never the same."""
        it = self.charted
        found = [it.baseline, it.target]
        for one in it.points:
            found.append(one.value)
            if one.nps is not None:
                found += (one.nps.low, one.nps.high)
        low, high = min(found), max(found)
        return (low, high) if high > low else (low - 1, high + 1)

    # Painting -------------------------------------------------------------------------------

    def paint(self, p: QPainter, colors: Theme) -> None:
        """Paint it, the reading that is looked at left out."""
        p.setFont(typeface.font(11, 400, tabular=True))
        self._grid(p, colors)
        self._aims(p, colors)
        self._readings(p, colors)
        self._names(p, colors)

    def _grid(self, p: QPainter, colors: Theme) -> None:
        scale, box = self.scale, self._box
        for value in self._values_at:
            y = round(scale.y(value)) + 0.5
            p.setPen(QPen(colors.line, 1))
            p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            p.setPen(colors.text3)
            p.drawText(QRectF(0, y - 8, box.left() - 6, 16), _RIGHT, plain(value))
        bottom = round(box.bottom()) + 0.5
        p.setPen(QPen(colors.line2, 1))
        p.drawLine(QPointF(box.left(), bottom), QPointF(box.right(), bottom))
        today = self._today(p, colors)
        year = 0  # the last one that was named
        for on in self._days_at:
            x = scale.x(on.toordinal())
            p.setPen(QPen(colors.line2, 1))
            p.drawLine(QPointF(x, bottom), QPointF(x, bottom + 3))
            words = tick_words(on, months=self._by_month, year=on.year != year)
            wide = self._metrics.horizontalAdvance(words)
            text = QRectF(x - wide / 2, bottom + 3, wide + 1, 14)
            outside = text.right() > box.right() + 8 or text.left() < 0
            if outside or text.adjusted(-6, 0, 6, 0).intersects(today):
                continue
            year = on.year
            p.setPen(colors.text3)
            p.drawText(text, _ALL, words)

    def _today(self, p: QPainter, colors: Theme) -> QRectF:
        """The day it is, as a line with its name below; returns where that stands."""
        box, x = self._box, self.scale.x(self.charted.today.toordinal())
        p.setPen(QPen(colors.accent, 1))
        p.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom() + 3))
        wide = self._metrics.horizontalAdvance("Today")
        left = min(max(x - wide / 2, 0.0), box.right() + 8 - wide)
        text = QRectF(left, round(box.bottom()) + 3.5, wide + 1, 14)
        p.drawText(text, _ALL, "Today")
        return text

    def _aims(self, p: QPainter, colors: Theme) -> None:
        """Target, baseline, and the path from one to the other."""
        it, scale, box = self.charted, self.scale, self._box
        target, baseline = (round(scale.y(one)) + 0.5 for one in (it.target, it.baseline))
        p.setPen(QPen(colors.text2, 1.4))
        p.drawLine(QPointF(box.left(), target), QPointF(box.right(), target))
        dots = QPen(colors.text3, 1.4)
        dots.setDashPattern([1, 2.5])
        p.setPen(dots)
        p.drawLine(QPointF(box.left(), baseline), QPointF(box.right(), baseline))
        path = QPen(colors.control, 1)
        path.setDashPattern([5, 4])
        p.setPen(path)
        p.drawLine(
            QPointF(scale.x(it.start.toordinal()), scale.y(it.baseline)),
            QPointF(scale.x(it.due.toordinal()), scale.y(it.target)),
        )

    def _readings(self, p: QPainter, colors: Theme) -> None:
        ink = colors.text
        if self._each >= _WHISKER_ROOM:
            for place in range(len(self._days)):
                self._whisker(p, colors, place)
        p.setBrush(Qt.BrushStyle.NoBrush)
        dense = self._each < 2  # a smooth line up and down each column of pixels costs 0.1 s
        line = QPen(ink, 1 if dense else 2)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, not dense)
        p.setPen(line)
        p.drawPolyline(self._line)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._each >= _DISC_ROOM or len(self._days) == 1:
            p.setPen(QPen(colors.surface, 1))
            p.setBrush(ink)
            for place in range(len(self._days)):
                p.drawEllipse(self._at(place), 3.5, 3.5)

    def _whisker(self, p: QPainter, colors: Theme, place: int) -> None:
        """The interval that holds the true score, where the answers were split."""
        found = self.charted.points[place].nps
        if found is None:
            return
        x, low, high = self._at(place).x(), self.scale.y(found.low), self.scale.y(found.high)
        p.setPen(QPen(colors.text3, 1))
        p.drawLine(QPointF(x, low), QPointF(x, high))
        for y in (low, high):
            p.drawLine(QPointF(x - 3, y), QPointF(x + 3, y))

    def _names(self, p: QPainter, colors: Theme) -> None:
        """The words on the two lines: each on the side where the readings are not."""
        it, box = self.charted, self._box
        up = it.target > it.baseline
        for value, words, right in (
            (it.target, f"Target {amount(it.target, it.unit)}", False),
            (it.baseline, f"Baseline {amount(it.baseline, it.unit)}", True),
        ):
            y, wide = self.scale.y(value), self._metrics.horizontalAdvance(words)
            above = (value == it.target) == up
            left = box.right() - wide - 2 if right else box.left() + 4
            text = QRectF(left, y - 16 if above else y + 2, wide + 2, 14)
            ground = QColor(colors.surface)
            ground.setAlphaF(0.85)
            p.fillRect(text, ground)
            p.setPen(colors.text2)
            p.drawText(text, _ALL, words)
        # The path is named below or above itself, where the readings are if all goes well.
        start, due = (self.scale.x(one.toordinal()) for one in (it.start, it.due))
        x, y = (
            start + 0.7 * (due - start),
            self.scale.y(it.baseline + 0.7 * (it.target - it.baseline)),
        )
        p.setPen(colors.text3)
        p.drawText(QPointF(x + 8, y + 14 if up else y - 6), PATH)

    def mark(self, p: QPainter, colors: Theme, place: int) -> None:
        """Show which reading is looked at."""
        self._whisker(p, colors, place)
        at = self._at(place)
        p.setPen(QPen(colors.accent, 1))
        p.drawLine(QPointF(at.x(), self._box.top()), QPointF(at.x(), self._box.bottom()))
        p.setPen(QPen(colors.surface, 1.5))
        p.setBrush(colors.accent)
        p.drawEllipse(at, 5, 5)

    def _at(self, place: int) -> QPointF:
        return QPointF(
            self.scale.x(self._days[place]), self.scale.y(self.charted.points[place].value)
        )
