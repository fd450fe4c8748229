"""The body of the window: the place that is shown, and the side panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget

from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings

if TYPE_CHECKING:
    from cxdesk.ui.panel.panel import DetailPanel

NARROWEST, WIDEST = 320, 520


class Body(QSplitter):
    """The panel is made when it is first needed, and keeps its width when the window grows."""

    # The panel asks for an item (kind, id), to be closed, for the next card (1) or the one before.
    open_requested = Signal(str, object)
    close_requested = Signal()
    step_requested = Signal(int)
    # The panel appeared or went away.
    panel_toggled = Signal()

    def __init__(self, stack: QStackedWidget, settings: Settings, jobs: Jobs) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.panel: DetailPanel | None = None
        self._settings, self._jobs = settings, jobs
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(stack)
        self.setStretchFactor(0, 1)

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is there."""
        return self.panel is not None and not self.panel.isHidden()

    def prepare(self) -> None:
        """Load the panel's parts while the window idles: its first opening is then quick."""
        import cxdesk.ui.panel.panel  # noqa: F401

    def show_item(self, desk: Desk, kind: str, id: int) -> bool:
        """Show an item in the panel; False when it is none that the panel shows."""
        if self.panel is None:
            from cxdesk.ui.panel.panel import DetailPanel

            self.panel = DetailPanel(desk, self._jobs)
            self.panel.setMinimumWidth(NARROWEST)
            self.panel.setMaximumWidth(WIDEST)
            self.panel.open_requested.connect(self.open_requested.emit)
            self.panel.close_requested.connect(self.close_requested)
            self.panel.step_requested.connect(self.step_requested)
            self.panel.hide()
            self.addWidget(self.panel)
            self.setStretchFactor(1, 0)
        if not self.panel.show_item(kind, id):
            return False
        if self.panel.isHidden():
            self.panel.show()
            width = self._settings.get("panel_width")
            self.setSizes([max(1, self.width() - width - 1), width])
            self.panel_toggled.emit()
        return True

    def close_panel(self) -> bool:
        """Hide the panel; False when it was not there."""
        if self.panel is None or self.panel.isHidden():
            return False
        self.keep_width()
        self.panel.hide()
        self.panel_toggled.emit()
        return True

    def keep_width(self) -> None:
        """Keep the width of the panel for the next time."""
        if self.panel is not None and not self.panel.isHidden():
            self._settings.set("panel_width", min(WIDEST, max(NARROWEST, self.panel.width())))

    def drop_panel(self) -> None:
        """Forget the panel: another file is opened."""
        if self.panel is not None:
            self.keep_width()
            self.panel.hide()
            self.panel.setParent(None)
            self.panel.deleteLater()
            self.panel = None
