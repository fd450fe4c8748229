"""The board itself: an item view that paints lanes, cells and cards, and scrolls over them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Key
from cxdesk.ui.board.carry import Carry
from cxdesk.ui.board.faces import Faces
from cxdesk.ui.board.layout import ROOMY, TIGHT, BoardLayout, Gap, LaneBox
from cxdesk.ui.board.painter import BoardPainter
from cxdesk.ui.cards.model import CARD, CardModel

_RING = (-4, -4, 4, 4)  # how far the focus ring stands out of its card
_CARDS_A_STEP = 200  # some milliseconds, so that the window answers between steps
_AHEAD = 400  # px above and below what shows that are laid out exactly too


class BoardCanvas(QAbstractItemView):
    """Shows a CardModel by a BoardLayout. Input is added by `BoardInput`."""

    # The columns' width or the sideways scroll changed.
    columns_changed = Signal()
    # What is lifted, and where it would drop, changed.
    carry_changed = Signal()
    # A lane or column was folded or opened.
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = BoardLayout()
        self.faces: Faces | None = None
        self.carry: Carry | None = None
        self.hovered: int | None = None
        self.hovered_lane: LaneBox | None = None
        self.foot: tuple[LaneBox, Key] | None = None  # the cell whose foot is under the pointer
        self.zone: tuple[int, QRectF] | None = None  # of which card, and where on it
        self.editable = True
        self.painter = BoardPainter(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Kanban")
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle)
        self.horizontalScrollBar().valueChanged.connect(self.columns_changed)

    # Rough lanes ----------------------------------------------------------------------------

    def _refine(self, boxes: list[LaneBox], top: int, bottom: int, most: int = 1_000_000) -> int:
        """Give cards between two heights their right ones; what is in sight stays where it is."""
        landmark = self._landmark()
        before, made = landmark(), 0
        for box in boxes:
            made += self.boxes.refine(box, top, bottom, most - made)
            if made >= most:
                break
        if made:
            self.boxes.stack()
            self._fit_bars()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + landmark() - before)
        return made

    def refine_shown(self) -> None:
        """Lay out exactly what shows now."""
        for _ in range(4):  # what moves into sight while heights become right may be rough again
            top = self.verticalOffset() - _AHEAD
            bottom = top + self.viewport().height() + 2 * _AHEAD
            rough = [box for box in self.boxes.lanes_between(top, bottom) if box.rough]
            if not rough or not self._refine(rough, top, bottom):
                return

    def _landmark(self) -> Callable[[], int]:
        """Where something in sight stands: the focused card, else the card or lane at the top."""
        card, top = self.current_card(), self.verticalOffset()
        if card is None or not self._in_sight(card.id):
            card = self._first_in_sight()
        if card is not None:
            id = card.id
            return lambda: self.boxes.rect_of(id).top()
        box = self.boxes.lane_at(top)
        return lambda: 0 if box is None else box.top

    def _in_sight(self, id: int) -> bool:
        rect, top = self.boxes.rect_of(id), self.verticalOffset()
        return (
            rect.isValid() and rect.top() < top + self.viewport().height() and rect.bottom() >= top
        )

    def _first_in_sight(self) -> Card | None:
        top = self.verticalOffset()
        box = self.boxes.lane_at(top)
        if box is None or box.collapsed:
            return None
        for key in self.boxes.columns.keys:
            for slot in self.boxes.slots_between(box, key, top, top + self.viewport().height()):
                if slot.card is not None:
                    return slot.card
        return None

    def _on_idle(self) -> None:
        rough = [box for box in self.boxes.lanes if box.rough]
        if not rough or not self._refine(rough, -(10**9), 10**9, _CARDS_A_STEP):
            self._idle.stop()

    # What shows -----------------------------------------------------------------------------

    def card_model(self) -> CardModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, CardModel)
        return model

    def set_faces(self, faces: Faces) -> None:
        """Paint with these faces, and lay everything out for them."""
        self.faces = faces
        self.boxes.measure, self.boxes.guess = faces.height, faces.guess
        self.boxes.spacing = TIGHT if faces.density == "compact" else ROOMY
        self.boxes.remeasure(self.verticalOffset())
        self.relaid()

    def relaid(self) -> None:
        """The layout changed: fit the scroll bars and paint."""
        self.updateGeometries()
        self._idle.start()
        self.viewport().update()

    def current_card(self) -> Card | None:
        """The card that has the focus."""
        index = self.currentIndex()
        return index.data(CARD) if index.isValid() else None

    def selected_cards(self) -> list[Card]:
        """Selected cards in the order they stand on the board."""
        cards = [index.data(CARD) for index in self.selectionModel().selectedIndexes()]

        def place(card: Card) -> tuple[int, int]:
            rect = self.boxes.rect_of(card.id)
            return rect.left(), rect.top()

        return sorted(cards, key=place)

    def focus_card(self, id: int, *, select: bool = True, unfold: bool = True) -> bool:
        """Give a card the focus and bring it into sight; False when it is not here.

        Without `unfold` a folded lane or column that holds it stays folded.
        """
        index = self.card_model().index_of(id)
        if not index.isValid() or self.boxes.lane_of(id) is None:
            return False
        if unfold:
            self._unfold(id)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect if select else flags.NoUpdate
        )
        self.scrollTo(index)
        return True

    def _unfold(self, id: int) -> None:
        box, place = self.boxes.lane_of(id), self.boxes.place_of(id)
        if box is not None and box.collapsed:
            self.toggle_lane(box)
        if place is not None and place.column in self.boxes.columns.rails:
            self.toggle_column(place.column)

    def toggle_column(self, key: Key) -> None:
        """Fold a column into a rail or open it."""
        self.boxes.columns.toggle(key)
        if self.boxes.columns.refit():
            self.boxes.remeasure(self.verticalOffset())
        self.relaid()
        self.folded.emit()

    def toggle_lane(self, box: LaneBox) -> None:
        """Collapse or open a lane."""
        box.collapsed = not box.collapsed
        self.boxes.stack()
        self.relaid()
        self.folded.emit()

    def set_carry(self, carry: Carry | None) -> None:
        """Show other lifted cards, or none."""
        self.carry = carry
        self.show_carry()

    def show_carry(self) -> None:
        """The lifted cards moved: open the gap where they would drop."""
        carry = self.carry
        gap = None
        if carry is not None and carry.target is not None and carry.accepts(carry.target.column):
            width = self.boxes.card_width
            heights = [self.boxes.measure(card, width) for card in carry.cards]
            total = sum(heights) + self.boxes.spacing.gap * (len(heights) - 1)
            gap = Gap(carry.target, total, carry.ids)
        if self.boxes.open_gap(gap):
            self.updateGeometries()
        self.viewport().update()
        self.carry_changed.emit()

    def lane_head_at(self, point: QPoint) -> LaneBox | None:
        """The lane whose header stands at a point of the board."""
        if (held := self.held_head()) is not None:
            box, top = held
            if top <= point.y() < top + box.head:
                return box
        box_at = self.boxes.lane_at(point.y())
        return box_at if box_at is not None and point.y() < box_at.body_top else None

    def held_head(self) -> tuple[LaneBox, int] | None:
        """The lane whose cards pass under the upper edge, and where its header is held there."""
        top = self.verticalOffset()
        box = self.boxes.lane_at(top)
        if box is None or box.top >= top or box.collapsed or not box.head:
            return None
        return box, min(top, box.top + box.height - box.head)

    def deadline_at(self, point: QPoint) -> int | None:
        """The batch whose deadline stands at a point of the board."""
        box = self.lane_head_at(point)
        if box is None or not self.painter.deadline_of(box).contains(QPointF(point)):
            return None
        return box.key if isinstance(box.key, int) else None

    def board_point(self, at: QPoint) -> QPoint:
        """A point of the viewport in board coordinates."""
        return at + QPoint(self.horizontalOffset(), self.verticalOffset())

    # Qt's side: geometry ----------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self.boxes.rect_of(self._id(index)).isNull()

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        card = index.data(CARD) if index.isValid() else None
        return card.id if isinstance(card, Card) else 0

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        rect = self.boxes.rect_of(self._id(index))
        if rect.isNull():
            return rect
        return rect.translated(-self.horizontalOffset(), -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        at = self.board_point(point)
        if self.lane_head_at(at) is not None:  # held over the cards
            return QModelIndex()
        card = self.boxes.card_at(at.x(), at.y())
        return QModelIndex() if card is None else self.card_model().index_of(card.id)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        box = self.boxes.lane_of(self._id(index))
        if box is not None and box.rough:
            around = self.boxes.rect_of(self._id(index))
            self._refine([box], around.top() - _AHEAD, around.bottom() + _AHEAD)
        rect = self.boxes.rect_of(self._id(index))
        if box is not None and not rect.isNull():
            self.show_rect(box, rect)

    def show_rect(self, box: LaneBox, rect: QRect) -> None:
        """Scroll until one sees what stands in a lane, in board coordinates."""
        margin, view = 12, self.viewport()
        head = box.head  # held at the upper edge over the cards
        for bar, low, high, size in (
            (self.verticalScrollBar(), rect.top() - head, rect.bottom(), view.height()),
            (self.horizontalScrollBar(), rect.left(), rect.right(), view.width()),
        ):
            if low - margin < bar.value():
                bar.setValue(low - margin)
            elif high + margin > bar.value() + size:
                bar.setValue(high + margin - size)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        return self.currentIndex()  # arrows are BoardInput's matter

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # Qt repaints the card; the ring stands around it
            self.viewport().update(self.visualRect(index).adjusted(*_RING))

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        # The focus goes to a card beside the one that leaves, which Qt does not know.
        model, current = self.card_model(), self.currentIndex()
        if start <= current.row() <= end:
            near = (model.index_of(card.id) for card in self.boxes.around(self._id(current)))
            stays = (one for one in near if one.isValid() and not start <= one.row() <= end)
            self.setCurrentIndex(next(stays, QModelIndex()))
        super().rowsAboutToBeRemoved(parent, start, end)

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(index, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region |= QRegion(self.visualRect(index).adjusted(*_RING))
        return region

    def updateGeometries(self) -> None:
        view = self.viewport()
        if self.boxes.columns.fit(view.width()):
            self.boxes.remeasure(self.verticalOffset())
            self._idle.start()
        self._fit_bars()
        self.columns_changed.emit()
        super().updateGeometries()

    def _fit_bars(self) -> None:
        view = self.viewport()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self.boxes.height - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, self.boxes.columns.width - view.width()))
        across.setPageStep(view.width())
        across.setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        self.updateGeometries()
        if seen:  # the side panel that shows this card must not hide it
            self.scrollTo(self.currentIndex())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.faces is None or self.card_model().board is None:
            return
        self.refine_shown()
        self.painter.paint(event.rect())
