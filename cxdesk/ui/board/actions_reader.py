"""Reads the actions of all initiatives; after a change of a few initiatives, theirs alone."""

from __future__ import annotations

from cxdesk.services import action_list
from cxdesk.services.action_list import OPEN, ListedAction
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.table.reader import FEW, TableReader

_SHOWN = {"action", "initiative", "batch", "person"}


class ActionReader(TableReader):
    """Keeps the actions.

    What is ticked stays where it stands, among `stay`, until the list is read from the start.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _SHOWN)
        self._over = False
        self.rows: list[ListedAction] = []
        self.stay: set[int] = set()

    def read(self, *, over: bool, anew: bool = False) -> None:
        """The actions as they are now, with `over` those with nothing left to do."""
        homes = self._changed() if not anew and over == self._over else set()
        with self._desk.read() as session:
            if homes:
                self._patch(session, homes)
            elif anew or not self._current or over != self._over:
                self.stay.clear()
                self.rows = action_list.action_list(session, over=over)
        self._over = over
        self._have_read()

    def _changed(self) -> set[int]:
        """The initiatives that the only change since is about; empty: any of them."""
        change = self._only_change()
        if change is None or change.tables & {"batch", "person"}:
            return set()
        ids = {
            one.id if one.table == "initiative" else one.subject
            for one in change.changes
            if one.table in ("initiative", "action")
        }
        return set() if len(ids) > FEW or None in ids else {id for id in ids if id}

    def _patch(self, session: Session, homes: set[int]) -> None:
        before = {row.id: row for row in self.rows if row.initiative_id in homes}
        found = action_list.action_list(session, over=True, of=homes)
        self.stay -= {row.id for row in found if not row.over}
        self.stay |= {
            row.id
            for row in found
            if row.state not in OPEN and row.id in before and not before[row.id].over
        }
        fresh = [
            row for row in found if self._over or not row.over or row.id in self.stay
        ]  # fmt: skip
        rest = [row for row in self.rows if row.initiative_id not in homes]
        self.rows = sorted(
            (*rest, *fresh),
            key=lambda row: action_list.place(row, over=row.over and row.id not in self.stay),
        )
