"""The side panel over the played sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.printing import Printer
from tests.ui.panel.panel_hands import Hands


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Iterator[DetailPanel]:
    made = DetailPanel(desk)
    qtbot.addWidget(made)
    made.resize(352, 900)
    made.show()
    made.activateWindow()
    jobs = made.jobs = Jobs(made)  # as the window has one
    printer = Printer(lambda: desk, jobs, lambda: "A4", made)
    made.print_requested.connect(printer.ask)
    yield made
    jobs.close()


@pytest.fixture
def hands(panel: DetailPanel, qtbot: QtBot) -> Hands:
    return Hands(panel, qtbot)


@pytest.fixture
def said(panel: DetailPanel) -> list[str]:
    """What the toasts said."""
    heard: list[str] = []
    panel.desk.said.connect(lambda toast: heard.append(toast.text))
    return heard
