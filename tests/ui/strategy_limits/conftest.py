"""The place Strategy over the played sample, at the tab that is tested."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from cxdesk.ui.strategy.view import StrategyView

Shows = Callable[[str], StrategyView]


@pytest.fixture
def shows(desk: Desk, qtbot: QtBot) -> Shows:
    """Shows the place at a tab, in the foreground."""

    def show(tab: str) -> StrategyView:
        view = StrategyView(desk)
        qtbot.addWidget(view)
        desk.changed.connect(view.refresh)
        view.resize(1264, 800)
        view.show()
        view.activateWindow()
        view.show_tab(view.tabs.index(tab))
        return view

    return show
