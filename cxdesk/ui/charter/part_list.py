"""The list of a charter's parts: how complete each is, and what submission still needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxdesk.services.charter_parts import PARTS, Standing
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui import theme
from cxdesk.ui.charter import words
from cxdesk.ui.charter.standing import draw_standing, said
from cxdesk.ui.form.rows import column, label, rule
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.meter import ShareBar

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROW, _LEAST = 32, 25  # px of a row; less where the window is low


class PartsModel(QAbstractListModel):
    """The parts with how they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Standing, ...] = ()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return said(row)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(said(row))
            case Qt.ItemDataRole.UserRole:
                return row
        return None

    def show_rows(self, rows: tuple[Standing, ...]) -> None:
        """Show how the parts stand now."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))


class _Painter(QStyledItemDelegate):
    row = _ROW

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.row)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Standing = index.data(Qt.ItemDataRole.UserRole)
        colors = theme.current()
        room: Any = option
        box = QRectF(room.rect).adjusted(0, 1, 0, -1)
        state = room.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or state & QStyle.StateFlag.State_MouseOver:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.press if current else colors.hover)
            p.drawRoundedRect(box, 5, 5)
        if current and state & QStyle.StateFlag.State_HasFocus:
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        draw_standing(p, box, row, colors, strong=current)
        p.restore()


class _Rows(QListView):
    """Up and Down go from part to part; Enter puts the keyboard into one."""

    # The keyboard shall be in the current part.
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(180, _ROW * max(1, self.model().rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        painter = self.itemDelegate()
        if isinstance(painter, _Painter):
            high = self.viewport().height() // max(1, self.model().rowCount())
            painter.row = min(max(high, _LEAST), _ROW)
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)


class PartList(QWidget):
    """How many parts are complete, the parts, and below them what submission still needs."""

    # Go to a part: its key, and whether the keyboard goes into it.
    jump_requested = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("charter-parts")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = PartsModel()
        self.rows = _Rows()
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(_Painter(self.rows))
        self.rows.setObjectName("part-rows")
        self.rows.setAccessibleName("Parts of the charter")
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setMouseTracking(True)
        self.rows.setUniformItemSizes(True)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusProxy(self.rows)
        self.count, self.of = label("", "strong"), label("", "body", "soft")
        self.bar = ShareBar()
        self.needs = label("", "body", "soft")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.count)
        head.addWidget(self.of, 1)
        for text in (self.count, self.of):
            text.setWordWrap(False)
        top = column(above := QWidget(), 8, (16, 14, 16, 10))
        top.addLayout(head)
        top.addWidget(self.bar)
        middle = column(holder := QWidget(), 0, (8, 0, 8, 0))
        middle.addWidget(self.rows)
        bottom = column(below := QWidget(), 12, (16, 6, 16, 14))
        bottom.addWidget(rule())
        bottom.addWidget(self.needs)
        box = column(self)
        box.addWidget(above)
        box.addWidget(holder)
        box.addWidget(below)
        box.addStretch(1)
        holder.setMaximumHeight(_ROW * len(PARTS) + 2)
        box.setStretchFactor(holder, 100)
        self._following = False
        selection = self.rows.selectionModel()
        selection.currentChanged.connect(self._on_current)
        self.rows.clicked.connect(lambda index: self._jump(index, enter=True))
        self.rows.entered.connect(lambda: self._jump(self.rows.currentIndex(), enter=True))

    def show_standings(self, charter: CharterRow, standings: tuple[Standing, ...]) -> None:
        """Show how the parts stand now."""
        self._following = True  # rows that appear under the keyboard are no wish to go anywhere
        self.model.show_rows(standings)
        self._following = False
        done, of = words.complete(standings)
        self.count.setText(f"{done} of {of}")
        self.of.setText("sections complete")
        self.bar.show_share(done / of if of else 0)
        self.bar.setAccessibleName(f"{done} of {of} sections complete")
        self.needs.setText(words.needs(charter))

    def keys(self) -> Sequence[str]:
        """The parts, in order."""
        return [row.key for row in self.model.rows]

    def follow(self, key: str) -> None:
        """Mark the part that is in sight."""
        keys = self.keys()
        if key in keys:
            self._following = True
            self.rows.setCurrentIndex(self.model.index(keys.index(key)))
            self._following = False

    def _on_current(self, index: QModelIndex) -> None:
        if not self._following:
            self._jump(index, enter=False)

    def _jump(self, index: QModelIndex, *, enter: bool) -> None:
        if index.isValid():
            self.jump_requested.emit(self.model.rows[index.row()].key, enter)
