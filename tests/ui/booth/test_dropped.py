"""A file that is dropped on a booth reaches nothing below it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.booth.hands import Opener


class Ear(QObject):
    """Hears of what is dragged over a widget."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.heard = 0
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.heard += event.type() == QEvent.Type.DragEnter
        return False


def test_nothing_is_dropped_through_a_booth(
    window: QWidget, opened: Opener, tmp_path: Path
) -> None:
    ear = Ear(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "board.json"))])

    def drag(onto: QWidget) -> QDragEnterEvent:
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        event.ignore()
        QApplication.sendEvent(onto, event)
        return event

    drag(window)
    assert ear.heard == 1
    booth, _ = opened()
    event = drag(booth)
    assert ear.heard == 1
    assert event.dropAction() == Qt.DropAction.IgnoreAction
