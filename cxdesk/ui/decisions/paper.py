"""The result of a round as a table on paper."""

from __future__ import annotations

from cxdesk.services.result_rows import ResultSheet
from cxdesk.services.result_sheet import result_note, result_sheet
from cxdesk.ui.desk import Desk
from cxdesk.ui.printing import Paper
from cxdesk.ui.table.paper import table_paper


def result_paper(desk: Desk, here: ResultSheet) -> Paper:
    """The ranking with its summary below the title."""
    note = result_note(here, desk.store.clock())
    return table_paper(desk, "Result of the board", result_sheet(here), note)


def meeting_papers(desk: Desk, here: ResultSheet) -> Paper | None:
    """All papers of the meeting, the minutes first, the result among them."""
    from cxdesk.ui.change_board.papers import MINUTES, board_papers

    return board_papers(desk, here.head.meeting_id, MINUTES, result_paper(desk, here))


def minutes_of(desk: Desk, here: ResultSheet) -> Paper:
    """The minutes of the meeting, as they were approved last or as a draft."""
    from cxdesk.ui.change_board.papers import minutes_paper

    return minutes_paper(desk, here.head.meeting_id)
