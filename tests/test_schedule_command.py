"""`cxdesk schedule`: dates and slack of a program at a terminal, without a window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.cli import main
from cxdesk.model.initiatives import Initiative
from cxdesk.services import initiatives
from cxdesk.store.store import Store
from tests.conftest import clock

Said = pytest.CaptureFixture[str]
KEYS = ["early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack",
        "critical", "driver"]  # fmt: skip


def test_a_person_reads_a_table(sample_file: Path, capsys: Said) -> None:
    before = sample_file.read_bytes()
    assert main(["schedule", str(sample_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [" ".join(line.split()) for line in lines[:3]] == [
        "Code Early start Early finish Late start Late finish Slack Free Driver",
        "CX-101 2026-10-05 2027-02-26 2026-10-05 2027-02-26 0 0 critical started",
        "CX-102 2027-03-01 2027-04-16 2027-10-18 2027-12-03 165 165 CX-101 FS",
    ]
    assert len({line.find(start) for line, start in zip(lines, ("Driver", "started", "CX-101 FS"),
                                                        strict=False)}) == 1  # fmt: skip
    assert len(lines) == 1 + 24 + 2
    assert lines[-1] == "The program could end 3 Dec 2027; 4 initiatives are critical."
    assert sample_file.read_bytes() == before


def test_another_program_reads_json(sample_file: Path, home: Path, capsys: Said) -> None:
    with Store(sample_file, home=home, clock=clock, who="Sofia Marques", durable=False) as store:
        with store.read() as session:
            ids = dict(session.execute(select(Initiative.code, Initiative.id)).all())
        store.do("Pin", lambda s: initiatives.pin(s, ids["CX-402"]))
        store.do("Link", lambda s: initiatives.link(s, ids["CX-402"], ids["CX-404"]))
        store.do("None", lambda s: initiatives.schedule(s, ids["CX-204"], None, None))
        store.do("Archive", lambda s: initiatives.archive(s, ids["CX-304"]))
    assert main(["schedule", str(sample_file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == sorted(set(ids) - {"CX-304"})
    assert all(list(row) == KEYS for row in found.values())
    assert found["CX-403"] == {
        "early_start": "2027-05-03", "early_finish": "2027-08-20", "late_start": "2027-05-03",
        "late_finish": "2027-08-20", "total_slack": 0, "free_slack": 0, "critical": True,
        "driver": "CX-103 FS",
    }  # fmt: skip
    assert found["CX-204"] == {**dict.fromkeys(KEYS[:6]), "critical": False, "driver": "no dates"}
    assert {code for code, row in found.items() if row["critical"]} == {
        "CX-101", "CX-103", "CX-403", "CX-404",
    }  # fmt: skip
    drivers = {code: found[code]["driver"] for code in ("CX-101", "CX-104", "CX-302", "CX-402")}
    assert drivers == {
        "CX-101": "started", "CX-104": "finished", "CX-302": "planned start", "CX-402": "pinned",
    }  # fmt: skip
    assert (found["CX-402"]["early_start"], found["CX-402"]["total_slack"]) == ("2027-04-05", 15)


def test_broken_links_and_empty_programs_are_told(
    sample_file: Path, tmp_path: Path, home: Path, capsys: Said
) -> None:
    with Store(sample_file, home=home, clock=clock, who="Sofia Marques", durable=False) as store:
        with store.read() as session:
            ids = dict(session.execute(select(Initiative.code, Initiative.id)).all())
        store.do("Link", lambda s: initiatives.link(s, ids["CX-504"], ids["CX-604"]))
    assert main(["schedule", str(sample_file)]) == 0
    assert capsys.readouterr().out.endswith("\n1 link is broken by the planned dates.\n")
    new = tmp_path / "new.cxdesk"
    assert main(["new", str(new)]) == 0
    capsys.readouterr()
    assert main(["schedule", str(new)]) == 0
    assert capsys.readouterr().out == "There are no initiatives yet.\n"
    assert main(["schedule", str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {}


def test_what_is_no_program_ends_with_a_sentence(tmp_path: Path, capsys: Said) -> None:
    assert main(["schedule", str(tmp_path / "none.cxdesk")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "none.cxdesk" in said.err
    with pytest.raises(SystemExit) as ended:
        main(["schedule"])
    assert ended.value.code == 2


def test_a_terminal_needs_no_window(sample_file: Path) -> None:
    code = (
        "import sys; from cxdesk.cli import main; ended = main(sys.argv[1:])\n"
        "print(*(n for n in ('PySide6.QtWidgets', 'matplotlib', 'reportlab') if n in sys.modules))"
        "\nsys.exit(ended)"
    )
    command = [sys.executable, "-c", code, "schedule", str(sample_file), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == ""
