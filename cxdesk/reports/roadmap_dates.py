"""Time above the bars of a printed roadmap: horizons, months, today, days that stand out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from cxdesk.reports import fonts
from cxdesk.reports.roadmap_axis import Axis
from cxdesk.reports.roadmap_faces import Measures, Widths
from cxdesk.reports.roadmap_pen import (
    ACCENT,
    DANGER,
    HOVER,
    LINE2,
    PRESS,
    SUNKEN,
    TEXT,
    TEXT2,
    TEXT3,
    WHITE,
    Pen,
)
from cxdesk.services.roadmap_days import Mark, Tone, bands
from cxdesk.services.roadmap_sheet import RoadmapSheet

_HALF: Final = 5.2  # of a diamond
_LONGEST: Final = 190.0  # of a mark's words: fifty batches may end on one day
_MOST_LEVELS: Final = 6  # of marks above each other; what has no room then has no words


@dataclass(slots=True)
class _Label:
    mark: Mark
    x: float
    level: int = 0
    left: float = 0.0  # of its words; none where it equals x
    wide: float = 0.0


class Dates:
    """Bands of horizons, months, and the marks with what they stand for."""

    def __init__(
        self, sheet: RoadmapSheet, widths: Widths, m: Measures, axis: Axis, cuts: list[float]
    ) -> None:
        self.sheet, self.widths, self.m, self.axis = sheet, widths, m, axis
        self.ticks = axis.ticks(m.of(26))
        self._band, self._month = m.type(9.4) * 1.95, m.type(9.0) * 1.85
        self._title, self._note = m.type(9.2), m.type(8.6)
        self._level = 1.2 * self._title + 1.2 * self._note + m.of(5)
        self.labels = self._placed(cuts)
        self.levels = max((label.level for label in self.labels), default=0) + 1

    @property
    def short(self) -> float:
        """The height without marks, as on later sheets."""
        return self._band + self._month

    @property
    def height(self) -> float:
        """The height with them."""
        return self.short + self.levels * self._level + self.m.of(2)

    def _placed(self, cuts: list[float]) -> list[_Label]:
        """The marks that are no one bar's own, with as few levels of words as their sides allow."""
        marks = [
            self._shortened(mark)
            for mark in self.sheet.marks
            if not mark.minor and self.sheet.first <= mark.on <= self.sheet.last
        ]
        ways = [self._placed_so(marks, cuts), self._placed_so(marks[::-1], cuts)]
        return min(ways, key=lambda labels: max((one.level for one in labels), default=0))

    def _shortened(self, mark: Mark) -> Mark:
        text, most = self.widths.text, self.m.of(_LONGEST)
        return replace(
            mark,
            title=text.fitted(mark.title, fonts.SEMIBOLD, self._title, most),
            note=text.fitted(mark.note, fonts.REGULAR, self._note, most),
        )

    def _placed_so(self, marks: list[Mark], cuts: list[float]) -> list[_Label]:
        """The marks one after another, their words where there is room for them."""
        found: list[_Label] = []
        taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_LEVELS)]
        half = self.m.of(6)
        for mark in marks:
            x = self.axis.middle_of(mark.on)
            wide = max(
                self._title * self.widths.of(mark.title, fonts.SEMIBOLD),
                self._note * self.widths.of(mark.note, fonts.REGULAR),
            )
            begin = max((cut for cut in cuts if cut <= x), default=0.0)
            end = min((cut for cut in cuts if cut > x), default=self.axis.width)
            x = min(max(x, begin + self.m.of(_HALF)), end - self.m.of(_HALF))
            label = _Label(mark, x, 0, x)
            sides = [
                (level, left)
                for level in range(_MOST_LEVELS)
                for left in (x + 1.6 * half, x - 1.6 * half - wide)
                if begin <= left and left + wide <= end
            ]
            for level, left in sides:
                span = min(left, x - half), max(left + wide, x + half)
                if all(span[1] + half < a or b + half < span[0] for a, b in taken[level]):
                    label = _Label(mark, x, level, left, wide)
                    taken[level].append(span)
                    break
            found.append(label)
        return found

    def draw(
        self, pen: Pen, x: float, y: float, window: tuple[float, float], *, marks: bool
    ) -> None:
        """Draw with the left edge of the plot, where `window` begins, at `x`."""
        zero, wide = x - window[0], window[1] - window[0]
        with pen.clip(x, y, wide + 0.6, self.short + 0.6):
            self._draw_bands(pen, zero, y, window)
            self._draw_months(pen, zero, y + self._band, window)
        pen.rect(x, y + self.short - 0.25, wide, 0.5, fill=LINE2)
        self._draw_today(pen, zero, y + self._band, window)
        if marks:
            self._draw_marks(pen, zero, y + self.short, window)

    def bands(self) -> list[tuple[str, str, str, float, float]]:
        """Letter, name, words and both edges of the horizons in sight."""
        frame, axis = self.sheet.frame, self.axis
        short, mid = (on + timedelta(days=1) for on in (frame.short_ends, frame.mid_ends))
        edges = [0.0, axis.x_of(short), axis.x_of(mid), axis.width]
        edges = [min(max(edge, 0.0), axis.width) for edge in edges]
        return [
            (*words, edges[n], edges[n + 1])
            for n, words in enumerate(bands(frame.short_ends, frame.mid_ends))
            if edges[n + 1] > edges[n]
        ]

    def _draw_bands(self, pen: Pen, zero: float, y: float, window: tuple[float, float]) -> None:
        m, size = self.m, self.m.type(9.4)
        for letter, name, said, left, right in self.bands():
            begin, end = max(left, window[0]), min(right, window[1])
            if end <= begin:
                continue
            ground = {"S": PRESS, "M": HOVER, "L": SUNKEN}[letter]
            pen.rect(zero + begin, y, end - begin, self._band, fill=ground)
            if left > 0:
                pen.rect(zero + left - 0.5, y, 1.0, self._band, fill=TEXT3)
            base = y + self._band / 2 + 0.36 * size
            at, room = zero + begin + m.of(5), end - begin - m.of(5)
            side = 1.3 * size
            if room < side:
                continue
            pen.rect(at, y + (self._band - side) / 2, side, side, fill=WHITE, stroke=TEXT,
                     line=m.of(0.8), radius=m.of(1.6))  # fmt: skip
            wide = 0.8 * size * self.widths.of(letter, fonts.SEMIBOLD)
            pen.text(at + (side - wide) / 2, base - 0.07 * size, letter, fonts.SEMIBOLD,
                     max(0.8 * size, 8.0), TEXT)  # fmt: skip
            at += side + 0.5 * size
            name_wide = size * self.widths.of(name, fonts.SEMIBOLD)
            said_wide = size * self.widths.of(said, fonts.REGULAR)
            if side + 0.6 * size + name_wide > room:
                continue
            pen.text(at, base, name, fonts.SEMIBOLD, size, TEXT)
            if side + 1.2 * size + name_wide + said_wide < room:
                pen.text(at + name_wide + 0.5 * size, base, said, fonts.REGULAR, size, TEXT2)

    def _names(self, window: tuple[float, float]) -> list[tuple[float, float, tuple[str, str]]]:
        """The names of months that have room: from where to where, and name and year."""
        size, free = self.m.type(9.0), window[0]
        found = []
        for n, tick in enumerate(self.ticks):
            if tick.end <= window[0] or tick.x >= window[1]:
                continue
            at, end = max(tick.x, window[0]) + self.m.of(4), min(tick.end, window[1])
            year = tick.year or (self._year(n) if tick.x <= window[0] else "")
            name = tick.name
            wide = size * self.widths.of(name, fonts.MEDIUM if year else fonts.REGULAR)
            whole = wide + (0.3 + self.widths.of(year, fonts.SEMIBOLD)) * size
            if year and at + whole > end + 1:  # it takes the place of the month, "2027"
                name, wide, whole = "", 0.0, whole - wide - 0.3 * size
            if at < free or at + (whole if year else wide) > end + 1:
                continue
            free = at + (whole + 0.1 * size if year else wide + 0.4 * size)
            found.append((at, free, (name, year)))
        return found

    def _draw_months(
        self,
        pen: Pen,
        zero: float,
        y: float,
        window: tuple[float, float],
    ) -> None:
        size = self.m.type(9.0)
        base = y + self._month / 2 + 0.36 * size
        for tick in self.ticks:
            if window[0] < tick.x < window[1]:
                pen.rect(zero + tick.x - 0.25, y, 0.5, self._month, fill=LINE2)
        for left, _, (name, year) in self._names(window):
            face = fonts.MEDIUM if year else fonts.REGULAR
            if name:
                pen.text(zero + left, base, name, face, size, TEXT2)
            if year:
                at = left + (size * (self.widths.of(name, face) + 0.3) if name else 0.0)
                pen.text(zero + at, base, year, fonts.SEMIBOLD, size, TEXT)

    def _year(self, n: int) -> str:
        """The year of a tick at which a sheet begins."""
        return next((tick.year for tick in reversed(self.ticks[: n + 1]) if tick.year), "")

    def today(self) -> float | None:
        """Where today is; None beyond the axis."""
        on = self.sheet.on
        if not self.sheet.first <= on <= self.sheet.last:
            return None
        return self.axis.middle_of(on)

    def _draw_today(self, pen: Pen, zero: float, y: float, window: tuple[float, float]) -> None:
        """ "Today" over its line among the months, or a mark where no name leaves it room."""
        at = self.today()
        if at is None or not window[0] <= at < window[1]:
            return
        size, m = self.m.type(9.0), self.m
        wide = size * self.widths.of("Today", fonts.SEMIBOLD) + size
        names = [(left, right) for left, right, _ in self._names(window)]
        for share in (0.5, 0.3, 0.7, 0.1, 0.9):
            left = min(max(at - share * wide, window[0]), window[1] - wide)
            if all(left + wide < a or b < left for a, b in names):
                high = self._month - 1.2
                pen.rect(zero + left, y + 0.6, wide, high, fill=ACCENT, radius=m.of(2))
                base = y + self._month / 2 + 0.36 * size
                pen.text(zero + left + size / 2, base, "Today", fonts.SEMIBOLD, size, WHITE)
                return
        foot, half = y + self._month, m.of(4)
        pen.area([(zero + at - half, foot - 1.4 * half), (zero + at + half, foot - 1.4 * half),
                  (zero + at, foot)], ACCENT)  # fmt: skip

    def _draw_marks(self, pen: Pen, zero: float, y: float, window: tuple[float, float]) -> None:
        m = self.m
        for label in self.labels:
            if not window[0] <= label.x < window[1]:
                continue
            top = y + label.level * self._level + m.of(2.5)
            late = label.mark.tone is Tone.LATE
            ink = DANGER if late else TEXT
            middle = top + self._level / 2 - m.of(2)
            if label.wide:
                right = label.left < label.x
                for words, face, size, base, tone in (
                    (label.mark.title, fonts.SEMIBOLD, self._title, 0.98 * self._title, ink),
                    (label.mark.note, fonts.REGULAR, self._note,
                     1.2 * self._title + 0.98 * self._note, DANGER if late else TEXT2),
                ):  # fmt: skip
                    shift = label.wide - size * self.widths.of(words, face) if right else 0.0
                    pen.text(zero + label.left + shift, top + base, words, face, size, tone)
            diamond(pen, zero + label.x, middle, m.of(_HALF), label.mark)


def diamond(pen: Pen, x: float, y: float, half: float, mark: Mark | None) -> None:
    """The sign of a mark: hollow for a date from outside and what is reached, "!" when overdue."""
    late = mark is not None and mark.tone is Tone.LATE
    ink = DANGER if late else TEXT
    filled = mark is None or (mark.filled and not (mark.minor and mark.tone is Tone.DONE))
    points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    pen.area(points, ink if filled else WHITE, ink)
    if late and filled:
        wide = 0.26 * half
        pen.rect(x - wide / 2, y - 0.52 * half, wide, 0.62 * half, fill=WHITE)
        pen.rect(x - wide / 2, y + 0.24 * half, wide, 0.26 * half, fill=WHITE)
