"""The actions of an initiative as a list model, in the order people work them off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from cxdesk.model.work import ActionState
from cxdesk.services.detail import ActionRow
from cxdesk.ui.form.words import due_words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()


def in_order(rows: Sequence[ActionRow]) -> list[ActionRow]:
    """Open ones by due date, then what is done (newest first), then what was dropped."""

    def place(row: ActionRow) -> tuple[int, int]:
        if row.state is ActionState.DONE:
            return 1, -(row.done_on or date.min).toordinal()
        return (2 if row.state is ActionState.DROPPED else 0), (row.due or date.max).toordinal()

    return sorted(rows, key=place)


def is_open(row: ActionRow) -> bool:
    """Whether it is still to be done."""
    return row.state in (ActionState.TODO, ActionState.DOING)


def next_few(rows: Sequence[ActionRow]) -> list[ActionRow]:
    """The first three open ones and the last that was done."""
    ordered = in_order(rows)
    done = [row for row in ordered if row.state is ActionState.DONE]
    return [row for row in ordered if is_open(row)][:3] + done[:1]


class ActionModel(QAbstractListModel):
    """Rows that change one by one, so that selection, scroll and an open editor stay."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.rows: list[ActionRow] = []
        self._today = today

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.CheckStateRole:
                ticked = row.state is ActionState.DONE
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
        return None

    def _spoken(self, row: ActionRow) -> str:
        due = due_words(row.due, self._today())[0] if row.due and is_open(row) else ""
        owner = row.owner.name if row.owner else "nobody"
        bump = f"road bump: {row.road_bump}" if row.road_bump else ""
        return ", ".join(part for part in (row.title, row.state.value, due, owner, bump) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def place_of(self, id: int) -> int | None:
        """Where an action stands; None when it is not shown."""
        return next((n for n, row in enumerate(self.rows) if row.id == id), None)

    def show_rows(self, rows: Sequence[ActionRow]) -> None:
        """Show these rows, with the smallest steps from those shown now."""
        wanted = {row.id for row in rows}
        if not wanted & {row.id for row in self.rows}:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for place in reversed(range(len(self.rows))):
            if self.rows[place].id not in wanted:
                self.beginRemoveRows(_NONE, place, place)
                del self.rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            self._put(place, row)

    def _put(self, place: int, row: ActionRow) -> None:
        here = self.rows[place] if place < len(self.rows) else None
        if here is None or here.id != row.id:
            before = self.place_of(row.id)
            if before is None:
                self.beginInsertRows(_NONE, place, place)
                self.rows.insert(place, row)
                self.endInsertRows()
                return
            self.beginMoveRows(_NONE, before, before, _NONE, place)
            here = self.rows.pop(before)
            self.rows.insert(place, here)
            self.endMoveRows()
        if here != row:
            self.rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)
