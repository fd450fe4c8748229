"""The keys of a ballot, as caps with what they do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.ui import chips, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.view import Hint

HINTS = (
    Hint(("Alt ↑", "Alt ↓"), "move"), Hint(("T",), "tie with the one above"),
    Hint(("1–9",), "go to that rank"), Hint(("Space",), "lift, drop"),
    Hint(("B",), "below all ranked"), Hint(("O",), "no opinion"),
    Hint(("Enter",), "rank as the last"), Hint(("Ctrl Z",), "take back a move"),
)  # fmt: skip
_ROW, _COLUMNS = 24, 2
_CAPS = 96  # px that the caps of a row have


class Legend(QWidget):
    """Two columns of keys; a screen reader has the same from the name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_ROW * -(-len(HINTS) // _COLUMNS))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        said = "; ".join(f"{' or '.join(hint.keys)}: {hint.text}" for hint in HINTS)
        self.setAccessibleName(f"Keys: {said}")

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        wide = self.width() / _COLUMNS
        for n, hint in enumerate(HINTS):
            x, y = n % _COLUMNS * wide, n // _COLUMNS * _ROW
            for key in hint.keys:
                x = chips.keycap(p, QPointF(x, y + 4), key, colors).right() + 4
            room = _CAPS if n % _COLUMNS == 0 else _CAPS - 40
            left = max(x + 4, n % _COLUMNS * wide + room)
            p.setPen(colors.text2)
            p.setFont(typeface.SMALL.font())
            text = QRectF(left, y, (n % _COLUMNS + 1) * wide - left, _ROW)
            p.drawText(text, Qt.AlignmentFlag.AlignVCenter, hint.text)
