"""Requests pasted from a spreadsheet, submitted in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.exchange.pasted_requests import requests_of
from cxdesk.services import request_view, who
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.paste import Found, PasteForm
from cxdesk.ui.form.words import read_date
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.words import read_effort

COLUMNS = (
    "A title is enough. Columns: title, source, description, evidence, cost, days, outcome, "
    "urgent, deadline; a heading may give another order."
)


class PasteRequests(PasteForm):
    """Titles that are on their way already are not added again."""

    def __init__(
        self, over: QWidget, editing: Editing, edits: RequestEdits, text: str = ""
    ) -> None:
        self._editing, self._edits = editing, edits
        found = editing.read(request_view.targets)
        self._titles = [one.title for one in found if one.kind == "request"]
        self._by = editing.read(lambda s: who.person_of(s, editing.desk.store.who))
        super().__init__(
            over, "Paste requests", COLUMNS, "request", self._look_through, self._add_all, text
        )

    def _add_all(self, rows: Sequence[Any]) -> str:
        why = self._edits.submit_all(rows)
        if not why:
            self._titles += [row.title for row in rows]
        return why

    def _look_through(self, text: str) -> Found:
        known = self._editing.choices.outcomes
        outcomes = {one.name: one.id for one in known} | {one.note: one.id for one in known}
        today = self._editing.desk.today()
        domains = self._editing.domain_choices
        found = requests_of(
            text, outcomes, self._titles, day=lambda words: read_date(words, today),
            effort=lambda words: read_effort(words, domains), by=self._by,
        )  # fmt: skip
        return Found(found.requests, found.problems, found.heading, found.notes)
