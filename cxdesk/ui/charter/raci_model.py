"""The RACI table as rows and columns: what is to be done, and a letter for each of the team."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxdesk.services.charter_rows import DutyLine, MemberLine
from cxdesk.services.programs import initials_of

Index = QModelIndex | QPersistentModelIndex
MEANINGS = {"R": "does it", "A": "answers for it", "C": "is asked", "I": "is told"}
"""What a letter says of somebody."""
NOBODY = "Nobody answers for it"


class RaciModel(QAbstractTableModel):
    """Column 0 is what is to be done; the others are the team in its order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.team: tuple[MemberLine, ...] = ()
        self.duties: tuple[DutyLine, ...] = ()
        self.live = True

    def show_rows(self, team: Sequence[MemberLine], duties: Sequence[DutyLine], live: bool) -> None:
        """Show the table as it is now; while rows and columns are the same only letters change."""
        if (tuple(team), tuple(duties), live) == (self.team, self.duties, self.live):
            return
        same = [one.id for one in team] == [one.id for one in self.team] and [
            one.id for one in duties
        ] == [one.id for one in self.duties]
        if not same:
            self.beginResetModel()
        self.team, self.duties, self.live = tuple(team), tuple(duties), live
        if not same:
            self.endResetModel()
        elif duties:
            last = self.index(len(duties) - 1, len(team))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(team))

    def letter(self, index: Index) -> str:
        """The letter of a cell, "" for none."""
        return self.duties[index.row()].letters.get(self.team[index.column() - 1].id, "")

    def answerable(self, row: int) -> int:
        """How many answer for a row; one is right."""
        there = {one.id for one in self.team}
        letters = self.duties[row].letters
        return sum(letter == "A" and id in there for id, letter in letters.items())

    # Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.duties)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(self.team)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        duty = self.duties[index.row()]
        roles = Qt.ItemDataRole
        if index.column() == 0:
            if role in (roles.DisplayRole, roles.EditRole):
                return duty.text
            if role == roles.AccessibleTextRole:
                return duty.text if self.answerable(index.row()) else f"{duty.text}: {NOBODY}"
            return None
        letter, member = self.letter(index), self.team[index.column() - 1]
        if role == roles.DisplayRole:
            return letter
        if role == roles.AccessibleTextRole:
            return f"{duty.text}: {member.named} {MEANINGS.get(letter, 'has no part')}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= len(self.team):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "To be done" if section == 0 else self.team[section - 1].named
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self.live:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def short(member: MemberLine) -> str:
    """A member where there is no room for the name: initials."""
    return member.person.initials if member.person else initials_of(member.part)
