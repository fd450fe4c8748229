"""A refusal shown at a card or cell: why, and a button that goes to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.errors import RuleBroken, Way

SECONDS = 12


class RefusalNote(QFrame):
    """One note beside what is refused; it goes by itself, with Esc, or with the next press."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("refusal")
        self.setAccessibleName("Refused")
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._way = QPushButton(self)
        close = QPushButton("Close", self)
        for button in (self._way, close):
            button.setAutoDefault(True)  # Enter presses it, as Space does
        close.setProperty("role", "flat")
        close.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(self._way)
        buttons.addWidget(close)
        buttons.addStretch()
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(8)
        box.addWidget(self._text)
        box.addLayout(buttons)
        self._go: Callable[[], None] | None = None
        self._way.clicked.connect(self._on_way)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, broken: RuleBroken, at: QRect, go: Callable[[Way], None]) -> None:
        """Show why beside the rectangle `at` (of the parent); `go` opens the way out."""
        self._text.setText(broken.text)
        way = broken.way
        self._way.setVisible(way is not None)
        if way is not None:
            self._way.setText(way.label)
            self._go = lambda: go(way)
        self.setFixedWidth(280)
        self.setFixedHeight(self._box.heightForWidth(280))
        room = self._ground.rect()
        spot = at.bottomLeft() + QPoint(0, 6)
        if spot.y() + self.height() > room.bottom():
            spot.setY(max(4, at.top() - 6 - self.height()))
        spot.setX(min(max(4, spot.x()), max(4, room.right() - self.width() - 4)))
        self.move(spot)
        self.show()
        self.raise_()
        self._timer.start(SECONDS * 1000)
        if way is not None:
            self._way.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """What the note says."""
        return self._text.text()

    def setVisible(self, visible: bool) -> None:
        """Give the keyboard back to what was refused; Qt would pass it on to some other field."""
        if not visible and self.isAncestorOf(QApplication.focusWidget() or self):
            self._ground.setFocus()
        super().setVisible(visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_way(self) -> None:
        self.hide()
        if self._go is not None:
            self._go()
