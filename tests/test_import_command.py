"""`cxdesk import`: files come into a program at a terminal, without a window."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.cli import main
from cxdesk.model.initiatives import Initiative
from cxdesk.model.program import Program
from cxdesk.services.check import broken_rules
from cxdesk.store.store import Store
from tests.dump import dump

Said = pytest.CaptureFixture[str]
BOARD = {
    "name": "Ünïque board", "id": "b1", "shortUrl": "https://trello.com/b/b1",
    "lists": [{"id": "l1", "name": "To do", "pos": 1}, {"id": "l2", "name": "Doing", "pos": 2}],
    "cards": [
        {"id": "c1", "idList": "l1", "name": "=HYPERLINK(1)", "desc": "", "pos": 1},
        {"id": "c2", "idList": "l2", "name": "Call back", "desc": "", "pos": 2},
        {"id": "c3", "idList": "l2", "name": " ", "desc": "", "pos": 3},
    ],
    "checklists": [], "actions": [], "members": [], "labels": [],
}  # fmt: skip


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.json"
    path.write_text(json.dumps(BOARD), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def exported(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exported") / "all.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_HOME", str(out.parent))
        assert main(["export", str(played), str(out)]) == 0
    return out


def _titles(path: Path, home: Path) -> list[str]:
    with Store.open(path, home=home, read_only=True) as store, store.read() as session:
        assert list(broken_rules(session)) == []
        return sorted(session.scalars(select(Initiative.title)))


def test_a_board_becomes_a_program(board: Path, tmp_path: Path, home: Path, capsys: Said) -> None:
    new = tmp_path / "new.cxdesk"
    assert main(["import", str(board), "--into", str(new)]) == 0
    out, err = capsys.readouterr()
    assert "Ünïque board" in out.splitlines()[0]
    assert "initiatives2new" in "".join(out.split())
    assert _titles(new, home) == ["=HYPERLINK(1)", "Call back"]
    with Store.open(new, home=home, read_only=True) as store, store.read() as session:
        assert session.scalars(select(Program.name)).all() == ["Ünïque board"]
        assert store.head.seq == 2
        assert store.label_of(store.head.undo_top).startswith("Bring in the Trello board")
    assert err == "A card: It has no title and was left out.\n", (
        "problems are told on the other stream"
    )
    assert main(["import", str(board), "--into", str(new), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["counts"]["initiatives"] == {"added": 0, "changed": 0, "same": 2}


def test_a_dry_run_writes_nothing(
    board: Path, sample_file: Path, tmp_path: Path, capsys: Said
) -> None:
    before, files = sample_file.read_bytes(), sorted(tmp_path.iterdir())
    assert main(["import", str(board), "--into", str(sample_file), "--dry-run"]) == 0
    assert "Would come in:" in capsys.readouterr().out
    new = tmp_path / "new.cxdesk"
    assert main(["import", str(board), "--into", str(new), "--dry-run", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["dry_run"]
    assert said["counts"]["initiatives"]["added"] == 2
    assert sample_file.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_questions_are_shown_and_answered(board: Path, tmp_path: Path, capsys: Said) -> None:
    assert main(["import", str(board), "--questions", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)["questions"]
    assert {"key", "text", "answer", "options", "sure"} <= asked[0].keys()
    key, other = next(
        (each["key"], option["value"])
        for each in asked
        for option in each["options"]
        if option["value"] != each["answer"]
    )
    assert main(["import", str(board), "--questions", "--set", f"{key}={other}"]) == 0
    assert f" {key}={other}" in capsys.readouterr().out
    new = str(tmp_path / "new.cxdesk")
    assert main(["import", str(board), "--into", new, "--set", "moon=1"]) == 1
    assert "moon" in capsys.readouterr().err
    assert not (tmp_path / "new.cxdesk").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["FILE"], "required: --into"),
        (["FILE", "--into", "NEW", "--set", "key"], "KEY=VALUE"),
        (["FILE", "--into", "NEW", "--set", "=1"], "KEY=VALUE"),
        ([], "required: FILE"),
    ],
)
def test_wrong_arguments(board: Path, capsys: Said, arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["import", *(str(board) if each == "FILE" else each for each in arguments)])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\0\1\2 nothing known", b"{}"])
def test_what_is_no_such_file_makes_no_program(
    tmp_path: Path, capsys: Said, content: bytes
) -> None:
    file, new = tmp_path / "odd.bin", tmp_path / "new.cxdesk"
    file.write_bytes(content)
    assert main(["import", str(file), "--into", str(new)]) == 1
    assert "odd.bin" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == [file]


def test_strict_makes_no_program_of_a_file_with_a_mistake(
    exported: Path, tmp_path: Path, capsys: Said
) -> None:
    said = json.loads(exported.read_bytes())
    said["people"][0]["level"] = "king"
    file, new = tmp_path / "all.json", tmp_path / "new.cxdesk"
    file.write_text(json.dumps(said), encoding="utf-8")
    assert main(["import", str(file), "--into", str(new), "--strict"]) == 1
    assert "Nothing was brought in" in capsys.readouterr().err
    assert not new.exists()


def test_a_whole_program_moves(exported: Path, played: Path, tmp_path: Path, home: Path) -> None:
    new, out = tmp_path / "new.cxdesk", tmp_path / "again.json"
    assert main(["import", str(exported), "--into", str(new)]) == 0
    with Store.open(new, home=home, read_only=True) as store:
        assert store.problems() == []
        rows, was = dump(store), dump(played)
    assert {name for name in was if rows[name] != was[name]} <= {"earlier_move"}
    assert main(["export", str(new), str(out)]) == 0
    one, other = json.loads(exported.read_bytes()), json.loads(out.read_bytes())
    beside = {"written", "history"}
    assert [key for key in one if one[key] != other[key] and key not in beside] == []


def test_a_program_that_another_has_open_is_left_alone(
    board: Path, store: Store, capsys: Said
) -> None:
    before = store.path.read_bytes()
    assert main(["import", str(board), "--into", str(store.path)]) == 1
    assert "open" in capsys.readouterr().err
    assert store.path.read_bytes() == before


def test_a_file_that_is_no_program_is_not_written_over(
    board: Path, tmp_path: Path, capsys: Said
) -> None:
    letter = tmp_path / "letter.odt"
    shutil.copyfile(board, letter)
    assert main(["import", str(board), "--into", str(letter)]) == 1
    assert "letter.odt" in capsys.readouterr().err
    assert letter.read_bytes() == board.read_bytes()
