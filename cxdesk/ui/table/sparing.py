"""A table that leaves columns out where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent

from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView


class SparingTable(TableView):
    """`spare` columns go when it is narrow, the first of them first; they are copied all the same.

    What is left out is for a side panel to show.
    """

    def __init__(
        self, key: str, name: str, columns: Sequence[Column[Any]], spare: Sequence[str] = ()
    ) -> None:
        super().__init__(key, name, columns)
        self._spare = [n for key in spare for n, one in enumerate(columns) if one.key == key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = self.table.columns
        over = sum(one.width for one in columns) - self.viewport().width()
        for place in self._spare:
            self.setColumnHidden(place, over > 0)
            (self.crowded.add if over > 0 else self.crowded.discard)(place)
            over -= columns[place].width if over > 0 else 0
        super().resizeEvent(event)
