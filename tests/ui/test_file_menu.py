"""The File menu: opening, its troubles and ways out, new programs, copies, recent files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from cxdesk import paths
from cxdesk.services import detail, frame, initiatives
from cxdesk.store.backups import Backups, copy_file
from cxdesk.store.store import Store
from cxdesk.ui.actions import listed_actions
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.dialogs.backups import BackupsDialog
from cxdesk.ui.dialogs.history import HistoryWindow
from cxdesk.ui.dialogs.new_program import NewProgram
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.ui.renaming import rename, title


@pytest.fixture
def files(qtbot: QtBot) -> Iterator[Files]:
    settings, jobs = Settings(), Jobs()
    made = Files(settings, jobs, clock=clock)
    yield made
    jobs.close()
    made.close()


@pytest.fixture
def menu(qtbot: QtBot, files: Files) -> FileMenu:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = FileMenu(window, files.settings, files)
    window.show()
    return made


def message() -> QMessageBox:
    (box,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
    return box


def press(box: QMessageBox, words: str) -> None:
    next(one for one in box.buttons() if one.text() == words).click()


def words(box: QMessageBox) -> list[str]:
    return [one.text().replace("&", "") for one in box.buttons()]


# --- opening --------------------------------------------------------------------------------


def test_every_action_is_listed_with_a_key_of_its_own(menu: FileMenu, sample_file: Path) -> None:
    listed = listed_actions(menu.parent())
    assert [one.objectName() for one in listed] == list(menu.actions)
    assert {one.property("group") for one in listed} == {"File"}
    keys = [key.toString() for one in listed for key in one.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+N", "Ctrl+O", "Ctrl+Shift+S", "Ctrl+,", "Ctrl+H", "Ctrl+P", "Ctrl+Q"} <= set(keys)
    asleep = {key for key, one in menu.actions.items() if not one.isEnabled()}
    assert asleep == {
        "assistant",
        "save_copy",
        "backups",
        "properties",
        "history",
        "print",
        "preview",
        "export",
    }
    menu.open_path(sample_file)
    assert all(one.isEnabled() for one in menu.actions.values())


def test_a_file_for_reading_only_is_not_set_up(menu: FileMenu, sample_file: Path) -> None:
    menu.open_path(sample_file, read_only=True)
    assistant = menu.actions["assistant"]
    assert not assistant.isEnabled()
    assert assistant.toolTip() == "This file is open for reading only."
    menu.open_path(sample_file)
    assert assistant.isEnabled()


def test_opening_another_file_closes_the_one_before(
    menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.cxdesk"
    copy_file(sample_file, other)
    heard: list[Desk] = []
    files.opened.connect(heard.append)
    menu.open_path(sample_file)
    menu.show_history()
    menu.open_path(other)
    assert [desk.store.path for desk in heard] == [sample_file, other]
    assert menu.dialog(HistoryWindow) is None  # it told of the file before
    Store.open(sample_file, home=tmp_path).close()  # its lock is free
    assert files.settings.recent() == [other, sample_file]


def test_the_open_file_is_not_opened_again(menu: FileMenu, files: Files, sample_file: Path) -> None:
    menu.open_path(sample_file)
    desk = files.desk
    menu.open_path(sample_file)
    menu.open_path(sample_file, read_only=True)
    assert files.desk is desk


def test_a_file_that_does_not_open_leaves_the_one_before(
    menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    menu.open_path(sample_file)
    desk = files.desk
    menu.open_path(tmp_path / "gone.cxdesk")
    box = message()
    assert box.text() == f"There is no file gone.cxdesk in {tmp_path}."
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert words(box) == ["Close"]
    assert files.desk is desk
    assert files.settings.recent() == [sample_file]
    press(box, box.buttons()[0].text())


def test_a_locked_file_opens_for_reading_only(
    menu: FileMenu, files: Files, sample_file: Path, store: Store
) -> None:
    menu.open_path(sample_file)
    box = message()
    assert "is open in another cxdesk" in box.text()
    assert files.desk is None
    press(box, "Open for reading only")
    desk = files.desk
    assert desk is not None
    assert desk.store.read_only
    refused: list[Exception] = []
    desk.refused.connect(refused.append)
    before = title(desk)
    with desk.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    assert desk.do("Rename", lambda session: initiatives.rename(session, here, "x")) is None
    assert [str(one) for one in refused] == [
        "meridian.cxdesk is open for reading only. Save a copy to change it."
    ]
    assert title(desk) == before


def test_a_file_without_a_program_is_refused_and_let_go(
    menu: FileMenu, files: Files, tmp_path: Path
) -> None:
    file = tmp_path / "bare.cxdesk"
    Store.create(file, home=tmp_path).close()
    menu.open_path(file)
    box = message()
    assert box.text() == "This file holds no program. Open a backup: File, Backups."
    assert files.desk is None
    Store.open(file, home=tmp_path).close()
    box.close()


def test_a_damaged_file_offers_its_backups_and_comes_back(
    qtbot: QtBot, menu: FileMenu, files: Files, sample_file: Path
) -> None:
    Backups(sample_file, paths.data()).make(clock())
    content = bytearray(sample_file.read_bytes())
    content[100:8192] = bytes(8092)
    sample_file.write_bytes(content)
    menu.open_path(sample_file)
    box = message()
    assert "meridian.cxdesk is damaged" in box.text()
    press(box, "Show backups")
    dialog = menu.dialog(BackupsDialog)
    assert dialog is not None
    assert not dialog.make.isEnabled()
    dialog.restore.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: files.desk is not None)
    assert files.desk is not None
    assert title(files.desk) == "CX-101 Single customer ID"
    kept = sample_file.with_name("meridian, damaged 2026-11-23 090000.cxdesk")
    assert kept.read_bytes() == bytes(content)
    qtbot.waitUntil(lambda: menu.dialog(BackupsDialog) is None)


def test_recent_files_can_be_chosen_and_missing_ones_cannot(
    menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    menu.recent_menu.aboutToShow.emit()
    assert [one.text() for one in menu.recent_menu.actions()] == ["Nothing was opened yet"]
    odd = tmp_path / "R&D &x.cxdesk"
    copy_file(sample_file, odd)
    for path in (tmp_path / "gone.cxdesk", sample_file, odd):
        files.settings.remember(path)
    menu.recent_menu.aboutToShow.emit()
    first, second, third = menu.recent_menu.actions()
    assert first.text() == f"&1  R&&D &&x   {tmp_path}"
    assert (first.isEnabled(), second.isEnabled(), third.isEnabled()) == (True, True, False)
    second.trigger()
    assert files.desk is not None
    assert files.desk.store.path == sample_file


# --- who acts -------------------------------------------------------------------------------


def test_who_follows_the_preference_of_the_program(
    menu: FileMenu, files: Files, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxdesk.services.who.computer_user", lambda: "tomas vidal")
    menu.open_path(sample_file)
    desk = files.desk
    assert desk is not None
    assert desk.store.who == "Tomás Vidal"  # the person that the computer's user is
    with desk.read() as session:
        program = frame.program(session).id
    files.settings.set_who(program, "Elena Rossi")
    rename(desk, "New")
    with desk.read() as session:
        from cxdesk.services import activity

        assert activity.whole(session, most=1)[0].who == "Elena Rossi"


def test_somebody_unknown_acts_under_the_name_of_the_computer(
    menu: FileMenu, files: Files, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxdesk.services.who.computer_user", lambda: "kim")
    menu.open_path(sample_file)
    assert files.desk is not None
    assert files.desk.store.who == "kim"


# --- new, copies ----------------------------------------------------------------------------


def test_a_new_program_is_made_and_opened(menu: FileMenu, files: Files, tmp_path: Path) -> None:
    menu.actions["new"].trigger()
    dialog = menu.dialog(NewProgram)
    assert dialog is not None
    dialog.name.insert("Nord/licht: R&D")
    assert Path(dialog.place.text()).name == "Nord licht R&D.cxdesk"
    dialog.place.selectAll()
    dialog.place.insert(str(tmp_path / "nord"))
    dialog.name.insert("!")
    assert dialog.place.text() == str(tmp_path / "nord")  # the user's choice stays
    dialog.currency.setCurrentText("CHF")
    dialog.make.click()
    desk = files.desk
    assert desk is not None
    assert desk.store.path == tmp_path / "nord.cxdesk"
    with desk.read() as session:
        here = frame.frame(session)
    assert (here.name, here.currency) == ("Nord/licht: R&D!", "CHF")
    assert menu.dialog(NewProgram) is None


def test_what_is_wrong_with_a_new_program_is_said_at_its_field(
    menu: FileMenu, files: Files, sample_file: Path
) -> None:
    menu.show_new()
    dialog = menu.dialog(NewProgram)
    assert dialog is not None
    dialog.place.selectAll()
    dialog.place.insert(str(sample_file.with_name("a.cxdesk")))
    dialog.make.click()
    assert dialog.trouble.text() == "The program needs a name."
    assert (dialog.name.property("invalid"), dialog.place.property("invalid")) == (True, None)
    dialog.name.insert("Nord")
    assert not dialog.trouble.isVisible()
    dialog.place.selectAll()
    dialog.place.insert(str(sample_file))
    dialog.make.click()
    assert dialog.trouble.text() == "meridian.cxdesk already exists. Choose another name."
    assert dialog.place.property("invalid") is True
    assert files.desk is None
    dialog.close()


def test_a_copy_is_saved_whole_and_said(
    qtbot: QtBot, menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    menu.open_path(sample_file)
    desk = files.desk
    assert desk is not None
    rename(desk, "R&D <5%")
    said: list[Toast] = []
    desk.said.connect(said.append)
    target = tmp_path / "copy.cxdesk"
    menu.save_copy_to(target)
    qtbot.waitUntil(lambda: bool(said))
    assert (said[0].text, said[0].button) == ("Copy saved as copy.cxdesk", "Show")
    with Store.open(target, home=tmp_path) as store:
        assert title(Desk(store)) == "CX-101 R&D <5%"


def test_a_copy_over_the_open_file_is_refused(
    menu: FileMenu, files: Files, sample_file: Path
) -> None:
    menu.open_path(sample_file)
    assert files.desk is not None
    refused: list[Exception] = []
    files.desk.refused.connect(refused.append)
    menu.save_copy_to(sample_file)
    assert [str(one) for one in refused] == [
        "meridian.cxdesk is the open file: choose another name."
    ]


def test_open_asks_in_the_folder_of_the_open_file(
    menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.cxdesk"
    copy_file(sample_file, other)
    menu.open_path(sample_file)
    menu.actions["open"].trigger()
    (dialog,) = menu.parent().findChildren(QFileDialog)
    assert Path(dialog.directory().path()) == sample_file.parent
    dialog.fileSelected.emit(str(other))
    assert files.desk is not None
    assert files.desk.store.path == other
    dialog.close()


# --- backups from time to time --------------------------------------------------------------


def test_only_what_was_changed_is_backed_up(
    qtbot: QtBot, menu: FileMenu, files: Files, sample_file: Path
) -> None:
    menu.open_path(sample_file)
    desk = files.desk
    assert desk is not None
    files.back_up_if_due()
    assert not files.jobs.busy
    rename(desk, "Changed")
    with qtbot.waitSignal(files.backed_up):
        files.back_up_if_due()
    (made,) = desk.store.backups.list()
    connection = sqlite3.connect(made.path)
    assert connection.execute("SELECT count(*) FROM initiative WHERE title='Changed'").fetchone()
    connection.close()
    files.back_up_if_due()  # half an hour has not passed
    assert not files.jobs.busy


def test_closing_backs_up_what_was_changed_and_frees_the_file(
    menu: FileMenu, files: Files, sample_file: Path, tmp_path: Path
) -> None:
    menu.open_path(sample_file)
    assert files.desk is not None
    rename(files.desk, "Changed")
    files.close()
    assert len(Backups(sample_file, paths.data()).list()) == 1
    Store.open(sample_file, home=tmp_path).close()


def test_another_file_opens_once_what_is_written_beside_the_window_is_there(
    files: Files, sample_file: Path, tmp_path: Path, home: Path
) -> None:
    other = tmp_path / "other.cxdesk"
    copy_file(sample_file, other)
    files.open(sample_file)
    assert files.desk is not None
    store, begun = files.desk.store, Event()

    def write() -> None:
        with store.write("Slow") as session:
            initiatives.add(session, "Late")
            begun.set()
            Event().wait(0.3)

    writer = Thread(target=write)
    writer.start()
    begun.wait(10)
    files.open(other)
    assert files.desk.store.path == other
    writer.join(10)
    with Store.open(sample_file, home=home) as again:
        assert again.label_of(again.head.undo_top) == "Slow"
