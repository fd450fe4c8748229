"""The timeline goes to paper, into pictures and tables as it is shown."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pypdfium2 as pdfium
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cxdesk.reports.printed import Chosen
from cxdesk.services import baselines, programs, what_if
from cxdesk.services.what_if_steps import scheduled
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.printing import Paper
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.paper import export_actions, roadmap_paper
from cxdesk.ui.roadmap.scale import Scale


def text_of(paper: Paper, chosen: Chosen) -> tuple[str, tuple[float, float]]:
    """The words of the first sheet, and its size."""
    assert paper.work is not None
    steps: list[tuple[int, int]] = []
    data = paper.work(chosen, lambda done, total: steps.append((done, total)), lambda: False)
    with pdfium.PdfDocument(data) as document:
        page = document[0]
        text = " ".join(page.get_textpage().get_text_range().split())
        return text, (round(page.get_width()), round(page.get_height()))


def first_of(paper: Paper) -> dict[str, str]:
    return {choice.key: choice.first for choice in paper.choices}


def test_what_is_shown_is_printed_as_it_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = TimelinePage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.load()
    page.canvas.set_scale(Scale(date(2026, 12, 1).toordinal(), 5.0))
    paper = roadmap_paper(page)
    assert (paper.name, paper.file) == ("Roadmap", "Meridian Telecom roadmap")
    first = first_of(paper)
    assert first["sheet"] == "A3"
    assert (first["lanes"], first["links"], first["baseline"]) == ("domain", "all", "none")
    assert "what" not in first
    text, size = text_of(paper, first)
    assert size == (1191, 842)
    for said in ("Roadmap, as of 23 November 2026", "101 = CX-101", "Sep 2026", "critical path"):
        assert said in text

    with desk.read() as session:
        here = next(one for one in programs.choices(session).domains if one.name == "IT")
        (taken, *_) = baselines.baselines(session)
    page.bar.keep(page.bar.kept.keep("domains", (here.id,)))
    page.comparing.button.choose(taken.key)
    page.links.show("none")
    page.canvas.set_scale(Scale(date(2026, 12, 1).toordinal(), 5.0))  # wherever that went
    paper = roadmap_paper(page)
    choices = {choice.key: dict(choice.options) for choice in paper.choices}
    assert choices["what"]["shown"] == "What the filters show: 5 of 24 initiatives"
    assert choices["period"]["shown"].startswith("As shown: Dec 2026 to ")
    first = first_of(paper)
    assert (first["links"], first["baseline"]) == ("none", str(taken.key))
    chosen = first | {
        "sheet": "A4", "turned": "upright", "lanes": "batch", "period": "shown", "colour": "grey",
    }  # fmt: skip
    text, size = text_of(paper, chosen)
    assert size == (595, 842)
    assert "Lanes: batch · Domain IT · 5 of 24 initiatives" in text
    assert "B1 Ask Once" in text
    assert "baseline 1 Sep 2026" in text
    assert "Bill-shock alert" in text
    assert "Plain-language bill" not in text
    assert "Oct" not in text
    text, _ = text_of(paper, chosen | {"what": "all", "baseline": "none"})
    assert "Plain-language bill" in text
    assert "baseline" not in text

    def branch(session: object) -> int:
        id = what_if.begin(session, "Later start")  # type: ignore[arg-type]
        bar = next(card for card in page.rows.all_cards() if card.code == "CX-404")
        step = scheduled(bar.id, date(2027, 10, 4), date(2028, 1, 14))
        what_if.add_step(session, id, step)  # type: ignore[arg-type]
        return id

    assert page.planning.show_what_if(desk.do("Try", branch).result)
    paper = roadmap_paper(page)
    text, _ = text_of(paper, first_of(paper) | {"what": "all"})
    assert "What-if: Later start, not part of the plan" in text
    assert "Jan 2028" in text


def test_the_timeline_is_saved_as_table_and_drawing(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = TimelinePage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.load()
    said: list[Toast] = []
    desk.said.connect(said.append)
    actions = {action.objectName(): action for action in export_actions(page)}
    for kind in ("csv", "svg"):
        file = tmp_path / f"road.{kind}"
        actions[f"roadmap-{kind}"].trigger()
        dialog = page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        assert dialog.defaultSuffix() == kind
        dialog.fileSelected.emit(str(file))
        dialog.close()
        dialog.deleteLater()
        qtbot.waitUntil(lambda kind=kind: bool(said) and kind.upper() in said[-1].text)  # type: ignore[misc]
        assert said[-1].text == f"Roadmap saved as {kind.upper()}"
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)
    rows = list(csv.DictReader(StringIO((tmp_path / "road.csv").read_text("utf-8-sig"))))
    assert len(rows) == 24
    assert (tmp_path / "road.svg").read_text().startswith("<?xml")
    assert "roadmap-png" in actions
