"""A file dropped on the window: a program to open, or another program's file to bring in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent


def dropped_file(event: QDropEvent) -> str | None:
    """The one file that is dragged; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return urls[0].toLocalFile()


def take_nothing(event: QDragEnterEvent) -> None:
    """Let nothing be dropped here, nor on what lies below, to which Qt would go on."""
    event.setDropAction(Qt.DropAction.IgnoreAction)
    event.accept()
