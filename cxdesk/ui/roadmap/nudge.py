"""Bars moved and resized by the keyboard: pressed again and again, saved as one change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent

from cxdesk.services.cards import Card
from cxdesk.ui.cards.model import CARD
from cxdesk.ui.roadmap.drag_shift import Part, Shift, hindrance
from cxdesk.ui.roadmap.pending_bar import PendingBar
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.timeline import Timeline
from cxdesk.ui.view import Hint

_KEYS = Qt.KeyboardModifier
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
# What is held, and what the arrow then moves and whether by a week.
_HELD: dict[Qt.KeyboardModifier, tuple[Part, bool]] = {
    _KEYS.AltModifier: (Part.WHOLE, False),
    _KEYS.ShiftModifier | _KEYS.AltModifier: (Part.END, False),
    _KEYS.ControlModifier | _KEYS.AltModifier: (Part.START, False),
    _KEYS.ControlModifier | _KEYS.ShiftModifier: (Part.WHOLE, True),
    _KEYS.ControlModifier | _KEYS.ShiftModifier | _KEYS.AltModifier: (Part.END, True),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)

HINTS = (
    Hint(("Alt", "→"), "move by a working day"),
    Hint(("Shift", "Alt", "→"), "end a day later"),
    Hint(("Ctrl", "Alt", "→"), "start a day later"),
    Hint(("Ctrl", "Shift", "→"), "move by a week"),
    Hint(("Ctrl", "Shift", "Alt", "→"), "end a week later"),
)
WAITING = (Hint(("Enter",), "save what waits"), Hint(("Esc",), "discard it"))


class Nudge(QObject):
    """A handler of the canvas' keys. What it gathers is saved when the focus goes elsewhere."""

    def __init__(
        self,
        canvas: Timeline,
        pending: Pending,
        bar: PendingBar,
        refused: Callable[[str], object],
        read_only: Callable[[], bool],
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._pending, self._bar = canvas, pending, bar
        self._refused, self._read_only = refused, read_only
        canvas.installEventFilter(self)
        canvas.selectionModel().currentChanged.connect(self._on_current)

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it was for moving bars."""
        key, pending = Qt.Key(event.key()), self._pending
        held = event.modifiers() & ~_KEYS.KeypadModifier
        if pending.proposal is not None and not held:
            if key in _ENTER:
                self._bar.choose()
                return True
            if key is Qt.Key.Key_Escape:
                self._bar.discard()
                return True
        if key not in _WAYS or held not in _HELD:
            return False
        card = self._canvas.current_card()
        if card is None or self._read_only():
            return card is not None
        part, week = _HELD[held]
        self._nudge(card, part, _WAYS[key] * (self._week if week else 1))
        return True

    @property
    def _week(self) -> int:
        """The working days of a week."""
        return len(self._pending.network.calendar.week) or 7

    def _nudge(self, card: Card, part: Part, by: int) -> None:
        if why := hindrance(card, part):
            self._refused(why)
            return
        pending, work = self._pending, self._pending.network.work
        moves = {}
        for id in self._bars(card, part):
            dates = pending.dates_of(id)
            if dates is not None:
                moves[id] = Shift(part, by).of(dates, work)
        pending.gather(moves)
        self._canvas.scrollTo(self._canvas.currentIndex())

    def _bars(self, card: Card, part: Part) -> list[int]:
        """The focused bar; when it is moved, the selected ones with it that can be."""
        chosen = self._canvas.selected_ids()
        if part is not Part.WHOLE or card.id not in chosen:
            return [card.id]
        cards = (self._pending.rows.card(id) for id in chosen)
        return [one.id for one in cards if one is not None and not hindrance(one, part)]

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        card = current.data(CARD) if current.isValid() else None
        here = self._pending.proposal
        if card is not None and here is not None and card.id not in here.asked:
            self._pending.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._pending.gathering:
            assert isinstance(event, QFocusEvent)
            if event.reason() not in _PASSING:
                QTimer.singleShot(0, self, self._on_left)
        return super().eventFilter(watched, event)

    def _on_left(self) -> None:
        # Who goes to the buttons of the bar is not done yet.
        focus = self._canvas.window().focusWidget()
        inside = focus is not None and (focus is self._canvas or self._bar.isAncestorOf(focus))
        if not inside:
            self._pending.settle()
