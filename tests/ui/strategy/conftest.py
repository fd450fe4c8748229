"""The window on the played sample, at the place Strategy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.services.frame import frame
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests.ui.strategy.strategy_hands import StrategyHands


def opened(desk: Desk, qtbot: QtBot, tab: str = "North star") -> MainWindow:
    """The window as it was left at this tab, so that nothing else is made and painted first."""
    settings = Settings()
    settings.set("place", "strategy")
    with desk.read() as session:
        settings.keep_habit(frame(session).id, "strategy", "tab", tab)
    made = MainWindow(desk, settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.view.setFocus()
    return made


@pytest.fixture
def tab() -> str:
    """Where the window opens."""
    return "North star"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, tab: str) -> Iterator[MainWindow]:
    made = opened(desk, qtbot, tab)
    yield made
    made.index.stop()


@pytest.fixture
def at(window: MainWindow, qtbot: QtBot) -> StrategyHands:
    """A person at that window."""
    return StrategyHands(window, qtbot)


@pytest.fixture
def at_copy_for_reading(
    themed: object, store: Store, sample_file, home, qtbot: QtBot
) -> Iterator[StrategyHands]:
    """The same on a file that is open for reading only."""
    store.close()
    with Store(sample_file, home=home, clock=store.clock, read_only=True) as reading:
        made = opened(Desk(reading), qtbot)
        yield StrategyHands(made, qtbot)
        made.index.stop()
