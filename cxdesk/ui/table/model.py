"""The rows of a table as Qt sees them: in the order chosen, narrowed by the words typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxdesk.services.search import fold
from cxdesk.ui.table.columns import Column

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_CHUNK = 250  # rows whose words are read in one go while nobody types


class TableModel(QAbstractTableModel, Generic[R]):
    """Frozen rows with an `id`; what changes is told to Qt as little as it can be."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: Sequence[R] = ()
        self._ordered: list[R] = []
        self.rows: list[R] = []
        self._texts: dict[int, tuple[R, str]] = {}
        self._read = 0  # rows whose words are read already
        self._words: tuple[str, ...] = ()
        self._keep: Any = None
        self.sorted_by: tuple[int, bool] | None = None

    # What the view asks ---------------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; those that are as they were stay as they are."""
        self._given = rows
        self._read = 0
        self._order()

    def narrow(self, words: str) -> None:
        """Show the rows that hold every word."""
        self._words = tuple(fold(words).split())
        self._arrange()

    def keep(self, wanted: Any) -> None:
        """Show the rows for which `wanted(row)` holds; all for None."""
        self._keep = wanted
        self._arrange()

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._ordered)

    def row(self, id: int) -> int | None:
        """Where the row with an id stands; None when it is not shown."""
        return next((n for n, one in enumerate(self.rows) if one.id == id), None)  # type: ignore[attr-defined]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._order()

    def _order(self) -> None:
        self._ordered = list(self._given)
        if self.sorted_by is not None:
            column, down = self.sorted_by
            keyed = [(self.columns[column].sort_key(row), row) for row in self._ordered]
            keyed.sort(key=lambda pair: pair[0], reverse=down)
            if down:  # what has no value comes last in both directions
                keyed.sort(key=lambda pair: bool(pair[0][0]))
            self._ordered = [row for _, row in keyed]
        self._arrange()

    def _arrange(self) -> None:
        rows = self._ordered
        if self._keep is not None:
            rows = [row for row in rows if self._keep(row)]
        if self._words:
            pairs = [(self._text(row), row) for row in rows]
            for word in self._words:
                pairs = [pair for pair in pairs if word in pair[0]]
            rows = [row for _, row in pairs]
        self._show(rows if rows is not self._ordered else list(rows))

    def _text(self, row: R) -> str:
        """The words of a row, read once: the first letter typed would wait for all of them."""
        id = row.id  # type: ignore[attr-defined]
        known = self._texts.get(id)
        if known is not None and (known[0] is row or known[0] == row):
            return known[1]
        text = fold(" \x1f ".join([column.words(row) for column in self.columns]))
        self._texts[id] = (row, text)
        return text

    def read_ahead(self) -> bool:
        """Read the words of some more rows; False when all are read."""
        end = min(self._read + _CHUNK, len(self._ordered))
        for row in self._ordered[self._read : end]:
            self._text(row)
        self._read = end
        return end < len(self._ordered)

    def _show(self, shown: list[R]) -> None:
        before = [row.id for row in self.rows]  # type: ignore[attr-defined]
        after = [row.id for row in shown]  # type: ignore[attr-defined]
        if before == after:
            old, self.rows = self.rows, shown
            pairs = enumerate(zip(old, shown, strict=True))
            changed = [n for n, (a, b) in pairs if a is not b and a != b]
            if changed:
                last = len(self.columns) - 1
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], last))
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        places = {id: place for place, id in enumerate(after)} if held else {}
        moved = [
            self.createIndex(places[before[one.row()]], one.column())
            if before[one.row()] in places
            else QModelIndex()
            for one in held
        ]
        self.rows = shown
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    # Qt's own questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.EditRole:
                return column.text(row) if column.typed is None else column.typed(row)
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.words(row) or 'none'}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            flag, column = Qt.AlignmentFlag, self.columns[section]
            side = flag.AlignRight if column.right else flag.AlignLeft
            side = flag.AlignHCenter if column.middle else side
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column = self.columns[index.column()]
        if column.save is not None and column.can_change(self.rows[index.row()]):
            return _EDITABLE
        return _READABLE
