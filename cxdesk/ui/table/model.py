"""The rows of a table as Qt sees them: in the order chosen, narrowed by the words typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    """Frozen rows with an `id`; what changes is told to Qt as little as it can be.

    Rows are sorted, then kept or not, then narrowed; each step begins with what the one before
    left, and a letter more is looked for in what showed without it.
    """

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: Sequence[R] = ()
        self._ordered: list[R] = []
        self._kept: list[R] = []
        self.rows: list[R] = []
        self._ids: list[int] = []  # theirs
        self._texts: dict[int, tuple[R, str]] = {}
        self._said: list[str] | None = None  # the words of the rows kept, beside them
        self._narrowed: list[tuple[str, R]] = []  # what shows, with its words
        self._read = 0  # rows whose words are read already
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self.sorted_by: tuple[int, bool] | None = None

    # What the view asks ---------------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; those that are as they were stay as they are."""
        self._given = rows
        self._read = 0
        self._order()

    def narrow(self, words: str) -> None:
        """Show the rows that hold every word."""
        before, self._words = self._words, tuple(fold(words).split())
        # What shows is looked through again where every word before is in one of now.
        more = bool(before) and all(any(old in new for new in self._words) for old in before)
        self._arrange(again=more)

    def keep(self, wanted: Callable[[R], bool] | None) -> None:
        """Show the rows for which `wanted(row)` holds; all for None."""
        self._keep = wanted
        self._choose()

    def retitle(self, key: str, title: str) -> None:
        """Give a column another title; what its cells say may be otherwise too."""
        place = next(n for n, one in enumerate(self.columns) if one.key == key)
        if self.columns[place].title != title:
            changed = replace(self.columns[place], title=title)
            self.columns = (*self.columns[:place], changed, *self.columns[place + 1 :])
            self._texts.clear()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

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
            values = list(map(self.columns[column].value, self._given))
            places = [place for place, value in enumerate(values) if value is not None]
            places.sort(key=values.__getitem__, reverse=down)
            # What has no value comes last in both directions.
            places += [place for place, value in enumerate(values) if value is None]
            self._ordered = [self._given[place] for place in places]
        self._choose()

    def _choose(self) -> None:
        self._kept = self._ordered
        if self._keep is not None:
            self._kept = list(filter(self._keep, self._ordered))
        self._said = None
        self._arrange()

    def _arrange(self, *, again: bool = False) -> None:
        if not self._words:
            self._narrowed = []
            self._show(list(self._kept))
            return
        if not again:
            if self._said is None:
                self._said = list(map(self._text, self._kept))
            self._narrowed = list(zip(self._said, self._kept, strict=True))
        for word in self._words:
            self._narrowed = [pair for pair in self._narrowed if word in pair[0]]
        self._show([row for _, row in self._narrowed])

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
        before, after = self._ids, [row.id for row in shown]  # type: ignore[attr-defined]
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
        self.rows, self._ids = shown, after
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
