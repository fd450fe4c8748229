"""What keeps the table and the bars in step: rows, place, selection and what is pointed at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
)

from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.table import TimelineTable
from cxdesk.ui.roadmap.table_rows import LaneRows

_Flag = QItemSelectionModel.SelectionFlag


class TableSync(QObject):
    """Each half follows the other while the table is shown; nothing goes round in circles."""

    def __init__(self, table: TimelineTable, canvas: Canvas) -> None:
        super().__init__(table)
        self._table, self._canvas = table, canvas
        self._rows = LaneRows()
        self._busy = False
        table.bounded = self._bound
        down, beside = canvas.verticalScrollBar(), table.verticalScrollBar()
        down.valueChanged.connect(lambda _: self._quietly(self._take_place))
        beside.valueChanged.connect(lambda _: self._quietly(self._give_place))
        down.rangeChanged.connect(lambda *_: self._bound())
        canvas.relaid.connect(self.take_rows)
        canvas.hovered_changed.connect(table.hover_id)
        table.row_hovered.connect(canvas.set_hovered)
        table.head_chosen.connect(lambda head: canvas.toggle_lane(head.key))
        ours, theirs = table.selectionModel(), canvas.selectionModel()
        for signal in (theirs.selectionChanged, theirs.currentChanged):
            signal.connect(lambda *_: self._quietly(self._take_chosen))
        for signal in (ours.selectionChanged, ours.currentChanged):
            signal.connect(lambda *_: self._quietly(self._give_chosen))

    def _quietly(self, act: Callable[[], object]) -> None:
        """Do it, unless it comes from what the other half did."""
        if self._busy or not self._canvas.listed:
            return
        self._busy = True
        try:
            act()
        finally:
            self._busy = False

    # Rows and place -------------------------------------------------------------------------

    def take_rows(self) -> None:
        """Show the rows of the plan."""
        self._quietly(self._take_rows)

    def _take_rows(self) -> None:
        self._table.set_rows(self._rows.of(self._canvas.plan.lanes))
        self._table.updateGeometries()
        self._take_place()
        if self._chosen_there() or self._canvas.currentIndex().isValid():
            self._take_chosen()
        else:  # all was read anew: the bars lost what the rows still know
            self._give_chosen()

    def _bound(self) -> None:
        """Let the table scroll exactly as far as the bars do."""
        down, beside = self._canvas.verticalScrollBar(), self._table.verticalScrollBar()
        busy, self._busy = self._busy, True
        beside.setRange(0, down.maximum())
        beside.setPageStep(down.pageStep())
        beside.setSingleStep(down.singleStep())
        beside.setValue(down.value())
        self._busy = busy

    def _take_place(self) -> None:
        self._table.verticalScrollBar().setValue(self._canvas.verticalScrollBar().value())

    def _give_place(self) -> None:
        if self._table.fitting:
            return
        self._canvas.verticalScrollBar().setValue(self._table.verticalScrollBar().value())

    # Selection ------------------------------------------------------------------------------

    def _chosen_there(self) -> set[int]:
        cards, chosen = self._canvas.card_model().cards(), self._canvas.selectionModel().selection()
        return {
            cards[row].id
            for n in range(chosen.count())
            for row in range(chosen.at(n).top(), chosen.at(n).bottom() + 1)
        }

    def _take_chosen(self) -> None:
        """Select the rows of the bars that are selected."""
        table, chosen = self._table, self._chosen_there()
        model = table.selectionModel()
        if chosen != {row.id for row in table.selected()}:
            places = [place for id in chosen if (place := table.lanes.row(id)) is not None]
            last = len(table.table.columns) - 1
            model.select(_ranges(table.table, places, last), _Flag.ClearAndSelect)
        current = self._canvas.current_card()
        place = None if current is None else table.lanes.row(current.id)
        if place is not None and place != table.currentIndex().row():
            column = max(0, table.currentIndex().column())
            model.setCurrentIndex(table.table.index(place, column), _Flag.NoUpdate)

    def _give_chosen(self) -> None:
        """Select the bars whose rows are selected."""
        table, canvas = self._table, self._canvas
        cards, model = canvas.card_model(), canvas.selectionModel()
        chosen = {row.id for row in table.selected()}
        if chosen != self._chosen_there():
            places = [index.row() for id in chosen if (index := cards.index_of(id)).isValid()]
            model.select(_ranges(cards, places, 0), _Flag.ClearAndSelect)
        card = table.current_card()
        if card is None:  # a heading: the keyboard is at no bar
            return
        index = cards.index_of(card.id)
        if index.isValid() and index != canvas.currentIndex():
            model.setCurrentIndex(index, _Flag.NoUpdate)


def _ranges(model: QAbstractItemModel, places: Collection[int], last: int) -> QItemSelection:
    """Whole rows as one selection, neighbours together: there may be thousands."""
    found = QItemSelection()
    for first, end in _runs(sorted(places)):
        found.append(_range(model, first, end, last))
    return found


def _range(model: QAbstractItemModel, first: int, end: int, last: int) -> QItemSelectionRange:
    return QItemSelectionRange(model.index(first, 0), model.index(end, last))


def _runs(places: Iterable[int]) -> Iterable[tuple[int, int]]:
    first = end = -2
    for place in places:
        if place != end + 1:
            if first >= 0:
                yield first, end
            first = place
        end = place
    if first >= 0:
        yield first, end
