"""The tab Baselines: kept plans at the left, and how far the plan has moved since one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from cxdesk.model.wording import day
from cxdesk.services import baselines
from cxdesk.services.as_it_was import first_day
from cxdesk.services.baselines import BaselineKind, BaselineRow, Key, past_row
from cxdesk.services.drift import Comparison, DriftReport
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.menus import item
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.roadmap import baselines_words as words
from cxdesk.ui.roadmap.baselines_bar import DriftBar, Kept
from cxdesk.ui.roadmap.baselines_compared import ComparedTable
from cxdesk.ui.roadmap.baselines_day import PastDayForm, day_of
from cxdesk.ui.roadmap.baselines_list import BaselineList
from cxdesk.ui.roadmap.baselines_reader import DriftReader
from cxdesk.ui.roadmap.baselines_tables import SPARE, by_slip, drift_columns
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.saving import ask_sheet
from cxdesk.ui.table.sparing import SparingTable
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

_BESIDE = 860  # px of the page from which the list stands beside the report
_MOST_PAST = 6  # past days in the list
_TABLES = {
    "baseline", "baseline_bar", "initiative", "charter", "phase", "domain", "program", "holiday",
}  # fmt: skip
_HINTS = (
    Hint(("Enter",), "open"), Hint(("F2",), "rename the baseline"), Hint(("Del",), "remove it"),
    Hint(("Ctrl", "click"), "compare"), Hint(("/",), "narrow"),
)  # fmt: skip


class BaselinesPage(TabPage):
    """One baseline is shown as a drift report, several as a table of their ends."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.rows: tuple[BaselineRow, ...] = ()
        self.shown: DriftReport | Comparison | None = None
        self._past: list[date] = []
        self._asked: tuple[Key, ...] = ()
        self._wanted: tuple[Key, ...] = ()  # what was chosen the last time, until it is there
        self.form: PastDayForm | None = None
        self.left = BaselineList(self._rename, self._name_problem, self.take, self.ask_day)
        self.list = self.left.table
        self.reader = DriftReader(self.desk, self)
        self.title, self.said = label("", "strong"), label("", "body", "soft")
        self.bar = DriftBar(self.save)
        self.table = SparingTable("drift", "Drift since a baseline", drift_columns(), SPARE)
        self.compared: ComparedTable | None = None
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.whole = QStackedWidget(self)
        self._build()
        self._connect(self.table)
        self.left.chosen.connect(self._on_chosen)
        self.list.set_menu(self._menu)
        self.reader.read.connect(self._show_read)
        self.reader.failed.connect(self.desk.refused)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(lambda: self._current().setFocus())
        self._add_actions()
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        head, right = QWidget(), QWidget()
        box = column(head, 2, (16, 12, 16, 10))
        box.addWidget(self.title)
        box.addWidget(self.said)
        self.stack.addWidget(self.table)
        self.empty = Nothing()
        self.stack.addWidget(self.empty)
        inner = column(right)
        for part in (head, self.bar, self.stack):
            inner.addWidget(part, 1 if part is self.stack else 0)
        both = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.left)
        self._across.addWidget(right, 1)
        self.whole.addWidget(both)
        self.whole.addWidget(self.nothing)
        column(self).addWidget(self.whole)

    def _connect(self, table: TableView) -> None:
        table.opened.connect(lambda row: self.editing.open("initiative", row.id))
        table.went.connect(self.editing.go)

    def _add_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut

        def add(key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
            return make_action(self, key, text, "Baselines", slot, shortcuts=keys, context=within)

        self._take = add("take-baseline", "Take a baseline", self.take, "N")
        add("past-day", "Compare with the plan as it was on a past day…", self.ask_day)
        add("compare-baselines", "Compare all baselines", self.list.selectAll)
        add("drift-filter", "Filter the drift report…", self.bar.offer)
        add("copy-drift", "Copy the drift report as a table",
            lambda: self._current().copy(everything=True))  # fmt: skip
        add("save-drift-csv", "Save the drift report (XLSX, CSV)…", self.save)
        make_action(
            self.list, "remove-baseline", "Remove the chosen baselines", "Baselines", self.remove,
            shortcuts=("Del",), context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip
        lock_changes(self.desk, self._take)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        self._read_list()
        self.left.offer(live=not self.desk.store.read_only)
        if self.left.keys():
            self._ask(self.left.keys())
        else:
            self._show_empty()

    def _ask(self, keys: Sequence[Key]) -> None:
        others, self._asked = tuple(keys) != self._asked, tuple(keys)
        self.reader.ask(keys)
        if self.reader.busy and others:
            self.title.setText("Reading…")
            self.said.setText("")

    def _read_list(self) -> None:
        """Show the list; something in it is always chosen."""
        taken = self.editing.read(baselines.baselines)
        self.rows = (*taken, *(past_row(on) for on in self._past))
        self.left.blockSignals(True)
        try:
            self.left.set_rows(self.rows)
            if self._wanted:
                self.left.choose(self._wanted)
                self._wanted = ()
            if not self.left.keys() and self.rows:
                current = self.list.current_row() or self.rows[0]
                self.left.choose((current.key,))
        finally:
            self.left.blockSignals(False)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def recall(self, habits: Mapping[str, Any]) -> None:
        past = habits.get("past")
        if isinstance(past, list):
            self._past = [on for text in past if (on := day_of(text)) is not None][:_MOST_PAST]
        wanted = habits.get("chosen")
        if isinstance(wanted, list):
            self._wanted = tuple(key for key in wanted if isinstance(key, int | str))
        self.bar.recall(habits.get("only"))

    def reveal(self, kind: str, id: int) -> bool:
        # Who looks for it elsewhere is shown the bar: here it stands for those who look at slips.
        return self.isVisible() and self._current().choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self._current().neighbour(id, by) if kind == "initiative" else None

    def primary_action(self) -> QAction:
        return self._take

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def drawn(self) -> bool:
        return not self.reader.busy

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.rows else ()

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        for table in (self.list, self.table, self.compared):
            if table is not None:
                table.set_density(density)

    def paper(self) -> Paper | None:
        if self.shown is None or not self._current().table.rows:
            return None
        return table_paper(self.desk, self._name(), self._current().sheet(), self.said.text())

    def save(self) -> None:
        """Save the table that is shown for a spreadsheet."""
        if self.shown is not None:
            ask_sheet(self.desk, self, self._name(), self._current().sheet(typed=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, way = self.width() >= _BESIDE, QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.left.stand_beside(beside, self.height())

    # What is shown --------------------------------------------------------------------------

    def _current(self) -> TableView:
        return self.compared if isinstance(self.shown, Comparison) and self.compared else self.table

    def _name(self) -> str:
        assert self.shown is not None
        if isinstance(self.shown, Comparison):
            return "Baselines side by side"
        return words.report_title(self.shown.baseline)

    def _on_chosen(self, keys: Sequence[Key]) -> None:
        if not keys and self.rows:  # a click below the list chooses nothing: what is shown stays
            return
        self.habit_changed.emit("chosen", list(keys))
        if keys:
            self._ask(keys)

    def _show_read(self, found: DriftReport | Comparison) -> None:
        comparing, before = isinstance(found, Comparison), self._current()
        if isinstance(found, Comparison):
            self._show_compared(found)
            self.title.setText(words.comparison_title(found))
            self.said.setText(words.comparison_words(found))
        else:
            self.table.table.keep(self.bar.kept.test())
            self.table.set_rows(by_slip(found.rows))
            self.title.setText(words.report_title(found.baseline))
            self.said.setText(words.report_words(found))
        self.shown = found
        self.bar.compare(comparing)
        if before is not self._current():
            self._current().table.narrow(self.bar.narrow.text())
        self.turn(self.whole, self._whole())
        self._count()

    def _whole(self) -> QWidget:
        found = self.whole.widget(0)
        assert found is not None
        return found

    def _show_compared(self, found: Comparison) -> None:
        """A table with a column for each; the one there serves again for the same baselines."""
        old = self.compared
        if old is None or not old.serves(found):
            high = self.table.verticalHeader().defaultSectionSize()
            self.compared = made = ComparedTable(found, high)
            self._connect(made)
            self.stack.addWidget(made)
            if old is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
        assert self.compared is not None
        self.compared.set_rows(found.rows)

    def _show_empty(self) -> None:
        """No baseline at all."""
        self.shown = None
        offers: list[tuple[str, Callable[[], object]]] = []
        if not self.desk.store.read_only:
            offers.append(("Take a baseline", self.take))
        offers.append(("As it was on…", self.ask_day))
        self.nothing.say(
            "No baseline yet",
            "Take one before the plan moves, and see every slip against it.",
            offers,
        )
        self.setFocusProxy(self.nothing)
        self.turn(self.whole, self.nothing)

    def _on_kept(self, kept: Kept) -> None:
        self.table.table.keep(kept.test())
        self._count()
        self.habit_changed.emit("only", kept.plain())

    def _on_narrow(self, text: str) -> None:
        self._current().table.narrow(text)
        self._count()

    def _count(self) -> None:
        if self.shown is None:
            return
        table = self._current()
        many, total = len(table.table.rows), table.table.total
        self.bar.set_count(many, total)
        if not total:
            first = self.editing.read(first_day)
            self.empty.say(
                "Nothing had dates then",
                f"The history begins on {day(first)}." if first is not None else "",
            )
        elif not many:
            self.empty.say(
                "No initiative matches these filters", "", (("Clear filters", self._clear),)
            )
        wanted = table if many else self.empty
        self.setFocusProxy(wanted)
        self.turn(self.stack, wanted)

    def _clear(self) -> None:
        self.bar.clear()
        self._current().setFocus(Qt.FocusReason.OtherFocusReason)

    # Changing -------------------------------------------------------------------------------

    def take(self) -> None:
        """Keep the dates of now under a name that is proposed, and offer to change it."""
        if refused(self):
            return
        name, made = self.editing.read(baselines.proposed_name), list[int]()

        def command(session: Session) -> None:
            made.append(baselines.take(session, name))

        if self.editing.do(f"Take the baseline “{name}”", command):
            self.left.choose(made)
            self.list.edit_cell(made[0], "name")

    def _name_problem(self, row: BaselineRow, text: str) -> str:
        taken = (
            one.name for one in self.rows
            if one.key != row.key and one.kind is BaselineKind.TAKEN
        )  # fmt: skip
        return baselines.name_problem(text, taken)

    def _rename(self, row: BaselineRow, text: str, at: Refusable) -> bool:
        assert isinstance(row.key, int)
        id = row.key
        return self.editing.do(
            f"Rename the baseline “{row.name}”", lambda s: baselines.rename(s, id, text), at
        )

    def remove(self) -> None:
        """Remove the chosen baselines; past days only leave the list."""
        chosen = self.list.selected()
        past = {row.on for row in chosen if row.kind is BaselineKind.PAST}
        taken = [row for row in chosen if row.kind is BaselineKind.TAKEN]
        if taken and not refused(self):
            one = f"the baseline “{taken[0].name}”"
            name = one if len(taken) == 1 else f"{len(taken):,} baselines"

            def command(session: Session) -> None:
                for row in taken:
                    assert isinstance(row.key, int)
                    baselines.remove(session, row.key)

            self.editing.do(f"Remove {name}", command)
        if past:
            self._keep_past([on for on in self._past if on not in past])
            self.load()
        if chosen and not past and not taken:
            self.desk.said.emit(
                Toast("Approved charters are always a baseline: they stay in the list.")
            )

    def ask_day(self) -> None:
        """Ask for a past day to compare with."""
        self.form = PastDayForm(self, self.editing)
        self.form.chosen.connect(self.show_past)
        self.form.open()

    def show_past(self, row: BaselineRow) -> None:
        """Compare with the plan as it was on a day, which stays in the list."""
        self._keep_past([row.on, *(on for on in self._past if on != row.on)][:_MOST_PAST])
        self._wanted = (row.key,)
        self.load()
        self.habit_changed.emit("chosen", [row.key])

    def _keep_past(self, past: list[date]) -> None:
        self._past = past
        self.habit_changed.emit("past", [on.isoformat() for on in past])

    def _menu(self, row: BaselineRow) -> Sequence[QAction]:
        made = []
        live = not self.desk.store.read_only
        if live and row.kind is BaselineKind.TAKEN:
            made.append(item("Rename", lambda: self.list.edit_cell(row.id, "name")))  # type: ignore[arg-type]
        if row.kind is BaselineKind.PAST or (live and row.kind is BaselineKind.TAKEN):
            made.append(item("Remove", self.remove))
        return made
