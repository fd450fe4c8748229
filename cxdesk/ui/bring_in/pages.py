"""The plain pages of the import: waiting, and what is wrong with a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from cxdesk.ui.form.rows import label

_WIDTH = 520


class Page(QWidget):
    """A column of words and buttons in the upper middle."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        inner.setMinimumWidth(280)
        inner.setLayout(self.column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 4)
        across.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addStretch(1)
        box.addLayout(across)
        box.addStretch(2)
        self.title = label("", "title")
        self.words = label("", "body", "soft")
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)

    def first_field(self) -> QWidget:
        """What takes the keyboard."""
        raise NotImplementedError


class WaitPage(Page):
    """Something is under way; Cancel or Esc gives it up."""

    # It is not to go on.
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.writes = self.stopping = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.how_far = label("", "small", "quiet")
        self.cancel = button("Cancel", self._on_cancel)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.how_far)
        self.column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, title: str, text: str = "", *, writes: bool = False) -> None:
        """Say what is under way, and whether anything is written."""
        self.writes = writes
        self.title.setText(title)
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.how_far.setText("")
        self.stopping = False

    def tell(self, done: int, every: int) -> None:
        """Say how far it is."""
        if self.stopping:
            return
        show_progress(self.bar, self.how_far, done, every, "Saving…")

    def first_field(self) -> QWidget:
        return self.cancel

    def _on_cancel(self) -> None:
        if self.stopping:
            return
        self.stopping = True  # disabled, the button would lose the keyboard
        self.how_far.setText("Stopping…")
        self.bar.setRange(0, 0)
        self.cancelled.emit()


class TroublePage(Page):
    """Why a file cannot be brought in, and the way to another."""

    # Another file is wanted; the import is left.
    another_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.another = button("Choose another file…", self.another_wanted.emit, "primary")
        self.close_button = button("Close", self.left.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.another)
        row.addWidget(self.close_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def say(self, title: str, why: str) -> None:
        """Say what is wrong."""
        self.title.setText(title)
        self.words.setText(why)

    def first_field(self) -> QWidget:
        return self.another


def show_progress(bar: QProgressBar, words: QLabel, done: int, every: int, last: str) -> None:
    """Show steps done and in all; `last` is said once all are done, but it is not over."""
    if not every or done >= every:
        bar.setRange(0, 0)
        words.setText(last if every else "")
    else:
        bar.setRange(0, every)
        bar.setValue(done)
        words.setText(f"{done:,} of {every:,}")


def button(text: str, slot: Callable[[], object], role: str = "") -> QPushButton:
    """A button of the import."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda _=False: slot())
    return made
