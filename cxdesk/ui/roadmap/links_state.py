"""What the timeline knows of its links: those in sight, the chain at hand, the chosen one."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer, Signal

from cxdesk.services.dependencies import Dependency, dependency
from cxdesk.services.link_words import brief, spoken
from cxdesk.services.roadmap import LinkRow, Roadmap
from cxdesk.ui.roadmap.canvas import HEAD, Canvas
from cxdesk.ui.roadmap.data import MANY
from cxdesk.ui.roadmap.links_chain import Chain, Chains
from cxdesk.ui.roadmap.links_routes import Way, Ways

ALL, CHAIN, NONE = "all", "chain", "none"
NEAR = 5  # px from a line within which a click means it
_SIGN = 14  # px of the mark of a broken link


@dataclass(slots=True)
class Sight:
    """What is seen of the links in one frame."""

    ways: list[tuple[LinkRow, Way]] = field(default_factory=list)
    # Bars with a link whose other end is hidden: the links into it, and those out of it.
    stubs: dict[int, tuple[list[LinkRow], list[LinkRow]]] = field(default_factory=dict)


class LinkState(QObject):
    """The links of a canvas. `shown` is "all", "chain" (of the bar at hand) or "none"."""

    # Another link is selected: its id, or None.
    selected_changed = Signal(object)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.ways = Ways(canvas)
        self.ways.settled.connect(canvas.viewport().update)
        self.shown = ALL
        self.selected: int | None = None
        self.hovered: int | None = None
        self.sight = Sight()
        self.stub_boxes: list[tuple[QRectF, int, bool]] = []  # where, whose, and into it or out
        self._read: Roadmap | None = None
        self._chains = Chains()
        self._critical: frozenset[int] = frozenset()
        self._broken: dict[int, int] = {}
        self._hand_offs: frozenset[int] = frozenset()
        self._domains: dict[int, int | None] = {}  # of the bars
        self._known = False  # which links are critical or broken: among many, after they are drawn
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._find_out)

    # What there is ----------------------------------------------------------------------------

    def _sync(self) -> None:
        """Take what was read since."""
        rows = self.canvas.rows
        if rows.roadmap is self._read or rows.roadmap is None:
            return
        before, self._read = self._read, rows.roadmap
        self.ways.forget()
        links = rows.links()
        if before is None or before.links is not links:
            self._chains = Chains(links)
        self._known = len(rows.all_cards()) < MANY
        if self._known:
            self._find_out()
        else:
            self._critical, self._broken = frozenset(), {}
            self._later.start()
        domains = {card.id: card.domain_id for card in rows.all_cards()}
        if before is None or before.links is not links or domains != self._domains:
            self._domains = domains
            self._hand_offs = frozenset(
                link.id for link in links if domains.get(link.before) != domains.get(link.after)
            )
        if self.selected is not None and self.selected not in self._chains.links:
            self.select(None)
        self.hovered = None

    def _find_out(self) -> None:
        """Which links are critical and which are broken, by the schedule."""
        rows, self._known = self.canvas.rows, True
        self._critical = rows.schedule.critical_links
        self._broken = rows.network.broken()
        self.canvas.viewport().update()

    @property
    def chains(self) -> Chains:
        """All links by the bars at their ends."""
        self._sync()
        return self._chains

    @property
    def critical(self) -> frozenset[int]:
        """The links of the critical path."""
        self._sync()
        return self._critical

    @property
    def hand_offs(self) -> frozenset[int]:
        """The links by which one domain hands over to another."""
        self._sync()
        return self._hand_offs

    def broken(self) -> dict[int, int]:
        """The links that the dates break which are shown, and the working days missing."""
        self._sync()
        moved = self.canvas.moved
        if moved and self._known:
            return self.canvas.rows.network.broken(moved)
        return self._broken

    def link(self, id: int | None) -> LinkRow | None:
        """A link by its id."""
        return None if id is None else self.chains.links.get(id)

    def dependency(self, link: LinkRow) -> Dependency:
        """A link with both its ends and what is said of it."""
        return dependency(self.canvas.rows.network, link)

    # What stands out --------------------------------------------------------------------------

    def bar_at_hand(self) -> int | None:
        """The bar under the pointer, else the one with the keyboard."""
        canvas = self.canvas
        if canvas.hovered is not None:
            return canvas.hovered
        card = canvas.current_card() if canvas.hasFocus() else None
        return None if card is None else card.id

    def chain(self) -> Chain | None:
        """The chain that stands out; None where there is no bar at hand that has links."""
        link, bar = self.link(self.selected), self.bar_at_hand()
        if self.canvas.hovered is None and link is not None:
            return Chain(frozenset((link.before, link.after)), frozenset((link.id,)))
        if bar is None or not self.chains.at(bar):
            return None
        return self.chains.of(bar)

    def select(self, id: int | None) -> None:
        """Make a link the chosen one, or none."""
        if id != self.selected:
            self.selected = id
            self.canvas.viewport().update()
            self.selected_changed.emit(id)

    def hover(self, id: int | None) -> None:
        """Another link is under the pointer."""
        if id != self.hovered:
            self.hovered = id
            self.canvas.viewport().update()

    # What is in sight -------------------------------------------------------------------------

    def look(self) -> Sight:
        """Find the links of which an end is in sight, and their ways."""
        self._sync()
        self.ways.begin()
        canvas, seen = self.canvas, Sight()
        self.sight = seen
        chain = self.chain() if self.shown == CHAIN else None
        only = None if self.shown == ALL else chain.links if chain else frozenset[int]()
        down = canvas.verticalOffset()
        first, last = canvas.scale.day_at(0), canvas.scale.day_at(canvas.width_of_plot)
        found: set[int] = set()
        into, out_of = self._chains.into, self._chains.out_of
        for _, card in canvas.plan.shown(down, down + canvas.plot_rect().height(), first, last):
            bar = card.id
            for link in (*into(bar), *out_of(bar)):
                if only is not None and link.id not in only and link.id != self.selected:
                    continue
                if link.id in found:
                    continue
                way = self.ways.way(link)
                if way is None:
                    stubs = seen.stubs.setdefault(bar, ([], []))
                    stubs[link.before == bar].append(link)
                else:
                    found.add(link.id)
                    seen.ways.append((link, way))
        return seen

    def to_plan(self, at: QPointF) -> QPointF:
        """A point of the viewport in px of the plan."""
        x, y = self.ways.shift
        return QPointF((at.x() - x) / self.ways.stretch, at.y() - y)

    def to_view(self, x: float, y: float) -> QPointF:
        """A point of the plan in px of the viewport."""
        left, top = self.ways.shift
        return QPointF(x * self.ways.stretch + left, y + top)

    def mark_box(self, way: Way) -> QRectF:
        """Where the mark of a broken link stands in the viewport: beside its first turn."""
        (x, _), (turn, y) = way.points[0], way.points[1]
        corner = self.to_view(turn, y)
        out = 1 if turn >= x else -1
        box = QRectF(0, 0, _SIGN, _SIGN)
        box.moveCenter(QPointF(corner.x() + out * (_SIGN / 2 + 4), corner.y()))
        return box

    def link_at(self, at: QPoint) -> LinkRow | None:
        """The link within 5 px of a point of the viewport; broken ones, which lie above, first."""
        canvas = self.canvas
        if not self.sight.ways or at.x() < canvas.left or at.y() < HEAD:
            return None
        here, broken = self.to_plan(QPointF(at)), self.broken()
        wide = NEAR / self.ways.stretch
        best: tuple[bool, float] | None = None
        found = None
        for link, way in self.sight.ways:
            far = _distance(way, here.x(), here.y(), wide)
            if link.id in broken and self.mark_box(way).contains(QPointF(at)):
                far = 0.0
            if far is not None:
                rank = (link.id not in broken, far)
                if best is None or rank < best:
                    best, found = rank, link
        return found

    def stub_at(self, at: QPoint) -> tuple[int, list[LinkRow]] | None:
        """The bar whose stub is at a point of the viewport, with the links that it stands for."""
        for box, bar, out in self.stub_boxes:
            if box.contains(QPointF(at)):
                return bar, self.sight.stubs[bar][out]
        return None

    # Words ------------------------------------------------------------------------------------

    def words(self, link: LinkRow) -> str:
        """A link in one sentence."""
        it = self.dependency(link)
        return spoken(it.before.code, it.after.code, it.type, it.lag, it.slack)

    def label(self, link: LinkRow) -> str:
        """What is written on a link: its type unless ordinary, and its lag."""
        return brief(link.type, link.lag)

    def code(self, bar: int) -> str:
        """The code of a bar, whether it shows or not."""
        card = self.canvas.rows.card(bar)
        return "" if card is None else card.code


def _distance(way: Way, x: float, y: float, wide: float) -> float | None:
    """How far a point is from a way, None where it is not near; lines are level or upright."""
    best: float | None = None
    before = way.points[0]
    for point in way.points[1:]:
        low, high = (before[0], point[0]) if before[0] < point[0] else (point[0], before[0])
        top, foot = (before[1], point[1]) if before[1] < point[1] else (point[1], before[1])
        if low - wide <= x <= high + wide and top - NEAR <= y <= foot + NEAR:
            far = max(low - x, x - high, top - y, y - foot, 0.0)
            if best is None or far < best:
                best = far
        before = point
    return best
