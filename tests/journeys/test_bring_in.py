"""A newcomer with a Trello board: dropped on an empty window, a few clicks, and all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.app import Program
from cxdesk.model.states import State
from cxdesk.services import cards, flow, frame
from cxdesk.services.flow import Tracked
from cxdesk.store.store import Store
from cxdesk.ui.bring_in import target
from cxdesk.ui.bring_in.bring_in import BringIn
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.dump import dump
from tests.exchange.boards.files import as_json, card, happened, id_of, trello
from tests.journeys.newcomer import Newcomer
from tests.journeys.person import CONTROL, Key

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

LISTS = {1: "To do", 2: "Doing", 3: "Done"}


def moved(at: str, number: int, before: int, after: int) -> dict[str, object]:
    lists = {"listBefore": {"id": id_of(before), "name": LISTS[before]},
             "listAfter": {"id": id_of(after), "name": LISTS[after]}}  # fmt: skip
    return happened("updateCard", f"{at}T12:00:00.000Z", number, **lists)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A small board: three cards, a checklist, and what happened since the second of March."""
    data = trello(
        name="Ask Once – Nord",
        cards=[
            card(11, "Größe der Rechnung", 3, desc="R&D <b>fett</b>"),
            card(12, "Rückruf versprechen", 2, idChecklists=[id_of(31)]),
            card(13, "Öffnungszeiten", 1),
        ],
        checklists=[{"id": id_of(31), "idCard": id_of(12), "name": "Schritte", "checkItems": [
            {"id": id_of(32), "name": "Text schreiben", "state": "complete", "pos": 1},
            {"id": id_of(33), "name": "Team schulen", "state": "incomplete", "pos": 2}]}],
        actions=[
            moved("2026-09-07", 11, 2, 3), moved("2026-06-01", 11, 1, 2),
            moved("2026-10-05", 12, 1, 2),
        ],
    )  # fmt: skip
    path = tmp_path / "Trello export.json"
    path.write_bytes(as_json(data))
    return path


@pytest.fixture
def newcomer(
    qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Newcomer]:
    monkeypatch.setattr(target, "documents", lambda: tmp_path / "Documents")
    program = Program(qapp, Settings())
    program.start(None)
    person = Newcomer(program, qtbot)
    yield person
    person.leave()
    qapp.aboutToQuit.disconnect(program.close)
    program.deleteLater()


def drop(onto: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    what = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, *what)
    QApplication.sendEvent(onto, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(onto, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *what))


def sheet_of(menu: FileMenu) -> BringIn:
    sheet = menu.imports().sheet
    assert sheet is not None
    return sheet


def seen(store: Store) -> dict[str, Tracked]:
    """What the flow chart knows of every initiative."""
    with store.read() as session:
        return {one.title: one for one in flow.flow(flow.records(session)).tracked}


def days(one: Tracked) -> list[tuple[State, date]]:
    return [(State(stay.state), stay.since) for stay in one.stays]


def test_a_dropped_board_becomes_a_program_in_five_clicks_and_one_key_takes_it_back(
    newcomer: Newcomer, board: Path, tmp_path: Path, home: Path, qtbot: QtBot
) -> None:
    person, program = newcomer, newcomer.program
    welcome = program.welcome
    assert welcome is not None
    welcome.resize(QSize(1200, 800))
    drop(welcome, board)  # the first
    asked = sheet_of(welcome.file_menu)
    qtbot.waitUntil(lambda: asked.report is not None)
    assert asked.ask.go.text() == "Bring in 3 initiatives"
    assert asked.ask.target.name.text() == "Ask Once – Nord"
    assert not (tmp_path / "Documents").exists()

    person.click(asked.ask.go)  # the second
    qtbot.waitUntil(lambda: program.window is not None and program.menu is not None)
    assert program.window is not None
    assert program.menu is not None
    person.sit_before(program.window)
    qtbot.waitUntil(lambda: program.menu is not None and program.menu.imports().sheet is not None)
    done = sheet_of(program.menu).done
    assert done.title.text() == "3 initiatives were brought in"
    done.print.click()
    (dialog,) = program.window.findChildren(QFileDialog)
    name = Path(dialog.selectedFiles()[0]).name
    assert name == "Ask Once – Nord report of an import.pdf"
    dialog.reject()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    person.click(done.show_it)  # the third, and there it is
    assert program.menu.imports().sheet is None
    shown = {one.title: one.state for one in person.kanban.model.cards()}
    assert shown == {
        "Größe der Rechnung": State.DELIVERED,
        "Rückruf versprechen": State.IN_PROGRESS,
        "Öffnungszeiten": State.BACKLOG,
    }

    path = person.store.path
    assert path == tmp_path / "Documents" / "Ask Once – Nord.cxdesk"
    known = seen(person.store)
    assert days(known["Größe der Rechnung"]) == [
        (State.BACKLOG, date(2026, 3, 2)),
        (State.IN_PROGRESS, date(2026, 6, 1)),
        (State.DELIVERED, date(2026, 9, 7)),
    ]
    assert days(known["Rückruf versprechen"])[-1] == (State.IN_PROGRESS, date(2026, 10, 5))
    full = dump(path)
    assert len(full["action"]) == 2
    with Store.open(path, home=home, clock=clock, read_only=True) as again:
        assert seen(again) == known

    person.press(Key.Key_Z, modifier=CONTROL)
    assert person.said[-1].startswith("Undone: Bring in the Trello board “Ask Once – Nord”")
    assert person.kanban.model.cards() == []
    person.press(Key.Key_Z, modifier=CONTROL)  # the beginning of the program stands
    bare = dump(path)
    for table in ("initiative", "action", "batch", "person", "origin", "earlier_move", "comment"):
        assert bare[table] == [], table
    person.press(Key.Key_Z, modifier=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert dump(path) == full
    person.press(Key.Key_Z, modifier=CONTROL)

    person.leave()
    with Store.open(path, home=home, clock=clock) as again:
        assert dump(again) == bare
        assert again.problems() == []
        with again.read() as session:
            assert frame.frame(session).name == "Ask Once – Nord"
            assert cards.board(session).cards == ()
