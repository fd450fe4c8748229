"""What Qt asks of a view of bars: which index stands where, and how it is brought into sight."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView

from cxdesk.services.cards import Card
from cxdesk.ui.cards.model import CARD, CardModel
from cxdesk.ui.roadmap.time_view import TimeView

_MANY = 200  # bars from which all is painted anew when they are selected
_RING = (-6, -6, 6, 6)


class BarView(TimeView):
    """Answers by `rect_of` and `card_at`; what stands above the bars is `head` px high."""

    head = 0

    def rect_of(self, id: int) -> QRectF:
        """Where a bar stands in the viewport; null where it has none."""
        raise NotImplementedError

    def card_at(self, at: QPoint) -> Card | None:
        """The bar at a point of the viewport."""
        raise NotImplementedError

    def card_model(self) -> CardModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, CardModel)
        return model

    def current_card(self) -> Card | None:
        """The bar that has the focus."""
        index = self.currentIndex()
        return index.data(CARD) if index.isValid() else None

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        card = index.data(CARD) if index.isValid() else None
        return card.id if isinstance(card, Card) else 0

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self.rect_of(self._id(index)).isNull()

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        return self.rect_of(self._id(index)).toRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        card = self.card_at(point)
        return QModelIndex() if card is None else self.card_model().index_of(card.id)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect = self.rect_of(self._id(index))
        if rect.isNull():
            return
        down, view = self.verticalScrollBar(), self.viewport()
        if rect.top() < self.head + 4:
            down.setValue(down.value() - round(self.head + 4 - rect.top()))
        elif rect.bottom() > view.height() - 8:
            down.setValue(down.value() + round(rect.bottom() - view.height() + 8))
        if rect.right() < self.left + 24:
            self.set_scale(self.scale.moved(rect.left() - self.left - 48))
        elif rect.left() > view.width() - 24:
            self.set_scale(self.scale.moved(min(rect.right() - view.width() + 48,
                                                rect.left() - self.left - 48)))  # fmt: skip

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        return self.currentIndex()  # arrows are a matter of the keys

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self.indexAt(rect.center()), flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        chosen = [selection.at(n) for n in range(selection.count())]
        if sum(one.height() for one in chosen) > _MANY:
            return QRegion(self.viewport().rect())
        region = QRegion()
        for index in selection.indexes():
            region |= QRegion(self.visualRect(index).adjusted(*_RING))
        return region
