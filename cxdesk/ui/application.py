"""The one QApplication, typed: Qt's own `instance()` may be None or without windows."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def application() -> QApplication:
    """The running program. Raises TypeError before it is made."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise TypeError("a window needs a QApplication first")
    return found
