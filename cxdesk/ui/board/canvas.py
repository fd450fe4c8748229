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
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from cxdesk.model.states import State
from cxdesk.services.cards import Card
from cxdesk.ui import theme
from cxdesk.ui.board.carry import Carry
from cxdesk.ui.board.faces import Faces
from cxdesk.ui.board.lane_header import paint_lane_header
from cxdesk.ui.board.layout import COLUMNS, ROOMY, TIGHT, BoardLayout, Gap, LaneBox, Slot
from cxdesk.ui.board.model import CARD, CardModel

_SOURCE_OPACITY = 0.35
_RING = (-4, -4, 4, 4)  # how far the focus ring stands out of its card
_LANES_A_STEP = 2  # some milliseconds, so that the window answers between steps


class BoardCanvas(QAbstractItemView):
    """Shows a CardModel by a BoardLayout. Input is added by `BoardInput`."""

    # The columns' width or the sideways scroll changed.
    columns_changed = Signal()
    # What is lifted, and where it would drop, changed.
    carry_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = BoardLayout()
        self.faces: Faces | None = None
        self.carry: Carry | None = None
        self.hovered: int | None = None
        self.hovered_lane: LaneBox | None = None
        self._deadlines: dict[int | None, QRectF] = {}  # as they were painted last
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

    def _refine(self, boxes: list[LaneBox]) -> None:
        """Give lanes their right heights; what is in sight stays where it is."""
        landmark = self._landmark()
        before = landmark()
        for box in boxes:
            self.boxes.refine(box)
        self.boxes.stack()
        self._fit_bars()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + landmark() - before)

    def _landmark(self) -> Callable[[], int]:
        """Where something in sight stands: the focused card, else the lane at the top."""
        card, top = self.current_card(), self.verticalOffset()
        if card is not None:
            rect = self.boxes.rect_of(card.id)
            if rect.top() < top + self.viewport().height() and rect.bottom() >= top:
                return lambda: self.boxes.rect_of(card.id).top()
        box = self.boxes.lane_at(top)
        return lambda: 0 if box is None else box.top

    def _on_idle(self) -> None:
        rough = [box for box in self.boxes.lanes if box.rough]
        self._refine(rough[:_LANES_A_STEP])
        if len(rough) <= _LANES_A_STEP:
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

    def focus_card(self, id: int, *, select: bool = True) -> bool:
        """Give a card the focus and bring it into sight; False when it is not here."""
        index = self.card_model().index_of(id)
        if not index.isValid():
            return False
        box = self.boxes.lane(self.card_model().cards()[index.row()].batch_id)
        if box is not None and box.collapsed:
            self.toggle_lane(box)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect if select else flags.NoUpdate
        )
        self.scrollTo(index)
        return True

    def toggle_lane(self, box: LaneBox) -> None:
        """Collapse or open a lane."""
        box.collapsed = not box.collapsed
        self.boxes.stack()
        self.relaid()

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

    def deadline_at(self, point: QPoint) -> int | None:
        """The batch whose deadline stands at a point of the board."""
        box = self.boxes.lane_at(point.y())
        if box is None or not self._deadlines.get(box.key, QRectF()).contains(QPointF(point)):
            return None
        return box.key

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
        card = self.boxes.card_at(at.x(), at.y())
        return QModelIndex() if card is None else self.card_model().index_of(card.id)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        box = self.boxes.lane_of(self._id(index))
        if box is not None and box.rough:
            self._refine([box])
        rect = self.boxes.rect_of(self._id(index))
        if rect.isNull():
            return
        margin, view = 12, self.viewport()
        for bar, low, high, size in (
            (self.verticalScrollBar(), rect.top(), rect.bottom(), view.height()),
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
        if self.boxes.set_width(view.width()):
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
        across.setRange(0, max(0, self.boxes.board_width - view.width()))
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

    # Painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.faces is None or self.card_model().board is None:
            return
        top = self.verticalOffset()
        shown = self.boxes.lanes_between(top, top + self.viewport().height())
        if rough := [box for box in shown if box.rough]:
            self._refine(rough)
        here = theme.current()
        p = QPainter(self.viewport())
        area = event.rect()
        p.fillRect(area, here.canvas)
        p.translate(-self.horizontalOffset(), -self.verticalOffset())
        area.translate(self.horizontalOffset(), self.verticalOffset())
        for box in self.boxes.lanes_between(area.top(), area.bottom()):
            self._paint_lane(p, box, area, here)
        self._paint_lifted(p, here)
        p.end()

    def _paint_lane(self, p: QPainter, box: LaneBox, area: QRect, here: theme.Theme) -> None:
        board = self.card_model().board
        assert board is not None
        width = max(self.boxes.board_width, self.viewport().width())
        view = QRectF(self.horizontalOffset(), box.top, self.viewport().width(), box.head)
        self._deadlines[box.key] = paint_lane_header(
            p, view, box.lane, board.today, here,
            collapsed=box.collapsed, hover=box is self.hovered_lane,
        )  # fmt: skip
        foot = box.top + box.height
        p.fillRect(QRect(0, foot, width, 1), here.line2)
        if box.collapsed:
            return
        for place, column in enumerate(COLUMNS):
            left = place * self.boxes.column_width
            if self.carry is not None and not self.carry.accepts(column):
                self._hatch(p, QRect(left, box.body_top, self.boxes.column_width, box.body), here)
            if place:
                p.fillRect(QRect(left, box.body_top, 1, box.body), here.line)
            if left > area.right() or left + self.boxes.column_width < area.left():
                continue
            for slot in self.boxes.slots_between(box, column, area.top(), area.bottom()):
                self._paint_slot(p, box, column, slot, here)

    def _paint_slot(
        self, p: QPainter, box: LaneBox, column: State, slot: Slot, here: theme.Theme
    ) -> None:
        assert self.faces is not None
        rect = QRectF(self.boxes.rect(box, column, slot))
        card = slot.card
        if card is None:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(here.accent, 1)
            pen.setDashPattern([4, 3])
            p.setPen(pen)
            p.setBrush(here.tint)
            p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            return
        index = self.card_model().index_of(card.id)
        selected = self.selectionModel().isSelected(index)
        if self.carry is not None and card.id in self.carry.ids:
            p.setOpacity(_SOURCE_OPACITY)
            self.faces.paint(p, rect, card)
            p.setOpacity(1)
            return
        look = "selected" if selected else "hover" if card.id == self.hovered else "rest"
        self.faces.paint(p, rect, card, look)
        if self.hasFocus() and index == self.currentIndex():
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(here.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 7, 7)

    def _hatch(self, p: QPainter, rect: QRect, here: theme.Theme) -> None:
        """Hairlines at 45 degrees: this column refuses what is lifted."""
        p.save()
        p.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(here.line, 1))
        bottom, height = rect.bottom(), rect.height()
        for x in range(rect.left() - height, rect.right(), 9):
            p.drawLine(x, bottom, x + height, bottom - height)
        p.restore()

    def _paint_lifted(self, p: QPainter, here: theme.Theme) -> None:
        carry = self.carry
        if carry is None or carry.pointer is None or self.faces is None:
            return
        width = self.boxes.card_width
        at = self.board_point(carry.pointer) - carry.grab
        for depth in range(min(len(carry.cards), 3) - 1, -1, -1):
            card = carry.cards[depth]
            rect = QRectF(
                at.x() + 5 * depth, at.y() + 5 * depth, width, self.faces.height(card, width)
            )
            p.setOpacity(0.16)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(here.text)
            p.drawRoundedRect(rect.translated(3, 4), 5, 5)
            p.setOpacity(1)
            self.faces.paint(p, rect, card, "lifted")
