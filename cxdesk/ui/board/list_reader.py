"""Reads the initiatives of the list; after a change of a few, those alone."""

from __future__ import annotations

from cxdesk.services import initiative_list
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

_FEW = 200
_SHOWN = {
    "initiative", "action", "charter", "link", "six_month_check", "batch", "domain", "person",
    "program",
}  # fmt: skip


class ListReader:
    """Knows which state of the file was read last, and the one change since, if it is one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = -1
        self._change: ChangeSet | None = None
        self.rows: tuple[InitiativeRow, ...] = ()

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter the list."""
        self._change = change_set
        if change_set.tables & _SHOWN:
            return True
        if change_set.seq == self._seen + 1:
            self._seen = change_set.seq
        return False

    def read(self) -> tuple[InitiativeRow, ...]:
        """The rows as they are now."""
        head, change = self._desk.store.head.seq, self._change
        with self._desk.read() as session:
            ids = None
            if change is not None and change.seq == self._seen + 1 == head:
                ids = initiative_list.touched(session, change)
            if ids is None or len(ids) > _FEW:
                self.rows = initiative_list.initiative_list(session)
            else:
                fresh = initiative_list.initiative_list(session, ids)
                rest = (row for row in self.rows if row.id not in ids)
                self.rows = tuple(sorted((*rest, *fresh), key=initiative_list.place))
        self._seen = head
        return self.rows
