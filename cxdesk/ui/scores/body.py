"""Matrix, weights and table of the scores, selected alike."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from operator import attrgetter

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QWidget

from cxdesk.services.priorities import Ranked
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import column
from cxdesk.ui.scores.matrix import Matrix
from cxdesk.ui.scores.weights import WIDE, WeightsPanel
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_LEAST, _WIDEST = 120, 200  # px
_CODE = attrgetter("it.code")


class ScoresBody(QSplitter):
    """The matrix with the weights `beside` it, what `asks` about these, and the table below."""

    def __init__(self, columns: Sequence[Column[Ranked]], asks: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("scores-split")
        self.matrix, self.weights = Matrix(), WeightsPanel()
        self.table = TableView("scores", "Scores", columns)
        self.beside = QScrollArea()
        self.beside.setWidget(self.weights)
        self.beside.setWidgetResizable(True)
        self.beside.setFrameShape(QFrame.Shape.NoFrame)
        self.beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.beside.setFixedWidth(WIDE)
        upper = QWidget()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.matrix, 1)
        row.addWidget(self.beside)
        box = column(upper)
        box.addLayout(row, 1)
        box.addWidget(asks)  # below: a slider must not move away under the pointer
        for part, share in ((upper, 11), (self.table, 9)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, share)
            part.setMinimumHeight(_LEAST)
        self.setChildrenCollapsible(False)
        self.setSizes([550, 450])  # shares of the height, until somebody chooses others
        self.table.current_changed.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.show_selected())
        self.matrix.chosen.connect(self._on_chosen)
        self.matrix.listed.connect(self._on_listed)

    def show_column(self, key: str, shown: bool) -> None:
        """Show a column of the table, or leave it out where it says nothing."""
        place = next(n for n, one in enumerate(self.table.table.columns) if one.key == key)
        self.table.setColumnHidden(place, not shown)
        self.table.viewport().update()

    def fit_columns(self, rows: Sequence[Ranked]) -> None:
        """Let ranks and codes be read in full, however many figures they have."""
        longest = {"rank": f"{len(rows):,}", "code": max(map(_CODE, rows), key=len, default="")}
        for place, one in enumerate(self.table.table.columns):
            if one.key in longest:
                font = typeface.font(13, one.weight, tabular=one.right)
                lead = 21 if one.lead is not None else 0
                wide = ceil(QFontMetricsF(font).horizontalAdvance(longest[one.key])) + lead + 18
                self.table.setColumnWidth(place, max(one.width, min(wide, _WIDEST)))

    def show_selected(self) -> None:
        """Mark in the matrix what is selected in the table."""
        self.matrix.select(row.id for row in self.table.selected())
        self._on_current(self.table.current_row())

    def _on_current(self, row: Ranked | None) -> None:
        self.matrix.set_current(None if row is None else row.id)

    def _on_chosen(self, ids: Sequence[int], add: bool) -> None:
        """What was chosen in the matrix is selected in the table."""
        flags, table = QItemSelectionModel.SelectionFlag, self.table.table
        model = self.table.selectionModel()
        wanted = set(ids)
        places = [n for n, row in enumerate(table.rows) if row.id in wanted]
        picked = QItemSelection()
        for n in places:
            picked.select(table.index(n, 0), table.index(n, 0))
        how = flags.Toggle if add and len(places) == 1 else flags.Select
        model.select(picked, (how if add else flags.ClearAndSelect) | flags.Rows)
        if places:
            index = table.index(places[0], max(0, self.table.currentIndex().column()))
            model.setCurrentIndex(index, flags.NoUpdate)
            self.table.scrollTo(index)

    def _on_listed(self, ids: Sequence[int]) -> None:
        self._on_chosen(ids, False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
