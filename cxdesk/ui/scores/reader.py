"""Reads the priorities; after a change of a few initiatives, those alone."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from cxdesk.services import priorities, stakeholders
from cxdesk.services.priorities import Priorities, Rated
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.table.reader import FEW, TableReader

_SHOWN = {"initiative", "domain", "batch", "program", "stakeholder_ranking"}


class ScoresReader(TableReader):
    """Keeps the priorities, and the ranks that the stakeholders give."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _SHOWN)
        self.read_yet: Priorities | None = None
        self.preferred: dict[int, int] = {}  # the rank that the stakeholders give

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
        self._have_read()
        return self.read_yet

    def _changed(self) -> set[int] | None:
        """The initiatives that changed since the last reading; None for any of them."""
        if self._current:
            return set()
        change = self._only_change()
        # An initiative may take others along, which do not show here: the checks, its actions.
        if change is None or change.tables & {"domain", "batch", "program"}:
            return None
        ids = set(change.ids("initiative"))
        return ids if len(ids) <= FEW else None

    @staticmethod
    def _patched(session: Session, here: Priorities, ids: set[int]) -> tuple[Rated, ...]:
        rest = [row for row in here.rows if row.id not in ids]
        rows = sorted((*rest, *priorities.rated(session, ids)), key=attrgetter("code"))
        return tuple(rows)
