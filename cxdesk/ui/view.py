"""What every place of the window is: a view over the desk, and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

if TYPE_CHECKING:
    from cxdesk.ui.printing import Paper


@dataclass(frozen=True, slots=True)
class Hint:
    """Keys and what they do, for the status bar and the help: ("Space",), "lift"."""

    keys: tuple[str, ...]
    text: str


class View(QWidget):
    """A place of the window. Views never import one another; the window routes.

    A subclass names itself in `key`, `title` and `tabs`, and is listed in `places.PLACES`.
    """

    # The user asked for an item: kind ("initiative", "charter", "actions", "batch" ...) and id;
    # an id has 63 bits, which a Signal of int would cut to 32.
    open_requested = Signal(str, object)
    # The user chose another density in this place: "compact", "normal" or "detailed".
    density_chosen = Signal(str)
    # Something is wanted on paper: Paper.
    print_requested = Signal(object)
    # Something is to be shown the same way the next time: its key, and a plain value.
    habit_changed = Signal(str, object)
    # What `hints` returns is different now.
    hints_changed = Signal()

    # Another tab is shown now: its place among `tabs`.
    tab_changed = Signal(int)
    # The user is done here: back to where an item led here from.
    back_requested = Signal()

    key = ""
    title = ""
    tabs: tuple[str, ...] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def refresh(self, change_set: ChangeSet | None) -> None:
        """Show the data as they are now; `change_set` says what changed, None: anything."""
        raise NotImplementedError

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Show it as it was left the last time; what makes no sense any more is left out."""

    def reveal(self, kind: str, id: int) -> bool:
        """Bring an item into sight and select it; False when this place does not show it."""
        return False

    def begin_filter(self) -> bool:
        """Put the keyboard into the field that narrows what is shown; False when there is none."""
        return False

    def primary_action(self) -> QAction | None:
        """The one accent button of the top bar."""
        return None

    def head(self) -> QWidget | None:
        """What stands in the top bar in place of title, tabs and search."""
        return None

    def head_tools(self) -> QWidget | None:
        """What stands there before the accent button."""
        return None

    def leave(self) -> bool:
        """Esc had no other use; False where it has none here either."""
        return False

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        """The item `by` places after another of its kind, in the order in which they are shown."""
        return None

    def show_tab(self, index: int) -> None:
        """Turn to one of `tabs`."""

    def current_tab(self) -> int:
        """The place among `tabs` of the one that is shown."""
        return 0

    def hidden_parts(self) -> set[QWidget]:
        """Parts that were made and are not shown now: their actions are not offered."""
        return set()

    def paper(self) -> Paper | None:
        """What Ctrl+P prints; None when nothing here is for paper."""
        return None

    def show_preview(self) -> bool:
        """Show what Ctrl+P would print in a preview of its own; False where it has none."""
        return False

    def drawn(self) -> bool:
        """Whether all that it shows is there, and nothing is still being made in a worker."""
        return True

    def hints(self) -> tuple[Hint, ...]:
        """Keys for what has the focus now."""
        return ()

    def all_hints(self) -> tuple[Hint, ...]:
        """All keys of this place that are no actions, for the help."""
        return ()

    def set_density(self, density: str) -> None:
        """Show "compact", "normal" or "detailed" rows."""

    def restyle(self) -> None:
        """Paint with the theme that now holds."""
        self.update()
