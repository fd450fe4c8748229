"""A charter of hundreds of lines: cards are made as far as one nearly sees, and serve like all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import charter_lines, charters
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.desk import Desk
from tests.services.commands import ini
from tests.ui.charter.bench import Bench

MANY = 90


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot) -> Bench:
    here = Bench(desk, "CX-103", ["completed", "summary"])
    qtbot.addWidget(here)
    id = here.shown().id
    desk.do("Many", lambda s: [charter_lines.add_criterion(s, id, f"{n}") for n in range(MANY)])
    here.show()
    here.activateWindow()
    qtbot.waitUntil(here.isActiveWindow)
    here.parts["completed"].lines.cards()[0].enter()
    here.settle()
    return here


def rested(bench: Bench, qtbot: QtBot) -> LineList:
    """The list, once nothing more is made."""
    lines: LineList = bench.parts["completed"].lines
    qtbot.waitUntil(lambda: not lines._more.isActive())
    bench.settle()
    return lines


def test_lines_are_made_as_far_as_one_nearly_sees(bench: Bench, qtbot: QtBot) -> None:
    lines = rested(bench, qtbot)
    made, bar = len(lines.cards()), bench.area.verticalScrollBar()
    assert 12 < made < MANY // 2
    assert lines.height() > bench.area.viewport().height()
    bar.setValue(bar.maximum() // 2)  # one reads on
    more = rested(bench, qtbot)
    assert made < len(more.cards()) <= MANY
    at, put = len(lines.cards()) - 1, lines.cards()[-1]
    put.grip.setFocus()
    bench.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # behind one that is not made
    assert lines.cards()[at + 1] is put
    assert put.isAncestorOf(QApplication.focusWidget())
    first = lines.cards()[0]
    seen = first.row
    bench.parts["summary"].enter()
    bench.paste("Another summary")
    bench.parts["summary"].texts["summary"].field.commit()
    assert bench.shown().sections["summary"] == "Another summary"
    assert lines.cards()[0].row is seen  # it was not shown again


def test_who_adds_to_a_long_list_comes_to_its_end(bench: Bench, qtbot: QtBot) -> None:
    lines: LineList = bench.parts["completed"].lines
    assert lines.enter("add")
    qtbot.waitUntil(lambda: len(lines.cards()) == len(bench.shown().criteria))
    bench.settle()
    bench.paste("The last one", enter=True)
    bench.settle()
    assert lines.cards()[-1].row.text == "The last one"
    area, end = bench.area.viewport(), lines.add
    qtbot.waitUntil(lambda: 0 < end.mapTo(area, end.rect().topLeft()).y() < area.height())


def test_a_version_that_is_undone_while_its_parts_are_filled_is_let_go(
    desk: Desk, qtbot: QtBot
) -> None:
    view = CharterView(desk)
    qtbot.addWidget(view)
    desk.changed.connect(view.refresh)
    view.resize(1264, 822)
    view.show()
    with desk.read() as session:
        id = ini(session, "CX-204")
    desk.do("Start", lambda s: charters.start(s, id))
    view.reveal("charter-page", id)
    assert not view.column.complete
    desk.undo()
    qtbot.waitUntil(view.drawn)
    desk.redo()
    qtbot.waitUntil(lambda: view.column.complete)
    desk.undo()
    assert view.charter is None
    view.keep_typed()
