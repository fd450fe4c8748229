"""A printed board before it is drawn: everything measured, and put on its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.flow import Flow, Piece, Setter, clipped
from cxdesk.reports.kanban_face import Density, Face, Faces
from cxdesk.reports.kanban_heads import Heads
from cxdesk.reports.kanban_pages import GAP, LaneSize, Part, Tile, pages, tiles
from cxdesk.reports.stopping import Work
from cxdesk.reports.text import Typesetter
from cxdesk.services.board_sheet import BoardSheet

_LEAST: Final = {"compact": 98.0, "normal": 106.0, "detailed": 112.0}  # width of a card
_MOST: Final = 2.2  # such widths; in a wider column cards stand abreast
_LARGER: Final = (1.3, 1.2, 1.1)  # for a board that takes no more pages when it is set larger
_FEW: Final = 150  # cards; more are not measured again and again
_NAMED: Final = 12  # in a note; more are counted
_SIZE: Final = 8.0
_LEADING: Final = 11.4
NOTE_GAP: Final = 10.0  # above the notes
_SIGNS: Final = (
    Piece("priority: more bars, higher", "priority-3"),
    Piece("due", "calendar"),
    Piece("charter", "document"),
    Piece("actions done of all", "checklist"),
    Piece("days in its column", "hourglass"),
    Piece("waits for", "link"),
)


@dataclass(frozen=True)
class PagePlan:
    """One page: lines of text, the heads of its columns at `heads`, lanes from `top` on, notes.

    All in points from the upper edge of the page's text.
    """

    above: tuple[str, ...]
    tile: Tile
    columns: tuple[Flow, ...]
    heads: float
    top: float
    parts: tuple[Part, ...]
    notes: tuple[Flow, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole board. Rows of cards are found by lane and column, heads by lane and whether it is
    continued.
    """

    sheet: BoardSheet
    faces: Faces
    heads: Heads
    small: Setter
    cells: dict[tuple[int, int], list[list[Face]]]
    lanes: dict[tuple[int, bool], Flow]
    pages: list[PagePlan]
    tiles: int


def grouping(sheet: BoardSheet, *, filters: bool = True) -> str:
    """What is shown and how: "Columns: state · Lanes: batch · 12 of 24 initiatives"."""
    columns, lanes = sheet.grouped
    words = [f"Columns: {columns}"] + ([f"Lanes: {lanes}"] if lanes else [])
    words += sheet.filters if filters else ()
    part = f"{sheet.shown:,} of " if sheet.shown != sheet.total else ""
    return " · ".join([*words, part + count(sheet.total, "initiative")])


def is_long(sheet: BoardSheet, text: Typesetter, width: float) -> bool:
    """Whether that has no room in the foot of a page."""
    return text.width(grouping(sheet), fonts.REGULAR, 9) > width * 0.7


def plan(
    sheet: BoardSheet, text: Typesetter, density: Density, size: tuple[float, float], work: Work
) -> Plan:
    """The board on pages of that size; as large as it may be without taking more of them."""
    best = _Planner(sheet, text, density, size, 1.0, work.step).plan()
    if sheet.shown <= _FEW:
        for scale in _LARGER:
            planner = _Planner(sheet, text, density, size, scale, lambda: None)
            made = planner.plan()
            if planner.fits and len(made.pages) <= len(best.pages) and made.tiles == best.tiles:
                return made
    return best


