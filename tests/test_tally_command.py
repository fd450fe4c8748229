"""`cxdesk tally`: ballots of a file counted at a terminal, without a program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cxdesk.analysis.tally import Method, tally
from cxdesk.analysis.tiers import Tiers
from cxdesk.cli import main
from cxdesk.exchange.ballots import BallotFile
from cxdesk.exchange.tally_report import as_text

Said = pytest.CaptureFixture[str]

BOARD = ("215364", "125634", "231546", "251463", "512436", "321654", "152643")
"""The ballots of the sample, P01 to P07: requests from the best down."""


@pytest.fixture
def sample(tmp_path: Path) -> str:
    file = tmp_path / "board.csv"
    rows = (";".join(str(1 + order.index(one)) for one in "123456") for order in BOARD)
    file.write_text("\n".join(["R1;R2;R3;R4;R5;R6", *rows]), encoding="utf-8")
    return str(file)


def test_a_person_reads_the_order_and_why(sample: str, capsys: Said) -> None:
    assert main(["tally", sample]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        "7 ballots on 6 tasks, by Kemeny",
        "",
        "Place  Task       Won      Lost    Points",
        "    1  R2          29         6       +23",
        "       4 of 7 prefer R2 to R1; one ballot the other way would swap them",
        "    2  R1          27         8       +19",
    ]
    assert lines[14:] == [
        "",
        "The order keeps 83 of 105 preferences, 79.0 %.",
        "Kendall's W is 0.566: moderate agreement.",
        "Most divisive: R3 and R5.",
        "",
        "Schulze: the same order.",
        "Ranked pairs: the same order.",
        "Borda: the same order.",
    ]


def test_another_program_reads_json(sample: str, capsys: Said) -> None:
    assert main(["tally", sample, "--json", "--method", "schulze"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "method", "ballots", "order", "distance", "preferences", "agreement", "w", "points",
        "proven",
    ]  # fmt: skip
    assert found["method"] == "schulze"
    assert found["order"] == [["R2"], ["R1"], ["R5"], ["R3"], ["R6"], ["R4"]]
    assert (found["ballots"], found["distance"], found["preferences"]) == (7, 22, 105)
    assert found["agreement"] == pytest.approx(83 / 105)
    assert found["w"] == pytest.approx(0.566, abs=5e-4)
    assert found["points"] == {"R2": 23, "R1": 19, "R5": 9, "R3": -9, "R6": -19, "R4": -23}
    assert found["proven"] is True


def test_ties_circles_and_what_to_discuss_are_marked(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "round.soc"
    file.write_text("1: 1,2,3\n1: 2,3,1\n1: 3,1,2\n")
    assert main(["tally", str(file), "--method", "schulze"]) == 0
    text = capsys.readouterr().out
    assert "\n   1=  2 " in text
    assert "they share a place\n" in text
    assert "Kendall's W is 0.000: little agreement. Discuss before you decide.\n" in text
    assert main(["tally", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["order"] == [["1"], ["2"], ["3"]]
    assert main(["tally", str(file)]) == 0
    text = capsys.readouterr().out
    assert "2 of 3 prefer 1 to 2; in a circle of majorities with 3\n" in text
    assert "In a circle of majorities: 1, 2 and 3.\n" in text
    file.write_text("1: 1,2\n1: 2,1\n")
    assert main(["tally", str(file)]) == 0
    assert "even, in points too: 1 comes first in the list\n" in capsys.readouterr().out


def test_an_order_that_is_not_proven_says_so() -> None:
    ids = list(range(1, 17))
    ballots = [Tiers(tuple((id,) for id in ids[at:] + ids[:at])) for at in ids]
    found = tally(ballots, ids, should_stop=lambda: True)
    file = BallotFile(tuple(map(str, ids)), tuple(ballots), (1,) * 16)
    text = as_text({Method.KEMENY: found, Method.BORDA: found}, Method.KEMENY, file)
    assert "\nNot proven: the time ran out before it was clear" in text
    assert text.endswith("\nBorda (not proven): the same order.")


def test_wrong_lines_and_files_end_with_a_sentence(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "board.csv"
    file.write_text("A,B\n1,2\n1,x\n")
    assert main(["tally", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[:2] == [
        "board.csv cannot be counted.",
        "Line 3: “x” is no rank of B: 1 is the best, empty is unranked, - is no opinion.",
    ]
    with pytest.raises(SystemExit) as ended:
        main(["tally", str(file), "--method", "poem"])
    assert ended.value.code == 2


def test_counting_starts_no_window(sample: str) -> None:
    code = (
        "import sys; from cxdesk.cli import main; main(sys.argv[1:])\n"
        "print(*(n for n in ('PySide6', 'matplotlib', 'reportlab') if n in sys.modules), sep=',')"
    )
    command = [sys.executable, "-c", code, "tally", sample, "--json"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == ""
