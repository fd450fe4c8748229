"""The result of a round as a table on paper."""

from __future__ import annotations

from cxdesk.model.wording import thousands
from cxdesk.services.result_rows import ResultSheet
from cxdesk.services.sheet import Sheet
from cxdesk.ui.decisions.words import round_note, round_words
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.words import number
from cxdesk.ui.printing import Paper
from cxdesk.ui.table.paper import table_paper

_RIGHT = (True, False, False, True, True, True, True, False, False)
_WIDTHS = (40.0, 50.0, 260.0, 50.0, 50.0, 50.0, 50.0, 150.0, 170.0)


def result_sheet(here: ResultSheet) -> Sheet:
    """The ranking as text, with what is funded and decided."""
    funding = {row.id: row.short for row in here.line.rows}
    money = thousands(here.case.frame.currency)
    return Sheet(
        ("Rank", "Code", "Task", money, "Days", "Won", "Lost", "Funding", "Decision"),
        tuple(
            (
                f"{row.place:,}" if row.place else "–", row.code, row.title, number(row.cost),
                number(row.days), f"{row.won:,}", f"{row.lost:,}", funding.get(row.id, ""),
                "" if row.decided is None
                else f"{row.decided.code} {row.decided.verdict.label} {row.decided.words}".strip(),
            )
            for row in here.tasks
        ),
        _RIGHT, _WIDTHS,
    )  # fmt: skip


def result_paper(desk: Desk, here: ResultSheet) -> Paper:
    """The ranking with its summary below the title."""
    said = [f"{round_words(here.head)}, {round_note(here.head, desk.store.clock())}."]
    said += [f"{fact.title}: {fact.figure}, {fact.words}." for fact in here.facts]
    said.append(f"Funding line: {here.line.text}.")
    said += [f"Settled: {each}." for each in here.settled]
    return table_paper(desk, "Result of the board", result_sheet(here), " ".join(said))


def meeting_papers(desk: Desk, here: ResultSheet) -> Paper | None:
    """All papers of the meeting, the minutes first, the result among them."""
    from cxdesk.ui.change_board.papers import MINUTES, board_papers

    return board_papers(desk, here.head.meeting_id, MINUTES, result_paper(desk, here))


def minutes_of(desk: Desk, here: ResultSheet) -> Paper:
    """The minutes of the meeting, as they were approved last or as a draft."""
    from cxdesk.ui.change_board.papers import minutes_paper

    return minutes_paper(desk, here.head.meeting_id)
