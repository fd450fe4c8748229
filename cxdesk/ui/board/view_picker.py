"""The saved views of the kanban: shown, saved under a name, brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton

from cxdesk.services import saved_views
from cxdesk.services.card_filter import CardFilter, Due, Obstacle
from cxdesk.services.saved_views import ViewRow
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.read_only import READ_ONLY

if TYPE_CHECKING:
    from cxdesk.ui.board.view_form import ViewForm
    from cxdesk.ui.board.view_list import ViewList

Content = Mapping[str, Any]

READY_MADE = (
    ("My initiatives", CardFilter(mine=True)),
    ("Overdue", CardFilter(due=(Due.OVERDUE,))),
    ("Blocked", CardFilter(obstacles=(Obstacle.BLOCKED,))),
)
"""Views that every program has: filters alone, whatever the columns and lanes are."""


class ViewPicker(QObject):
    """What a button offers: views to show, and saving what is shown.

    `give` tells what is shown as plain values; `take` shows such values, and leaves as it is what
    they do not name.
    """

    def __init__(
        self,
        button: QToolButton,
        editing: Editing,
        give: Callable[[], Content],
        take: Callable[[Content], object],
    ) -> None:
        super().__init__(button)
        self._button, self._editing = button, editing
        self.give, self.take = give, take
        self._last: int | None = None  # the view chosen last: what was changed since updates it
        self.form: ViewForm | None = None
        self.list: ViewList | None = None

    def rows(self) -> tuple[ViewRow, ...]:
        """The saved views."""
        return self._editing.read(saved_views.saved_views)

    def open(self) -> None:
        """Offer the views, and what can be done with what is shown."""
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.pickers import Option, pick

        rows, shown = self.rows(), self.give()
        why = READ_ONLY if self._editing.desk.store.read_only else ""
        options: list[Option] = []
        current: Callable[[], object] | None = None

        def offer(
            act: Callable[[], object], text: str, note: str, sign: str, now: bool = False
        ) -> None:
            nonlocal current
            changes = sign in ("redo", "plus", "edit")
            options.append(Option(act, text, note, Lead("glyph", sign), why if changes else ""))
            if now and current is None:
                current = act

        for row in rows:
            offer(partial(self.show, row), row.name, "", "bookmark", row.content == shown)
        for name, kept in READY_MADE:
            plain = kept.plain()
            take = partial(self.take, {"filter": plain})
            offer(take, name, "", "filter", plain == shown.get("filter"))
        last = next((row for row in rows if row.id == self._last), None)
        if last is not None and last.content != shown:
            update = partial(self.update, last)
            offer(update, f"Update “{last.name}”", "with what is shown now", "redo")
        offer(self.save, "Save what is shown as a view…", "", "plus")
        if rows:
            offer(self.arrange, "Arrange the views…", "rename, order, remove", "edit")
        pick(self._button, "Views", options, current, lambda act: act())

    def show(self, row: ViewRow) -> None:
        """Show a saved view."""
        self._last = row.id
        self.take(row.content)

    def update(self, row: ViewRow) -> None:
        """Let a saved view be what is shown now."""
        content = dict(self.give())
        self._editing.do(
            f"Update the view “{row.name}”", lambda s: saved_views.replace(s, row.id, content)
        )

    def save(self) -> None:
        """Ask for the name of a new view."""
        from cxdesk.ui.board.view_form import ViewForm

        content = dict(self.give())

        def add(session: Session, name: str) -> None:
            self._last = saved_views.add(session, name, content)

        names = [row.name for row in self.rows()]
        self.form = ViewForm(self._button, self._editing, names, add)
        self.form.open()

    def arrange(self) -> None:
        """Show the views in a list to rename, order and remove them."""
        from cxdesk.ui.board.view_list import ViewList

        self.list = ViewList(self._button, self._editing)
        self.list.open()
