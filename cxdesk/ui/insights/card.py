"""One chart on its card: what it says, the chart or its table, and the ways to take it along."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from cxdesk.services.insights import Chart, Times
from cxdesk.services.insights_tables import Figures, figures
from cxdesk.services.insights_words import how, missing, said, title
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.insights.chart import ChartView
from cxdesk.ui.insights.saving import KINDS
from cxdesk.ui.insights.table import figure_table
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.table.view import TableView

_HIGH = 340  # a chart on less shows little
_READ_LINES = 34  # px, two lines of small type
_HOW = "Point at the chart, or go with Left and Right, to read it."
_MEASURES = (("lead", "Lead time"), ("cycle", "Cycle time"))


class InsightCard(Card):
    """A chart with its words and buttons; `key` names it for tests and habits."""

    # An initiative is to be opened: its id.
    chosen = Signal(object)
    # The chart is to be saved: a key of KINDS.
    save_wanted = Signal(str)
    # It is shown as a table now, or as a chart: bool.
    turned = Signal(bool)
    # The other measure is wanted: "lead" or "cycle".
    measure_wanted = Signal(str)

    def __init__(self, key: str, jobs: Jobs, measures: bool = False) -> None:
        super().__init__()
        self.setObjectName(key)
        self.setMinimumHeight(_HIGH)
        self.key = key
        self.chart: Chart | None = None
        self._figures: Figures | None = None
        self.title, self.said = label("", "row-title"), label("", "small", "soft")
        self.view = ChartView(jobs)
        self.view.setObjectName(f"{key}-chart")
        self.view.chosen.connect(self.chosen)
        self.view.read_out.connect(self._on_read_out)
        self.read = label("", "small", "soft")
        self.read.setFixedHeight(_READ_LINES)
        self.read.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing = label("", "body", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table: TableView | None = None
        self._drawing = QWidget()
        drawing = column(self._drawing)
        drawing.addWidget(self.view, 1)
        drawing.addWidget(self.read)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._drawing)
        self.stack.addWidget(self.nothing)
        box = column(self, 2, (16, 12, 12, 8))
        box.addLayout(self._head(measures))
        box.addWidget(self.said)
        box.addSpacing(4)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)

    def _head(self, measures: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.title.setWordWrap(False)
        self.measures: dict[str, QToolButton] = {}
        if measures:
            group = QButtonGroup(self)
            for key, words in _MEASURES:
                made = self.measures[key] = _button(f"{self.key}-{key}", words)
                made.setCheckable(True)
                made.clicked.connect(lambda _=False, key=key: self.measure_wanted.emit(key))
                group.addButton(made)
                row.addWidget(made)
        else:
            row.addWidget(self.title)
        row.addStretch(1)
        self.turn = _button(f"{self.key}-table", "Table")
        self.turn.setCheckable(True)
        self.turn.setToolTip(tooltip("Show the figures as a table, or the chart again"))
        self.turn.toggled.connect(self._on_turned)
        row.addWidget(self.turn)
        self.saves: dict[str, QToolButton] = {}
        for kind, (words, tip) in KINDS.items():
            made = self.saves[kind] = _button(f"{self.key}-{kind}", words)
            made.setToolTip(tooltip(tip))
            made.clicked.connect(lambda _=False, kind=kind: self.save_wanted.emit(kind))
            row.addWidget(made)
        return row

    # Showing --------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show this chart, as a chart or as a table."""
        self.chart = chart
        name, why = title(chart), missing(chart)
        self.title.setText(name)
        for key, button in self.measures.items():
            button.setChecked(isinstance(chart, Times) and chart.measure == key)
        tip = tooltip(how(chart))
        for part in (self.title, self.said, self.nothing, *self.measures.values()):
            part.setToolTip(tip)
        self.nothing.setText(why)
        self.turn.setAccessibleName(f"{name} as a table")
        for kind, button in self.saves.items():
            button.setAccessibleName(f"Save {name.lower()} as {KINDS[kind][0]}")
            button.setEnabled(not why or kind == "csv")
        if not why:
            self.view.show_chart(chart)
        self._show()

    def as_table(self, on: bool) -> None:
        """Show the table, or the chart."""
        self.turn.setChecked(on)

    def items(self) -> list[int]:
        """The initiatives that are shown, in the order in which they are gone through."""
        if self.table is not None and self.turn.isChecked():
            return [line.item for line in self.table.table.rows if line.item]
        return [spot.item for spot in self.view.spots if spot.item]

    def _on_turned(self, on: bool) -> None:
        self._show()
        self.turned.emit(on)

    def _show(self) -> None:
        if self.chart is None:
            return
        why = missing(self.chart)
        self.said.setText(said(self.chart) if not why else why if self.turn.isChecked() else "")
        if self.turn.isChecked():
            wanted: QWidget = self._filled(figures(self.chart))
        else:
            wanted = self.nothing if why else self._drawing
        focus = QApplication.focusWidget()
        had = focus is not None and self.stack.isAncestorOf(focus)
        self.stack.setCurrentWidget(wanted)
        self.setFocusProxy(self.view if wanted is self._drawing else self.turn)
        if had:
            (self.table if wanted is self.table else self.view).setFocus()

    def _filled(self, these: Figures) -> TableView:
        """The table with these figures; another one where the columns are others now."""
        assert self.chart is not None
        if self.table is None or self._figures is None or self._figures.titles != these.titles:
            if self.table is not None:
                self.stack.removeWidget(self.table)
                self.table.deleteLater()
            name = f"{title(self.chart)}, table"
            self.table = figure_table(f"{self.key}-figures", name, these)
            self.table.set_density("compact")
            self.table.opened.connect(self._on_opened)
            self.stack.addWidget(self.table)
        self._figures = these
        self.table.set_rows(these.lines)
        return self.table

    def _on_opened(self, line: object) -> None:
        item = getattr(line, "item", 0)
        if item:
            self.chosen.emit(item)

    def _on_read_out(self, words: str) -> None:
        self.read.setText(words or (_HOW if self.view.hasFocus() else ""))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, _HIGH)


def _button(key: str, words: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(key)
    made.setText(words)
    made.setAccessibleName(words)
    made.setFixedHeight(28)
    return made
