"""The tab Agenda on a desk, and somebody who keeps the meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import meeting_view
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.meeting.page import AgendaPage
from tests.ui.page_hands import PageHands


class Keeper(PageHands):
    """Hands at the agenda; the clock stands still until they set it."""

    def __init__(self, page: AgendaPage, qtbot: QtBot) -> None:
        super().__init__(page, page.agenda.table, qtbot)
        self.agenda: AgendaPage = page
        self.said: list[str] = []
        self.turned: list[str] = []
        page.desk.said.connect(lambda toast: self.said.append(toast.text))
        page.desk.refused.connect(lambda error: self.said.append(error.text))
        page.tab_requested.connect(self.turned.append)
        self.hinted: list[str] = []  # the keys that the status bar names
        page.hints_changed.connect(self._on_hints)

    def _on_hints(self) -> None:
        self.hinted = [hint.text for hint in self.agenda.hints()]

    def at(self, hour: int, minute: int, second: int = 0) -> None:
        """It is this time now."""
        now = datetime(2026, 11, 23, hour, minute, second, tzinfo=UTC)
        self.desk.store.clock = lambda: now
        self.agenda.tick()

    def do(self, command: Callable[[Session], Any]) -> Any:
        """Somebody else changes the file."""
        done = self.desk.do("Elsewhere", command)
        assert done is not None
        return done.result

    def sheet(self) -> MeetingSheet:
        """What the file says of the meeting that is shown."""
        assert self.agenda.sheet is not None
        with self.desk.read() as session:
            found = meeting_view.sheet(session, self.agenda.sheet.row.id)
        assert found is not None
        return found

    def press_on(
        self, widget: QWidget, key: Any, how: Any = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in a part; a popup may have taken the window's keyboard."""
        self.page.activateWindow()
        QApplication.processEvents()
        widget.setFocus()
        QTest.keyClick(widget, key, how)
        QApplication.processEvents()

    def click_on(self, button: QWidget) -> None:
        """Click on a button."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def go_on(self) -> str:
        """Click the accent button of the top bar; what it said."""
        action = self.page.primary_action()
        assert action is not None
        text = action.text()
        assert action.isEnabled()
        action.trigger()
        QApplication.processEvents()
        return text

    def seats(self) -> list[str]:
        """Who fills the seats and is there."""
        return [line.name for line in self.sheet().seats if line.here]


@pytest.fixture
def keep(qtbot: QtBot) -> Callable[[Desk], Keeper]:
    """Shows the tab on a desk."""

    def show(desk: Desk) -> Keeper:
        page = AgendaPage(Editing(desk, desk))
        qtbot.addWidget(page)
        return Keeper(page, qtbot)

    return show
