"""The north star: the sentence every decision is measured against, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from cxdesk.services import strategy
from cxdesk.services.strategy_view import strategy as read_strategy
from cxdesk.store.history import ChangeSet
from cxdesk.ui import type as typeface
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import column, page
from cxdesk.ui.form.value import Fault
from cxdesk.ui.tabbed import TabPage


class NorthStarPage(TabPage):
    """The sentence, the why and the principles."""

    kinds = ("frame_item",)

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.fault = Fault(editing.go)
        self.star = TextField(
            "north-star", "North star", self._save_star, fault=self.fault,
            role=typeface.BALLOT_SEAT,
            placeholder="One sentence that every decision is measured against",
        )  # fmt: skip
        self.area = QScrollArea()
        box = page(self.area)
        box.addWidget(self.star)
        box.addWidget(self.fault)
        box.addStretch(1)
        column(self).addWidget(self.area)
        self.setFocusProxy(self.star)

    def load(self) -> None:
        rows = self.editing.read(read_strategy)
        self.star.show_value(rows.id, rows.north_star)

    def concerned(self, change_set: ChangeSet) -> bool:
        return "program" in change_set.tables

    def _save_star(self, text: str) -> bool:
        return self.editing.do(
            "Write the north star", lambda s: strategy.set_north_star(s, text), self.star
        )
