"""The notes of a meeting as a whole."""

from __future__ import annotations

from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.value import Fault
from cxdesk.ui.meeting.changes import Changes


class NotesCard(HeadedCard):
    """What belongs to no item: greetings, apologies, the date of the next meeting."""

    def __init__(self, editing: Editing, changes: Changes) -> None:
        super().__init__("Notes of the meeting")
        self.fault = Fault(editing.go)
        self.note = TextField(
            "meeting-notes", "Notes of the meeting", lambda text: changes.note(text, self.note),
            fault=self.fault, lines=True,
            placeholder="What belongs to no item, such as apologies; kept as you type",
        )  # fmt: skip
        self.box.addWidget(self.note)
        self.box.addWidget(self.fault)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the notes; what is being typed stays."""
        self.note.show_value(sheet.row.id, sheet.notes)
        self.note.set_read_only(sheet.row.approved)
