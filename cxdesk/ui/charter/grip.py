"""The handle of a line: dragged to another place, or moved and removed with the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface

WIDTH = 18
_KEYS = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove", Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter",
}  # fmt: skip


class Grip(QWidget):
    """Six dots, or a number where the lines have one. Focused it shows the ring.

    Keys: Up and Down go to the neighbours, Del removes, Enter goes into the line.
    """

    # A key: "up", "down", "remove" or "enter".
    pressed = Signal(str)
    # It is dragged; the pointer's y on the screen: int.
    dragged = Signal(int)
    # It was let go; whether where it is: bool (Esc leaves it where it was).
    dropped = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("grip")
        self.setFixedWidth(WIDTH)
        self.setMinimumHeight(26)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Alt+Up and Alt+Down move it, Del removes it")
        self.setToolTip("Drag to move it, or Alt+Up and Alt+Down")
        self.number = 0
        self._from: QPointF | None = None
        self.dragging = False

    def set_live(self, live: bool) -> None:
        """Whether the line can be moved; else its number alone stands here."""
        self.setEnabled(live)
        shape = Qt.CursorShape.OpenHandCursor if live else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        far = (event.position() - self._from).manhattanLength()
        if not self.dragging and far < QApplication.startDragDistance():
            return
        if not self.dragging:
            self.dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(int(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end(True)

    def _end(self, here: bool) -> None:
        was, self._from, self.dragging = self.dragging, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was:
            self.dropped.emit(here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() == Qt.Key.Key_Delete or self.dragging)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.dragging and event.key() == Qt.Key.Key_Escape:
            self._end(False)
            return
        what = _KEYS.get(Qt.Key(event.key()))
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if what is None or not bare:
            event.ignore()
        else:
            self.pressed.emit(what)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isEnabled() and (self.underMouse() or self.hasFocus())
        middle = min(self.height(), 26) / 2
        if self.number and not strong:
            p.setPen(colors.text3)
            p.setFont(typeface.BODY.font())
            box = QRectF(0, middle - 13, self.width(), 26)
            p.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))
            return
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.text2 if strong else colors.control)
        for x in (-2.5, 2.5):
            for y in (-5, 0, 5):
                p.drawEllipse(QPointF(self.width() / 2 + x, middle + y), 1.2, 1.2)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(1, 1, self.width() - 2, min(self.height(), 26) - 2), 3, 3)
