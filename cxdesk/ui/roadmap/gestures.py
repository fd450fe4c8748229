"""What people do to bars on the timeline, put onto its page: drag, resize, nudge, type, ask why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cxdesk.services.cards import Card
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.overlay import announce
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.read_only import refused as told_read_only
from cxdesk.ui.roadmap.drag_grip import BarGrip
from cxdesk.ui.roadmap.drag_paint import DragLayer
from cxdesk.ui.roadmap.drag_shift import Dates
from cxdesk.ui.roadmap.nudge import Nudge
from cxdesk.ui.roadmap.pending_bar import PendingBar
from cxdesk.ui.roadmap.pending_flow import Pending

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_ON_CANVAS = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Gestures(QObject):
    """Belongs to a timeline page and knows its canvas, its planning and its data."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page = page
        canvas = self._canvas = page.canvas
        self.pending = Pending(page.rows, canvas, page.planning)
        self.bar = PendingBar(self.pending, page.planning, canvas)
        self.grip = BarGrip(canvas, self.pending, self._read_only)
        self.nudge = Nudge(canvas, self.pending, self.bar, self.refuse, self._told_read_only)
        page.above.addWidget(self.bar)
        canvas.mouse.grips.append(self.grip)
        canvas.mouse.hovers.append(self.grip.cursor)
        canvas.keys.handlers.append(self.nudge.press)
        canvas.layers.append(DragLayer(self.grip, self.pending))
        self._make_actions()

    def _make_actions(self) -> None:
        canvas, desk = self._canvas, self._page.desk
        pin = make_action(
            canvas, "pin-bar", "Pin or unpin", "Timeline", self.pin, shortcuts=("P",),
            context=_ON_CANVAS,
        )  # fmt: skip
        lock_changes(desk, pin)

    # Doors ----------------------------------------------------------------------------------

    def propose(self, label: str, moves: Mapping[int, Dates]) -> bool:
        """Set dates, or ask where that pushes others; whether they were saved at once."""
        return self.pending.propose(label, moves)

    def follow(self) -> None:
        """The page shows other data."""
        self.pending.follow()

    def refuse(self, why: str) -> None:
        """Say why a gesture does nothing."""
        self._page.desk.said.emit(Toast(why, warning=True))

    def _read_only(self) -> bool:
        return self._page.desk.store.read_only

    def _told_read_only(self) -> bool:
        return told_read_only(self._page)

    # What actions do --------------------------------------------------------------------------

    def current(self) -> Card | None:
        """The bar that an action is about; without one it is said how to get there."""
        card = self._canvas.current_card()
        if card is None:
            self._page.desk.said.emit(Toast("Choose a bar first: click it, or use the arrows."))
        return card

    def pin(self) -> None:
        """Hold the focused bar to its dates, or let its predecessors move it again."""
        card = self.current()
        if card is None:
            return
        if card.start is None or card.end is None:
            self.refuse(f"{card.code} has no dates to hold it to: set its start and end first.")
            return
        verb = "Unpin" if card.pinned else "Pin"
        if self._page.planning.pin(f"{verb} {card.code}", card.id, not card.pinned):
            held = "moves with its predecessors" if card.pinned else "is held to its dates"
            announce(self._canvas, f"{card.code} {held}.")
