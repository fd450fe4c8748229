"""A person at the panel of an outcome: clicks, types, and looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import outcome_view
from cxdesk.services.outcome_view import OutcomeList, OutcomeSheet
from cxdesk.ui.outcome.panel import OutcomePanel
from cxdesk.ui.strategy.outcomes_page import OutcomesPage
from cxdesk.ui.table.cell import CellField
from cxdesk.ui.table.view import TableView
from tests.services.commands import out
from tests.ui.panel.panel_hands import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


class OutcomeHands(Hands):
    """Finds and fills the fields as those of the panel of an initiative."""

    def __init__(self, panel: OutcomePanel, qtbot: QtBot) -> None:
        self.panel: Any = panel
        self.qtbot, self.desk = qtbot, panel.desk

    def open(self, code: str, kind: str = "outcome") -> None:
        assert self.panel.show_item(kind, self.id(code))
        QApplication.processEvents()

    def id(self, code: str) -> int:
        with self.desk.read() as session:
            return out(session, code)

    def kept(self) -> Any:
        """What the file says of the outcome shown, without its readings."""
        return self.sheet().row

    def sheet(self) -> OutcomeSheet:
        """What the file says of the outcome shown."""
        with self.desk.read() as session:
            found = outcome_view.outcome_sheet(session, self.panel.current())
        assert found is not None
        return found

    def type(self, name: str, text: str) -> None:
        """Replace what stands in a field, key by key, without leaving it."""
        field = self.find(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def readings(self) -> list[tuple[str, ...]]:
        """The rows of the table as it shows them."""
        return [tuple(row) for row in self.panel.readings.table.sheet().rows]


def cell(table: TableView, id: int, key: str) -> CellField:
    """The field of a cell, opened with F2 as a person would."""
    column = next(n for n, one in enumerate(table.table.columns) if one.key == key)
    assert table.choose(id)
    place = table.table.row(id)
    assert place is not None
    table.setCurrentIndex(table.table.index(place, column))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    field = table.editor()
    assert field is not None
    return field


def write(table: TableView, id: int, key: str, text: str) -> str:
    """Write into a cell and press Enter; what was refused is returned, "" for nothing."""
    field = cell(table, id, key)
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    field.insert(text)
    field.textEdited.emit(field.text())
    QTest.keyClick(field, Qt.Key.Key_Return)
    still = table.editor()
    return "" if still is None else still.note.text()


def copied() -> list[list[str]]:
    """The table on the clipboard."""
    return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]


def kept(page: OutcomesPage) -> OutcomeList:
    """What the file says."""
    return page.editing.read(outcome_view.outcome_list)


def codes(page: OutcomesPage) -> list[str]:
    """The codes from top to bottom, as the table shows them."""
    model = page.table.model()
    return [str(model.index(n, 0).data()) for n in range(model.rowCount())]
