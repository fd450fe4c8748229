"""Reads the requests of the intake; after a change of a few, those alone."""

from __future__ import annotations

from cxdesk.services import intake
from cxdesk.services.intake import RequestRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

_FEW = 200
_SHOWN = {
    "request", "request_check", "request_effort", "person", "outcome", "initiative", "program",
}  # fmt: skip


class IntakeReader:
    """Knows which state of the file was read last, and the one change since, if it is one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = -1
        self._change: ChangeSet | None = None
        self.rows: tuple[RequestRow, ...] = ()

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter the rows."""
        self._change = change_set
        if change_set.tables & _SHOWN:
            return True
        if change_set.seq == self._seen + 1:
            self._seen = change_set.seq
        return False

    def read(self) -> tuple[RequestRow, ...]:
        """The rows as they are now."""
        head, change, ids = self._desk.store.head.seq, self._change, None
        if change is not None and change.seq == self._seen + 1 == head:
            ids = intake.touched(change)
        with self._desk.read() as session:
            if ids is None or len(ids) > _FEW:
                self.rows = intake.requests(session)
            elif ids:
                fresh = intake.requests(session, ids)
                rest = (row for row in self.rows if row.id not in ids)
                self.rows = tuple(sorted((*rest, *fresh), key=intake.place))
        self._seen = head
        return self.rows
