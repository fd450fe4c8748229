"""A person at the list of initiatives."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cxdesk.services import initiative_list
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.ui.board.list_page import ListPage
from tests.ui.page_hands import PageHands


class ListHands(PageHands):
    def __init__(self, page: ListPage, qtbot: QtBot) -> None:
        self.list = page
        super().__init__(page, page.table, qtbot)

    def kept(self, code: str) -> InitiativeRow:
        """What the file says of an initiative."""
        with self.desk.read() as session:
            rows = initiative_list.initiative_list(session)
        return next(row for row in rows if row.code == code)
