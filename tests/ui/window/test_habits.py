"""How a place was left is how it is found the next time, program by program."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.model.people import Level
from cxdesk.services.card_filter import CardFilter, Due
from cxdesk.services.frame import frame
from cxdesk.ui.board.page import BoardPage
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


def board(window: MainWindow) -> BoardPage:
    window.show_place("kanban")
    window.view.show_tab(0)
    page = window.view.page  # type: ignore[attr-defined]
    assert isinstance(page, BoardPage)
    return page


def test_the_filters_of_the_board_survive_a_restart_and_slash_goes_to_its_field(
    again: Again, qtbot: QtBot
) -> None:
    first = again()
    page = board(first)
    batch = next(row.id for row in page.data.board.batches if row.code == "B1")  # type: ignore[union-attr]
    page.bar.keep(CardFilter("x", batches=(batch,), due=(Due.LATER,)))
    second = again()
    found = board(second)
    assert found.bar.kept == CardFilter(batches=(batch,), due=(Due.LATER,)), "words are for now"
    assert found.bar.count() == "4 of 24"
    second.show()
    second.activateWindow()
    qtbot.waitUntil(second.isActiveWindow)
    found.board.setFocus()
    QTest.keyClick(found.board, Qt.Key.Key_Slash)
    assert second.focusWidget() is found.bar.narrow
    QTest.keyClicks(found.bar.narrow, "ask")
    assert found.bar.count() == "1 of 24"
    found.board.setFocus()
    QTest.keyClick(found.board, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert second.focusWidget() is second.search
    hidden = next(card for card in found.data.all_cards() if card.code == "CX-404")
    assert second.open("initiative", hidden.id)
    assert found.board.current_card() == hidden
    assert second.toasts.words.isVisible()
    found.bar.keep(CardFilter(mine=True))
    assert found.bar.count() == "3 of 24"
    found.desk.store.who = "Ravi Menon"
    second.settings.set_who(second.stage.program, "Ravi Menon")
    assert found.bar.count() == "2 of 24"
    qtbot.waitUntil(lambda: second.index.complete)
