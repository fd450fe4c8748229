"""A table of a few colleagues, changed in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import name_problem
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView


@dataclass(frozen=True)
class Colleague:
    """One row."""

    id: int
    name: str
    days: float | None = None


class Office:
    """The rows, and the table that shows and changes them."""

    def __init__(self) -> None:
        self.rows = [
            Colleague(11, "Zoë", 5.0), Colleague(12, "Ännchen", None), Colleague(13, "Bob", 12.5),
        ]  # fmt: skip
        self.picked: list[int] = []
        self.table = TableView(
            "colleagues", "Colleagues",
            [
                Column("name", "Name", lambda row: row.name, 200, 1, save=self.rename,
                       problem=lambda _row, text: name_problem(text, "person"),
                       still=lambda row: row.name == "Root"),
                Column("days", "Days", lambda row: "" if row.days is None else f"{row.days:g}", 80,
                       right=True, order=lambda row: row.days, save=self.set_days,
                       typed=lambda row: "" if row.days is None else f"{row.days:.2f}"),
                Column("level", "Level", lambda _row: "manager", 80,
                       pick=lambda row, _anchor: self.picked.append(row.id)),
            ],
        )  # fmt: skip
        self.table.set_rows(self.rows)

    def change(self, id: int, **values: object) -> None:
        self.rows = [replace(row, **values) if row.id == id else row for row in self.rows]
        self.table.set_rows(self.rows)

    def rename(self, row: Colleague, text: str, at: Refusable) -> bool:
        if why := name_problem(text, "person"):
            at.refuse(why)
            return False
        if text == "Bob" and row.name != "Bob":
            at.refuse(RuleBroken("Bob is here already.", Way("Open Bob", "person", 13)))
            return False
        self.change(row.id, name=text)
        return True

    def set_days(self, row: Colleague, text: str, at: Refusable) -> bool:
        try:
            self.change(row.id, days=float(text))
        except ValueError:
            at.refuse(f"“{text}” is no number.")
            return False
        return True

    def names(self) -> list[str]:
        """The names as the table shows them, from top to bottom."""
        model = self.table.model()
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]


@pytest.fixture
def office(themed: QApplication, qtbot: QtBot) -> Office:
    made = Office()
    qtbot.addWidget(made.table)
    made.table.resize(520, 260)
    made.table.show()
    made.table.activateWindow()
    qtbot.waitUntil(made.table.isActiveWindow)
    made.table.setFocus()
    return made
