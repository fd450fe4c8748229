"""The place People over the played sample."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from cxdesk.ui.people.view import PeopleView
from tests.ui.groups.office import Office


@pytest.fixture
def office(desk: Desk, qtbot: QtBot) -> Office:
    view = PeopleView(desk)
    qtbot.addWidget(view)
    desk.changed.connect(view.refresh)
    view.resize(1264, 800)
    view.show()
    view.activateWindow()
    return Office(view)
