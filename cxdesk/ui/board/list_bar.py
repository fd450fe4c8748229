"""The row above the list: what is shown of it, and which columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from cxdesk.ui.board.list_columns import ALWAYS, AT_FIRST
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import TableBar
from cxdesk.ui.table.columns import Column


class ListBar(TableBar):
    """A chip for what is off the board, and the choice of columns."""

    # What is archived or cancelled is shown, or no more: bool.
    over_changed = Signal(bool)
    # Other columns are shown: their keys.
    columns_changed = Signal(object)

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        super().__init__("Narrow the list")
        self._columns = columns
        self.chosen = [one.key for one in columns if one.key in AT_FIRST]
        self.over, self.off = False, 0
        self.hidden = self.add_chip(
            "filter-over", "Archived and cancelled hidden:", self.show_over, self.show_over
        )
        self.also = self.add_chip("also-over", "Also", self.hide_over, self.hide_over)
        self.also.show_filter("archived and cancelled", "archived")
        self.columns = self.add_button("columns", "Columns", "settings", self.pick_columns)
        self.lay_out()
        self._show()

    def set_off(self, off: int) -> bool:
        """Say how many are archived or cancelled; whether it was another number before."""
        before, self.off = self.off, off
        if before != off:
            self._show()
        return before != off

    def _show(self) -> None:
        self.hidden.setVisible(not self.over and self.off > 0)
        self.hidden.show_filter(f"{self.off:,}")
        self.also.setVisible(self.over)
        self.fit()

    def offer(self) -> None:
        """Offer the filters there are."""
        words = "Hide" if self.over else "Show"
        act = self.hide_over if self.over else self.show_over
        pick(
            self.more, "Filter", [Option(act, f"{words} what is archived or cancelled")], None,
            lambda act: act(),
        )  # fmt: skip

    def show_over(self) -> None:
        """Show what is archived or cancelled too."""
        self._set_over(True)

    def hide_over(self) -> None:
        """Show what is on the board only."""
        self._set_over(False)

    def _set_over(self, over: bool) -> None:
        if over != self.over:
            self.over = over
            self._show()
            self.over_changed.emit(over)

    # Columns --------------------------------------------------------------------------------

    def pick_columns(self) -> None:
        """Offer the columns to show."""
        options = [
            Option(one.key, one.title) for one in self._columns if one.key not in ALWAYS
        ]  # fmt: skip
        pick_many(self.columns, "Columns", options, self.chosen, self.choose)

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns, and those that are always there."""
        self.chosen = [one.key for one in self._columns if one.key in (*ALWAYS, *keys)]
        self.columns_changed.emit(self.chosen)
