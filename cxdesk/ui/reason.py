"""Asks for the reason that a soft limit wants, in an overlay that does not stop the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.ui.overlay import Overlay


class ReasonOverlay(Overlay):
    """The question, a field, and two buttons; Enter goes on, Esc gives up."""

    width_px = 440
    top_px = 120
    stays = True  # a half-written reason is not lost by a click beside it

    def __init__(self, over: QWidget, text: str, then: Callable[[str], object]) -> None:
        super().__init__(over, "A reason is needed")
        self._then = then
        question = QLabel(text)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText("The reason, kept in the history")
        self.field.setAccessibleName("Reason")
        self.field.setAccessibleDescription(text)
        self.field.setMaxLength(500)
        self.go_on = QPushButton("Keep going")
        self.go_on.setProperty("role", "primary")
        self.go_on.setEnabled(False)
        self.go_on.setToolTip("Write a reason first")
        give_up = QPushButton("Leave it")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(give_up)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(question)
        layout.addWidget(self.field)
        layout.addLayout(buttons)
        self.field.textChanged.connect(self._on_text)
        self.go_on.clicked.connect(self._on_go_on)
        give_up.clicked.connect(self.close_overlay)
        self.closed.connect(self.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.focusWidget() is self.field:
                self._on_go_on()
            elif isinstance(button := self.focusWidget(), QPushButton):
                button.click()
            return
        super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self.go_on.setEnabled(bool(text.strip()))
        self.go_on.setToolTip("" if text.strip() else "Write a reason first")

    def _on_go_on(self) -> None:
        if reason := self.field.text().strip():
            self.close_overlay()
            self._then(reason)


def ask_reason(parent: QWidget, text: str, then: Callable[[str], object]) -> ReasonOverlay:
    """Show `text` in the window of `parent` and call `then` with the reason, unless given up."""
    for open_one in parent.window().findChildren(ReasonOverlay):
        open_one.close_overlay()
    asking = ReasonOverlay(parent, text, then)
    asking.open()
    return asking
