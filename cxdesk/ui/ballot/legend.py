"""The keys of a ballot, as caps with what they do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.ui import chips, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.view import Hint

_MOVE, _TIE = Hint(("Alt ↑", "Alt ↓"), "move"), Hint(("T",), "tie with the one above")
_JUMP, _LIFT = Hint(("1–9",), "go to that rank"), Hint(("Space",), "lift, drop")
_BELOW, _NONE = Hint(("B",), "below all ranked"), Hint(("O",), "no opinion")
_LAST, _BACK = Hint(("Enter",), "rank as the last"), Hint(("Ctrl Z",), "take back a move")
HINTS = (_MOVE, _TIE, _JUMP, _LIFT, _BELOW, _NONE, _LAST, _BACK)
LINED = (
    _MOVE, _TIE, _JUMP, Hint(("L",), "draw the line below"), _BELOW,
    Hint(("O",), "no opinion, recused"), _LAST, _LIFT,
    Hint(("Ctrl Z",), "take back"), Hint(("Ctrl ↵",), "go on to the seal"),
)  # fmt: skip
_ROW, _COLUMNS = 24, 2
_CAPS = 96  # px that the caps of a row have


class Legend(QWidget):
    """Two columns of keys; a screen reader has the same from the name."""

    def __init__(self, *, lined: bool = False) -> None:
        super().__init__()
        self._hints = LINED if lined else HINTS
        self.setFixedHeight(_ROW * -(-len(self._hints) // _COLUMNS))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        said = "; ".join(f"{' or '.join(hint.keys)}: {hint.text}" for hint in self._hints)
        self.setAccessibleName(f"Keys: {said}")

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        wide = self.width() / _COLUMNS
        for n, hint in enumerate(self._hints):
            x, y = n % _COLUMNS * wide, n // _COLUMNS * _ROW
            for key in hint.keys:
                x = chips.keycap(p, QPointF(x, y + 4), key, colors).right() + 4
            room = _CAPS if n % _COLUMNS == 0 else _CAPS - 40
            left = max(x + 4, n % _COLUMNS * wide + room)
            p.setPen(colors.text2)
            p.setFont(typeface.SMALL.font())
            text = QRectF(left, y, (n % _COLUMNS + 1) * wide - left, _ROW)
            p.drawText(text, Qt.AlignmentFlag.AlignVCenter, hint.text)
