"""A file open for reading only: no cell and no field is entered anywhere, and that is said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services.people_view import directory
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import Kept
from cxdesk.ui.pickers import Picker
from cxdesk.ui.places import PLACES
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.settings import Settings
from cxdesk.ui.table.view import TableView
from cxdesk.ui.window import MainWindow
from tests.conftest import clock
from tests.services.commands import ini, out

SAID = "This file is open for reading only. Save a copy to change it."
TABS = [(place.key, n) for place in PLACES for n in range(max(1, len(place.load().tabs)))]


@pytest.fixture
def window(
    themed: QApplication, sample_file: Path, home: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    before = hashlib.sha256(sample_file.read_bytes()).digest()
    with Store(sample_file, home=home, clock=clock, read_only=True) as store:
        made = MainWindow(Desk(store), Settings())
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        yield made
        made.index.stop()
    assert hashlib.sha256(sample_file.read_bytes()).digest() == before


def said(window: MainWindow) -> str:
    """What the toast says, which is then gone."""
    words = window.toasts.accessibleName() if window.toasts.isVisible() else ""
    window.toasts.hide()
    return words


def shown(window: MainWindow, kind: type) -> list[QWidget]:
    return [
        one for one in window.findChildren(QWidget) if isinstance(one, kind) and one.isVisible()
    ]


def try_all(window: MainWindow) -> tuple[int, int]:
    """Try to enter every cell of a row of each table and every field; how many there were."""
    QApplication.processEvents()
    cells = fields = 0
    for table in shown(window, TableView):
        assert isinstance(table, TableView)
        if not table.table.rows:
            continue
        for column in (one for one in table.table.columns if one.editable):
            row = next((one for one in table.table.rows if column.can_change(one)), None)
            if row is None:
                continue
            table.edit_cell(row.id, column.key)
            assert said(window) == SAID, column.key
            assert table.editor() is None
            assert not shown(window, Picker)
            cells += 1
    for field in shown(window, Kept):
        assert isinstance(field, Kept)
        before = field.words()
        assert field.widget.isReadOnly(), field.widget.objectName()
        assert field.widget.toolTip() == READ_ONLY
        field.widget.setFocus()
        QTest.keyClick(field.widget, Qt.Key.Key_Q)
        assert said(window) == SAID, field.widget.objectName()
        QGuiApplication.clipboard().setText("pasted")
        QTest.keyClick(field.widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert said(window) == SAID, field.widget.objectName()
        QTest.keyClick(field.widget, Qt.Key.Key_Return)
        assert field.words() == before
        fields += 1
    return cells, fields


def test_nothing_is_entered_at_any_place(window: MainWindow) -> None:
    tried = {}
    for key, tab in TABS:
        window.show_place(key)
        window.view.show_tab(tab)
        tried[key, tab] = try_all(window)
    assert sum(cells for cells, _ in tried.values()) > 15, tried
    assert sum(fields for _, fields in tried.values()) > 20, tried


def test_nothing_is_entered_in_a_panel(window: MainWindow) -> None:
    with window.desk.read() as session:
        initiative = ini(session, "CX-103")
        person = directory(session).people[0].id
        outcome = out(session, "O2")
    for kind, id in (
        ("initiative", initiative), ("charter", initiative), ("actions", initiative),
        ("person", person), ("outcome", outcome),
    ):  # fmt: skip
        assert window.open(kind, id)
        cells, fields = try_all(window)
        assert cells + fields > 0, kind


def test_a_double_click_and_f2_say_so_once(window: MainWindow, qtbot: QtBot) -> None:
    window.show_place("people")
    (table,) = shown(window, TableView)
    assert isinstance(table, TableView)
    heard: list[str] = []
    window.desk.said.connect(lambda toast: heard.append(toast.text))
    role = table.table.index(0, 1)
    table.setFocus()
    table.choose(table.table.rows[0].id)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert heard == [SAID]
    at = table.visualRect(role).center()
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard == [SAID, SAID]
    assert table.editor() is None


def test_words_are_still_selected_and_a_date_offers_no_calendar(window: MainWindow) -> None:
    window.show_place("strategy")
    window.view.show_tab(window.view.tabs.index("Program"))
    QApplication.processEvents()
    (name,) = (one for one in shown(window, Kept) if one.objectName() == "program-name")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(name, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Meridian Telecom"
    for date in shown(window, DateField):
        assert isinstance(date, DateField)
        date.setFocus()
        QTest.keyClick(date, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert QApplication.activePopupWidget() is None
        assert [one for one in date.actions() if one.isVisible()] == []
