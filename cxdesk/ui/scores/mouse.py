"""The mouse over the matrix: hover, choose, open, drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from cxdesk.analysis.matrix import Bubble, caught
from cxdesk.services.priorities import Ranked

if TYPE_CHECKING:
    from cxdesk.ui.scores.matrix import Matrix

DRAG_AFTER = 8  # px


class MatrixMouse:
    """Turns the mouse's moves over a matrix into going about and lifting."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._pressed: tuple[QPointF, Bubble[Ranked]] | None = None

    @property
    def busy(self) -> bool:
        """Whether a bubble is held."""
        return self._pressed is not None

    def let_go(self) -> None:
        """Hold nothing any more."""
        self._pressed = None

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        it = self._matrix
        if event.button() is not Qt.MouseButton.LeftButton or it.lift is not None:
            return
        bubble = self._caught(event)
        if bubble is None:
            it.chosen.emit([], False)
            return
        self._pressed = (event.position(), bubble)
        it.go(bubble, add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        it, at = self._matrix, event.position()
        if self._pressed is None:
            it.hover(self._caught(event))
            return
        start, bubble = self._pressed
        if it.lift is None and (at - start).manhattanLength() < DRAG_AFTER:
            return
        if it.lift is None and not it.start(bubble, start):
            self._pressed = None
            return
        assert it.lift is not None
        plot = it.laid().plot
        # It is held where it was caught, not at its middle.
        aim = plot.benefit(at.y() - start.y() + plot.y(it.lift.row.benefit))
        it.drag(at, aim)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        it = self._matrix
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        _, bubble = self._pressed
        self._pressed = None
        if it.lift is None:
            if not event.modifiers():
                it.open(bubble)
        elif it.rect().contains(event.position().toPoint()):
            it.drop()
        else:
            it.cancel()

    def _caught(self, event: QMouseEvent) -> Bubble[Ranked] | None:
        at = event.position()
        return caught(self._matrix.laid().found, at.x(), at.y())
