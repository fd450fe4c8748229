"""What a page of a PDF is shown on: the page on its ground, and the room it scrolls in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.ui import theme

EDGE = 24  # px around the page
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)  # fmt: skip


class PageArea(QScrollArea):
    """Scrolls within a page; at its end PgDn and PgUp go on to the next one."""

    # There is another room for the page.
    resized = Signal()

    def __init__(self, wheeled: Callable[[int], None]) -> None:
        super().__init__()
        self._wheeled = wheeled
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = _Ring(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(self.viewport().rect(), theme.current().press)

    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        widget.setAutoFillBackground(False)
        self._ring.raise_()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.setVisible(event.reason() in _BY_KEYS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheeled(event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        ends = {
            Qt.Key.Key_PageDown: (down, down.maximum()),
            Qt.Key.Key_PageUp: (down, down.minimum()),
            Qt.Key.Key_Right: (across, across.maximum()),
            Qt.Key.Key_Left: (across, across.minimum()),
            Qt.Key.Key_Home: (down, down.value()),
            Qt.Key.Key_End: (down, down.value()),
        }
        bar, end = ends.get(Qt.Key(event.key()), (down, -1))
        if bar.value() == end:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Ring(QWidget):
    """The ring of the focus, above the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setPen(QPen(theme.current().accent, 2))
        p.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))


class PageSheet(QWidget):
    """The page on its ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image, self._size = QImage(), QSizeF()

    def show_image(self, image: QImage | None, size: QSizeF) -> None:
        """Show a page at a size in px; without a picture the last one stays until there is one."""
        if image is not None:
            self._image = image
        self._size = size
        self.resize(size.toSize() + QSize(2 * EDGE, 2 * EDGE))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page = QRectF(EDGE, EDGE, self._size.width(), self._size.height())
        p.drawImage(page, self._image)
        p.setPen(theme.current().control)
        p.drawRect(page.adjusted(-1, -1, 0, 0))
