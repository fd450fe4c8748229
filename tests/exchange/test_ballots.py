"""Files of ballots: what counts, and which lines are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdesk.analysis.tiers import Tiers
from cxdesk.exchange import ballots
from cxdesk.exchange.ballots import BallotFile, read_ballots
from cxdesk.store.errors import KnownError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "votes"


def read(file: Path, kind: str, text: str | bytes) -> BallotFile:
    path = file.with_suffix(kind)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_ballots(path)


def refused(file: Path, kind: str, text: str | bytes) -> str:
    with pytest.raises(KnownError) as error:
        read(file, kind, text)
    return error.value.text.removeprefix(f"votes{kind} ")


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "Kündigung;Störung;„R3“\r\n2;1;\r\n;;\r\n7;3;3\r\n-;–;1\r\n2;1\r\n",
        "\ufeff\nKündigung\tStörung\t„R3“\n 2 \t1\t\n7\t3\t3\n'-\t-\t1\n2\t1\n",
        '"Kündigung","Störung",„R3“\n2,1,\n7,3,3\n-,-,"1"\n2,1,,,\n',
        ";Kündigung;Störung;„R3“\nAnna;2;1;\nBo;7;3;3\n;-;-;1\nÖ;2;1;\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table_as_spreadsheets_write_it(file: Path, data: str, encoding: str) -> None:
    if encoding != "utf-8":
        data = data.lstrip("\ufeff")
    found = read(file, ".csv", data.encode(encoding))
    assert found.names == ("Kündigung", "Störung", "„R3“")
    assert dict(zip(found.ballots, found.counts, strict=True)) == {
        Tiers(((2,), (1,)), (3,)): 2,
        Tiers(((2, 3), (1,))): 1,
        Tiers(((3,),), (), (1, 2)): 1,
    }
    assert found.name(2) == "Störung"


def test_wrong_cells_are_named_with_their_line(file: Path) -> None:
    rows = ["A;B", "1;2", "", "0;1", "1,5;2", "-3;1", "eins;1", "1;2;3", "1;1.", "2;x", "1;2"]
    assert refused(file, ".csv", "\n".join(rows)).splitlines() == [
        "cannot be counted.",
        "Line 4: “0” is no rank of A: 1 is the best, empty is unranked, - is no opinion.",
        "Line 5: “1,5” is no rank of A: 1 is the best, empty is unranked, - is no opinion.",
        "Line 6: “-3” is no rank of A: 1 is the best, empty is unranked, - is no opinion.",
        "Line 7: “eins” is no rank of A: a column that says who voted comes first, its heading "
        "empty.",
        "Line 8: “3” stands beyond the last task.",
        "2 more are wrong.",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("A;B;A\n1;2;3", "Line 1: two tasks are called “A”."),
        ("\nA;;C\n1;2;3", "Line 2: task 2 of the heading has no name."),
        ("2;1;3\n1;2;3", "Line 1: the heading is missing: the first row names the tasks."),
        ('A;B\n"1;2\n3', "Line 3: its quotes do not pair up."),
        ("A;B\n", "holds no ballot."),
        ("", "holds no ballot."),
        ("A\0;B\n1;2", "is no text."),
        (b"A;B\n\x81;2", "is no text."),
        (";".join(f"T{n}" for n in range(201)), "ranks 201 tasks, and 200 are the most."),
    ],
)
def test_a_table_that_cannot_be_counted(file: Path, data: str | bytes, words: str) -> None:
    assert refused(file, ".csv", data).splitlines()[-1] == words


def test_what_stands_in_a_cell_is_quoted_safely(file: Path) -> None:
    said = refused(file, ".csv", "A;B\n\x1b[31m" + "x" * 500 + ";2")
    assert "\x1b" not in said
    assert len(said) < 300
    assert read(file, ".csv", "A\x1b[31m\u202e;B\n1;2").names == ("A [31m", "B")


# --- PrefLib ----------------------------------------------------------------------------------

HEAD = "# TITLE: x\n# NUMBER ALTERNATIVES: 4\n# ALTERNATIVE NAME 1: Größe: XL\n"


def test_orders_of_preflib(file: Path) -> None:
    names = ("Größe: XL", "2", "3", "4")
    found = read(file, ".toi", f"{HEAD}# NUMBER VOTERS: 9\n5: 1,{{2, 3}},4\n3:2\n\n1: \n")
    assert found == BallotFile(
        names,
        (Tiers(((1,), (2, 3), (4,))), Tiers(((2,),), (1, 3, 4)), Tiers((), (1, 2, 3, 4))),
        (5, 3, 1),
    )
    assert read(file, ".SOC", f"{HEAD}2: 4,3,2,1\n1: 4,3,2,1\n").counts == (3,)
    assert read(file, ".soi", "1000000000: 2,3\n") == BallotFile(
        ("1", "2", "3"), (Tiers(((2,), (3,)), (1,)),), (10**9,)
    )
    same = "# ALTERNATIVE NAME 1: Write-in\n# ALTERNATIVE NAME 2: Write-in\n1: 2\n"
    assert read(file, ".soi", same).names == ("Write-in (1)", "Write-in (2)")


@pytest.mark.parametrize(
    ("kind", "line", "words"),
    [
        (".toc", "1,2,3,4", "“1,2,3,4” has no count: write it as “1: 2,{1,3}”."),
        (".toc", "x: 1,2,3,4", "“x” is no whole number."),
        (".toc", "-1: 1,2,3,4", "“-1” is no whole number."),
        (".toc", "0: 1,2,3,4", "0 is none: counts and alternatives begin at 1."),
        (".toc", "9999999999: 1,2,3,4", "9999999999 is more than 1,000,000,000."),
        (".toc", "1: 1,{2,3,4", "“{2,3,4” is no number and no tie as {2,3}."),
        (".toc", "1: 1,2,", "“” is no number and no tie as {2,3}."),
        (".toc", "1: 1;2", "“1;2” is no number and no tie as {2,3}."),
        (".toc", "1: 1,{2,5},3,4", "there is no alternative 5: 4 are the most."),
        (".toc", "1: 0,1,2,3", "0 is none: counts and alternatives begin at 1."),
        (".toc", "1: 1,{2,1},3,4", "alternative 1 is ranked twice."),
        (".toc", "1: 4,1", "alternative 2 is missing in a complete order; .toi may leave it out."),
        (".soi", "1: 1,{2,3}", "a tie in a strict order: .soi has none, .toi may."),
    ],
)
def test_a_wrong_line_of_preflib_is_named(file: Path, kind: str, line: str, words: str) -> None:
    said = refused(file, kind, f"{HEAD}1: 1,2,3,4\n{line}\n")
    assert said == f"cannot be counted.\nLine 5: {words}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, "holds no ballot."),
        (
            f"{HEAD}# NUMBER VOTERS: 10\n9: 1\n",
            "says that 10 voted, but its lines hold 9.",
        ),
        ("600000000: 1\n600000000: 1\n", "holds more than 1,000,000,000 ballots."),
        ("1: 1,900000000\n", "ranks 900,000,000 tasks, and 200 are the most."),
    ],
)
def test_a_file_of_preflib_that_cannot_be_counted(file: Path, text: str, words: str) -> None:
    assert refused(file, ".soi", text) == words


# --- any file ---------------------------------------------------------------------------------


def test_what_is_too_much_is_refused_before_it_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = file.with_suffix(".csv")
    with large.open("wb") as made:
        made.truncate(ballots.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(KnownError, match=r"^votes.csv has 8 MB, and 8 MB are the most\.$"):
        read_ballots(large)


def test_many_different_ballots_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdesk.exchange.ballot_lines.MOST_BALLOTS", 2)
    assert read(file, ".csv", "A;B\n1;2\n2;1\n1;2\n").counts == (2, 1)
    assert refused(file, ".csv", "A;B\n1;2\n2;1\n1;\n") == "holds more than 2 different ballots."


def test_what_is_no_file_of_ballots(tmp_path: Path) -> None:
    for name, words in (
        ("none.csv", f"There is no file none.csv in {tmp_path}."),
        ("folder.csv", "folder.csv cannot be read: Is a directory."),
        ("picture.png", "picture.png is no file of ballots that can be read: .csv"),
    ):
        if name.startswith("folder"):
            (tmp_path / name).mkdir()
        with pytest.raises(KnownError) as error:
            read_ballots(tmp_path / name)
        assert error.value.text.startswith(words)
