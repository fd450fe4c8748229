"""Reads the initiatives of the list; after a change of a few, those alone."""

from __future__ import annotations

from cxdesk.services import initiative_list
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.table.reader import FEW, TableReader

_SHOWN = {
    "initiative", "action", "charter", "link", "six_month_check", "batch", "domain", "person",
    "program",
}  # fmt: skip


class ListReader(TableReader):
    """Keeps the rows, in the order of the query."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _SHOWN)
        self.rows: tuple[InitiativeRow, ...] = ()

    def read(self) -> tuple[InitiativeRow, ...]:
        """The rows as they are now."""
        change = self._only_change()
        with self._desk.read() as session:
            ids = None if change is None else initiative_list.touched(session, change)
            if ids is None or len(ids) > FEW:
                self.rows = initiative_list.initiative_list(session)
            else:
                fresh = initiative_list.initiative_list(session, ids)
                rest = (row for row in self.rows if row.id not in ids)
                self.rows = tuple(sorted((*rest, *fresh), key=initiative_list.place))
        self._have_read()
        return self.rows
