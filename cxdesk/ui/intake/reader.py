"""Reads the requests of the intake; after a change of a few, those alone."""

from __future__ import annotations

from cxdesk.services import intake
from cxdesk.services.intake import RequestRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.table.reader import FEW, TableReader

_SHOWN = {
    "request", "request_check", "request_effort", "person", "outcome", "initiative", "program",
}  # fmt: skip


class IntakeReader(TableReader):
    """Keeps the rows, in the order of the query."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _SHOWN)
        self.rows: tuple[RequestRow, ...] = ()

    def read(self) -> tuple[RequestRow, ...]:
        """The rows as they are now."""
        change = self._only_change()
        ids = None if change is None else intake.touched(change)
        with self._desk.read() as session:
            if ids is None or len(ids) > FEW:
                self.rows = intake.requests(session)
            elif ids:
                fresh = intake.requests(session, ids)
                rest = (row for row in self.rows if row.id not in ids)
                self.rows = tuple(sorted((*rest, *fresh), key=intake.place))
        self._have_read()
        return self.rows
