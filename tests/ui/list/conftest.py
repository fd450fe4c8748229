"""The list of initiatives over the played sample."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.board.list_page import ListPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from tests.ui.list.hands import ListHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> ListHands:
    page = ListPage(Editing(desk, desk))
    qtbot.addWidget(page)
    return ListHands(page, qtbot)
