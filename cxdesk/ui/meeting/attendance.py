"""Who is at a meeting: seats and who fills them, the secretary and guests; the quorum as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.meetings import MeetingState
from cxdesk.services.meeting_rows import MeetingSheet, SeatLine
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Head, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.meeting import words
from cxdesk.ui.meeting.changes import Changes
from cxdesk.ui.meeting.tables import SeatsTable
from cxdesk.ui.menus import item
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import refused


class AttendanceCard(Card):
    """The seats in their order, below them who is there without one."""

    def __init__(self, editing: Editing, changes: Changes) -> None:
        super().__init__()
        self._editing, self._changes = editing, changes
        self.setAccessibleName("Attendance")
        self.head = Head("Attendance")
        self.quorum = Value("quorum-now", "Quorum", live=False)
        self.fault = Fault(editing.go)
        self.table = SeatsTable(
            editing.desk.store.clock, running=self._running, toggle=self.toggle,
            fill=self.pick_filler, correct=changes.correct, problem=changes.time_problem,
        )  # fmt: skip
        self.table.opened.connect(self._on_opened)
        self.table.set_menu(self._menu)
        self.all_here = QPushButton("All here")
        self.all_here.clicked.connect(lambda _=False: self.arrive_all())
        self.guest = Value("add-guest", "")
        self.guest.set_value([Span("Add a guest", "accent", 600)],
                             Lead("glyph", "plus", ink="accent"))  # fmt: skip
        self.guest.clicked.connect(lambda _=False: self.pick_guest())
        box = column(self, 0, (1, 12, 1, 8))
        top = QWidget()
        inner = column(top, 2, (15 - PAD_X, 0, 14, 8))
        across = QHBoxLayout()
        self.head.setContentsMargins(PAD_X, 0, 0, 0)
        across.addWidget(self.head, 1)
        across.addWidget(self.all_here)
        inner.addLayout(across)
        inner.addWidget(self.quorum)
        inner.addWidget(self.fault)
        box.addWidget(top)
        box.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setContentsMargins(15 - PAD_X, 6, 8, 0)
        foot.addWidget(self.guest)
        foot.addStretch(1)
        box.addLayout(foot)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show who is there."""
        state, live = sheet.row.state, not self._editing.desk.store.read_only
        running = state is MeetingState.RUNNING
        short = running and sheet.filled < sheet.quorum
        sign = Lead("glyph", "at_risk", ink="warn") if short else None
        if running and not short:
            sign = Lead("glyph", "on_track")
        self.quorum.set_value([Span(words.quorum_words(sheet))], sign)
        self.table.show_state(state)
        self.table.set_rows((*sheet.seats, *sheet.others))
        self.all_here.setVisible(running)
        self.all_here.setEnabled(live and sheet.filled < len(sheet.seats))
        self.guest.setVisible(running and live)
        self.fault.clear_fault()

    def _running(self) -> bool:
        return self._changes.sheet.row.state is MeetingState.RUNNING

    def _on_opened(self, line: SeatLine) -> None:
        if self._running():
            self.toggle(line)
        else:
            self._editing.open("person", line.person_id)

    # Changing -----------------------------------------------------------------------------------

    def toggle(self, line: SeatLine) -> None:
        """Somebody comes, or goes."""
        if not refused(self):
            self._changes.toggle(line)

    def arrive_all(self) -> None:
        """Everybody with a seat is here."""
        if self._running() and not refused(self):
            self._changes.arrive_all()

    def choose_filler(self) -> None:
        """Offer who may fill the seat that is chosen."""
        line = self.table.current_row()
        over = self._changes.sheet.row.state is MeetingState.CLOSED
        if line is not None and line.seat and not over and not refused(self):
            self.pick_filler(line, self.table.anchor("by"))

    def pick_filler(self, line: SeatLine, anchor: QWidget) -> None:
        """Offer who may fill a seat: its member first, then everybody without one."""
        sheet = self._changes.sheet
        taken = {one.member_id for one in sheet.seats}
        taken |= {one.person_id for one in sheet.seats if one.id != line.id}
        member = Option(None, line.member, "whose seat it is")
        others = [one for one in self._editing.people() if one.value not in taken and not one.why]
        current = line.person_id if line.delegated else None
        pick(
            anchor, f"Who fills the seat of {line.member}", [member, *others], current,
            lambda person: self._changes.fill_seat(line, person, self.fault),
        )  # fmt: skip

    def pick_guest(self) -> None:
        """Offer everybody who is not in the room."""
        sheet = self._changes.sheet
        there = {one.person_id for one in (*sheet.seats, *sheet.others)}
        options = [one for one in self._editing.people() if one.value not in there and not one.why]
        if options:
            pick(self.guest, "Who is here as a guest", options, None, self._changes.welcome)
        else:
            self._editing.desk.said.emit(Toast("Everybody is listed already."))

    def _menu(self, line: SeatLine) -> Sequence[QAction]:
        offered: list[tuple[str, Callable[[], object]]] = []
        live = not self._editing.desk.store.read_only
        if self._running() and live:
            text = f"{line.name} leaves" if line.here else f"{line.name} is here"
            offered.append((text, lambda: self.toggle(line)))
        if self._running() and live and line.stays:
            offered.append(("Correct the time", lambda: self.table.edit_cell(line.id, "times")))
            offered.append((f"{line.name} was not there", lambda: self._changes.strike(line)))
        offered.append((f"Open {line.name}", lambda: self._editing.open("person", line.person_id)))
        return [item(text, slot) for text, slot in offered]
