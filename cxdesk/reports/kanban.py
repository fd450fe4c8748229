"""The printed board: columns and lanes over as many pages as they take, every card whole."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from cxdesk.reports import fonts
from cxdesk.reports.kanban_face import Density
from cxdesk.reports.kanban_heads import draw_rule
from cxdesk.reports.kanban_pages import GAP, PAD, Part, Tile
from cxdesk.reports.kanban_plan import (
    NOTE_GAP,
    PagePlan,
    Plan,
    grouping,
    is_long,
    plan,
)
from cxdesk.reports.office_parts import dated_furniture
from cxdesk.reports.page import HAIR, SOFT, build_pdf, text_height, text_width
from cxdesk.reports.stopping import Cancelled, Progress, Work
from cxdesk.reports.text import Typesetter
from cxdesk.services.board_sheet import BoardSheet

__all__ = ["SIZES", "Density", "board_pdf"]

SIZES: Final = ("A4", "A3", "Letter")


def board_pdf(
    sheet: BoardSheet,
    paper: str = "A4",
    density: Density = "normal",
    *,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The board on paper that lies on its side; equal arguments give equal bytes.

    `paper` is one of SIZES, KeyError for another. Raises Stopped when `cancelled`.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD)
    text = Typesetter()
    work = Work(sheet.shown, progress, cancelled)
    # A little less than there is: sums of heights are never quite exact.
    size = text_width(paper, indent=0, wide=True), text_height(paper, wide=True) - 0.5
    made = plan(sheet, text, density, size, work)
    furniture = dated_furniture(
        sheet.letterhead, "Kanban board", sheet.on,
        grouping(sheet, filters=not is_long(sheet, text, size[0])),
    )  # fmt: skip
    return build_pdf(
        [_Page(made, page, size, work) for page in made.pages], furniture, text,
        paper=paper, indent=0, wide=True,
        title=f"{sheet.program}: kanban board", author=sheet.program, subject=grouping(sheet),
    )  # fmt: skip


class _Page(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """One page of the board, which fills the page's text."""

    def __init__(self, made: Plan, page: PagePlan, size: tuple[float, float], work: Work) -> None:
        super().__init__()
        self._plan, self._page, self._work = made, page, work
        self.width, self.height = size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        page, small = self._page, self._plan.small
        y = self.height
        self.canv.setFillColor(SOFT)
        for line in page.above:
            small.text.draw(self.canv, 0, y - small.size, line, fonts.MEDIUM, small.size)
            y -= small.leading
        self._columns(self.height - page.heads)
        for part in page.parts:
            self._lane(part, self.height - page.top - part.top)
        foot = max((part.top + part.height for part in page.parts), default=0.0)
        y = self.height - page.top - foot - NOTE_GAP
        for note in page.notes:
            small.draw(self.canv, note, 0, y)
            y -= small.height(note)

    def _columns(self, top: float) -> None:
        page, heads = self._page, self._plan.heads
        if not page.columns:
            return
        tile = page.tile
        for column, x, flow in zip(tile.columns, tile.lefts, page.columns, strict=True):
            heads.draw_column(self.canv, self._plan.sheet.columns[column], flow, x, top)
        draw_rule(self.canv, self.height - page.top, self.width)

    def _lane(self, part: Part, top: float) -> None:
        plan, tile = self._plan, self._page.tile
        row = plan.sheet.lanes[part.lane]
        if part.head:
            flow = plan.lanes[part.lane, part.continued]
            plan.heads.draw_lane(self.canv, row, flow, top, self.width, part.head)
        if not part.continued:
            self._mark(row.title, top)
        body, foot = top - part.head, top - part.height
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(0.5)
        for x in tile.lefts[1:]:
            if body > foot:
                self.canv.line(x - GAP / 2, body, x - GAP / 2, foot)
        for place, column in enumerate(tile.columns):
            y = body - PAD
            rows = plan.cells[part.lane, column][part.start[place] : part.stop[place]]
            for faces in rows:
                x = tile.lefts[place]
                for face in faces:
                    plan.faces.draw(self.canv, face, x, y)
                    x += face.width + GAP
                    self._work.step()
                y -= max(face.height for face in faces) + GAP

    def _mark(self, title: str, top: float) -> None:
        """Enter the lane into the outline, with the columns that stand here if not all do."""
        if self._plan.tiles > 1:
            columns = self._plan.sheet.columns
            which = _ends(self._page.tile, [head.label for head in columns])
            title = f"{title} ({which})" if title else which
        self.canv.mark(title or "Board", self.canv.absolutePosition(0, top)[1])


def _ends(tile: Tile, labels: list[str]) -> str:
    first, last = labels[tile.columns[0]], labels[tile.columns[-1]]
    return first if len(tile.columns) == 1 else f"{first} to {last}"
