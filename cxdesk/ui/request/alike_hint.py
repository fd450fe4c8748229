"""What a title being typed looks like: requests and initiatives that are there already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.services import alikes
from cxdesk.services.alikes import Likely, Titles
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Value
from cxdesk.ui.overlay import announce
from cxdesk.ui.request.forms import Later, offer


class AlikeHint(QWidget):
    """Names what a title is like; a click opens it. `changed` hears when it says something else."""

    def __init__(
        self,
        editing: Editing,
        field: QLineEdit,
        opened: Callable[[Likely], object],
        changed: Callable[[bool], object],
    ) -> None:
        super().__init__()
        self._editing, self._opened, self._changed = editing, opened, changed
        self._titles: Titles | None = None
        self.found: list[Likely] = []
        self.offers: list[Value] = []
        self._head = label("", "small")
        self._box = column(self)
        self._box.addWidget(self._head)
        Later(field, self.look)

    def forget(self) -> None:
        """Read the titles anew when the next one is typed: one was added."""
        self._titles = None

    def look(self, title: str) -> None:
        """Say what a title is like."""
        found: list[Likely] = []
        if title.strip():
            if self._titles is None:
                self._titles = self._editing.read(alikes.titles)
            found = self._titles.alike(title)
        if found == self.found:
            return
        self.found = found
        for one in self.offers:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.offers = [offer(one, lambda one=one: self._opened(one)) for one in found]  # type: ignore[misc]
        for made in self.offers:
            self._box.addWidget(made)
        self._head.setText("This looks like what is there already:")
        self._changed(bool(found))
        if found:
            codes = ", ".join(one.code for one in found)
            announce(self, f"This looks like {codes}")
