"""A person at the actions of all initiatives."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cxdesk.services import action_list
from cxdesk.services.action_list import ListedAction
from cxdesk.ui.board.actions_page import ActionsPage
from tests.ui.page_hands import PageHands


class ActionHands(PageHands):
    def __init__(self, page: ActionsPage, qtbot: QtBot) -> None:
        self.actions, self.bar = page, page.bar
        super().__init__(page, page.table, qtbot)

    def all_kept(self) -> list[ListedAction]:
        """What the file says, what is done among it."""
        with self.desk.read() as session:
            return action_list.action_list(session, over=True)

    def kept(self, title: str) -> ListedAction:
        """What the file says of one."""
        return next(row for row in self.all_kept() if row.title == title)

    def titles(self) -> list[str]:
        return self.column("title")
