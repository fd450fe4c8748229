"""Undo and redo of a large change run beside the window, which says so and answers meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QProgressBar

from cxdesk.services import detail, initiatives
from cxdesk.store import store as stores
from cxdesk.ui import desk as desks
from tests.dump import dump


@pytest.fixture(autouse=True)
def _all_changes_are_large(monkeypatch):
    monkeypatch.setattr(stores, "_LONG", 10)
    monkeypatch.setattr(desks, "LARGE", 0)


@pytest.fixture
def walk(window, qtbot):
    """Presses undo or redo, sees that it is under way, and waits for its end."""

    def act(action: QAction, doing: str) -> None:
        seq = window.desk.store.head.seq
        action.trigger()
        assert window.walker.busy
        (bar,) = [one for one in window.findChildren(QProgressBar) if one.isVisible()]
        assert bar.accessibleName() == doing
        action.trigger()  # one at a time
        with window.desk.read() as session:  # whoever looks is answered
            assert detail.find(session, "CX-101")
        qtbot.waitUntil(lambda: not window.walker.busy)
        assert bar.isHidden() or not bar.isVisible()
        assert window.desk.store.head.seq == seq + 1

    return act


def test_a_large_change_is_taken_back_and_brought_back_beside_the_window(
    window, desk, id_of, walk, qtbot
):
    before, said = dump(desk.store), []
    desk.said.connect(lambda toast: said.append(toast.text))
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-101"), "Zebra <b>crossing</b>"))
    after = dump(desk.store)
    qtbot.waitUntil(lambda: window.index.complete)
    assert [hit.code for hit in window.index.find("zebra")] == ["CX-101"]

    walk(window.commands.undo, "Taking back: Rename")
    assert dump(desk.store) == before
    qtbot.waitUntil(lambda: window.index.complete)
    assert window.index.find("zebra") == []
    walk(window.commands.redo, "Bringing back: Rename")
    assert dump(desk.store) == after
    qtbot.waitUntil(lambda: window.index.complete)
    assert [hit.code for hit in window.index.find("zebra")] == ["CX-101"]
    assert said == ["Rename", "Undone: Rename", "Redone: Rename"]


def test_what_cannot_be_taken_back_is_said(window, desk, id_of, qtbot):
    id = id_of("CX-101")
    desk.do("Rename", lambda s: initiatives.rename(s, id, "Zebra"))
    with closing(sqlite3.connect(desk.store.path)) as file, file:
        file.execute("UPDATE initiative SET title = 'Outside' WHERE id = ?", (id,))
    with qtbot.waitSignal(desk.refused) as refused:
        window.commands.undo.trigger()
    assert "changed outside cxdesk" in refused.args[0].text
    assert not window.walker.busy
    assert not [one for one in window.findChildren(QProgressBar) if one.isVisible()]


def test_a_small_change_meanwhile_is_found_in_the_old_index_and_the_new(
    window, desk, id_of, qtbot, monkeypatch
):
    qtbot.waitUntil(lambda: window.index.complete)
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-101"), "Zebra one"))
    assert not window.index.complete  # it is read anew while the window idles
    monkeypatch.setattr(desks, "LARGE", 1000)
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-102"), "Zebra two"))
    assert [hit.code for hit in window.index.find("zebra")] == ["CX-102"]
    qtbot.waitUntil(lambda: window.index.complete)
    assert [hit.code for hit in window.index.find("zebra")] == ["CX-101", "CX-102"]


def test_the_walk_of_a_file_for_reading_only_is_refused_at_once(window, desk, qtbot):
    desk.store.read_only = True
    with qtbot.waitSignal(desk.refused):
        window.walker.undo()
    assert not window.walker.busy
    desk.store.read_only = False


def test_the_button_of_the_message_takes_a_large_change_back(window, desk, id_of, qtbot):
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-101"), "Zebra"))
    qtbot.mouseClick(window.toasts.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toasts.accessibleName() == "Undone: Rename")
