"""Comments and kept files in the panel."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from cxdesk.services import actions
from cxdesk.ui.kept_files import copy_to_read
from cxdesk.ui.panel.talk import Attachments, size
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def _files(hands: Hands) -> Attachments:
    return hands.panel.page("initiative").attachments  # type: ignore[attr-defined,no-any-return]


def test_a_comment_is_added_and_shown(hands: Hands) -> None:
    hands.open("CX-101")
    hands.write("add-comment", "Größe <b>geprüft</b>")
    newest = hands.kept().comments[0]
    assert (newest.author, newest.text) == ("Sofia Marques", "Größe <b>geprüft</b>")
    assert hands.find("add-comment").words() == ""


def test_an_empty_comment_is_refused(hands: Hands) -> None:
    hands.open("CX-101")
    field = hands.find("add-comment")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hands.faults() == ["Write something first."]


def test_a_dropped_file_is_kept_saved_and_removed(hands: Hands, tmp_path: Path) -> None:
    hands.open("CX-101")
    file = tmp_path / "Übersicht.txt"
    file.write_bytes(b"what it says")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    _files(hands).dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    kept = hands.kept().attachments
    assert [(one.name, one.size) for one in kept] == [("Übersicht.txt", 12)]
    hands.click("file-Übersicht.txt")
    hands.choose("Save as…")
    dialog = hands.panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.txt"))
    dialog.close()
    assert (tmp_path / "copy.txt").read_bytes() == b"what it says"
    hands.click("file-Übersicht.txt")
    hands.choose("Remove")
    assert hands.kept().attachments == ()
    hands.desk.undo()
    assert [one.name for one in hands.kept().attachments] == ["Übersicht.txt"]


def test_a_file_too_large_is_refused(hands: Hands, tmp_path: Path) -> None:
    hands.open("CX-101")
    file = tmp_path / "big.bin"
    with file.open("wb") as big:
        big.truncate(actions.MOST_BYTES + 1)
    _files(hands).attach([file])
    assert hands.faults() == ["big.bin has 20.0 MB; an attachment may have 20.0 MB at most."]
    _files(hands).attach([tmp_path / "gone.txt"])
    assert hands.faults() == ["gone.txt cannot be read: No such file or directory."]


def test_a_copy_to_look_at_is_read_only_and_safely_named() -> None:
    copy = copy_to_read('../a:"b".txt', b"x")
    assert copy.name == "_a__b_.txt"
    assert copy.read_bytes() == b"x"
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)


@pytest.mark.parametrize(("many", "words"), [(812, "812 B"), (14336, "14 KB"), (3355443, "3.2 MB")])
def test_sizes(many: int, words: str) -> None:
    assert size(many) == words
