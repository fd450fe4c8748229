"""Every initiative in one table: sorted, narrowed and changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from cxdesk.model.wording import count, thousands
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.frame import frame
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.card_edits import CardEdits
from cxdesk.ui.board.list_bar import ListBar
from cxdesk.ui.board.list_columns import ListCells
from cxdesk.ui.board.list_edits import ListEdits
from cxdesk.ui.board.list_form import InitiativeForm, add_initiative
from cxdesk.ui.board.list_paste import ListPaste
from cxdesk.ui.board.list_reader import ListReader
from cxdesk.ui.cards.filter_options import NamesOf
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.menus import item, item_later
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

_HINTS = (
    Hint(("Enter",), "open"), Hint(("F2",), "change the cell"), Hint(("/",), "narrow"),
    Hint(("Ctrl", "C"), "copy"), Hint(("Ctrl", "V"), "paste"),
)  # fmt: skip
_WRITING = (("F2",), ("Ctrl", "V"))
_KINDS = ("initiative", "charter", "actions", "history")
_CHANGED = (
    "state", "batch", "domain", "owner", "priority", "horizon", "start", "end", "labels",
)  # fmt: skip


class ListPage(TabPage):
    """One row an initiative. What is archived or cancelled is shown when it is asked for."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader = ListReader(self.desk)
        self.edits, self.copies = ListEdits(editing, self), CardEdits(self, editing)
        unit = thousands(editing.read(frame).currency)
        self.cells = ListCells(editing, self.edits, unit, lambda row: self.table.meant(row))
        columns = self.cells.columns()
        self.bar = ListBar(editing, columns, self._candidates)
        self.table = TableView("list", "Initiatives", columns)
        self.cells.note = self.note = CellNote(self.table, editing.go)
        self.pasting = ListPaste(editing)
        # What the board is filtered by; the place that has both says so.
        self.board_filter: Callable[[], CardFilter] = CardFilter
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.form: InitiativeForm | None = None
        self._sorted_by: tuple[int, bool] | None = None
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self._add_actions()
        self._show_columns()
        self._keep()

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.editing.open("initiative", row.id))
        self.table.went.connect(self.editing.go)
        self.table.pasted.connect(self._paste)
        self.table.set_menu(self._menu)
        self.table.table.layoutChanged.connect(self._on_order)
        self.bar.over_changed.connect(self._on_over)
        self.bar.columns_changed.connect(self._on_columns)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.board_wanted.connect(self.filter_as_board)
        self.bar.narrow.left.connect(self.table.enter)

    def _add_actions(self) -> None:
        self._new = self._action("list-new", "New initiative", self.add, "N")
        changing = [self._new] + [
            self._action(f"list-{key}", f"Set the {key}…", partial(self._begin, key))
            for key in _CHANGED
        ]
        changing.append(
            self._action(
                "list-duplicate", "Duplicate the selected initiatives", self.duplicate, "Ctrl+D"
            )
        )
        changing.append(self._action("list-paste", "Paste over the cells", self._paste_copied))
        changing.append(
            self._action("list-archive", "Archive the selected initiatives", self.archive)
        )
        changing.append(
            self._action("list-restore", "Restore the selected initiatives", self.restore)
        )
        self._action("list-over", "Show what is archived or cancelled", self.bar.show_over)
        self._action("list-as-board", "Filter as the board does", self.filter_as_board)
        self._action("list-columns", "Choose the columns…", self.bar.pick_columns)
        self._action("narrow-list", "Narrow the list", self.begin_filter, "F3")
        self._action(
            "copy-list", "Copy the list as a table", lambda: self.table.copy(everything=True)
        )
        lock_changes(self.desk, *changing)

    def _action(self, key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        return make_action(self, key, text, "List", slot, shortcuts=keys, context=within)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        rows = self.reader.read()
        self._show_unit(thousands(self.editing.read(frame).currency))
        self.bar.follow()
        if self.bar.set_off(sum(1 for row in rows if row.over)):
            self._keep()
        self.table.set_rows(rows)
        self._count()

    def recall(self, habits: Mapping[str, Any]) -> None:
        match habits.get("columns"):
            case [*keys] if all(isinstance(key, str) for key in keys):
                self.bar.choose(keys)
        self.bar.keep(CardFilter.of(habits.get("filter")))
        if habits.get("over") is True:
            self.bar.show_over()
        keys = [one.key for one in self.table.table.columns]
        match habits.get("sorted"):
            case [str(key), bool(down)] if key in keys:
                order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
                self.table.table.sort(keys.index(key), order)

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        """An initiative that the filters leave out is shown: they go."""
        if kind not in _KINDS or not any(row.id == id for row in self.reader.rows):
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        if self.table.table.row(id) is None:
            self.bar.show_over()
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by) if kind in _KINDS else None

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        reads = self.desk.store.read_only
        shown = _HINTS if self.table.table.rows else ()
        return tuple(one for one in shown if not (reads and one.keys in _WRITING))

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def begin_filter(self) -> bool:
        self.bar.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.narrow.selectAll()
        return True

    def paper(self) -> Paper | None:
        if not self.table.table.rows:
            return None
        total, shown = self.table.table.total, len(self.table.table.rows)
        said = [] if shown == total else [f"{shown:,} of {count(total, 'initiative')}"]
        said += [f"{name} {what}" for name, what in self.bar.kept.words(NamesOf(self.editing))]
        return table_paper(self.desk, "List of initiatives", self.table.sheet(), " · ".join(said))

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def restyle(self) -> None:
        self.note.hide()

    # What is shown --------------------------------------------------------------------------

    def filter_as_board(self) -> None:
        """Take the board's filter over, without the words typed there."""
        kept = replace(self.board_filter(), text="")
        if not kept:
            self.desk.said.emit(
                Toast("The board shows every initiative: nothing is filtered there")
            )
        self.bar.keep(replace(kept, text=self.bar.kept.text))

    def _show_unit(self, unit: str) -> None:
        """Give costs in another currency."""
        if unit != self.cells.unit:
            self.cells.unit = unit
            self.table.retitle("cost", f"Cost {unit}")
            self.bar.list_columns = self.table.table.columns

    def _candidates(self) -> Sequence[InitiativeRow]:
        """What filters choose from."""
        return [row for row in self.reader.rows if self.bar.over or not row.over]

    def _keep(self) -> None:
        # The words are looked for in all columns, not in what a card says alone.
        kept = replace(self.bar.kept, text="")
        test: Any = kept.test(self.desk.today(), self.desk.store.who)
        if self.bar.over or not self.bar.off:
            self.table.table.keep(test)
        elif test is None:
            self.table.table.keep(lambda row: not row.over)
        else:
            self.table.table.keep(lambda row: not row.over and test(row))

    def _on_over(self, over: bool) -> None:
        self._keep()
        self._count()
        self.habit_changed.emit("over", over)

    def _on_columns(self, keys: Sequence[str]) -> None:
        self._show_columns()
        self.habit_changed.emit("columns", list(keys))

    def _show_columns(self) -> None:
        for place, one in enumerate(self.table.table.columns):
            self.table.setColumnHidden(place, one.key not in self.bar.chosen)
        self.table.share()

    def _on_order(self) -> None:
        now = self.table.table.sorted_by
        if now != self._sorted_by:
            self._sorted_by = now
            value = None if now is None else [self.table.table.columns[now[0]].key, now[1]]
            self.habit_changed.emit("sorted", value)

    def _on_kept(self, kept: CardFilter) -> None:
        self.table.table.narrow(kept.text)
        self._keep()
        self._count()
        self.habit_changed.emit("filter", replace(kept, text="").plain())

    def _count(self) -> None:
        shown, total = len(self.table.table.rows), self.table.table.total
        self.bar.set_count(shown, total)
        if not total:
            self.nothing.say(
                "No initiatives yet",
                "Add the first with N. It begins in Backlog and moves on when its batch, owner and "
                "dates are agreed.",
                () if self.desk.store.read_only else (("New initiative", self.add),),
            )  # fmt: skip
        elif not shown:
            self.nothing.say(
                "No initiative matches these filters", "", (("Clear filters", self._clear),)
            )
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(self.table if shown else self.nothing)
        self.turn(self.stack, wanted)

    def _clear(self) -> None:
        self.bar.clear()
        if not self.table.table.rows:  # all that there are are off the board
            self.bar.show_over()
        self.table.enter()

    # Changing -------------------------------------------------------------------------------

    def _begin(self, key: str) -> None:
        if self.table.current_row() is not None:
            if key not in self.bar.chosen:
                self.bar.choose([*self.bar.chosen, key])
            self.table.begin(self.table.cell(key))

    def _paste_copied(self) -> None:
        self._paste(QGuiApplication.clipboard().text())

    def _paste(self, text: str) -> None:
        """Put copied cells into the rows from the current cell down, and the columns from there."""
        here = self.table.currentIndex()
        if not here.isValid() or refused(self):
            return
        columns = [
            one for place, one in enumerate(self.table.table.columns)
            if place >= here.column() and not self.table.isColumnHidden(place)
        ]  # fmt: skip
        rows = self.table.table.rows[here.row() :]
        self.pasting.paste(text, rows, columns, self.note, fills=self.table.meant(rows[0]))

    def archive(self) -> None:
        """Archive the selected initiatives."""
        self._archive(True)

    def restore(self) -> None:
        """Bring the selected initiatives back from the archive."""
        self._archive(False)

    def duplicate(self) -> None:
        """Copy the selected initiatives."""
        self.copies.duplicate(self.table.selected())

    def _archive(self, archived: bool) -> None:
        row = self.table.current_row()
        if row is not None:
            self.edits.archive(self.table.meant(row), archived, self.note)

    def _menu(self, row: InitiativeRow) -> Sequence[QAction]:
        rows = self.table.meant(row)
        made = []
        if len(rows) == 1:
            made = [
                item("Open", lambda: self.editing.open("initiative", row.id)),
                item("Open charter", lambda: self.editing.open("charter", row.id)),
                item("Open charter full width", lambda: self.editing.open("charter-page", row.id)),
                item("Open actions", lambda: self.editing.open("actions", row.id)),
            ]
        if self.desk.store.read_only:
            return made
        made += [item_later(self, f"Set the {key}…", partial(self._begin, key)) for key in _CHANGED]
        made.append(item("Duplicate", self.duplicate))
        if any(one.archived for one in rows):
            made.append(item("Restore", self.restore))
        if any(not one.archived and (one.delivered or one.over) for one in rows):
            made.append(item("Archive", self.archive))
        return made

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new initiative."""
        choices = self.editing.choices
        self.form = InitiativeForm(self, choices.batches, choices.domains, self._take)
        row = self.table.current_row()
        self.form.begin_with(row.batch_id if row else None, row.domain_id if row else None)
        self.form.open()

    def _take(self, title: str, batch: int | None, domain: int | None) -> str:
        added = add_initiative(self.desk, title, batch, domain)
        if isinstance(added, str):
            return added
        self.reveal("initiative", added)
        return ""
