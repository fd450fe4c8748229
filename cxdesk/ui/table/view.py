"""A table: sorted by its headers, edited in place, copied as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QToolTip,
    QWidget,
)

from cxdesk.exchange.copied import tsv
from cxdesk.model.errors import Way
from cxdesk.services.sheet import Sheet
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.read_only import refused
from cxdesk.ui.table.anchor import CellAnchor
from cxdesk.ui.table.cell import CellField, CellPainter
from cxdesk.ui.table.columns import Column, sheet_of
from cxdesk.ui.table.head import TableHead
from cxdesk.ui.table.model import Index, TableModel
from cxdesk.ui.table.taken import Taken
from cxdesk.ui.table.widths import Widths

_MANY = 500  # rows; of more, the words to narrow by are read while the window idles
_IDLE_MS = 150  # a slider that moves on, and the next change, come first
_HEIGHTS = {"compact": 28, "normal": 36, "detailed": 36}
_TWO_LINES = 32
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableView(QTableView):
    """Rows of one kind. Enter opens a row, F2 or a double click changes a cell, Ctrl+C copies."""

    MODEL: type[TableModel[Any]] = TableModel

    # A row was asked for by Enter or a click: the row.
    opened = Signal(object)
    # Another row is current: the row, or None.
    current_changed = Signal(object)
    # A refusal has a way out that was clicked: Way.
    went = Signal(object)
    # Text was pasted over the table: str.
    pasted = Signal(str)

    def __init__(self, key: str, name: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self.setObjectName(key)
        self.setAccessibleName(name)
        self.table = self.MODEL(columns, self)
        self.hovered = -1
        self.widths = Widths(self)
        self.crowded: set[int] = set()  # hidden only for want of room: copied all the same
        self._ahead = QTimer(self)
        self._ahead.timeout.connect(self._read_ahead)
        self._menu_actions: Callable[[Any], Sequence[QAction]] | None = None
        self.setModel(self.table)
        self.painter = CellPainter(self)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.head = TableHead(self, self.table)
        self.setHorizontalHeader(self.head)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_density("normal")
        for place, column in enumerate(columns):
            self.setColumnWidth(place, column.width)
        self.head.sectionResized.connect(self.widths.on_resized)
        self.taken = Taken(self)
        self.savable = True  # its rows are worth a file of their own

    # Rows -------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; selection, place and what is being typed stay."""
        was = self.currentIndex()
        place, column = was.row(), was.column()
        self.table.set_rows(rows)
        if place >= 0 and not self.currentIndex().isValid() and self.table.rows:
            # The row went away: keys go on from where it stood.
            near = self.table.index(min(place, len(self.table.rows) - 1), column)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(near, flag)
        if len(rows) > _MANY:
            self._ahead.start(_IDLE_MS)

    def _read_ahead(self) -> None:
        self._ahead.setInterval(0)
        if not self.table.read_ahead():
            self._ahead.stop()

    def set_density(self, density: str) -> None:
        """Rows of 28 px ("compact") or 36; of 32 where they hold two lines."""
        least = _TWO_LINES if any(one.wrap for one in self.table.columns) else 0
        self.verticalHeader().setDefaultSectionSize(max(least, _HEIGHTS[density]))

    def retitle(self, key: str, title: str) -> None:
        """Give a column another title."""
        self.table.retitle(key, title)
        self.share()

    def set_menu(self, actions: Callable[[Any], Sequence[QAction]]) -> None:
        """Offer these actions for the current row, before those of copying."""
        self._menu_actions = actions

    def current_row(self) -> Any:
        """The row that is current, None when none is."""
        index = self.currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        ranges = self.selectionModel().selection()
        places = sorted(
            {
                place
                for n in range(ranges.count())
                for place in range(ranges.at(n).top(), ranges.at(n).bottom() + 1)
            }
        )
        return [self.table.rows[place] for place in places]

    def meant(self, row: Any) -> list[Any]:
        """The rows that a change of one is for: all that are selected if it is among them."""
        selected = self.selected()
        return selected if any(one.id == row.id for one in selected) else [row]

    def enter(self) -> None:
        """Take the keyboard, on the first row where none is current."""
        if not self.currentIndex().isValid() and self.table.rows:
            self.choose(self.table.rows[0].id)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, id: int) -> bool:
        """Make the row with an id current and bring it into sight; False when it is not shown."""
        place = self.table.row(id)
        if place is None:
            return False
        index = self.table.index(place, max(0, self.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def neighbour(self, id: int, by: int) -> int | None:
        """The id of the row `by` places after another."""
        place = self.table.row(id)
        if place is None or not 0 <= place + by < len(self.table.rows):
            return None
        return int(self.table.rows[place + by].id)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit(self.current_row())

    def go(self, way: Way) -> None:
        """Follow a way out of a refusal."""
        self.went.emit(way)

    # Copying ----------------------------------------------------------------------------------

    def sheet(self, *, everything: bool = True, typed: bool = False) -> Sheet:
        """What is shown, or the selected rows of it, as text; `typed` with its values too."""
        rows = self.table.rows if everything else self.selected()
        hidden = {n for n in range(len(self.table.columns)) if self.isColumnHidden(n)}
        gone = hidden - self.crowded
        shown = [one for n, one in enumerate(self.table.columns) if n not in gone]
        return sheet_of(shown, rows, typed=typed)

    def copy(self, *, everything: bool = False) -> None:
        """Put the selected rows, or all that are shown, on the clipboard as a table."""
        some = not everything and bool(self.selected())
        QGuiApplication.clipboard().setText(tsv(self.sheet(everything=not some)))

    # Changing a cell --------------------------------------------------------------------------

    def edit_cell(self, id: int, key: str) -> bool:
        """Begin to change the cell of a row in the column `key`; False when that cannot be."""
        column = next((n for n, one in enumerate(self.table.columns) if one.key == key), None)
        if column is None or not self.choose(id):
            return False
        return self.begin(self.table.index(self.currentIndex().row(), column))

    def editor(self) -> CellField | None:
        """The field of the cell that is being changed."""
        return self.painter.editor

    def begin(self, index: QModelIndex) -> bool:
        """Begin to change a cell, for all selected rows if its row is one of them."""
        if not index.isValid():
            return False
        column, row = self.table.columns[index.column()], self.table.rows[index.row()]
        if not column.can_change(row):
            return False
        if refused(self):
            return True  # it was answered: no other cell is tried
        open_yet = self.editor()
        if open_yet is not None and not open_yet.commit():
            open_yet.setFocus(Qt.FocusReason.OtherFocusReason)
            return True  # what was refused there comes first
        flags = QItemSelectionModel.SelectionFlag
        keep = self.selectionModel().isRowSelected(index.row())  # a pick may be for all of them
        how = flags.NoUpdate if keep else flags.ClearAndSelect | flags.Rows
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)
        if column.pick is not None:
            column.pick(row, self._anchor(index))
            return True
        super().edit(index)
        return True

    def anchor(self, key: str) -> QWidget:
        """Where the current row's cell of the column `key` stands, for a popup to open at."""
        return self._anchor(self.cell(key))

    def cell(self, key: str) -> QModelIndex:
        """The current row's cell of the column `key`, the first row's where none is current."""
        column = next(n for n, one in enumerate(self.table.columns) if one.key == key)
        return self.table.index(max(0, self.currentIndex().row()), column)

    def _anchor(self, index: QModelIndex) -> QWidget:
        """Something that stands where a cell stands, for a popup to open at."""
        made = CellAnchor(self.viewport(), self)
        made.setGeometry(self.visualRect(index))
        made.show()
        return made

    def end_edit(self, field: CellField) -> None:
        """The field is done with; the table has the keyboard."""
        had = field.hasFocus()
        self.closeEditor(field, CellPainter.EndEditHint.NoHint)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_next(self, index: QModelIndex, by: int) -> None:
        """Begin to change the next cell of text in the row, or the one before."""
        if not index.isValid():
            return
        place = index.column() + by
        while 0 <= place < len(self.table.columns):
            if self._typed_into(index.row(), place):
                self.begin(self.table.index(index.row(), place))
                return
            place += by
        self.setFocus()

    def _typed_into(self, row: int, place: int) -> bool:
        """Whether a cell that is shown is changed by typing."""
        column = self.table.columns[place]
        if column.save is None or self.isColumnHidden(place):
            return False
        return column.can_change(self.table.rows[row])

    # Qt's own events --------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # In a side panel F2 renames the item, but for a table whose cells it changes.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and any(one.editable for one in self.table.columns)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_F2:
            if not self.begin(index):
                self._begin_anywhere(index)
        elif event.key() in _ENTER and not event.modifiers():
            if index.isValid():
                self.opened.emit(self.current_row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._open_menu(self.visualRect(index).center())
        else:
            super().keyPressEvent(event)

    def _begin_anywhere(self, index: QModelIndex) -> None:
        """Change the first cell of the row that can be changed."""
        for place in range(len(self.table.columns) if index.isValid() else 0):
            if self._typed_into(index.row(), place):
                self.begin(self.table.index(index.row(), place))
                return

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts of the place, not a search in the first column."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and not event.modifiers()
            and self.editor() is None
        ):
            self.opened.emit(self.table.rows[index.row()])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not self.begin(index):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and self.painter.is_cut(index):
                QToolTip.showText(event.globalPos(), tooltip(self.painter.words(index)), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.share()

    def share(self) -> None:
        """Give columns that stretch what the others leave."""
        self.widths.share()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keys = event.reason() == event.Reason.Keyboard
        self._open_menu(self.visualRect(self.currentIndex()).center() if keys else event.pos())

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and not self.selectionModel().isRowSelected(index.row()):
            self.setCurrentIndex(index)
        row = self.current_row()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row is not None and self._menu_actions is not None:
            for action in self._menu_actions(row):
                action.setParent(menu)
                menu.addAction(action)
            menu.addSeparator()
        if index.isValid():
            menu.addAction(self.head.action(index.column()))
        self.taken.add_to(menu)
        menu.popup(self.viewport().mapToGlobal(at))
