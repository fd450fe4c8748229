"""A refusal of what was chosen for a cell of a table, said at that cell."""

from __future__ import annotations

from collections.abc import Callable

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.ui.refusal_note import RefusalNote
from cxdesk.ui.table.view import TableView


class CellNote(RefusalNote):
    """Says it at the current cell, with the way out of it; goes with the next press or scroll."""

    def __init__(self, table: TableView, go: Callable[[Way], None]) -> None:
        super().__init__(table.viewport())
        self._table, self._follow = table, go
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(self.hide)

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why."""
        broken = RuleBroken(why) if isinstance(why, str) else why
        self.say(broken, self._table.visualRect(self._table.currentIndex()), self._follow)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.hide()
