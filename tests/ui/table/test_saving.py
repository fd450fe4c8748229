"""A table is saved as it is shown: a workbook with real dates and numbers, or CSV."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import initiatives
from cxdesk.ui.board.list_page import ListPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.table.saving import save_sheet
from cxdesk.ui.table.view import TableView
from tests.services.commands import ini


def _asked(page: QWidget, table: TableView, qtbot: QtBot) -> QFileDialog:
    """The file dialog that the menu of a table leads to, as by keyboard."""
    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    entry = next(one for one in menu.actions() if one.text().startswith("Save the table"))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    found: list[QFileDialog] = []
    qtbot.waitUntil(lambda: bool(found.extend(page.findChildren(QFileDialog)) or found))
    return found[0]


def _save(qtbot: QtBot, dialog: QFileDialog, path: Path, desk: Desk) -> str:
    told: list[str] = []
    desk.said.connect(lambda toast: told.append(toast.text))
    desk.refused.connect(lambda error: told.append(error.text))
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    return told[0]


def test_the_list_is_saved_as_it_is_shown(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with desk.read() as session:
        one = ini(session, "CX-101")
    desk.do("Rename", lambda s: initiatives.rename(s, one, '=HYPERLINK("x") Ü 🙂'))
    page = ListPage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.load()
    page.resize(1200, 700)
    page.show()
    table = page.table
    table.enter()
    dialog = _asked(page, table, qtbot)
    assert dialog.selectedFiles()[0].endswith("Meridian Telecom initiatives.xlsx")
    file = tmp_path / "list.xlsx"
    assert _save(qtbot, dialog, file, desk) == "Initiatives saved as list.xlsx"

    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    titles = [cell.value for cell in sheet[1]]
    row = next(each for each in sheet.iter_rows(min_row=2) if each[0].value == "CX-101")
    cells = dict(zip(titles, row, strict=True))
    assert cells["Title"].value == '=HYPERLINK("x") Ü 🙂'
    assert {cell.data_type for each in sheet.iter_rows() for cell in each} <= {"s", "n", "d"}
    assert isinstance(cells["End"].value, datetime)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert sheet.max_row == len(table.table.rows) + 1
    shown = table.sheet()
    costs, progress = shown.titles.index("Cost k€"), shown.titles.index("Progress")
    assert [each[costs].value for each in sheet.iter_rows(min_row=2)] == [
        int(each[costs].replace(",", "")) for each in shown.rows
    ]
    for each, words in zip(sheet.iter_rows(min_row=2), shown.rows, strict=True):
        assert f"{each[progress].value * 100:.0f} %" == words[progress]

    rows = list(csv.reader(StringIO(_csv(qtbot, page, table, tmp_path / "list.csv", desk))))
    assert tuple(rows[0]) == shown.titles
    guarded = [each for each in rows[1:] if each[0] == "CX-101"]
    assert guarded[0][1] == "'" + '=HYPERLINK("x") Ü 🙂'


def _csv(qtbot: QtBot, page: QWidget, table: TableView, file: Path, desk: Desk) -> str:
    dialog = _asked(page, table, qtbot)
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    assert dialog.selectedFiles()[0].endswith("Meridian Telecom initiatives.csv")
    assert dialog.defaultSuffix() == "csv"
    assert _save(qtbot, dialog, file, desk) == f"Initiatives saved as {file.name}"
    return file.read_text("utf-8-sig")


def test_another_ending_and_a_full_folder_are_said(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ListPage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.load()
    said = list[str]()
    desk.refused.connect(lambda error: said.append(error.text))
    sheet = page.table.sheet(typed=True)
    save_sheet(desk, page, "Initiatives", sheet, tmp_path / "list.pdf")
    assert said == ["list.pdf needs an ending: .xlsx for Excel, or .csv."]
    save_sheet(desk, page, "Initiatives", sheet, tmp_path / "nowhere" / "list.csv")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "nowhere" in said[1]
    assert not list(tmp_path.glob("*list*"))
