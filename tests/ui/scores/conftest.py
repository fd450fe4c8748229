"""The tab Scores over the played sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from tests.ui.scores.analyst import Analyst, ScoresHome


@pytest.fixture
def open_scores(qtbot: QtBot) -> Callable[[Desk], Analyst]:
    """Shows the tab on a desk, with the keyboard."""

    def show(desk: Desk) -> Analyst:
        home = ScoresHome(desk)
        qtbot.addWidget(home)
        desk.changed.connect(home.refresh)
        home.resize(1264, 800)
        home.show()
        home.activateWindow()
        qtbot.waitUntil(home.isActiveWindow)
        return Analyst(home)

    return show


@pytest.fixture
def analyst(open_scores: Callable[[Desk], Analyst], desk: Desk) -> Analyst:
    return open_scores(desk)
