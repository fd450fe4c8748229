"""The panel of an outcome and the page of all, over the played sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import detail
from cxdesk.ui.desk import Desk
from cxdesk.ui.outcome.panel import OutcomePanel
from cxdesk.ui.strategy.outcomes_page import OutcomesPage
from cxdesk.ui.strategy.view import StrategyView
from tests.services.commands import out
from tests.ui.outcomes.outcome_hands import OutcomeHands


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> OutcomePanel:
    made = OutcomePanel(desk)
    qtbot.addWidget(made)
    made.resize(352, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def hands(panel: OutcomePanel, qtbot: QtBot) -> OutcomeHands:
    return OutcomeHands(panel, qtbot)


@pytest.fixture
def strategy(desk: Desk, qtbot: QtBot) -> StrategyView:
    """The place, turned to its outcomes, with the keyboard."""
    made = StrategyView(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1264, 800)
    made.show()
    made.show_tab(made.tabs.index("Outcomes"))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.page.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def page(strategy: StrategyView) -> OutcomesPage:
    shown = strategy.page
    assert isinstance(shown, OutcomesPage)
    return shown


@pytest.fixture
def asked(strategy: StrategyView) -> list[tuple[str, int]]:
    """What the page asked the window to open."""
    heard: list[tuple[str, int]] = []
    strategy.open_requested.connect(lambda kind, id: heard.append((kind, id)))
    return heard


@pytest.fixture
def outcome(desk: Desk) -> Callable[[str], int]:
    """The id of the outcome with a code."""

    def find(code: str) -> int:
        with desk.read() as session:
            return out(session, code)

    return find


@pytest.fixture
def initiative(desk: Desk) -> Callable[[str], int]:
    """The id of the initiative with a code."""

    def find(code: str) -> int:
        with desk.read() as session:
            found = detail.find(session, code)
        assert found is not None
        return found

    return find
