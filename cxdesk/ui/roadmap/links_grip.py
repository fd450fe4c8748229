"""The mouse on links: handles at the ends of a bar draw one, a click on one opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal

from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.ui.roadmap.canvas import HEAD
from cxdesk.ui.roadmap.links_draft import REACH, Draft, Side, handle
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.roadmap.links_state import LinkState
from cxdesk.ui.roadmap.timeline import Timeline

_CATCH = 8  # px around the middle of a handle that belong to it
_NEAR = 16  # px beside a bar at which a link still meets its end
_EDGE, _STEP, _TICK_MS = 40, 12, 16


class LinkGrip(QObject):
    """A Grip (see `mouse`): draws links from handles, and chooses those that are clicked."""

    # A link was clicked: its id, and where in the viewport.
    clicked = Signal(object, object)
    # A stub was clicked: the links that it stands for, whether they lead out, and where.
    stub_clicked = Signal(object, bool, object)

    def __init__(
        self, canvas: Timeline, state: LinkState, edits: LinkEdits, read_only: Callable[[], bool]
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._state, self._edits = canvas, state, edits
        self._read_only = read_only
        self.bar: int | None = None  # whose handles show
        self.side: Side = ""  # the handle under the pointer
        self.draft: Draft | None = None
        self._refusals: dict[int, str] = {}
        self._pressed: tuple[LinkRow | list[LinkRow], bool, QPoint] | None = None
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._scroll)

    # Hover ----------------------------------------------------------------------------------

    def hover(self, pos: QPoint, card: Card | None, zone: str) -> Qt.CursorShape | None:
        """Show the handles of the bar under the pointer, and what else is there."""
        was = self.bar, self.side
        self.side = self.handle_at(pos)
        link = None
        if not self.side:
            near = self.bar is not None and self._around(self.bar).contains(QPointF(pos))
            self.bar = card.id if card is not None else self.bar if near else None
            if self._read_only():
                self.bar = None
            self.side = self.handle_at(pos)
        if not self.side and card is None and zone == "ground":
            link = self._state.link_at(pos)
        self._state.hover(None if link is None else link.id)
        if (self.bar, self.side) != was:
            self._canvas.viewport().update()
        if self.side:
            return Qt.CursorShape.CrossCursor
        if link is not None or self._state.stub_at(pos) is not None:
            return Qt.CursorShape.PointingHandCursor
        return None

    def _around(self, bar: int) -> QRectF:
        reach = REACH + _CATCH
        return self._canvas.rect_of(bar).adjusted(-reach, -2, reach, 2)

    def handle_at(self, pos: QPoint) -> Side:
        """The handle at a point of the viewport; "" for none."""
        if self.bar is None or self._read_only():
            return ""
        for side in ("S", "F"):
            middle = handle(self._state, self.bar, side)
            if middle is not None and (QPointF(pos) - middle).manhattanLength() <= _CATCH:
                return side
        return ""

    # As a Grip ------------------------------------------------------------------------------

    def press(self, pos: QPoint, card: Card | None, zone: str) -> bool:
        """The button went down."""
        side = self.handle_at(pos)
        if self.bar is not None and side:
            self.draft = Draft(self.bar, side, QPointF(pos))
            self._refusals = {}
            self._state.select(None)
            return True
        stub = self._state.stub_at(pos)
        link = self._state.link_at(pos) if card is None and zone == "ground" else None
        if link is not None:
            self._pressed = link, False, QPoint(pos)
        elif stub is not None and card is None:
            self._pressed = stub[1], stub[1][0].before == stub[0], QPoint(pos)
        else:
            if zone in ("ground", "bar", "start", "end"):
                self._state.select(None)
            return False
        return True

    def move(self, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved."""
        if self.draft is None:
            return
        self.draft.pos = QPointF(pos)
        self._aim()
        if self._push(pos) != QPoint() and not self._clock.isActive():
            self._clock.start()

    def release(self) -> None:
        """The button went up."""
        draft, pressed = self.draft, self._pressed
        self.cancel()
        if draft is not None and draft.after is not None:
            if draft.why:
                self._edits.refuse(draft.why)
            else:
                self._edits.link(draft.before, draft.after, draft.type)
        elif pressed is not None:
            what, out, pos = pressed
            if isinstance(what, LinkRow):
                self._state.select(what.id)
                self.clicked.emit(what.id, pos)
            else:
                self.stub_clicked.emit(what, out, pos)

    def cancel(self) -> None:
        """It is given up."""
        self.draft = self._pressed = None
        self._clock.stop()
        self._canvas.viewport().update()

    # Drawing --------------------------------------------------------------------------------

    def _aim(self) -> None:
        """Find the end that the link meets, and whether it may."""
        draft = self.draft
        assert draft is not None
        card, draft.why = self._target(draft.pos.toPoint()), ""
        draft.after = None if card is None else card.id
        if card is not None:
            box = self._canvas.rect_of(card.id)
            draft.holds = "S" if draft.pos.x() < box.center().x() else "F"
            draft.why = self.refusal(draft.before, card.id)
        self._canvas.viewport().update()

    def refusal(self, before: int, after: int) -> str:
        """Why two bars cannot be linked; asked once for each bar that is passed."""
        if after not in self._refusals:
            cards = self._canvas.rows.network.cards
            self._refusals[after] = self._state.chains.refusal(before, after, cards)
        return self._refusals[after]

    def _target(self, pos: QPoint) -> Card | None:
        canvas, draft = self._canvas, self.draft
        assert draft is not None
        for by in (0, _NEAR, -_NEAR):
            card = canvas.card_at(pos + QPoint(by, 0))
            if card is not None and (by == 0 or card.id != draft.before):
                return None if card.id == draft.before else card
        return None

    def _push(self, pos: QPoint) -> QPoint:
        """How far to scroll by itself: the pointer is near an edge."""
        room = self._canvas.plot_rect()
        x = -_STEP if pos.x() < room.left() + _EDGE else _STEP * (pos.x() > room.right() - _EDGE)
        y = -_STEP if pos.y() < HEAD + _EDGE else _STEP * (pos.y() > room.bottom() - _EDGE)
        return QPoint(x, y)

    def _scroll(self) -> None:
        if self.draft is None:
            self._clock.stop()
            return
        by = self._push(self.draft.pos.toPoint())
        if by == QPoint():
            self._clock.stop()
            return
        self._canvas.pan(by.x(), by.y())
        self._aim()
