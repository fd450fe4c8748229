"""Insights: how work flows, how long it takes and how old it gets, from the recorded history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from cxdesk.model.wording import day
from cxdesk.services import flow as history
from cxdesk.services.flow import Flow, Records
from cxdesk.services.insights import Chart, Insights, Kept, Measure, insights
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.application import application
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.insights.bar import InsightsBar
from cxdesk.ui.insights.card import InsightCard
from cxdesk.ui.insights.saving import KINDS, Saver, Shown
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress
from cxdesk.ui.printing import Paper
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

_WIDE = 880  # px from which two charts stand side by side
_GAP = 12
_HINTS = (
    Hint(("←", "→"), "read the chart"), Hint(("Enter",), "open the initiative"),
    Hint(("Home", "End"), "first, last"),
)  # fmt: skip
_CARDS = ("flow", "times", "ageing", "throughput")


class InsightsPage(TabPage):
    """Four charts. The file is read here; what is made of it, and drawn, is made in a worker."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.jobs = Jobs(self)
        application().aboutToQuit.connect(self.jobs.close)
        self.destroyed.connect(_closer(self.jobs))
        self.saver = Saver(self.desk, self.jobs, self)
        self.bar = InsightsBar()
        self.insights: Insights | None = None
        self.measure: Measure = "lead"
        self._read: Records | None = None
        self._flow: Flow | None = None
        self._job: Job | None = None
        self._head = Letterhead("", "")
        self._ids: frozenset[int] = frozenset()
        self.cards = {key: InsightCard(key, self.jobs, key == "times") for key in _CARDS}
        self._last = self.cards["flow"]  # the card that actions are about
        self.nothing = Nothing()
        self._grid_of = QWidget()
        self._grid_of.setObjectName("page")
        self._grid = QGridLayout(self._grid_of)
        self._grid.setContentsMargins(16, 16, 16, 16)
        self._grid.setSpacing(_GAP)
        self._columns = 0
        area = self.area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._grid_of)
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        self.stack.addWidget(self.nothing)
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.cards["flow"])
        self._arrange(2)
        self._connect()
        self._add_actions()

    def _connect(self) -> None:
        self.bar.kept_changed.connect(self._on_kept)
        application().focusChanged.connect(self._on_focus)
        for card in self.cards.values():
            card.chosen.connect(self._open)
            card.save_wanted.connect(lambda kind, card=card: self._save(card, kind))
            card.turned.connect(lambda _on: self._keep_tables())
            card.measure_wanted.connect(self.show_measure)

    def _add_actions(self) -> None:
        def add(key: str, text: str, slot: Any) -> None:
            make_action(self, key, text, "Insights", slot)

        add("insights-filter", "Filter the insights…", self.bar.offer)
        add("insights-tables", "Show the charts as tables, or back", self._turn_all)
        add("insights-measure", "Lead time or cycle time", self._turn_measure)
        for kind, (words, _) in KINDS.items():
            add(
                f"insights-{kind}", f"Save the chart as {words}…",
                lambda kind=kind: self._save(self._last, kind),
            )  # fmt: skip

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        with self.desk.read() as session:
            read = self._read = history.records(session, self._read)
            self._head = letterhead(session)
        self._ids = frozenset(row.id for row in read.rows)
        self.bar.set_choices(read.batches, read.domains)
        self._reckon(lambda: history.flow(read))

    def concerned(self, change_set: ChangeSet) -> bool:
        return "program" in change_set.tables or history.moved(change_set)

    def recall(self, habits: Mapping[str, Any]) -> None:
        if "kept" in habits:
            self.bar.kept = Kept.of(habits["kept"])
            self.bar.show_kept()
        if habits.get("measure") in ("lead", "cycle"):
            self.measure = habits["measure"]
        tables = habits.get("tables")
        for key, card in self.cards.items():
            card.as_table(isinstance(tables, list) and key in tables)

    def reveal(self, kind: str, id: int) -> bool:
        """What is opened from a chart is not shown in another tab; nothing comes here from one."""
        return kind == "initiative" and self.isVisible() and id in self._ids

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        items = self._last.items()
        if kind != "initiative" or id not in items or not 0 <= items.index(id) + by < len(items):
            return None
        return items[items.index(id) + by]

    def paper(self) -> Paper | None:
        if self.insights is None or not self.insights.count:
            return None
        charts, note, on = self.charts(), self.bar.words(), self.desk.today()
        head = self._head

        def make(paper: str) -> bytes:
            from cxdesk.reports.chart_pdf import insights_pdf  # reportlab costs start-up time

            return insights_pdf(charts, note=note, letterhead=head, on=on, paper=paper)

        return Paper("Insights", f"{head.program} insights", make)

    def drawn(self) -> bool:
        shown = [card.view for card in self.cards.values() if card.view.isVisible()]
        return not self.jobs.busy and all(view.drawn for view in shown)

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.stack.currentWidget() is self.area else ()

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    # What is shown --------------------------------------------------------------------------

    def charts(self) -> tuple[Chart, Chart, Chart, Chart]:
        """The four charts, as they are shown now."""
        here = self.insights
        assert here is not None
        return here.flow, replace(here.times, measure=self.measure), here.ageing, here.throughput

    def _reckon(self, read: Any) -> None:
        if self._job is not None:
            self._job.cancel()
        kept = self.bar.kept

        def work(_progress: Progress, _cancelled: Cancelled) -> tuple[Flow, Insights]:
            flow = read()
            return flow, insights(flow, kept)

        self._job = self.jobs.run(work, done=self._on_reckoned)

    def _on_reckoned(self, made: tuple[Flow, Insights]) -> None:
        self._job = None
        self._flow, self.insights = made
        self.bar.set_count(self.insights.count, len(self._flow.tracked))
        self._show()

    def _show(self) -> None:
        if self.insights is None or self._flow is None:
            return
        offer = ("Go to the board", lambda: self.tab_requested.emit("Board"))
        if not self._flow.tracked:
            self.nothing.say(
                "No initiatives yet",
                "Insights come from the way of initiatives over the board. Add the first there.",
                (offer,),
            )
        elif not any(len(one.stays) > 1 for one in self._flow.tracked):
            self.nothing.say(
                "Nothing has moved yet",
                "As soon as initiatives move over the board, this shows where work piles up, how "
                "long it takes, and what has stood for too long.",
                (offer,),
            )
        elif not self.insights.count:
            self.nothing.say(
                "No initiative matches these filters", "", (("Clear filters", self.bar.clear),)
            )
        else:
            for card, chart in zip(self.cards.values(), self.charts(), strict=True):
                card.show_chart(chart)
            self._turn_to(self.area)
            return
        self._turn_to(self.nothing)

    def _turn_to(self, wanted: QWidget) -> None:
        self.setFocusProxy(self._last if wanted is self.area else self.nothing)
        self.turn(self.stack, wanted)

    def _on_kept(self, kept: Kept) -> None:
        self.habit_changed.emit("kept", kept.plain())
        if self._flow is not None:
            flow = self._flow
            self._reckon(lambda: flow)

    def show_measure(self, measure: Measure) -> None:
        """Show lead times or cycle times."""
        self.measure = measure
        self.habit_changed.emit("measure", measure)
        self._show()

    def _turn_measure(self) -> None:
        self.show_measure("cycle" if self.measure == "lead" else "lead")

    def _turn_all(self) -> None:
        on = not all(card.turn.isChecked() for card in self.cards.values())
        for card in self.cards.values():
            card.as_table(on)

    def _keep_tables(self) -> None:
        tables = [key for key, card in self.cards.items() if card.turn.isChecked()]
        self.habit_changed.emit("tables", tables)

    def _open(self, id: int) -> None:
        self.editing.open("initiative", id)

    def _save(self, card: InsightCard, kind: str) -> None:
        if card.chart is not None and card.saves[kind].isEnabled():
            on = day(self.desk.today())
            self.saver.ask(Shown(card.chart, self._head.program, on, self.bar.words()), kind)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for card in self.cards.values():
            if new is not None and card.isAncestorOf(new):
                self._last = card
                self.area.ensureWidgetVisible(new)

    # Looks ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _WIDE else 1)

    def _arrange(self, columns: int) -> None:
        """Two charts side by side, or one below the other."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)


def _closer(jobs: Jobs) -> Any:
    """Stops the worker of a page that is gone; a method of the page would go with it."""
    return lambda: jobs.close()
