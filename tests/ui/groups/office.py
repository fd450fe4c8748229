"""A person at the tabs Domains, Groups and Good practice: clicks, types, looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cxdesk.services import people_view
from cxdesk.services.people_view import DomainRow, GroupRow
from cxdesk.ui.people.group_card import GroupCard
from cxdesk.ui.people.view import PeopleView
from cxdesk.ui.pickers import Picker
from cxdesk.ui.table.view import TableView

DOMAINS, GROUPS, PRACTICE = 1, 2, 3
Key, Mod, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


class Office:
    """The place People, what it says and what it asks to open."""

    def __init__(self, view: PeopleView) -> None:
        self.view, self.desk = view, view.desk
        self.said: list[str] = []
        self.opened: list[tuple[str, int]] = []
        self.desk.said.connect(lambda toast: self.said.append(toast.text))
        self.desk.refused.connect(lambda error: self.said.append(str(error)))
        view.open_requested.connect(lambda kind, id: self.opened.append((kind, id)))

    def turn(self, tab: int) -> Any:
        """The page of a tab, shown."""
        self.view.show_tab(tab)
        QApplication.processEvents()
        return self.view.page

    # The file ---------------------------------------------------------------------------------

    def domains(self) -> list[DomainRow]:
        with self.desk.read() as session:
            return [row for row in people_view.directory(session).domains if row.id is not None]

    def domain(self, name: str) -> DomainRow:
        return next(row for row in self.domains() if row.name == name)

    def groups(self) -> dict[str, GroupRow]:
        with self.desk.read() as session:
            return {row.name: row for row in people_view.groups(session)}

    def members(self, group: str) -> list[str]:
        return [each.name for each in self.groups()[group].members]

    # The window -------------------------------------------------------------------------------

    def card(self, group: str) -> GroupCard:
        page = self.turn(GROUPS)
        found: GroupCard = page.card(self.groups()[group].id)
        page.area.ensureWidgetVisible(found.table)
        QApplication.processEvents()
        return found

    def at(self, table: TableView, name: str, column: str) -> QPoint:
        """The middle of the cell of a row that is known by its name."""
        row = next(n for n, one in enumerate(table.table.rows) if one.name == name)
        place = next(n for n, one in enumerate(table.table.columns) if one.key == column)
        return table.visualRect(table.table.index(row, place)).center()

    def click(self, table: TableView, name: str, column: str = "name") -> None:
        QTest.mouseClick(table.viewport(), LEFT, Mod.NoModifier, self.at(table, name, column))
        QApplication.processEvents()

    def edit(self, table: TableView, name: str, column: str, text: str) -> Any:
        """Double-click a cell and replace what stands there; the field, not yet left."""
        place = self.at(table, name, column)
        QTest.mouseClick(table.viewport(), LEFT, Mod.NoModifier, place)
        QTest.mouseDClick(table.viewport(), LEFT, Mod.NoModifier, place)
        field = table.editor()
        assert field is not None
        self.fill(field, text)
        return field

    def drag(self, table: TableView, name: str, to: int) -> None:
        """Drag a row to a height of the table."""
        start = self.at(table, name, "name")
        view = table.viewport()
        QTest.mousePress(view, LEFT, Mod.NoModifier, start)
        QTest.mouseMove(view, QPoint(start.x(), (start.y() + to) // 2))
        QTest.mouseMove(view, QPoint(start.x(), to))
        QTest.mouseRelease(view, LEFT, Mod.NoModifier, QPoint(start.x(), to))
        QApplication.processEvents()

    def picker(self) -> Picker:
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        return popup

    def choose(self, text: str) -> None:
        """Choose from the popup that is open, by the words of a row."""
        popup = self.picker()
        row = next(n for n, one in enumerate(popup.model.shown) if one.text == text)
        popup.list.scrollTo(popup.model.index(row))
        place = popup.list.visualRect(popup.model.index(row)).center()
        QTest.mouseClick(popup.list.viewport(), LEFT, Mod.NoModifier, place)
        QApplication.processEvents()

    def write(self, field: QWidget, text: str) -> None:
        """Click into a field, replace what stands there and press Enter."""
        target = field.viewport() if hasattr(field, "viewport") else field
        QTest.mouseClick(target, LEFT, Mod.NoModifier, QPoint(12, 12))
        QTest.keyClick(field, Key.Key_A, Mod.ControlModifier)
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Key.Key_V if text else Key.Key_Delete,
                       Mod.ControlModifier if text else Mod.NoModifier)  # fmt: skip
        QTest.keyClick(field, Key.Key_Return)
        QApplication.processEvents()

    def fill(self, field: QLineEdit, text: str) -> None:
        """Type into a field of a form and stay there."""
        field.setFocus()
        field.selectAll()
        QGuiApplication.clipboard().setText(text)
        if text:
            QTest.keyClick(field, Key.Key_V, Mod.ControlModifier)
        else:
            QTest.keyClick(field, Key.Key_Delete)
