"""What a meeting has on paper, for the buttons of its head, the palette and Ctrl+P."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from cxdesk.model.meetings import MeetingState
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.ui.actions import make_action
from cxdesk.ui.change_board.papers import (
    AGENDA,
    MINUTES,
    ApproveForm,
    agenda_paper,
    approve_minutes,
    board_papers,
    minutes_paper,
)
from cxdesk.ui.meeting import words
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.table.paper import table_paper

if TYPE_CHECKING:
    from cxdesk.ui.meeting.page import AgendaPage


class MeetingPapers:
    """Agenda pack and minutes of the meeting that a page shows, and their approval."""

    def __init__(self, page: AgendaPage) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._page = page
        self.form: ApproveForm | None = None
        self._packs, self._prints, self._approves = (
            make_action(page, key, text, "Meeting", slot, context=within)
            for key, text, slot in (
                ("print-agenda", "Save the agenda pack as PDF…", self.print_agenda),
                ("print-minutes", "Save the minutes as PDF…", self.print_minutes),
                ("approve-minutes", "Approve the minutes…", self.approve),
            )
        )

    def show_sheet(self, sheet: MeetingSheet | None, buttons: Sequence[QPushButton]) -> None:
        """Offer what makes sense now, on the buttons of `buttons` and for the palette."""
        over = sheet is not None and sheet.row.state is MeetingState.CLOSED
        live = not self._page.desk.store.read_only
        for action in (self._packs, self._prints):
            action.setEnabled(sheet is not None)
        self._approves.setEnabled(over and live)
        pack, minutes, approve = buttons
        pack.setVisible(not over)
        for button in (minutes, approve):
            button.setVisible(over)
        for button in (pack, minutes):
            button.setEnabled(True)  # nothing is changed
            button.setToolTip("")
        approve.setEnabled(live)
        approve.setToolTip("" if live else READ_ONLY)
        approved = sheet is not None and sheet.row.approved
        approve.setText("Correct the minutes" if approved else "Approve the minutes")

    def paper(self, sheet: MeetingSheet) -> Paper | None:
        """All papers of the meeting, and its agenda as a table."""
        page, shown = self._page, None
        if sheet.agenda:
            parts = [sheet.row.name, sheet.row.starts, sheet.place, f"chair {sheet.chair}"]
            note = ", ".join(part for part in parts if part.strip())
            total = words.total_words(sheet, page.desk.store.clock())
            shown = table_paper(page.desk, "Agenda", page.agenda.table.sheet(), f"{note}. {total}.")
        over = sheet.row.state is MeetingState.CLOSED
        return board_papers(page.desk, sheet.row.id, MINUTES if over else AGENDA, shown)

    def print_agenda(self) -> None:
        """Save the agenda pack of the meeting as a PDF."""
        if (sheet := self._page.sheet) is not None:
            self._page.print_requested.emit(agenda_paper(self._page.desk, sheet.row.id))

    def print_minutes(self) -> None:
        """Save the minutes as a PDF: as they were approved, or a draft."""
        if (sheet := self._page.sheet) is not None:
            self._page.print_requested.emit(minutes_paper(self._page.desk, sheet.row.id))

    def approve(self) -> None:
        """Ask who approves the minutes, or the new version of them."""
        page = self._page
        if page.sheet is not None:
            page.notes.note.commit()  # what is being typed belongs to them
            page.agenda.note.commit()
            self.form = approve_minutes(
                page, page.desk, page.sheet.row.id, page.print_requested.emit
            )  # fmt: skip


def buttons(page: AgendaPage) -> tuple[tuple[str, Callable[[], object]], ...]:
    """The words on the buttons of the head and what they do, as `show_sheet` takes them."""
    return (
        ("Agenda pack", lambda: page.papers.print_agenda()),
        ("Minutes PDF", lambda: page.papers.print_minutes()),
        ("Approve the minutes", lambda: page.papers.approve()),
    )
