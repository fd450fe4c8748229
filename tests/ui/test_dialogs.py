"""Backups, properties, preferences and about, on a real file."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from cxdesk import __version__
from cxdesk.services import activity
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs import about
from cxdesk.ui.dialogs.about import About
from cxdesk.ui.dialogs.backups import BackupsDialog, size
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.dialogs.preferences import Preferences
from cxdesk.ui.dialogs.properties import PropertiesDialog
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.ui.renaming import rename, title


@pytest.fixture
def menu(qtbot: QtBot, sample_file: Path) -> Iterator[FileMenu]:
    settings, jobs = Settings(), Jobs()
    files = Files(settings, jobs, clock=clock)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = FileMenu(window, settings, files)
    window.show()
    made.open_path(sample_file)
    yield made
    jobs.close()
    files.close()


def files_of(menu: FileMenu) -> Files:
    return menu._files


def desk_of(menu: FileMenu) -> Desk:
    desk = files_of(menu).desk
    assert desk is not None
    return desk


def rows(dialog: BackupsDialog) -> list[tuple[str, str]]:
    table = dialog.table
    return [(table.item(at, 0).text(), table.item(at, 1).text()) for at in range(table.rowCount())]


# --- backups --------------------------------------------------------------------------------


@pytest.fixture
def backups(menu: FileMenu) -> BackupsDialog:
    menu.show_backups()
    dialog = menu.dialog(BackupsDialog)
    assert dialog is not None
    return dialog


def test_without_backups_it_says_when_there_will_be_some(backups: BackupsDialog) -> None:
    assert "There are no backups yet" in backups.said.text()
    assert not backups.restore.isEnabled()
    assert backups.make.isEnabled()


def test_a_backup_is_made_and_brought_back(
    qtbot: QtBot, menu: FileMenu, backups: BackupsDialog, sample_file: Path
) -> None:
    rename(desk_of(menu), "Before")
    backups.make.click()
    assert not backups.make.isEnabled()  # one at a time
    qtbot.waitUntil(lambda: backups.table.rowCount() == 1)
    assert rows(backups) == [("23 Nov 2026, 09:00", "by hand")]
    rename(desk_of(menu), "After")

    backups.restore.click()
    assert backups.question.isVisible()
    assert QApplication.focusWidget() is backups.yes
    backups.no.click()
    assert not backups.question.isVisible()
    assert title(desk_of(menu)) == "CX-101 After"

    old = desk_of(menu)
    backups.restore.click()
    backups.yes.click()
    qtbot.waitUntil(lambda: desk_of(menu) is not old)
    assert title(desk_of(menu)) == "CX-101 Before"
    qtbot.waitUntil(lambda: menu.dialog(BackupsDialog) is None)
    whys = {one.why: one.path for one in desk_of(menu).store.backups.list()}
    assert set(whys) == {"by hand", "before restoring"}
    kept = sqlite3.connect(whys["before restoring"])
    assert kept.execute("SELECT title FROM initiative WHERE code='CX-101'").fetchone() == ("After",)
    kept.close()
    rename(desk_of(menu), "On we go")  # the file is open for writing again
    left = {one.name for one in sample_file.parent.glob("*meridian*")}
    assert left == {"meridian.cxdesk", ".meridian.cxdesk.lock"}


def test_a_broken_backup_changes_nothing(
    qtbot: QtBot, menu: FileMenu, backups: BackupsDialog
) -> None:
    backups.make.click()
    qtbot.waitUntil(lambda: backups.table.rowCount() == 1)
    (made,) = desk_of(menu).store.backups.list()
    made.path.write_bytes(made.path.read_bytes()[:5000])
    rename(desk_of(menu), "Still here")
    desk = desk_of(menu)
    backups.restore.click()
    backups.yes.click()
    qtbot.waitUntil(lambda: "damaged" in backups.said.text())
    assert desk_of(menu) is desk
    assert title(desk) == "CX-101 Still here"
    rename(desk, "And writable")
    backups.reject()


def test_sizes_are_said_in_words() -> None:
    assert [size(0), size(889_000), size(12_345_678)] == ["1 kB", "889 kB", "12.3 MB"]


# --- properties -----------------------------------------------------------------------------


def labels(dialog: PropertiesDialog | About) -> dict[str, str]:
    """The rows of its form."""
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    return dict(itertools.pairwise(texts))


def test_properties_say_what_the_file_is(menu: FileMenu, sample_file: Path) -> None:
    menu.show_properties()
    dialog = menu.dialog(PropertiesDialog)
    assert dialog is not None
    said = labels(dialog)
    assert said["Program"] == "Meridian Telecom, Customer experience"
    assert said["File"] == str(sample_file)
    assert said["Initiatives"] == "24, 1,707 k€"
    assert (said["Batches"], said["People"]) == ("6", "12")
    assert said["History"] == f"{desk_of(menu).store.head.seq} entries"
    assert {one.textFormat() for one in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    dialog.close()


def test_verifying_says_that_all_is_in_order(qtbot: QtBot, menu: FileMenu) -> None:
    menu.show_properties()
    dialog = menu.dialog(PropertiesDialog)
    assert dialog is not None
    dialog.verify.click()
    qtbot.waitUntil(lambda: dialog.outcome.isVisible())
    entries = desk_of(menu).store.head.seq
    assert dialog.outcome.text() == (
        f"In order: the file, its history ({entries} entries) and the rules."
    )
    assert dialog.verify.text() == "Verify now"
    dialog.close()


def test_verifying_names_what_was_changed(qtbot: QtBot, menu: FileMenu, sample_file: Path) -> None:
    connection = sqlite3.connect(sample_file)
    connection.execute("UPDATE history SET who = 'Nobody' WHERE seq = 7")
    connection.commit()
    connection.close()
    menu.show_properties()
    dialog = menu.dialog(PropertiesDialog)
    assert dialog is not None
    dialog.verify.click()
    qtbot.waitUntil(lambda: dialog.outcome.isVisible())
    assert "record 7 " in dialog.outcome.text()
    assert dialog.outcome.property("role") == "danger"
    dialog.close()


# --- preferences ----------------------------------------------------------------------------


@pytest.fixture
def preferences(menu: FileMenu) -> Preferences:
    menu.show_preferences()
    dialog = menu.dialog(Preferences)
    assert dialog is not None
    return dialog


@pytest.mark.parametrize(
    ("field", "key", "words", "value"),
    [
        ("theme", "theme", "Dark", "dark"),
        ("density", "density", "Detailed", "detailed"),
        ("paper", "paper", "Letter", "Letter"),
    ],
)
def test_a_choice_holds_at_once(
    menu: FileMenu, preferences: Preferences, field: str, key: str, words: str, value: str
) -> None:
    getattr(preferences, field).setCurrentText(words)
    assert files_of(menu).settings.get(key) == value


def test_who_i_am_stands_in_the_history(
    qtbot: QtBot, menu: FileMenu, preferences: Preferences
) -> None:
    names = [preferences.who.itemText(at) for at in range(preferences.who.count())]
    assert "Tomás Vidal" in names
    edit = preferences.who.lineEdit()
    assert edit is not None
    preferences.activateWindow()
    edit.setFocus()
    edit.selectAll()
    edit.insert("Grüße <b>X</b>")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    rename(desk_of(menu), "By somebody else")
    with desk_of(menu).read() as session:
        assert activity.whole(session, most=1)[0].who == "Grüße <b>X</b>"


def test_nobody_is_no_answer(menu: FileMenu, preferences: Preferences) -> None:
    who = desk_of(menu).store.who
    preferences.who.setEditText("  ")
    preferences.close()
    assert desk_of(menu).store.who == who


# --- about ----------------------------------------------------------------------------------


@pytest.fixture
def dialog_about(menu: FileMenu) -> About:
    menu.show_about()
    dialog = menu.dialog(About)
    assert dialog is not None
    return dialog


def test_about_names_versions_and_copies_them(dialog_about: About) -> None:
    dialog_about.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == f"cxdesk {__version__}"
    assert {"Python", "Qt", "SQLite", "SQLAlchemy"} <= {line.split()[0] for line in lines}
    assert labels(dialog_about)["SQLite"] == sqlite3.sqlite_version


def test_about_shows_the_licence_of_every_library(dialog_about: About) -> None:
    shown = dialog_about.components
    names = [shown.item(at).text() for at in range(shown.count())]
    assert names[0] == "cxdesk"
    assert {"sqlalchemy", "reportlab", "pyside6-essentials", "fonttools"} <= set(names)
    for at, name in enumerate(names):
        shown.setCurrentRow(at)
        assert len(dialog_about.text.toPlainText()) > 400, name


def test_a_library_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "LIBRARIES", ("SQLAlchemy", "no-such-library"))
    assert [name for name, _ in about.versions()] == [
        "cxdesk",
        "Python",
        "Qt",
        "SQLite",
        "SQLAlchemy",
        "System",
    ]


def test_a_file_is_looked_for_where_the_last_of_its_kind_was(qtbot: QtBot, tmp_path: Path) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    went: list[Path] = []
    for name in ("first.odd", "second.odd"):
        dialog = ask_for_file(over, "Save", went.append, save_as=name, filter="Odd (*.odd)")
        if went:
            assert Path(dialog.directory().absolutePath()) == tmp_path
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
    assert [path.name for path in went] == ["first.odd", "second.odd"]