class _Planner:
    """Puts one board on pages at one scale."""

    def __init__(
        self,
        sheet: BoardSheet,
        text: Typesetter,
        density: Density,
        size: tuple[float, float],
        scale: float,
        step: Callable[[], None],
    ) -> None:
        self.sheet, self.text, self.density, self.step = sheet, text, density, step
        self.width, self.height = size
        self.scale = scale
        self.faces = Faces(text, density, sheet.on, sheet.currency, scale)
        self.heads = Heads(text, sheet, scale)
        self.small = Setter(text, _SIZE, _LEADING)
        self.cells: dict[tuple[int, int], list[list[Face]]] = {}
        self.lanes: dict[tuple[int, bool], Flow] = {}
        self.fits = True  # no card is higher than a page

    def plan(self) -> Plan:
        """All pages."""
        sheet = self.sheet
        filled = [
            any(row.cells[column] for row in sheet.lanes) for column in range(len(sheet.columns))
        ]
        least = _LEAST[self.density] * self.scale
        split = tiles(
            filled,
            [self.heads.narrow(head) for head in sheet.columns],
            self.width, least, _MOST * least,
            max((len(cell) for row in sheet.lanes for cell in row.cells), default=1),
        )  # fmt: skip
        made = [page for tile in split for page in self._tile(tile, len(split))]
        self._add_notes(made)
        return Plan(
            sheet, self.faces, self.heads, self.small, self.cells, self.lanes, made, len(split)
        )

    def _tile(self, tile: Tile, of: int) -> list[PagePlan]:
        sheet = self.sheet
        above = self._above(tile, of)
        heads = len(above) * _LEADING + (3.0 if above else 0.0)
        columns = tuple(
            self.heads.column(sheet.columns[column], width)
            for column, width in zip(tile.columns, tile.widths, strict=True)
        )
        top = heads + self.heads.columns_height(columns)
        room = self.height - top
        sizes = [
            self._lane(number, tile)
            for number, row in enumerate(sheet.lanes)
            if any(row.cells[column] for column in tile.columns) or (of == 1 and not sheet.filters)
        ]
        for size in sizes:
            tallest = max((high for rows in size.rows for high in rows), default=0.0)
            self.fits = self.fits and size.again + tallest + 12 <= room
        return [
            PagePlan(above, tile, columns, heads, top, tuple(parts)) for parts in pages(sizes, room)
        ]

    def _above(self, tile: Tile, of: int) -> tuple[str, ...]:
        """What stands above the heads: filters too long for the foot, and which columns."""
        lines: list[str] = []
        if is_long(self.sheet, self.text, self.width):
            said = " · ".join(self.sheet.filters)
            lines += clipped(self.text, said, fonts.MEDIUM, _SIZE, self.width, 3)[0]
        if of > 1:
            first, last = (self.sheet.columns[tile.columns[end]].label for end in (0, -1))
            which = f"{first} to {last}" if len(tile.columns) > 1 else first
            numbers = f"{tile.columns[0] + 1} to {tile.columns[-1] + 1}"
            of_all = f"Columns {numbers} of {len(self.sheet.columns)}: {which}"
            lines.append(self.text.fitted(of_all, fonts.MEDIUM, _SIZE, self.width))
        return tuple(lines)

    def _lane(self, number: int, tile: Tile) -> LaneSize:
        row = self.sheet.lanes[number]
        head = again = 0.0
        if row.title:
            for continued in (False, True):
                if (number, continued) not in self.lanes:
                    flow = self.heads.lane(row, self.width, continued=continued)
                    self.lanes[number, continued] = flow
            head = self.heads.lane_height(self.lanes[number, False])
            again = self.heads.lane_height(self.lanes[number, True])
        rows = tuple(
            tuple(max(face.height for face in faces) for faces in self._cell(number, column, tile))
            for column in tile.columns
        )
        return LaneSize(number, head, again, rows)

    def _cell(self, lane: int, column: int, tile: Tile) -> list[list[Face]]:
        """The cards of a cell in rows, so many abreast."""
        width = tile.widths[tile.columns.index(column)]
        card_width = (width - GAP * (tile.abreast - 1)) / tile.abreast
        faces = []
        for card in self.sheet.lanes[lane].cells[column]:
            faces.append(self.faces.face(card, card_width))
            self.step()
        step = tile.abreast
        rows = [faces[start : start + step] for start in range(0, len(faces), step)]
        self.cells[lane, column] = rows
        return rows

    # Notes ----------------------------------------------------------------------------------

    def _add_notes(self, made: list[PagePlan]) -> None:
        """Put the notes below the last lane, or on a page of their own."""
        for line in (*self.sheet.letterhead.lines, grouping(self.sheet)):
            self.text.runs(line, fonts.REGULAR)  # so that the note knows of all that is missing
        notes = self._notes()
        last = made[-1]
        foot = max((part.top + part.height for part in last.parts), default=0.0)
        high = sum(map(self.small.height, notes)) + NOTE_GAP
        if last.top + foot + high <= self.height or not last.parts:
            made[-1] = replace(last, notes=notes)
        else:
            bare = Tile((), (), (), 1)
            made.append(PagePlan((), bare, (), 0.0, 0.0, (), notes))

    def _notes(self) -> tuple[Flow, ...]:
        sheet, said = self.sheet, []
        if not sheet.shown:
            said.append(
                "No initiative matches these filters." if sheet.total
                else "There are no initiatives yet."
            )  # fmt: skip
        empty = [row.title for row in sheet.lanes if not any(row.cells)]
        if empty and sheet.filters and sheet.shown:
            said.append(f"Without a card here: {_named(empty)}.")
        cut = [
            face.card.code
            for rows in self.cells.values() for faces in rows for face in faces if face.cut
        ]  # fmt: skip
        if cut:
            said.append(f"Longer than a card holds, and cut at “…”: {_named(cut)}.")
        if self.density == "compact":
            said.append(self._owners())
        said.append(self.text.note())
        flows = [self.small.flow([Piece(line)], self.width, most=8) for line in said if line]
        if sheet.shown:
            flows.append(self.small.flow(_SIGNS, self.width))
        return tuple(flows)

    def _owners(self) -> str:
        """Whose initials stand on compact cards."""
        owners = {
            (card.initials[:3], card.owner)
            for row in self.sheet.lanes for cell in row.cells for card in cell if card.initials
        }  # fmt: skip
        return " · ".join(f"{initials} {owner}" for initials, owner in sorted(owners))


def _named(names: Sequence[str]) -> str:
    """The names, the last of very many as a number."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
