"""The keyboard on the timeline: arrows go from bar to bar, + and - zoom, Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent

from cxdesk.services.cards import Card
from cxdesk.ui.roadmap.canvas import HEAD
from cxdesk.ui.roadmap.time_view import CLOSER
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.timeline import Timeline

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STRIDE = 0.125  # of what is seen, by which Ctrl and an arrow pan

Handler = Callable[[QKeyEvent], bool]
"""Asked first when a key goes down; whether it was for it."""

HINTS = (
    Hint(("↑", "↓", "←", "→"), "move focus"),
    Hint(("+", "−"), "zoom"),
    Hint(("0",), "fit"),
    Hint(("Enter",), "open"),
)
ALL_HINTS = (
    *HINTS,
    Hint(("Home",), "first bar of the lane"),
    Hint(("End",), "last bar of the lane"),
    Hint(("PgUp", "PgDn"), "lane above, lane below"),
    Hint(("Space",), "select, or select no more"),
    Hint(("Shift", "→"), "select more"),
    Hint(("Ctrl", "→"), "look further on"),
    Hint(("−",), "further away"),
    Hint(("Shift", "F"), "fit the selected bars"),
    Hint(("T",), "go to today"),
    Hint(("_",), "fold the lane"),
    Hint(("*",), "open all lanes"),
    Hint(("Menu",), "what can be done with the bar"),
    Hint(("Tab",), "to the loads, whose cells are walked by arrows; Enter says who"),
)


class Keys(QObject):
    """Turns keys over a timeline into focus, selection and zoom."""

    def __init__(self, canvas: Timeline) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.handlers: list[Handler] = []

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; True when it was for the timeline."""
        if any(handler(event) for handler in self.handlers):
            return True
        canvas, key, held = self._canvas, Qt.Key(event.key()), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if held & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier:
            return self._pan(key)
        if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            return False
        if key in _ARROWS:
            self._go(*_ARROWS[key], extend=shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(last=key is Qt.Key.Key_End)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._to_lane(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_F and shift:
            canvas.fit_selection()
        elif self.look(key):
            pass
        elif key is Qt.Key.Key_Asterisk:
            canvas.open_lanes()
        else:
            return self._on_bar(key)
        return True

    def look(self, key: Qt.Key) -> bool:
        """Look closer, further, at everything or at today; True when the key is for that."""
        canvas = self._canvas
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            canvas.zoom(CLOSER)
        elif key is Qt.Key.Key_Minus:
            canvas.zoom(1 / CLOSER)
        elif key is Qt.Key.Key_0:
            canvas.fit_all()
        elif key is Qt.Key.Key_T:
            canvas.go_to_today()
        else:
            return False
        return True

    def _pan(self, key: Qt.Key) -> bool:
        """Look elsewhere, without going from bar to bar."""
        if key not in _ARROWS:
            return False
        (across, down), room = _ARROWS[key], self._canvas.plot_rect()
        self._canvas.pan(across * room.width() * _STRIDE, round(down * room.height() * _STRIDE))
        return True

    def _on_bar(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        current = canvas.current_card()
        if current is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            canvas.opened.emit(current.id)
        elif key is Qt.Key.Key_Space:
            flags = QItemSelectionModel.SelectionFlag
            canvas.selectionModel().select(canvas.currentIndex(), flags.Toggle)
        elif key is Qt.Key.Key_Escape and len(canvas.selectionModel().selectedIndexes()) > 1:
            canvas.focus_bar(current.id)
        elif key is Qt.Key.Key_Underscore:
            lane = canvas.plan.lane_of(current.id)
            if lane is not None:
                canvas.toggle_lane(lane.heading.key)
        else:
            return False
        return True

    # Focus ----------------------------------------------------------------------------------

    def first(self) -> Card | None:
        """The bar at which the keyboard begins: the first in sight, else the first of all."""
        canvas, down = self._canvas, self._canvas.verticalOffset()
        first, last = canvas.scale.day_at(0), canvas.scale.day_at(canvas.width_of_plot)
        height = canvas.plot_rect().height()
        seen = next(canvas.plan.shown(down, down + height, first, last), None)
        if seen is not None:
            return seen[1]
        order = canvas.plan.order()
        return canvas.plan.cards[order[0]] if order else None

    def _go(self, across: int, down: int, *, extend: bool) -> None:
        canvas = self._canvas
        current = canvas.current_card()
        rect = QRectF() if current is None else canvas.rect_of(current.id)
        target = self.first() if current is None or rect.isNull() else (
            self._beside(current, across) if across else self._below(rect, down)
        )  # fmt: skip
        if target is None:
            return
        if extend:
            flags = QItemSelectionModel.SelectionFlag
            index = canvas.card_model().index_of(target.id)
            canvas.selectionModel().setCurrentIndex(index, flags.Select)
            canvas.scrollTo(index)
        else:
            canvas.focus_bar(target.id)

    def _beside(self, card: Card, across: int) -> Card | None:
        """The next bar of the row; at its end, the nearest of the lane that begins further on."""
        plan = self._canvas.plan
        lane, row = plan.place_of(card.id)
        ids = lane.rows[row].ids
        at = ids.index(card.id) + across
        if 0 <= at < len(ids):
            return plan.cards[ids[at]]
        assert card.start is not None
        mine = (card.start, row)
        places = [
            ((one.start, number), one)
            for number, line in enumerate(lane.rows)
            for id in line.ids
            if (one := plan.cards[id]).start is not None
        ]
        after = [each for each in places if each[0] > mine and each[0][0] != card.start]
        before = [each for each in places if each[0] < mine and each[0][0] != card.start]
        if across > 0:
            return min(after, key=lambda each: each[0])[1] if after else None
        return max(before, key=lambda each: each[0])[1] if before else None

    def _below(self, rect: QRectF, down: int) -> Card | None:
        """The bar nearest to the middle of this one in the next row that has any."""
        canvas = self._canvas
        plan, top = canvas.plan, rect.top() - HEAD + canvas.verticalOffset()
        middle = canvas.scale.day_at(rect.center().x() - canvas.left)
        at = plan.row_at(top)
        while at is not None:
            at = plan.next_row(*at, down)
            if at is None:
                return None
            lane, number = at
            if lane.rows[number].ids:
                return plan.cards[lane.rows[number].nearest(middle)]
        return None

    def _to_end(self, *, last: bool) -> None:
        canvas = self._canvas
        current = canvas.current_card() or self.first()
        lane = None if current is None else canvas.plan.lane_of(current.id)
        rows = [] if lane is None else [row for row in lane.rows if row.ids]
        if not rows:
            return
        if last:
            _, id = max((row.ends[-1], row.ids[-1]) for row in rows)
        else:
            _, id = min((row.starts[0], row.ids[0]) for row in rows)
        canvas.focus_bar(id)

    def _to_lane(self, down: int) -> None:
        canvas = self._canvas
        current = canvas.current_card()
        lanes = [
            lane for lane in canvas.plan.lanes
            if not lane.folded and any(row.ids for row in lane.rows)
        ]  # fmt: skip
        lane = None if current is None else canvas.plan.lane_of(current.id)
        if not lanes:
            return
        at = lanes.index(lane) + down if lane in lanes else 0
        wanted = lanes[min(max(at, 0), len(lanes) - 1)]
        middle = canvas.scale.day_at(canvas.width_of_plot / 2)
        if current is not None and not (rect := canvas.rect_of(current.id)).isNull():
            middle = canvas.scale.day_at(rect.center().x() - canvas.left)
        canvas.focus_bar(next(row for row in wanted.rows if row.ids).nearest(middle))
