"""The window for the room: item and time, the question and the turnout, and no rank too early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import result_count, rounds, sitting
from cxdesk.services.projection import Place
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.projector import scene as scenes
from cxdesk.ui.projector.window import Projector, open_projector
from tests import boards
from tests.services.meeting_commands import item

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
Show = Callable[[], Projector]


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def open_window() -> Projector:
        made = Projector(desk)
        qtbot.addWidget(made)
        made.show()
        return made

    return open_window


def at(window: Projector, hour: int, minute: int) -> None:
    window.desk.store.clock = lambda: datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
    window.tick()


def test_it_follows_the_meeting_up_to_the_order_and_tells_nothing_early(
    desk: Desk, store: Store, show: Show
) -> None:
    window = show()
    assert window.scene.words() == "No meeting is planned"
    here = boards.planned(store)
    window.load()
    assert window.scene.caption == "Begins at 14:00"
    assert [code for _, code, _ in window.scene.places] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    at(window, 14, 0)
    boards.begun(store, here=here)
    window.load()
    assert window.scene.big == "7 of 7 seats filled"
    desk.do("Turn", lambda s: sitting.go_to(s, item(s, "R2")))
    at(window, 14, 12)
    seen = window.scene
    assert (seen.caption, seen.big, seen.clock, seen.left, seen.over) == (
        "Item 2 of 6", "R2 One-click cancellation", "12:00", "2 min over its 10 min", True,
    )  # fmt: skip
    assert seen.foot == "Next: R3 Price-match scripts"

    done = desk.do("Draft", lambda s: rounds.draft(s, here.meeting, secret=True))
    assert done is not None
    desk.do("Open", lambda s: rounds.open_round(s, done.result))
    assert window.scene.below == "0 of 7 have voted"
    for place, digits in enumerate(boards.BALLOTS):
        desk.do(
            "Seal",
            lambda s, place=place, digits=digits: rounds.seal(  # type: ignore[misc]
                s, done.result, here.seats[place], boards.mark(here, digits)
            ),
            lasting=True,
        )
        seen = window.scene
        assert (seen.big, seen.below, seen.voted, seen.seats, seen.places) == (
            "In which order should we take on these tasks?",
            f"{place + 1} of 7 have voted", place + 1, 7, (),
        )  # fmt: skip
    assert window.accessibleDescription() == window.scene.words()
    desk.do("Close", lambda s: rounds.close_round(s, done.result), lasting=True)
    assert window.scene.big == "7 of 7 have voted"
    assert window.scene.places == ()
    assert window._votes is None, "no ballot comes here before the board publishes"
    desk.do("Publish", lambda s: rounds.publish(s, done.result), lasting=True)
    assert [place[:2] for place in window.scene.places] == [
        ("1", "R2"), ("2", "R1"), ("3", "R5"), ("4", "R3"), ("5", "R6"), ("6", "R4"),
    ]  # fmt: skip
    QTest.keyClick(window, Key.Key_R)
    assert window.scene.big == "R2 One-click cancellation"
    QTest.keyClick(window, Key.Key_R)
    assert window.scene.places


def test_many_tasks_are_counted_beside_the_window(
    desk: Desk, store: Store, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    boards.published(store)
    monkeypatch.setattr(result_count, "AT_ONCE", 2)  # six are many then
    result_count._counts.clear()
    window = show()
    assert window.scene.big == "The ballots are being counted"
    qtbot.waitUntil(lambda: bool(window.scene.places))
    assert window.scene.places[0][1] == "R2"


def test_its_own_colours_full_screen_and_a_way_out(desk: Desk, store: Store, show: Show) -> None:
    boards.begun(store)
    window = show()
    corner = window.grab().toImage().pixelColor(2, 2)
    assert corner == theme.LIGHT.canvas
    QTest.keyClick(window, Key.Key_T)
    assert window.grab().toImage().pixelColor(2, 2) == theme.DARK.canvas
    assert not theme.current().dark
    QTest.keyClick(window, Key.Key_F11)
    assert window.isFullScreen()
    QTest.keyClick(window, Key.Key_Escape)
    assert not window.isFullScreen()
    QTest.mouseDClick(window, LEFT)
    assert window.isFullScreen()
    QTest.mouseDClick(window, LEFT)
    QTest.keyClick(window, Key.Key_Escape)
    assert not window.isVisible()
    desk.do("End", lambda s: sitting.end(s, window.sheet.row.id))  # nobody listens any more


def test_one_window_that_goes_with_the_program(desk: Desk, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    editing = Editing(desk, owner)
    first = open_projector(editing, owner)
    assert open_projector(editing, owner) is first
    owner.close()
    assert not first.isVisible()
    second = open_projector(editing, owner)
    assert second is not first
    editing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert second not in QApplication.topLevelWidgets() or not second.isVisible()


@pytest.mark.parametrize("size", [(480, 270), (1280, 720), (2560, 900)])
def test_sixty_long_titles_fit_into_any_window(show: Show, size: tuple[int, int]) -> None:
    window = show()
    title = "Kündigung des Mobilfunkvertrages mit einem einzigen Mausklick ermöglichen"
    window.scene = scenes.Scene(
        "The order of the board", foot="R&D " * 60,
        places=tuple((str(n), f"R{n}", title) for n in range(1, 61)),
    )  # fmt: skip
    window.resize(*size)
    many = window.grab().toImage()
    window.scene = scenes.Scene(big=title * 5, clock="1:02:03", left="2 min left", seats=60)
    assert window.grab().toImage() != many


def test_tied_tasks_share_a_rank() -> None:
    order = (Place(1, "R2", "a"), Place(2, "R1", "b"), Place(2, "R5", "c"), Place(4, "R3", "d"))
    assert scenes.ranks_of(order) == ("1", "2 =", "2 =", "4")
