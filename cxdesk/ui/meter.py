"""A meter: how much of a limit is used, and what is over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.ui import theme
from cxdesk.ui.theme import Theme

BAR = 8
_REACH = 4  # px that the mark of the limit stands out above and below


def draw_meter(p: QPainter, box: QRectF, used: float, limit: float | None, colors: Theme) -> None:
    """Paint into a box as high as the bar: dark is used, red is over, a mark stands at the limit.

    The box is as wide as the limit, or as the use where that is more. Without a limit there is
    the track alone.
    """
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colors.line)
    p.drawRoundedRect(box, 3, 3)
    if limit is None:
        return
    most = max(used, limit)
    if most <= 0:
        return
    over = used > limit + 1e-9
    full = box.width() * min(used, limit) / most
    if full > 0:
        p.setBrush(colors.text2)
        p.drawRoundedRect(QRectF(box.left(), box.top(), max(full, 3.0), box.height()), 3, 3)
    if over:
        at = box.left() + full
        p.setBrush(colors.danger)
        p.drawRoundedRect(QRectF(at, box.top(), box.right() - at, box.height()), 3, 3)
        p.setPen(QPen(colors.text, 2))
        p.drawLine(QPointF(at, box.top() - _REACH), QPointF(at, box.bottom() + _REACH))


class Meter(QWidget):
    """A meter as wide as there is room; a screen reader hears its words."""

    def __init__(self) -> None:
        super().__init__()
        self._used = 0.0
        self._limit: float | None = None
        self.setFixedHeight(BAR + 2 * _REACH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_use(self, used: float, limit: float | None, words: str) -> None:
        """Show how much of the limit is used; None is no limit."""
        self._used, self._limit = used, limit
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, BAR + 2 * _REACH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        box = QRectF(1, _REACH, self.width() - 2, BAR)
        draw_meter(p, box, self._used, self._limit, theme.current())


class ShareBar(QWidget):
    """A thin bar: which share of a whole something is."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share, 0-1."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        draw_meter(p, QRectF(0, 0, self.width(), 6), self._share, 1.0, theme.current())
