"""What a table shows, taken elsewhere: its entries for copying and saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from cxdesk.ui.table.view import TableView

_GONE_MS = 100  # a dialog that opens while a menu closes is closed with it


class Taken:
    """The entries of one table: copy rows, copy all, save all."""

    def __init__(self, view: TableView) -> None:
        self._view = view
        self.copy_rows = QAction("Copy rows as a table", view)
        self.copy_rows.triggered.connect(lambda _=False: view.copy())
        self.copy_all = QAction("Copy the whole table", view)
        self.copy_all.triggered.connect(lambda _=False: view.copy(everything=True))
        self.save = QAction("Save the table (XLSX, CSV)…", view)
        self.save.triggered.connect(lambda _=False: QTimer.singleShot(_GONE_MS, view, self._ask))

    def _ask(self) -> None:
        from cxdesk.ui.table.saving import ask_table  # most tables are never saved

        ask_table(self._view)

    def add_to(self, menu: QMenu) -> None:
        """Offer what can be taken now."""
        if self._view.selected():
            menu.addAction(self.copy_rows)
        menu.addAction(self.copy_all)
        if self._view.savable:
            menu.addAction(self.save)
