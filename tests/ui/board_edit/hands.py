"""Hands that edit cards on the board, with mouse and keyboard, and look into the file."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import detail
from cxdesk.services.cards import Card
from cxdesk.services.detail import Detail
from cxdesk.ui.board.due_popup import DuePopup
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Toast

LEFT = Qt.MouseButton.LeftButton
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Editor:
    """Somebody at the board."""

    def __init__(self, page: BoardPage, qtbot: QtBot) -> None:
        self.page, self.board, self.desk, self.bot = page, page.board, page.desk, qtbot
        self.editing = page.changing
        self.went: list[tuple[str, int]] = []
        self.toasts: list[Toast] = []
        page.editing.went.connect(lambda way: self.went.append((way.kind, way.id)))
        page.desk.said.connect(self.toasts.append)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.board.setFocus()

    def card(self, code: str) -> Card:
        return next(one for one in self.page.model.cards() if one.code == code)

    def kept(self, code: str) -> Detail:
        """What the file says of an initiative."""
        with self.desk.read() as session:
            found = detail.detail(session, detail.find(session, code) or 0)
        assert found is not None
        return found

    def focus(self, *codes: str) -> None:
        """Select cards; the first has the focus."""
        self.board.focus_card(self.card(codes[0]).id)
        flags = self.board.selectionModel().SelectionFlag
        for code in codes[1:]:
            self.board.selectionModel().select(
                self.page.model.index_of(self.card(code).id), flags.Select
            )
        self.board.setFocus()
        self.settle()

    def place(self, code: str, part: str) -> QPoint:
        """The middle of a part of a card, in sight."""
        card, board = self.card(code), self.board
        board.scrollTo(self.page.model.index_of(card.id))
        rect = board.visualRect(self.page.model.index_of(card.id))
        assert board.faces is not None
        return rect.topLeft() + board.faces.rect_of(part, card, rect.width()).center().toPoint()

    def click(self, code: str, part: str) -> None:
        QTest.mouseClick(self.board.viewport(), LEFT, pos=self.place(code, part))

    def point(self, code: str, part: str) -> Qt.CursorShape:
        """Put the pointer on a part; what it looks like there."""
        QTest.mouseMove(self.board.viewport(), self.place(code, part))
        return self.board.viewport().cursor().shape()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        if QApplication.activePopupWidget() is None:
            self.page.activateWindow()  # the window system does so when a popup has closed
            self.bot.waitUntil(self.page.isActiveWindow)
        QTest.keyClick(self.keyboard(), key, modifier)
        self.settle()

    def keyboard(self) -> QWidget:
        """What has the keyboard."""
        found = QApplication.activePopupWidget() or self.page.focusWidget()
        assert found is not None
        return found

    def due(self) -> DuePopup:
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, DuePopup)
        return popup

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    @staticmethod
    def settle() -> None:
        QApplication.processEvents()

    def said(self) -> str:
        """The last toast."""
        return self.toasts[-1].text

    def ends(self, *codes: str) -> list[date | None]:
        return [self.kept(code).end for code in codes]
