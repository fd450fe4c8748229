"""What the window itself can do, as actions: the palette, the help and the menu list them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cxdesk.ui.actions import listed_actions, make_action
from cxdesk.ui.command_list import fill_menu, help_rows
from cxdesk.ui.keys import plain_tip
from cxdesk.ui.places import listed

if TYPE_CHECKING:
    from cxdesk.ui.help import Help
    from cxdesk.ui.palette import Palette
    from cxdesk.ui.window import MainWindow

THEMES = {"auto": "as the system", "light": "light", "dark": "dark"}
DENSITIES = ("compact", "normal", "detailed")
_UNDO = QKeySequence.StandardKey.Undo


class Commands:
    """The actions of one window, made once; palette and help are made when first wanted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._menus: list[QMenu] = []
        self._palette: Palette | None = None
        self._help: Help | None = None
        self.menu = QMenu(window)
        self.menu.setAccessibleName("Menu")
        self.undo = self._add("undo", "&Undo", "Edit", lambda: window.walker.undo(), _UNDO)
        self.redo = self._add(
            "redo", "&Redo", "Edit", lambda: window.walker.redo(), "Ctrl+Shift+Z", "Ctrl+Y"
        )
        self._add("answer", "Do what the message offers", "Edit", self._answer, "F8")
        self._add("search", "&Search", "Go", lambda: window.search.begin(), "Ctrl+F")
        self._add("filter", "Filter what is shown", "Go", self._filter, "/")
        self._add("palette", "&Commands", "Go", self.show_palette, "Ctrl+K")
        for number, place in enumerate(listed(window.places), 1):
            keys = (f"Ctrl+{number}",) if number <= 9 else ()
            show = partial(window.show_place, place.key)
            self._add(f"go-{place.key}", place.title, "Go", show, *keys)
        self._add("next-part", "Next part of the window", "Go", self.next_part, "F6")
        prefer = window.settings.set
        for key, words in THEMES.items():
            self._add(f"theme-{key}", f"Colours: {words}", "View", partial(prefer, "theme", key))
        for key in DENSITIES:
            self._add(f"density-{key}", f"Density: {key}", "View", partial(prefer, "density", key))
        self._add("sidebar", "Fold or unfold the sidebar", "View", window.fold_sidebar, "Ctrl+B")
        self._add("full-screen", "Full screen", "View", self.full_screen, "F11")
        self._add("help", "&Keyboard shortcuts", "Help", self.show_help, "F1")
        self._add("menu", "Menu", "Help", self.show_menu, "F10")

    def _add(
        self,
        key: str,
        text: str,
        group: str,
        slot: Callable[[], object],
        *keys: str | QKeySequence.StandardKey,
    ) -> QAction:
        return make_action(self._window, key, text, group, slot, shortcuts=keys)

    def listed(self) -> list[QAction]:
        """Everything there is to do in the place that is shown; some of it may be disabled."""
        body = self._window.body
        hidden = self._window.stage.hidden_parts()
        hidden |= {one for one in body.panels() if one is not body.panel or not body.panel_shown}
        return listed_actions(self._window, lambda one: not _within(one, hidden))

    def run(self, key: str) -> bool:
        """Do the action with this key; False when there is none or it cannot be done now."""
        for action in self.listed():
            if action.objectName() == key and action.isEnabled():
                action.trigger()
                return True
        return False

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Enable undo and redo; each is the label of its change, None when there is nothing."""
        _say(self.undo, "Undo", undo, "Ctrl+Z")
        _say(self.redo, "Redo", redo, "Ctrl+Shift+Z")

    def add_menu(self, menu: QMenu) -> None:
        """Put a menu of its own making before those made from the actions."""
        self._menus.append(menu)

    def show_menu(self) -> None:
        """Open the menu below its button, without stopping anything else as exec would."""
        fill_menu(self.menu, self.listed(), self._menus)
        button = self._window.menu_button
        room = self.menu.sizeHint().width() - button.width()
        self.menu.popup(button.mapToGlobal(QPoint(-room, button.height())))

    def show_palette(self) -> None:
        """Show the command palette."""
        if self._palette is None:
            from cxdesk.ui.palette import Palette

            window = self._window
            self._palette = Palette(window, self.listed, window.index, window.open)
        self._palette.open()

    def show_help(self) -> None:
        """Show every shortcut."""
        if self._help is None:
            from cxdesk.ui.help import Help

            self._help = Help(
                self._window, lambda: list(help_rows(self.listed(), self._window.view))
            )
        self._help.open()

    def next_part(self) -> None:
        """Move the focus on: place, side panel, sidebar, search box."""
        window, panel = self._window, self._window.panel
        sidebar = window.sidebar.current()
        parts: list[tuple[QWidget, Callable[[], object]]] = [
            (window.view, partial(window.view.setFocus, Qt.FocusReason.TabFocusReason)),
            (window.sidebar, partial(sidebar.setFocus, Qt.FocusReason.TabFocusReason)),
            (window.search, window.search.begin),
        ]
        if panel is not None and panel.isVisible():
            parts.insert(1, (panel, panel.focus_title))
        here = QApplication.focusWidget()
        inside = [here is not None and (p is here or p.isAncestorOf(here)) for p, _ in parts]
        at = inside.index(True) if True in inside else -1
        parts[(at + 1) % len(parts)][1]()

    def full_screen(self) -> None:
        """Fill the screen, or no more."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _filter(self) -> None:
        """Where nothing can be filtered, looking for it comes next."""
        if not self._window.view.begin_filter():
            self._window.search.begin()

    def _answer(self) -> None:
        self._window.toasts.act()


def _within(action: QAction, parts: set[QWidget]) -> bool:
    """Whether an action belongs to one of these parts, or to something in it."""
    owner = action.parent()
    while owner is not None and owner not in parts:
        owner = owner.parent()
    return owner is not None


def _say(action: QAction, verb: str, label: str | None, keys: str) -> None:
    action.setEnabled(label is not None)
    text = f"Nothing to {verb.lower()}" if label is None else f"{verb}: {label}"
    action.setToolTip(plain_tip(f"{text}  ({keys})"))
