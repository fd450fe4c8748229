"""The domains: what each can give a month, and what its initiatives ask of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.model.wording import MONTHS, count, listed
from cxdesk.services import domains, people_view
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.people_view import DomainRow
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.rows import label
from cxdesk.ui.leads import Lead
from cxdesk.ui.people.domain_form import DomainForm, capacity_fault, read_capacity
from cxdesk.ui.people.domain_table import HUES, DomainTable
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.ordered import sorted_words
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_TABLES = {"domain", "person", "initiative", "frame_item", "program", "holiday"}
_EMPTY = (
    "No domains yet. A domain is a business area, such as IT or Care, with what it can give to "
    "initiatives in a month. Press N to add the first."
)
_NOTE = (
    "The months say how many person-days the initiatives ask of a domain. Red is over its "
    "capacity, or over its limit in the strategy."
)
_HINTS = (
    Hint(("F2",), "change"),
    Hint(("Alt", "↑"), "move up"),
    Hint(("Alt", "↓"), "move down"),
    Hint(("Ctrl", "C"), "copy"),
)


def _summary(rows: tuple[DomainRow, ...], months: tuple[date, ...]) -> str:
    """What the table says, in a sentence."""
    if len(rows) < 2:
        return _EMPTY
    over = [
        f"{row.short} in {listed([MONTHS[months[n].month - 1] for n in row.over])}"
        for row in rows
        if row.over
    ]
    held = f"Over what they can give: {'; '.join(over)}." if over else "None is over its capacity."
    return f"{count(len(rows) - 1, 'domain')}. {held}"


class DomainsPage(TabPage):
    """One row a domain, the organisation as a whole last."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._months: tuple[date, ...] = ()
        self.form: DomainForm | None = None
        self.note = label("", "body", "soft")
        self.legend = label(_NOTE, "small")
        self.table = DomainTable(self)
        self.table.moved.connect(self._move)
        self.table.held.connect(self._say_sorted)
        self.table.went.connect(editing.go)
        self._new = make_action(
            self, "new-domain", "New domain", "People", self.add, shortcuts=("N",)
        )
        make_action(
            self, "copy-domains", "Copy domains as a table", "People",
            lambda: self.table.copy(everything=True),
        )  # fmt: skip
        lock_changes(self.desk, self._new)
        sheet = Card()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(10)
        box.addWidget(self.note)
        box.addWidget(sheet)
        box.addWidget(self.legend)
        box.addStretch(1)
        self.setFocusProxy(self.table)

    # The page -----------------------------------------------------------------------------------

    def load(self) -> None:
        rows, months = self.editing.read(people_view.domains)
        if months != self._months:
            self._months = months
            self.table.show_months(months)
        self.table.set_rows(rows)
        self.note.setText(_summary(rows, months))
        self.legend.setVisible(len(rows) > 1)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        return self.table.choose(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        place = self.table.table.row(id)
        ids = [row.id for row in self.table.table.rows]
        return ids[place + by] if place is not None and 0 <= place + by < len(ids) else None

    def primary_action(self) -> QAction:
        return self._new

    def paper(self) -> Paper:
        return table_paper(self.desk, "Domains", self.table.sheet(), _NOTE)

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self.table.set_density(density)

    # Changes ------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for new domains."""
        if self.desk.store.read_only:
            return
        self.form = DomainForm(self, self.editing)
        self.form.open()

    def rename(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Set the name."""
        return self._do(f"Rename {row.name}", domains.rename, row, at, text, row.short)

    def shorten(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Set the short name."""
        return self._do(
            f"Set the short name of {row.name}", domains.rename, row, at, row.name, text
        )

    def offer(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Set the capacity."""
        if why := capacity_fault(text):
            at.refuse(why)
            return False
        days = read_capacity(text)
        return self._do(f"Set the capacity of {row.name}", domains.offer, row, at, days)

    def colour(self, row: DomainRow, anchor: QWidget) -> None:
        """Offer the five colours."""
        options = [
            Option(hue, HUES[hue], lead=Lead("swatch", number=hue)) for hue in range(ORG_HUE)
        ]

        def take(hue: int) -> None:
            self._do(f"Set the colour of {row.name}", domains.colour, row, None, hue)

        pick(anchor, "Colour", options, row.hue, take)

    def _move(self, row: DomainRow, after: int | None) -> None:
        self._do(f"Move {row.name}", domains.move, row, None, after)

    def _do(
        self, text: str, command: Any, row: DomainRow, at: Refusable | None, *values: Any
    ) -> bool:
        assert row.id is not None
        return self.editing.do(text, lambda s: command(s, row.id, *values), at)

    def _say_sorted(self, column: str) -> None:
        self.desk.said.emit(Toast(sorted_words(column)))
