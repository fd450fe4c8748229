"""Comments and kept files in the panel."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import attachments, comments
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.kept_files import copy_to_read, is_program, safe_name
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.settings import Settings
from tests.conftest import clock
from tests.services.commands import ini
from tests.ui.panel.panel_hands import Hands
from tests.ui.popup import choose, open_picker

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def drop(target: QWidget, *files: Path) -> bool:
    """Hold files over a widget and let go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("file names")  # as a file manager gives it
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    held = QDragEnterEvent(QPoint(5, 5), action, data, button, keys)
    QApplication.sendEvent(target, held)
    if held.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, data, button, keys))
    return held.isAccepted()


def names(hands: Hands) -> list[str]:
    return [one.name for one in hands.kept().attachments]


def wait_for(hands: Hands, *files: str) -> None:
    hands.qtbot.waitUntil(lambda: names(hands) == list(files), timeout=5000)


def save_to(hands: Hands, path: Path) -> None:
    dialog = hands.panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_keys_in_what_another_said_leave_all_of_it_in_sight(hands: Hands) -> None:
    hands.open("CX-101")
    for view in hands.panel.overview.comments.views():
        QTest.mouseClick(view.field.viewport(), Qt.MouseButton.LeftButton)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_End):
            QTest.keyClick(view.field, key)
        assert view.field.firstVisibleBlock().blockNumber() == 0
        assert view.field.cursorRect(QTextCursor(view.field.document())).top() >= 0


