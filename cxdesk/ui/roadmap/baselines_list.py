"""The list of baselines at the left of their tab, and below it how another one is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from cxdesk.services.baselines import BaselineRow, Key
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.roadmap.baselines_tables import list_columns
from cxdesk.ui.table.view import TableView

WIDE, _ALL = 264, 16_777_215
_LOW = 560  # px of a page below which the report needs the height more than the list
_COMPARE = "Choose several with Ctrl or Shift to see their ends side by side."


class BaselineList(QWidget):
    """Several may be chosen at once; `table` is the list itself."""

    # Others are chosen: their keys, in the order of the list.
    chosen = Signal(object)

    def __init__(
        self,
        rename: Callable[[BaselineRow, str, Refusable], bool],
        problem: Callable[[BaselineRow, str], str],
        take: Callable[[], object],
        ask_day: Callable[[], object],
    ) -> None:
        super().__init__()
        self._beside, self._many, self._most = True, False, 4
        self._told: tuple[Key, ...] = ()
        self.table = TableView("baselines", "Baselines", list_columns(rename, problem))
        self.table.head.setSectionsClickable(False)  # the newest stands first
        self.take = _link("take-baseline-here", "Take a baseline", "plus", take)
        self.past = _link("past-day-here", "As it was on…", "history", ask_day)
        self.help = label(_COMPARE, "small", "quiet")
        self.help.setContentsMargins(8, 2, 8, 0)
        box = column(self)
        box.addWidget(self.table, 1)
        self._links = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._links.setSpacing(0)
        for link in (self.take, self.past):
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._links.addStretch(1)
        box.addLayout(self._links)
        box.addWidget(self.help)
        box.addSpacing(8)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    def set_rows(self, rows: Sequence[BaselineRow]) -> None:
        """Show these baselines; those that are chosen stay so."""
        self.table.set_rows(rows)
        self._many = len(rows) > 1
        self._fit()

    def keys(self) -> tuple[Key, ...]:
        """The baselines that are chosen."""
        return tuple(row.key for row in self.table.selected())

    def choose(self, keys: Sequence[Key]) -> None:
        """Choose these, as far as they are there; the first is current."""
        model, flags = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        first = True
        for place, row in enumerate(self.table.table.rows):
            if row.key in keys:
                index = self.table.table.index(place, 0)
                if first:
                    model.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                    self.table.scrollTo(index)
                else:
                    model.select(index, flags.Select | flags.Rows)
                first = False

    def offer(self, *, live: bool) -> None:
        """Offer to take one, unless the file is open for reading only."""
        self.take.setVisible(live)

    def stand_beside(self, beside: bool, height: int) -> None:
        """Stand at the left of the report, or above it on a narrow page of this height."""
        self._beside, self._most = beside, 4 if height > _LOW else 2
        self.setMinimumWidth(WIDE if beside else 0)
        self.setMaximumWidth(WIDE if beside else _ALL)
        way = QBoxLayout.Direction
        self._links.setDirection(way.TopToBottom if beside else way.LeftToRight)
        self._fit()

    def _tell(self) -> None:
        keys = self.keys()
        if keys != self._told:
            self._told = keys
            self.chosen.emit(keys)

    def _fit(self) -> None:
        self.help.setVisible(self._many and self._beside)
        rows = min(len(self.table.table.rows), self._most)
        high = self.table.head.sizeHint().height() + 2
        high += rows * self.table.verticalHeader().defaultSectionSize()
        self.table.setMaximumHeight(_ALL if self._beside else high)


def _link(key: str, text: str, sign: str, act: Callable[[], object]) -> Value:
    made = Value(key, "")
    made.set_value([Span(text, "accent", 600)], Lead("glyph", sign, ink="accent"))
    made.clicked.connect(lambda _=False: act())
    return made
