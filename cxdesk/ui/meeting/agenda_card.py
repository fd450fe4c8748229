"""The agenda on its card: items in their order, what is put on it, and notes on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.meetings import ItemKind, MeetingState
from cxdesk.model.wording import count
from cxdesk.services.meeting_rows import AgendaLine, MeetingSheet, Waiting
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.form.words import short
from cxdesk.ui.meeting import words
from cxdesk.ui.meeting.changes import Changes, minutes_problem
from cxdesk.ui.meeting.tables import AgendaTable
from cxdesk.ui.menus import item
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.read_only import READ_ONLY, refused
from cxdesk.ui.table.ordered import sorted_words

_EMPTY = (
    "Nothing is on the agenda yet. Put on it what is qualified, or anything else to talk about."
)


@dataclass(frozen=True, slots=True)
class _New:
    """Words that become an item of their own."""

    text: str


class AgendaCard(Card):
    """The table grows with its rows; below it stand the notes on the one that is chosen."""

    def __init__(self, editing: Editing, changes: Changes, unit: str) -> None:
        super().__init__()
        self._editing, self._changes = editing, changes
        self.setAccessibleName("Agenda")
        self._shown = 0  # the item that the meeting was at when it was shown last
        self._noted = 0  # the item whose notes are shown
        self.head, self.total = label("Agenda", "strong"), label("", "body", "soft")
        self.total.setWordWrap(False)
        self.put = QPushButton("Put on the agenda")
        self.put.clicked.connect(lambda _=False: self.offer())
        self.fault = Fault(editing.go)
        self.table = AgendaTable(
            unit, self._now, open_yet=self._open, retitle=changes.retitle, allow=changes.allow,
            minutes_problem=minutes_problem, ratify=self._pick_answer,
        )  # fmt: skip
        self.table.opened.connect(self._on_opened)
        self.table.moved.connect(self._on_moved)
        self.table.removed.connect(self._on_removed)
        self.table.held.connect(lambda title: editing.desk.said.emit(Toast(sorted_words(title))))
        self.table.current_changed.connect(lambda _row: self._show_note())
        self.table.set_menu(self._menu)
        self.empty = label(_EMPTY, "body", "soft")
        self.more = Value("fill-agenda", "")
        self.more.clicked.connect(lambda _=False: changes.fill(self.fault))
        self.note_head = label("", "small")
        self.note_fault = Fault(editing.go)
        self.note = TextField(
            "item-note", "Notes on the item", self._keep_note, fault=self.note_fault, lines=True,
            placeholder="What is said about it; kept as you type",
        )  # fmt: skip
        self._build()

    def _build(self) -> None:
        box = column(self, 0, (1, 12, 1, 12))
        top = QWidget()
        inner = column(top, 2, (20 - PAD_X, 0, 14, 8))
        across = QHBoxLayout()
        across.setSpacing(8)
        self.head.setContentsMargins(PAD_X, 0, 0, 0)
        across.addWidget(self.head, 1)
        across.addWidget(self.total)
        across.addWidget(self.put)
        inner.addLayout(across)
        inner.addWidget(self.fault)
        self.empty.setContentsMargins(PAD_X, 0, PAD_X, 0)
        inner.addWidget(self.empty)
        inner.addWidget(self.more)
        box.addWidget(top)
        box.addWidget(self.table)
        self._notes = QWidget()
        below = column(self._notes, 0, (20 - PAD_X, 10, 14, 0))
        self.note_head.setContentsMargins(PAD_X, 0, 0, 0)
        below.addWidget(self.note_head)
        below.addWidget(self.note)
        below.addWidget(self.note_fault)
        box.addWidget(self._notes)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show an agenda; the item that the meeting turns to is chosen."""
        state, live = sheet.row.state, not self._editing.desk.store.read_only
        self.total.setText(words.total_words(sheet, self._editing.desk.store.clock()))
        self.table.show_used(state is not MeetingState.PLANNED)
        self.table.set_rows(sheet.agenda)
        self.table.setVisible(bool(sheet.agenda))
        self.empty.setVisible(not sheet.agenda)
        more = words.more_words(sheet)
        spans = [Span(more, "text2")]
        self.more.set_value(
            [*spans, Span("Put all on the agenda", "accent", 600)] if live else spans
        )
        self.more.set_live(live)
        self.more.setVisible(bool(more))
        self.note.set_read_only(sheet.row.approved)
        self.put.setVisible(state is not MeetingState.CLOSED)
        self.put.setEnabled(live)
        self.put.setToolTip("" if live else READ_ONLY)
        self.fault.clear_fault()
        current = sheet.current.id if sheet.current is not None else 0
        if current != self._shown:
            self._shown = current
            if current:
                self.table.choose(current)
        if self.table.current_row() is None and sheet.agenda:
            self.table.choose(sheet.agenda[0].id)
        self._show_note()

    def _show_note(self) -> None:
        line = self.table.current_row()
        self._notes.setVisible(line is not None)
        if line is not None:
            self.note_head.setText(f"Notes on {line.name}")
            self.note.setAccessibleName(f"Notes on {line.name}")
            self._noted = line.id
            self.note.show_value(line.id, line.notes)

    def tick(self) -> None:
        """Show the times as they are now."""
        if self._changes.sheet.current is not None:
            self.table.viewport().update()

    # Changing -----------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer what waits for the board; other words become an item of their own."""
        sheet = self._changes.sheet
        if sheet.row.state is MeetingState.CLOSED or refused(self):
            return
        options = [Option(one.id, one.name, self._note_of(one)) for one in sheet.open]
        words_ = "Type to look, or what else to talk about"
        pick_many(
            self.put, words_, options, [], self._put,
            lambda text: Option(_New(" ".join(text.split())), f"Add “{text}”", "as an item"),
        )  # fmt: skip

    def _note_of(self, one: Waiting) -> str:
        if one.there is not None:
            return f"planned for {short(one.there, self._editing.desk.today())}"
        return "urgent" if one.urgent else ""

    def _put(self, chosen: list[int | _New]) -> None:
        wanted = [one.text if isinstance(one, _New) else one for one in chosen]
        if wanted:
            self._changes.put_on(wanted, self.fault)

    def _on_moved(self, line: AgendaLine, after: int | None) -> None:
        if not self._held(line):
            self._changes.move(line, after, self.fault)

    def _on_removed(self, lines: Sequence[AgendaLine]) -> None:
        if lines and not self._held(lines[0]):
            self._changes.take_off(lines, self.fault)

    def _held(self, line: AgendaLine) -> bool:
        """Whether the agenda stays as it is, which is said."""
        if refused(self):
            return True
        if not self._open(line):
            self._editing.desk.said.emit(
                Toast(f"{self._changes.name} is over: its agenda stays as it was.", warning=True)
            )
            return True
        return False

    def _keep_note(self, text: str) -> bool:
        noted = self._noted
        line = next((one for one in self._changes.sheet.agenda if one.id == noted), None)
        return line is None or self._changes.note_item(line, text, self.note)

    def _pick_answer(self, line: AgendaLine, anchor: QWidget) -> None:
        options = [
            Option(True, "Ratified", "the decision stands"),
            Option(False, "Refused", "minuted; its sponsor stops the work"),
            Option(None, "To ratify", "not answered yet"),
        ]
        pick(
            anchor, f"Answer to {line.decision}", options, line.ratified,
            lambda answer: self._answer(line, answer),
        )  # fmt: skip

    def _answer(self, line: AgendaLine, answer: bool | None) -> None:
        self._changes.ratify(line, answer, self.fault)

    def _on_opened(self, line: AgendaLine) -> None:
        if line.request_id is not None:
            self._editing.open("request", line.request_id)

    def _open(self, _line: AgendaLine) -> bool:
        return self._changes.sheet.row.state is not MeetingState.CLOSED

    def _now(self) -> datetime:
        return self._editing.desk.store.clock().astimezone(UTC).replace(tzinfo=None)

    def _menu(self, line: AgendaLine) -> Sequence[QAction]:
        offered: list[tuple[str, Callable[[], object]]] = []
        state = self._changes.sheet.row.state
        if line.request_id is not None:
            offered.append((f"Open {line.code}", lambda: self._on_opened(line)))
        if not self._editing.desk.store.read_only and state is not MeetingState.CLOSED:
            if state is MeetingState.RUNNING:
                offered.append(("Turn to this item", lambda: self._changes.go_to(line)))
            if line.kind is ItemKind.RATIFICATION:
                offered += [
                    (f"{verb} {line.decision}", partial(self._answer, line, answer))
                    for verb, answer in (("Ratify", True), ("Refuse", False), ("Leave open", None))
                    if answer is not line.ratified
                ]
            offered += [
                ("Move up", lambda: self.table.step(-1)),
                ("Move down", lambda: self.table.step(1)),
            ]
            lines = list(self.table.meant(line))
            if all(one.kind is not ItemKind.RATIFICATION for one in lines):
                name = line.name if len(lines) == 1 else count(len(lines), "item")
                offered.append((f"Take {name} off", lambda: self._on_removed(lines)))
        return [item(text, slot) for text, slot in offered]
