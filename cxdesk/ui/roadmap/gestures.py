"""What people do to bars on the timeline, put onto its page: drag, resize, nudge, type, ask why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction

from cxdesk.model.wording import count
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import Roadmap
from cxdesk.services.schedule import Dates, Network
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.overlay import announce
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.read_only import refused as told_read_only
from cxdesk.ui.roadmap.drag_grip import BarGrip
from cxdesk.ui.roadmap.drag_paint import DragLayer
from cxdesk.ui.roadmap.nudge import WAITING, Nudge
from cxdesk.ui.roadmap.pending_bar import PendingBar
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_ON_CANVAS = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Gestures(QObject):
    """Belongs to a timeline page and knows its canvas, its planning and its data."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page = page
        self._shown: Roadmap | None = None
        canvas = self._canvas = page.canvas
        self.pending = Pending(page.rows, canvas, page.planning)
        self.bar = PendingBar(self.pending, page.planning, canvas)
        self.grip = BarGrip(canvas, self.pending, self._read_only)
        self.nudge = Nudge(canvas, self.pending, self.bar, self.refuse, self._told_read_only)
        page.above.addWidget(self.bar)
        self.pending.changed.connect(page.hints_changed)
        canvas.mouse.grips.append(self.grip)
        canvas.mouse.hovers.append(self.grip.cursor)
        canvas.keys.handlers.append(self.nudge.press)
        canvas.layers.append(DragLayer(self.grip, self.pending))
        self._make_actions()

    def _make_actions(self) -> None:
        def add(key: str, text: str, slot: Callable[[], None], *keys: str) -> QAction:
            return make_action(
                self._canvas, key, text, "Timeline", slot, shortcuts=keys, context=_ON_CANVAS
            )

        self.set_dates = add("set-dates", "Set dates…", self.open_dates, "D")
        self.set_pin = add("pin-bar", "Pin or unpin", self.pin, "P")
        add("why-here", "Why is it here?", self.open_why, "W")
        add("what-moves", "What moves if it slips…", self.open_slip, "S")
        self.ask_all = add("recalculate", "Recalculate…", self.open_recalculate)
        lock_changes(self._page.desk, self.set_dates, self.set_pin)

    # Doors ----------------------------------------------------------------------------------

    def hints(self) -> tuple[Hint, ...]:
        """Keys while something waits."""
        return WAITING if self.pending.proposal is not None else ()

    def menu_actions(self, id: int) -> list[QAction]:
        """What the menu of a bar offers; its keys are told behind the words."""
        from cxdesk.ui.menus import item_later

        page, card = self._page, self._page.rows.card(id)

        def entry(words: str, act: Callable[[], None]) -> QAction:
            def on_bar() -> None:
                self._canvas.focus_bar(id, select=False)
                act()

            return item_later(page, words, on_bar)

        held = card is not None and card.pinned
        changes = [
            entry("Set dates…\tD", self.open_dates),
            entry("Unpin from its dates\tP" if held else "Pin to its dates\tP", self.pin),
        ]
        return [
            *(() if self._read_only() else changes),
            entry("Why is it here?\tW", self.open_why),
            entry("What moves if it slips…\tS", self.open_slip),
        ]

    def propose(self, label: str, moves: Mapping[int, Dates]) -> bool:
        """Set dates, or ask where that pushes others; whether they were saved at once."""
        return self.pending.propose(label, moves)

    def follow(self) -> None:
        """The page shows other data."""
        before, self._shown = self._shown, self._page.rows.roadmap
        self.pending.follow()
        if before is not None and self._shown is not None:
            self._tell_broken(before, self._shown)

    def _tell_broken(self, before: Roadmap, now: Roadmap) -> None:
        """Nothing moves by itself when other days are worked; what that breaks is said once."""
        old, new = before.board.frame.calendar, now.board.frame.calendar
        if old == new:
            return
        network = self.pending.network
        there = Network(before.board.cards, before.links, old).broken()
        broken = [id for id in network.broken() if id not in there]
        if not broken:
            return
        if old.week != new.week:
            by = "the new working week"
        else:
            added = len(new.holidays - old.holidays)
            by = {0: "the change of holidays", 1: "the new holiday"}.get(added, "the new holidays")
        verb = "is" if len(broken) == 1 else "are"
        text = f"{count(len(broken), 'link')} {verb} broken by {by}."
        first = min(broken, key=lambda id: network.cards[network.links[id].after].code)
        show = network.links[first].after
        told = Toast(text, button="Show", action=lambda: self._go(show), warning=True)
        # After what the desk says of the change itself, which it would not outlive.
        QTimer.singleShot(0, self, lambda: self._page.desk.said.emit(told))

    def _go(self, id: int) -> None:
        """Bring a bar into sight, and the keyboard to it."""
        self._canvas.focus_bar(id)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def open_dates(self) -> None:
        """Type the dates of the focused bar."""
        card = self.current()
        if card is not None and not self._told_read_only():
            from cxdesk.ui.roadmap.dates_form import DatesForm

            DatesForm(self._canvas, self.pending, card).open()

    def open_why(self) -> None:
        """Say why the focused bar is where it is."""
        card = self.current()
        if card is not None:
            from cxdesk.ui.roadmap.why_popover import WhyPopover

            WhyPopover(self._canvas, self.pending.network, card, self._go).open()

    def open_slip(self) -> None:
        """Say what moves if the focused bar slips."""
        card = self.current()
        if card is not None:
            from cxdesk.ui.roadmap.slip_form import SlipForm

            page = self._page
            printed = page.print_requested.emit
            SlipForm(self._canvas, self.pending, page.planning, card, printed).open()

    def open_recalculate(self) -> None:
        """Say what would move if all that wait stood as early as they can."""
        from cxdesk.ui.roadmap.slip_form import RecalculateForm

        page = self._page
        printed = page.print_requested.emit
        RecalculateForm(self._canvas, self.pending, page.planning, printed).open()
