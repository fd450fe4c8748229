"""The intake of the change board, and the panel of a request, over the played sample."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.services import intake
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.intake.page import IntakePage
from cxdesk.ui.request.panel import RequestPanel
from tests.ui.page_hands import PageHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> PageHands:
    """The tab Intake, alone."""
    page = IntakePage(Editing(desk, desk))
    qtbot.addWidget(page)
    return PageHands(page, page.table, qtbot)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> RequestPanel:
    """The panel of a request, 352 px wide."""
    made = RequestPanel(desk)
    qtbot.addWidget(made)
    made.resize(352, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def rows(desk: Desk) -> Rows:
    """Looks requests up in the file."""
    return Rows(desk)


class Rows:
    """The requests as the file has them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getitem__(self, code: str) -> intake.RequestRow:
        with self._desk.read() as session:
            return next(one for one in intake.requests(session) if one.code == code)
