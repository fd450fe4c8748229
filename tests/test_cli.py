"""The command line: what it writes, what it says, and with which code it ends."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from cxdesk import __version__, app, paths
from cxdesk.cli import main
from cxdesk.services import charters, detail, frame
from cxdesk.services.program_file import fresh_sample, is_sample
from cxdesk.store.backups import Backups
from cxdesk.store.store import Store
from tests.conftest import clock

Said = pytest.CaptureFixture[str]


def child(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cxdesk", *arguments],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def usage(said: Said, *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    return said.readouterr().err


# --- new ------------------------------------------------------------------------------------


def test_new_makes_a_program_named_as_its_file(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "Nordlicht.cxdesk"
    assert main(["new", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    with Store.open(file, home=tmp_path) as store, store.read() as session:
        assert frame.frame(session).name == "Nordlicht"
        assert store.head.seq == 1


def test_new_takes_a_name_as_it_is_and_a_currency(tmp_path: Path) -> None:
    file = tmp_path / "n.cxdesk"
    assert main(["new", str(file), "--name", "R&D <5% “Ü”", "--currency", "CHF"]) == 0
    with Store.open(file, home=tmp_path) as store, store.read() as session:
        here = frame.frame(session)
        assert (here.name, here.currency) == ("R&D <5% “Ü”", "CHF")


@pytest.mark.parametrize("command", ["new", "sample"])
def test_an_existing_file_is_left_alone(tmp_path: Path, capsys: Said, command: str) -> None:
    file = tmp_path / "diary.cxdesk"
    file.write_bytes(b"dear diary")
    assert main([command, str(file)]) == 1
    assert capsys.readouterr() == ("", "diary.cxdesk already exists. Choose another name.\n")
    assert file.read_bytes() == b"dear diary"


def test_new_that_is_refused_leaves_nothing_behind(tmp_path: Path, capsys: Said) -> None:
    assert main(["new", str(tmp_path / "a.cxdesk"), "--name", " "]) == 1
    assert capsys.readouterr().err == "The program needs a name.\n"
    assert list(tmp_path.glob("*a.cxdesk*")) == []


def test_new_in_a_folder_that_is_not_there(tmp_path: Path, capsys: Said) -> None:
    assert main(["new", str(tmp_path / "gone" / "a.cxdesk")]) == 1
    assert capsys.readouterr().err == f"There is no folder {tmp_path / 'gone'}.\n"


# --- sample and check -----------------------------------------------------------------------


def test_sample_writes_the_whole_program_and_check_finds_it_in_order(
    tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "s.cxdesk"
    assert main(["sample", str(file)]) == 0
    assert [one.name for one in tmp_path.iterdir() if "s.cxdesk" in one.name] == ["s.cxdesk"]
    capsys.readouterr()
    assert main(["check", str(file)]) == 0
    with Store.open(file, home=tmp_path) as store, store.read() as session:
        assert detail.find(session, "CX-604") is not None
        entries = store.head.seq
    assert capsys.readouterr().out == (
        f"s.cxdesk: file, history ({entries} entries) and rules are in order.\n"
    )


def test_check_names_the_changed_history_record(sample_file: Path, capsys: Said) -> None:
    connection = sqlite3.connect(sample_file)
    connection.execute("UPDATE history SET label = 'Nothing happened' WHERE seq = 40")
    connection.commit()
    connection.close()
    assert main(["check", str(sample_file)]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert "record 40 " in said.out.splitlines()[0]


def test_check_of_something_else(tmp_path: Path, capsys: Said) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert main(["check", str(picture)]) == 1
    assert capsys.readouterr() == ("", "p.png is not a program file of cxdesk.\n")
    assert main(["check", str(tmp_path / "none.cxdesk")]) == 1
    assert capsys.readouterr().err == f"There is no file none.cxdesk in {tmp_path}.\n"


def test_check_writes_nothing_and_needs_no_lock(store: Store, sample_file: Path) -> None:
    before = sample_file.read_bytes()
    assert main(["check", str(sample_file)]) == 0  # while `store` has it open
    assert sample_file.read_bytes() == before


# --- backup ---------------------------------------------------------------------------------


def test_backup_prints_where_it_is(sample_file: Path, capsys: Said) -> None:
    assert main(["backup", str(sample_file)]) == 0
    (made,) = Backups(sample_file, paths.data()).list()
    assert capsys.readouterr().out == f"{made.path}\n"
    assert main(["check", str(made.path)]) == 0


def test_backup_of_something_else(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "empty.cxdesk"
    file.touch()
    assert main(["backup", str(file)]) == 1
    assert capsys.readouterr().err == (
        "empty.cxdesk is empty: it is not a program file of cxdesk.\n"
    )


# --- print ----------------------------------------------------------------------------------


def test_print_writes_the_charter(sample_file: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "out.pdf"
    assert main(["print", str(sample_file), "charter", "CX-101", "-o", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    first = PdfReader(out).pages[0]
    assert "Single customer ID" in first.extract_text()
    assert round(first.mediabox.width) == 595


def test_print_on_letter_paper(sample_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    line = ["print", str(sample_file), "charter", "CX-101", "--paper", "Letter", "-o", str(out)]
    assert main(line) == 0
    assert round(PdfReader(out).pages[0].mediabox.width) == 612


def test_print_of_an_older_version_and_of_none(
    store: Store, sample_file: Path, tmp_path: Path, capsys: Said
) -> None:
    with store.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    store.do("Start", lambda session: charters.start(session, here))
    out = str(tmp_path / "out.pdf")
    base = ["print", str(sample_file), "charter", "CX-101", "-o", out, "--version"]
    assert main([*base, "2"]) == 0
    assert "DRAFT" in PdfReader(out).pages[0].extract_text()
    assert main([*base, "1"]) == 0
    assert "DRAFT" not in PdfReader(out).pages[0].extract_text()
    capsys.readouterr()
    assert main([*base, "7"]) == 1
    assert capsys.readouterr().err == "The charter of CX-101 has no version 7.\n"


def test_print_says_what_is_not_there(sample_file: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "gone" / "out.pdf"
    assert main(["print", str(sample_file), "charter", "CX-999", "-o", str(out)]) == 1
    assert capsys.readouterr().err == "There is no initiative CX-999 in this program.\n"
    assert main(["print", str(sample_file), "charter", "CX-101", "-o", str(out)]) == 1
    assert capsys.readouterr().err == f"{out} cannot be written: No such file or directory.\n"


def test_print_writes_the_poster(sample_file: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "out.pdf"
    assert main(["print", str(sample_file), "poster", "-o", str(out), "--paper", "Letter"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    (page,) = PdfReader(out).pages
    assert round(page.mediabox.width) == 612
    text = " ".join(page.extract_text().split())
    assert "Every contact ends with the customer certain" in text
    assert "O2 NPS, our headline" in text


def test_print_wants_a_code_for_a_charter_and_none_for_the_poster(capsys: Said) -> None:
    assert "required: CODE" in usage(capsys, "print", "a", "charter", "-o", "b")
    assert "leave them out" in usage(capsys, "print", "a", "poster", "CX-101", "-o", "b")
    assert "leave them out" in usage(capsys, "print", "a", "poster", "--version", "1", "-o", "b")


def test_print_writes_the_board(
    sample_file: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["print", str(sample_file), "kanban", "--paper", "A3"]) == 0
    assert capsys.readouterr().out == "meridian-kanban.pdf\n"  # named where no name is given
    reader = PdfReader("meridian-kanban.pdf")
    assert round(reader.pages[0].mediabox.width) == 1191
    assert "Columns: state · Lanes: batch · 24 initiatives" in reader.pages[0].extract_text()
    out = str(tmp_path / "out.pdf")
    line = ["print", str(sample_file), "kanban", "-o", out, "--columns", "owner", "--lanes", "none"]
    assert main([*line, "--density", "compact"]) == 0
    reader = PdfReader(out)
    assert "Columns: owner · 24 initiatives" in reader.pages[0].extract_text()
    assert len(reader.pages) == 2


def test_print_refuses_what_does_not_go_together(sample_file: Path, capsys: Said) -> None:
    kanban = ("print", str(sample_file), "kanban")
    assert "--columns may be one of state, batch," in usage(capsys, *kanban, "--columns", "colour")
    assert "--lanes may be one of batch, domain," in usage(capsys, *kanban, "--lanes", "horizon")
    assert "leave them out" in usage(capsys, *kanban, "CX-101")
    assert "A3 is for the kanban" in usage(capsys, "print", "a", "poster", "--paper", "A3")
    assert "of the kanban" in usage(capsys, "print", "a", "charter", "CX-1", "--lanes", "batch")


# --- the line itself ------------------------------------------------------------------------


def test_version_help_and_usage(capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"cxdesk {__version__}\n"
    with pytest.raises(SystemExit):
        main(["--help"])
    help = capsys.readouterr().out
    for command in ("new", "sample", "check", "backup", "print", "tally", "tour"):
        assert f"\n  {command} " in help
    assert "required: FILE" in usage(capsys, "check")
    assert "invalid choice: 'poem'" in usage(capsys, "print", "a", "poem", "CX-1", "-o", "b")
    assert "--sample opens a file of its own" in usage(capsys, "--sample", "a.cxdesk")


def test_what_is_no_command_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path | None, bool]] = []

    def run(file: Path | None, *, sample: bool = False) -> int:
        asked.append((file, sample))
        return 0

    monkeypatch.setattr(app, "run", run)
    for line in (["./new"], ["a.cxdesk"], [], ["--sample"]):
        assert main(line) == 0
    assert gc.isenabled()
    assert asked == [(Path("new"), False), (Path("a.cxdesk"), False), (None, False), (None, True)]


def test_a_child_process_makes_and_complains(tmp_path: Path) -> None:
    file = tmp_path / "Größe.cxdesk"
    made = child("new", str(file), PYTHONUTF8="1")
    assert (made.returncode, made.stdout) == (0, f"{file}\n"), made.stderr
    again = child("new", str(file), PYTHONUTF8="1")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "Größe.cxdesk already exists. Choose another name.\n"
    assert main(["check", str(file)]) == 0


def test_the_command_line_itself_loads_neither_qt_nor_a_database() -> None:
    code = (
        "import sys, json; from cxdesk.cli import main\n"
        "print(json.dumps([n for n in ('PySide6', 'sqlalchemy', 'reportlab') if n in sys.modules]))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert json.loads(said.stdout) == []


# --- the copy that --sample opens -----------------------------------------------------------


def change(file: Path) -> None:
    with Store.open(file, home=paths.data(), clock=clock) as store:
        with store.read() as session:
            here = detail.find(session, "CX-101")
        assert here is not None
        store.do("Start", lambda session: charters.start(session, here))


@pytest.mark.usefixtures("at_hand")
def test_the_sample_is_played_once_and_fresh_each_time() -> None:
    first = fresh_sample(clock)
    content = first.read_bytes()
    (pristine,) = paths.cache().glob("sample *.cxdesk")
    stamp = pristine.stat().st_mtime_ns
    assert first.name == "Meridian Telecom.cxdesk"
    assert is_sample(first.resolve())
    assert fresh_sample(clock) == first
    assert first.read_bytes() == content
    assert pristine.stat().st_mtime_ns == stamp
    assert [one.name for one in first.parent.glob("*.cxdesk")] == [first.name]


@pytest.mark.usefixtures("at_hand")
def test_a_sample_that_was_worked_on_is_kept() -> None:
    first = fresh_sample(clock)
    fresh = first.read_bytes()
    change(first)
    worked = first.read_bytes()
    assert fresh_sample(clock) == first
    assert first.read_bytes() == fresh
    kept = first.with_name("Meridian Telecom, kept 2026-11-23 090000.cxdesk")
    assert kept.read_bytes() == worked
    assert main(["check", str(kept)]) == 0


@pytest.mark.usefixtures("at_hand")
def test_a_sample_that_is_open_is_left_alone() -> None:
    first = fresh_sample(clock)
    with Store.open(first, home=paths.data()):
        second = fresh_sample(clock)
        assert second.name == "Meridian Telecom 2.cxdesk"
    assert fresh_sample(clock) == first
