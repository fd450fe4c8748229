"""`cxdesk print FILE roadmap`: a poster, a picture, a drawing or a table, whole or not at all."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from cxdesk.cli import main

Said = pytest.CaptureFixture[str]


def test_the_ending_of_the_file_says_what_it_becomes(
    sample_file: Path, tmp_path: Path, capsys: Said
) -> None:
    def made(name: str, *arguments: str) -> Path:
        out = tmp_path / name
        line = ["print", str(sample_file), "roadmap", "-o", str(out), *arguments]
        assert main(line) == 0, capsys.readouterr().err
        assert capsys.readouterr().out == f"{out}\n"
        return out

    (page,) = PdfReader(made("road.pdf", "--baseline", "1 Sep 2026")).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (1191, 842)  # A3
    assert "baseline 1 Sep 2026" in page.extract_text()
    several = PdfReader(made("road.pdf", "--paper", "A4", "--tiled", "--lanes", "batch")).pages
    assert len(several) == 4
    assert "B1 Ask Once" in several[0].extract_text()
    tree = ElementTree.parse(made("road.svg", "--from", "2027-01-01", "--to", "2027-06-30"))
    said = [one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "Jun" in said
    assert "Oct" not in said
    rows = list(csv.DictReader(StringIO(made("road.csv").read_text("utf-8-sig"))))
    assert len(rows) == 24
    assert rows[0]["Code"] == "CX-101"
    assert not list(tmp_path.glob(".*"))


def test_what_does_not_fit_is_refused_and_nothing_is_written(
    sample_file: Path, tmp_path: Path, capsys: Said
) -> None:
    file, out = str(sample_file), str(tmp_path / "road.pdf")
    for arguments, why in (
        (("--baseline", "x"), "There is no baseline “x”."),
        (("--from", "2027-02-01", "--to", "2027-01-01"), "ends before it starts"),
    ):
        assert main(["print", file, "roadmap", "-o", out, *arguments]) == 1
        assert why in capsys.readouterr().err
    for command, why in (
        (("roadmap", "--lanes", "horizon"), "--lanes may be one of domain, batch, owner, outcome"),
        (("roadmap", "--from", "1.2.2027"), "'1.2.2027' is no date: write 2027-03-31"),
        (("roadmap", "--density", "compact"), "are of the kanban"),
        (("roadmap", "-o", "road.doc"), "ends in .pdf, .png, .svg, .csv"),
        (("poster", "--tiled"), "are of the roadmap: leave them out"),
        (("charter", "CX-101", "--paper", "A0"), "A0 is for the roadmap"),
    ):
        with pytest.raises(SystemExit) as refused:
            main(["print", file, *command])
        assert refused.value.code == 2
        assert why in capsys.readouterr().err
    assert main(["print", file, "roadmap", "-o", str(tmp_path / "no" / "road.pdf")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == [sample_file.name]
