"""The cards as an item model: rows stay while their cards change and move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxdesk.services.card_words import spoken, tooltip
from cxdesk.services.cards import Board, Card

CARD = Qt.ItemDataRole.UserRole + 1


class CardModel(QAbstractListModel):
    """One row a card. Where a card stands on the board is the layout's matter, not the row's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._rows: dict[int, int] = {}
        self.board: Board | None = None

    def set_board(self, board: Board) -> None:
        """Show another board."""
        self.beginResetModel()
        self.board = board
        self._cards = list(board.cards)
        self._rows = {card.id: row for row, card in enumerate(self._cards)}
        self.endResetModel()

    def update(self, cards: Iterable[Card], gone: Iterable[int]) -> None:
        """Take over changed and new cards, and remove those in `gone`."""
        for id in gone:
            row = self._rows.get(id)
            if row is None:
                continue
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._cards[row]
            self._rows = {card.id: place for place, card in enumerate(self._cards)}
            self.endRemoveRows()
        new = []
        for card in cards:
            row = self._rows.get(card.id)
            if row is None:
                new.append(card)
            elif self._cards[row] != card:
                self._cards[row] = card
                index = self.index(row)
                self.dataChanged.emit(index, index)
        if new:
            first = len(self._cards)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._cards += new
            self._rows.update({card.id: first + place for place, card in enumerate(new)})
            self.endInsertRows()

    def card(self, id: int) -> Card | None:
        """The card of an initiative."""
        row = self._rows.get(id)
        return None if row is None else self._cards[row]

    def index_of(self, id: int) -> QModelIndex:
        """The index of an initiative's card; invalid when there is none."""
        row = self._rows.get(id)
        return QModelIndex() if row is None else self.index(row)

    def cards(self) -> list[Card]:
        """All cards."""
        return self._cards

    # Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or self.board is None:
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{card.code} {card.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(card, self.board.today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(card, self.board.today)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
