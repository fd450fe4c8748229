"""The mouse over the timeline: pan, zoom, hover, select; grips take what is dragged or drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent

from cxdesk.services.cards import Card
from cxdesk.ui.roadmap.canvas import HEAD

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.timeline import Timeline

EDGE = 6  # px at either end of a bar by which it is resized
_STEP = 1.0015  # zoom for an eighth of a degree of the wheel
_SLOP = 4  # px that a click may wander before it pans

Hover = Callable[[QPoint, Card | None, str], Qt.CursorShape | None]
"""Asked while the pointer moves: where, over which bar, over which zone; the cursor it wants."""


class Grip(Protocol):
    """What can be taken hold of with the left button: an end of a bar, an edge of a band.

    `press` says whether it takes the gesture; then it alone hears of `move` and `release`, or of
    `cancel` when the gesture is given up. Zones of a bar are "start", "bar" and "end"; elsewhere
    "lane" (a label), "head" (what stands above the lanes) and "ground".
    """

    def press(self, pos: QPoint, card: Card | None, zone: str) -> bool:
        """The button went down at a point of the viewport."""
        ...

    def move(self, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved."""
        ...

    def release(self) -> None:
        """The button went up."""
        ...

    def cancel(self) -> None:
        """It is given up: all is to be as before."""
        ...


class Mouse(QObject):
    """Turns the mouse's moves over a timeline into what they mean.

    `grips` and `hovers` are asked in their order, before the ground is panned.
    """

    def __init__(self, canvas: Timeline) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.grips: list[Grip] = []
        self.hovers: list[Hover] = []
        self._grip: Grip | None = None
        self._pan: QPoint | None = None  # where the pointer was, while the ground is dragged
        self._pressed: QPoint | None = None
        self._panned = False

    @property
    def busy(self) -> bool:
        """Whether something is being dragged."""
        return self._grip is not None or self._panned

    def zone_at(self, at: QPoint, card: Card | None) -> str:
        """What a point of the viewport belongs to."""
        canvas = self._canvas
        if card is not None:
            rect = canvas.rect_of(card.id)
            edge = min(EDGE, rect.width() / 3)
            if at.x() < rect.left() + edge:
                return "start"
            return "end" if at.x() >= rect.right() - edge else "bar"
        if at.y() < HEAD:
            return "head"
        return "lane" if at.x() < canvas.left else "ground"

    # Buttons --------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        canvas, at = self._canvas, event.position().toPoint()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pressed = self._pan = at
            return
        if event.button() is not Qt.MouseButton.LeftButton or self.busy:
            return
        card = canvas.card_at(at)
        zone = self.zone_at(at, card)
        if not event.modifiers() & ~Qt.KeyboardModifier.AltModifier:  # Alt: by weeks
            for grip in self.grips:
                if grip.press(at, card, zone):
                    self._grip = grip
                    return
        if card is not None:
            self.select(card, event.modifiers())
        elif zone == "lane":
            lane = canvas.plan.lane_at(at.y() - HEAD + canvas.verticalOffset())
            if lane is not None:
                canvas.toggle_lane(lane.heading.key)
        else:
            self._pressed = self._pan = at

    def press_again(self, event: QMouseEvent) -> None:
        """A double click: opens a bar, or does what its place offers."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        card = self._canvas.card_at(at)
        if card is not None:
            self._canvas.opened.emit(card.id)
        elif self.zone_at(at, None) == "lane":
            self.press(event)  # who clicks fast folds and opens
        else:
            self._canvas.double_clicked.emit(at)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        at = event.position().toPoint()
        if self._grip is not None:
            self._grip.move(at, event.modifiers())
        elif self._pan is not None and self._pressed is not None:
            if not self._panned and (at - self._pressed).manhattanLength() < _SLOP:
                return
            self._panned = True
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._canvas.pan(self._pan.x() - at.x(), self._pan.y() - at.y())
            self._pan = at
        else:
            self.hover(at)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        at = event.position().toPoint()
        grip, self._grip = self._grip, None
        if grip is not None:
            grip.release()
        elif self._pan is not None and not self._panned:
            left = event.button() is Qt.MouseButton.LeftButton
            if left and self.zone_at(at, None) == "ground" and not event.modifiers():
                self._canvas.clearSelection()
            self._canvas.clicked_at.emit(at)
        self._let_go(at)

    def cancel(self) -> None:
        """Give up what is being dragged."""
        grip, self._grip = self._grip, None
        if grip is not None:
            grip.cancel()
        self._let_go(None)

    def _let_go(self, at: QPoint | None) -> None:
        self._pan = self._pressed = None
        self._panned = False
        if at is not None:
            self.hover(at)

    def select(self, card: Card, modifiers: Qt.KeyboardModifier) -> None:
        """Select a bar as clicks do: alone, one more with Ctrl, all up to it with Shift."""
        canvas, flags = self._canvas, QItemSelectionModel.SelectionFlag
        index = canvas.card_model().index_of(card.id)
        selection = canvas.selectionModel()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            selection.setCurrentIndex(index, flags.Toggle)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(card)
        else:
            selection.setCurrentIndex(index, flags.ClearAndSelect)

    def _select_to(self, card: Card) -> None:
        """Select all bars from the focused one to this, as one reads them."""
        canvas, flags = self._canvas, QItemSelectionModel.SelectionFlag
        model, selection = canvas.card_model(), canvas.selectionModel()
        current, order = canvas.current_card(), canvas.plan.order()
        if current is None or current.id not in order or card.id not in order:
            selection.setCurrentIndex(model.index_of(card.id), flags.ClearAndSelect)
            return
        low, high = sorted((order.index(current.id), order.index(card.id)))
        for id in order[low : high + 1]:
            selection.select(model.index_of(id), flags.Select)

    # Hover ----------------------------------------------------------------------------------

    def hover(self, at: QPoint) -> None:
        """The pointer rests at a point of the viewport."""
        canvas = self._canvas
        card = canvas.card_at(at)
        zone = self.zone_at(at, card)
        canvas.set_hovered(None if card is None else card.id)
        lane = canvas.plan.lane_at(at.y() - HEAD + canvas.verticalOffset())
        canvas.hover_lane(lane if zone == "lane" else None)
        shape: Qt.CursorShape | None = None
        for asked in self.hovers:
            shape = asked(at, card, zone) or shape
        if shape is None:
            hand = zone == "lane" and lane is not None
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        if canvas.viewport().cursor().shape() is not shape:
            canvas.viewport().setCursor(shape)

    def leave(self) -> None:
        """The pointer left the timeline."""
        self._canvas.set_hovered(None)
        self._canvas.hover_lane(None)
        for asked in self.hovers:
            asked(QPoint(-1, -1), None, "")

    # Wheel and pinch ------------------------------------------------------------------------

    def wheel(self, event: QWheelEvent) -> None:
        """Up and down scrolls; with Shift to the sides, with Ctrl it zooms about the pointer."""
        canvas, turn, px = self._canvas, event.angleDelta(), event.pixelDelta()
        by = px if not px.isNull() else QPoint(round(turn.x() * 0.6), round(turn.y() * 0.6))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(_STEP ** (turn.y() or turn.x()), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            canvas.pan(-(by.x() or by.y()), 0)
        else:
            canvas.pan(-by.x(), -by.y())
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Two fingers on a touch pad; whether it was for the timeline."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom_at(1 + event.value(), event.position().x())
        return True

    def zoom_at(self, factor: float, x: float) -> None:
        """Zoom about a place of the viewport."""
        self._canvas.zoom(factor, max(x - self._canvas.left, 0.0))
