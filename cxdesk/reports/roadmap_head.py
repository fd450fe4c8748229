"""The head of a printed roadmap: whose it is, the north star, the outcomes, and which sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.flow import clipped
from cxdesk.reports.logo import HIGHEST, logo_size
from cxdesk.reports.roadmap_faces import Measures, Widths
from cxdesk.reports.roadmap_pen import (
    TEXT,
    TEXT2,
    TEXT3,
    WHITE,
    Pen,
)
from cxdesk.reports.wording import long_day
from cxdesk.services.grouping import Axis as By
from cxdesk.services.roadmap_sheet import OutcomeHead, RoadmapSheet

_MOST_MAP: Final = 24  # sheets in a row of the map; more are told in words
_STAR_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Where:
    """Which sheet of how many: its row and column, from 0."""

    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def number(self) -> int:
        """Its number among all, from 1, row by row."""
        return self.row * self.columns + self.column + 1

    @property
    def sheets(self) -> int:
        """How many there are."""
        return self.rows * self.columns


class Head:
    """Program, title and north star at the left, outcomes at the right or below."""

    def __init__(
        self, sheet: RoadmapSheet, widths: Widths, m: Measures, width: float, note: str
    ) -> None:
        self.sheet, self.widths, self.m, self.width, self.note = sheet, widths, m, width, note
        self._big, self._body, self._small = m.type(21), m.type(9.4), m.type(8.6)
        self._strong = m.type(9.6)
        self._title = f"Roadmap, as of {long_day(sheet.on)}"
        self._logo = logo_size(sheet.letterhead.logo, m.of(HIGHEST))
        self._inset = self._logo[0] + m.of(10) if self._logo[0] else 0.0
        title = self._inset + self._big * widths.of(self._title, fonts.DISPLAY)
        blocks = [self._block(one) for one in sheet.outcomes]
        self._beside = title + m.of(40) + sum(blocks) <= width
        room = width - sum(blocks) - m.of(24) if self._beside else width
        said = " ".join(sheet.north_star.split())
        self._star: list[str] = []
        if said:
            self._star, _ = clipped(
                widths.text, said, fonts.REGULAR, self._body, max(room, title), _STAR_LINES
            )
        self._filter: list[str] = []
        if words := self._shown():
            self._filter, _ = clipped(
                widths.text, words, fonts.MEDIUM, self._small, max(room, title), _STAR_LINES
            )
        self._rows = self._flowed(blocks)
        below = 0.0 if self._beside else len(self._rows) * self._block_high + m.of(4)
        left = (
            1.3 * self._body + 1.3 * self._big + 1.4 * self._body * len(self._star)
            + 1.4 * self._small * len(self._filter)
        )  # fmt: skip
        self._left = left
        self.height = left + below + m.of(13)

    @property
    def _block_high(self) -> float:
        return 1.35 * self._strong + 1.4 * self._small

    def _shown(self) -> str:
        sheet = self.sheet
        parts = [] if sheet.lanes_by is By.DOMAIN else [f"Lanes: {sheet.lanes_by.value}"]
        parts += sheet.filters
        if sheet.filters:
            total = sum(lane.count for lane in sheet.lanes)
            parts.append(f"{sheet.shown:,} of {count(total, 'initiative')}")
        return " · ".join(parts)

    def _block(self, one: OutcomeHead) -> float:
        wide = max(
            self._strong * self.widths.of(one.name, fonts.SEMIBOLD),
            self._small * self.widths.of(one.figures, fonts.REGULAR),
        )
        return wide + self.m.of(24)

    def _flowed(self, blocks: list[float]) -> list[list[tuple[float, OutcomeHead]]]:
        rows: list[list[tuple[float, OutcomeHead]]] = []
        x = self.width + 1
        for one, wide in zip(self.sheet.outcomes, blocks, strict=True):
            if x + wide > self.width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, one))
            x += wide
        if self._beside and rows:
            shift = self.width - sum(blocks) + self.m.of(16)
            rows = [[(x + shift, one) for x, one in rows[0]]]
        return rows

    def draw(self, pen: Pen, x: float, y: float, where: Where) -> None:
        """Draw with the upper left corner at (x, y)."""
        m, at = self.m, y + 0.9 * self._body
        sheet = self.sheet
        head = sheet.letterhead
        name = " · ".join(filter(None, (head.company, head.program, head.line)))
        text = self.widths.text
        room = self.width - self._inset
        room -= self._draw_map(pen, x + self.width, y, where, self.note)
        if head.logo:
            wide, high = self._logo
            middle = y + (1.25 * self._body + self._big) / 2
            pen.logo(x, middle - high / 2, wide, high, head.logo)
        begin = x + self._inset
        name = text.fitted(name, fonts.REGULAR, self._body, room - m.of(12))
        pen.text(begin, at, name, fonts.REGULAR, self._body, TEXT2)
        at += 0.35 * self._body + 1.0 * self._big
        pen.text(begin, at, self._title, fonts.DISPLAY, self._big, TEXT)
        at += 0.22 * self._big
        for line in self._star:
            at += 1.4 * self._body
            pen.text(x, at, line, fonts.REGULAR, self._body, TEXT2)
        for line in self._filter:
            at += 1.4 * self._small
            pen.text(x, at, line, fonts.MEDIUM, self._small, TEXT2)
        top = y + self._left - self._block_high + m.of(2)
        if not self._beside:
            top = y + self._left + m.of(6)
        for row in self._rows:
            for left, one in row:
                high = self._block_high - m.of(3)
                pen.rect(x + left, top, m.of(1.5), high, fill=TEXT)
                base = top + 0.95 * self._strong
                at = x + left + m.of(7)
                room = self.width - left - m.of(7)
                said = text.fitted(one.name, fonts.SEMIBOLD, self._strong, room)
                pen.text(at, base, said, fonts.SEMIBOLD, self._strong, TEXT)
                base += 1.35 * self._small
                said = text.fitted(one.figures, fonts.REGULAR, self._small, room)
                pen.text(at, base, said, fonts.REGULAR, self._small, TEXT2)
            top += self._block_high
        rule = y + self.height - m.of(6)
        pen.rect(x, rule, self.width, m.of(1.4), fill=TEXT)

    # On the sheets below --------------------------------------------------------------------

    @property
    def short(self) -> float:
        """The height of the head of later sheets."""
        return 1.5 * self._strong + self.m.of(9)

    def draw_short(self, pen: Pen, x: float, y: float, where: Where) -> None:
        """The head of a later sheet: one line."""
        said = f"{self.sheet.frame.name}: {self._title[0].lower()}{self._title[1:]}"
        room = self.width - self._draw_map(pen, x + self.width, y, where, "") - self.m.of(12)
        said = self.widths.text.fitted(said, fonts.SEMIBOLD, self._strong, room)
        pen.text(x, y + 0.95 * self._strong, said, fonts.SEMIBOLD, self._strong, TEXT)
        pen.rect(x, y + self.short - self.m.of(5), self.width, self.m.of(1.0), fill=TEXT)

    def _draw_map(self, pen: Pen, right: float, y: float, where: Where, note: str) -> float:
        """Which sheet this is among all, as a small picture and in words; the width it takes."""
        if where.sheets == 1:
            return 0.0
        m, size = self.m, self._small
        words = f"Sheet {where.number:,} of {where.sheets:,}"
        if where.columns > 1 and where.rows > 1:
            words += f": row {where.row + 1:,}, column {where.column + 1:,}"
        if note:
            words = f"{note} · {words}"
        x = right
        if where.rows <= _MOST_MAP and where.columns <= _MOST_MAP:
            wide, high = m.of(7), min(m.of(5), 1.3 * self._strong / where.rows)
            x -= where.columns * wide
            for row in range(where.rows):
                for column in range(where.columns):
                    here = (row, column) == (where.row, where.column)
                    pen.rect(x + column * wide, y + row * high, 0.86 * wide, 0.8 * high,
                             fill=TEXT if here else WHITE, stroke=TEXT3, line=0.4)  # fmt: skip
            x -= m.of(8)
        x -= size * self.widths.of(words, fonts.REGULAR)
        pen.text(x, y + 0.95 * self._body, words, fonts.REGULAR, size, TEXT2)
        return right - x
