"""Reads the directory; after a change of a few people, those alone."""

from __future__ import annotations

from dataclasses import replace

from cxdesk.services import people_view
from cxdesk.services.people_view import Directory, PersonRow
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

_FEW = 200
_SHOWN = {
    "person", "domain", "grouping", "membership", "initiative", "action", "frame_item", "program",
    "holiday",
}  # fmt: skip


class DirectoryReader:
    """Knows which state of the file was read last, and the one change since, if it is one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = -1
        self._change: ChangeSet | None = None
        self.directory = Directory((), (), ())

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter the directory."""
        self._change = change_set
        if change_set.tables & _SHOWN:
            return True
        if change_set.seq == self._seen + 1:
            self._seen = change_set.seq
        return False

    def read(self) -> Directory:
        """The directory as it is now."""
        ids = self._changed()
        with self._desk.read() as session:
            if ids:
                self.directory = replace(self.directory, people=self._patched(session, ids))
            else:
                self.directory = people_view.directory(session)
        self._seen = self._desk.store.head.seq
        return self.directory

    def _changed(self) -> set[int]:
        """The people that the only change since the last reading is about; empty: anything."""
        change = self._change
        if change is None or change.tables != {"person"} or len(change.changes) > _FEW:
            return set()
        if not change.seq == self._seen + 1 == self._desk.store.head.seq:
            return set()
        return set(change.ids("person"))

    def _patched(self, session: Session, ids: set[int]) -> tuple[PersonRow, ...]:
        """The rows with those of `ids` read again, and of all who have their old or new names."""
        assert self._change is not None
        written = [
            str(row["name"])
            for change in self._change.changes
            for row in (change.before, change.after)
            if row and "name" in row
        ]
        written += [row.name for row in self.directory.people if row.id in ids]
        names = {fold(name) for name in written}
        alike = {row.id for row in self.directory.people if fold(row.name) in names} | ids
        rest = [row for row in self.directory.people if row.id not in alike]
        # In the order of the query: by name as it is written, then by id.
        rows = sorted(
            (*rest, *people_view.some(session, alike)), key=lambda row: (row.name, row.id)
        )
        return tuple(rows)
