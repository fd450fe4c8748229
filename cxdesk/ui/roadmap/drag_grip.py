"""Bars under the pointer: the body moves, either end resizes; what follows shows before release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt, QTimer

from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.drag_shift import Part, Shift, hindrance, shift_to
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.timeline import Timeline

SLOP = 4  # px that a click may wander before it drags
EDGE = 40  # px from an edge in which the canvas scrolls by itself
_TICK = 16  # ms

_PARTS = {"start": Part.START, "bar": Part.WHOLE, "end": Part.END}


@dataclass(slots=True)
class Drag:
    """Bars in the hand: the one that was grabbed first, and those selected with it.

    `day` is where the pointer took hold, `bars` are where they were shown then, `stay` who of the
    selection cannot move. `preview` is what would follow, None where nothing moved yet; `refused`
    is why nothing does.
    """

    lead: Card
    part: Part
    day: float
    bars: dict[int, Dates]
    stay: tuple[str, ...]
    pos: QPoint
    refused: str = ""
    shift: Shift | None = None
    preview: Proposal | None = None


class BarGrip(QObject):
    """A Grip (see `mouse`) that proposes other dates when it lets go."""

    def __init__(self, canvas: Timeline, pending: Pending, read_only: Callable[[], bool]) -> None:
        super().__init__(canvas)
        self._canvas, self._pending, self._read_only = canvas, pending, read_only
        self.drag: Drag | None = None
        self._pressed: tuple[QPoint, Card, str] | None = None
        self._settles = False  # a click on one of several selects it alone
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._on_tick)

    # As a Grip ------------------------------------------------------------------------------

    def press(self, pos: QPoint, card: Card | None, zone: str) -> bool:
        """The button went down."""
        if card is None or zone not in _PARTS or self._read_only():
            return False
        canvas = self._canvas
        index, flags = canvas.card_model().index_of(card.id), QItemSelectionModel.SelectionFlag
        selection = canvas.selectionModel()
        self._settles = selection.isSelected(index)
        if self._settles:
            selection.setCurrentIndex(index, flags.NoUpdate)
        else:
            selection.setCurrentIndex(index, flags.ClearAndSelect)
        self._pressed = (QPoint(pos), card, zone)
        return True

    def move(self, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved."""
        if self._pressed is None:
            return
        self._modifiers = modifiers
        if self.drag is None:
            if abs(pos.x() - self._pressed[0].x()) < SLOP:
                return
            self._lift()
        drag = self.drag
        if drag is not None:
            drag.pos = QPoint(pos)
            self._aim()
            if not self._clock.isActive() and self._push(pos):
                self._clock.start()

    def release(self) -> None:
        """The button went up."""
        drag, pressed = self.drag, self._pressed
        self._end()
        if drag is None:
            if pressed is not None and self._settles:
                self._canvas.mouse.select(pressed[1], Qt.KeyboardModifier.NoModifier)
            return
        if drag.shift is not None and drag.shift.by and drag.preview is not None:
            self._pending.propose("", self._moves(drag, drag.shift))

    def cancel(self) -> None:
        """Nothing was moved."""
        self._end()

    # Hover ----------------------------------------------------------------------------------

    def cursor(self, _pos: QPoint, card: Card | None, zone: str) -> Qt.CursorShape | None:
        """The pointer's shape over a bar."""
        if card is None or zone not in ("start", "end") or self._read_only():
            return None
        return None if hindrance(card, _PARTS[zone]) else Qt.CursorShape.SizeHorCursor

    # Dragging -------------------------------------------------------------------------------

    def _lift(self) -> None:
        assert self._pressed is not None
        pos, card, zone = self._pressed
        canvas, part = self._canvas, _PARTS[zone]
        here = self._pending.dates_of(card.id)
        if here is None:
            return
        bars, stay = {card.id: here}, []
        if part is Part.WHOLE:
            for id in canvas.selected_ids():
                other, dates = self._pending.rows.card(id), self._pending.dates_of(id)
                if id == card.id or other is None or dates is None:
                    continue
                if hindrance(other, part):
                    stay.append(other.code)
                else:
                    bars[id] = dates
        day = canvas.scale.day_at(pos.x() - canvas.left)
        refused = hindrance(card, part)
        self.drag = Drag(card, part, day, bars, tuple(stay), pos, refused)
        if refused:
            shape = Qt.CursorShape.ForbiddenCursor
        elif part is Part.WHOLE:
            shape = Qt.CursorShape.ClosedHandCursor
        else:
            shape = Qt.CursorShape.SizeHorCursor
        canvas.viewport().setCursor(shape)

    def _aim(self) -> None:
        """Let the bars follow the pointer, and see what that would push."""
        drag, canvas = self.drag, self._canvas
        assert drag is not None
        canvas.viewport().update()
        if drag.refused:
            return
        days = canvas.scale.day_at(drag.pos.x() - canvas.left) - drag.day
        weeks = bool(self._modifiers & Qt.KeyboardModifier.AltModifier)
        network = self._pending.network
        shift = shift_to(drag.part, drag.bars[drag.lead.id], days, network.work, weeks=weeks)
        if shift == drag.shift:
            return
        drag.shift = shift
        drag.preview = self._pending.think("", self._moves(drag, shift))
        canvas.moved = dict(drag.preview.asked)

    def _moves(self, drag: Drag, shift: Shift) -> dict[int, Dates]:
        work = self._pending.network.work
        return {id: shift.of(dates, work) for id, dates in drag.bars.items()}

    def _end(self) -> None:
        self._clock.stop()
        waiting = self._pending.proposal
        self.drag = self._pressed = None
        self._canvas.moved = {} if waiting is None else dict(waiting.asked)
        self._canvas.viewport().update()

    def _push(self, pos: QPoint) -> int:
        """How far to scroll in one tick, from how near the pointer is to an edge."""
        assert self._pressed is not None
        plot, away = self._canvas.plot_rect(), pos.x() - self._pressed[0].x()
        # Only towards where it is dragged: a bar at the edge can be moved away from there.
        if away < 0 and pos.x() < plot.left() + EDGE:
            return -max(1, (plot.left() + EDGE - pos.x()) // 3)
        if away > 0 and pos.x() > plot.right() - EDGE:
            return max(1, (pos.x() - plot.right() + EDGE) // 3)
        return 0

    def _on_tick(self) -> None:
        drag = self.drag
        by = 0 if drag is None or drag.refused else self._push(drag.pos)
        if not by:
            self._clock.stop()
            return
        self._canvas.pan(by, 0)
        self._aim()

    # In words -------------------------------------------------------------------------------

    def label(self) -> list[tuple[str, bool]]:
        """What stands beside the pointer, line by line, and whether that is wrong."""
        drag = self.drag
        if drag is None:
            return []
        if drag.refused:
            return [(drag.refused, True)]
        if drag.shift is None or drag.preview is None:
            return []
        network, today = self._pending.network, self._pending.today
        dates = drag.preview.asked.get(drag.lead.id, drag.bars[drag.lead.id])
        lines = [(words.at_pointer(dates, drag.shift, network, today), False)]
        if len(drag.bars) > 1:
            lines.append((f"{len(drag.bars)} initiatives together", False))
        if drag.stay:
            verb = "stays" if len(drag.stay) == 1 else "stay"
            lines.append((f"{words.named(drag.stay)} {verb}: begun or done", False))
        lines += words.preview(drag.preview, network, today)
        return lines
