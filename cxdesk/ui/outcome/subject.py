"""The outcome that the panel shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cxdesk.services.outcome_view import OutcomeSheet
from cxdesk.services.strategy_view import OutcomeRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.outcome.edits import OutcomeEdits


class OutcomeSubject(Editing):
    """What all parts of the panel share: the outcome's data, and how it is changed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._sheet: OutcomeSheet | None = None
        self.edits = OutcomeEdits(self)

    @property
    def id(self) -> int | None:
        """The outcome shown; None when there is none."""
        return self._sheet.row.id if self._sheet else None

    @property
    def here(self) -> tuple[str, int] | None:
        return ("outcome", self._sheet.row.id) if self._sheet else None

    @property
    def sheet(self) -> OutcomeSheet:
        """Its data. Only asked for while something is shown."""
        assert self._sheet is not None
        return self._sheet

    @property
    def row(self) -> OutcomeRow:
        """Its data without the readings."""
        return self.sheet.row

    def set_sheet(self, sheet: OutcomeSheet | None) -> None:
        """Show another item, or newer data."""
        self._sheet = sheet
        self.forget()
