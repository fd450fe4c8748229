"""A baseline behind the bars: chosen above the timeline, painted as ghosts, remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cxdesk.services.drift import ghosts_of
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.roadmap.compare_button import CompareButton

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage


class Comparing(QObject):
    """Belongs to a timeline page."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page = page
        self.button = CompareButton(page.editing)
        self.button.setFixedHeight(28)
        self._fit()
        page.bar.put_beside(self.button)
        make_action(page, "compare-with", "Compare with a baseline…", "Timeline", self.button.offer)
        self.button.bars_changed.connect(lambda _bars: self.show())
        self.button.chosen.connect(self._on_chosen)

    def _on_chosen(self, _row: object) -> None:
        self._fit()
        self._page.bar.fit()
        self._page.habit_changed.emit("baseline", self.button.key)

    def _fit(self) -> None:
        """Have it as wide as its words: they would be broken otherwise."""
        self.button.setFixedWidth(self.button.sizeHint().width())

    def show(self) -> None:
        """Paint the ghosts of what is chosen."""
        page, rows = self._page, self._page.rows
        if rows.roadmap is None:
            return
        calendar = rows.roadmap.board.frame.calendar
        page.canvas.ghosts = ghosts_of(self.button.bars, rows.all_cards(), calendar)
        page.legend.follow()
        page.canvas.viewport().update()

    def follow(self, change_set: ChangeSet | None) -> None:
        """The page shows other data."""
        if change_set is not None:
            self.button.follow(frozenset(change_set.tables))
        if self.button.bars or self._page.canvas.ghosts:
            self.show()

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Compare with what was chosen the last time."""
        key = habits.get("baseline")
        if isinstance(key, int | str):
            self.button.choose(key)
