"""What stands below the bars of a printed roadmap: the load by month, legend, counts and pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from cxdesk.model.states import PATH, State
from cxdesk.reports import fonts
from cxdesk.reports.flow import clipped
from cxdesk.reports.picture import mixed
from cxdesk.reports.roadmap_axis import Axis
from cxdesk.reports.roadmap_dates import diamond
from cxdesk.reports.roadmap_faces import Measures, Widths
from cxdesk.reports.roadmap_pen import (
    DANGER,
    LINE2,
    SUNKEN,
    TEXT,
    TEXT2,
    TEXT3,
    WHITE,
    Pen,
    hue_inks,
)
from cxdesk.reports.wording import long_day, number
from cxdesk.services.card_words import PRIORITIES, late
from cxdesk.services.grouping import Axis as By
from cxdesk.services.roadmap_days import Mark, Tone
from cxdesk.services.roadmap_sheet import RoadmapSheet
from cxdesk.services.timeline_load import LoadRow, over_words, rounded, unit_words

_MOST_NOTE: Final = 3  # lines


class _Cell(NamedTuple):
    """Months that share a cell: their edges, and the place of the first and behind the last."""

    x: float
    end: float
    first: int
    last: int


class Strip:
    """Person-days a month of each domain, the number always printed."""

    def __init__(self, sheet: RoadmapSheet, widths: Widths, m: Measures, axis: Axis) -> None:
        self.sheet, self.widths, self.m, self.axis = sheet, widths, m, axis
        self._size, self._head, self._row = m.type(8.6), m.type(9.2) * 1.75, m.type(8.6) * 1.62
        most = max((max(row.loads, default=0.0) for row in sheet.load.rows), default=0.0)
        widest = self._size * (widths.of(f"{most:,.0f} !", fonts.SEMIBOLD) + 0.4)
        self._step = axis.step(widest)
        edges = [*(axis.x_of(on) for on in axis.months()), axis.width]
        self._cells = [_Cell(edges[a], edges[b], a, b) for a, b in axis.parts(self._step)]

    @property
    def height(self) -> float:
        """The height of head and rows."""
        return self._head + len(self.sheet.load.rows) * self._row + self.m.of(4)

    def draw(self, pen: Pen, x: float, y: float, window: tuple[float, float]) -> None:
        """Draw with the labels at `x` and the part of time in `window` at their right."""
        m, size = self.m, self._size
        wide = window[1] - window[0]
        plot, zero = x + m.label, x + m.label - window[0]
        pen.rect(x, y, m.label + wide, self._head, fill=SUNKEN)
        pen.rect(x, y - 0.4, m.label + wide, 0.8, fill=TEXT3)
        base = y + self._head / 2 + 0.36 * size
        pen.text(x + m.of(10), base, "Capacity", fonts.SEMIBOLD, m.type(9.2), TEXT)
        load = self.sheet.load
        text, over, room = self.widths.text, over_words(load), wide - m.of(10)
        said = text.fitted(unit_words(load, self._step), fonts.REGULAR, size, room)
        pen.text(plot + m.of(5), base, said, fonts.REGULAR, size, TEXT2)
        if over:
            room -= size * self.widths.of(said, fonts.REGULAR) + 2 * size
            over = text.fitted(over, fonts.SEMIBOLD, size, room) if room > 12 * size else ""
        if over:
            at = plot + wide - m.of(5) - size * self.widths.of(over, fonts.SEMIBOLD)
            pen.text(at, base, over, fonts.SEMIBOLD, size, DANGER)
        y += self._head
        bounds = {row.bound for row in load.rows if row.bound is not None}
        for row in load.rows:
            name = row.name
            if len(bounds) > 1 and row.bound is not None:
                name += f" ({number(row.bound)})"
            self._draw_row(pen, x, y, name, row, zero, window)
            y += self._row

    def _draw_row(
        self, pen: Pen, x: float, y: float, name: str, row: LoadRow, zero: float,
        window: tuple[float, float],
    ) -> None:  # fmt: skip
        m, size = self.m, self._size
        base = y + self._row / 2 + 0.36 * size
        pen.rect(x, y + 0.6, m.of(3), self._row - 1.2, fill=hue_inks(row.hue)[0])
        name = self.widths.text.fitted(name, fonts.REGULAR, size, m.label - m.of(14))
        pen.text(x + m.of(10), base, name, fonts.REGULAR, size, TEXT)
        for cell in self._cells:
            if cell.end <= window[0] + 0.01 or cell.x >= window[1] - 0.01:
                continue
            most = max(range(cell.first, cell.last), key=lambda n: row.loads[n])
            value, over = row.loads[most], bool(row.over(most))
            left, right = max(cell.x, window[0]), min(cell.end, window[1])
            share = value / (row.bound or 100.0)
            words = rounded(value) if value else "·"
            face, ink = fonts.REGULAR, TEXT
            if over:
                words, face, ink = f"{words} !", fonts.SEMIBOLD, WHITE
            if value:
                ground = DANGER if over else mixed(TEXT3, WHITE, 0.08 + 0.3 * min(share, 1.0))
                pen.rect(zero + left + 0.6, y + 0.6, right - left - 1.2, self._row - 1.2,
                         fill=ground)  # fmt: skip
            wide = size * self.widths.of(words, face)
            pen.text(zero + (left + right - wide) / 2, base, words, face, size, ink)


class _Entry(NamedTuple):
    """Something that the legend explains: how wide its sign is, what draws it, and its words."""

    wide: float
    draw: Callable[[Pen, float, float], None]
    words: str


class Legend:
    """What signs and lines stand for, what was cut, and the line at the foot of each sheet."""

    def __init__(
        self, sheet: RoadmapSheet, widths: Widths, m: Measures, width: float, cut: list[str]
    ) -> None:
        self.sheet, self.widths, self.m, self.width = sheet, widths, m, width
        self._size, self._lead = m.type(8.6), m.type(8.6) * 1.65
        self._rows = self._flowed()
        self._right = self._size * widths.of("Page 9,999 of 9,999 · Tabloid · check 0000 0000 0000",
                                             fonts.REGULAR)  # fmt: skip
        said = f"{sheet.counts} · cxdesk, printed {long_day(sheet.on)}"
        self._foot, _ = clipped(
            widths.text, said, fonts.REGULAR, self._size, max(width - self._right, width / 2), 3
        )
        self._notes: list[str] = []
        if cut:
            said = f"Cut at “…”, in full in the table of the roadmap: {', '.join(cut)}."
            self._notes, _ = clipped(
                widths.text, said, fonts.REGULAR, self._size, width, _MOST_NOTE
            )

    def add_note(self, words: str) -> None:
        """Say something more at the end."""
        if words:
            self._notes.append(words)

    @property
    def height(self) -> float:
        """The height of all."""
        lines = len(self._rows) + len(self._notes)
        return self.m.of(5) + lines * self._lead + self.m.of(3) + self._foot_high

    @property
    def _foot_high(self) -> float:
        return 0.7 * self._size + 1.25 * self._size * len(self._foot)

    def _entries(self) -> list[_Entry]:
        sheet, m, size = self.sheet, self.m, self._size
        cards = [card for lane in sheet.lanes for card in lane.cards]

        def sign(name: str) -> Callable[[Pen, float, float], None]:
            ink = DANGER if name in ("blocked", "alert") else TEXT2
            return lambda pen, x, y: pen.sign(name, x, y - size / 2, size, ink)

        found = [_Entry(size, sign(state.value), state.label) for state in PATH]
        if any(card.state is State.ON_HOLD for card in cards):
            found.append(_Entry(size, sign(State.ON_HOLD.value), State.ON_HOLD.label))
        found += [
            _Entry(size, sign(f"priority-{level}"), PRIORITIES[level]) for level in (4, 3, 2, 1)
        ]  # fmt: skip
        for name, words, there in (
            ("blocked", "blocked", any(card.blocked for card in cards)),
            ("alert", "late", any(late(card, sheet.on) for card in cards)),
        ):  # fmt: skip
            if there:
                found.append(_Entry(size, sign(name), words))

        def box(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y - 0.42 * size, 2 * size, 0.84 * size, fill=WHITE, stroke=TEXT,
                     line=m.of(1.6), radius=m.of(2))  # fmt: skip

        def ghost(pen: Pen, x: float, y: float) -> None:
            high = 0.36 * size
            pen.rect(x, y - high / 2, 2 * size, high, fill=LINE2, stroke=TEXT3, line=0.4,
                     radius=high / 2)  # fmt: skip

        def link(
            *, hand_off: bool = False, broken: bool = False
        ) -> Callable[[Pen, float, float], None]:
            return lambda pen, x, y: draw_link(
                pen, [(x, y), (x + 2 * size, y)], m, hand_off=hand_off, broken=broken
            )

        if sheet.critical:
            found.append(_Entry(2 * size, box, "critical path"))
        if sheet.baseline:
            found.append(_Entry(2 * size, ghost, f"baseline {sheet.baseline}"))
        whole = [one for one in sheet.links if not one.missing]
        if whole:
            found.append(_Entry(2 * size, link(), "depends on"))
        if any(one.hand_off for one in whole):
            found.append(_Entry(2 * size, link(hand_off=True), "hand-off"))
        if len(whole) < len(sheet.links):
            found.append(_Entry(2 * size, link(broken=True), "broken"))
        shown = [mark for mark in sheet.marks if sheet.first <= mark.on <= sheet.last]
        for words, mark in (
            ("batch deadline", next((one for one in shown if one.filled and not one.minor), None)),
            ("outside date", next((one for one in shown if not one.filled), None)),
        ):
            if mark is not None:
                shape = _diamond(None if mark.filled else mark, size / 2, m.of(4))
                found.append(_Entry(size, shape, words))
        if any(one.minor for one in shown):
            found.append(_Entry(0.7 * size, _diamond(None, 0.35 * size, m.of(2.6)), "milestone"))
        reached = next((one for one in shown if one.minor and one.tone is Tone.DONE), None)
        if reached is not None:
            found.append(_Entry(0.7 * size, _diamond(reached, 0.35 * size, m.of(2.6)), "reached"))
        if sheet.lanes_by is not By.DOMAIN:
            for hue, name in sorted({(card.hue, card.domain) for card in cards}):
                found.append(_Entry(0.7 * size, _swatch(hue, size), name))
        prefix, codes = sheet.prefix, [card.code for card in cards]
        said = "O3 = outcome" if not prefix else f"{codes[0][len(prefix) :]} = {codes[0]}"
        if prefix and any(card.outcomes for card in cards):
            said += " · O3 = outcome"
        found.append(_Entry(0.0, lambda pen, x, y: None, said))
        return found

    def _flowed(self) -> list[list[tuple[float, _Entry]]]:
        size = self._size
        rows: list[list[tuple[float, _Entry]]] = [[]]
        x = 0.0
        for entry in self._entries():
            wide = entry.wide + 0.5 * size + size * self.widths.of(entry.words, fonts.REGULAR)
            if rows[-1] and x + wide > self.width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, entry))
            x += wide + 1.15 * size
        return rows

    def draw(self, pen: Pen, x: float, bottom: float, right: str) -> None:
        """Draw with the lower edge at `bottom`; `right` is what the foot says of the sheet."""
        m, size = self.m, self._size
        y = bottom - self.height + m.of(5)
        for row in self._rows:
            middle = y + self._lead / 2
            for at, entry in row:
                entry.draw(pen, x + at, middle)
                gap = 0.5 * size if entry.wide else 0.0
                pen.text(x + at + entry.wide + gap, middle + 0.36 * size, entry.words,
                         fonts.REGULAR, size, TEXT)  # fmt: skip
            y += self._lead
        for line in self._notes:
            pen.text(x, y + self._lead / 2 + 0.36 * size, line, fonts.REGULAR, size, TEXT2)
            y += self._lead
        rule = bottom - self._foot_high + 0.3 * size
        pen.rect(x, rule, self.width, 0.6, fill=TEXT2)
        base = rule + 1.2 * size
        for line in self._foot:
            pen.text(x, base, line, fonts.REGULAR, size, TEXT2)
            base += 1.25 * size
        wide = size * self.widths.of(right, fonts.REGULAR)
        pen.text(x + self.width - wide, rule + 1.2 * size, right, fonts.REGULAR, size, TEXT2)


def draw_link(
    pen: Pen,
    points: Sequence[tuple[float, float]],
    m: Measures,
    *,
    critical: bool = False,
    broken: bool = False,
    hand_off: bool = False,
    ends: tuple[bool, bool] = (True, True),
) -> None:
    """A link with the head of its arrow; critical in ink, broken red and dashed.

    One from domain to domain is wider and begins with a dot. `ends` says which are in sight.
    """
    ink = DANGER if broken else TEXT if critical else TEXT3
    line = m.of(1.8 if broken else 1.6 if critical else 1.3 if hand_off else 0.9)
    dash = (m.of(3.0), m.of(2.0)) if broken else ()
    (a, _), (x, y) = points[-2], points[-1]
    way = 1 if x > a else -1
    long, half = m.of(4.6), m.of(2.6)
    pen.lines([*points[:-1], (x - way * 0.8 * long, y)], ink, line, dash=dash)
    if ends[1]:
        pen.area([(x, y), (x - way * long, y - half), (x - way * long, y + half)], ink)
    if hand_off and ends[0]:
        (left, top), (then, _), side = points[0], points[1], m.of(3.4)
        left += m.of(2.0) if then > left else -m.of(2.0)
        pen.rect(left - side / 2, top - side / 2, side, side, fill=ink, radius=side / 2)


def _swatch(hue: int, size: float) -> Callable[[Pen, float, float], None]:
    ink = hue_inks(hue)[0]
    return lambda pen, x, y: pen.rect(x, y - 0.35 * size, 0.7 * size, 0.7 * size, fill=ink)


def _diamond(mark: Mark | None, middle: float, half: float) -> Callable[[Pen, float, float], None]:
    return lambda pen, x, y: diamond(pen, x + middle, y, half, mark)