def test_comments_are_added_changed_and_removed_by_who_said_them(hands: Hands) -> None:
    hands.open("CX-101")
    others = len(hands.kept().comments)
    field = hands.find("add-comment")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hands.faults() == ["Write something first."]
    hands.write("add-comment", "Größe <b>geprüft</b>\nzweite Zeile")
    newest = hands.kept().comments[0]
    assert (newest.author, newest.text) == ("Sofia Marques", "Größe <b>geprüft</b>\nzweite Zeile")
    assert hands.find("add-comment").words() == ""
    view = hands.panel.overview.comments.views()[0]
    assert view.field.words() == newest.text
    view.field.at_end()
    QTest.keyClick(view.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(view.field, "third")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    assert hands.kept().comments[0].text == newest.text + "\nthird"
    assert hands.kept().comments[0].edited
    hands.desk.undo()
    assert hands.kept().comments[0].text == view.field.words() == newest.text
    view.field.setFocus()
    view.field.selectAll()
    QTest.keyClick(view.field, Qt.Key.Key_Delete)
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    assert hands.faults() == ["Write something first."]
    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    assert view.field.words() == newest.text
    QTest.mouseClick(view.more, Qt.MouseButton.LeftButton)
    hands.choose("Remove")
    assert len(hands.kept().comments) == others


def test_what_another_said_is_read_and_copied_no_more(hands: Hands) -> None:
    hands.open("CX-101")
    hands.desk.store.who = "Jonas Weber"
    hands.write("add-comment", "שלום, agreed")
    hands.desk.store.who = "Sofia Marques"
    hands.panel.refresh(None)
    view = hands.panel.overview.comments.views()[0]
    assert view.row.text == "שלום, agreed"
    assert view.field.isReadOnly()
    assert not view.more.isVisible()
    assert view.field.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft


def test_the_question_for_a_name_is_seen_whole(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "Zahlen.csv"
    file.write_bytes(b"1;2")
    hands.open("CX-101")
    hands.panel.resize(352, 600)
    assert drop(hands.panel, file)
    wait_for(hands, "Zahlen.csv")
    hands.click("file-Zahlen.csv")
    choose("Rename…")
    page, ask = hands.panel.overview, hands.panel.overview.attachments.ask
    view = page.viewport()

    def seen_whole() -> bool:
        foot = ask.mapTo(page, ask.rect().bottomLeft()).y()
        return bool(ask.height() > 60 and foot <= view.height())

    hands.qtbot.waitUntil(seen_whole, timeout=2000)
    assert ask.field.words() == "Zahlen.csv"
    QTest.keyClick(ask.field, Qt.Key.Key_Escape)
    assert ask.isHidden(), "nothing was typed that Esc could take back first"


def test_dropped_files_are_kept_saved_renamed_and_removed(
    hands: Hands, tmp_path: Path, said: list[str]
) -> None:
    hands.open("CX-101")
    file, other = tmp_path / "Übersicht.txt", tmp_path / "Zahlen.csv"
    file.write_bytes(b"what it says")
    other.write_bytes(b"1;2")
    assert not drop(hands.panel, tmp_path / "other.cxdesk"), "the window opens that"
    field = hands.find("add-comment")
    assert drop(field.viewport(), file, other, tmp_path / "gone.txt")
    wait_for(hands, "Zahlen.csv", "Übersicht.txt")
    assert field.words() == "", "files are no words"
    assert hands.faults() == ["gone.txt cannot be read: No such file or directory."]
    assert said[-1] == "Keep Übersicht.txt and Zahlen.csv with CX-101"
    assert hands.find("file-Zahlen.csv").words() == "Zahlen.csv 3 B, Sofia Marques, 23 Nov"
    said_of_all = hands.panel.overview.findChildren(QLabel)
    assert "2 · 15 B" in [one.text() for one in said_of_all]
    hands.click("file-Übersicht.txt")
    hands.choose("Save as…")
    save_to(hands, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == b"what it says"
    hands.click("file-Übersicht.txt")
    hands.choose("Rename…")
    ask = hands.panel.overview.attachments.ask
    assert ask.field.words() == "Übersicht.txt"
    QTest.keyClick(ask.field, Qt.Key.Key_Delete)
    QTest.keyClick(ask.field, Qt.Key.Key_Return)
    assert hands.faults() == ["A file needs a name."]
    ask.field.insertPlainText("Plan ü.txt")
    QTest.keyClick(ask.field, Qt.Key.Key_Return)
    assert names(hands) == ["Plan ü.txt", "Zahlen.csv"]
    view = hands.find("file-Zahlen.csv")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(hands) == ["Plan ü.txt"]
    hands.desk.undo()
    assert names(hands) == ["Plan ü.txt", "Zahlen.csv"]
    with hands.desk.read() as session:
        kept = hands.kept().attachments[1]
        assert attachments.content(session, kept.id) == ("Zahlen.csv", b"1;2")


def test_what_cannot_be_kept_is_said_and_the_rest_is_kept(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.open("CX-101")
    small, large = tmp_path / "small.txt", tmp_path / "large.bin"
    small.write_bytes(b"1")
    large.write_bytes(b"12345")
    monkeypatch.setattr(attachments, "MOST_BYTES", 4)
    hands.panel.show_item("files", hands.panel.current() or 0)
    assert hands.find("add-file").hasFocus()
    hands.panel.attach([large, small, tmp_path])
    wait_for(hands, "small.txt")
    assert hands.faults() == [
        "large.bin has 5 B; a file kept here may have 4 B at most. "
        f"{tmp_path.name} is a folder: attach its files, or pack it into a zip first."
    ]
    hands.panel.attach([small])
    hands.qtbot.waitUntil(
        lambda: hands.faults() == ["small.txt is kept with CX-101 already, just as it is."]
    )
    label = hands.desk.store.label_of(hands.desk.store.head.undo_top)
    assert label == "Keep small.txt with CX-101"


def test_reading_can_be_stopped_and_leaves_nothing(hands: Hands, tmp_path: Path) -> None:
    hands.open("CX-101")
    file = tmp_path / "a.bin"
    file.write_bytes(b"x" * 1000)
    before = hands.desk.store.head
    hands.panel.attach([file])
    hands.click("add-file")
    assert "drop it" in hands.find("add-file").words()
    hands.qtbot.waitUntil(lambda: not hands.panel.jobs.busy)
    assert names(hands) == []
    assert hands.desk.store.head == before


def test_a_copy_is_opened_but_never_a_program(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    hands.open("CX-101")
    id = hands.panel.current() or 0
    for name, data in (("plan.pdf", b"%PDF"), ("run.BAT", b"dir"), ("photo.jpg", b"#!/bin/sh")):
        hands.desk.do("Attach", lambda s, n=name, d=data: attachments.attach(s, id, n, d))
    hands.click("file-plan.pdf")
    hands.choose("Open a copy")
    assert [one.read_bytes() for one in opened] == [b"%PDF"]
    assert not opened[0].stat().st_mode & (stat.S_IWUSR | stat.S_IXUSR)
    hands.click("file-run.BAT")
    assert hands.offered()["Open a copy"].startswith("A program is never opened from here")
    open_picker().close()
    hands.click("file-photo.jpg")
    hands.choose("Open a copy")
    assert hands.faults() == [
        "photo.jpg is a program, whatever its name says. It is never opened from here."
    ]
    assert len(opened) == 1


def test_in_a_file_that_is_read_only_nothing_is_attached_or_changed(
    sample_file: Path, home: Path, themed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with Store.open(sample_file, home=home, clock=clock) as store:
        store.who = "Sofia Marques"
        with store.read() as session:
            id = ini(session, "CX-101")
        store.do("Say", lambda s: comments.add(s, id, "Well"))
        store.do("Attach", lambda s: attachments.attach(s, id, "a.txt", b"x"))
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as store:
        store.who = "Sofia Marques"
        panel = DetailPanel(Desk(store))
        qtbot.addWidget(panel)
        panel.resize(352, 900)
        panel.show()
        hands = Hands(panel, qtbot)
        hands.open("CX-101")
        assert not drop(panel, tmp_path)
        assert not hands.find("add-file").isEnabled()
        assert panel.overview.comments.views()[0].field.isReadOnly()
        hands.click("file-a.txt")
        offered = hands.offered()
        assert [text for text, why in offered.items() if why] == ["Rename…", "Remove"]
        open_picker().close()
        assert not panel.menu.duplicate.isEnabled()


def test_closing_the_file_leaves_no_bytes_that_nothing_needs(
    sample_file: Path, qapp: QApplication
) -> None:
    jobs = Jobs()
    files = Files(Settings(), jobs, clock=clock)
    files.open(sample_file)
    assert files.desk is not None
    store = files.desk.store
    with store.read() as session:
        id = ini(session, "CX-101")
    for data in (b"needed", b"undone"):
        store.do("Attach", lambda s, d=data: attachments.attach(s, id, "a.txt", d))
    store.undo()
    store.do("Say", lambda s: comments.add(s, id, "Well"))
    files.close()
    jobs.close()
    with sqlite3.connect(sample_file) as file:
        assert file.execute("SELECT data FROM content").fetchall() == [(b"needed",)]
    file.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ('../a:"b".txt', "_a__b_.txt"), ("con.txt", "_con.txt"), ("", "file"),
        ("gnp\u202etxt.exe", "gnp_txt.exe"), ("ü" * 200 + ".pdf", "ü" * 98 + ".pdf"),
    ],
)  # fmt: skip
def test_a_copy_to_look_at_is_read_only_and_safely_named(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    copy = copy_to_read(name, b"x")
    assert (copy.name, copy.read_bytes()) == (safe, b"x")
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)


def test_programs_are_known_by_name_or_by_how_they_begin() -> None:
    for name in ("a.exe", "a.BAT", "a.sh", "a.desktop", "a.js", "a.exe ", "a.exe."):
        assert is_program(name), name
    for data in (b"MZ" + bytes(70), b"\x7fELF", b"#!/bin/sh"):
        assert is_program("a.txt", data)
    assert not is_program(
        "MZ plan.txt", b"MZ is the plan of the week, in words of more than a line"
    )
    assert not is_program("report.pdf", b"%PDF-1.7")
