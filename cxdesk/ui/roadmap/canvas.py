"""The canvas: an item view that paints time, lanes, links and bars, and scrolls over them."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Key
from cxdesk.ui import theme
from cxdesk.ui.cards.model import CARD, CardModel
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.plan import BAR, Plan
from cxdesk.ui.roadmap.scale import Scale, closest, widest

LABEL, BAND, MONTHS, MARKS = 116, 22, 22, 34
"""px: the labels of lanes, and what stands above them: horizons, months, milestones."""
HEAD = BAND + MONTHS + MARKS
_RING = (-6, -6, 6, 6)
_AROUND = 370  # days before the first and after the last bar that one can scroll to
_PX_A_DAY = 2.2


class Layer(Protocol):
    """Paints one thing over the canvas, in px of the viewport."""

    def __call__(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Paint what lies in `area`."""
        ...


class Canvas(QAbstractItemView):
    """Shows bars by a Plan and a Scale. Layers paint; mouse and keys are added from outside.

    The plot lies right of `left` and below HEAD; `scale` counts from its left edge.
    """

    # The scale, or the part of time that is seen, changed.
    scale_changed = Signal()
    # The bars were placed anew.
    relaid = Signal()
    # Another bar is under the pointer: its id, or None.
    hovered_changed = Signal(object)
    # A lane was folded or opened.
    folded_changed = Signal()

    def __init__(self, data: RoadmapData, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not `data`: that is a method of Qt's models, and easily taken for it.
        self.rows = data
        self.plan = Plan()
        self.scale = Scale(0.0, _PX_A_DAY)
        self.left = LABEL
        self.listed = False
        self.folded: set[Key] = set()
        self.hovered: int | None = None
        self.layers: list[Layer] = []
        # Dates that are shown in place of a bar's own: what is dragged, and what would follow it.
        self.moved: dict[int, tuple[date, date]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Roadmap")
        self._fitting = False
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    # Time -----------------------------------------------------------------------------------

    @property
    def width_of_plot(self) -> int:
        """The px right of the labels."""
        return max(self.viewport().width() - self.left, 1)

    def set_scale(self, scale: Scale) -> None:
        """Show another part of time."""
        self.scale = scale
        self._fit_across()
        self.viewport().update()
        self.scale_changed.emit()

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Come closer or go further away; the day at `about` px of the plot stays there."""
        width = self.width_of_plot
        at = width / 2 if about is None else about
        days = self._days()
        low, high = widest(width, days[1] - days[0]), closest(width)
        self.set_scale(self.scale.zoomed(min(max(self.scale.px_a_day * factor, low), high), at))

    def fit(self, first: float, last: float) -> None:
        """Show the time between two days (ordinals) with some room around it."""
        room = max((last - first) * 0.03, 2.0)
        width, span = self.width_of_plot, last - first + 2 * room
        px = min(max(width / span, widest(width, span)), closest(width))
        middle = (first + last) / 2
        self.set_scale(Scale(middle - width / 2 / px, px))

    def fit_all(self) -> None:
        """Show all bars."""
        first, last = self._extent()
        self.fit(first, last)

    def fit_selection(self) -> None:
        """Show the selected bars, all of them without a selection."""
        cards = [self.plan.cards[id] for id in self.selected_ids()]
        if not cards:
            self.fit_all()
            return
        reach = [self._reach(card) for card in cards]
        self.fit(min(first for first, _ in reach), max(last for _, last in reach))
        self.focus_bar(cards[0].id, select=False)

    def go_to_today(self) -> None:
        """Bring today into sight, a third from the left."""
        day = self.rows.today.toordinal() - self.width_of_plot / 3 / self.scale.px_a_day
        self.set_scale(Scale(day, self.scale.px_a_day))

    def pan(self, right: float, down: int) -> None:
        """Look further to the right and further down, in px."""
        if right:
            self.set_scale(self._bounded(self.scale.moved(right)))
        if down:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + down)

    def _extent(self) -> tuple[float, float]:
        extent = self.plan.extent()
        today = self.rows.today.toordinal()
        if extent is None:
            return today - 30.0, today + 335.0
        return min(extent[0].toordinal(), today), extent[1].toordinal() + 1.0

    def _days(self) -> tuple[float, float]:
        first, last = self._extent()
        return first - _AROUND, last + _AROUND

    def _bounded(self, scale: Scale) -> Scale:
        """A scale that shows some of the days there are; never further away than now."""
        first, last = self._days()
        low = min(first - self.width_of_plot / scale.px_a_day / 2, self.scale.origin)
        high = max(last - self.width_of_plot / scale.px_a_day / 2, self.scale.origin)
        return Scale(min(max(scale.origin, low), high), scale.px_a_day)

    def _reachable(self) -> tuple[float, float]:
        """The days that the scroll bar leads to: all there are, and all that are seen now."""
        first, last = self._days()
        seen = self.scale.origin + self.width_of_plot / self.scale.px_a_day
        return min(first, self.scale.origin), max(last, seen)

    def _fit_across(self) -> None:
        """Let the scroll bar say which part of time is seen."""
        first, last = self._reachable()
        across, px = self.horizontalScrollBar(), self.scale.px_a_day
        self._fitting = True
        across.setRange(0, max(0, round((last - first) * px) - self.width_of_plot))
        across.setPageStep(self.width_of_plot)
        across.setSingleStep(40)
        across.setValue(round((self.scale.origin - first) * px))
        self._fitting = False

    def _on_scrolled(self, value: int) -> None:
        if self._fitting:
            return
        first, _ = self._reachable()
        self.scale = Scale(first + value / self.scale.px_a_day, self.scale.px_a_day)
        self.viewport().update()
        self.scale_changed.emit()

    # Bars -----------------------------------------------------------------------------------

    def lay(self, *, keep: bool = False) -> None:
        """Place all bars by what the data show now."""
        self.plan.lay(
            self.rows.lanes(), self._reach, folded=self.folded, listed=self.listed, keep=keep
        )
        self.updateGeometries()
        self.viewport().update()
        self.relaid.emit()

    def _reach(self, card: Card) -> tuple[float, float]:
        assert card.start is not None
        assert card.end is not None
        return card.start.toordinal(), card.end.toordinal() + 1.0

    def rect_of(self, id: int) -> QRectF:
        """Where a bar stands in the viewport; null where it has none."""
        top, card = self.plan.top_of(id), self.plan.cards.get(id)
        if top is None or card is None or card.start is None or card.end is None:
            return QRectF()
        start, end = self.moved.get(id, (card.start, card.end))
        left, right = self.scale.x_of(start), self.scale.end_of(end)
        y = top - self.verticalOffset() + HEAD
        return QRectF(left + self.left, y, max(right - left, 3.0), BAR)

    def card_at(self, at: QPoint) -> Card | None:
        """The bar at a point of the viewport."""
        if at.x() < self.left or at.y() < HEAD:
            return None
        day = self.scale.day_at(at.x() - self.left)
        return self.plan.at(at.y() - HEAD + self.verticalOffset(), int(day), day)

    def open_lanes(self) -> None:
        """Open all lanes that are folded."""
        if self.folded:
            self.folded.clear()
            self.lay(keep=True)
            self.folded_changed.emit()

    def toggle_lane(self, key: Key) -> None:
        """Fold or open a lane."""
        self.folded ^= {key}
        self.lay(keep=True)
        self.folded_changed.emit()

    def set_hovered(self, id: int | None) -> None:
        """Another bar is under the pointer."""
        if id != self.hovered:
            self.hovered = id
            self.viewport().update()
            self.hovered_changed.emit(id)

    def card_model(self) -> CardModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, CardModel)
        return model

    def current_card(self) -> Card | None:
        """The bar that has the focus."""
        index = self.currentIndex()
        return index.data(CARD) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Selected bars, as one reads them."""
        chosen = {index.data(CARD).id for index in self.selectionModel().selectedIndexes()}
        return [id for id in self.plan.order() if id in chosen]

    def focus_bar(self, id: int, *, select: bool = True) -> bool:
        """Give a bar the focus and bring it into sight; False when it is not here."""
        index = self.card_model().index_of(id)
        lane = self.plan.lane_of(id)
        if not index.isValid() or lane is None:
            return False
        if lane.folded:
            self.toggle_lane(lane.heading.key)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect if select else flags.NoUpdate
        )
        self.scrollTo(index)
        return True

    # Qt's side: geometry ----------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        card = index.data(CARD) if index.isValid() else None
        return card.id if isinstance(card, Card) else 0

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self.plan.top_of(self._id(index)) is None

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
        if rect.top() < HEAD + 4:
            down.setValue(down.value() - round(HEAD + 4 - rect.top()))
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
        region = QRegion()
        for index in selection.indexes():
            region |= QRegion(self.visualRect(index).adjusted(*_RING))
        return region

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def updateGeometries(self) -> None:
        view, down = self.viewport(), self.verticalScrollBar()
        room = max(view.height() - HEAD, 1)
        down.setRange(0, max(0, self.plan.height - room))
        down.setPageStep(room)
        down.setSingleStep(37)
        if self.rows.roadmap is not None:
            self._fit_across()
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
        self.scale_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # Painting -------------------------------------------------------------------------------

    def plot_rect(self) -> QRect:
        """Where bars are painted, in the viewport."""
        view = self.viewport()
        return QRect(self.left, HEAD, view.width() - self.left, max(view.height() - HEAD, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.rows.roadmap is None:
            return
        p = QPainter(self.viewport())
        p.fillRect(event.rect(), theme.current().canvas)
        for layer in self.layers:
            p.save()
            layer(p, self, event.rect())
            p.restore()
        p.end()
