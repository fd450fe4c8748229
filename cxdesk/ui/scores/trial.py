"""The bar that says that other weights are looked at, and asks whether to keep them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.wording import count
from cxdesk.ui import glyphs, theme
from cxdesk.ui.form.rows import label
from cxdesk.ui.read_only import READ_ONLY

HEIGHT = 48


class TrialBar(QWidget):
    """Shown only while weights are tried."""

    # Keep what is tried.
    kept = Signal()
    # Go back to what is kept.
    discarded = Signal()

    def __init__(self, reads: bool) -> None:
        super().__init__()
        self.setObjectName("trial-bar")
        self.setFixedHeight(HEIGHT)
        self.words = label("", "body")
        self.keep = QPushButton("Keep these weights")
        self.keep.setObjectName("keep-weights")
        self.keep.setProperty("role", "primary")
        self.keep.setEnabled(not reads)
        self.keep.setToolTip(READ_ONLY if reads else "For everybody who opens this program file")
        self.keep.clicked.connect(lambda _=False: self.kept.emit())
        self.back = QPushButton("Discard")
        self.back.setObjectName("discard-weights")
        self.back.setToolTip("Go back to the weights that are kept")
        self.back.clicked.connect(lambda _=False: self.discarded.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(42, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, changed: int, total: int) -> None:
        """Say how many change their rank."""
        follows = (
            f"{changed:,} of {count(total, 'initiative')} would change rank"
            if changed
            else "no initiative would change rank"
        )
        self.words.setText(f"Other weights are tried, not kept: {follows}.")
        self.words.setToolTip(self.words.text())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.tint)
        p.fillRect(QRectF(0, 0, self.width(), 1), here.line)
        glyphs.draw(p, QRectF(16, (HEIGHT - 16) / 2, 16, 16), "settings", here.accent)
