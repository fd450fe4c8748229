"""The canvas: an item view that paints time, lanes, links and bars, and scrolls over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from cxdesk.services.cards import Card
from cxdesk.services.grouping import Key
from cxdesk.ui import theme
from cxdesk.ui.cards.model import CARD, CardModel
from cxdesk.ui.roadmap import lane_labels, paint_head
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.faces import Faces
from cxdesk.ui.roadmap.looks import Colour, deadlines, health_of
from cxdesk.ui.roadmap.plan import BAR, Plan
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.time_view import TimeView

if TYPE_CHECKING:
    from cxdesk.services.roadmap_days import Mark

LABEL = lane_labels.WIDTH
"""px of the labels of lanes."""
HEAD = paint_head.HEIGHT
"""px of what stands above the lanes: horizons, axis, milestones."""
_RING = (-6, -6, 6, 6)
_SETTLED = 160  # ms without another zoom after which bars are placed anew
_CROWDED = 600  # bars from which titles are left out far away
_FAR = 1.3  # px a day


class Layer(Protocol):
    """Paints one thing over the canvas, in px of the viewport."""

    def __call__(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Paint what lies in `area`."""
        ...


class Canvas(TimeView):
    """Shows bars by a Plan and a Scale. Layers paint; mouse and keys are added from outside.

    The plot lies right of `left` and below HEAD; `scale` counts from its left edge.
    """

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
        self.left = LABEL
        self.listed = False
        self.whole = True  # all bars are to be seen when it is first shown
        self.folded: set[Key] = set()
        self.hovered: int | None = None
        self.layers: list[Layer] = []
        # Dates that are shown in place of a bar's own: what is dragged, and what would follow it.
        self.moved: dict[int, tuple[date, date]] = {}
        # How bars are dressed: see `paint_bars`.
        self.faces = Faces()
        self.colour = Colour.DOMAIN
        self.show_critical = True
        self.critical: Collection[int] = frozenset()
        # What a what-if changed, and where bars were in a baseline: start, end, slip of the end.
        self.changed: Collection[int] = frozenset()
        self.ghosts: Mapping[int, tuple[date, date, int]] = {}
        self.marks: Sequence[Mark] = ()
        self.hovered_edge: date | None = None  # of a band
        self.dragged_edges: tuple[date, date] | None = None
        self.hovered_lane: Key | Literal[False] = False
        self._health: dict[int, str] = {}
        self._seen = False  # painted once: from then on nothing is fitted by itself
        # Not before all of these are there: Qt asks for geometries at once.
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Roadmap")
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settle.timeout.connect(self._on_settled)
        self.zoom_settled.connect(self._settle.start)

    # Time -----------------------------------------------------------------------------------

    def extent(self) -> tuple[float, float]:
        extent = self.plan.extent()
        today = self.rows.today.toordinal()
        if extent is None:
            return today - 30.0, today + 335.0
        return min(extent[0].toordinal(), today - 7), max(extent[1].toordinal() + 1.0, today + 7)

    def fit_all(self) -> None:
        """Show all bars."""
        self.fit(*self.extent())

    def fit_selection(self) -> None:
        """Show the selected bars, all of them without a selection."""
        cards = [self.plan.cards[id] for id in self.selected_ids()]
        if not cards:
            self.fit_all()
            return
        days = [(card.start, card.end) for card in cards]
        first = min(start for start, _ in days if start is not None).toordinal()
        self.fit(first, max(end for _, end in days if end is not None).toordinal() + 1)
        self.focus_bar(cards[0].id, select=False)

    def go_to_today(self) -> None:
        """Bring today into sight, a third from the left."""
        day = self.rows.today.toordinal() - self.width_of_plot / 3 / self.scale.px_a_day
        self.set_scale(Scale(day, self.scale.px_a_day))

    # Bars -----------------------------------------------------------------------------------

    def lay(self, *, keep: bool = False, tidy: bool = False) -> None:
        """Place all bars by what the data show now.

        With `keep` they stay in their rows where there is room; with `tidy` unless a lane would
        have fewer rows otherwise.
        """
        self.faces.prefix, self.faces.today = self.rows.prefix, self.rows.today
        self._health.clear()
        lanes = self.rows.lanes()
        self._dress(sum(len(cards) for _, _, cards in lanes))
        self.plan.lay(
            lanes, self._reach, folded=self.folded, listed=self.listed, keep=keep, tidy=tidy,
            least=lane_labels.least_height if self.left and not self.listed else None,
        )  # fmt: skip
        self.updateGeometries()
        self.viewport().update()
        self.relaid.emit()

    def _dress(self, bars: int) -> None:
        """Say less on bars that are many and small."""
        self.faces.terse = bars > _CROWDED and self.scale.px_a_day < _FAR

    def _on_settled(self) -> None:
        """The zoom has been the same for a moment: what is said beside bars takes other room."""
        if self.rows.roadmap is not None:
            self.lay(keep=True, tidy=True)

    def _reach(self, card: Card) -> tuple[float, float]:
        assert card.start is not None
        assert card.end is not None
        first, last = card.start.toordinal(), card.end.toordinal() + 1.0
        if self.listed:
            return first, last
        px = self.scale.px_a_day
        linked = card.id in self.rows.with_successors
        return first, last + self.faces.beside(card, (last - first) * px, linked=linked) / px

    def health(self, card: Card) -> str:
        """ "on_track", "at_risk" or "off_track"; told only where bars are coloured by it."""
        if self.colour is not Colour.HEALTH or self.rows.roadmap is None:
            return ""
        found = self._health.get(card.id)
        if found is None:
            board = self.rows.roadmap.board
            found = health_of(card, deadlines(board), board.frame.calendar, board.today).level
            self._health[card.id] = found
        return found

    def set_colour(self, colour: Colour) -> None:
        """Let the colours of bars stand for something else."""
        self.colour = colour
        self.faces.by_health = colour is Colour.HEALTH
        self.faces.forget()
        if self.rows.roadmap is not None:
            self.lay(keep=True)

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
        card = self.plan.at(at.y() - HEAD + self.verticalOffset(), int(day), day)
        if card is not None and card.id not in self.moved:
            return card
        # One that is shown elsewhere is taken hold of there.
        found = (id for id in self.moved if self.rect_of(id).contains(at))
        return self.plan.cards.get(next(found, 0))

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

    def edges(self) -> tuple[date, date]:
        """The last days of the short and of the mid horizon, as they are dragged."""
        assert self.rows.roadmap is not None
        frame = self.rows.roadmap.board.frame
        return self.dragged_edges or (frame.short_ends, frame.mid_ends)

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
        if not self._seen and self.rows.roadmap is not None and self.whole:
            self.fit_all()
            self.lay()
            self._settle.stop()
        else:
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
        self._seen = True
        p = QPainter(self.viewport())
        p.fillRect(event.rect(), theme.current().canvas)
        for layer in self.layers:
            p.save()
            layer(p, self, event.rect())
            p.restore()
        p.end()
