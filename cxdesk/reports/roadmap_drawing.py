"""One drawing of a roadmap at one size, over one sheet or many, by any pen."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Final

from cxdesk.reports import fonts
from cxdesk.reports.page import MARGIN
from cxdesk.reports.roadmap_axis import Axis
from cxdesk.reports.roadmap_bars import Painter
from cxdesk.reports.roadmap_dates import Dates, diamond
from cxdesk.reports.roadmap_faces import Measures, Widths
from cxdesk.reports.roadmap_foot import Legend, Strip, draw_link
from cxdesk.reports.roadmap_head import Head, Where
from cxdesk.reports.roadmap_pen import (
    ACCENT,
    DANGER,
    LINE,
    LINE2,
    TEXT,
    TEXT2,
    TEXT3,
    WHITE,
    Pen,
    hue_inks,
)
from cxdesk.reports.roadmap_plan import Layout, Line, Part, Step, in_window, lay
from cxdesk.services.grouping import Axis as By
from cxdesk.services.roadmap_days import Mark, Tone
from cxdesk.services.roadmap_sheet import RoadmapSheet

_STRETCH: Final = 0.6  # of a row, at most, between rows where a page has room to spare
_REACH: Final = 12.0  # of the marks of a link beyond its corners


class Drawing:
    """All parts measured. `size` is that of a sheet of paper, `note` what its map says more."""

    def __init__(
        self,
        sheet: RoadmapSheet,
        widths: Widths,
        m: Measures,
        axis: tuple[Axis, list[float]],
        size: tuple[float, float],
        *,
        paper: str = "",
        note: str = "",
        step: Step = lambda: None,
    ) -> None:
        self.sheet, self.widths, self.m, self.size, self.paper = sheet, widths, m, size, paper
        self.axis, self.cuts = axis
        self.width: float = size[0] - 2 * MARGIN
        self.room: float = size[1] - 2 * MARGIN
        self.step = step
        self.layout: Layout = lay(sheet, widths, m, self.axis, self.cuts, step)
        self.head = Head(sheet, widths, m, self.width, note)
        self.dates = Dates(sheet, widths, m, self.axis, self.cuts)
        self.strip = Strip(sheet, widths, m, self.axis)
        # Everything has been set by now: it is known what has no font.
        self.legend = Legend(sheet, widths, m, self.width, self.layout.cut)
        self.legend.add_note(widths.text.note())
        self._painter = Painter(self.layout.faces)
        self._marks: dict[int, list[Mark]] = {}
        for mark in sheet.marks:
            if mark.minor and mark.initiative is not None:
                self._marks.setdefault(mark.initiative, []).append(mark)

    @property
    def height(self) -> float:
        """What it needs on one sheet, between the margins."""
        return (
            self.head.height + self.dates.height + self.layout.height + self.strip.height
            + self.legend.height
        )  # fmt: skip

    @property
    def stretch(self) -> float:
        """What may be added to every row so that one sheet is filled."""
        rows = sum(max(len(lane.rows), 1) for lane in self.layout.lanes)
        return max(min((self.room - self.height) / max(rows, 1), _STRETCH * self.m.row), 0.0)

    # Sheets ---------------------------------------------------------------------------------

    def _room(self, row: int) -> float:
        above = (
            self.head.height + self.dates.height if not row else self.head.short + self.dates.short
        )
        return self.room - above - self.legend.height

    @cached_property
    def windows(self) -> list[list[Part]]:
        """The lanes on the sheets below each other; the load is on the last."""
        found = self.layout.windows(self._room)
        used = sum(part.bottom - part.top for part in found[-1])
        if used + self.strip.height > self._room(len(found) - 1) + 1e-6:
            found.append([])
        return found

    @cached_property
    def _check(self) -> str:
        return f"check {self.sheet.check}"

    @cached_property
    def lines(self) -> list[Line]:
        """The links, critical ones last and so above the others."""
        return sorted(self.layout.lines(self.step), key=lambda line: line.link.critical)

    def wheres(self) -> list[Where]:
        """All sheets, row by row."""
        rows, columns = len(self.windows), len(self.cuts) - 1
        return [
            Where(row, column, rows, columns) for row in range(rows) for column in range(columns)
        ]

    # Drawing --------------------------------------------------------------------------------

    def draw(self, pen: Pen, where: Where) -> None:
        """Draw one sheet."""
        x, y = MARGIN, MARGIN
        window = self.cuts[where.column], self.cuts[where.column + 1]
        parts = self.windows[where.row]
        if where.row:
            self.head.draw_short(pen, x, y, where)
            y += self.head.short
        else:
            self.head.draw(pen, x, y, where)
            y += self.head.height
        plot, wide = x + self.m.label, window[1] - window[0]
        self.dates.draw(pen, plot, y, window, marks=not where.row)
        if not where.row:
            size, base = self.m.type(9.2), y + self.dates.short
            base += (self.dates.height - self.dates.short) / 2 + 0.3 * size
            if any(not mark.minor for mark in self.sheet.marks):
                pen.text(x + self.m.of(10), base, "Milestones", fonts.SEMIBOLD, size, TEXT)
        y += self.dates.short if where.row else self.dates.height
        high = sum(part.bottom - part.top for part in parts)
        if parts:
            shift = y - parts[0].top
            with pen.clip(plot - 0.6, y, wide + 1.2, high):
                self._draw_ground(pen, plot, y, high, window)
                self._draw_links(pen, plot - window[0], shift, parts, window, broken=False)
                self._draw_bars(pen, plot - window[0], shift, parts, window)
                self._draw_links(pen, plot - window[0], shift, parts, window, broken=True)
            for part in parts:
                self._draw_label(pen, x, part, shift)
                pen.rect(x, shift + part.top - 0.3, self.m.label + wide, 0.6, fill=LINE2)
            y += high
        pen.rect(x, y - 0.3, self.m.label + wide, 0.6, fill=TEXT3)
        if where.row == where.rows - 1:
            self.strip.draw(pen, x, y, window)
        said = f"Page {where.number:,} of {where.sheets:,} · "
        said += " · ".join(filter(None, (self.paper, self._check)))
        self.legend.draw(pen, x, self.size[1] - MARGIN, said)

    def _draw_ground(
        self, pen: Pen, plot: float, y: float, high: float, window: tuple[float, float]
    ) -> None:
        """Lines of months, horizons, deadlines and today, behind everything."""
        m, zero = self.m, plot - window[0]
        for tick in self.dates.ticks:
            if window[0] < tick.x < window[1]:
                pen.rect(zero + tick.x - 0.25, y, 0.5, high, fill=LINE)
        for label in self.dates.labels:
            if label.mark.filled and label.mark.tone is not Tone.LATE:
                end = self.axis.end_of(label.mark.on)
                if window[0] < end < window[1]:
                    points = [(zero + end, y), (zero + end, y + high)]
                    pen.lines(points, LINE2, 0.6, dash=(m.of(1.5), m.of(2.5)))
        for _, _, _, left, _ in self.dates.bands():
            if left > 0 and window[0] < left < window[1]:
                pen.rect(zero + left - 0.5, y, 1.0, high, fill=TEXT3)
        today = self.dates.today()
        if today is not None and window[0] <= today < window[1]:
            wide = m.of(1.4)
            pen.rect(zero + today - wide / 2, y, wide, high, fill=ACCENT)

    def _draw_links(
        self, pen: Pen, zero: float, shift: float, parts: list[Part],
        window: tuple[float, float], *, broken: bool,
    ) -> None:  # fmt: skip
        top, bottom = parts[0].top, parts[-1].bottom
        reach = self.m.of(_REACH)
        for line in self.lines:
            if bool(line.link.missing) is not broken or line.bottom < top or line.top > bottom:
                continue
            if line.right + reach < window[0] or line.left - reach > window[1]:
                continue
            points = [(zero + x, shift + y) for x, y in line.points]
            link, (_, start), (_, end) = line.link, line.points[0], line.points[-1]
            draw_link(
                pen, points, self.m, critical=link.critical, broken=broken,
                hand_off=link.hand_off,
                ends=(top <= start <= bottom, top <= end <= bottom),
            )  # fmt: skip
            if words := link.words:
                self._draw_words(pen, points, words, DANGER if broken else TEXT2)
            if broken:
                side = self.m.of(9)
                (a, b), (c, d) = points[1], points[2] if len(points) > 2 else points[0]
                pen.sign("alert", (a + c - side) / 2, (b + d - side) / 2, side, DANGER)

    def _draw_words(
        self, pen: Pen, points: list[tuple[float, float]], words: str, ink: str
    ) -> None:
        """Type and lag of a link on its longest level piece, if that has room for them."""
        size = self.m.type(8)
        wide = size * self.widths.of(words, fonts.MEDIUM)
        level = [(abs(c - a), min(a, c), b) for (a, b), (c, d) in pairwise(points) if b == d]
        long, left, y = max(level)
        if long < wide + 2 * size:
            return
        x = left + (long - wide) / 2
        pen.rect(x - 0.2 * size, y - 0.6 * size, wide + 0.4 * size, 1.2 * size, fill=WHITE)
        pen.text(x, y + 0.36 * size, words, fonts.MEDIUM, size, ink)

    def _draw_bars(
        self, pen: Pen, zero: float, shift: float, parts: list[Part], window: tuple[float, float]
    ) -> None:
        m = self.m
        for part in parts:
            for row in range(part.first, min(part.last, len(part.lane.rows))):
                top = shift + part.lane.top + m.pad + row * m.row
                here = in_window(part.lane, row, window)
                for face in here:
                    if face.card.id in self.sheet.ghosts and not face.away:
                        self._painter.draw_ghost(pen, face, zero, top)
                for face in here:
                    self.step()
                    self._painter.draw(pen, face, zero, top, window)
                    for mark in self._marks.get(face.card.id, ()):
                        self._draw_milestone(pen, mark, zero, top + m.bar + m.of(1.2))

    def _draw_milestone(self, pen: Pen, mark: Mark, zero: float, y: float) -> None:
        """A small diamond on the lower edge of its bar."""
        if self.sheet.first <= mark.on <= self.sheet.last:
            diamond(pen, zero + self.axis.middle_of(mark.on), y, self.m.of(2.3), mark)

    def _draw_label(self, pen: Pen, x: float, part: Part, shift: float) -> None:
        """The name of a lane, and how much it holds; again where it goes on."""
        m, heading = self.m, part.lane.row.heading
        top, high = shift + part.top, part.bottom - part.top
        ink = TEXT3 if heading.hue is None else hue_inks(heading.hue)[0]
        if self.sheet.lanes_by is not By.DOMAIN:
            ink = LINE2
        pen.rect(x, top, m.of(3.4), high, fill=ink)
        size = m.type(9.6)
        lead, left = 1.25 * size, x + m.of(10)
        lines = list(part.lane.name)
        most = max(int((high - m.of(5)) / lead), 1)
        if len(lines) > most:
            lines = [*lines[: most - 1], self._cut(lines[most - 1] + "…", size)]
        base = top + m.of(3) + 0.95 * size
        for line in lines:
            pen.text(left, base, line, fonts.SEMIBOLD, size, TEXT)
            base += lead
        said = part.lane.row.said if not part.first else "continued"
        if base + 0.3 * m.small < top + high:
            pen.text(left, base, self._cut(said, m.small), fonts.REGULAR, m.small, TEXT2)

    def _cut(self, words: str, size: float) -> str:
        return self.widths.text.fitted(words, fonts.REGULAR, size, self.m.label - self.m.of(14))
