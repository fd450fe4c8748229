"""The actions of all initiatives over the played sample; Sofia Marques sits at the computer."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.board.actions_page import ActionsPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from tests.ui.actions.hands import ActionHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> ActionHands:
    page = ActionsPage(Editing(desk, desk))
    qtbot.addWidget(page)
    return ActionHands(page, qtbot)
