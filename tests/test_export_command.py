"""`cxdesk export`: the data of a program go out at a terminal, whole or not at all."""

from __future__ import annotations

import json
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from cxdesk.cli import main

Said = pytest.CaptureFixture[str]


@pytest.fixture
def program(played: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(played, tmp_path / "program.cxdesk"))


def test_each_ending_has_its_file(program: Path, tmp_path: Path, capsys: Said) -> None:
    before = program.read_bytes()
    for name in ("all.json", "ALL.XLSX"):
        assert main(["export", str(program), str(tmp_path / name)]) == 0
        assert capsys.readouterr().out == f"{tmp_path / name}\n"
    assert json.loads((tmp_path / "all.json").read_bytes())["program"]["name"] == "Meridian Telecom"
    assert len(openpyxl.load_workbook(tmp_path / "ALL.XLSX", read_only=True).sheetnames) > 10
    assert main(["export", str(program), str(tmp_path / "csv")]) == 0
    assert len(list((tmp_path / "csv").glob("*.csv"))) > 10
    assert program.read_bytes() == before


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("program.cxdesk", "Nothing is taken out as .cxdesk"),
        ("copy.json", "is a program: it is not written over"),
        ("link.json", "is a program: it is not written over"),
        ("notes.txt", "Nothing is taken out as .txt"),
        ("nowhere/all.json", "There is no folder"),
        ("full", "holds files of another kind (letter.odt)"),
    ],
)
def test_what_is_refused(program: Path, tmp_path: Path, capsys: Said, out: str, words: str) -> None:
    shutil.copyfile(program, tmp_path / "copy.json")
    (tmp_path / "link.json").symlink_to(program)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.odt").write_bytes(b"mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["export", str(program), str(tmp_path / out)]) == 1
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_other_files_may_stand_beside_when_asked(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "letter.odt").write_bytes(b"mine")
    assert main(["export", str(program), str(folder), "--among"]) == 0
    assert (folder / "letter.odt").read_bytes() == b"mine"
    assert len(list(folder.iterdir())) > 10


def test_options_that_there_are_not(program: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "all.json"
    assert main(["export", str(program), str(out), "--set", "moon=1"]) == 1
    assert "has no option moon" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["export", str(program), str(out), "--set", "moon"])
    assert "KEY=VALUE" in capsys.readouterr().err
    assert not out.exists()


@pytest.fixture
def small_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_file_of_before(
    program: Path, tmp_path: Path, capsys: Said, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "all.json"
    out.write_bytes(b"of before")
    request.getfixturevalue("small_disk")
    assert main(["export", str(program), str(out)]) == 1
    assert "There is no room left for all.json" in capsys.readouterr().err
    assert out.read_bytes() == b"of before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.json", "program.cxdesk"]


def test_a_program_that_is_open_can_be_read(
    store: object, sample_file: Path, tmp_path: Path
) -> None:
    assert main(["export", str(sample_file), str(tmp_path / "all.json")]) == 0
