"""The canvas: an item view that paints time, lanes, links and bars, and scrolls over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from cxdesk.services.cards import Card, health_of
from cxdesk.services.grouping import Heading, Key
from cxdesk.ui import theme
from cxdesk.ui.cards.model import CARD
from cxdesk.ui.roadmap import lane_labels, paint_head
from cxdesk.ui.roadmap.bar_view import BarView
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.faces import Faces
from cxdesk.ui.roadmap.looks import Colour
from cxdesk.ui.roadmap.plan import BAR, Lane, Plan
from cxdesk.ui.roadmap.scale import Scale

if TYPE_CHECKING:
    from cxdesk.services.drift import Ghost
    from cxdesk.services.roadmap_days import Mark

LABEL = lane_labels.WIDTH
"""px of the labels of lanes."""
HEAD = paint_head.HEIGHT
"""px of what stands above the lanes: horizons, axis, milestones."""
_SETTLED = 160  # ms without another zoom after which bars are placed anew
_CROWDED = 600  # bars from which titles are left out far away
_MANY = 2000  # bars from which their words are measured roughly
_FAR = 1.3  # px a day
_RECENT, _LEAST_SEEN = 60, 180  # days after its end that work is seen at first; days seen at least


class Layer(Protocol):
    """Paints one thing over the canvas, in px of the viewport."""

    def __call__(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Paint what lies in `area`."""
        ...


class Canvas(BarView):
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
        self._plan, self._owed = Plan(), False
        self.left, self.head = LABEL, HEAD
        self.listed = False
        # Lanes to be folded when they are first there, by their keys as text.
        self.to_fold: set[str] = set()
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
        # What a what-if changed, and where bars were in a baseline.
        self.changed: Collection[int] = frozenset()
        self.ghosts: Mapping[int, Ghost] = {}
        self.flagged: Collection[int] = frozenset()  # bars with the mark of a broken link behind
        # Days that stand out: of the program, and of each initiative on its bar.
        self.marks: Sequence[Mark] = ()
        self.milestones: dict[int, list[Mark]] = {}
        self.hovered_edge: date | None = None  # of a band
        self.dragged_edges: tuple[date, date] | None = None
        self.hovered_lane: Heading | None = None  # whose label is under the pointer
        self._health: dict[int, str] = {}
        self.ready = True  # the schedule is reckoned: links and what is critical can be painted
        self._span: tuple[float, float] | None = None  # of the bars, and deadlines soon after
        self.seen = False  # painted once: from then on nothing is fitted by itself
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
        if self._owed:
            self._span = self.rows.reach(self.rows.span())
        today = self.rows.today.toordinal()
        if self._span is None:
            return today - 30.0, today + 335.0
        first, last = self._span
        return min(first, today - 7), max(last, today + 7)

    def fit_first(self) -> None:
        """Show all that is not over; what ended long ago is named at the left edge."""
        first, last = self.extent()
        today = self.rows.today.toordinal()
        open_ = [
            card.start.toordinal() for card in self.rows.all_cards()
            if card.start is not None and card.end is not None
            and (not card.delivered or card.end.toordinal() > today - _RECENT)
        ]  # fmt: skip
        first = max(first, min([*open_, today - 7]))
        self.fit(first, max(last, first + _LEAST_SEEN))

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

    @property
    def plan(self) -> Plan:
        """Where bars stand; they are placed when that is first asked for."""
        if self._owed:
            self._begin()
        return self._plan

    def lay(self, *, keep: bool = False, tidy: bool = False) -> None:
        """Place all bars by what the data show now.

        With `keep` they stay in their rows where there is room; with `tidy` unless a lane would
        have fewer rows otherwise.
        """
        self._owed = False
        self._follow_data()
        self._health.clear()
        lanes = self.rows.lanes()
        if self.to_fold:
            self.folded |= {one.key for one, _, _ in lanes if str(one.key) in self.to_fold}
            self.to_fold = set()
        self._dress(sum(len(cards) for _, _, cards in lanes))
        self._plan.lay(
            lanes, self._reach, folded=self.folded, listed=self.listed, keep=keep, tidy=tidy,
            least=lane_labels.least_height if self.left and not self.listed else None,
            dress=(self.scale.px_a_day, self.faces.measures, self.rows.with_successors),
        )  # fmt: skip
        self._span = self.rows.reach(self._plan.extent())
        self.updateGeometries()
        self.viewport().update()
        self.relaid.emit()

    def show_data(self, *, keep: bool) -> None:
        """Show what was read; the first time as soon as it is known how wide."""
        if self.seen:
            self.lay(keep=keep)
        else:
            self._owed = True
            self.viewport().update()
            if self.isVisible() or self.listed:  # the table has its rows from it
                self._begin()

    def _begin(self) -> None:
        """Place bars for the first time, all of what is not over in sight."""
        self._owed = True
        if self.whole and self.viewport().width() > 2 * LABEL:
            self.fit_first()
            self._settle.stop()
        self.lay()

    def _follow_data(self) -> None:
        """Take over what the data say of all bars."""
        if (self.rows.prefix, self.rows.today) != (self.faces.prefix, self.faces.today):
            self.faces.prefix, self.faces.today = self.rows.prefix, self.rows.today
            self.faces.forget()
        self.marks = [one for one in self.rows.marks if not one.minor]
        self.milestones = {}
        for one in self.rows.marks:
            if one.minor and one.initiative is not None:
                self.milestones.setdefault(one.initiative, []).append(one)

    def _dress(self, bars: int) -> None:
        """Say less on bars that are many and small."""
        self.faces.many = bars > _MANY
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
            due = next((row.deadline for row in board.batches if row.id == card.batch_id), None)
            found = health_of(card, due, board.today, board.frame.calendar).level
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

    def fold_lanes(self) -> None:
        """Fold all lanes."""
        self.folded = {lane.heading.key for lane in self.plan.lanes}
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

    def hover_lane(self, lane: Lane | None) -> None:
        """The label of another lane is under the pointer."""
        heading = None if lane is None else lane.heading
        if heading != self.hovered_lane:
            self.hovered_lane = heading
            self.viewport().update(0, HEAD, self.left, self.viewport().height())

    def set_hovered(self, id: int | None) -> None:
        """Another bar is under the pointer."""
        if id != self.hovered:
            self.hovered = id
            self.viewport().update()
            self.hovered_changed.emit(id)

    def selected_ids(self) -> list[int]:
        """Selected bars, as one reads them."""
        chosen = self.chosen()
        if len(chosen) < 2:
            return [id for id in chosen if self.plan.top_of(id) is not None]
        return [id for id in self.plan.order() if id in chosen]

    def chosen(self) -> set[int]:
        """Selected bars, in no order."""
        return {index.data(CARD).id for index in self.selectionModel().selectedIndexes()}

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

    # Qt's side ------------------------------------------------------------------------------

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def updateGeometries(self) -> None:
        if self._owed:
            return
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
        if not self.seen and self.rows.roadmap is not None:
            self._begin()
        else:
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
        self.seen = True
        p = QPainter(self.viewport())
        p.fillRect(event.rect(), theme.current().canvas)
        try:
            for layer in self.layers:
                p.save()
                layer(p, self, event.rect())
                p.restore()
        finally:
            p.end()  # a painter that outlives its device takes the program down with it
