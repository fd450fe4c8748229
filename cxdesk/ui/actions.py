"""Actions of the window: made in one way, so that palette and help can list them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget


def make_action(
    owner: QWidget,
    key: str,
    text: str,
    group: str,
    slot: Callable[[], object],
    *,
    shortcuts: Sequence[str | QKeySequence.StandardKey] = (),
    icon: QIcon | None = None,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QAction:
    """An action of `owner`, added to it; `group` is its heading in the help ("File", "Kanban")."""
    action = QAction(text, owner)
    action.setObjectName(key)
    action.setProperty("group", group)
    action.setShortcuts([QKeySequence(one) for one in shortcuts])
    action.setShortcutContext(context)
    if icon is not None:
        action.setIcon(icon)
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action


def listed_actions(
    root: QWidget, wanted: Callable[[QAction], bool] = lambda _action: True
) -> list[QAction]:
    """Every `wanted` action below `root` that has a group, in the order made, each key once."""
    found: dict[str, QAction] = {}
    for action in root.findChildren(QAction):
        if action.property("group") and action.objectName() not in found and wanted(action):
            found[action.objectName()] = action
    return list(found.values())
