"""The keyboard in the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cxdesk.analysis.matrix import towards
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.ui.scores.matrix import Matrix

_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAP = 5  # benefits that Page Up and Page Down pass

HINTS = (
    Hint(("↑", "↓", "←", "→"), "next bubble"), Hint(("Enter",), "open"),
    Hint(("Space",), "lift, to change the scores"),
)  # fmt: skip
LIFT_HINTS = (
    Hint(("↑", "↓"), "change the benefit"), Hint(("Space",), "drop"), Hint(("Esc",), "put back"),
)  # fmt: skip


class MatrixKeys:
    """Turns keys over a matrix into going about and lifting."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key means something here; if so, it was done."""
        if self._matrix.lift is not None:
            return self._carry(event.key())
        return self._walk(event)

    def _carry(self, key: int) -> bool:
        it = self._matrix
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                it.step(1 if key == Qt.Key.Key_Up else -1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                for _ in range(_LEAP):
                    it.step(1 if key == Qt.Key.Key_PageUp else -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                it.refuse_sideways()
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                it.drop()
            case Qt.Key.Key_Escape:
                it.cancel()
            case _:
                return False
        return True

    def _walk(self, event: QKeyEvent) -> bool:
        it, key = self._matrix, event.key()
        found = it.laid().found
        here = it.bubble_of(it.current().id) if it.current() else None  # type: ignore[union-attr]
        if not found:
            return False
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _WAYS:
            best = min(found, key=lambda one: (it.rows[one.id].rank or 10**9, one.text))
            it.go(best if here is None else towards(found, here, *_WAYS[key]))
        elif key == Qt.Key.Key_Space and add:
            it.go(here, add=True)
        elif key == Qt.Key.Key_Space:
            it.start(here)
        elif key in _ENTER and not event.modifiers():
            it.open(here)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            ranked = sorted(found, key=lambda one: (it.rows[one.id].rank or 10**9, one.text))
            it.go(ranked[0 if key == Qt.Key.Key_Home else -1])
        else:
            return False
        return True
