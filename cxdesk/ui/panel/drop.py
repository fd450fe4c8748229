"""Files dropped anywhere on the panel: while they are held over it, it says what happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.dropped import dropped_file
from cxdesk.ui.read_only import is_read_only


class FileDrop(QWidget):
    """Lies over a panel while files are held over it; `words` says what would come of them."""

    def __init__(
        self, over: QWidget, words: Callable[[], str], take: Callable[[Sequence[Path]], object]
    ) -> None:
        super().__init__(over)
        self._over, self._words, self._take = over, words, take
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter:
                assert isinstance(event, QDragEnterEvent)
                if not files_of(event) or is_read_only(self._over) or not self._words():
                    return False
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.setGeometry(self._over.rect())
                self.raise_()
                self.show()
                return True
            case QEvent.Type.DragLeave:
                self.hide()
            case QEvent.Type.Drop:
                assert isinstance(event, QDropEvent)
                self.hide()
                event.setDropAction(Qt.DropAction.CopyAction)  # the file itself stays
                event.accept()
                self._take(files_of(event))
                return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colors.surface)
        veil.setAlphaF(0.88)
        p.fillRect(self.rect(), veil)
        box = QRectF(self.rect()).adjusted(12, 12, -12, -12)
        pen = QPen(colors.accent, 2, Qt.PenStyle.DashLine)
        p.setPen(pen)
        p.setBrush(colors.tint)
        p.drawRoundedRect(box, 8, 8)
        p.setPen(colors.text)
        p.setFont(typeface.BODY_STRONG.font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        p.drawText(box.adjusted(16, 16, -16, -16), int(flags), self._words())


def files_of(event: QDropEvent) -> list[Path]:
    """The files that are dragged; none for a program file, which the window opens."""
    if (dropped_file(event) or "").lower().endswith(".cxdesk"):
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
