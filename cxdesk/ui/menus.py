"""Entries of context menus: what each does, and what opens a popup of its own once it is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

_GONE_MS = 100  # a popup that opens while a menu closes is closed with it


def item(text: str, act: Callable[[], object]) -> QAction:
    """An entry that does something at once."""
    made = QAction(text.replace("&", "&&"))
    made.triggered.connect(lambda _=False: act())
    return made


def item_later(over: QWidget, text: str, act: Callable[[], object]) -> QAction:
    """An entry that opens a popup over `over`: the menu is gone before."""
    return item(text, lambda: QTimer.singleShot(_GONE_MS, over, act))


def submenu(
    over: QWidget, text: str, options: Sequence[tuple[str, Any]], chosen: Callable[[Any], object]
) -> QAction:
    """An entry with a menu of its own: the words and the value of each option."""
    made, menu = QAction(text), QMenu(over)
    for words, value in options:
        entry = menu.addAction(words.replace("&", "&&"))
        entry.triggered.connect(lambda _=False, value=value: chosen(value))
    made.setMenu(menu)
    made.destroyed.connect(menu.deleteLater)
    return made
