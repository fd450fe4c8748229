"""Several baselines side by side: a table with a column of ends for each."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cxdesk.services.drift import Comparison
from cxdesk.ui.roadmap.baselines_tables import compare_columns
from cxdesk.ui.table.view import TableView


class ComparedTable(TableView):
    """Its columns are made for the baselines of one comparison."""

    def __init__(self, comparison: Comparison, row_height: int) -> None:
        columns = compare_columns(comparison.baselines)
        super().__init__("compared", "Baselines side by side", columns)
        self._baselines = comparison.baselines
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.head.setTextElideMode(Qt.TextElideMode.ElideRight)  # names are as long as they are

    def serves(self, comparison: Comparison) -> bool:
        """Whether it has the columns for another comparison."""
        return comparison.baselines == self._baselines
