"""The import: a file looked at, tried, brought in as one change, told about, and taken back."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cxdesk.model.states import State
from cxdesk.services import cards as board
from cxdesk.services.cards import Card
from tests.dump import dump
from tests.ui.bring_in.conftest import Hands, Key
from tests.ui.popup import choose, open_picker

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

TABLE = """Nr.;Titel;Status;Start;Ende;Verantwortlich;Farbe
V-1;Größe <b>klären</b>;In Arbeit;2026-12-01;2027-01-29;Zoë Ångström;rot
V-2;=1+1;Backlog;2026-12-01;32.13.2026;Amara Diallo;blau
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Maßnahmen & mehr.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def cards(hands: Hands) -> dict[str, Card]:
    with hands.desk.read() as session:
        return {one.title: one for one in board.board(session).cards}


def test_a_table_is_brought_in_with_one_key_and_taken_back_with_another(
    hands: Hands, table: Path
) -> None:
    before, seq = dump(hands.store), hands.store.head.seq
    hands.take(table)
    ask = hands.sheet.ask
    assert ask.title.textFormat() == Qt.TextFormat.PlainText
    assert "Maßnahmen & mehr.csv" in ask.about.text()
    assert ask.go.text() == "Bring in 2 initiatives"
    assert "2 initiatives new" in hands.counts(ask.report)
    assert [one.data() for one in ask.report.problems.lines.match(
        ask.report.problems.lines.index(0), Qt.ItemDataRole.DisplayRole, "", -1,
        Qt.MatchFlag.MatchStartsWith)] == [
        "Row 3: “32.13.2026” is no date: write it as 2026-09-18."
    ]  # fmt: skip
    assert dump(hands.store) == before

    hands.go_on()
    done = hands.sheet.done
    assert hands.sheet.page is done
    assert done.title.text() == "2 initiatives were brought in"
    assert done.show_it.hasFocus()
    found = cards(hands)
    assert found["Größe <b>klären</b>"].state == State.IN_PROGRESS
    assert found["Größe <b>klären</b>"].end == date(2027, 1, 29)
    assert found["=1+1"].state == State.BACKLOG
    assert hands.store.head.seq == seq + 1
    assert hands.store.label_of(hands.store.head.undo_top) == f"Bring in {hands.sheet.report.title}"

    QTest.mouseClick(done.undo, Qt.MouseButton.LeftButton)
    assert dump(hands.store) == before
    assert done.title.text() == "All of it was taken back"
    assert not done.undo.isEnabled()
    hands.desk.redo()
    assert done.title.text() == "2 initiatives were brought in"
    assert done.undo.isEnabled()


def test_the_same_file_again_changes_nothing_and_a_later_edition_what_it_changed(
    hands: Hands, table: Path
) -> None:
    hands.take(table)
    hands.go_on()
    hands.press(Key.Key_Escape)
    assert hands.menu.imports().sheet is None
    hands.take(table)
    ask = hands.sheet.ask
    assert (ask.go.text(), ask.go.isEnabled()) == ("Nothing to bring in", False)
    assert ask.said.text() == "All of it is here already: nothing would be changed."
    assert ask.cancel.hasFocus()
    table.write_text(TABLE.replace("Backlog", "In Arbeit"), encoding="utf-8")
    hands.take(table)
    assert ask.go.text() == "Change 1 initiative"
    assert ask.go.isEnabled()
    hands.sheet.go_on()
    hands.wait()
    assert cards(hands)["=1+1"].state == State.IN_PROGRESS


def test_what_a_column_becomes_is_chosen_under_its_title_by_keyboard(
    hands: Hands, table: Path
) -> None:
    hands.take(table)
    preview, head = hands.sheet.ask.preview, hands.sheet.ask.preview.head
    preview.setFocus()
    hands.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert preview.rows.taken_for(3) == "Start"
    assert preview.accessibleDescription().startswith("Column 4 of 7, Start: becomes Start")
    hands.press(Key.Key_Return)
    choose("Leave out")
    assert hands.window.focusWidget() is preview
    hands.wait()
    assert preview.rows.taken_for(3) == "Leave out"
    assert head.current == 3
    QTest.mouseClick(
        head.viewport(), Qt.MouseButton.LeftButton, pos=head.box(4).center()
    )  # the same by mouse
    assert open_picker().search.placeholderText() == "Ende is"
    choose("Leave out")
    hands.wait()
    assert hands.sheet.ask.report.problems.isHidden(), "the date that is none is not read any more"
    hands.enter(hands.sheet.ask.go)
    hands.go_on()
    assert cards(hands)["Größe <b>klären</b>"].end is None


