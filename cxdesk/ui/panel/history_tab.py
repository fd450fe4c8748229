"""What happened to the initiative, day by day, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxdesk.model.wording import day
from cxdesk.services import activity
from cxdesk.services.activity import Entry
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import beside_bar, column
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.wrap import Wrapper

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_PAD, _TIME, _DAY = 6, 46, 30


@cache
def _wrapper(role: typeface.Role) -> Wrapper:
    return Wrapper(role.font())


class HistoryModel(QAbstractListModel):
    """Entries, newest first; new ones are put before the old."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.text
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.AccessibleTextRole:
                said = [entry.text, entry.who, f"{day(entry.at.date())} {entry.at:%H:%M}"]
                return ", ".join([*said, *entry.details])
        return None

    def heads(self, row: int) -> bool:
        """Whether a day begins with this row."""
        return row == 0 or self._on(row) != self._on(row - 1)

    def _on(self, row: int) -> date:
        return self.entries[row].at.date()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; entries never change, so only new ones are put in."""
        known = self.entries[0].seq if self.entries else None
        new = next((n for n, one in enumerate(entries) if one.seq == known), None)
        kept = len(entries) - (new or 0)
        if new is None or [one.seq for one in entries[new:]] != [
            one.seq for one in self.entries[:kept]
        ]:
            self.beginResetModel()
            self.entries = list(entries)
            self.endResetModel()
        elif new:
            self.beginInsertRows(_NONE, 0, new - 1)
            self.entries[:0] = entries[:new]
            self.endInsertRows()


class _EntryPainter(QStyledItemDelegate):
    """Paints the day, the time, what was done, by whom, and each detail."""

    def _parts(self, entry: Entry, width: int) -> tuple[tuple[str, ...], list[str]]:
        room = width - 2 * _PAD - _TIME
        what = _wrapper(typeface.BODY).lines(entry.text, room)
        small = _wrapper(typeface.SMALL)
        return what, [text for one in entry.details for text in small.lines(one, room)]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        what, details = self._parts(index.data(Qt.ItemDataRole.UserRole), width)
        model = index.model()
        assert isinstance(model, HistoryModel)
        head = _DAY if model.heads(index.row()) else 0
        return QSize(width, head + 17 * len(what) + 16 * (len(details) + 1) + 10)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        colors, box = theme.current(), QRectF(option.rect)
        what, details = self._parts(entry, int(box.width()))
        left, top = box.left() + _PAD, box.top()
        p.save()
        model = index.model()
        assert isinstance(model, HistoryModel)
        if model.heads(index.row()):
            p.setFont(typeface.SMALL_STRONG.font())
            p.setPen(colors.text)
            p.drawText(QPointF(left, top + 20), day(entry.at.date()))
            top += _DAY
        if option.state & QStyle.StateFlag.State_HasFocus:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(
                QRectF(box.left() + 1, top + 1, box.width() - 2, box.bottom() - top - 2), 5, 5
            )
        top += 4
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text3)
        p.drawText(QPointF(left, top + 13), f"{entry.at:%H:%M}")
        left += _TIME
        p.setFont(typeface.BODY.font())
        p.setPen(colors.text)
        for line in what:
            p.drawText(QPointF(left, top + 13), line)
            top += 17
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text2)
        for line in details:
            p.drawText(QPointF(left, top + 12), line)
            top += 16
        p.setPen(colors.text3)
        p.drawText(QPointF(left, top + 12), entry.who)
        p.restore()


class HistoryTab(QWidget):
    """The newest two hundred changes of the item and of what belongs to it."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.model = HistoryModel()
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryPainter(self.list))
        column(self, 0, (10, 4, 0, 4)).addWidget(self.list)

    def show_detail(self) -> None:
        """Show the item's history as it is now."""
        id = self._subject.detail.id
        self.model.show_entries(self._subject.read(lambda s: activity.of_item(s, id)))


class _List(QListView):
    """Lays its rows out anew when its width changes: they wrap."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lines")
        self.setAccessibleName("History")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside_bar(self, lambda right: self.setViewportMargins(0, 0, right, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
