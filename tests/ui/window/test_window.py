"""The window: places, undo, folding, themes, files dropped, another file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cxdesk.services import frame, initiatives, programs
from cxdesk.store.store import Store
from cxdesk.ui import theme as themes
from cxdesk.ui.desk import Desk
from cxdesk.ui.sidebar import NARROW, WIDE
from cxdesk.ui.statusbar import moment

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def title_of(desk: Desk, id: int) -> str:
    from cxdesk.services import detail

    with desk.read() as session:
        return detail.detail(session, id).title


def rename(desk: Desk, id: int, title: str) -> None:
    assert desk.do(f"Rename to {title}", lambda s: initiatives.rename(s, id, title)) is not None


# Undo ---------------------------------------------------------------------------------------


def test_keys_undo_and_redo(window, desk, press, id_of):
    id = id_of("CX-101")
    rename(desk, id, "One customer, one ID")
    press(Qt.Key.Key_Z, CONTROL)
    assert title_of(desk, id) == "Single customer ID"
    press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert title_of(desk, id) == "One customer, one ID"
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Y, CONTROL)
    assert title_of(desk, id) == "One customer, one ID"


def test_undo_in_a_field_takes_back_what_was_typed_first(window, plain, desk, press, id_of):
    id = id_of("CX-101")
    rename(desk, id, "One ID")
    plain.field.setFocus()
    press("abc")
    assert plain.field.text() == "abc"
    press(Qt.Key.Key_Z, CONTROL)
    assert plain.field.text() == ""
    assert title_of(desk, id) == "One ID"
    press(Qt.Key.Key_Z, CONTROL)
    assert title_of(desk, id) == "Single customer ID"


def test_undo_says_what_it_takes_back_and_never_as_markup(window, desk, id_of):
    undo, redo = window.commands.undo, window.commands.redo
    assert not redo.isEnabled()
    rename(desk, id_of("CX-101"), "<b>R&D</b>")
    assert undo.isEnabled()
    assert "Undo: Rename to &lt;b&gt;R&amp;D&lt;/b&gt;" in undo.toolTip()
    desk.undo()
    assert redo.isEnabled()
    assert "Redo: Rename to &lt;b&gt;" in redo.toolTip()


def test_a_file_open_for_reading_says_so_and_offers_no_undo(window, store, home, qtbot):
    path = store.path
    store.close()
    with Store(path, home=home, read_only=True, clock=store.clock) as reading:
        window.set_desk(Desk(reading, window))
        qtbot.waitUntil(lambda: "open for reading only" in window.status.words)
        assert not window.commands.undo.isEnabled()
        assert "Nothing to undo" in window.commands.undo.toolTip()


# Places -------------------------------------------------------------------------------------


def test_keys_and_the_sidebar_go_to_places(window, press, settings):
    assert window.view.key == "kanban"
    press(Qt.Key.Key_2, CONTROL)
    assert window.view.key == "plain"
    assert window.topbar.title.text() == "Plain"
    assert window.sidebar.places["plain"].isChecked()
    assert settings.get("place") == "plain"
    QTest.mouseClick(window.sidebar.places["kanban"], Qt.MouseButton.LeftButton)
    assert window.view.key == "kanban"


def test_only_places_that_are_built_and_their_groups_are_listed(window):
    labels = [label.text() for label in window.sidebar.findChildren(QLabel)]
    assert labels == ["Work", "Rhythm"]
    assert list(window.sidebar.places) == ["kanban", "plain"]


def test_a_hidden_place_is_refreshed_when_it_is_shown_again(window, plain, desk, id_of):
    rename(desk, id_of("CX-101"), "One ID")
    assert [one.label for one in plain.refreshed] == ["Rename to One ID"]
    window.show_place("kanban")
    rename(desk, id_of("CX-101"), "Another ID")
    assert len(plain.refreshed) == 1
    window.show_place("plain")
    assert plain.refreshed[1:] == [None]
    window.show_place("kanban")
    window.show_place("plain")
    assert len(plain.refreshed) == 2


def test_the_accent_button_is_the_action_of_the_place(window, plain, press):
    assert window.topbar.primary.accessibleName() == "Do R&D"
    QTest.mouseClick(window.topbar.primary, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_F4)
    assert plain.done == 2
    window.show_place("kanban")
    press(Qt.Key.Key_F4)
    assert plain.done == 2


def test_the_status_bar_shows_the_keys_of_the_place(window, plain):
    assert [hint.text for hint in window.status.hints] == ["do it"]
    assert window.status.words.startswith("meridian.cxdesk  ·  saved ")
    assert window.status.words.endswith("no backup yet")


def test_a_backup_is_told_by_its_time(window, store):
    store.backups.make(store.clock())
    window.show_status()
    assert window.status.words.endswith("last backup today 09:00")


@pytest.mark.parametrize(
    ("when", "words"),
    [("2026-11-23 08:05", "today 08:05"), ("2026-11-22 23:59", "yesterday 23:59"),
     ("2026-02-01 10:00", "1 Feb, 10:00"), ("2025-12-31 10:00", "31 Dec 2025, 10:00")],
)  # fmt: skip
def test_moments_in_words(when, words):
    now = datetime(2026, 11, 23, 9, 0)
    assert moment(datetime.fromisoformat(when), now, today="today ") == words


# Look ---------------------------------------------------------------------------------------


def test_the_sidebar_folds_in_a_narrow_window(window, press, qtbot):
    assert window.sidebar.width() == WIDE
    window.resize(1199, 800)
    assert window.sidebar.width() == NARROW
    assert "Kanban" in window.sidebar.places["kanban"].toolTip()
    press(Qt.Key.Key_B, CONTROL)
    assert window.sidebar.width() == WIDE
    window.resize(1440, 900)
    assert window.sidebar.width() == WIDE


def test_the_sidebar_folds_by_key_and_stays_folded(window, press, desk, settings, qtbot):
    press(Qt.Key.Key_B, CONTROL)
    assert window.sidebar.width() == NARROW
    assert settings.get("sidebar") is False
    press(Qt.Key.Key_B, CONTROL)
    assert window.sidebar.width() == WIDE


def test_the_theme_switches_at_once(window, settings):
    def ground():
        return window.grab().toImage().pixelColor(5, 600)

    assert ground() == themes.LIGHT.side
    window.commands.run("theme-dark")
    assert settings.get("theme") == "dark"
    assert ground() == themes.DARK.side
    settings.set("theme", "light")
    assert ground() == themes.LIGHT.side


def test_the_person_and_the_program_are_named(window, desk, settings):
    assert window.windowTitle() == "Meridian Telecom – cxdesk"
    assert window.windowFilePath() == str(desk.store.path)
    program, person = window.sidebar.program, window.sidebar.person
    assert program.accessibleName() == "Meridian Telecom, Customer experience: properties"
    assert person.accessibleName().startswith("You are Sofia Marques, Program office")
    with desk.read() as session:
        id = frame.program(session).id
    desk.do("Rename the program", lambda s: programs.rename(s, id, "<i>R&D</i>"))
    assert window.windowTitle() == "<i>R&D</i> – cxdesk"
    assert "&lt;i&gt;R&amp;D" in program.toolTip()


def test_size_is_kept(window, desk, settings, qtbot):
    from cxdesk.ui.window import MainWindow

    window.resize(700, 500)  # the screen of the tests is small
    window.close()
    again = MainWindow(desk, settings)
    qtbot.addWidget(again)
    assert again.size() == window.size()


def test_f6_goes_round_the_parts_and_f10_opens_the_menu(window, plain, press):
    plain.field.setFocus()
    press(Qt.Key.Key_F6)
    assert window.sidebar.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.search
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is plain.field
    press(Qt.Key.Key_F10)
    assert window.commands.menu.isVisible()
    QTest.keyClick(window.commands.menu, Qt.Key.Key_Escape)
    assert not window.commands.menu.isVisible()


def test_the_menu_holds_every_action_by_its_group(window, plain):
    QTest.mouseClick(window.menu_button, Qt.MouseButton.LeftButton)
    menus = {one.text(): one.menu() for one in window.commands.menu.actions()}
    assert list(menus) == ["Edit", "Go", "View", "Plain", "Help"]
    listed = {action.objectName() for menu in menus.values() for action in menu.actions()}
    assert listed == {one.objectName() for one in window.commands.listed()} - {"menu", "answer"}
    assert "new-initiative" not in listed
    window.commands.menu.hide()


# Files --------------------------------------------------------------------------------------


def drop(window, *paths: Path) -> bool:
    """Drag files over the window and let go; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    what = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, *what)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *what)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


