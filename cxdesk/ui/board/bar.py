"""The row above the board: how many cards show, what is being moved, and the density."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from cxdesk.ui import icons, theme
from cxdesk.ui.board.axis_buttons import columns_button, lanes_button

HEIGHT = 44
DENSITIES = ("compact", "normal", "detailed")


class BoardBar(QWidget):
    """Counts, and the switch of densities."""

    # The user chose a density.
    density_chosen = Signal(str)
    # The user wants another batch.
    batch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._shown = _label("strong", self)
        self._all = _label("body", self)
        self._moving = _label("small", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        for label in (self._shown, self._all):
            row.addWidget(label)
        row.addSpacing(12)
        self.add_batch = QToolButton(self)
        self.add_batch.setText("Add batch")
        self.add_batch.setProperty("role", "body")
        self.add_batch.setToolTip("Add a batch: initiatives that are due together  (B)")
        self.add_batch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_batch.setFixedHeight(28)
        self.add_batch.clicked.connect(lambda _checked=False: self.batch_wanted.emit())
        row.addWidget(self.add_batch)
        row.addSpacing(12)
        # What is being moved must not make the window wider.
        self._moving.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._moving, 1)
        self.columns, self.lanes = columns_button(self), lanes_button(self)
        for axis_button in (self.columns, self.lanes):
            row.addWidget(axis_button)
            row.addSpacing(4)
        self._buttons = QButtonGroup(self)
        self._by_density = {}
        for density in DENSITIES:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setFixedSize(QSize(30, 28))
            button.setToolTip(f"{density.capitalize()} cards")
            button.setAccessibleName(f"{density.capitalize()} cards")
            button.clicked.connect(
                lambda _checked=False, one=density: self.density_chosen.emit(one)
            )
            self._buttons.addButton(button)
            row.addWidget(button)
            self._by_density[density] = button
        self.restyle()

    def set_count(self, shown: int, all: int) -> None:
        """Say "12 of 24"."""
        self._shown.setText(f"{shown:,}")
        self._all.setText(f"of {all:,}")

    def set_density(self, density: str) -> None:
        """Show which density holds."""
        self._by_density[density].setChecked(True)

    def say(self, text: str) -> None:
        """Say what is being moved; empty says nothing."""
        self._moving.setText(text)

    def restyle(self) -> None:
        """Take the icons of the theme that now holds."""
        for density, button in self._by_density.items():
            button.setIcon(icons.icon(density, theme.current()))
        self.add_batch.setIcon(icons.icon("plus", theme.current()))

    def paintEvent(self, event: QPaintEvent) -> None:
        here = theme.current()
        p = QPainter(self)
        p.fillRect(self.rect(), here.surface)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), here.line)
        p.end()


def _label(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
