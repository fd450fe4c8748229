"""The directory: everybody who takes part, in a table that is changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget

from cxdesk.model.wording import count
from cxdesk.services import people
from cxdesk.services.people import NewPerson
from cxdesk.services.people_view import Directory, PersonRow
from cxdesk.services.search import fold
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.menus import item, item_later, submenu
from cxdesk.ui.people.directory_bar import DirectoryBar, Kept
from cxdesk.ui.people.directory_columns import DirectoryCells
from cxdesk.ui.people.directory_reader import DirectoryReader
from cxdesk.ui.people.paste_people import PastePeople
from cxdesk.ui.people.person_form import PersonForm
from cxdesk.ui.person.edits import PersonEdits
from cxdesk.ui.pickers import Option
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

_HINTS = (
    Hint(("Enter",), "open"), Hint(("F2",), "change the cell"), Hint(("/",), "narrow"),
    Hint(("Ctrl", "V"), "paste people"),
)  # fmt: skip


class DirectoryPage(TabPage):
    """One row a person; filters and a field say which of them are shown."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader = DirectoryReader(self.desk)
        self.edits = PersonEdits(editing)
        self.cells = DirectoryCells(editing, self.edits, lambda row: self.table.meant(row))
        self.bar = DirectoryBar()
        self.table = TableView("directory", "Directory", self.cells.columns())
        self.nobody = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nobody)
        self.form: PersonForm | None = None
        self.paste: PastePeople | None = None
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self._add_actions()
        self.table.table.keep(self.bar.kept.test())

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.editing.open("person", row.id))
        self.table.went.connect(self.editing.go)
        self.table.pasted.connect(self.paste_people)
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.paste_wanted.connect(self.paste_people)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self.table.enter)

    def _add_actions(self) -> None:
        self._new = self._action("new-person", "New person", self.add, "N")
        self._changing = [
            self._new,
            self._action("paste-people", "Paste people…", self.paste_people),
            self._action("person-level", "Set the level…", lambda: self._pick("level")),
            self._action("person-domain", "Set the domain…", lambda: self._pick("domain")),
            self._action("person-hand-over", "Hand over what is open…", self._hand_over),
        ]
        self._action("narrow-directory", "Narrow the directory", self._narrow, "F3")
        self._action("directory-filter", "Filter the directory…", self.bar.offer)
        self._action(
            "copy-directory", "Copy the directory as a table",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        lock_changes(self.desk, *self._changing, self.bar.paste)

    def _action(self, key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        return make_action(self, key, text, "People", slot, shortcuts=keys)

    @property
    def directory(self) -> Directory:
        """What is shown, as it was read last."""
        return self.reader.directory

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        here = self.reader.read()
        self.table.set_rows(here.people)
        self.bar.set_people(here.domains, sum(1 for row in here.people if not row.active))
        self._count()

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.recall(habits["kept"])

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        """A person whom the filters leave out is shown: the filters go."""
        if not any(row.id == id for row in self.directory.people):
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        if self.table.table.row(id) is None:
            self.bar.show_inactive()
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by) if kind == "person" else None

    def begin_filter(self) -> bool:
        self._narrow()
        return True

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.table.table.rows else _HINTS[-1:]

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Where nobody is yet there is no table that would take it.
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_people(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paper(self) -> Paper | None:
        if not self.table.table.rows:
            return None
        total, shown = self.table.table.total, len(self.table.table.rows)
        note = "" if shown == total else f"{shown:,} of {count(total, 'person', 'people')}"
        return table_paper(self.desk, "Directory of people", self.table.sheet(), note)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    # Which people are shown -----------------------------------------------------------------

    def _on_kept(self, kept: Kept) -> None:
        self.table.table.keep(kept.test())
        self._count()
        self.habit_changed.emit("kept", kept.plain())

    def _on_narrow(self, text: str) -> None:
        self.table.table.narrow(text)
        self._count()

    def _narrow(self) -> None:
        self.bar.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.narrow.selectAll()

    def _count(self) -> None:
        shown, total = len(self.table.table.rows), self.table.table.total
        self.bar.set_count(shown, total)
        if not total:
            self.nobody.say(
                "Nobody is here yet",
                "Owners, sponsors, board members: add the first with N, or paste a list from a "
                "spreadsheet.",
                () if self.desk.store.read_only
                else (("New person", self.add), ("Paste people", self.paste_people)),
            )  # fmt: skip
        elif not shown:
            self.nobody.say(
                "Nobody matches these filters", "", (("Clear filters", self._clear_filters),)
            )
        wanted = self.table if shown else self.nobody
        # With nobody to look for the keyboard is at what begins, not in a field of words.
        self.setFocusProxy(self.table if shown else self.bar.narrow if total else self.nobody)
        self.turn(self.stack, wanted)

    def _clear_filters(self) -> None:
        self.bar.clear()
        if not self.table.table.rows:  # all who are left are no longer active
            self.bar.show_inactive()
        self.table.enter()

    # Changing -------------------------------------------------------------------------------

    def _leave(self, row: PersonRow) -> None:
        self.editing.open("deactivate", row.id)

    def _pick(self, key: str) -> None:
        row = self.table.current_row()
        if row is None:
            return
        anchor = self.table.anchor(key)
        (self.cells.pick_level if key == "level" else self.cells.pick_domain)(row, anchor)

    def _hand_over(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.cells.pick_heir(row, self.table.anchor("name"))

    def _menu(self, row: PersonRow) -> Sequence[QAction]:
        who = self.table.meant(row)
        many = len(who) > 1
        made = [] if many else [item("Open", lambda: self.editing.open("person", row.id))]
        if self.desk.store.read_only:
            return made
        made += [
            submenu(self, "Level", _words(self.edits.levels()),
                    lambda to: self.edits.rank(who, to)),
            submenu(self, "Domain", _words(self.editing.domains()),
                    lambda to: self.edits.belong(who, to)),
        ]  # fmt: skip
        if many:
            made.append(item_later(self, "Hand over what is open…", self._hand_over))
            return made
        made.append(item("Hand over what is open…", lambda: self.editing.open("hand-over", row.id)))
        if row.active:
            made.append(item("Deactivate…", lambda: self._leave(row)))
        else:
            made.append(item("Bring back", lambda: self.edits.bring_back(row)))
        return made

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new person."""
        known: dict[str, list[str]] = {}
        for row in self.directory.people:
            known.setdefault(fold(row.name), []).append(_described(row))
        self.form = PersonForm(self, self.directory.domains, known, self._keep)
        self.form.open()

    def _keep(self, new: NewPerson) -> str:
        why: list[str] = []
        done = self.desk.do(
            f"Add {new.name}",
            lambda s: people.add(
                s, new.name, new.role, level=new.level, domain=new.domain, email=new.email
            ),
            refused=lambda broken: why.append(broken.text),
        )
        if done is None:
            return why[0] if why else "It could not be added: the message says why."
        self.reveal("person", done.result)
        return ""

    def paste_people(self, text: str = "") -> None:
        """Open the form for rows copied from a spreadsheet."""
        if self.desk.store.read_only:
            return
        self.paste = PastePeople(self, self.desk, lambda: self.directory, text)
        self.paste.open()


def _described(row: PersonRow) -> str:
    return row.label if row.label != row.name or not row.role else f"{row.name} ({row.role})"


def _words(options: Sequence[Option]) -> list[tuple[str, Any]]:
    return [(one.text, one.value) for one in options]
