"""A program file dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_file(event: QDropEvent) -> str | None:
    """The one program file that is dragged; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = urls[0].toLocalFile()
    return file if Path(file).suffix.lower() == ".cxdesk" else None
