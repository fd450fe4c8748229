"""How one looks at the timeline: its zoom, lanes, colours and what is drawn; kept for next time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer

from cxdesk.services.grouping import TIMELINE_AXES, Axis
from cxdesk.ui.actions import make_action
from cxdesk.ui.roadmap.bar import Links
from cxdesk.ui.roadmap.looks import Colour
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.time_view import CLOSER, USUAL
from cxdesk.ui.roadmap.zoom_bar import Step

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_LATER = 700  # ms after which a zoom or pan is remembered
_PX = (0.001, 1000.0)
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Outlook(QObject):
    """Belongs to a timeline page; its actions are in the palette too."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas, self._bar = page, page.canvas, page.bar
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._keep_scale)
        canvas, bar = self._canvas, self._bar
        canvas.scale_changed.connect(self._on_scale)
        canvas.folded_changed.connect(self._keep_folded)
        bar.fit_wanted.connect(self._by_hand(canvas.fit_all))
        bar.steps.chosen.connect(self.to_step)
        bar.zoom.wanted.connect(canvas.zoom)
        bar.lanes.chosen.connect(self.set_lanes)
        bar.colour.chosen.connect(self._by_hand(self.set_colour))
        bar.links.chosen.connect(self._by_hand(lambda which: page.links.show(which.value)))
        page.links.shown_changed.connect(self._on_links)
        bar.critical.toggled.connect(self.set_critical)
        self._make_actions()

    def _by_hand(self, act: Any) -> Any:
        """What was chosen in the bar is looked at next: the timeline gets the keyboard."""

        def do(*what: Any) -> None:
            act(*what)
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

        return do

    def _make_actions(self) -> None:
        canvas, bar = self._canvas, self._bar

        def action(key: str, text: str, slot: Any, *keys: str) -> None:
            make_action(self._page, key, text, "Timeline", slot, shortcuts=keys, context=_WITHIN)

        action("timeline-fit", "Show everything", canvas.fit_all)
        action("timeline-fit-selected", "Fit the selected bars", canvas.fit_selection)
        action("timeline-today", "Go to today", canvas.go_to_today)
        action("timeline-closer", "Zoom in", partial(canvas.zoom, CLOSER))
        action("timeline-further", "Zoom out", partial(canvas.zoom, 1 / CLOSER))
        action("timeline-usual", "Zoom to 100 %", lambda: canvas.zoom_to(USUAL))
        for step in Step:
            action(f"timeline-{step}", f"Zoom to a {step}", partial(self.to_step, step))
        action("timeline-lanes", "Lanes by…", bar.lanes.click)
        action("timeline-colour", "Colour by…", bar.colour.click)
        action("timeline-critical", "Show or hide the critical path", bar.critical.click)
        action("timeline-open-lanes", "Open all lanes", canvas.open_lanes)
        action("timeline-fold-lanes", "Fold all lanes", canvas.fold_lanes)

    # The scale ------------------------------------------------------------------------------

    def to_step(self, step: Step) -> None:
        """Look so closely that a week, month ... has its usual width, about the focused bar."""
        canvas = self._canvas
        card = canvas.current_card()
        rect = None if card is None else canvas.rect_of(card.id)
        about = None
        if rect is not None and canvas.plot_rect().intersects(rect.toRect()):
            about = min(max(rect.center().x() - canvas.left, 0.0), canvas.width_of_plot)
        canvas.zoom_to(step.px, about)
        canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_scale(self) -> None:
        px = self._canvas.scale.px_a_day
        self._bar.steps.follow(px)
        self._bar.zoom.follow(px)
        if self._canvas.seen:
            self._later.start()

    def _keep_scale(self) -> None:
        scale = self._canvas.scale
        kept = [round(scale.origin, 3), round(scale.px_a_day, 5)]
        self._page.habit_changed.emit("scale", kept)

    def _keep_folded(self) -> None:
        folded = sorted(str(key) for key in self._canvas.folded)
        self._page.habit_changed.emit("folded", folded)

    # What is drawn --------------------------------------------------------------------------

    def set_lanes(self, axis: Axis) -> None:
        """Put the bars into lanes by something else."""
        self._page.group(axis)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_colour(self, colour: Colour) -> None:
        """Let the colours of bars stand for something else."""
        self._canvas.set_colour(colour)
        self._bar.colour.show_axis(colour)
        self._page.legend.follow()
        self._page.habit_changed.emit("colour", colour.value)

    def set_critical(self, on: bool) -> None:
        """Outline the critical path, or not."""
        self._canvas.show_critical = on
        self._page.legend.follow()
        self._canvas.viewport().update()
        self._page.habit_changed.emit("critical", on)

    def _on_links(self, which: str) -> None:
        self._bar.links.show_axis(Links(which))
        self._page.legend.follow()
        self._page.habit_changed.emit("links", which)

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Look at it as the last time; what makes no sense any more is left out."""
        if (axis := habits.get("lanes")) in tuple(TIMELINE_AXES):
            self._page.group(Axis(axis))
        if (colour := habits.get("colour")) in tuple(Colour):
            self.set_colour(Colour(colour))
        if (which := habits.get("links")) in tuple(Links):
            self._page.links.show(which)
        if habits.get("critical") is False:
            self._bar.critical.setChecked(False)
        match habits.get("folded"):
            case [*keys]:
                self._canvas.to_fold = {str(key) for key in keys}
        match habits.get("scale"):
            case [int() | float() as day, int() | float() as px] if _PX[0] <= px <= _PX[1]:
                if 1 <= day <= 3_000_000:
                    self._canvas.whole = False
                    self._canvas.scale = Scale(float(day), float(px))
