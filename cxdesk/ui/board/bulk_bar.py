"""The bar below the board while several cards are selected: what is done with all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from cxdesk.ui import icons, theme
from cxdesk.ui.form.rows import Wrap, label
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.toasts import FOOT_BAR

Deed = tuple[str, str, Callable[[QToolButton], object]]
"""The words on a button, its key, and what it does."""


class BulkBar(QWidget):
    """Says how many cards are selected; shown from two on."""

    def __init__(
        self, deeds: Sequence[Deed], leave: Callable[[], object], *, read_only: bool
    ) -> None:
        super().__init__()
        self.setObjectName(FOOT_BAR)
        self.setAccessibleName("Selected initiatives")
        self._said = label("", "strong")
        self._said.setWordWrap(False)
        self._said.setFixedHeight(28)
        self.buttons: dict[str, QToolButton] = {}
        held = QWidget()
        wrap = Wrap(held, gap=6)
        for words, key, act in deeds:
            button = QToolButton()
            button.setText(words)
            button.setProperty("role", "body")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFixedHeight(28)
            button.setToolTip(f"{words.rstrip('…')} of what is selected  ({key})" if key else "")
            if read_only:
                button.setEnabled(False)
                button.setToolTip(READ_ONLY)
            button.clicked.connect(lambda _=False, act=act, button=button: act(button))
            self.buttons[words] = button
            wrap.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        held.setSizePolicy(policy)
        self._leave = leave
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Select nothing")
        self.close_button.setToolTip("Select nothing  (Esc)")
        self.close_button.setFixedSize(QSize(28, 28))
        self.close_button.clicked.connect(lambda _=False: leave())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._said, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(held, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()
        self.hide()

    def follow(self, number: int) -> None:
        """So many cards are selected now."""
        self._said.setText(f"{number:,} selected")
        self.setVisible(number > 1)

    def said(self) -> str:
        """How many cards it says are selected."""
        return self._said.text() if self.isVisible() else ""

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.close_button.setIcon(icons.icon("close", theme.current()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(QRectF(0, 0, self.width(), 1), colors.line2)
