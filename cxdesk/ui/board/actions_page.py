"""The actions of all initiatives in one table: one's own first, what is late on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.work import ActionState
from cxdesk.services import action_list, actions, who
from cxdesk.services.action_list import ListedAction
from cxdesk.services.sheet import Sheet
from cxdesk.store.history import ChangeSet
from cxdesk.ui import icons, theme
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.action_adding import ActionForm, NewAction
from cxdesk.ui.board.actions_bar import ActionsBar
from cxdesk.ui.board.actions_columns import ActionCells
from cxdesk.ui.board.actions_kept import Kept
from cxdesk.ui.board.actions_reader import ActionReader
from cxdesk.ui.board.actions_table import ActionTable
from cxdesk.ui.board.list_form import InitiativeForm, add_initiative
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.menus import item, item_later
from cxdesk.ui.panel.action_edits import STATES, ActionEdits
from cxdesk.ui.pickers import Option
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.columns import sheet_of
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_HINTS = (
    Hint(("Space",), "tick"), Hint(("F2",), "change the cell"), Hint(("Enter",), "open initiative"),
    Hint(("Del",), "drop"), Hint(("/",), "narrow"),
)  # fmt: skip
_CHANGED = (("owner", "owner"), ("due", "due date"), ("week", "week"))
_HOMES = ("initiative", "charter", "actions", "history")
_ON_PAPER = ("owner", "title", "initiative", "due", "week", "bump", "state")


class ActionsPage(TabPage):
    """One row an action, changed where it stands; filters say whose and which are shown."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader = ActionReader(self.desk)
        self.edits = ActionEdits(editing, lambda row: row.code)
        self.cells = ActionCells(editing, self.edits, lambda row: self.table.meant(row))
        self.bar = ActionsBar(editing)
        self.table = ActionTable("actions", "Actions", self.cells.columns())
        self.cells.note = self.note = CellNote(self.table, editing.go)
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.form: ActionForm | None = None
        self.home_form: InitiativeForm | None = None
        self._tested: tuple[Kept, int | None, date] | None = None
        self.foot = _Foot(self.add)
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        box.addWidget(self.foot)
        self.setFocusProxy(self.table)
        self._connect()
        self._add_actions()

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.editing.open("actions", row.initiative_id))
        self.table.went.connect(self.editing.go)
        self.table.ticked.connect(lambda: self._change(self._tick))
        self.table.dropped.connect(
            lambda: self._change(lambda rows: self._enter(rows, ActionState.DROPPED))
        )
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self.table.enter)

    def _add_actions(self) -> None:
        self._new = self._action("new-action", "New action", self.add, "N")
        changing = [
            self._new,
            self._action("tick-actions", "Tick the selected actions", self.table.ticked.emit),
            self._action("action-state", "Set the state…", lambda: self._begin("state")),
        ] + [
            self._action(f"action-{key}", f"Set the {name}…", partial(self._begin, key))
            for key, name in _CHANGED
        ]
        self._action("my-actions", "Show my actions", self.bar.show_mine)
        self._action("actions-filter", "Filter the actions…", self.bar.offer)
        self._action("narrow-actions", "Narrow the actions", self.begin_filter, "F3")
        self._action(
            "copy-actions", "Copy the actions as a table",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        lock_changes(self.desk, *changing)
        self.foot.setHidden(self.desk.store.read_only)

    def _action(self, key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        return make_action(self, key, text, "Actions", slot, shortcuts=keys, context=within)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        with self.desk.read() as session:
            self.bar.me = who.person_of(session, self.desk.store.who)
        self.reader.read(over=self.bar.kept.done)
        self.bar.show_kept()
        self._show()

    def _show(self) -> None:
        tested = (self.bar.kept, self.bar.me, self.desk.today())
        if tested != self._tested:
            self._tested = tested
            kept, me, today = tested
            self.table.table.keep(kept.test(me, today, self.reader.stay))
        self.table.set_rows(self.reader.rows)
        self._count()

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.kept = Kept.of(habits["kept"])

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        """An action that the filters leave out is shown: they go. An initiative is by its own."""
        if kind in _HOMES:
            return self._reveal_home(id)
        if kind != "action":
            return False
        if self.table.table.row(id) is None:
            with self.desk.read() as session:
                row = action_list.find(session, id)
            if row is None:
                return False
            self.bar.show_row(row)
        return self.table.choose(id)

    def _reveal_home(self, id: int) -> bool:
        here = self.table.current_row()
        if here is not None and here.initiative_id == id:
            return True
        row = next((one for one in self.table.table.rows if one.initiative_id == id), None)
        return row is not None and self.table.choose(row.id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        """The next initiative down or up the list that has an action there."""
        rows, here = self.table.table.rows, self.table.currentIndex().row()
        if kind not in _HOMES or not (0 <= here < len(rows) and rows[here].initiative_id == id):
            return None
        ahead = rows[here + 1 :] if by > 0 else rows[:here][::-1]
        return next((one.initiative_id for one in ahead if one.initiative_id != id), None)

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.table.table.rows else _HINTS[-1:]

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def paper(self) -> Paper | None:
        rows = self.table.table.rows
        if not rows:
            return None
        shown, filters = f"{len(rows):,} of {self.table.table.total:,}", self.bar.words()
        note = f"{shown} · {filters}" if filters else ""
        return table_paper(self.desk, "Actions by owner", self.by_owner(), note)

    def by_owner(self) -> Sheet:
        """What is shown, one owner after the other, those without one last."""
        columns = {one.key: one for one in self.table.table.columns}
        rows = sorted(self.table.table.rows, key=columns["owner"].sort_key)
        return sheet_of([columns[key] for key in _ON_PAPER], rows)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def restyle(self) -> None:
        self.note.hide()

    def begin_filter(self) -> bool:
        self.bar.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.narrow.selectAll()
        return True

    # Which actions are shown ------------------------------------------------------------------

    def _on_kept(self, kept: Kept) -> None:
        self.reader.read(over=kept.done, anew=bool(self.reader.stay))
        self._show()
        self.habit_changed.emit("kept", kept.plain())

    def _on_narrow(self, text: str) -> None:
        self.table.table.narrow(text)
        self._count()

    def _count(self) -> None:
        shown, total = len(self.table.table.rows), self.table.table.total
        self.bar.set_count(shown, total)
        if not shown:
            self._say_nothing(total)
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(self.table if shown else self.nothing)
        self.turn(self.stack, wanted)

    def _say_nothing(self, total: int) -> None:
        kept = self.bar.kept
        others = Kept(done=kept.done) in (kept, Kept(mine=False, done=kept.done))
        mine = kept.mine and self.bar.me is not None
        if not total and not kept.done and not self._homes():
            self.nothing.say(
                "No initiatives yet",
                "An action is a piece of work of an initiative: add that first, then its actions.",
                () if self.desk.store.read_only else (("New initiative", self.add_home),),
            )  # fmt: skip
        elif not total and not kept.done:
            self.nothing.say(
                "Nothing is open",
                "An action is a piece of work with one owner and a due date. It belongs to an "
                "initiative.",
                () if self.desk.store.read_only else (("New action", self.add),),
            )  # fmt: skip
        elif mine and others and not self.bar.narrow.text():
            self.nothing.say(
                "Nothing is open with you", "", (("Show everybody's actions", self.bar.drop_mine),)
            )
        else:
            self.nothing.say(
                "No action matches these filters", "", (("Clear filters", self._clear),)
            )

    def _clear(self) -> None:
        self.bar.clear()
        self.table.enter()

    # Changing -------------------------------------------------------------------------------

    def _change(self, change: Callable[[Sequence[ListedAction]], object]) -> None:
        row = self.table.current_row()
        if row is not None and not refused(self):
            change(self.table.meant(row))

    def _tick(self, rows: Sequence[ListedAction]) -> None:
        self.edits.tick(rows, self.note)

    def _enter(self, rows: Sequence[ListedAction], state: ActionState) -> None:
        self.edits.enter([row for row in rows if row.state is not state], state, self.note)

    def _begin(self, key: str) -> None:
        if self.table.current_row() is not None:
            self.table.begin(self.table.cell(key))

    def _menu(self, row: ListedAction) -> Sequence[QAction]:
        made = [item(f"Open {row.code}", lambda: self.table.opened.emit(row))]
        if self.desk.store.read_only:
            return made
        rows = self.table.meant(row)
        made += [
            item(text, partial(self._enter, rows, state))
            for state, text in STATES.items()
            if any(one.state is not state for one in rows)
        ] + [
            item_later(self, f"Set the {name}…", partial(self._begin, key))
            for key, name in _CHANGED
        ]
        return made

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new action, where there is an initiative for it."""
        homes = [Option(id, code, title) for id, code, title in self._homes()]
        if not homes:
            self.desk.said.emit(
                Toast(
                    "An action belongs to an initiative, and there is none yet that takes actions",
                    button="New initiative", action=self.add_home, warning=True,
                )
            )  # fmt: skip
            return
        people = [one for one in self.editing.people("Nobody") if not one.why]
        self.form = ActionForm(self, homes, people, self.desk.today(), self._owner_of, self._keep)
        row = self.table.current_row()
        here = row.initiative_id if row is not None else None
        mine = self.bar.me if self.bar.kept.mine else None
        self.form.begin_with(here if any(one.value == here for one in homes) else None, mine)
        self.form.open()

    def _homes(self) -> tuple[tuple[int, str, str], ...]:
        """Id, code and title of the initiatives that take actions."""
        return self.editing.read(action_list.open_initiatives)

    def add_home(self) -> None:
        """Open the form of a new initiative, so that actions have something to belong to."""
        if not refused(self):
            choices = self.editing.choices
            self.home_form = InitiativeForm(self, choices.batches, choices.domains, self._keep_home)
            self.home_form.open()

    def _keep_home(self, title: str, batch: int | None, domain: int | None) -> str:
        added = add_initiative(self.desk, title, batch, domain)
        return added if isinstance(added, str) else ""

    def _owner_of(self, initiative: int) -> int | None:
        with self.desk.read() as session:
            return action_list.owner_of(session, initiative)

    def _keep(self, new: NewAction) -> str:
        why: list[str] = []

        def refused(broken: RuleBroken) -> None:
            why.append(broken.text)

        short = new.title if len(new.title) <= 60 else f"{new.title[:59]}…"
        done = self.desk.do(
            f"Add action “{short}”",
            lambda s: actions.add(s, new.initiative, new.title, owner=new.owner, due=new.due),
            refused=refused,
        )
        if done is None:
            return why[0] if why else "It could not be added: the message says why."
        self.reveal("action", done.result)
        return ""


class _Foot(QWidget):
    """Below the rows: room for one more."""

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setObjectName("add-action")
        self.button.setText("Add action")
        self.button.setProperty("role", "body")
        self.button.setToolTip("A new action of any initiative  (N)")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFixedHeight(28)
        self.button.clicked.connect(lambda _=False: add())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.button)
        row.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Take the icon of the theme that now holds."""
        self.button.setIcon(icons.icon("plus", theme.current()))
