"""How much of an outcome is realised, as a bar with words at its ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.ui import theme
from cxdesk.ui.form.spans import Flow, Span, natural_width
from cxdesk.ui.theme import Theme


def draw_share(p: QPainter, box: QRectF, share: float, colors: Theme) -> None:
    """Paint a bar filled by a share in per cent; below 0 is empty, above 100 full."""
    p.fillRect(box, colors.press)
    filled = QRectF(box)
    filled.setWidth(box.width() * min(max(share, 0.0), 100.0) / 100)
    p.fillRect(filled, colors.text2)


class Bar(QWidget):
    """A bar 6 px high, filled by a share in per cent."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(6)

    def set_share(self, share: float) -> None:
        """Fill it; below 0 is empty, above 100 full."""
        self._share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_share(QPainter(self), QRectF(self.rect()), self._share, theme.current())


class Ends(QWidget):
    """Three words of one line: left, at a third, right; on lines of their own when too narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_ends(self, left: list[Span], middle: list[Span], right: list[Span]) -> None:
        """Show these three."""
        self._parts = (left, middle, right)
        self.setAccessibleName(
            ", ".join(" ".join(one.text for one in part) for part in self._parts)
        )
        self.updateGeometry()
        self.update()

    def _fits(self, width: int) -> bool:
        return sum(natural_width(part) for part in self._parts) + 24 <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 22 if self._fits(width) else 22 + 16 * (sum(1 for part in self._parts if part) - 1)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors, top = QPainter(self), theme.current(), 5.0
        fits = self._fits(self.width())
        left = natural_width(self._parts[0])
        for place, part in enumerate(self._parts):
            wide = natural_width(part)
            x = 0.0
            if fits and place == 1:
                rest = self.width() - natural_width(self._parts[2]) - 12 - wide
                x = max(left + 12, min(self.width() * 0.26, rest))
            elif fits and place == 2:
                x = self.width() - wide
            if part:
                box = QRectF(x, top, wide + 2, 16)
                Flow(part, max(wide + 2, 20) if fits else self.width(), 16).paint(
                    p, box.topLeft(), colors
                )
                top += 0 if fits else 16
