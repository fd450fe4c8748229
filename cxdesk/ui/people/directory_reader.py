"""Reads the directory; after a change of a few people, those alone."""

from __future__ import annotations

from dataclasses import replace

from cxdesk.services import people_view
from cxdesk.services.people_view import Directory, PersonRow
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.table.reader import FEW, TableReader

_SHOWN = {
    "person", "domain", "grouping", "membership", "initiative", "action", "frame_item", "program",
    "holiday",
}  # fmt: skip


class DirectoryReader(TableReader):
    """Keeps the directory."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _SHOWN)
        self.directory = Directory((), (), ())

    def read(self) -> Directory:
        """The directory as it is now."""
        change = self._of_few()
        with self._desk.read() as session:
            if change is not None:
                self.directory = replace(self.directory, people=self._patched(session, change))
            else:
                self.directory = people_view.directory(session)
        self._have_read()
        return self.directory

    def _of_few(self) -> ChangeSet | None:
        """The only change since the last reading, if it is about a few people and no more."""
        change = self._only_change()
        few = change is not None and change.tables == {"person"} and len(change.changes) <= FEW
        return change if few else None

    def _patched(self, session: Session, change_set: ChangeSet) -> tuple[PersonRow, ...]:
        """The rows with those that changed read again, and all who have their old or new names."""
        ids = set(change_set.ids("person"))
        written = [
            str(row["name"])
            for change in change_set.changes
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
