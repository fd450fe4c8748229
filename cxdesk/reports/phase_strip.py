"""The strip of phases on a charter: a bar a phase over the months, a diamond at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.colors import white
from reportlab.platypus import Flowable

from cxdesk.analysis.phase_bars import PhaseBar, month_starts, phase_bars
from cxdesk.model.wording import MONTHS
from cxdesk.reports import fonts
from cxdesk.reports.page import FILL, HAIR, INK, SOFT
from cxdesk.reports.text import Typesetter
from cxdesk.services.charter_page import PhaseRow

_MONTH_ROOM = 10.8  # points above the bars, for the names of the months
_BAR = 13.8
_LANE = 16.5  # overlapping phases take lanes of their own
_SIZE = 8.0
_DIAMOND = 4.5  # half its width


class PhaseStrip(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A drawn overview of the phases; `phase_strip` makes it where there are dates."""

    def __init__(self, bars: list[PhaseBar], first: date, text: Typesetter) -> None:
        super().__init__()
        self._bars, self._first, self._text = bars, first, text
        self._days = max(bar.end for bar in bars)
        self.spaceAfter = 5.4

    @property
    def lanes(self) -> int:
        """How many phases stand below each other at the most."""
        return 1 + max(bar.lane for bar in self._bars)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self.height = width, _MONTH_ROOM + (self.lanes - 1) * _LANE + _BAR
        return self.width, self.height

    def _x(self, day: int) -> float:
        return day / self._days * (self.width - _DIAMOND)

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._draw_months()
        for bar in self._bars:
            self._draw_bar(bar)
        last = max(self._bars, key=lambda bar: (bar.end, bar.lane))
        x, y = self._x(last.end) - 1, self._top(last) - _BAR / 2
        path = self.canv.beginPath()
        path.moveTo(x - _DIAMOND, y)
        for dx, dy in ((0, _DIAMOND), (_DIAMOND, 0), (0, -_DIAMOND)):
            path.lineTo(x + dx, y + dy)
        path.close()
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)

    def _top(self, bar: PhaseBar) -> float:
        return float(self.height - _MONTH_ROOM - bar.lane * _LANE)

    def _draw_months(self) -> None:
        canvas = self.canv
        ticks = month_starts(self._first, self._days)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.6)
        free = 0.0  # where the next label may begin
        year = 0
        for day in ticks:
            x = self._x((day - self._first).days)
            label = MONTHS[day.month - 1] + (f" {day.year}" if day.year != year else "")
            room = self._text.width(label, fonts.REGULAR, _SIZE) + 6
            if x < free or x + room > self.width:
                continue
            free, year = x + room, day.year
            canvas.line(x, 0, x, self.height)
            canvas.setFillColor(SOFT)
            canvas.setFont(fonts.REGULAR, _SIZE)
            canvas.drawString(x + 3, self.height - 7.3, label)

    def _draw_bar(self, bar: PhaseBar) -> None:
        canvas = self.canv
        x, top = self._x(bar.start), self._top(bar)
        width = max(self._x(bar.end) - x, 1.5)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.setFillColor(FILL if bar.number % 2 else white)
        canvas.roundRect(x + 0.4, top - _BAR, width - 0.4, _BAR, min(1.5, width / 2), fill=1)
        number = str(bar.number)
        room = self._text.width(number, fonts.SEMIBOLD, _SIZE)
        if room + 2 > width:
            return
        canvas.setFillColor(INK)
        inset = min(5.5, (width - room) / 2)
        base = top - _BAR / 2 - 0.36 * _SIZE
        canvas.setFont(fonts.SEMIBOLD, _SIZE)
        canvas.drawString(x + inset, base, number)
        start = x + inset + room + 4
        if start + self._text.width(bar.name, fonts.REGULAR, _SIZE) + 3 <= x + width:
            self._text.draw(canvas, start, base, bar.name, fonts.REGULAR, _SIZE)


def phase_strip(phases: Sequence[PhaseRow], text: Typesetter) -> PhaseStrip | None:
    """The strip, or None unless every phase has a start and an end in their order."""
    first, bars = phase_bars((phase.name, phase.start, phase.end) for phase in phases)
    if first is None or len(bars) < len(phases):
        return None
    return PhaseStrip(bars, first, text)
