"""People pasted from a spreadsheet, added in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cxdesk.exchange.pasted_people import people_of
from cxdesk.model.wording import count
from cxdesk.services import people
from cxdesk.services.people_view import Directory
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.paste import Found, PasteForm
from cxdesk.ui.overlay import announce

COLUMNS = "Columns: name, role, email, domain, level; a heading may give another order."
_MANY = 500  # people whose adding takes long enough to say so


class PastePeople(PasteForm):
    """Those who are in the program already are not added again."""

    def __init__(
        self, over: QWidget, desk: Desk, directory: Callable[[], Directory], text: str = ""
    ) -> None:
        self._desk, self._directory = desk, directory
        super().__init__(
            over, "Paste people", COLUMNS, "person", self._look_through, self._add_all, text
        )

    def _look_through(self, text: str) -> Found:
        here = self._directory()
        domains = {
            name: row.id
            for row in here.domains
            if row.id is not None
            for name in (row.name, row.short)
        }
        found = people_of(text, domains, [(row.name, row.email) for row in here.people])
        return Found(found.people, found.problems, found.heading)

    def _add_all(self, rows: Sequence[Any]) -> str:
        people_words = count(len(rows), "person", "people")
        if len(rows) > _MANY:
            self._say_busy(f"Adding {people_words}…")
        why: list[str] = []
        try:
            done = self._desk.do(
                f"Add {people_words}",
                lambda s: people.add_all(s, rows),
                refused=lambda broken: why.append(broken.text),
            )
        finally:
            if len(rows) > _MANY:
                QGuiApplication.restoreOverrideCursor()
        if done is None:
            return why[0] if why else "They could not be added: the message says why."
        return ""

    def _say_busy(self, words: str) -> None:
        """One transaction holds the window for some seconds: said before it begins."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        announce(self, words)
        self.said.setText(words)
        self.said.repaint()
