"""The row above the list: what is shown of it, and which columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.services.card_filter import FIELDS
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.ui.board.list_columns import ALWAYS, AT_FIRST
from cxdesk.ui.cards.filter_bar import FilterBar
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.columns import Column


class ListBar(FilterBar):
    """The filters of the board, a chip for what is off the board, and the choice of columns.

    `rows` gives what there is to filter; a row answers what a filter asks of a card.
    """

    # What is archived or cancelled is shown, or no more: bool.
    over_changed = Signal(bool)
    # The filter of the board is wanted here too.
    board_wanted = Signal()
    # Other columns are shown: their keys.
    columns_changed = Signal(object)

    def __init__(
        self,
        editing: Editing,
        columns: Sequence[Column[Any]],
        rows: Callable[[], Collection[InitiativeRow]],
    ) -> None:
        there: Callable[[], Any] = rows
        super().__init__(editing, there)
        self.narrow.set_hint("Narrow by any word")
        self.narrow.setAccessibleName("Narrow the list")
        self.narrow.setMaximumWidth(230)
        self.list_columns = columns
        self.chosen = [one.key for one in columns if one.key in AT_FIRST]
        self.over, self.off = False, 0
        self.hidden = self.add_chip("filter-over", "Hidden", self.show_over, self.show_over)
        self.also = self.add_chip("also-over", "Also", self.hide_over, self.hide_over)
        self.also.show_filter("archived and cancelled", "archived")
        self.columns = self.add_button("columns", "Columns", "settings", self.pick_columns)
        self.lay_out(QWidget(), self.columns, self.narrow)  # the first takes the room between
        for chip in (self.hidden, self.also):
            self._row.insertWidget(self._row.indexOf(self.more), chip)
        self._show_over()

    def set_off(self, off: int) -> bool:
        """Say how many are archived or cancelled; whether it was another number before."""
        before, self.off = self.off, off
        if before != off:
            self._show_over()
        return before != off

    def _show_over(self) -> None:
        self.hidden.setVisible(not self.over and self.off > 0)
        self.hidden.show_filter(f"{self.off:,} archived or cancelled", f"{self.off:,}")
        self.also.setVisible(self.over)
        self.fit()

    def _shorten(self, on: bool) -> None:
        super()._shorten(on)
        for chip in (self.hidden, self.also):
            chip.shorten(on)

    def offer(self) -> None:
        """Offer the filters there are."""
        words = "Hide" if self.over else "Show"
        act = self.hide_over if self.over else self.show_over
        options: list[Option] = [Option(field, field.name) for field in FIELDS]
        options.append(Option(self.board_wanted.emit, "As the board does"))
        options.append(Option(act, f"{words} what is archived or cancelled"))
        if self.kept:
            options.append(Option(None, "Clear filters"))
        pick(self.more, "Filter by", options, self, self._on_chosen)

    def _on_chosen(self, chosen: Any) -> None:
        if callable(chosen):
            chosen()
        else:
            self._on_offered(chosen)

    def show_over(self) -> None:
        """Show what is archived or cancelled too."""
        self._set_over(True)

    def hide_over(self) -> None:
        """Show what is on the board only."""
        self._set_over(False)

    def _set_over(self, over: bool) -> None:
        if over != self.over:
            self.over = over
            self._show_over()
            self.over_changed.emit(over)

    # Columns --------------------------------------------------------------------------------

    def pick_columns(self) -> None:
        """Offer the columns to show."""
        options = [
            Option(one.key, one.title) for one in self.list_columns if one.key not in ALWAYS
        ]  # fmt: skip
        pick_many(self.columns, "Columns", options, self.chosen, self.choose)

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns, and those that are always there."""
        self.chosen = [one.key for one in self.list_columns if one.key in (*ALWAYS, *keys)]
        self.columns_changed.emit(self.chosen)