def test_guesses_come_first_and_are_ticked_off(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "Auswahl.csv"
    path.write_text("Titel;Status\nEins;Xyzzy\nZwei;Backlog\n", encoding="utf-8")
    hands.take(path)
    ask = hands.sheet.ask
    asked = {one.key: one for one in ask.questions.asked}
    unsure = [key for key, one in asked.items() if not one.sure]
    assert unsure
    assert list(ask.questions.choices)[: len(unsure)] == unsure
    assert ask.said.text().startswith(f"{len(unsure)} guesses are worth a look.")
    word = next(key for key in unsure if "Xyzzy" in asked[key].text)
    choice = ask.questions.choices[word]
    assert "a guess" in choice.accessibleName()
    choice.setFocus()
    hands.press(Key.Key_Down)
    choose("In progress")
    hands.wait()
    assert ask.questions.choices[word].value == State.IN_PROGRESS.value
    assert ask.questions.to_look_at() == len(unsure) - 1
    assert hands.window.focusWidget() is ask.questions.choices[word]
    hands.enter(ask.go)
    hands.go_on()
    assert cards(hands)["Eins"].state == State.IN_PROGRESS


def test_the_report_is_copied_and_saved(hands: Hands, table: Path, tmp_path: Path) -> None:
    hands.take(table)
    hands.go_on()
    view = hands.sheet.done.view
    QTest.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "2 initiatives new" in copied
    assert "Problem: Row 3: “32.13.2026” is no date" in copied
    QTest.mouseClick(view.save, Qt.MouseButton.LeftButton)
    (dialog,) = hands.window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "Maßnahmen & mehr report.csv"
    target = tmp_path / "report.csv"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    rows = list(csv.reader(StringIO(target.read_text(encoding="utf-8-sig"))))
    assert ["New", "2", "initiatives"] in rows
    assert rows[-1][:2] == ["Problem", "Row 3"]
    assert hands.sheet.done.said.text() == "The report was saved as report.csv."
    folder = tmp_path / "gone"
    view.save.click()
    dialog = hands.window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(folder / "report.csv"))
    dialog.close()
    assert hands.sheet.done.said.text().startswith("report.csv could not be written")


def test_what_is_given_up_before_it_is_kept_leaves_nothing(hands: Hands, table: Path) -> None:
    before, go = dump(hands.store), Event()
    hands.take(table)
    hands.files.imports.run(lambda _told, _off: go.wait(20))  # the worker is at something else
    hands.press(Key.Key_Return)
    assert hands.sheet.page is hands.sheet.wait
    assert hands.sheet.wait.cancel.hasFocus()
    hands.press(Key.Key_Escape)
    assert hands.sheet.wait.stopping
    hands.press(Key.Key_Escape)  # once is enough
    go.set()
    hands.wait()
    assert hands.sheet.page is hands.sheet.ask
    assert dump(hands.store) == before
    hands.sheet.ask.go.setFocus()
    hands.go_on()
    assert "=1+1" in cards(hands)


def test_nothing_else_begins_while_it_is_written(hands: Hands, table: Path, tmp_path: Path) -> None:
    go, here = Event(), hands.store.path
    hands.take(table)
    hands.files.imports.run(lambda _told, _off: go.wait(20))
    hands.press(Key.Key_Return)
    sheet = hands.sheet
    assert sheet.page is sheet.wait
    hands.drop(sheet, tmp_path / "another.cxdesk")
    hands.menu.take(table)  # as when it is dropped beside it
    assert (sheet.page, hands.store.path) == (sheet.wait, here)
    go.set()
    hands.wait()
    assert sheet.page is sheet.done


def test_escape_leaves_it_and_the_answers_are_worked_out_no_further(
    hands: Hands, table: Path
) -> None:
    before = dump(hands.store)
    hands.menu.take(table)
    hands.press(Key.Key_Escape)
    assert hands.menu.imports().sheet is None
    hands.qtbot.waitUntil(lambda: not hands.files.imports.busy)
    assert dump(hands.store) == before


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plan.mpp", b"\xd0\xcf\x11\xe0", "save it as XML first"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "of no kind that can be brought in"),
        ("leer.csv", b"", "is empty"),
        ("board.json", b"[" * 5000, ""),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_offers_another(
    hands: Hands, tmp_path: Path, table: Path, name: str, content: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    hands.take(path)
    trouble = hands.sheet.trouble
    assert hands.sheet.page is trouble
    assert trouble.title.text() == f"{name} cannot be brought in"
    assert why in trouble.words.text()
    assert trouble.another.hasFocus()
    hands.press(Key.Key_Return)
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(table))
    dialog.close()
    hands.wait()
    assert hands.sheet.ask.go.text() == "Bring in 2 initiatives"


def test_files_are_dropped_on_the_import_as_on_the_window(
    hands: Hands, table: Path, tmp_path: Path
) -> None:
    hands.take(table)
    other = tmp_path / "andere.csv"
    other.write_text("Titel;Status\nNur eins;Backlog\n", encoding="utf-8")
    assert hands.drop(hands.sheet, other)
    hands.wait()
    assert hands.sheet.ask.go.text() == "Bring in 1 initiative"
    hands.drop(hands.sheet, other, table)  # two of them
    assert hands.sheet.ask.go.text() == "Bring in 1 initiative"


def test_a_file_for_reading_only_takes_nothing_in(
    empty: Hands, sample_file: Path, table: Path
) -> None:
    empty.files.open(sample_file, read_only=True)
    said: list[str] = []
    empty.desk.said.connect(lambda toast: said.append(toast.text))
    assert not empty.menu.actions["import"].isEnabled()
    empty.menu.take(table)
    assert empty.menu.imports().sheet is None
    assert said == [
        "This file is open for reading only. Save a copy to bring Maßnahmen & mehr.csv in."
    ]


def test_keys_stay_in_the_import(hands: Hands, table: Path) -> None:
    hands.take(table)
    for control in (False, True):
        hands.press(Key.Key_N, Key.Key_Z, control=control)
    assert hands.sheet.page is hands.sheet.ask
    assert not hands.window.findChildren(QFileDialog)
    seen = []
    for _ in range(40):
        hands.press(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert hands.sheet.isAncestorOf(focus)
        seen.append(focus)
        if focus is hands.sheet.ask.go:
            break
    assert {hands.sheet.ask.preview, hands.sheet.ask.cancel, hands.sheet.ask.another} <= set(seen)
    hands.press(Key.Key_Return, control=True)
    hands.qtbot.waitUntil(lambda: hands.sheet.page is hands.sheet.done)
