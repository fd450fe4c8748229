"""A table whose rows stand in an order of their own: moved with Alt and the arrows, or dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from cxdesk.ui import theme
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def sorted_words(column: str) -> str:
    """What is said when a row is moved in a table that is sorted by a column."""
    return (
        f"The rows are sorted by {column}: click that heading until its arrow is gone, then order "
        "them."
    )


class OrderedTable(TableView):
    """Rows without an id stand last and stay there. A click on a cell with a choice opens it.

    With `enter_edits` Enter changes the current cell; a table that is `whole` never scrolls its
    rows, since the page does.
    """

    # A row was put somewhere else: the row, and the id of the one it stands behind (None: first).
    moved = Signal(object, object)
    # The selected rows are to be removed (Del): list of rows.
    removed = Signal(object)
    # A row cannot be moved while the table is sorted by a column: the column's title.
    held = Signal(str)

    def __init__(
        self, key: str, name: str, columns: Sequence[Column[Any]], *, enter_edits: bool = False,
        whole: bool = False,
    ) -> None:  # fmt: skip
        self._gap: int | None = None  # the row above which the grabbed one would stand
        self._grabbed: Any = None
        self._pressed = QPoint()
        self._enter_edits, self._whole = enter_edits, whole
        super().__init__(key, name, columns)

    def fit(self) -> None:
        """Be as high as the rows are; they scroll where there is less room, if they may."""
        high = self.sizeHint().height()
        if high != self.maximumHeight():
            self.setMaximumHeight(high)
            self.setMinimumHeight(high if self._whole else 0)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = len(self.table.rows) * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        wide = bar.sizeHint().height() if bar.maximum() else 0
        return QSize(400, self.horizontalHeader().height() + rows + wide + 2)

    def set_rows(self, rows: Sequence[Any]) -> None:
        super().set_rows(rows)
        self.fit()

    def set_density(self, density: str) -> None:
        super().set_density(density)
        self.fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.fit()

    # By keys ----------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Move the current row up (-1) or down (1)."""
        row = self.current_row()
        if row is None or row.id is None:
            return
        place = self.table.row(row.id)
        assert place is not None
        self._put(row, place + by + (by > 0))

    def _put(self, row: Any, gap: int) -> None:
        """Put a row above the one at `gap`."""
        rows = self.table.rows
        place = self.table.row(row.id)
        if not 0 <= gap <= self._last() or place is None or gap in (place, place + 1):
            return
        if self.table.sorted_by is not None:
            self.held.emit(self.table.columns[self.table.sorted_by[0]].title)
            return
        self.moved.emit(row, rows[gap - 1].id if gap else None)

    def _last(self) -> int:
        """How many rows can be moved; the others stand behind them."""
        return sum(1 for row in self.table.rows if row.id is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and self.selected():
            self.removed.emit(self.selected())
        elif key == Qt.Key.Key_Escape and self._gap is not None:
            self._drop_nothing()
        elif key in _ENTER and self._enter_edits and not event.modifiers():
            if not self.begin(self.currentIndex()):
                self._begin_anywhere(self.currentIndex())
        else:
            super().keyPressEvent(event)

    # By the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.table.rows[index.row()] if index.isValid() else None
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._grabbed = row if plain and row is not None and row.id is not None else None
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._gap is not None or far:
            self._gap = self._gap_at(here.y())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row, gap = self._grabbed, self._gap
        self._drop_nothing()
        if gap is not None:
            QTableView.mouseReleaseEvent(self, event)  # a drag opens nothing
            self._put(row, gap)
            return
        index = self.indexAt(event.position().toPoint())
        column = self.table.columns[index.column()] if index.isValid() else None
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and column is not None and column.pick is not None:
            QTableView.mouseReleaseEvent(self, event)
            self.begin(index)
        else:
            super().mouseReleaseEvent(event)

    def _drop_nothing(self) -> None:
        self._grabbed = self._gap = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _gap_at(self, y: int) -> int:
        row = self.rowAt(max(0, y))
        if row < 0:
            return self._last()
        top = self.rowViewportPosition(row)
        return min(row + (y > top + self.rowHeight(row) / 2), self._last())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        y = self._gap * self.verticalHeader().defaultSectionSize() - self.verticalOffset()
        wide = self.viewport().width()
        QPainter(self.viewport()).fillRect(QRect(0, max(0, y - 1), wide, 2), theme.current().accent)
