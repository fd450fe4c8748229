"""The intake: every request on its way to the board, in one table that is changed in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from cxdesk.model.errors import Way
from cxdesk.model.wording import count, thousands
from cxdesk.services import who
from cxdesk.services.frame import frame
from cxdesk.services.intake import RequestRow
from cxdesk.services.requests import NewRequest
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.intake.bar import IntakeBar, Kept
from cxdesk.ui.intake.columns import SPARE, IntakeCells
from cxdesk.ui.intake.menu import IntakeMenu
from cxdesk.ui.intake.paste import PasteRequests
from cxdesk.ui.intake.reader import IntakeReader
from cxdesk.ui.menus import item
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.request.checklist_form import ChecklistForm
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.new_form import NewRequestForm
from cxdesk.ui.request.steps import Steps
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.sparing import SparingTable
from cxdesk.ui.view import Hint

_HINTS = (
    Hint(("Enter",), "open"), Hint(("F2",), "change the cell"), Hint(("/",), "narrow"),
    Hint(("Ctrl", "V"), "paste requests"),
)  # fmt: skip
_STEPS = {
    "qualify": ("Qualify the selected requests", "Q"),
    "ask": ("Send back with a question…", ""),
    "answer": ("Answer the question…", ""),
    "merge": ("Merge the selected requests…", ""),
    "reject": ("Reject the selected requests…", ""),
    "reopen": ("Put back to submitted", ""),
    "again": ("Submit the request again", ""),
}
_CELLS = {
    "checks": ("Tick the checklist…", "T"),
    "source": ("Set the source…", ""),
    "evidence": ("Set the evidence…", ""),
    "deadline": ("Set the day it is needed by…", ""),
    "cost": ("Set the cost…", ""),
    "days": ("Set the person-days…", ""),
    "outcome": ("Set the outcome…", ""),
}


class IntakePage(TabPage):
    """One row a request; filters and a field say which of them are shown."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader = IntakeReader(self.desk)
        self.edits = RequestEdits(editing)
        unit = thousands(editing.read(frame).currency)
        self.cells = IntakeCells(
            editing, self.edits, unit, lambda row: self.table.meant(row), self._pick_step
        )
        self.bar = IntakeBar()
        self.table = SparingTable("intake", "Requests", self.cells.columns(), SPARE)
        self.cells.note = self.note = CellNote(self.table, editing.go)
        self.steps = Steps(editing, self.edits, self, lambda: self.note)
        self.menu = IntakeMenu(self, self.edits, self.steps, self.note, self._begin)
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.form: NewRequestForm | None = None
        self.paste: PasteRequests | None = None
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self._add_actions()
        self.table.table.keep(self.bar.kept.test())

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.editing.open("request", row.id))
        self.table.went.connect(self.editing.go)
        self.table.pasted.connect(self.paste_requests)
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.paste_wanted.connect(self.paste_requests)
        self.bar.checklist_wanted.connect(self.edit_checklist)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self.table.enter)

    def _add_actions(self) -> None:
        self._new = self._action("new-request", "New request", self.add, "N")
        changing = [
            self._new,
            self._action("paste-requests", "Paste requests…", self.paste_requests),
            self._action("request-urgent", "Urgent, or not any more", self._hurry, "U"),
            self._action("edit-checklist", "Edit the checklist…", self.edit_checklist),
        ]
        for keys, start in ((_STEPS, self._take), (_CELLS, self._begin)):
            for key, (text, letter) in keys.items():
                slot = partial(start, key)
                changing.append(self._action(f"request-{key}", text, slot, *filter(None, [letter])))
        self._action("narrow-requests", "Narrow the requests", self.begin_filter, "F3")
        self._action("requests-filter", "Filter the requests…", self.bar.offer)
        self._action(
            "copy-requests", "Copy the requests as a table",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        lock_changes(self.desk, *changing, self.bar.paste, self.bar.checklist)

    def _action(self, key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        return make_action(self, key, text, "Intake", slot, shortcuts=keys, context=within)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        rows = self.reader.read()
        unit = thousands(self.editing.read(frame).currency)
        if unit != self.cells.unit:
            self.cells.unit = unit
            self.table.retitle("cost", f"Cost {unit}")
        self.table.set_rows(rows)
        self.bar.set_over(sum(1 for row in rows if row.state.over))
        self._count()

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.recall(habits["kept"])

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        """A request that the filters leave out is shown: the filters go."""
        if not any(row.id == id for row in self.reader.rows):
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        if self.table.table.row(id) is None:
            self.bar.keep(over=True)
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by) if kind == "request" else None

    def begin_filter(self) -> bool:
        self.bar.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.narrow.selectAll()
        return True

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.table.table.rows else _HINTS[-1:]

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Where nothing is yet there is no table that would take it.
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requests(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paper(self) -> Paper | None:
        if not self.table.table.rows:
            return None
        total, shown = self.table.table.total, len(self.table.table.rows)
        note = "" if shown == total else f"{shown:,} of {count(total, 'request')}"
        return table_paper(self.desk, "Requests", self.table.sheet(), note)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    # Which requests are shown ---------------------------------------------------------------

    def _on_kept(self, kept: Kept) -> None:
        self.table.table.keep(kept.test())
        self._count()
        self.habit_changed.emit("kept", kept.plain())

    def _on_narrow(self, text: str) -> None:
        self.table.table.narrow(text)
        self._count()

    def _count(self) -> None:
        shown, total = len(self.table.table.rows), self.table.table.total
        self.bar.set_count(shown, total)
        if not total:
            self.nothing.say(
                "No requests yet",
                "Add the first, or import a list: a task that somebody asks for waits here until "
                "it is ready for the board.",
                () if self.desk.store.read_only
                else (("New request", self.add), ("Paste requests", self.paste_requests)),
            )  # fmt: skip
        elif not shown:
            self.nothing.say(*self._none_shown())
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(self.table if shown else self.bar.narrow if total else self.nothing)
        self.turn(self.stack, wanted)

    def _none_shown(self) -> tuple[str, str, tuple[tuple[str, Callable[[], object]], ...]]:
        if all(row.state.over for row in self.reader.rows):
            offer = ("Show them", self._clear_filters)
            return "Nothing waits", "Every request is decided, merged or rejected.", (offer,)
        return "No request matches these filters", "", (("Clear filters", self._clear_filters),)

    def _clear_filters(self) -> None:
        self.bar.clear()
        if not self.table.table.rows:
            self.bar.keep(over=True)
        self.table.enter()

    # Changing -------------------------------------------------------------------------------

    def _meant(self) -> list[RequestRow]:
        row = self.table.current_row()
        return [] if row is None else self.table.meant(row)

    def _begin(self, key: str) -> None:
        row = self.table.current_row()
        if row is not None and self.table.isColumnHidden(self.table.cell(key).column()):
            self.editing.open("request", row.id)  # left out for want of room: the panel has it
        elif row is not None:
            self.table.begin(self.table.cell(key))

    def _take(self, key: str) -> None:
        self.steps.take(key, self._meant())

    def _hurry(self) -> None:
        if (row := self.table.current_row()) is not None and not refused(self):
            self.menu.hurry(row)

    def _pick_step(self, row: RequestRow, anchor: QWidget) -> None:
        """Offer what can be done with the chosen rows."""
        options = [Option(one.act, one.text) for one in self.steps.offered(self.table.meant(row))]
        if not options:
            said = "The board has it." if not row.state.over else "It stays so."
            options = [Option(None, row.state.label, why=said)]
        pick(anchor, "What next", options, self, lambda act: act())

    def _menu(self, row: RequestRow) -> Sequence[QAction]:
        rows = self.table.meant(row)
        made = []
        if len(rows) == 1:
            made.append(item("Open", lambda: self.editing.open("request", row.id)))
        return made if self.desk.store.read_only else [*made, *self.menu.actions(rows)]

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new request."""
        by = self.editing.read(lambda s: who.person_of(s, self.desk.store.who))
        self.form = NewRequestForm(
            self, self.editing, self.cells.unit, by, self._submit,
            lambda one: self.editing.go(Way("", one.kind, one.id)),
        )  # fmt: skip
        self.form.open()

    def _submit(self, new: NewRequest) -> int | str:
        done = self.edits.submit(new)
        if isinstance(done, int):
            self.reveal("request", done)
        return done

    def paste_requests(self, text: str = "") -> None:
        """Open the form for rows copied from a spreadsheet."""
        if not refused(self):
            self.paste = PasteRequests(self, self.editing, self.edits, text)
            self.paste.open()

    def edit_checklist(self) -> None:
        """Open the editor of the checklist."""
        if not refused(self):
            ChecklistForm(self, self.editing).open()
