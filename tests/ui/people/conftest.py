"""The place People, and the panel of a person, over the played sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from cxdesk.ui.people.view import PeopleView
from cxdesk.ui.person.panel import PersonPanel
from tests.ui.people.reception import Hands, Reception


@pytest.fixture
def open_people(qtbot: QtBot) -> Callable[[Desk], Reception]:
    """Shows the place on a desk."""

    def show(desk: Desk) -> Reception:
        view = PeopleView(desk)
        qtbot.addWidget(view)
        desk.changed.connect(view.refresh)
        view.resize(1264, 800)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return Reception(view)

    return show


@pytest.fixture
def reception(open_people: Callable[[Desk], Reception], desk: Desk) -> Reception:
    return open_people(desk)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> PersonPanel:
    made = PersonPanel(desk)
    qtbot.addWidget(made)
    made.resize(352, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def hands(desk: Desk, panel: PersonPanel) -> Hands:
    return Hands(desk, panel)


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What the toasts said."""
    heard: list[str] = []
    desk.said.connect(lambda toast: heard.append(toast.text))
    return heard
