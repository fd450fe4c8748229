"""A person at the directory and at a person's panel: clicks, types, and looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cxdesk.services import people_view
from cxdesk.services.activity import whole
from cxdesk.services.people_view import Directory, PersonRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.value import Fault
from cxdesk.ui.people.directory_page import DirectoryPage
from cxdesk.ui.people.view import PeopleView
from tests.ui.popup import choose, open_picker

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """What hands do with whatever is there."""

    def __init__(self, desk: Desk, root: QWidget) -> None:
        self.desk, self.root = desk, root

    def find(self, name: str) -> Any:
        """The one visible widget of this name."""
        found = [one for one in self.root.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are named {name}"
        return found[0]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

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

    def choose(self, *texts: str) -> None:
        """Choose from the popup that is open, by the words on its rows."""
        choose(*texts)

    def offered(self) -> list[str]:
        """What the open popup offers."""
        return [one.text for one in open_picker().model.shown]

    def faults(self) -> list[str]:
        """The refusals that can be read."""
        found = [one.text() for one in self.root.findChildren(Fault) if one.isVisible()]
        return [text for text in found if text]

    def labels(self) -> list[str]:
        """What undo would take back, newest first."""
        with self.desk.read() as session:
            return [entry.text for entry in whole(session)]

    def directory(self) -> Directory:
        """What the file says."""
        with self.desk.read() as session:
            return people_view.directory(session)

    def person(self, name: str) -> PersonRow:
        """What the file says of somebody, by name."""
        return next(row for row in self.directory().people if row.name == name)


class Reception(Hands):
    """The directory."""

    def __init__(self, view: PeopleView) -> None:
        super().__init__(view.desk, view)
        page = view.page
        assert isinstance(page, DirectoryPage)
        self.view, self.page, self.table, self.bar = view, page, page.table, page.bar
        self.opened: list[tuple[str, int]] = []
        view.open_requested.connect(lambda kind, id: self.opened.append((kind, id)))

    def names(self) -> list[str]:
        """The names shown, from top to bottom."""
        model = self.table.model()
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]

    def index(self, name: str, key: str) -> QModelIndex:
        """A cell."""
        keys = [column.key for column in self.table.table.columns]
        return self.table.table.index(self.names().index(name), keys.index(key))

    def cell(self, name: str, key: str) -> str:
        """What a cell says."""
        return str(self.index(name, key).data())

    def point(self, name: str, key: str) -> QPoint:
        """The middle of a cell."""
        index = self.index(name, key)
        self.table.scrollTo(index)
        return self.table.visualRect(index).center()

    def click_cell(self, name: str, key: str = "name", modifier: Any = NONE) -> None:
        at = self.point(name, key)
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        QApplication.processEvents()

    def change(self, name: str, key: str) -> None:
        """Begin to change a cell with a double click."""
        at = self.point(name, key)
        QTest.mouseDClick(self.table.viewport(), Qt.MouseButton.LeftButton, NONE, at)
        QApplication.processEvents()

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type into the cell that is being changed."""
        field = self.table.editor()
        assert field is not None
        self.write(field, text, enter=enter)

    def menu(self, *path: str) -> list[str]:
        """Open the menu of the current row and go down `path` with the keyboard; what it offers."""
        QTest.keyClick(self.table, Qt.Key.Key_Menu)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered = [action.text() for action in menu.actions() if not action.isSeparator()]
        for words in path:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            menu.setActiveAction(next(one for one in menu.actions() if one.text() == words))
            QTest.keyClick(menu, Qt.Key.Key_Return)
        if not path:
            menu.close()
        QApplication.processEvents()
        return offered

    def run(self, key: str) -> None:
        """Do an action of the page, as the palette would."""
        action = next(one for one in self.page.actions() if one.objectName() == key)
        assert action.isEnabled()
        action.trigger()
        QApplication.processEvents()
