"""The intake: every request on its way to the board, in one table."""

from __future__ import annotations

from cxdesk.services.intake import RequestRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import column
from cxdesk.ui.intake.reader import IntakeReader
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView


class IntakePage(TabPage):
    """One row a request."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.reader = IntakeReader(self.desk)
        columns: tuple[Column[RequestRow], ...] = (
            Column("code", "Code", lambda row: row.code, 64, weight=500),
            Column("title", "Title", lambda row: row.title, 180, 6),
            Column("state", "State", lambda row: row.state.label, 118),
            Column("source", "Source", lambda row: row.source.label, 130),
        )
        self.table = TableView("intake", "Requests", columns)
        box = column(self)
        box.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda row: self.editing.open("request", row.id))

    def load(self) -> None:
        self.table.set_rows(self.reader.read())

    def concerned(self, change_set: ChangeSet) -> bool:
        return self.reader.concerned(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        return self.table.choose(id)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)
