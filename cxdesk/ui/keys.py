"""Key names as people read them, and tooltips that never take a user's words for markup."""

from __future__ import annotations

import html
import re

from PySide6.QtGui import QAction, QKeySequence

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


_SHORT = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Del": "Delete"}
