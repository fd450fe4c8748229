"""People pasted from a spreadsheet, added in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.exchange.pasted_people import people_of
from cxdesk.model.wording import count
from cxdesk.services import people
from cxdesk.services.people_view import Directory
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.paste import Found, PasteForm

COLUMNS = "Columns: name, role, email, domain, level; a heading may give another order."


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
        return Found(found.people, found.problems, found.heading, found.notes)

    def _add_all(self, rows: Sequence[Any]) -> str:
        why: list[str] = []
        words = count(len(rows), "person", "people")
        done = self._desk.do(
            f"Add {words}",
            lambda s: people.add_all(s, rows),
            said=f"{words} added",
            refused=lambda broken: why.append(broken.text),
        )
        if done is None:
            return why[0] if why else "They could not be added: the message says why."
        return ""
