"""How a place was left is how it is found the next time, program by program."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.model.people import Level
from cxdesk.services.frame import frame
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.directory_bar import Kept
from cxdesk.ui.people.directory_page import DirectoryPage
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

Again = Callable[[], MainWindow]


@pytest.fixture
def again(desk: Desk, qtbot: QtBot) -> Again:
    """Another start of the program: a new window with the settings as they are on the disk."""

    def start() -> MainWindow:
        made = MainWindow(desk, Settings())
        qtbot.addWidget(made)
        made.resize(1440, 900)
        return made

    return start


def directory(window: MainWindow) -> DirectoryPage:
    window.show_place("people")
    window.view.show_tab(0)
    page = window.view.page  # type: ignore[attr-defined]
    assert isinstance(page, DirectoryPage)
    return page


def test_filters_and_tab_survive_a_restart(again: Again) -> None:
    first = again()
    page = directory(first)
    it = next(row.id for row in page.directory.domains if row.short == "IT")
    page.bar.keep(levels=(Level.EMPLOYEE,), domains=(it,), inactive=True)
    assert [row.name for row in page.table.table.rows] == ["Luca Moretti"]
    first.view.show_tab(2)
    second = again()
    second.show_place("people")
    assert second.view.current_tab() == 2
    found = directory(second)
    assert found.bar.kept == Kept((Level.EMPLOYEE,), (it,), True)
    assert [row.name for row in found.table.table.rows] == ["Luca Moretti"]


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"tab": 7}', '{"tab": "Gone", "Directory/kept": {"levels": ["tsar"]}}']
)
def test_habits_that_make_no_sense_count_for_nothing(again: Again, desk: Desk, kept: str) -> None:
    with desk.read() as session:
        program = frame(session).id
    Settings()._kept.setValue(f"habits/{program}/people", kept)
    window = again()
    assert directory(window).bar.kept == Kept()
    window.show_place("people")
    assert window.view.current_tab() == 0
