"""The rows of a ranking: tasks, why each stands above the next, and the funding line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxdesk.services.funding import FundingRow
from cxdesk.services.result_rows import PairRow, ResultSheet, TaskRow
from cxdesk.ui.decisions.words import line_words, pair_words, task_words

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its rank, and whether it can be funded (None: that is not reckoned)."""

    row: TaskRow
    funding: FundingRow | None
    currency: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Why one stands above the next; `settles` offers a show of hands."""

    row: PairRow
    unfolded: bool
    settles: bool


@dataclass(frozen=True, slots=True)
class FundsLine:
    """The funding line: what fits above it, and what below it fits all the same."""

    text: str
    beyond: str


Line = TaskLine | PairLine | FundsLine


class RankingModel(QAbstractListModel):
    """The rows from the best down; a row's `UserRole` is its Line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._sheet: ResultSheet | None = None
        self._currency = ""
        self._unfolded: set[int] = set()
        self._live = False

    def show_sheet(self, sheet: ResultSheet | None, currency: str, *, live: bool) -> None:
        """Show a result; `live` where hands may still settle a pair."""
        self._sheet, self._currency, self._live = sheet, currency, live
        self._lay()

    def unfold(self, upper: int, on: bool | None = None) -> None:
        """Show or hide the figures of the pair whose upper task it is."""
        wanted = upper not in self._unfolded if on is None else on
        (self._unfolded.add if wanted else self._unfolded.discard)(upper)
        self._lay()

    def unfolded(self, upper: int) -> bool:
        """Whether the figures of that pair are shown."""
        return upper in self._unfolded

    def place(self, task: int) -> int | None:
        """The row in which a task stands."""
        for place, line in enumerate(self.lines):
            if isinstance(line, TaskLine) and line.row.id == task:
                return place
        return None

    def task(self, place: int) -> int | None:
        """The task of a row; of the row of a pair, its upper one."""
        if not 0 <= place < len(self.lines):
            return None
        line = self.lines[place]
        if isinstance(line, TaskLine):
            return line.row.id
        return line.row.upper if isinstance(line, PairLine) else None

    def tasks(self) -> list[int]:
        """All tasks in their order."""
        return [line.row.id for line in self.lines if isinstance(line, TaskLine)]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                if isinstance(line, TaskLine):
                    return task_words(line.row, line.funding, line.currency)
                if isinstance(line, PairLine):
                    return pair_words(line.row, unfolded=line.unfolded)
                return line_words(line.text, line.beyond)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        line = self.lines[index.row()]
        return enabled | Qt.ItemFlag.ItemIsSelectable if isinstance(line, TaskLine) else enabled

    def _lay(self) -> None:
        """Show the rows; where they stand as before they are painted anew, nothing more."""
        made = tuple(self._made())
        if [_key(line) for line in made] == [_key(line) for line in self.lines]:
            self.lines = made
            if made:
                self.dataChanged.emit(self.index(0), self.index(len(made) - 1))
            return
        self.beginResetModel()
        self.lines = made
        self.endResetModel()

    def _made(self) -> list[Line]:
        sheet = self._sheet
        if sheet is None:
            return []
        funding = {row.id: row for row in sheet.line.rows}
        pairs = {pair.upper: pair for pair in sheet.pairs}
        order = [row.id for row in sheet.line.rows]
        place = sheet.line.place
        if place is None:  # no limit keeps anything out: below the last that is funded
            place = max((order.index(id) + 1 for id in sheet.line.funded), default=len(order))
        first_out = order[place] if place < len(order) else None
        funds = FundsLine(sheet.line.text, sheet.line.beyond)
        found: list[Line] = []
        for row in sheet.tasks:
            if row.id == first_out:
                found.append(funds)
            found.append(TaskLine(row, funding.get(row.id), self._currency))
            pair = pairs.get(row.id)
            if pair is not None:
                found.append(PairLine(pair, row.id in self._unfolded, self._live and pair.open))
        if first_out is None:
            found.append(funds)
        return found


def _key(line: Line) -> object:
    return None if isinstance(line, FundsLine) else (type(line), line.row.id) if isinstance(
        line, TaskLine
    ) else (type(line), line.row.upper, line.unfolded)  # fmt: skip
