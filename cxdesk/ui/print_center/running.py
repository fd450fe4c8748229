"""What is being made for a folder or a printer: how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from cxdesk.ui.form.rows import column, label, line


class Running(QWidget):
    """Words, a bar and Stop; hidden while nothing is made."""

    # The user gave up.
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.stop = QPushButton("Stop")
        self.stop.clicked.connect(lambda _=False: self.stop_wanted.emit())
        box = column(self, 6)
        box.addWidget(self.said)
        box.addWidget(self.bar)
        box.addLayout(line(1, self.stop))
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is being made."""
        self.said.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.show()

    def tell(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def end(self) -> None:
        """Nothing is made any more."""
        self.hide()
