"""A program made of a file: its name and place are offered; whole, or not there at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLineEdit

from cxdesk.services import cards, frame, program_file
from cxdesk.store.store import Store
from cxdesk.ui import program_file_name
from cxdesk.ui.bring_in import target
from cxdesk.ui.bring_in.place import Kept
from tests.conftest import clock
from tests.dump import dump
from tests.ui.bring_in.conftest import Hands, Key
from tests.ui.popup import choose

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents, which are not there yet."""
    place = tmp_path / "Dokumente"
    monkeypatch.setattr(target, "documents", lambda: place)
    return place


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Büro Nord: Maßnahmen.csv"
    path.write_text("Titel;Status\nEins;Backlog\nZwei;In Arbeit\n", encoding="utf-8")
    return path


def write(hands: Hands, field: QLineEdit, text: str) -> None:
    hands.enter(field)
    field.selectAll()
    field.insert(text)
    field.textEdited.emit(text)


def test_name_and_file_are_offered_and_a_taken_name_gets_a_number(
    empty: Hands, table: Path, folder: Path, tmp_path: Path
) -> None:
    empty.take(table)
    asked = empty.sheet.ask.target
    assert asked.choice.isHidden()
    assert asked.name.text() == "Büro Nord: Maßnahmen"
    assert asked.file.text() == str(folder / "Büro Nord Maßnahmen.cxdesk")
    folder.mkdir()
    (folder / "Kundenbüro.cxdesk").touch()
    write(empty, asked.name, "Kundenbüro")
    assert asked.file.text() == str(folder / "Kundenbüro 2.cxdesk")
    write(empty, asked.file, str(tmp_path / "Anderswo"))
    write(empty, asked.name, "Noch anders")
    assert asked.file.text() == str(tmp_path / "Anderswo"), "what was typed stays"


def test_what_will_not_do_is_said_at_its_field(
    empty: Hands, table: Path, folder: Path, tmp_path: Path
) -> None:
    empty.take(table)
    asked, sheet = empty.sheet.ask.target, empty.sheet
    write(empty, asked.name, "  ")
    sheet.go_on()
    assert asked.trouble.text() == "Give the new program a name."
    assert asked.name.hasFocus()
    write(empty, asked.name, "Kundenbüro")
    assert asked.trouble.isHidden()
    write(empty, asked.file, " ")
    sheet.go_on()
    assert asked.trouble.text() == "Say in which file the program is kept."
    write(empty, asked.file, str(table.with_suffix("")))
    table.with_suffix(".cxdesk").touch()
    sheet.go_on()
    assert asked.trouble.text() == f"{table.stem}.cxdesk already exists. Choose another name."
    write(empty, asked.file, str(tmp_path / "nirgends" / "x.cxdesk"))
    sheet.go_on()
    empty.wait()
    assert "There is no folder" in "".join(
        one.text() for one in sheet.ask.report.findChildren(type(asked.trouble))
    )
    assert sheet.page is sheet.ask


def test_a_program_is_made_and_open_with_one_change_to_undo(
    empty: Hands, table: Path, folder: Path, home: Path
) -> None:
    made: list[Kept] = []
    empty.files.brought_in.connect(made.append)
    empty.take(table)
    assert not folder.exists(), "nothing is written before it is wanted"
    empty.press(Key.Key_Return)
    empty.qtbot.waitUntil(lambda: bool(made))
    path = folder / "Büro Nord Maßnahmen.cxdesk"
    assert made[0].made == path
    assert [one.name for one in folder.iterdir() if one.suffix != ".lock"] == [path.name]
    assert empty.store.path == path
    assert empty.menu.imports().sheet is None, "its report is shown by the new window"
    with empty.desk.read() as session:
        assert frame.frame(session).name == "Büro Nord: Maßnahmen"
        assert sorted(one.title for one in cards.board(session).cards) == ["Eins", "Zwei"]
    fresh = folder / "fresh.cxdesk"
    program_file.make_program(fresh, "Büro Nord: Maßnahmen", clock=clock, who="x")
    empty.desk.undo()
    assert {name: len(rows) for name, rows in dump(path).items()} == {
        name: len(rows) for name, rows in dump(fresh).items()
    }
    assert empty.desk.undo() is None
    empty.files.close()
    with Store(path, home=home, clock=clock) as again:
        assert again.problems() == []


def test_what_was_made_for_trying_goes_when_it_is_left(
    empty: Hands, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "trials"))
    (tmp_path / "trials").mkdir()
    empty.take(table)
    assert len(list((tmp_path / "trials").iterdir())) == 1
    empty.press(Key.Key_Escape)
    empty.qtbot.waitUntil(lambda: not empty.files.imports.busy)
    assert list((tmp_path / "trials").iterdir()) == []


def test_what_is_given_up_leaves_no_file(empty: Hands, table: Path, folder: Path) -> None:
    empty.take(table)
    go = Event()
    empty.files.imports.run(lambda _told, _off: go.wait(20))
    empty.press(Key.Key_Return)
    empty.press(Key.Key_Escape)
    go.set()
    empty.wait()
    assert empty.sheet.page is empty.sheet.ask
    assert list(folder.iterdir()) == []
    assert empty.files.desk is None


def test_from_an_open_program_it_may_go_into_a_new_one(
    hands: Hands, table: Path, folder: Path
) -> None:
    first = hands.store.path
    before = dump(first)
    hands.take(table)
    ask = hands.sheet.ask
    assert ask.target.choice.words() == "Meridian Telecom, this program"
    assert not ask.target.name.isVisible()
    hands.enter(ask.target.choice)
    hands.press(Key.Key_Return)
    choose("A new program")
    hands.wait()
    assert ask.target.name.isVisible()
    assert "2 initiatives new" in hands.counts(ask.report)
    hands.enter(ask.go)
    with hands.qtbot.waitSignal(hands.files.brought_in):
        hands.press(Key.Key_Return)
    assert hands.store.path == folder / "Büro Nord Maßnahmen.cxdesk"
    assert dump(first) == before


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("R&D: a/b\\c <x>?", "R&D a b c x.cxdesk"),
        (" .. ", "Program.cxdesk"),
        ("ä" * 200, "ä" * 80 + ".cxdesk"),
        ("line\nbreak\x00", "line break.cxdesk"),
    ],
)
def test_any_name_makes_a_file_name(name: str, file: str, tmp_path: Path) -> None:
    assert program_file_name.file_for(name, tmp_path) == tmp_path / file