@pytest.mark.parametrize("name", ["R&D.cxdesk", "board.json", "Maßnahmen"])
def test_any_one_file_can_be_dropped(window, qtbot, tmp_path, name):
    file = tmp_path / name
    with qtbot.waitSignal(window.file_dropped) as dropped:
        assert drop(window, file)
    assert dropped.args == [str(file)]


def test_several_files_are_not_taken(window, tmp_path):
    assert not drop(window, tmp_path / "a.cxdesk", tmp_path / "b.cxdesk")


def test_another_file_takes_the_place_of_the_first(window, plain, desk, empty_store, press, qtbot):
    empty_store.do("Start", lambda s: programs.new(s, "Second program"))
    second = Desk(empty_store, window)
    window.set_desk(second)
    assert window.windowTitle() == "Second program – cxdesk"
    assert window.view is not plain
    assert window.view.desk is second
    said = window.toasts.accessibleName()
    desk.do("Rename", lambda s: programs.rename(s, frame.program(s).id, "Old"))
    assert window.windowTitle() == "Second program – cxdesk"
    assert window.toasts.accessibleName() == said
    qtbot.waitUntil(lambda: window.index.complete)
    assert window.index.find("CX-101") == []


# The side panel -----------------------------------------------------------------------------


def test_an_item_opens_in_the_side_panel_and_esc_closes_it(window, press, id_of):
    assert window.open("initiative", id_of("CX-301"))
    assert window.panel.isVisible()
    assert window.panel.current() == id_of("CX-301")
    assert 320 <= window.panel.width() <= 520
    assert window.status.hints[-1].text == "close panel"
    window.view.setFocus()
    press(Qt.Key.Key_Escape)
    assert not window.panel.isVisible()
    assert "close panel" not in [hint.text for hint in window.status.hints]


def test_the_panel_keeps_its_width(window, settings, id_of, press):
    window.open("initiative", id_of("CX-301"))
    window.body.setSizes([window.body.width() - 420, 420])
    width = window.panel.width()
    window.close_panel()
    assert settings.get("panel_width") == width == 420
    window.open("initiative", id_of("CX-302"))
    assert window.panel.width() == width


def test_a_batch_is_revealed_without_the_panel(window, plain):
    assert window.open("batch", 7)
    assert plain.revealed == [("batch", 7)]
    assert window.panel is None


def test_an_item_that_nothing_shows_is_said(window):
    assert not window.open("outcome", 1)
    assert window.toasts.accessibleName() == "No place of the window shows this yet."
