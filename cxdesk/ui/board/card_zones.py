"""What on a card is clicked: the zone under the pointer, and what its popup hangs from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QWidget

from cxdesk.services.cards import Card
from cxdesk.ui.board.canvas import BoardCanvas

READ_TOO = ("charter", "actions")
"""Zones that only open something: they are there in a file that is open for reading, too."""


def part_at(canvas: BoardCanvas, card: Card, point: QPoint, *names: str) -> tuple[str, QRectF]:
    """The zone of a card, or its part of one of these names, at a point of the board.

    Its name and where it stands on its card; an empty name for none.
    """
    faces, card_rect = canvas.faces, canvas.boxes.rect_of(card.id)
    if faces is None or card_rect.isNull():
        return "", QRectF()
    at = QPointF(point - card_rect.topLeft())
    width = card_rect.width()
    zones = [(name, faces.rect_of(name, card, width)) for name in names]
    for name, rect in zones or faces.zones(card, width):
        if rect.contains(at) and (name in READ_TOO or canvas.editable):
            return name, rect
    return "", QRectF()


class Anchor(QWidget):
    """Lies where a part of a card is, so that a popup opens there and gives the keyboard back."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusProxy(canvas)
        self.hide()

    def put(self, card: Card, part: str) -> Anchor:
        """Lie over a part of a card, or its title where it does not show the part."""
        canvas, rect = self._canvas, self._canvas.boxes.rect_of(card.id)
        if canvas.faces is not None and not rect.isNull():
            inner = canvas.faces.rect_of(part, card, rect.width()).toAlignedRect()
            offset = canvas.board_point(QPoint())
            self.setGeometry(inner.translated(rect.topLeft() - offset))
        else:  # it stands in a folded lane or column
            self.setGeometry(QRect(canvas.viewport().rect().center(), self.size()))
        self.show()
        return self
