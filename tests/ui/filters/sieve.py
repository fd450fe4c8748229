"""Somebody who filters the board: by chips, by words, by saved views."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import cards, saved_views
from cxdesk.services.cards import Card
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.view import KanbanView
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.filter_chip import FilterChip
from tests.ui.popup import choose, open_picker

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


class Sieve:
    """The place Kanban at its board, shown and active."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.view = desk, KanbanView(desk)
        page = self.view.page
        assert isinstance(page, BoardPage)
        self.page, self.bar, self.board = page, page.bar, page.board
        self.toasts: list[Toast] = []
        self.habits: dict[str, Any] = {}
        desk.said.connect(self.toasts.append)
        desk.changed.connect(self.view.refresh)
        self.view.habit_changed.connect(self.habits.__setitem__)
        qtbot.addWidget(self.view)
        self.view.resize(1264, 800)
        self.view.show()
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)
        self.board.setFocus()

    def shown(self) -> str:
        """The codes of the cards on the board, without their letters."""
        boxes = self.board.boxes
        return " ".join(
            sorted(
                card.code.removeprefix("CX-")
                for box in boxes.lanes
                for key in boxes.columns.keys
                for card in boxes.cards_of(box.key, key)
            )
        )

    def card(self, code: str) -> Card:
        """A card as the file has it."""
        with self.desk.read() as session:
            return next(one for one in cards.board(session).cards if one.code == code)

    def current(self) -> str:
        """The code of the card that has the focus."""
        card = self.board.current_card()
        return card.code if card is not None else ""

    def note(self, column: str) -> str:
        """The second line above a column."""
        key = next(one.key for one in self.page.data.columns if one.name == column)
        return self.page.header.heads()[key].note

    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return self.view.focusWidget()

    def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        here = self.focus()
        assert here is not None
        QTest.keyClick(here, key, modifier)
        QApplication.processEvents()

    def click(self, name: str) -> None:
        """Click a button of the bar."""
        button = self.bar.findChild(QToolButton, name)
        assert isinstance(button, QToolButton)
        self.hit(button)

    def hit(self, part: QWidget, at: QPoint | None = None) -> None:
        """Click a part of the place, in its middle unless somewhere else is given."""
        assert part.isVisible()
        QTest.mouseClick(part, LEFT, pos=at or part.rect().center())
        QApplication.processEvents()

    def chip(self, field: str) -> FilterChip:
        """The chip of a field."""
        found = self.bar.findChild(QWidget, f"filter-{field}")
        assert isinstance(found, FilterChip)
        return found

    def filter(self, field: str, *values: str) -> None:
        """Choose values of a field, from the button of the filters."""
        self.click("filter")
        choose(field)
        choose(*values)

    def offered(self) -> dict[str, str]:
        """What the popup offers: words and notes."""
        return {one.text: one.note for one in open_picker().model.shown}

    def run(self, key: str) -> None:
        """Do an action of the page, as the palette would."""
        action = next(one for one in self.page.findChildren(QAction) if one.objectName() == key)
        assert action.isEnabled()
        action.trigger()
        QApplication.processEvents()

    def views(self) -> list[str]:
        """The saved views in the file, by name."""
        with self.desk.read() as session:
            return [row.name for row in saved_views.saved_views(session)]

    def said(self) -> str:
        """What the newest message says."""
        QApplication.processEvents()
        return self.toasts[-1].text
