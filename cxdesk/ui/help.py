"""The shortcut help: every action with its keys, and the other keys of each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cxdesk.services.search import fold
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.rows import Row, RowList


class Help(Overlay):
    """A list of keys under a field that searches it; Enter or a click runs an action."""

    width_px = 640

    def __init__(self, over: QWidget, rows: Callable[[], Sequence[Row]]) -> None:
        super().__init__(over, "Keyboard shortcuts")
        self._rows = rows
        self._all: Sequence[Row] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search shortcuts")
        self.field.setAccessibleName("Search shortcuts")
        self.field.installEventFilter(self)
        self.list = RowList(self, "Keyboard shortcuts")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._on_text)
        self.list.chosen.connect(self._on_chosen)

    def open(self) -> None:
        """Show every shortcut there is now."""
        self._all = self._rows()
        self.field.clear()
        self._on_text("")
        super().open()

    def wanted_height(self, width: int) -> int:
        return 10_000  # as much as the window has: the list scrolls

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and self.list.handle_key(event):
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        words = fold(text).split()
        self.list.show_rows(
            [
                row
                for row in self._all
                if all(
                    word in fold(f"{row.heading} {row.text} {' '.join(row.keys)}") for word in words
                )
            ],
            text,
        )

    def _on_chosen(self, row: Row) -> None:
        if row.data is not None and row.data.isEnabled():
            self.close_overlay()
            row.data.trigger()
