"""A place with tabs: each a page of its own, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.model.errors import Way
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk, is_large
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.printing import Paper
from cxdesk.ui.tab_order import follow_layout
from cxdesk.ui.view import Hint, View


class TabPage(QWidget):
    """One tab of a place. It reads in `load`, which is called whenever it may be out of date."""

    # Something is wanted on paper: Paper.
    print_requested = Signal(object)
    # What `hints` or `primary_action` return is different now.
    hints_changed = Signal()
    # The user chose another density: "compact", "normal" or "detailed".
    density_chosen = Signal(str)
    # Something is to be shown the same way the next time: its key, and a plain value.
    habit_changed = Signal(str, object)
    # Turn to another tab of the place: the words on it.
    tab_requested = Signal(str)

    def __init__(self, editing: Editing) -> None:
        # Born where it stands: to move it there would have Qt dress all its parts once more.
        home = editing.parent()
        super().__init__(home if isinstance(home, QWidget) else None)
        self.editing, self.desk = editing, editing.desk

    def load(self) -> None:
        """Read what is shown and show it; what is being typed stays."""
        raise NotImplementedError

    def follow(self, change_set: ChangeSet | None) -> None:
        """Show a change while it is looked at, or everything anew for None."""
        self.load()

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Show it as it was left the last time; what makes no sense any more is left out."""

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter what is shown."""
        return True

    def reveal(self, kind: str, id: int) -> bool:
        """Bring an item into sight and select it; False when it is not here."""
        return False

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        """The item `by` places after another of its kind."""
        return None

    def begin_filter(self) -> bool:
        """Put the keyboard into the field that narrows what is shown; False when there is none."""
        return False

    def primary_action(self) -> QAction | None:
        """The one accent button of the top bar."""
        return None

    def paper(self) -> Paper | None:
        """What Ctrl+P prints."""
        return None

    def turn(self, stack: QStackedWidget, wanted: QWidget) -> None:
        """Show one part of a stack; the keyboard goes along if it was in the part before."""
        if stack.currentWidget() is wanted:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and stack.isAncestorOf(focus)
        stack.setCurrentWidget(wanted)
        self.hints_changed.emit()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def drawn(self) -> bool:
        """Whether all that it shows is there, and nothing is still being made in a worker."""
        return True

    def hints(self) -> tuple[Hint, ...]:
        """Keys for what has the focus now."""
        return ()

    def all_hints(self) -> tuple[Hint, ...]:
        """All keys of this page that are no actions, for the help."""
        return self.hints()

    def set_density(self, density: str) -> None:
        """Show "compact", "normal" or "detailed" rows."""

    def focusNextPrevChild(self, next: bool) -> bool:
        follow_layout(self)
        return super().focusNextPrevChild(next)

    def restyle(self) -> None:
        """Paint with the theme that now holds."""


Tab = tuple[str, Callable[[], type[TabPage]], tuple[str, ...]]
"""The words on a tab, what imports its page, and the kinds of items that the page reveals."""


class TabbedView(View):
    """A subclass lists its TABS; `tabs` and the stack follow from them."""

    TABS: tuple[Tab, ...] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.tabs = tuple(tab[0] for tab in cls.TABS)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._pages: dict[int, TabPage] = {}
        self._stale: set[int] = set()
        self._habits: Mapping[str, Any] = {}
        self._density = "normal"
        self._at = -1
        self.stack = QStackedWidget(self)
        self.editing = Editing(desk, self.stack)
        self.editing.went.connect(self._on_went)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("tabbed-view")
        self.restyle()
        for key, text, by in (("PgDown", "Next", 1), ("PgUp", "Previous", -1)):
            make_action(
                self, f"{text.lower()}-tab", f"{text} tab", "Go", partial(self._turn, by),
                shortcuts=(f"Ctrl+{key}",),
            )  # fmt: skip
        for index, name in enumerate(self.tabs):
            make_action(self, f"tab-{name}", f"Go to {name}", "Go", partial(self.show_tab, index))

    @property
    def page(self) -> TabPage:
        """The page that is shown."""
        return self._pages[self.current_tab()]

    def page_at(self, index: int) -> TabPage:
        """The page of a tab, made and up to date."""
        page = self._pages.get(index)
        if page is None:
            page = self._pages[index] = self.TABS[index][1]()(self.editing)
            page.print_requested.connect(self.print_requested)
            page.hints_changed.connect(self.hints_changed)
            page.density_chosen.connect(self.density_chosen)
            page.tab_requested.connect(self._on_tab_requested)
            name = self.tabs[index]
            page.habit_changed.connect(
                lambda key, value: self.habit_changed.emit(f"{name}/{key}", value)
            )
            self.made(page, name)
            page.set_density(self._density)
            page.recall(self._habits_of(index))
            self.stack.addWidget(page)
            self._stale.add(index)
        if index in self._stale:
            self._stale.discard(index)
            page.load()
        return page

    def made(self, page: TabPage, name: str) -> None:
        """A page was made; a place gives it here what it needs of another."""

    def show_tab(self, index: int) -> None:
        if index == self._at:
            return
        page = self.page_at(index)
        self._at = index
        self.stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.tab_changed.emit(index)
        self.habit_changed.emit("tab", self.tabs[index])
        self.hints_changed.emit()
        if self.isVisible():
            page.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn(self, by: int) -> None:
        self.show_tab((self._at + by) % len(self.tabs))

    def current_tab(self) -> int:
        if self._at < 0:  # not before it is known where the place was left
            self.show_tab(0)
        return self._at

    def hidden_parts(self) -> set[QWidget]:
        return {page for index, page in self._pages.items() if index != self._at}

    # The place ------------------------------------------------------------------------------

    def recall(self, habits: Mapping[str, Any]) -> None:
        self._habits = habits
        for index, page in self._pages.items():
            page.recall(self._habits_of(index))
        if habits.get("tab") in self.tabs:
            self.show_tab(self.tabs.index(habits["tab"]))
        self.current_tab()

    def showEvent(self, event: QShowEvent) -> None:
        self.current_tab()
        super().showEvent(event)

    def _habits_of(self, index: int) -> dict[str, Any]:
        lead = f"{self.tabs[index]}/"
        return {
            key.removeprefix(lead): value
            for key, value in self._habits.items()
            if key.startswith(lead)
        }

    def refresh(self, change_set: ChangeSet | None) -> None:
        self.editing.forget()
        for index, page in self._pages.items():
            if change_set is not None and not page.concerned(change_set):
                continue
            if index == self._at:
                page.follow(None if is_large(change_set) else change_set)
            else:
                self._stale.add(index)

    def reveal(self, kind: str, id: int) -> bool:
        for index in sorted(range(len(self.TABS)), key=lambda n: n != self._at):
            if kind in self.TABS[index][2] and self.page_at(index).reveal(kind, id):
                self.show_tab(index)
                return True
        return False

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.page.neighbour(kind, id, by)

    def begin_filter(self) -> bool:
        return self.page.begin_filter()

    def primary_action(self) -> QAction | None:
        return self.page.primary_action()

    def paper(self) -> Paper | None:
        return self.page.paper()

    def drawn(self) -> bool:
        return self.page.drawn()

    def hints(self) -> tuple[Hint, ...]:
        return self.page.hints()

    def all_hints(self) -> tuple[Hint, ...]:
        return self.page.all_hints()

    def set_density(self, density: str) -> None:
        self._density = density
        for page in self._pages.values():
            page.set_density(density)

    def restyle(self) -> None:
        for page in self._pages.values():
            page.restyle()
            for part in page.findChildren(QWidget):
                if hasattr(part, "restyle"):
                    part.restyle()
        self.update()

    def _on_tab_requested(self, name: str) -> None:
        if name in self.tabs:
            self.show_tab(self.tabs.index(name))

    def _on_went(self, way: Way) -> None:
        self.open_requested.emit(way.kind, way.id)
