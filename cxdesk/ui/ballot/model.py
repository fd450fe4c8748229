"""The rows of one zone of a ballot, from top to bottom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from cxdesk.analysis.tiers import Tiers, Zone
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.words import BallotRow, Rows, drop_words, place_words

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands: its rank if it has one, and its place in a tie.

    `first` and `last` are of its tier, both for one that ranks alone. `slot` are the words of the
    slot that it is shown as while it is carried; `words` are where it stands. `recused` is why it
    is left out, None where nobody asks.
    """

    row: BallotRow
    words: str
    rank: int | None = None
    first: bool = True
    last: bool = True
    slot: str = ""
    recused: bool | None = None

    @property
    def is_cut(self) -> bool:
        """Whether it is the line *not this cycle*."""
        return self.row.id == cut.CUT

    @property
    def tied(self) -> bool:
        """Whether it shares its rank."""
        return not (self.first and self.last)


class ZoneModel(QAbstractListModel):
    """Lines that come, go and move one by one, so that the view keeps its place."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{line.row.code} {line.row.title}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                about = [line.row.note, line.row.chip, *line.row.figures, line.words]
                name = f"{line.row.code} {line.row.title}".strip()
                return ", ".join([name, *filter(None, about)])
        return line if role == LINE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_of(self, id: int) -> QModelIndex:
        """Where a thing stands; invalid when it is not here."""
        place = next((n for n, line in enumerate(self.lines) if line.row.id == id), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        if lines == self.lines:
            return
        wanted = {line.row.id for line in lines}
        for place in reversed(range(len(self.lines))):
            if self.lines[place].row.id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.lines[place]
                self.endRemoveRows()
        for place, line in enumerate(lines):
            at = self.index_of(line.row.id).row()
            if at < 0:
                self.beginInsertRows(QModelIndex(), place, place)
                self.lines.insert(place, line)
                self.endInsertRows()
            elif at != place:
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), place)
                self.lines.insert(place, self.lines.pop(at))
                self.endMoveRows()
        self.lines = list(lines)
        if lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))


def lines_of(
    here: Tiers, zone: Zone, rows: Rows, carried: int | None = None, *,
    lined: bool = False, recused: Collection[int] | None = None,
) -> list[Line]:  # fmt: skip
    """The lines of a zone; what is `carried` is shown as the slot where it would drop.

    `lined` has the line *not this cycle* among the ranked. `recused` are those left out because
    their voter may not judge; None where nobody asks.
    """

    def line(id: int, rank: int | None = None, first: bool = True, last: bool = True) -> Line:
        slot = drop_words(here, id, rows) if id == carried else ""
        asked = None if zone != "no_opinion" or recused is None else id in recused
        words = place_words(here, id, rows, recused or ())
        return Line(rows[id], words, rank, first, last, slot, asked)

    if zone != "ranked":
        return [line(id) for id in (here.unranked if zone == "unranked" else here.no_opinion)]
    found, rank = [], 1
    mark = Line(cut.row(here), cut.words(here, rows)) if lined and here.ranked else None
    for place, tier in enumerate(here.ranked):
        if mark is not None and place == cut.level(here):
            found.append(mark)
        found += [line(id, rank, id == tier[0], id == tier[-1]) for id in tier]
        rank += len(tier)
    if mark is not None and cut.level(here) == len(here.ranked):
        found.append(mark)
    return found
