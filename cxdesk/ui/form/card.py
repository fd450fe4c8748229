"""A sheet of paper on the canvas: the ground of what belongs together on a page."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from cxdesk.ui import theme
from cxdesk.ui.form.rows import Head, column, label
from cxdesk.ui.form.value import PAD_X


class Card(QFrame):
    """A surface with a hairline around it. It takes the theme's colours by itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(colors.line, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


class HeadedCard(Card):
    """A card with a heading; its parts go into `box`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.head = Head(title)
        self.head.setContentsMargins(PAD_X, 0, PAD_X, 0)
        self.box = column(self, 0, (20 - PAD_X, 16, 20 - PAD_X, 16))
        self.box.addWidget(self.head)


def headed_card(title: str, words: str, *parts: QWidget) -> HeadedCard:
    """Parts on a card with a heading, and a sentence on what they are for."""
    made = HeadedCard(title)
    if words:
        said = label(words, "body", "soft")
        said.setContentsMargins(PAD_X, 0, PAD_X, 6)
        made.box.addWidget(said)
    for part in parts:
        made.box.addWidget(part)
    return made
