"""The tab Scores: the initiatives in a matrix and a table, and other weights tried on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget

from cxdesk.analysis.scores import Four, Weights
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.services import programs
from cxdesk.services.priorities import Ranked, Ranking
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.printing import Paper
from cxdesk.ui.scores.bar import ScoresBar
from cxdesk.ui.scores.body import ScoresBody
from cxdesk.ui.scores.columns import ScoreCells
from cxdesk.ui.scores.edits import ScoreEdits
from cxdesk.ui.scores.kept import Kept
from cxdesk.ui.scores.keys import HINTS, LIFT_HINTS
from cxdesk.ui.scores.menu import menu_actions
from cxdesk.ui.scores.paper import scores_paper
from cxdesk.ui.scores.reader import ScoresReader
from cxdesk.ui.scores.trial import TrialBar
from cxdesk.ui.scores.wording import facts
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.columns import sheet_of
from cxdesk.ui.view import Hint

_TABLE_HINTS = (Hint(("Enter",), "open"), Hint(("F2",), "change the cell"), Hint(("/",), "narrow"))
_NARROW = 760  # px; in less the weights stand above the matrix
_ID = attrgetter("id")
_SOON_MS = 20  # after the matrix the table follows: a slider that moves on comes first


class ScoresPage(TabPage):
    """Matrix and table show the same initiatives, selected in both alike."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader, self.edits = ScoresReader(self.desk), ScoreEdits(editing)
        self.cells = ScoreCells(self.edits, lambda row: self.table.meant(row))
        self.bar = ScoresBar(editing)
        self.asks = TrialBar(self.desk.store.read_only)
        self.body = ScoresBody(self.cells.columns(), self.asks)
        self.matrix, self.table = self.body.matrix, self.body.table
        self.weights = self.body.weights
        self.nobody = Nothing()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.nobody)
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.trial: Weights | None = None  # weights that are looked at and not kept
        self._ranking = Ranking((), (0.0, 0.0, 0.0, 0.0))
        self._ranked: list[Ranked] = []
        self._kept: set[int] = set()  # the ids that the filters keep
        self._shown: set[int] = set()  # those of them that hold the words typed
        self._beside: bool | None = None  # whether weights are shown; None where there is room
        self._later = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._later.timeout.connect(self._fill_table)
        self.setFocusProxy(self.matrix)
        self._connect()
        self._add_actions()
        self.table.table.keep(self._keeps)

    def _connect(self) -> None:
        open_it = self.editing.open
        self.table.opened.connect(lambda row: open_it("initiative", row.id))
        self.table.went.connect(self.editing.go)
        self.table.set_menu(self._menu)
        self.matrix.opened.connect(lambda id: open_it("initiative", id))
        self.matrix.menu_wanted.connect(self._open_menu)
        self.matrix.rescored.connect(self._on_rescored)
        self.matrix.sideways.connect(self._on_sideways)
        self.matrix.lift_changed.connect(self.hints_changed)
        self.weights.tried.connect(self.try_weights)
        self.asks.kept.connect(self.keep)
        self.asks.discarded.connect(self.discard)
        self.bar.kept_changed.connect(self._on_kept)
        self.bar.weights_wanted.connect(self._toggle_weights)
        self.bar.narrow.textChanged.connect(self._on_narrow)
        self.bar.narrow.left.connect(self._enter)
        self.body.splitterMoved.connect(
            lambda *_: self.habit_changed.emit("split", self.body.sizes())
        )

    def _add_actions(self) -> None:
        def add(key: str, text: str, slot: Callable[[], object]) -> QAction:
            return make_action(self, key, text, "Scores", slot)

        self._keep = add("keep-weights", "Keep the weights that are tried", self.keep)
        self._back = add("discard-weights", "Discard the weights that are tried", self.discard)
        add("show-weights", "Show or hide the weights", self._toggle_weights)
        add("scores-filter", "Filter the scores…", self.bar.offer)
        add("copy-scores", "Copy the scores as a table", lambda: self.table.copy(everything=True))
        self._say_trial()

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        here = self.reader.read()
        self._ranking = Ranking(here.rows, here.weights)
        self.cells.currency, self.cells.preferred = here.currency, self.reader.preferred
        self.body.show_column("preferred", bool(self.reader.preferred))
        if self.trial == here.weights:
            self._end_trial()
        self.bar.set_rows(here.rows)
        self._keep_rows()
        self._rerank()
        self.body.fit_columns(self._ranked)
        self._fill_table()

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.recall(habits["kept"])
        match habits.get("split"):
            case [int(upper), int(lower)] if upper > 0 and lower > 0:
                self.body.setSizes([upper, lower])
        if isinstance(shown := habits.get("weights"), bool):
            self._beside = shown
            self._show_beside()
        match habits.get("trial"):
            case [int() | float(), int() | float(), int() | float(), int() | float()] as tried:
                impact, reach, outcome, urgency = map(float, tried)
                if not programs.weights_problem(impact, reach, outcome, urgency):
                    self.trial = (impact, reach, outcome, urgency)

    def reveal(self, kind: str, id: int) -> bool:
        """An initiative that the filters leave out is shown: the filters go."""
        row = next((one for one in self._ranked if one.id == id), None)
        if row is None:
            return False
        if self.table.table.row(id) is None:
            self.bar.clear()
        if self.table.table.row(id) is None:
            self.bar.show_delivered()
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by) if kind == "initiative" else None

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def hints(self) -> tuple[Hint, ...]:
        if self.stack.currentWidget() is not self.body:
            return ()
        if self.matrix.lift is not None:
            return LIFT_HINTS
        return _TABLE_HINTS if self.table.hasFocus() else HINTS

    def all_hints(self) -> tuple[Hint, ...]:
        return (*HINTS, *LIFT_HINTS, *_TABLE_HINTS)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    def paper(self) -> Paper | None:
        rows = self.table.table.rows
        if not rows or self.reader.read_yet is None:
            return None
        tried = self.trial is not None
        said = {"moved": tried, "preferred": bool(self.cells.preferred)}
        columns = [one for one in self.table.table.columns if said.get(one.key, True)]
        return scores_paper(
            self.reader.read_yet, rows, self.shown_weights(), sheet_of(columns, rows),
            self.bar.note(), tried, self.desk.today(),
        )  # fmt: skip

    # What is shown --------------------------------------------------------------------------

    def shown_weights(self) -> Weights:
        """Those that are tried, else those that are kept."""
        return self.trial or self._ranking.kept

    def _rerank(self) -> None:
        """Rank with the weights that are shown; the matrix follows at once."""
        weights = self.shown_weights()
        self._ranked = self._ranking.by(weights)
        if self.weights.weights != weights:
            self.weights.show_weights(weights)
        self._say_trial()
        self._fill_matrix()

    def _fill_table(self) -> None:
        self._later.stop()
        self.table.set_rows(self._ranked)
        self._count()

    def _fill_matrix(self) -> None:
        self.matrix.show_rows(
            [row for row in self._ranked if row.it.id in self._shown], self._ranking.total,
            self.shown_weights(), self.cells.currency,
        )  # fmt: skip
        self.body.show_selected()

    def _count(self) -> None:
        rows = self.table.table.rows
        shown, total = len(rows), len(self._ranked)
        self.bar.set_count(shown, total)
        before, self._shown = self._shown, {row.it.id for row in rows}
        if self._shown != before:
            self._fill_matrix()
        self._say_nothing(shown, total)
        wanted = self.body if shown else self.nobody
        self.setFocusProxy(self.matrix if shown else self.nobody)
        self.turn(self.stack, wanted)

    def _say_nothing(self, shown: int, total: int) -> None:
        if not total:
            self.nobody.say(
                "Nothing is scored yet",
                "Every initiative of the board stands here by what it costs and what it brings. "
                "Add the first on the board.",
                (("Go to the board", lambda: self.tab_requested.emit("Board")),),
            )
        elif not shown and all(row.rank is None for row in self._ranked):
            self.nobody.say(
                "Everything is delivered", "",
                (("Show what is delivered", self.bar.show_delivered),),
            )  # fmt: skip
        elif not shown:
            self.nobody.say(
                "No initiative matches these filters", "", (("Clear filters", self._clear),)
            )

    def _clear(self) -> None:
        self.bar.clear()
        if not self.table.table.rows:
            self.bar.show_delivered()
        self._enter()

    def _on_kept(self, kept: Kept) -> None:
        self._keep_rows()
        self.table.table.keep(self._keeps)
        self._count()
        self.habit_changed.emit("kept", kept.plain())

    def _keep_rows(self) -> None:
        """Judge the initiatives once: what weights make of them changes while a slider moves."""
        here = self.reader.read_yet
        self._kept = (
            set() if here is None else set(map(_ID, filter(self.bar.kept.test(), here.rows)))
        )

    def _keeps(self, row: Ranked) -> bool:
        return row.it.id in self._kept

    def _on_narrow(self, text: str) -> None:
        self.table.table.narrow(text)
        self._count()

    def _enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Weights --------------------------------------------------------------------------------

    def try_weights(self, weights: Weights) -> None:
        """Look at other weights; nothing is written."""
        self.trial = None if weights == self._ranking.kept else weights
        self.habit_changed.emit("trial", list(self.trial) if self.trial else None)
        self._rerank()
        self._later.start()

    def keep(self) -> None:
        """Keep the weights that are tried, as one change."""
        if self.trial is not None:
            self.edits.weigh(self.trial)

    def discard(self) -> None:
        """Go back to the weights that are kept."""
        if self.trial is not None:
            self.try_weights(self._ranking.kept)
            self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_trial(self) -> None:
        self.trial = None
        self.habit_changed.emit("trial", None)

    def _say_trial(self) -> None:
        tries = self.trial is not None
        if tries:
            changed = sum(1 for row in self._ranked if row.rank != row.was)
            self.asks.say(changed, self._ranking.total)
        self.asks.setVisible(tries)
        self._keep.setEnabled(tries and not self.desk.store.read_only)
        self._back.setEnabled(tries)

    def _toggle_weights(self) -> None:
        self._beside = self.body.beside.isHidden()
        self._show_beside()
        self.habit_changed.emit("weights", self._beside)

    def _show_beside(self) -> None:
        shown = self.width() >= _NARROW if self._beside is None else self._beside
        self.body.beside.setVisible(shown)
        self.bar.mark_weights(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_beside()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.trial is not None and self.window().isVisible():
            self.desk.said.emit(
                Toast(
                    "The weights tried in Scores are not kept; they wait there.",
                    button="" if self.desk.store.read_only else "Keep them", action=self.keep,
                )
            )  # fmt: skip

    # Changing -------------------------------------------------------------------------------

    def _on_rescored(self, row: Ranked, scores: Four) -> None:
        self.edits.rescore(row, scores)

    def _on_sideways(self, row: Ranked) -> None:
        code = row.it.code
        self.desk.refused.emit(
            RuleBroken(
                f"The cost of {code} comes from {facts(row, self.cells.currency)}: "
                "change these in the table or the panel.",
                Way(f"Open {code}", "initiative", row.id),
            )
        )

    def _menu(self, row: Ranked) -> Sequence[QAction]:
        reads = self.desk.store.read_only
        return menu_actions(self, self.table.meant(row), self.edits, self.editing.open, reads)

    def _open_menu(self, at: QPoint) -> None:
        """The menu of the bubble that the keyboard or the pointer is at."""
        row = self.matrix.current()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._menu(row):
            action.setParent(menu)
            menu.addAction(action)
        menu.popup(at)
