"""The rows of the table: a heading for each lane, and below it the initiatives in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Heading, Key
from cxdesk.ui.roadmap.plan import Lane, shown_words
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.model import TableModel

_Index = QModelIndex | QPersistentModelIndex
_HEAD = Qt.ItemFlag.ItemIsEnabled  # it takes the keyboard, but is never among those selected


@dataclass(frozen=True, slots=True)
class LaneHead:
    """The row above the initiatives of a lane: from when to when they reach, and how many show."""

    id: int
    heading: Heading
    folded: bool
    count: int
    shown: int
    start: date | None
    end: date | None

    @property
    def key(self) -> Key:
        """What all in the lane share."""
        return self.heading.key

    @property
    def title(self) -> str:
        """What the lane is called."""
        return self.heading.title

    @property
    def note(self) -> str:
        """How many it holds: "3 initiatives", "2 of 3 shown"."""
        return shown_words(self.shown, self.count)

    @property
    def words(self) -> str:
        """All of it, to be read out."""
        return f"{self.title}, {self.note}, {'folded' if self.folded else 'open'}"


Row = LaneHead | Card


class LaneRows:
    """Makes the rows of a plan; the heading of a lane keeps its id from one time to the next."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, Key], int] = {}

    def of(self, lanes: Iterable[Lane]) -> list[Row]:
        """The rows from top to bottom, as high as the plan has them."""
        rows: list[Row] = []
        for lane in lanes:
            rows.append(self._head(lane))
            if not lane.folded:
                rows += lane.listed
        return rows

    def _head(self, lane: Lane) -> LaneHead:
        heading = lane.heading
        # Initiatives have ids above zero.
        id = self._ids.setdefault((heading.axis, heading.key), -1 - len(self._ids))
        starts = [one.start for one in lane.listed if one.start is not None]
        ends = [one.end for one in lane.listed if one.end is not None]
        return LaneHead(
            id, heading, lane.folded, lane.count, lane.shown,
            min(starts, default=None), max(ends, default=None),
        )  # fmt: skip


class LaneTableModel(TableModel[Any]):
    """Rows stay in the order of the plan: a heading above sorts the plan, not the rows."""

    # Another column sorts, or none.
    order_changed = Signal()

    def __init__(self, columns: Sequence[Column[Any]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._places: dict[int, int] = {}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self.order_changed.emit()

    def _order(self) -> None:
        self._ordered = list(self._given)
        self._choose()

    def _show(self, shown: list[Any]) -> None:
        self._places = {row.id: place for place, row in enumerate(shown)}
        super()._show(shown)

    def row(self, id: int) -> int | None:
        return self._places.get(id)

    def refresh(self) -> None:
        """What the cells say may be otherwise, though the rows are the same: a slack, a link."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def arrange(self, keys: Sequence[str]) -> bool:
        """Put the columns into another order; whether it was another."""
        by_key = {column.key: column for column in self.columns}
        wanted = [by_key[key] for key in keys if key in by_key]
        wanted += [column for column in self.columns if column.key not in keys]
        if tuple(wanted) == self.columns:
            return False
        sorted_key = None if self.sorted_by is None else self.columns[self.sorted_by[0]].key
        self.layoutAboutToBeChanged.emit()
        before = [column.key for column in self.columns]
        places = {column.key: place for place, column in enumerate(wanted)}
        held = self.persistentIndexList()
        moved = [self.createIndex(one.row(), places[before[one.column()]]) for one in held]
        self.columns = tuple(wanted)
        if self.sorted_by is not None and sorted_key is not None:
            self.sorted_by = (places[sorted_key], self.sorted_by[1])
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(wanted) - 1)
        return True

    # Qt's own questions -----------------------------------------------------------------------

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()] if index.isValid() else None
        if not isinstance(row, LaneHead):
            return super().data(index, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title if index.column() == 0 else ""
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.words
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], LaneHead):
            return _HEAD
        return super().flags(index)
