"""The register: all decisions of all meetings in a table, found again by any word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from cxdesk.model.wording import count, thousands
from cxdesk.services.frame import frame
from cxdesk.services.register import RegisterRow, register
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.menus import item
from cxdesk.ui.printing import Paper
from cxdesk.ui.register.bar import Kept, RegisterBar
from cxdesk.ui.register.columns import columns
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

_TABLES = {
    "decision", "decision_effort", "request", "meeting", "round", "person", "initiative", "action",
    "agenda_item", "minutes", "program",
}  # fmt: skip
_HINTS = (
    Hint(("Enter",), "open the request"), Hint(("F2",), "reword the reason"),
    Hint(("/",), "narrow"),
)  # fmt: skip


class RegisterPage(TabPage):
    """One row a decision, the newest first."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.rows: tuple[RegisterRow, ...] = ()
        self.bar = RegisterBar()
        money = thousands(editing.read(frame).currency)
        self.table = TableView("register", "Register of decisions", columns(editing, money))
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda row: editing.open("request", row.request_id))
        self.table.went.connect(editing.go)
        self.table.current_changed.connect(lambda _row: self.hints_changed.emit())
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self.table.enter)
        self._action("register-filter", "Filter the register…", self.bar.offer)
        self._action(
            "copy-register", "Copy the register as a table",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip

    def _action(self, key: str, text: str, slot: Callable[[], object]) -> QAction:
        return make_action(self, key, text, "Decisions", slot)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        self.rows = self.editing.read(register)
        money = thousands(self.editing.read(frame).currency)
        self.table.retitle("cost", money)
        self.table.set_rows(self.rows)
        self._show_columns()
        self.bar.set_register(self.rows)
        self._count()

    def _show_columns(self) -> None:
        """Columns that would say nothing in any row are left out."""
        says = {
            "waiver": any(row.waiver_by for row in self.rows),
            "ratified": any(row.urgent for row in self.rows),
        }
        for place, one in enumerate(self.table.table.columns):
            self.table.setColumnHidden(place, not says.get(one.key, True))
        self.table.share()

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.recall(habits["kept"])

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """A decision that the filters leave out is shown: the filters go.

        A request stands beside its panel if there is a decision on it.
        """
        if kind == "request":
            row = next((row for row in self.table.table.rows if row.request_id == id), None)
            current = self.table.current_row()
            there = current is not None and current.request_id == id
            return there or (row is not None and self.table.choose(row.id))
        if all(row.id != id for row in self.rows):
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        """The request of the decision before or after, where each has one of its own."""
        if kind != "request":
            return None
        ids = [row.request_id for row in self.table.table.rows]
        if id not in ids:
            return None
        at = ids.index(id) + by
        return ids[at] if 0 <= at < len(ids) else None

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def hints(self) -> tuple[Hint, ...]:
        if not self.table.table.rows:
            return ()
        row = self.table.current_row()
        fixed = self.desk.store.read_only or (row is not None and row.minuted)
        return tuple(one for one in _HINTS if not (fixed and "F2" in one.keys))

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def paper(self) -> Paper | None:
        rows, total = self.table.table.rows, self.table.table.total
        if not rows:
            return None
        note = "" if len(rows) == total else f"{len(rows):,} of {count(total, 'decision')}"
        return table_paper(self.desk, "Register of decisions", self.table.sheet(), note)

    # What is shown --------------------------------------------------------------------------

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
                "No decisions yet",
                "What a board accepts, defers, declines or asks is numbered and stands here for "
                "good.",
                (("Go to the decisions", lambda: self.tab_requested.emit("Decisions")),),
            )
        elif not shown:
            self.nothing.say(
                "No decision matches these filters", "", (("Clear filters", self._clear),)
            )
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(wanted)
        self.turn(self.stack, wanted)

    def _clear(self) -> None:
        self.bar.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, row: RegisterRow) -> Sequence[QAction]:
        ways = [("request", row.request_id, f"Open {row.request}")]
        if row.opens is not None:
            ways.append((*row.opens, f"Open {row.becomes}"))
        if row.round_id is not None:
            ways.append(("round", row.round_id, "Open the result"))
        return [item(words, partial(self.editing.open, kind, id)) for kind, id, words in ways]
