"""Taking data out: chosen in Print & data, looked at, saved whole, found again the next time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from cxdesk.exchange.out.catalogue import EXPORTS, export
from cxdesk.services import domains, programs
from cxdesk.ui.desk import Desk
from cxdesk.ui.print_center.view import PrintView
from cxdesk.ui.settings import Settings
from cxdesk.ui.take_out.entries import BRING_IN, entry_key
from cxdesk.ui.take_out.part import in_words
from cxdesk.ui.take_out.ways import WORDS, add_exports, show_export
from cxdesk.ui.window import MainWindow
from tests import boards

Open = Callable[..., PrintView]


@pytest.fixture
def center(qtbot: QtBot) -> Open:
    """Opens the place on a desk at one of its ways out, as it was left by these habits."""

    def opened(desk: Desk, key: str, habits: Mapping[str, Any] | None = None) -> PrintView:
        view = PrintView(desk)
        qtbot.addWidget(view)
        view.recall({**(habits or {}), "thing": entry_key(key) if key != BRING_IN else key})
        desk.changed.connect(view.refresh)
        view.resize(1264, 800)
        view.show()
        view.setFocus()
        qtbot.waitUntil(view.drawn, timeout=20_000)
        return view

    return opened


@pytest.fixture
def told(desk: Desk) -> list[str]:
    """What the window would say."""
    said: list[str] = []
    desk.said.connect(lambda toast: said.append(toast.text))
    desk.refused.connect(lambda error: said.append(error.text))
    return said


def _pick(view: PrintView, path: Path) -> str:
    """Choose a place in the file dialog that is open; returns the name that was offered."""
    dialog = next(one for one in view.data.findChildren(QFileDialog) if one.isVisible())
    offered = dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.deleteLater()
    return Path(offered).name


def test_data_are_looked_at_and_saved(
    desk: Desk, told: list[str], qtbot: QtBot, center: Open, tmp_path: Path
) -> None:
    view = center(desk, "json")
    for one in (export("json"), export("csv"), export("ics")):  # a file, a folder, with options
        view.things.choose(entry_key(one.key))
        qtbot.waitUntil(view.drawn, timeout=20_000)
        assert view.data.export is one
        assert view.data.options.title.text() == one.title
        assert view.data.look.looks, f"there is something of {one.key} to look at"
        assert view.data.look.status.text().endswith((" KB", " MB"))
        assert view.paper() is None
        out = tmp_path / one.key
        out.mkdir()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        QTest.keyClick(view.things.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        name = f"Meridian Telecom 2026-11-23{one.suffix}"
        if one.suffix:
            assert _pick(view, out / name) == name
        else:
            _pick(view, out)
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        assert told == [f"{name} saved"]
        assert [each.name for each in out.iterdir()] == [name]
        made = out / name
        assert all(each.stat().st_size for each in ([made] if one.suffix else made.iterdir()))
        told.clear()


def test_what_changed_shows_and_is_saved(
    desk: Desk, told: list[str], qtbot: QtBot, center: Open, tmp_path: Path
) -> None:
    view = center(desk, "json")
    look = view.data.look
    titles = [each.title for each in look.looks]
    assert titles[0] == "Program"
    view.data.look.parts.enter()
    for _ in range(titles.index("Domains")):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    with desk.read() as session:
        id = programs.domains(session)[0].id
    desk.do("Rename", lambda s: domains.rename(s, id, "Ä new name", "Ä"))
    qtbot.waitUntil(lambda: view.drawn() and look.table is not None and "Ä new name" in str(
        [row.cells for row in look.table.table.rows]
    ))  # fmt: skip
    assert look.table is not None
    assert look.table.accessibleName() == "Domains"  # the part that was chosen stays
    view.data.save_button.click()
    _pick(view, tmp_path / "all.json")
    qtbot.waitUntil(lambda: "all.json saved" in told, timeout=20_000)
    assert "Ä new name" in (tmp_path / "all.json").read_text("utf-8")
    assert json.loads((tmp_path / "all.json").read_bytes())["format"] == "cxdesk"


def test_what_cannot_be_written_is_said_and_the_old_file_stays(
    desk: Desk, told: list[str], qtbot: QtBot, center: Open, tmp_path: Path
) -> None:
    view = center(desk, "json")
    view.data.save()
    _pick(view, tmp_path / "nowhere" / "all.json")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].startswith("There is no folder ")
    program = desk.store.path
    before = program.read_bytes()
    view.data.save()
    _pick(view, program)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "is a program" in told[1]
    assert program.read_bytes() == before
    assert view.data.running.isHidden()
    old = tmp_path / "old.json"
    old.write_text("before")
    view.data.save()
    _pick(view, old)
    assert view.data.running.isVisible()
    QTest.mouseClick(view.data.running.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2] == "Stopped: nothing of old.json was written."
    assert old.read_text() == "before"


def test_bringing_in_is_offered_there_too(desk: Desk, qtbot: QtBot, center: Open) -> None:
    view = center(desk, BRING_IN)
    heard: list[bool] = []
    importing = QAction("Import…", view)
    importing.setObjectName("import")
    importing.triggered.connect(lambda: heard.append(True))
    assert not view.data.save_button.isVisible()
    assert view.data.look.table is not None
    assert "Trello" in [row.cells[0] for row in view.data.look.table.table.rows]
    QTest.mouseClick(view.data.bring_button, Qt.MouseButton.LeftButton)
    assert heard == [True]
    view.save()  # nothing to save here: nothing happens
    assert not view.data.findChildren(QFileDialog)
    view.things.choose("list")  # paper again
    assert view.options.isVisible()
    assert not view.data.isVisible()
    qtbot.waitUntil(view.drawn, timeout=10_000)
    assert view.paper() is not None


def test_the_palette_names_what_there_is() -> None:
    assert list(WORDS) == [one.key for one in EXPORTS]
    for one in EXPORTS:
        kind = one.title.rpartition("(")[2].rstrip(")")
        assert kind.lower().removeprefix("plan for ") in WORDS[one.key].lower()
    assert (in_words(12), in_words(84_400), in_words(1_234_567)) == ("1 KB", "84 KB", "1.2 MB")


def test_file_export_and_the_palette_lead_there(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(desk, Settings())
    qtbot.addWidget(window)
    add_exports(window)
    window.show()
    assert window.commands.run("export-xlsx")
    place = window.view
    assert isinstance(place, PrintView)
    assert place.data.export is not None
    assert place.data.export.key == "xlsx"
    assert place.data.save_button.isVisible()
    place.things.narrow.setText("charter")  # narrowed to other things, at other things
    assert place.data.isHidden()
    show_export(window)
    assert place.data.isVisible()
    assert place.data.export.key == "xlsx"  # what was taken out last
    assert place.things.narrow.text() == ""
    place.things.choose(BRING_IN)
    show_export(window)
    assert place.data.export.key == "json"
    assert window.focusWidget() is place.data.save_button
    qtbot.waitUntil(place.drawn, timeout=20_000)

    told: list[str] = []
    desk.said.connect(lambda toast: told.append(toast.text))
    assert window.commands.run("export-table")
    assert told == ["No table is shown here. Print & data has all of them."]
    window.show_place("people")
    window.view.show_tab(window.view.tabs.index("Domains"))
    assert window.commands.run("export-table")
    (dialog,) = window.view.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Meridian Telecom domains.xlsx")
    dialog.close()


def test_a_folder_that_is_there_is_asked_about(
    desk: Desk, told: list[str], qtbot: QtBot, center: Open, tmp_path: Path
) -> None:
    view = center(desk, "csv")
    name = "Meridian Telecom 2026-11-23"
    mine = tmp_path / name / "my notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    (tmp_path / f"{name} (2)").mkdir()

    def answer(words: str) -> None:
        view.data.save()
        _pick(view, tmp_path)
        (box,) = view.data.findChildren(QMessageBox)
        assert box.text().startswith(f"There is a folder {name} already.")
        next(one for one in box.buttons() if one.text() == words).click()
        box.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    answer("Close")
    assert told == []
    answer(f"New folder “{name} (3)”")
    qtbot.waitUntil(lambda: told == [f"{name} (3) saved"], timeout=10_000)
    assert list(mine.parent.iterdir()) == [mine]
    answer("Write into it")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    assert mine.read_text() == "mine"
    first = sorted(one.name for one in mine.parent.iterdir() if one != mine)
    assert first == sorted(one.name for one in (tmp_path / f"{name} (3)").iterdir())
    assert "Initiatives.csv" in first


def test_while_a_secret_round_is_open_nothing_leaves_whole(desk: Desk, center: Open) -> None:
    boards.opened(desk.store, secret=True)
    view = center(desk, "json")
    assert "A secret round is open." in view.data.look.nothing.words()
    assert not view.data.save_button.isEnabled()
    assert "A secret round is open." in view.data.save_button.toolTip()
    view.save()
    assert not view.data.findChildren(QFileDialog)
    view.things.choose("bring-in")
    assert view.data.bring_button.isEnabled()
