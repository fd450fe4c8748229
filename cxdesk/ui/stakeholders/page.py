"""The tab Stakeholders: how people rank the open initiatives, beside the score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from cxdesk.services import stakeholders
from cxdesk.services.stakeholder_words import paper_note
from cxdesk.services.stakeholders import Standing, StandingRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.scroll import scrolled
from cxdesk.ui.menus import item
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.scores.reader import ScoresReader
from cxdesk.ui.stakeholders.ballots import Ballots
from cxdesk.ui.stakeholders.figures import Figures
from cxdesk.ui.stakeholders.objections import ObjectionForm, ObjectionsCard
from cxdesk.ui.stakeholders.table import RANKED, StakeholdersBar, columns
from cxdesk.ui.stakeholders.voters import VotersCard
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.table.view import TableView
from cxdesk.ui.view import Hint

_SIDE, _BESIDE = 320, 1000  # px of the column at the right; the page from which it stands there
_TABLES = {
    "initiative", "program", "domain", "batch", "person", "stakeholder_ranking", "objection",
}  # fmt: skip
_HINTS = (
    Hint(("Enter",), "open"), Hint(("R",), "rank now"), Hint(("/",), "narrow"),
)  # fmt: skip


class StakeholdersPage(TabPage):
    """Figures and table; beside them who ranked, and what they object to."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.standing: Standing | None = None
        self.reader = ScoresReader(self.desk)
        self.bar, self.figures = StakeholdersBar(), Figures()
        self.table = TableView("stakeholders", "Stakeholder ranking", columns())
        self.ballots = Ballots(self, editing)
        self.voters = VotersCard(self.ballots.open, self.ballots.withdraw, self.rank)
        self.objections = ObjectionsCard(editing, self.object)
        self.form: ObjectionForm | None = None
        self.nothing = Nothing()
        self.shown = QStackedWidget()
        self.shown.addWidget(self.table)
        self.shown.addWidget(self.nothing)
        self._build()
        self.ballots.changed.connect(self._show_voters)
        self.table.opened.connect(lambda row: editing.open("initiative", row.id))
        self.table.went.connect(editing.go)
        self.table.set_menu(self._menu)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(lambda: self.table.setFocus())
        self._add_actions()
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        left = QWidget()
        above = QWidget()
        column(above, 0, (16, 12, 16, 12)).addWidget(self.figures)
        box = column(left)
        box.addWidget(above)
        box.addWidget(self.shown, 1)
        self._above = above
        inner = QWidget()
        self._cards = cards = column(inner, 12, (12, 12, 16, 12))
        cards.addWidget(self.voters)
        cards.addWidget(self.objections)
        cards.addStretch(1)
        self.side = scrolled(inner)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(0)
        self._across.addWidget(left, 3)
        self._across.addWidget(self.side, 2)
        outer = column(self)
        outer.addWidget(self.bar)
        outer.addLayout(self._across, 1)

    def _add_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut

        def add(key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
            return make_action(
                self, key, text, "Stakeholders", slot, shortcuts=keys, context=within
            )

        self._rank = add("rank-now", "Rank now", self.rank, "R")
        objecting = add("add-objection", "Add an objection…", self.object)
        add("stakeholders-filter", "Filter the ranking…", self.bar.offer)
        add(
            "copy-stakeholders", "Copy the ranking as a table",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        lock_changes(self.desk, self._rank, objecting)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        scored = self.reader.read()
        self.standing = self.editing.read(lambda s: stakeholders.standing(s, scored))
        here, live = self.standing, not self.desk.store.read_only
        self.table.set_rows(here.rows)
        self._show_columns(here)
        self.figures.show_standing(here)
        self._above.setVisible(bool(here.voters))
        self._show_voters()
        self.objections.show_objections(here.objections, self.desk.today(), live=live)
        self.side.setVisible(bool(here.rows))
        self._count()

    def _show_columns(self, here: Standing) -> None:
        """Columns that would say nothing in any row are left out."""
        says = {key: bool(here.voters) for key in RANKED}
        says["objections"] = bool(here.objections)
        for place, one in enumerate(self.table.table.columns):
            self.table.setColumnHidden(place, not says.get(one.key, True))
        self.table.share()

    def _show_voters(self) -> None:
        if self.standing is not None:
            self.voters.show_voters(
                self.standing, self.ballots.drafts(), self.desk.today(),
                live=not self.desk.store.read_only,
            )  # fmt: skip

    def recall(self, habits: Mapping[str, Any]) -> None:
        if habits.get("disputed") is True:
            self.bar.keep(True)

    def concerned(self, change_set: ChangeSet) -> bool:
        self.reader.concerned(change_set)
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """An initiative that the filter leaves out is shown: the filter goes."""
        if self.standing is None or all(row.id != id for row in self.standing.rows):
            return False
        if self.table.table.row(id) is None:
            self._clear()
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by) if kind == "initiative" else None

    def primary_action(self) -> QAction:
        return self._rank

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.shown.currentWidget() is self.table else ()

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def paper(self) -> Paper | None:
        rows = self.table.table.rows
        if not rows or self.standing is None:
            return None
        note = paper_note(self.standing, len(rows))
        return table_paper(self.desk, "Stakeholder ranking", self.table.sheet(), note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        way = QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._cards.setContentsMargins(12 if beside else 16, 12, 16, 12)
        self.side.setMinimumWidth(_SIDE if beside else 0)
        self.side.setMaximumWidth(_SIDE if beside else 16_777_215)

    # What is shown --------------------------------------------------------------------------

    def _on_kept(self, disputed: bool) -> None:
        self.table.table.keep((lambda row: row.objections > 0) if disputed else None)
        self._count()
        self.habit_changed.emit("disputed", disputed)

    def _on_narrow(self, text: str) -> None:
        self.table.table.narrow(text)
        self._count()

    def _count(self) -> None:
        shown, total = len(self.table.table.rows), self.table.table.total
        self.bar.set_count(shown, total)
        if not total:
            self.nothing.say(
                "Nothing is open that could be ranked",
                "Stakeholders rank what is to be delivered yet: add an initiative on the board.",
                (("Go to the board", lambda: self.tab_requested.emit("Board")),),
            )
        elif not shown:
            self.nothing.say(
                "No initiative matches these filters", "", (("Clear filters", self._clear),)
            )
        wanted = self.table if shown else self.nothing
        self.setFocusProxy(wanted)
        self.turn(self.shown, wanted)

    def _clear(self) -> None:
        self.bar.narrow.clear()
        self.bar.show_all()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Changing -------------------------------------------------------------------------------

    def rank(self) -> None:
        """Ask who ranks, then open their ballot."""
        if not refused(self):
            self.ballots.ask(self.voters.ask)

    def object(self, row: StandingRow | None = None) -> None:
        """Open the form of a new objection."""
        if self.standing is None or refused(self):
            return
        row = row or self.table.current_row()
        self.form = ObjectionForm(self, self.editing, self.standing.rows, row, None)
        self.form.open()

    def _menu(self, row: StandingRow) -> Sequence[QAction]:
        made = [item("Open", lambda: self.editing.open("initiative", row.id))]
        if not self.desk.store.read_only:
            made.append(item(f"Object to {row.it.code}…", lambda: self.object(row)))
        return made
