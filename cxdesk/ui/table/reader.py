"""What the readers of long tables share: after a change of a few rows, those alone are read."""

from __future__ import annotations

from collections.abc import Collection

from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk

FEW = 200
"""Rows up to which reading some of them anew is worth its while."""


class TableReader:
    """Knows which state of the file was read last, and the one change since, if it is one.

    `shown` are the tables whose changes may alter the rows.
    """

    def __init__(self, desk: Desk, shown: Collection[str]) -> None:
        self._desk, self._shown = desk, frozenset(shown)
        self._seen = -1
        self._change: ChangeSet | None = None

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter the rows."""
        self._change = change_set
        if change_set.tables & self._shown:
            return True
        if change_set.seq == self._seen + 1:
            self._seen = change_set.seq
        return False

    @property
    def _current(self) -> bool:
        """Whether nothing has changed since the last reading."""
        return self._seen == self._desk.store.head.seq

    def _only_change(self) -> ChangeSet | None:
        """The one change since the last reading; None where all must be read."""
        change = self._change
        only = change is not None and change.seq == self._seen + 1 == self._desk.store.head.seq
        return change if only else None

    def _have_read(self) -> None:
        """The rows are those of the file as it is now."""
        self._seen = self._desk.store.head.seq
