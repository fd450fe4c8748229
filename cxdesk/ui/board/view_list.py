"""The saved views in a list: renamed, put in order, removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk.model.wording import count
from cxdesk.services import saved_views
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.saved_views import ViewRow
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.cards.filter_options import NamesOf
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.rows import label
from cxdesk.ui.menus import item
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.ordered import OrderedTable

_HELP = "Enter renames a view, Alt+↑ and Alt+↓ put it elsewhere, Delete removes it."


class ViewList(Overlay):
    """Stands over the window until it is left."""

    width_px = 720
    top_px = 96
    stays = True

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(over, "Saved views")
        self._editing = editing
        self.table = OrderedTable(
            "saved-views",
            "Saved views",
            (
                Column(
                    "name", "View", lambda row: row.name, 240, 1, weight=600, save=self._rename,
                    problem=lambda row, text: saved_views.name_problem(text, self._others(row)),
                ),
                Column("shows", "Shows", lambda row: self._words(row), 300, 3),
            ),
            enter_edits=True,
        )  # fmt: skip
        self.table.head.setSectionsClickable(False)  # their order is the one they are given
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._remove)
        self.table.set_menu(self._menu)
        self.done = QPushButton("Done")
        self.done.clicked.connect(lambda _=False: self.close_overlay())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.done)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(label("Saved views", "title"))
        box.addWidget(label(_HELP, "small"))
        box.addWidget(self.table)
        box.addLayout(buttons)
        editing.desk.changed.connect(self._on_changed)
        self.closed.connect(self.deleteLater)
        self._load()
        if self.table.table.rows:
            self.table.choose(self.table.table.rows[0].id)

    def first_field(self) -> QWidget:
        return self.table

    def _load(self) -> None:
        self._names = NamesOf(self._editing)
        self.table.set_rows(self._editing.read(saved_views.saved_views))
        self.place()

    def _on_changed(self, change_set: ChangeSet) -> None:
        if "saved_view" in change_set.tables:
            self._load()

    def _words(self, row: ViewRow) -> str:
        content = row.content
        kept = CardFilter.of(content.get("filter"))
        parts = [f"{name} {what}" for name, what in kept.words(self._names)]
        parts += [
            f"{key} by {content[key]}"
            for key in ("columns", "lanes")
            if isinstance(content.get(key), str)
        ]
        return " · ".join(parts)

    def _others(self, row: ViewRow) -> list[str]:
        return [one.name for one in self.table.table.rows if one.id != row.id]

    # Changing -------------------------------------------------------------------------------

    def _rename(self, row: ViewRow, text: str, at: Refusable) -> bool:
        name = text.strip()
        return name == row.name or self._editing.do(
            f"Rename the view “{row.name}” to “{name}”",
            lambda s: saved_views.rename(s, row.id, name), at,
        )  # fmt: skip

    def _move(self, row: ViewRow, after: int | None) -> None:
        self._editing.do(
            f"Move the view “{row.name}”", lambda s: saved_views.move(s, row.id, after)
        )

    def _remove(self, rows: Sequence[ViewRow]) -> None:
        def remove(session: Session) -> None:
            for row in rows:
                saved_views.remove(session, row.id)

        what = f"the view “{rows[0].name}”" if len(rows) == 1 else count(len(rows), "view")
        self._editing.do(f"Remove {what}", remove)
        if not self.table.table.rows:
            self.close_overlay()

    def _menu(self, row: ViewRow) -> list[QAction]:
        chosen = self.table.selected() or [row]
        made = []
        for text, act in (
            ("Move up", lambda: self.table.step(-1)),
            ("Move down", lambda: self.table.step(1)),
            ("Remove", lambda: self._remove(chosen)),
        ):
            made.append(item(text, act))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.done.hasFocus():
            self.done.click()
        else:
            super().keyPressEvent(event)
