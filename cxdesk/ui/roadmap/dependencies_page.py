"""The dependencies as a list: who hands over to whom and when, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from cxdesk.model.states import LinkType
from cxdesk.model.wording import count
from cxdesk.services.cards import Board
from cxdesk.services.dependencies import Dependency, of_network
from cxdesk.services.schedule import Dates
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.menus import item, item_later
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.dependencies_bar import DependenciesBar, Kept
from cxdesk.ui.roadmap.dependencies_columns import AFTER, SPARE, columns
from cxdesk.ui.roadmap.dependencies_form import NewLinkForm
from cxdesk.ui.roadmap.links_chain import Chains
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.roadmap.planning import planning_of
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.sparing import SparingTable
from cxdesk.ui.view import Hint

_TABLES = {"link", "initiative", "person", "domain", "program", "holiday", "what_if"}
_HINTS = (
    Hint(("Enter",), "open the initiative"), Hint(("F2",), "change the lag"),
    Hint(("N",), "add a link"), Hint(("Del",), "remove it"), Hint(("/",), "narrow"),
)  # fmt: skip
_CHANGES = ("F2", "N", "Del")


class DependenciesPage(TabPage):
    """One row a link, in the order in which they are needed."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.rows: tuple[Dependency, ...] = ()
        self.timeline: Callable[[], Any] | None = None  # the page on which moves are proposed
        self.known: Callable[[], Board | None] = lambda: None  # the cards, where they are known
        # Not `data`: see Canvas.
        self._read_rows = RoadmapData()
        self.planning = planning_of(editing)
        self.planning.branch_changed.connect(self._on_branch)
        self.edits = LinkEdits(self.planning, self._propose, lambda: self._read_rows.network)
        self.bar = DependenciesBar()
        self.table = SparingTable("dependencies", "Dependencies", columns(self.edits), SPARE)
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.form: NewLinkForm | None = None
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self._add_actions()

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.went.connect(self.editing.go)
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.leave_what_if.connect(lambda: self.planning.show_what_if(None))
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self.table.enter)

    def _add_actions(self) -> None:
        action = partial(make_action, self)
        self._new = action("new-link", "New link", "Dependencies", self.add, shortcuts=("N",))
        remove = make_action(
            self.table, "remove-link", "Remove the link", "Dependencies", self.remove,
            shortcuts=("Del",), context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip
        action("dependencies-filter", "Filter the dependencies…", "Dependencies", self.bar.offer)
        action(
            "copy-dependencies", "Copy the dependencies as a table", "Dependencies",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        action("export-dependencies", "Save the dependencies (XLSX, CSV)…", "Dependencies",
               self.export)  # fmt: skip
        lock_changes(self.desk, self._new, remove)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        self.follow(None)

    def follow(self, change_set: ChangeSet | None) -> None:
        here = self._read_rows

        def read(session: Session) -> None:
            if change_set is None or here.follow(session, change_set) is None:
                here.load(session, None if self.planning.what_if else self.known())

        self.planning.read(read)
        self.rows = of_network(here.network)
        shown = self.planning.shown
        self.table.set_rows(self.rows)
        self.bar.set_rows(self.rows, "" if shown is None else shown.name)
        self._count()

    def _on_branch(self) -> None:
        if self._read_rows.roadmap is not None:
            self.load()

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.recall(habits["kept"])

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """A link that the filters leave out is shown: the filters go.

        An initiative stands beside its panel if the link that is current is one of its own.
        """
        if kind == "initiative":
            current = self.table.current_row()
            if current is not None and id in (current.before.id, current.after.id):
                return True
            rows = self.table.table.rows
            row = next((row for row in rows if id in (row.before.id, row.after.id)), None)
            return row is not None and self.table.choose(row.id)
        if all(row.id != id for row in self.rows):
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        return self.table.choose(id)

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        if not self.table.table.rows:
            return ()
        fixed = self.desk.store.read_only
        return tuple(one for one in _HINTS if not (fixed and one.keys[0] in _CHANGES))

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def paper(self) -> Paper | None:
        if not self.table.table.rows:
            return None
        return table_paper(self.desk, "Dependencies", self.table.sheet(), self._note())

    def _note(self) -> str:
        shown, total = len(self.table.table.rows), self.table.table.total
        said = "" if shown == total else f"{shown:,} of {count(total, 'link')}"
        what_if = self.planning.shown
        if what_if is not None:
            said = ". ".join(part for part in (f"What-if “{what_if.name}”", said) if part)
        return said

    def export(self) -> None:
        """Save the table that is shown for a spreadsheet."""
        from cxdesk.ui.table.saving import ask_table

        ask_table(self.table)

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
        add = () if self.desk.store.read_only else (("Add link", self.add),)
        if not total:
            self.nothing.say(
                "No dependencies yet",
                "Link what has to come first to what waits for it: here, or on the timeline by "
                "dragging from the end of a bar.",
                (*add, ("Go to the timeline", lambda: self.tab_requested.emit("Timeline"))),
            )
        elif not shown:
            self.nothing.say(
                "No dependency matches these filters", "", (("Clear filters", self._clear),)
            )
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(wanted)
        self.turn(self.stack, wanted)

    def _clear(self) -> None:
        self.bar.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Opening and changing -------------------------------------------------------------------

    def _open(self, row: Dependency) -> None:
        """Open the end that the cell is about."""
        keys = [one.key for one in self.table.table.columns]
        at = self.table.currentIndex().column()
        end = row.after if at >= 0 and keys[at] in AFTER else row.before
        self.editing.open("initiative", end.id)

    def remove(self) -> None:
        """Remove the selected links, as one change."""
        if rows := self.table.selected():
            self.edits.unlink(*rows)

    def _menu(self, row: Dependency) -> Sequence[QAction]:
        many = len(self.table.meant(row)) > 1
        made = [] if many else [
            item(f"Open {row.before.code}",
                 lambda: self.editing.open("initiative", row.before.id)),
            item(f"Open {row.after.code}", lambda: self.editing.open("initiative", row.after.id)),
            item("Show on the timeline", lambda: self._show_on_timeline(row)),
        ]  # fmt: skip
        if self.desk.store.read_only:
            return made
        if not many:
            mending = self.edits.mend(row)
            if mending is not None:
                made.append(item(mending[0], lambda: self.edits.move(row, mending[1])))
            made.append(item_later(self, "Change the lag", self._change_lag))
        made.append(item("Remove the links" if many else "Remove the link", self.remove))
        return made

    def _change_lag(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.table.edit_cell(row.id, "lag")

    def _show_on_timeline(self, row: Dependency) -> None:
        self.tab_requested.emit("Timeline")
        if self.timeline is not None:
            page = self.timeline()
            page.canvas.focus_bar(row.after.id)
            page.links.state.select(row.id)

    def _propose(self, label: str, moves: Mapping[int, Dates]) -> bool:
        """Ask on the timeline, which shows what a move would push."""
        if self.timeline is None:
            return self.planning.dates(label, moves)
        page = self.timeline()
        saved = bool(page.propose(label, moves))
        if not saved:
            self.tab_requested.emit("Timeline")
        return saved

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new link."""
        if self.desk.store.read_only:
            return
        here = self._read_rows.network
        row = self.table.current_row()
        self.form = NewLinkForm(self, here.cards, self._refusal, self._keep)
        self.form.begin_with(None if row is None else row.before.id)
        self.form.open()

    def _refusal(self, before: int, after: int) -> str:
        here = self._read_rows.network
        return Chains(here.links.values()).refusal(before, after, here.cards)

    def _keep(self, before: int, after: int, type: LinkType, lag: int, at: Refusable) -> bool:
        kept = self.edits.link(before, after, type, lag, at)
        if kept:
            row = next((r for r in self.rows if (r.before.id, r.after.id) == (before, after)), None)
            if row is not None:
                self.reveal("link", row.id)
        return kept
