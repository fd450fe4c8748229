"""The command palette: everything the window can do, and every initiative, by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cxdesk.services.search import fold
from cxdesk.ui.keys import action_caps, plain_text
from cxdesk.ui.live_index import LiveIndex
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.rows import Row, RowList
from cxdesk.ui.search_results import rows_of

_MOST = 40
_POINTLESS = ("palette", "answer")  # from here: it is open already, and the message waits with F8


class Palette(Overlay):
    """A field and the commands that fit it; those used last come first, Enter runs."""

    width_px = 600

    def __init__(
        self,
        over: QWidget,
        actions: Callable[[], Iterable[QAction]],
        index: LiveIndex,
        open_item: Callable[[str, int], object],
    ) -> None:
        super().__init__(over, "Commands")
        self._actions, self._index, self._open_item = actions, index, open_item
        self._listed: list[QAction] = []
        self._recent: list[str] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText("A command, a place or a code")
        self.field.setAccessibleName("Command")
        self.field.setMaxLength(200)
        self.field.installEventFilter(self)
        self.list = RowList(self, "Commands")
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 4, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing)
        self.field.textChanged.connect(self._on_text)
        self.list.chosen.connect(self._on_chosen)

    def open(self) -> None:
        """Show it with all commands that can run now."""
        if self.isVisible():
            super().open()
            return
        self._listed = [
            action
            for action in self._actions()
            if action.isEnabled() and action.objectName() not in _POINTLESS
        ]
        self.field.clear()
        self._on_text("")
        super().open()

    def wanted_height(self, width: int) -> int:
        return (
            self.field.sizeHint().height()
            + 24
            + (self.list.wanted_height(width - 16) if self.list.current() else 40)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and self.list.handle_key(event):
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        words = text.strip()
        rows = [_row(action) for action in ranked(self._listed, words, self._recent)][:_MOST]
        if words:
            rows += rows_of(hit for hit in self._index.find(words) if hit.kind == "initiative")
        self.list.show_rows(rows, words)
        self.list.setVisible(bool(rows))
        self._nothing.setText(f"Nothing is called “{words[:60]}”")
        self._nothing.setVisible(not rows)
        if self.isVisible():
            self.place()

    def _on_chosen(self, row: Row) -> None:
        self.close_overlay()
        if not isinstance(row.data, QAction):
            self._open_item(*row.data.opens)
            return
        key = row.data.objectName()
        self._recent = [key, *(one for one in self._recent if one != key)][:20]
        row.data.trigger()


def ranked(actions: Sequence[QAction], words: str, recent: Sequence[str]) -> list[QAction]:
    """The actions that fit `words`, the best first; of equals those used last."""
    wanted = fold(words)
    found = []
    for place, action in enumerate(actions):
        fit = _fit(fold(plain_text(action)), fold(action.property("group")), wanted)
        if fit is not None:
            key = action.objectName()
            used = recent.index(key) if key in recent else len(recent)
            found.append((fit, used, place, action))
    return [one[3] for one in sorted(found, key=lambda one: one[:3])]


def _fit(name: str, group: str, wanted: str) -> int | None:
    """0 for the start of a name, then of a word, parts of it, letters in order; None: no fit."""
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    whole = f"{group} {name}"
    if all(word in whole for word in wanted.split()):
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in wanted if letter != " ") else None


def _row(action: QAction) -> Row:
    return Row(
        plain_text(action), "Commands", note=action.property("group"), keys=action_caps(action),
        data=action,
    )  # fmt: skip
