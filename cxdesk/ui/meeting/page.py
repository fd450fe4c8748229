"""The tab Agenda: the meetings of a board, and the one that is chosen with all that is in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from cxdesk.model.meetings import MeetingState
from cxdesk.model.wording import thousands
from cxdesk.services import good_practice, meeting_view
from cxdesk.services.frame import frame
from cxdesk.services.meeting_rows import MeetingRow, MeetingSheet
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.two_columns import TwoColumns
from cxdesk.ui.meeting import papers, words
from cxdesk.ui.meeting.agenda_card import AgendaCard
from cxdesk.ui.meeting.attendance import AttendanceCard
from cxdesk.ui.meeting.changes import Changes
from cxdesk.ui.meeting.head import HeadCard
from cxdesk.ui.meeting.list import MeetingList
from cxdesk.ui.meeting.notes import NotesCard
from cxdesk.ui.meeting.plan_form import PlanForm, plan_form
from cxdesk.ui.meeting.timer import TimerCard
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import READ_ONLY, refused
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

_SIDE, _BESIDE = 324, 860  # px of the seats; the page from which the list stands beside
_TABLES = {
    "meeting", "seat", "attendance", "agenda_item", "round", "turn", "decision", "minutes",
    "request", "request_effort", "grouping", "membership", "delegation", "person", "program",
}  # fmt: skip
_PLANNED = (
    Hint(("Enter",), "open"), Hint(("F2",), "change"), Hint(("Alt", "↑"), "move up"),
    Hint(("Alt", "↓"), "move down"), Hint(("Del",), "take off"),
)  # fmt: skip
_OVER = (Hint(("Enter",), "open"),)
_RUNNING = (
    Hint(("Alt", "→"), "next item"), Hint(("P",), "pause"), Hint(("Space",), "here or gone"),
    Hint(("A",), "all here"),
)  # fmt: skip


class AgendaPage(TabPage):
    """At the left the meetings; beside them one: its head, its time, its agenda and its seats."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.rows: tuple[MeetingRow, ...] = ()
        self._urgent = False  # whether a request waits that could be decided out of cycle
        self.sheet: MeetingSheet | None = None
        self.form: PlanForm | None = None
        self._chosen, self._hinted = 0, self.hints()
        self.changes = Changes(editing)
        self.left = MeetingList(self.desk.today, self.plan, lambda: self.call(None))
        self.list = self.left.table
        self.head = HeadCard(
            editing, self.changes,
            (("Projector", self.project), ("End the meeting", self.end),
             ("Cancel the meeting", self.cancel), *papers.buttons(self)),
        )  # fmt: skip
        self.timer = TimerCard(
            self.desk, lambda: self.step(-1), self.run, lambda: self.step(1), self._ratify
        )
        self.agenda = AgendaCard(editing, self.changes, self._unit())
        self.notes = NotesCard(editing, self.changes)
        self.attendance = AttendanceCard(editing, self.changes)
        self.nothing = Nothing()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.tick)
        self._primary = QAction(self)
        self._primary.triggered.connect(lambda _=False: self._go_on())
        self._step = "plan"
        self._build()
        self._add_actions()
        self.list.current_changed.connect(self._on_chosen)
        self.list.opened.connect(lambda row: self.choose(row.id))

    def _unit(self) -> str:
        return thousands(self.editing.read(frame).currency)

    def _build(self) -> None:
        main = QWidget()
        cards = column(main, 12)
        for card in (self.head, self.timer, self.agenda, self.notes):
            cards.addWidget(card)
        cards.addStretch(1)
        self.shown = QStackedWidget(self)
        whole = QWidget(self.shown)
        self.columns = TwoColumns(whole, main, self.attendance, wide=_SIDE, most=1080, least=480)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(0)
        self._beside.addWidget(self.left)
        self._beside.addWidget(self.columns, 1)
        column(whole).addLayout(self._beside)
        self.shown.addWidget(whole)
        self.shown.addWidget(self.nothing)
        column(self).addWidget(self.shown)
        self._whole = whole

    def _add_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut

        def add(key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
            return make_action(self, key, text, "Meeting", slot, shortcuts=keys, context=within)

        self._plan = add("plan-meeting", "Plan a meeting", self.plan, "N")
        self._call = add("call-urgent", "Call an urgent meeting…", lambda: self.call(None))
        self._fill = add("put-on-agenda", "Put on the agenda…", lambda: self.agenda.offer())
        self._begin = add("begin-meeting", "Begin the meeting", self.begin)
        self._end = add("end-meeting", "End the meeting", self.end)
        self._cancel = add("cancel-meeting", "Cancel the planned meeting", self.cancel)
        self._fills = add(
            "fill-seat", "Who fills the chosen seat…", self.attendance.choose_filler, "D"
        )
        self._running = [
            add("next-item", "Next item", lambda: self.step(1), "Alt+Right"),
            add("item-before", "Back to the item before", lambda: self.step(-1), "Alt+Left"),
            add("pause-item", "Pause or go on with the item", self.run, "P"),
            add("turn-to-item", "Turn to the chosen item", self.turn_to, "G"),
            add("all-here", "All seats are filled", self.attendance.arrive_all, "A"),
            add("add-guest", "Add a guest", self.attendance.pick_guest),
        ]
        add("projector", "Open the projector window", self.project)
        self.papers = papers.MeetingPapers(self)
        add("copy-agenda", "Copy the agenda as a table",
            lambda: self.agenda.table.copy(everything=True))  # fmt: skip

    # The page -----------------------------------------------------------------------------------

    def load(self) -> None:
        def read(session: Session) -> MeetingSheet | None:
            self.rows = meeting_view.meetings(session)
            ids = [row.id for row in self.rows]
            if self._chosen not in ids:
                self._chosen = ids[0] if ids else 0
            self._urgent = bool(meeting_view.urgent(session))
            return meeting_view.sheet(session, self._chosen) if ids else None

        self.sheet = self.editing.read(read)
        self.left.set_rows(self.rows)
        if self.sheet is not None:
            self.changes.sheet = self.sheet
            self._show(self.sheet)
        else:
            self._show_nothing()
            self.papers.show_sheet(None, self.head.buttons[3:])
        self._show_step()
        self._watch()
        if self.hints() != self._hinted:
            self._hinted = self.hints()
            self.hints_changed.emit()

    def _show(self, sheet: MeetingSheet) -> None:
        current = self.list.current_row()
        if current is None or current.id != self._chosen or not self.list.selected():
            self.list.choose(self._chosen)
        for card in (self.head, self.agenda, self.notes, self.attendance):
            card.show_sheet(sheet)
        running = sheet.row.state is MeetingState.RUNNING
        self.timer.setVisible(running)
        if running:
            self.timer.show_sheet(sheet)
        self.head.buttons[0].setVisible(sheet.row.state is not MeetingState.CLOSED)
        self.head.buttons[1].setVisible(running)
        self.head.buttons[2].setVisible(sheet.row.state is MeetingState.PLANNED)
        self.papers.show_sheet(sheet, self.head.buttons[3:])
        self.setFocusProxy(self.agenda.table if sheet.agenda else self.list)
        self.turn(self.shown, self._whole)

    def _show_nothing(self) -> None:
        if self.editing.read(meeting_view.boards):
            self.nothing.say(
                "No meeting is planned yet",
                "Plan one: everything qualified comes on its agenda, and the board ranks it.",
                (("Plan a meeting", self.plan),),
            )
        else:
            self.nothing.say(
                "There is no change board yet",
                "A board ranks the requests and decides on them: say first who sits in it.",
                (("Add a board", lambda: self.editing.open("group", good_practice.NO_BOARD)),),
            )
        self.setFocusProxy(self.nothing)
        self.turn(self.shown, self.nothing)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """Choose a meeting, or a request on its agenda; call a meeting for an urgent one."""
        if kind == "urgent-meeting":
            QTimer.singleShot(0, self, lambda: self.call(id))  # once the page is shown
            return True
        if kind == "request":
            lines = self.sheet.agenda if self.sheet is not None else ()
            found = next((line.id for line in lines if line.request_id == id), None)
            return found is not None and self.agenda.table.choose(found)
        if not any(row.id == id for row in self.rows):
            self.load()
        return self.choose(id)

    def choose(self, id: int) -> bool:
        """Show a meeting; False when there is none of that id."""
        if not any(row.id == id for row in self.rows):
            return False
        if id != self._chosen:
            self.agenda.note.commit()
            self.notes.note.commit()
            self._chosen = id
            self.load()
        return True

    def _on_chosen(self, row: MeetingRow | None) -> None:
        if row is not None and row.id != self._chosen:
            self.choose(row.id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        lines = self.sheet.agenda if self.sheet is not None else ()
        if kind != "request":
            return None
        ids = [line.request_id for line in lines if line.request_id is not None]
        at = ids.index(id) + by if id in ids else -1
        return ids[at] if 0 <= at < len(ids) else None

    def paper(self) -> Paper | None:
        return None if self.sheet is None else self.papers.paper(self.sheet)

    def hints(self) -> tuple[Hint, ...]:
        if self.sheet is None:
            return ()
        return {MeetingState.PLANNED: _PLANNED, MeetingState.RUNNING: _RUNNING}.get(
            self.sheet.row.state, _OVER
        )

    def all_hints(self) -> tuple[Hint, ...]:
        return (*_PLANNED, _RUNNING[2])

    def set_density(self, density: str) -> None:
        for table in (self.list, self.agenda.table, self.attendance.table):
            table.set_density(density)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        way = QBoxLayout.Direction
        self._beside.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.left.stand_beside(beside)

    # What comes next ----------------------------------------------------------------------------

    def primary_action(self) -> QAction:
        return self._primary

    def _show_step(self) -> None:
        """Offer the one thing that comes next: plan, begin, vote, decide or end."""
        sheet, live = self.sheet, not self.desk.store.read_only
        state = sheet.row.state if sheet is not None else None
        running = meeting_view.running(self.rows)
        self._step = "plan"
        if sheet is not None and state is MeetingState.RUNNING:
            self._step = words.next_step(sheet)
        elif state is MeetingState.PLANNED and running is None:
            self._step = "begin"
        texts = {
            "plan": ("Plan a meeting", "plus"), "begin": ("Begin the meeting", "chevron_right"),
            "vote": ("Open the vote", "board"), "decide": ("Decide", "board"),
            "end": ("End the meeting", "tick"),
        }  # fmt: skip
        text, sign = texts[self._step]
        self._primary.setProperty("glyph", sign)
        self._primary.setText(text)
        turns = self._step in ("vote", "decide")
        self._primary.setEnabled(live or turns)
        self._primary.setToolTip(text if live or turns else READ_ONLY)
        self.left.offer(live=live, urgent=self._urgent)
        is_running, planned = state is MeetingState.RUNNING, state is MeetingState.PLANNED
        for action, wanted in (
            (self._plan, True), (self._call, True), (self._begin, planned and running is None),
            (self._end, is_running), (self._cancel, planned),
            (self._fill, planned or is_running), (self._fills, planned or is_running),
            *((each, is_running) for each in self._running),
        ):  # fmt: skip
            action.setEnabled(live and wanted)

    def _go_on(self) -> None:
        match self._step:
            case "plan":
                self.plan()
            case "begin":
                self.begin()
            case "vote":
                self.tab_requested.emit("Vote")
            case "decide":
                self.tab_requested.emit("Decisions")
            case "end":
                self.end()

    # Time ---------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show the times as they are now; the file knows since when they run."""
        if self.sheet is not None and self.sheet.row.state is MeetingState.RUNNING:
            self.timer.tick()
            self.agenda.tick()

    def _watch(self) -> None:
        running = self.sheet is not None and self.sheet.row.state is MeetingState.RUNNING
        if running and self.isVisible():
            self._tick.start()
        else:
            self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    # Changing -----------------------------------------------------------------------------------

    def plan(self) -> None:
        """Ask for the day of a new meeting."""
        self._ask(urgent=False)

    def call(self, request: int | None) -> None:
        """Ask for a meeting out of cycle, for an urgent request."""
        self._ask(urgent=True, request=request)

    def _ask(self, *, urgent: bool, request: int | None = None) -> None:
        if refused(self):
            return
        form = plan_form(self, self.editing, self.rows, urgent=urgent, request=request)
        if form is None:
            self.editing.open("group", good_practice.NO_BOARD)
            return
        self.form = form
        form.closed.connect(lambda: self.choose(form.made))
        form.open()

    def begin(self) -> None:
        """Open the meeting that is shown; those who are there come next."""
        if self.sheet is not None and not refused(self) and self.changes.begin():
            self.attendance.table.enter()

    def end(self) -> None:
        """Close the meeting that is shown."""
        if self.sheet is not None and not refused(self) and self._keep_notes():
            self.changes.end()

    def cancel(self) -> None:
        """Cancel the planned meeting that is shown."""
        if self.sheet is not None and not refused(self):
            self.changes.cancel()

    def step(self, by: int) -> None:
        """Turn to the next item, or to the one before."""
        if self.sheet is not None and not refused(self) and self._keep_notes():
            self.changes.step(by)

    def run(self) -> None:
        """Stop the time of the current item, or let it go on."""
        if self.sheet is not None and self.sheet.current is not None and not refused(self):
            self.changes.run(self.sheet.current)

    def turn_to(self) -> None:
        """Turn to the item that is chosen in the agenda."""
        line = self.agenda.table.current_row()
        if line is not None and not refused(self) and self._keep_notes():
            self.changes.go_to(line)

    def _ratify(self, ratified: bool) -> None:
        if self.sheet is not None and self.sheet.current is not None and not refused(self):
            self.changes.ratify(self.sheet.current, ratified, self.agenda.fault)

    def _keep_notes(self) -> bool:
        """Save the notes on the item before the meeting leaves it."""
        return self.agenda.note.commit()

    def project(self) -> None:
        """Open the window for everybody in the room."""
        from cxdesk.ui.projector.window import open_projector

        open_projector(self.editing, self)
