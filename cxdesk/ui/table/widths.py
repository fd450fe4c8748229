"""How wide the columns of a table are: those that stretch share what the others leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from cxdesk.ui.table.view import TableView


class Widths(QObject):
    """Gives a table's columns their widths; one that somebody pulled keeps its own."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._pulled: set[int] = set()
        self._sharing = False

    def share(self) -> None:
        """Give columns that stretch what the others leave."""
        if self._sharing:
            return
        view, columns = self._view, self._view.table.columns
        free = [
            n
            for n, one in enumerate(columns)
            if one.stretch and n not in self._pulled and not view.isColumnHidden(n)
        ]
        if not free:
            return
        self._sharing = True
        taken = sum(view.columnWidth(n) for n in range(len(columns)) if n not in free)
        least = sum(columns[n].width for n in free)
        spare = max(0, view.viewport().width() - taken - least)
        weights = sum(columns[n].stretch for n in free)
        for n in free:
            view.setColumnWidth(n, columns[n].width + spare * columns[n].stretch // weights)
        self._sharing = False

    def on_resized(self, column: int, _old: int, _new: int) -> None:
        """A column got another width: by hand, unless it was shared just now."""
        if not self._sharing and self._view.isVisible():
            self._pulled.add(column)
