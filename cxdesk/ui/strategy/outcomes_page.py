"""The outcomes: what the strategy promised, how far each is, and what serves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from cxdesk.model.wording import count, day, listed
from cxdesk.services import outcome_view, outcomes
from cxdesk.services.outcome_view import ListedOutcome, OutcomeList
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import Wrap, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.menus import item
from cxdesk.ui.outcome.edits import OutcomeEdits
from cxdesk.ui.outcome.table import SERVING_COLUMNS, SPARE, OutcomeColumns, ShortTable
from cxdesk.ui.outcome.words import NO_READING, amount, share
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.ui.outcome.form import NewOutcome, OutcomeForm

_EDGE, _UNSERVING_ROWS = 16, 6
_HINTS = (
    Hint(("Enter",), "open"), Hint(("F2",), "change the cell"),
    Hint(("Alt", "↑", "↓"), "move"), Hint(("N",), "new outcome"),
)  # fmt: skip
_EMPTY = (
    "No outcomes yet",
    "An outcome is a result that is measured: a baseline, a target and a day. Add the first with "
    "N; initiatives then say which one they serve.",
)
_UNSERVING = "Each needs an outcome before it can be planned: open it and choose one under Serves."


class OutcomesPage(TabPage):
    """One row an outcome; below them the initiatives that serve none."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.listed = OutcomeList((), (), date.min)
        self.edits = OutcomeEdits(editing)
        self.cells = OutcomeColumns(editing, self.edits)
        self.headline = Value("headline-line", "")
        self.headline.clicked.connect(lambda _=False: self._open_headline())
        self.unserved = Value("unserved-line", "")
        self.unserved.clicked.connect(lambda _=False: self._go_to_unserved())
        self.table = ShortTable("outcomes", "Outcomes", self.cells.columns(), spare=SPARE)
        self.unserving = ShortTable(
            "unserving", "Initiatives that serve no outcome", SERVING_COLUMNS, _UNSERVING_ROWS
        )
        self.form: OutcomeForm | None = None
        self.nothing = Nothing()
        self._unserving_title = label("", "strong")
        self._build()
        self._add_actions()
        self.table.opened.connect(lambda one: self.editing.open("outcome", one.id))
        self.table.went.connect(self.editing.go)
        self.table.set_menu(self._menu)
        self.unserving.opened.connect(lambda one: self.editing.open("initiative", one.id))
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        there = QWidget()
        top = column(line := QWidget(), 0, (2, 0, 0, 8))
        said = Wrap(gap=16)
        said.addWidget(self.headline)
        said.addWidget(self.unserved)
        top.addLayout(said)
        self._below = QWidget()
        below = column(self._below, 2, (0, 24, 0, 0))
        words = column(holder := QWidget(), 2, (8, 0, 0, 8))
        words.addWidget(self._unserving_title)
        words.addWidget(label(_UNSERVING, "body", "soft"))
        below.addWidget(holder)
        below.addWidget(self.unserving)
        box = column(there, 0, (_EDGE, 8, _EDGE, _EDGE))
        for part in (line, self.table, self._below):
            box.addWidget(part)
        box.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(there)
        self.stack.addWidget(self.nothing)
        column(self).addWidget(self.stack)

    def _add_actions(self) -> None:
        self._new = self._action("new-outcome", "New outcome", self.add, "N")
        changing = (
            self._new,
            self._action("outcome-up", "Move the outcome up", lambda: self._move(-1), "Alt+Up"),
            self._action(
                "outcome-down", "Move the outcome down", lambda: self._move(1), "Alt+Down"
            ),
            self._action("outcome-headline", "Make it the headline", self._make_headline),
            self._action("remove-outcome", "Remove the outcome", self._remove, "Del"),
        )
        self._action("copy-outcomes", "Copy the outcomes as a table",
                     lambda: self.table.copy(everything=True))  # fmt: skip
        lock_changes(self.desk, *changing)

    def _action(self, key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        made = make_action(self, key, text, "Outcomes", slot, shortcuts=keys)
        if keys and keys != ("N",):  # beside the table these keys are for something else
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        self.listed = here = self.editing.read(outcome_view.outcome_list)
        self.cells.start = here.start
        self.table.set_rows(here.outcomes)
        self.unserving.set_rows(here.serving_nothing)
        self._below.setVisible(bool(here.serving_nothing))
        number = len(here.serving_nothing)
        verb = "serves" if number == 1 else "serve"
        self._unserving_title.setText(f"{count(number, 'initiative')} {verb} no outcome")
        self._show_headline()
        self._show_unserved()
        if not here.outcomes:
            offers = () if self.desk.store.read_only else (("New outcome", self.add),)
            self.nothing.say(*_EMPTY, offers)
        self.stack.setCurrentIndex(0 if here.outcomes or here.serving_nothing else 1)
        self.table.setVisible(bool(here.outcomes))

    def concerned(self, change_set: ChangeSet) -> bool:
        return outcome_view.list_concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        return kind == "outcome" and self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        table: TableView = {"outcome": self.table}.get(kind, self.unserving)
        return table.neighbour(id, by)

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def paper(self) -> Paper | None:
        if not self.listed.outcomes:
            return None
        unserved = len(self.listed.unserved)
        note = f"{count(unserved, 'outcome')} nothing serves yet" if unserved else ""
        return table_paper(self.desk, "Outcomes", self.table.sheet(), note)

    def set_density(self, density: str) -> None:
        for table in (self.table, self.unserving):
            table.set_density(density)

    # The headline ---------------------------------------------------------------------------

    def _headline(self) -> ListedOutcome | None:
        return next((one for one in self.listed.outcomes if one.row.headline), None)

    def _show_headline(self) -> None:
        one = self._headline()
        self.headline.set_live(one is not None)
        if one is None:
            words = "No outcome is the headline of the enterprise. Open one to make it that."
            self.headline.set_value([Span(words if self.listed.outcomes else "", "text3")])
            return
        row = one.row
        now = NO_READING if row.latest is None else f"now {amount(row.latest, row.unit)}"
        realised = f", {share(row.realised)} of the way" if row.realised is not None else ""
        ends = f"{amount(row.baseline, row.unit)} to {amount(row.target, row.unit)}"
        self.headline.set_value(
            [Span("Enterprise headline", "text2"), Span(f"{row.code} {row.name}", "text", 600),
             Span(f"{ends} by {day(row.due)}, {now}{realised}", "text2")],
            Lead("glyph", "strategy"),
        )  # fmt: skip

    def _show_unserved(self) -> None:
        codes = [row.code for row in self.listed.unserved]
        self.unserved.setVisible(bool(codes))
        named = listed(codes) if len(codes) <= 4 else count(len(codes), "outcome")
        self.unserved.set_value(
            [Span(f"Nothing serves {named}", "warn", 600)], Lead("glyph", "alert", ink="warn")
        )

    def _go_to_unserved(self) -> None:
        if self.listed.unserved:
            self.table.choose(self.listed.unserved[0].id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_headline(self) -> None:
        if (one := self._headline()) is not None:
            self.editing.open("outcome", one.id)

    def _make_headline(self) -> None:
        one = self.table.current_row()
        if one is not None:
            self.edits.headline(one.row)

    # Changing -------------------------------------------------------------------------------

    def _menu(self, one: ListedOutcome) -> Sequence[QAction]:
        made = [item("Open", lambda: self.editing.open("outcome", one.id))]
        if not self.desk.store.read_only:
            words = "No longer the headline" if one.row.headline else "Make it the headline"
            made += [
                item(words, lambda: self.edits.headline(one.row)),
                item("Move up\tAlt+Up", lambda: self._move(-1)),
                item("Move down\tAlt+Down", lambda: self._move(1)),
                item("Remove\tDel", self._remove),
            ]
        return made

    def _remove(self) -> None:
        """Remove the current outcome, if nothing hangs on it; the one below is current then."""
        one: ListedOutcome | None = self.table.current_row()
        if one is None:
            return
        place = self.table.table.row(one.id) or 0
        if self.edits.drop(one.row) and (left := self.table.table.rows):
            self.table.choose(left[min(place, len(left) - 1)].id)

    def _move(self, by: int) -> None:
        """Move the current outcome among the others, in the order of the file."""
        one: ListedOutcome | None = self.table.current_row()
        if one is None:
            return
        if self.table.table.sorted_by is not None:
            self.desk.said.emit(
                Toast("The table is sorted by a column: click its header until it is not, then "
                      "move.", warning=True)
            )  # fmt: skip
            return
        rows = self.listed.outcomes
        at = next(n for n, row in enumerate(rows) if row.id == one.id)
        if not 0 <= at + by < len(rows):
            return
        rest = [row for row in rows if row.id != one.id]
        after = rest[at + by - 1].row if at + by > 0 else None
        self.edits.move(one.row, after)
        self.table.choose(one.id)

    # Adding ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new outcome."""
        from cxdesk.ui.outcome.form import OutcomeForm  # the page opens sooner without

        self.form = OutcomeForm(
            self, self.editing.read(outcomes.next_code), self.editing.choices.people,
            self.listed.start, self.desk.today(), self._keep,
        )  # fmt: skip
        self.form.open()

    def _keep(self, new: NewOutcome) -> str:
        why: list[str] = []
        done = self.desk.do(
            f"Add outcome {new.name}",
            lambda s: outcomes.add(
                s, new.name, new.baseline, new.target, new.due, unit=new.unit, owner=new.owner
            ),
            refused=lambda broken: why.append(broken.text),
        )
        if done is None:
            return why[0] if why else "It could not be added: the message says why."
        self.reveal("outcome", done.result)
        return ""
