"""The board as something to print, as it is cut and filtered now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from cxdesk.reports.printed import Choice, Chosen
from cxdesk.services.board_sheet import board_sheet
from cxdesk.services.cards import Board
from cxdesk.services.letterhead import Letterhead
from cxdesk.ui.board.data import BoardData
from cxdesk.ui.board.faces import Density
from cxdesk.ui.jobs import Cancelled, Progress
from cxdesk.ui.printing import Paper

_DENSITIES = (("compact", "Compact"), ("normal", "Normal"), ("detailed", "Detailed"))
_ABOUT = "In the columns and lanes that are shown now, on as many pages as they take."
_SIZES = (("A4", "A4, landscape"), ("A3", "A3, landscape"), ("Letter", "Letter, landscape"))


def board_paper(
    data: BoardData, head: Letterhead, density: Density, filters: Sequence[str] = ()
) -> Paper:
    """What the board shows; `filters` say in words what passes."""
    assert data.board is not None
    columns, lanes = data.columns, data.headings
    cards = tuple(data.all_cards())
    board = Board(data.board.frame, data.board.today, cards, data.board.batches)
    shown = frozenset(card.id for card in data.shown_cards()) if data.filtered else None
    choices = [
        Choice("paper", "Paper", _SIZES, "A4"),
        Choice("density", "Cards", _DENSITIES, density),
    ]
    if shown is not None:
        some = f"What the filters show: {len(shown):,} of {len(cards):,}"
        both = (("shown", some), ("all", f"All {len(cards):,}"))
        choices.append(Choice("what", "Initiatives", both, "shown"))

    def work(chosen: Chosen, progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.kanban import board_pdf  # reportlab costs start-up time

        everything = chosen.get("what") == "all"
        sheet = board_sheet(
            board, columns, lanes,
            None if everything else shown, () if everything else filters, head,
        )  # fmt: skip
        return board_pdf(
            sheet, chosen["paper"], cast("Density", chosen.get("density", density)),
            progress=progress, cancelled=cancelled,
        )  # fmt: skip

    def make(size: str) -> bytes:
        return work({"paper": size}, lambda _done, _all: None, lambda: False)

    return Paper("Kanban board", f"{board.frame.name} kanban", make, tuple(choices), work, _ABOUT)
