"""The office at the tab Vote: what tests click, type and read there, and in the booth."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services.activity import whole
from cxdesk.store.history import ChangeSet
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.vote.page import VotePage
from tests.ui.ballot.voter import LEFT, NONE, go_to, press, settle
from tests.ui.booth.hands import CTRL, Key, ballot_page


class Clerk:
    """A page on a desk, followed as its place would."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.store = desk, desk.store
        self.page = page = VotePage(Editing(desk, desk))
        qtbot.addWidget(page)
        self.turned: list[str] = []
        self.toasts: list[Toast] = []
        page.tab_requested.connect(self.turned.append)
        desk.said.connect(self.toasts.append)
        desk.changed.connect(self._on_changed)
        page.resize(1264, 860)
        page.load()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.page.editing.forget()
        if self.page.concerned(change_set):
            self.page.follow(change_set)

    def primary(self) -> str:
        """What the accent button says, "" for none."""
        action = self.page.primary_action()
        return "" if action is None else action.text()

    def go_on(self) -> None:
        """Press the accent button."""
        action = self.page.primary_action()
        assert action is not None
        assert action.isEnabled()
        action.trigger()
        settle()

    def run(self, key: str) -> None:
        """Do an action as the palette would."""
        action = next(one for one in self.page.actions() if one.objectName() == key)
        assert action.isEnabled()
        action.trigger()
        settle()

    def can(self) -> set[str]:
        """What can be done now."""
        return {one.objectName() for one in self.page.actions() if one.isEnabled()}

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, LEFT, NONE, widget.rect().center())
        settle()

    def type(self, field: QWidget, text: str, *, enter: bool = True) -> None:
        """Replace what stands in a field, and press Enter."""
        field.setFocus()
        QTest.keyClick(field, Key.Key_A, CTRL)
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Key.Key_V, CTRL)
        if enter:
            QTest.keyClick(field, Key.Key_Return)
        settle()

    def form_field(self) -> QLineEdit:
        """The field of the form that has the keyboard."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        return field

    def seats(self) -> list[str]:
        """What each line of the turnout says: name and state."""
        return [row.state.accessibleName() for row in self.page.turnout.rows.widgets()]

    def labels(self) -> list[str]:
        """What the history says, newest first."""
        with self.desk.read() as session:
            return [entry.text for entry in whole(session)]

    # In the booth ---------------------------------------------------------------------------

    @property
    def booth(self) -> Booth:
        assert self.page.booth is not None
        return self.page.booth

    def rank(self, ids: Sequence[int]) -> None:
        """Rank tasks on the ballot in hand, the best first, and go on to the review."""
        ballot = ballot_page(self.booth).ballot
        for id in ids:
            go_to(ballot, id)
            press(Key.Key_Return)
        press(Key.Key_Return, CTRL)
        settle()
