"""The actions of the window as a menu and as the rows of the shortcut help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cxdesk.ui.keys import action_caps, caps, plain_text
from cxdesk.ui.view import Hint, View

if TYPE_CHECKING:
    from cxdesk.ui.rows import Row

_FIRST, _LAST = ("File", "Edit", "Go", "View"), "Help"
_NOT_IN_MENU = ("answer", "menu")
WINDOW_HINTS = (Hint(("Esc",), "close panel"),)


def with_window(hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """The hints of a place, and those of the window whose keys the place has no use for now."""
    taken = {hint.keys for hint in hints}
    return hints + tuple(hint for hint in WINDOW_HINTS if hint.keys not in taken)


def grouped(actions: Iterable[QAction]) -> dict[str, list[QAction]]:
    """Actions by their group: File, Edit, Go and View first, Help last, empty ones left out."""
    groups: dict[str, list[QAction]] = {name: [] for name in _FIRST}
    for action in actions:
        groups.setdefault(str(action.property("group")), []).append(action)
    groups[_LAST] = groups.pop(_LAST, [])
    return {name: found for name, found in groups.items() if found}


def fill_menu(menu: QMenu, actions: Iterable[QAction], made: Sequence[QMenu]) -> None:
    """Fill `menu` with the menus already `made`, then with one for each group of actions."""
    menu.clear()
    taken = {action for each in made for action in each.actions()}
    for each in made:
        menu.addMenu(each)
    rest = [
        action
        for action in actions
        if action not in taken and action.objectName() not in _NOT_IN_MENU
    ]
    for name, found in grouped(rest).items():
        menu.addMenu(name).addActions(found)


def help_rows(actions: Iterable[QAction], view: View) -> Iterator[Row]:
    """Every action with its keys, then the keys that are no actions."""
    from cxdesk.ui.rows import Row  # the window starts without it

    for name, found in grouped(actions).items():
        for action in found:
            more = [" ".join(caps(keys)) for keys in action.shortcuts()[1:]]
            note = f"or {', '.join(more)}" if more else ""
            yield Row(plain_text(action), name, note=note, keys=action_caps(action), data=action)
    for hint in (*view.all_hints(), *WINDOW_HINTS):
        yield Row(hint.text, f"In {view.title}", keys=hint.keys)
