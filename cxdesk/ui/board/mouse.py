"""The mouse on the board: click, select, drag with auto-scroll, collapse a lane."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollBar

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Key
from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.card_zones import part_at
from cxdesk.ui.board.carry import Carry
from cxdesk.ui.board.layout import LaneBox

DRAG_AFTER = 8  # px
_EDGE = 40  # px from an edge in which the board scrolls by itself
_TICK = 16  # ms


class BoardMouse(QObject):
    """Turns the mouse's moves over a canvas into selection and drags."""

    # A card was clicked without a drag: its id.
    clicked = Signal(object)
    # A zone of a card was clicked: the card's id and the zone's name.
    zone_clicked = Signal(object, str)
    # The title of a card was double clicked: its id.
    title_wanted = Signal(object)
    # A lane's deadline was clicked: the batch's id.
    deadline_clicked = Signal(object)
    # The foot of a cell was clicked: the keys of its lane and its column.
    foot_clicked = Signal(object, object)
    # The lifted cards were dropped at the carry's target: Carry.
    dropped = Signal(object)

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: QPoint | None = None
        self._card: Card | None = None
        self._zone = ""  # of the card that was pressed
        self._titled: int | None = None  # the card whose title was clicked last
        self._at: QPoint | None = None  # where the pointer rests on the board
        canvas.columns_changed.connect(self._look_again)
        canvas.verticalScrollBar().valueChanged.connect(self._look_again)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_TICK)
        self._scrolling.timeout.connect(self._on_scroll)

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        canvas, at = self._canvas, event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if canvas.carry is not None:
            return
        index = canvas.indexAt(at)
        point = canvas.board_point(at)
        if (box := canvas.lane_head_at(point)) is not None:
            if (batch := canvas.deadline_at(point)) is not None:
                self.deadline_clicked.emit(batch)
            else:
                canvas.toggle_lane(box)
            return
        if not index.isValid():
            self._press_cell(point)
            return
        self._pressed = at
        self._card = canvas.card_model().cards()[index.row()]
        self._zone = part_at(canvas, self._card, point)[0]
        flags = QItemSelectionModel.SelectionFlag
        selection = canvas.selectionModel()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            selection.setCurrentIndex(index, flags.Toggle)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(self._card)
        elif selection.isSelected(index):
            # Part of a selection: keep it, it may be dragged; a click alone settles it below.
            selection.setCurrentIndex(index, flags.NoUpdate)
        else:
            selection.setCurrentIndex(index, flags.ClearAndSelect)

    def press_again(self, event: QMouseEvent) -> None:
        """A button went down for the second time: a double click.

        On a title it edits that, wherever the card stands now: the first click opened it beside
        the board, which has less room since.
        """
        if self._titled is not None and event.button() is Qt.MouseButton.LeftButton:
            self.title_wanted.emit(self._titled)
            self._titled = None
        else:
            self.press(event)

    def _press_cell(self, point: QPoint) -> None:
        """Where no card stands: a folded column opens, the foot of a cell adds."""
        canvas = self._canvas
        column = canvas.boxes.columns.at(point.x())
        foot = self._foot_at(point)
        if column.rail and canvas.boxes.lane_at(point.y()) is not None:
            canvas.toggle_column(column.key)
        elif foot is not None:
            self.foot_clicked.emit(foot[0].key, foot[1])
        else:
            canvas.clearSelection()

    def _foot_at(self, point: QPoint) -> tuple[LaneBox, Key] | None:
        """The cell whose foot stands at a point of the board."""
        boxes = self._canvas.boxes
        box = boxes.lane_at(point.y())
        if box is None or not 0 <= point.x() < boxes.columns.width:
            return None
        key = boxes.columns.at(point.x()).key
        return (box, key) if boxes.foot_of(box, key).contains(point) else None

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        canvas, at = self._canvas, event.position().toPoint()
        if self._pressed is None:
            self._hover(at)
            return
        if canvas.carry is None:
            if (at - self._pressed).manhattanLength() < DRAG_AFTER or self._card is None:
                return
            self._lift()
        carry = canvas.carry
        if carry is not None:
            carry.pointer = at
            self._aim()
            if not self._scrolling.isActive() and self._push(at) != QPoint():
                self._scrolling.start()

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        canvas, card = self._canvas, self._card
        self._pressed = self._card = self._titled = None
        self._scrolling.stop()
        carry = canvas.carry
        if carry is not None:
            inside = canvas.viewport().rect().contains(event.position().toPoint())
            canvas.set_carry(None)
            if inside and carry.target is not None:
                self.dropped.emit(carry)
        elif card is not None and not event.modifiers():
            if self._zone:
                self.zone_clicked.emit(card.id, self._zone)
                return
            point = canvas.board_point(event.position().toPoint())
            self._titled = card.id if part_at(canvas, card, point, "title")[0] else None
            canvas.focus_card(card.id)
            self.clicked.emit(card.id)

    def cancel(self) -> None:
        """Put lifted cards back."""
        self._pressed = self._card = None
        self._scrolling.stop()
        self._canvas.set_carry(None)

    @property
    def busy(self) -> bool:
        """Whether the mouse carries something."""
        return self._pressed is not None and self._canvas.carry is not None

    def leave(self) -> None:
        """The pointer left the board."""
        self._at = None
        self._set_hover(None, None, None, QRectF())

    def _look_again(self) -> None:
        """What stands under the resting pointer may be something else now."""
        if self._at is not None and self._pressed is None:
            self._hover(self._at)

    def _hover(self, at: QPoint) -> None:
        canvas, self._at = self._canvas, at
        point = canvas.board_point(at)
        over = canvas.lane_head_at(point)
        card = None if over is not None else canvas.boxes.card_at(point.x(), point.y())
        foot = self._foot_at(point) if card is None and over is None else None
        name, zone = ("", QRectF()) if card is None else part_at(canvas, card, point)
        self._set_hover(None if card is None else card.id, over, foot, zone)
        editable = canvas.deadline_at(point) is not None or foot is not None or bool(name)
        shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
        if canvas.viewport().cursor().shape() is not shape:
            canvas.viewport().setCursor(shape)

    def _set_hover(
        self,
        id: int | None,
        box: LaneBox | None,
        foot: tuple[LaneBox, Key] | None,
        on_card: QRectF,
    ) -> None:
        canvas = self._canvas
        zone = None if id is None or on_card.isNull() else (id, on_card)
        before = (canvas.hovered, canvas.hovered_lane, canvas.foot)
        if id != before[0] or box is not before[1] or foot != before[2] or zone != canvas.zone:
            canvas.hovered, canvas.hovered_lane, canvas.foot = id, box, foot
            canvas.zone = zone
            canvas.viewport().update()

    def _select_to(self, card: Card) -> None:
        """Select from the focused card to this one, where both stand in one cell."""
        canvas = self._canvas
        current = canvas.current_card()
        here = canvas.boxes.place_of(card.id)
        there = canvas.boxes.place_of(current.id) if current else None
        flags = QItemSelectionModel.SelectionFlag
        selection, model = canvas.selectionModel(), canvas.card_model()
        if here is None or there is None or (here.lane, here.column) != (there.lane, there.column):
            selection.setCurrentIndex(model.index_of(card.id), flags.Select)
            return
        low, high = sorted((here.index, there.index))
        for one in canvas.boxes.cards_of(here.lane, here.column)[low : high + 1]:
            selection.select(model.index_of(one.id), flags.Select)

    def _lift(self) -> None:
        canvas, lead = self._canvas, self._card
        assert lead is not None
        assert self._pressed is not None
        origin = canvas.boxes.place_of(lead.id)
        if origin is None:
            return
        cards = canvas.selected_cards()
        rect = canvas.boxes.rect_of(lead.id)
        grab = canvas.board_point(self._pressed) - rect.topLeft()
        lifted = Carry(tuple(cards) or (lead,), origin, origin, grab, self._pressed)
        lifted.by = canvas.boxes.columns.by
        canvas.set_carry(lifted)

    def _aim(self) -> None:
        canvas, carry = self._canvas, self._canvas.carry
        if carry is None or carry.pointer is None:
            return
        point = canvas.board_point(carry.pointer)
        inside = canvas.viewport().rect().contains(carry.pointer)
        # A card drops where its middle is, not where it was grabbed.
        width = canvas.boxes.card_width
        middle = point.y() - carry.grab.y() + canvas.boxes.measure(carry.lead, width) // 2
        y = middle if canvas.boxes.lane_at(middle) is canvas.boxes.lane_at(point.y()) else point.y()
        carry.target = canvas.boxes.drop_place(point.x(), y, carry.ids) if inside else None
        canvas.show_carry()

    def _push(self, at: QPoint) -> QPoint:
        """How far to scroll in one tick, from how near the pointer is to an edge."""

        def towards(position: int, size: int) -> int:
            if position < _EDGE:
                return -max(1, (_EDGE - max(0, position)) // 2)
            if position > size - _EDGE:
                return max(1, (_EDGE - max(0, size - position)) // 2)
            return 0

        view = self._canvas.viewport()
        return QPoint(towards(at.x(), view.width()), towards(at.y(), view.height()))

    def _on_scroll(self) -> None:
        canvas, carry = self._canvas, self._canvas.carry
        push = QPoint() if carry is None or carry.pointer is None else self._push(carry.pointer)
        if push == QPoint():
            self._scrolling.stop()
            return
        moved = False
        for bar, by in (
            (canvas.horizontalScrollBar(), push.x()),
            (canvas.verticalScrollBar(), push.y()),
        ):
            moved |= _scroll(bar, by)
        if moved:
            self._aim()
        else:
            self._scrolling.stop()


def _scroll(bar: QScrollBar, by: int) -> bool:
    before = bar.value()
    bar.setValue(before + by)
    return bar.value() != before
