"""Key names as people read them, tooltips that are never markup, and Enter on a button."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

# Between two keys, not the plus key itself ("Ctrl++").
_JOINT = re.compile(r"(?<=[^+])\+")


def caps(keys: QKeySequence) -> tuple[str, ...]:
    """The key caps of a shortcut: Ctrl, Shift, Z."""
    words = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return tuple(_SHORT.get(part, part) for part in _JOINT.split(words)) if words else ()


def action_caps(action: QAction) -> tuple[str, ...]:
    """The key caps of an action's first shortcut; empty when it has none."""
    return caps(action.shortcut())


def plain_text(action: QAction) -> str:
    """The words of an action without the marks of mnemonics."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_tip(text: str) -> str:
    """`text` as a tooltip that shows it letter by letter: Qt guesses markup in tooltips."""
    return f"<qt>{html.escape(text)}</qt>"


def enter_presses(window: QWidget, event: QKeyEvent) -> bool:
    """Whether Enter pressed the button that has the keyboard: Qt's own know Space alone.

    For a window, which gets the keys that nothing in it had a use for.
    """
    button = window.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if isinstance(button, QAbstractButton):
        button.click()
    return isinstance(button, QAbstractButton)


_SHORT = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Del": "Delete"}
