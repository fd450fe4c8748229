"""A person at the whole window: mouse and keyboard on real widgets, and a look into the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import check
from cxdesk.services.cards import Card
from cxdesk.store.store import Store
from cxdesk.ui.board.board import Board
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.view import KanbanView
from cxdesk.ui.desk import Desk
from cxdesk.ui.panel.action_list import ActionList
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests.ui.panel.panel_hands import Hands

LEFT = Qt.MouseButton.LeftButton
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Person:
    """Sits before the window that shows `store`."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store, self._qtbot, self._gone = store, qtbot, False
        self.desk = Desk(store)
        self.window = MainWindow(self.desk, Settings())
        qtbot.addWidget(self.window)
        self.said: list[str] = []
        self.desk.said.connect(lambda toast: self.said.append(toast.text))
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        qtbot.waitUntil(lambda: self.board.hasFocus() and self.window.index.complete)

    def leave(self) -> None:
        """Close the window and the file; once is enough."""
        if self._gone:
            return
        self._gone = True
        self.window.close()
        self.window.jobs.close()
        self.store.close()

    def at(self, hour: int, minute: int) -> None:
        """It is this time now."""
        now = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
        self.store.clock = lambda: now

    def wait(self, for_: Callable[[], bool]) -> None:
        """Wait for what a timer or a worker does."""
        self._qtbot.waitUntil(for_, timeout=60_000)

    # The board --------------------------------------------------------------------------------

    @property
    def kanban(self) -> BoardPage:
        view = self.window.view
        assert isinstance(view, KanbanView)
        assert isinstance(view.page, BoardPage)
        return view.page

    @property
    def board(self) -> Board:
        return self.kanban.board

    def card(self, code: str) -> Card:
        """The card as the board shows it."""
        return next(one for one in self.kanban.model.cards() if one.code == code)

    def spot(self, code: str) -> QPoint:
        """The middle of a card, brought into sight."""
        index = self.kanban.model.index_of(self.card(code).id)
        self.board.scrollTo(index)
        return self.board.visualRect(index).center()

    def open(self, code: str) -> Hands:
        """Click a card: the panel shows it."""
        QTest.mouseClick(self.board.viewport(), LEFT, NONE, self.spot(code))
        settle()
        panel = self.window.panel
        assert panel is not None
        assert panel.current() == self.card(code).id
        return Hands(panel, self._qtbot)

    def drag(self, code: str, column: State) -> None:
        """Drag a card into a column of its lane, which may be a narrow one."""
        port, start = self.board.viewport(), self.spot(code)
        there = next(one for one in self.board.boxes.columns.all if one.key == column)
        x = there.left + min(60, there.width // 2) - self.board.horizontalOffset()
        end = QPoint(x, start.y())
        QTest.mousePress(port, LEFT, NONE, start)
        for part in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(port, start + (end - start) * part)
        QTest.mouseRelease(port, LEFT, NONE, end)
        settle()

    # The keyboard -----------------------------------------------------------------------------

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys wherever the focus is."""
        for key in keys:
            QTest.keyClick(focus(self.window), key, modifier)
            settle()

    def type(self, text: str) -> None:
        """Put words into the field that has the focus, through the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, modifier=CONTROL)

    def add(self, *titles: str) -> None:
        """Add initiatives with N."""
        self.press(Key.Key_N)
        for title in titles:
            self.type(title)
            self.press(Key.Key_Return)
        self.press(Key.Key_Escape)

    def undo_all(self, down_to: int = 0) -> int:
        """Ctrl+Z from the board until the history is as far back as it was; how many it took."""
        self.board.setFocus()
        steps = 0
        while (top := self.store.head.undo_top) is not None and top > down_to:
            self.press(Key.Key_Z, modifier=CONTROL)
            assert self.store.head.undo_top != top, "Ctrl+Z did nothing"
            steps += 1
        return steps

    def redo(self, steps: int) -> None:
        """Ctrl+Shift+Z so many times."""
        self.board.setFocus()
        for _ in range(steps):
            self.press(Key.Key_Z, modifier=CONTROL | SHIFT)

    def save_as(self, name: str) -> None:
        """Type a file name into the file dialog that is open, and press Enter."""
        dialog = next(one for one in self.window.findChildren(QFileDialog) if one.isVisible())
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Key.Key_Return)
        settle()

    # The file ---------------------------------------------------------------------------------

    def sound(self) -> list[str]:
        """What is wrong with the file, by the program's own checks."""
        with self.desk.read() as session:
            return [*self.store.problems(), *check.broken_rules(session)]


def settle() -> None:
    """Let Qt do what it put off."""
    QApplication.processEvents()


def focus(window: QWidget) -> QWidget:
    """Where a key goes: the popup, else what has the focus, else the window."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or window


def actions_of(hands: Hands) -> ActionList:
    """The list on the actions tab, brought to the front by its tab."""
    tabs = hands.panel.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(2).center())
    settle()
    found = [one for one in hands.panel.findChildren(ActionList) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def turn_to(hands: Hands, place: int) -> None:
    """Click a tab of the panel: 0 overview, 1 charter, 2 actions, 3 history."""
    tabs = hands.panel.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(place).center())
    settle()
