"""The buttons in the head of every side panel: the item before, the one after, close."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.ui import icons, theme

_ICONS = {"previous": "chevron_up", "next": "chevron_down", "close": "close"}


class HeadButtons(QWidget):
    """Three buttons of 26 px for a panel that shows a `noun`, such as "initiative"."""

    # Show the item before (-1) or after (1) this one.
    stepped = Signal(int)
    # Close the panel.
    closed = Signal()

    def __init__(self, noun: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for key, words, keys in (
            ("previous", f"Previous {noun}", "Alt+Up"),
            ("next", f"Next {noun}", "Alt+Down"),
            ("close", "Close the panel", "Esc"),
        ):
            made = self._buttons[key] = QToolButton()
            made.setObjectName(key)
            made.setAccessibleName(words)
            made.setToolTip(f"{words} ({keys})")
            made.setFixedSize(26, 26)
            row.addWidget(made)
        self._buttons["previous"].clicked.connect(lambda _=False: self.stepped.emit(-1))
        self._buttons["next"].clicked.connect(lambda _=False: self.stepped.emit(1))
        self._buttons["close"].clicked.connect(lambda _=False: self.closed.emit())
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours."""
        for key, button in self._buttons.items():
            button.setIcon(icons.icon(_ICONS[key], theme.current()))
