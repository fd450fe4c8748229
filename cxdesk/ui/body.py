"""The body of the window: the place that is shown, and a side panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from cxdesk.ui.desk import Desk
from cxdesk.ui.panels import PANELS, panel_of
from cxdesk.ui.settings import Settings

if TYPE_CHECKING:
    from cxdesk.ui.side_panel import SidePanel

NARROWEST, WIDEST = 320, 520


class Body(QSplitter):
    """Each panel is made when it is first needed; it keeps its width when the window grows."""

    # The panel asks for an item (kind, id), to be closed, for the next card (1) or the one before.
    open_requested = Signal(str, object)
    close_requested = Signal()
    step_requested = Signal(int)
    # Something is wanted on paper: Paper.
    print_requested = Signal(object)
    # A panel appeared or went away.
    panel_toggled = Signal()

    def __init__(self, stage: QWidget, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panels: dict[int, SidePanel] = {}
        self._shown: SidePanel | None = None
        self._settings = settings
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(stage)
        self.setStretchFactor(0, 1)

    @property
    def panel(self) -> SidePanel | None:
        """The panel shown last; None before one was first needed."""
        return self._shown

    @property
    def panel_shown(self) -> bool:
        """Whether a panel is there."""
        return self._shown is not None and not self._shown.isHidden()

    def panels(self) -> list[SidePanel]:
        """Every panel that was made."""
        return list(self._panels.values())

    def prepare(self) -> None:
        """Load the first panel's parts while the window idles: its opening is then quick."""
        PANELS[0][1]()

    def show_item(self, desk: Desk, kind: str, id: int) -> bool:
        """Show an item in its panel; False when no panel shows it."""
        place = panel_of(kind)
        if place is None:
            return False
        panel = self._panels.get(place)
        if panel is None:
            panel = self._panels[place] = self._make(place, desk)
        if not panel.show_item(kind, id):
            return False
        before, self._shown = self._shown, panel
        if before is not None and before is not panel and not before.isHidden():
            sizes = self.sizes()
            old, new = self.indexOf(before), self.indexOf(panel)
            sizes[old], sizes[new] = 0, sizes[old]
            had_focus = before.isAncestorOf(QApplication.focusWidget() or self)
            before.hide()
            panel.show()
            self.setSizes(sizes)
            if had_focus:  # hidden, it would leave the keyboard to whatever comes next
                panel.setFocus(Qt.FocusReason.OtherFocusReason)
            self.panel_toggled.emit()
        elif panel.isHidden():
            panel.show()
            width = self._settings.get("panel_width")
            sizes = [0] * self.count()
            sizes[0], sizes[self.indexOf(panel)] = max(1, self.width() - width - 1), width
            self.setSizes(sizes)
            self.panel_toggled.emit()
        return True

    def _make(self, place: int, desk: Desk) -> SidePanel:
        panel = PANELS[place][1]()(desk)
        panel.setMinimumWidth(NARROWEST)
        panel.setMaximumWidth(WIDEST)
        panel.open_requested.connect(self.open_requested)
        panel.close_requested.connect(self.close_requested)
        panel.step_requested.connect(self.step_requested)
        panel.print_requested.connect(self.print_requested)
        panel.hide()
        self.addWidget(panel)
        self.setStretchFactor(self.indexOf(panel), 0)
        return panel

    def close_panel(self) -> bool:
        """Hide the panel; False when it was not there."""
        if self._shown is None or self._shown.isHidden():
            return False
        self.keep_width()
        self._shown.hide()
        self.panel_toggled.emit()
        return True

    def keep_width(self) -> None:
        """Keep the width of the panel for the next time."""
        if self._shown is not None and not self._shown.isHidden():
            width = min(WIDEST, max(NARROWEST, self._shown.width()))
            self._settings.set("panel_width", width)

    def drop_panels(self) -> None:
        """Forget the panels: another file is opened."""
        self.keep_width()
        for panel in self._panels.values():
            panel.hide()
            panel.setParent(None)
            panel.deleteLater()
        self._panels.clear()
        self._shown = None
