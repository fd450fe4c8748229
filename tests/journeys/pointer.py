"""A person who has only a mouse: keys are for words in the field that was clicked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from cxdesk.model.states import State
from cxdesk.ui.pickers import Picker
from tests.journeys.person import CONTROL, LEFT, NONE, Key, Person, settle


class Pointer(Person):
    """Clicks, drags and turns the wheel at what can be seen."""

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on something: it has to be in sight, with nothing over it."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self._scroll_to(widget)
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        point = at if at is not None else target.rect().center()
        top = widget.window()
        there = top.childAt(target.mapTo(top, point))
        assert there is not None
        assert there is target or target.isAncestorOf(there), f"{there} lies over {target}"
        QTest.mouseClick(target, LEFT, NONE, point)
        settle()

    def _scroll_to(self, widget: QWidget) -> None:
        """Turn the wheel over the form around it until it is in sight."""
        around = widget.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is None:
            return
        port = around.viewport()
        for _ in range(60):
            middle = widget.mapTo(port, widget.rect().center()).y()
            if 8 < middle < port.height() - 8:
                return
            turn = 120 if middle <= 8 else -120
            over = QPointF(port.rect().center())
            QApplication.sendEvent(
                port,
                QWheelEvent(
                    over, QPointF(port.mapToGlobal(over.toPoint())), QPoint(), QPoint(0, turn),
                    Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
                ),
            )  # fmt: skip
            settle()
        raise AssertionError(f"{widget} cannot be scrolled to")

    def find(self, name: str, home: QWidget | None = None) -> Any:
        """The one widget of this name that is shown, in the panel unless said otherwise."""
        home = home or self.window.panel
        assert home is not None
        found = [one for one in home.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are named {name}"
        return found[0]

    def words(self, field: QWidget, text: str, *, enter: bool = False) -> None:
        """Click into a field and type over what stands there."""
        self.click(field, QPoint(12, 12))
        self.press(Key.Key_A, modifier=CONTROL)
        self.type(text)
        if enter:
            self.press(Key.Key_Return)

    def write(self, name: str, text: str, *, enter: bool = False) -> None:
        """The same for a field of the panel."""
        self.words(self.find(name), text, enter=enter)

    def named(self, name: str) -> QLineEdit:
        """A field of the form that lies over the window, by the words at it."""
        found = [
            one for one in self.window.findChildren(QLineEdit)
            if one.isVisible() and one.accessibleName() == name
        ]  # fmt: skip
        assert len(found) == 1, f"{len(found)} fields are called {name}"
        return found[0]

    def button(self, text: str) -> None:
        """Click the button that says `text`."""
        found = [
            one for one in self.window.findChildren(QPushButton)
            if one.isVisible() and one.text() == text
        ]  # fmt: skip
        assert len(found) == 1, f"{len(found)} buttons say {text}"
        self.click(found[0])

    def choose(self, name: str, text: str, *, many: bool = False) -> None:
        """Click a row of the panel and choose from what it offers."""
        self.click(self.find(name))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        row = next(n for n, one in enumerate(popup.model.shown) if one.text.startswith(text))
        rect: QRect = popup.list.visualRect(popup.model.index(row))
        assert popup.list.viewport().rect().contains(rect.center())
        QTest.mouseClick(popup.list.viewport(), LEFT, NONE, rect.center())
        settle()
        if many:  # a click beside it keeps what was chosen
            QTest.mouseClick(popup, LEFT, NONE, QPoint(-20, -20))
            settle()
        assert QApplication.activePopupWidget() is None

    def turn(self, tabs: QTabBar, text: str) -> None:
        """Click a tab."""
        place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(text))
        self.click(tabs, tabs.tabRect(place).center())

    def go(self, place: str, tab: str = "") -> None:
        """Click a place of the sidebar, and a tab of it."""
        self.click(self.window.sidebar.places[place])
        if tab:
            self.turn(self.window.topbar.tabs, tab)

    def foot(self, column: State) -> None:
        """Click below the cards of a column, in the first lane."""
        boxes = self.board.boxes
        at = boxes.foot_of(boxes.lanes[0], column).center()
        at -= QPoint(self.board.horizontalOffset(), self.board.verticalOffset())
        QTest.mouseMove(self.board.viewport(), at)
        self.click(self.board, at)
