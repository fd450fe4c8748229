"""Reads the priorities; after a change of a few initiatives, those alone."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from cxdesk.services import priorities, stakeholders
from cxdesk.services.priorities import Priorities, Rated
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

_FEW = 200
_SHOWN = {"initiative", "domain", "batch", "program", "stakeholder_ranking"}


class ScoresReader:
    """Knows which state of the file was read last, and the one change since, if it is one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = -1
        self._change: ChangeSet | None = None
        self.read_yet: Priorities | None = None
        self.preferred: dict[int, int] = {}  # the rank that the stakeholders give

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter what is scored."""
        self._change = change_set
        if change_set.tables & _SHOWN:
            return True
        if change_set.seq == self._seen + 1:
            self._seen = change_set.seq
        return False

    def read(self) -> Priorities:
        """The priorities as they are now."""
        ids = self._changed()
        with self._desk.read() as session:
            if ids is None or self.read_yet is None:
                self.read_yet = priorities.priorities(session)
            elif ids:
                rows = self._patched(session, self.read_yet, ids)
                self.read_yet = replace(self.read_yet, rows=rows)
            self.preferred = stakeholders.preferred(session)
        self._seen = self._desk.store.head.seq
        return self.read_yet

    def _changed(self) -> set[int] | None:
        """The initiatives that changed since the last reading; None for any of them."""
        head, change = self._desk.store.head.seq, self._change
        if self._seen == head:
            return set()
        # An initiative may take others along, which do not show here: the checks, its actions.
        if change is None or change.tables & {"domain", "batch", "program"}:
            return None
        if not change.seq == self._seen + 1 == head:
            return None
        ids = set(change.ids("initiative"))
        return ids if len(ids) <= _FEW else None

    @staticmethod
    def _patched(session: Session, here: Priorities, ids: set[int]) -> tuple[Rated, ...]:
        rest = [row for row in here.rows if row.id not in ids]
        rows = sorted((*rest, *priorities.rated(session, ids)), key=attrgetter("code"))
        return tuple(rows)
