"""The ways through the window: to an item wherever it is shown, to the next one, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.ui.desk import Toast
from cxdesk.ui.overlay import give_focus
from cxdesk.ui.places import listed

if TYPE_CHECKING:
    from cxdesk.ui.window import MainWindow


@dataclass(slots=True)
class _Left:
    """What was shown where an item led away to a place that the sidebar does not list."""

    place: str
    beside: tuple[str, int] | None  # kind and id of what the side panel showed
    focus: QWidget | None


class Ways:
    """Goes to items, and back from where the sidebar does not lead."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._opening = False
        self._left: _Left | None = None

    @property
    def _listed(self) -> list[str]:
        return [place.key for place in listed(self._window.places)]

    @property
    def home(self) -> str:
        """The place to which the sidebar led, on show or behind one that it does not list."""
        if self._window.stage.place in self._listed:
            return self._window.stage.place
        return self._left.place if self._left is not None else ""

    def leaving(self, key: str) -> None:
        """Another place is about to be shown: keep what is there now, where one comes back."""
        window = self._window
        if key in self._listed:
            self._left = None
        elif window.stage.place in self._listed:
            panel = window.panel if window.body.panel_shown else None
            id = panel.current() if panel is not None else None
            beside = (panel.shows(), id) if panel is not None and id is not None else None
            self._left = _Left(window.stage.place, beside, QApplication.focusWidget())
            window.body.close_panel()

    def back(self) -> None:
        """Show again what was left."""
        window, left = self._window, self._left
        if left is None:
            window.show_place(self._listed[0])
            return
        window.show_place(left.place)
        if left.beside is not None:
            window.body.show_item(window.desk, *left.beside)
        give_focus(left.focus, window.view)

    def open(self, kind: str, id: int) -> bool:
        """Go to an item: into sight in this place, and into the side panel if it belongs there.

        What has no panel and is not shown here is shown in its own place. False, with a message,
        when nothing shows such an item.
        """
        if self._opening:  # revealing a card may select it, which asks for it again
            return False
        window = self._window
        self._opening = True
        try:
            shown = window.view.reveal(kind, id)
            if window.body.show_item(window.desk, kind, id):
                shown = True
            elif shown and window.stage.place not in self._listed:
                window.body.close_panel()  # it is shown over the whole width
            place = None if shown else window.stage.place_of(kind)
            if place is not None and place != window.stage.place:
                window.show_place(place)
                shown = window.view.reveal(kind, id)
        finally:
            self._opening = False
        if not shown:
            window.toasts.say(Toast("No place of the window shows this yet."))
        return shown

    def step(self, by: int) -> None:
        """Show the next item of the kind that is in the side panel, in the order of the place."""
        panel = self._window.panel
        here = panel.current() if panel is not None else None
        if panel is not None and here is not None:
            following = self._window.view.neighbour(panel.kind, here, by)
            if following is not None:
                self.open(panel.kind, following)
