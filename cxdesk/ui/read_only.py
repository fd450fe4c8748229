"""A file that is open for reading only: what is said where somebody would change it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.ui.desk import Desk, Toast

READ_ONLY = "This file is open for reading only."


def _desk_of(part: QWidget | None) -> Desk | None:
    """The desk of the place or side panel in which a part stands."""
    while part is not None:
        desk = getattr(part, "desk", None)
        if isinstance(desk, Desk):
            return desk
        part = part.parentWidget()
    return None


def lock_changes(desk: Desk, *parts: QAction | QAbstractButton) -> None:
    """Disable what would change a file that is open for reading only, and say why."""
    if desk.store.read_only:
        for part in parts:
            part.setEnabled(False)
            part.setToolTip(READ_ONLY)


def is_read_only(part: QWidget) -> bool:
    """Whether nothing that a part shows can be changed."""
    desk = _desk_of(part)
    return desk is not None and desk.store.read_only


def refused(part: QWidget) -> bool:
    """Whether nothing that a part shows can be changed; if so, it is said."""
    desk = _desk_of(part)
    if desk is None or not desk.store.read_only:
        return False
    desk.said.emit(Toast(f"{READ_ONLY} Save a copy to change it.", warning=True))
    return True
