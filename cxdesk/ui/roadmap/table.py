"""The table at the left of the bars: a row for each, beside its bar, changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from cxdesk.model.wording import day
from cxdesk.services.cards import Card
from cxdesk.services.sheet import Sheet
from cxdesk.ui import theme
from cxdesk.ui.roadmap.plan import ROW
from cxdesk.ui.roadmap.table_heads import paint_head
from cxdesk.ui.roadmap.table_rows import LaneHead, LaneTableModel
from cxdesk.ui.table.cell import PAD, CellPainter
from cxdesk.ui.table.columns import Column, sheet_of
from cxdesk.ui.table.view import TableView

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TITLES = 34
"""px of the titles over the columns: as high as the milestones beside them."""
_TITLE, _LEAST = "title", 44  # the column that takes what is left; px of the narrowest


class _Painter(CellPainter):
    """Paints cells; a heading is painted by the view, across all columns."""

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if not self._is_head(index):
            super().paint(p, option, index)

    def is_cut(self, index: _Index) -> bool:
        return not self._is_head(index) and super().is_cut(index)

    def _is_head(self, index: _Index) -> bool:
        return isinstance(self._view.table.rows[index.row()], LaneHead)


class TimelineTable(TableView):
    """Headings of lanes fold; below each stand its initiatives, as high as the bars beside them."""

    MODEL = LaneTableModel

    # The heading of a lane was clicked, or Enter pressed on it: LaneHead.
    head_chosen = Signal(object)
    # Another row is under the pointer: the id of its initiative, or None.
    row_hovered = Signal(object)
    # It got the keyboard, or lost it.
    focus_changed = Signal()
    # The columns stand in another order, or one got another width.
    columns_changed = Signal()

    def __init__(self, columns: Sequence[Column[Card]]) -> None:
        # Asked first when a key goes down; whether it was for it.
        self.handler: Callable[[QKeyEvent], bool] = lambda _event: False
        self.lane_title: Callable[[], str] = lambda: ""
        self.bounded: Callable[[], object] = lambda: None  # says how far it scrolls
        self.fitting = False
        self.wide: dict[str, int] = {}  # px of columns that somebody pulled
        self._given: dict[str, int] = {}  # px that columns were given
        self._sharing = True
        super().__init__("timeline-table", "Table of the roadmap", columns)
        self.painter = _Painter(self)
        self.setItemDelegate(self.painter)
        self.verticalHeader().setDefaultSectionSize(ROW)
        # Titles show no selection; Qt would ask whether each of thousands of rows is selected.
        self.head.setSelectionModel(QItemSelectionModel(self.table, self))
        # The whole ground is painted here, so that Qt moves what it has when rows scroll.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.head.setFixedHeight(TITLES)
        self.head.setMinimumSectionSize(_LEAST)
        self.head.setSectionsMovable(True)
        self.head.sectionMoved.connect(lambda *_: QTimer.singleShot(0, self, self._on_moved))
        self.head.sectionResized.connect(self._on_resized)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sharing = False

    @property
    def lanes(self) -> LaneTableModel:
        """The model, as what it is."""
        assert isinstance(self.table, LaneTableModel)
        return self.table

    def set_rows(self, rows: Sequence[Any]) -> None:
        super().set_rows(rows)
        self._ahead.stop()  # nobody narrows by words here: the filter of the page does
        self.viewport().update()

    def set_density(self, density: str) -> None:
        """Rows are as high as those of the bars."""

    def current_card(self) -> Card | None:
        """The initiative whose row is current."""
        row = self.current_row()
        return row if isinstance(row, Card) else None

    def selected(self) -> list[Any]:
        return [row for row in super().selected() if isinstance(row, Card)]

    def updateGeometries(self) -> None:
        self.fitting = True  # Qt bounds it by its own height, for a moment
        super().updateGeometries()
        self.fitting = False
        self.bounded()

    # Columns --------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """The keys of all columns, in their order."""
        return [column.key for column in self.table.columns]

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in this order; the others stay behind them, hidden."""
        self.lanes.arrange(keys)
        for place, column in enumerate(self.table.columns):
            self.setColumnHidden(place, column.key not in keys)
        self.share()

    def share(self) -> None:
        """Give columns their widths: those pulled keep theirs, the title takes what is left."""
        if self._sharing:
            return
        self._sharing = True
        left, title = self.viewport().width(), -1
        for place, column in enumerate(self.table.columns):
            if self.isColumnHidden(place):
                continue
            wide = self.wide.get(column.key, column.width)
            if column.key == _TITLE and _TITLE not in self.wide:
                title = place
                continue
            self._give(place, wide)
            left -= wide
        if title >= 0:
            self._give(title, max(left, self.table.columns[title].width))
        self._sharing = False

    def _give(self, place: int, wide: int) -> None:
        self._given[self.table.columns[place].key] = wide
        if self.columnWidth(place) != wide:
            self.setColumnWidth(place, wide)

    def _on_resized(self, place: int, _before: int, wide: int) -> None:
        key = self.table.columns[place].key
        # Qt calls it a resize, too, when a column is hidden and when rows come and go.
        if self._sharing or not self.isVisible() or wide in (0, self._given.get(key)):
            return
        self.wide[key] = self._given[key] = wide
        self.columns_changed.emit()

    def _on_moved(self) -> None:
        """A title was dragged: the columns themselves take that order, so that keys follow it."""
        head = self.head
        order = [self.table.columns[head.logicalIndex(n)].key for n in range(head.count())]
        if order == self.keys():
            return
        shown = [key for key in order if not self.isColumnHidden(self.keys().index(key))]
        head.blockSignals(True)
        for place in range(head.count()):
            head.moveSection(head.visualIndex(place), place)
        head.blockSignals(False)
        self.show_columns(shown)
        self.columns_changed.emit()

    def shift_column(self, key: str, by: int) -> None:
        """Move a column to the left (-1) or right (1) of the shown one beside it."""
        shown = self.shown_keys()
        place = shown.index(key)
        if 0 <= place + by < len(shown):
            shown.insert(place + by, shown.pop(place))
            self.show_columns(shown)
            self.columns_changed.emit()

    def shown_keys(self) -> list[str]:
        """The keys of the columns that are shown, in their order."""
        return [key for place, key in enumerate(self.keys()) if not self.isColumnHidden(place)]

    def sheet(self, *, everything: bool = True, typed: bool = False) -> Sheet:
        """The initiatives as text, those of a lane with its name before them."""
        columns = [one for n, one in enumerate(self.table.columns) if not self.isColumnHidden(n)]
        if not everything:
            return sheet_of(columns, self.selected(), typed=typed)
        lanes: dict[int, str] = {}
        name, cards = "", []
        for row in self.table.rows:
            if isinstance(row, LaneHead):
                name = row.title
            else:
                lanes[row.id] = name
                cards.append(row)
        if title := self.lane_title():
            columns = [Column("lane", title, lambda row: lanes[row.id], 90), *columns]
        return sheet_of(columns, cards, typed=typed)

    # Changing -------------------------------------------------------------------------------

    def begin(self, index: QModelIndex) -> bool:
        if index.isValid() and isinstance(self.table.rows[index.row()], LaneHead):
            return False
        return super().begin(index)

    def _typed_into(self, row: int, place: int) -> bool:
        return not isinstance(self.table.rows[row], LaneHead) and super()._typed_into(row, place)

    def _types(self, event: QKeyEvent) -> bool:
        """Whether a key begins a date or a number in the current cell: letters are shortcuts."""
        index = self.currentIndex()
        return (
            event.text().isdecimal()
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and index.isValid()
            and self._typed_into(index.row(), index.column())
        )

    # Qt's own events ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (
            self._types(event) or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        ):  # fmt: skip
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.handler(event):
            event.accept()
            return
        row, key = self.current_row(), event.key()
        if isinstance(row, LaneHead):
            folds = {Qt.Key.Key_Left: not row.folded, Qt.Key.Key_Right: row.folded}
            if folds.get(Qt.Key(key), key in (*_ENTER, Qt.Key.Key_Space)):
                self.head_chosen.emit(row)
                return
        elif self._types(event):
            if self.begin(self.currentIndex()) and (field := self.editor()) is not None:
                field.insert(event.text())
            return
        elif key == Qt.Key.Key_Space and row is not None:
            column = self.table.columns[self.currentIndex().column()]
            if column.key == "pinned" and self.begin(self.currentIndex()):
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A click selects, here as on the canvas; Enter opens.
        QTableView.mouseReleaseEvent(self, event)
        index = self.indexAt(event.position().toPoint())
        row = self.table.rows[index.row()] if index.isValid() else None
        left = event.button() == Qt.MouseButton.LeftButton
        if left and isinstance(row, LaneHead) and index.row() == self.currentIndex().row():
            self.head_chosen.emit(row)

    def _hover(self, row: int) -> None:
        if row == self.hovered:
            return
        super()._hover(row)
        found = self.table.rows[row] if row >= 0 else None
        self.row_hovered.emit(found.id if isinstance(found, Card) else None)

    def hover_id(self, id: int | None) -> None:
        """The bar of this initiative is under the pointer."""
        place = None if id is None else self.table.row(id)
        super()._hover(-1 if place is None else place)

    def _spans(self, head: LaneHead, box: QRectF) -> list[tuple[QRectF, str]]:
        """What a heading says in the columns of dates: the first start, the last end."""
        found = []
        for place, column in enumerate(self.table.columns):
            on = {"start": head.start, "end": head.end}.get(column.key)
            if on is not None and not self.isColumnHidden(place):
                x, wide = self.columnViewportPosition(place), self.columnWidth(place)
                found.append((QRectF(x + PAD, box.top(), wide - PAD, ROW - 1), day(on)))
        return found

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:  # headings stay where they are: what Qt moved of them is painted over
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, view, area = theme.current(), self.viewport(), event.rect()
        p = QPainter(view)
        p.fillRect(area, colors.canvas)
        bottom = self.verticalHeader().length() - self.verticalOffset()
        p.fillRect(QRectF(0, 0, view.width(), bottom), colors.surface)
        p.end()
        super().paintEvent(event)
        p.begin(view)
        place, rows = self.rowAt(max(area.top(), 0)), self.table.rows
        while 0 <= place < len(rows) and (top := self.rowViewportPosition(place)) <= area.bottom():
            if isinstance(head := rows[place], LaneHead):
                box = QRectF(0, top, view.width(), ROW)
                paint_head(p, box, head, self._spans(head, box), colors)
                if self.hasFocus() and self.currentIndex().row() == place:
                    p.setRenderHint(QPainter.RenderHint.Antialiasing)
                    p.setPen(QPen(colors.accent, 2))
                    p.setBrush(Qt.BrushStyle.NoBrush)
                    p.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
            place += 1
        p.end()
