"""A person at a page of rows: clicks and types in its cells, and looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxdesk.services.activity import whole
from cxdesk.store.history import ChangeSet
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.view import TableView

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class PageHands:
    """What hands do with a table of a page that stands alone."""

    def __init__(self, page: TabPage, table: TableView, qtbot: QtBot) -> None:
        self.page, self.desk, self.table = page, page.desk, table
        self.went: list[tuple[str, int]] = []
        page.editing.went.connect(lambda way: self.went.append((way.kind, way.id)))
        self.habits: dict[str, Any] = {}
        page.habit_changed.connect(self.habits.__setitem__)
        page.desk.changed.connect(self._on_changed)
        page.resize(1264, 760)
        page.load()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        table.setFocus()

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.page.editing.forget()
        if self.page.concerned(change_set):
            self.page.follow(change_set)

    def row(self, text: str) -> Any:
        """The row shown that has this code or title."""
        shown = self.table.table.rows
        return next(one for one in shown if text in (one.title, getattr(one, "code", "")))

    def words(self, text: str, key: str) -> str:
        """What a cell says."""
        column = next(one for one in self.table.table.columns if one.key == key)
        return column.words(self.row(text))

    def column(self, key: str) -> list[str]:
        """What a column says, from top to bottom."""
        column = next(one for one in self.table.table.columns if one.key == key)
        return [column.text(row) for row in self.table.table.rows]

    def point(self, text: str, key: str) -> QPoint:
        """The middle of a cell."""
        place = self.table.table.row(self.row(text).id)
        assert place is not None
        keys = [one.key for one in self.table.table.columns]
        index = self.table.table.index(place, keys.index(key))
        self.table.scrollTo(index)
        return self.table.visualRect(index).center()

    def click(self, text: str, key: str, modifier: Any = NONE) -> None:
        at = self.point(text, key)
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        QApplication.processEvents()

    def change(self, text: str, key: str) -> None:
        """Begin to change a cell with a double click."""
        at = self.point(text, key)
        QTest.mouseDClick(self.table.viewport(), Qt.MouseButton.LeftButton, NONE, at)
        QApplication.processEvents()

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type into the cell that is being changed."""
        field = self.table.editor()
        assert field is not None
        self.write(field, text, enter=enter)

    def write(self, field: Any, text: str, *, enter: bool = True) -> None:
        """Replace what stands in a field, and press Enter."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        if text:
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.table, key)
        QApplication.processEvents()

    def run(self, key: str) -> None:
        """Do an action of the page, as the palette would."""
        action = next(one for one in self.page.actions() if one.objectName() == key)
        assert action.isEnabled()
        action.trigger()
        QApplication.processEvents()

    def menu(self, words: str = "") -> list[str]:
        """Open the menu of the current row, and do what says `words`; what it offers."""
        QTest.keyClick(self.table, Qt.Key.Key_Menu)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered = [action.text() for action in menu.actions() if not action.isSeparator()]
        if words:
            menu.setActiveAction(next(one for one in menu.actions() if one.text() == words))
            QTest.keyClick(menu, Qt.Key.Key_Return)
        else:
            menu.close()
        QApplication.processEvents()
        return offered

    def labels(self) -> list[str]:
        """What undo would take back, newest first."""
        with self.desk.read() as session:
            return [entry.text for entry in whole(session)]
