"""The directory: everybody who takes part, in a table that is changed where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from cxdesk.services import people_view
from cxdesk.services.people_view import PersonRow
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.leads import Lead
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView


class DirectoryPage(TabPage):
    """One row a person."""

    kinds = ("person",)

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        columns: tuple[Column[PersonRow], ...] = (
            Column(
                "name", "Name", lambda row: row.label, 200, 1,
                lead=lambda row: Lead("avatar", row.initials),
            ),
            Column("role", "Role", lambda row: row.role, 180, 1),
        )  # fmt: skip
        self.table = TableView("directory", "Directory", columns)
        self.table.opened.connect(lambda row: editing.open("person", row.id))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.addWidget(self.table)
        self.setFocusProxy(self.table)

    def load(self) -> None:
        self.table.set_rows(self.editing.read(people_view.directory).people)

    def reveal(self, kind: str, id: int) -> bool:
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        return self.table.neighbour(id, by)

    def set_density(self, density: str) -> None:
        self.table.set_density(density)
