"""A roadmap from nothing by mouse alone: planned, tied, pushed, slipped, tried out, taken back.

Keys only type words.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.board_file import in_order
from tests.journeys.conftest import Sit
from tests.journeys.person import Key
from tests.journeys.roadmap_file import bars, founded, links, milestones, reckoned, scheduled
from tests.journeys.roadmap_pointer import RoadmapPointer

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

IT, CARE = "Informationstechnologie", "Kundenbetreuung"
PLANNED = {
    "CX-001": (date(2026, 12, 28), date(2027, 2, 1)),
    "CX-002": (date(2027, 2, 9), date(2027, 3, 8)),
    "CX-003": (date(2027, 3, 2), date(2027, 4, 5)),
    "CX-004": (date(2027, 2, 15), date(2027, 3, 26)),
    "CX-005": (date(2027, 3, 1), date(2027, 3, 12)),
}
TIED = {
    "001-002": ("FS", 0), "002-003": ("FS", 0), "001-004": ("SS", 5), "003-004": ("FF", 0),
}  # fmt: skip


def _plan(person: RoadmapPointer) -> None:
    """Four bars, and links drawn from their handles."""
    person.go("roadmap")
    assert person.page.empty.words().startswith("No initiatives yet")
    for title, lane, start, days in (
        ("Eine Nummer für alle – R&D <5%", IT, "7 Dec 2026", 25),
        ("Vorgangsakte", CARE, "25 Jan 2027", 20),
        ("Schulung", CARE, "1 Mar 2027", 15),
        ("Altsystem abschalten", IT, "1 Feb 2027", 30),
    ):
        person.go_on("New initiative")
        person.new_bar(title, lane, start, days)
    person.button("Month")
    assert person.shown("CX-001") == [(date(2026, 12, 7), date(2027, 1, 12))]  # two holidays
    person.tie("CX-001", "CX-002")
    person.tie("CX-002", "CX-003")
    person.tie("CX-001", "CX-004", leaves="S")
    assert links(person.store) == {"001-002": ("FS", 0), "002-003": ("FS", 0), "001-004": ("SS", 0)}


def _push(person: RoadmapPointer) -> None:
    """What pushes two waits for a choice; one is kept and flagged; undo and redo walk there."""
    before = bars(person.store)
    person.drag_bar("CX-001", 21)
    asked = person.page.gestures.bar
    assert asked.text() == (
        "Not saved CX-001 moves to 28 Dec – 1 Feb, 14 working days later. "
        "CX-002 Vorgangsakte starts 25 Jan, before CX-001 ends."
    )
    assert bars(person.store) == before
    person.button("Move 2 successors")
    pushed = bars(person.store)
    assert pushed == {
        **before, "CX-001": PLANNED["CX-001"],
        "CX-002": (date(2027, 2, 2), date(2027, 3, 1)),
        "CX-003": (date(2027, 3, 2), date(2027, 3, 22)),
    }  # fmt: skip
    person.drag_bar("CX-002", 7)
    person.button("Keep and flag")
    kept = {**pushed, "CX-002": PLANNED["CX-002"]}
    assert bars(person.store) == kept
    assert len(person.page.rows.network.broken()) == 1
    undo, redo = person.window.topbar.undo, person.window.topbar.redo
    for button, there in ((undo, pushed), (undo, before), (redo, pushed), (redo, kept)):
        person.click(button)
        assert bars(person.store) == there
        assert person.shown(*there) == list(there.values())


def _edit(person: RoadmapPointer) -> None:
    """In the table: what it waits for as text, effort, another title."""
    person.click(person.page.table.button)
    side = person.page.table.side
    assert side is not None
    person.click(side.choose)
    person.take("Predecessors", "Person-days")
    person.write_cell("CX-004", "predecessors", "001SS+5")
    person.write_cell("CX-001", "effort", "25")
    person.write_cell("CX-003", "title", "Schulung der Schichten")
    assert links(person.store)["001-004"] == ("SS", 5)
    person.click(side.close_button)


def _slip(person: RoadmapPointer) -> None:
    """A baseline is taken; what slips afterwards is said of it."""
    tabs = person.window.topbar.tabs
    person.turn(tabs, "Baselines")
    person.go_on("Take a baseline")
    person.turn(tabs, "Timeline")
    person.drag_bar("CX-003", 14, share=1)
    person.turn(tabs, "Baselines")
    assert person.roadmap.said.text() == (
        "1 of 4 end later, 3 end as planned. On average 2.5 working days later, most of all "
        "CX-003: 10. Last end 5 Apr 2027, in the baseline 22 Mar 2027."
    )
    person.turn(tabs, "Timeline")


def _try(person: RoadmapPointer) -> None:
    """Three changes go into a what-if, which is adopted in one step."""
    person.click(person.page.what_ifs.button)
    person.take("Begin a what-if…")
    person.words(person.named("Name"), "Später „anfangen“")
    person.button("Begin")
    before = bars(person.store), links(person.store)
    person.drag_bar("CX-004", 14)
    person.tie("CX-003", "CX-004", share=0.9)
    person.go_on("New initiative")
    person.new_bar("Chat", CARE, "1 Mar 2027", 10)
    bar = person.page.what_ifs.bar
    assert "Später „anfangen“ · 3 changes · not part of the plan" in bar.text()
    assert (bars(person.store), links(person.store)) == before
    steps = person.store.head.undo_top
    person.click(bar.adopt)
    assert person.store.head.undo_top == (steps or 0) + 1
    assert (bars(person.store), links(person.store)) == (PLANNED, TIED)


def _look(person: RoadmapPointer) -> None:
    """Who fills a month; the edge of a horizon; a milestone, which is reached."""
    person.cell(IT, date(2027, 1, 1))
    assert [(one.text, one.note) for one in person.picker().model.shown][1] == (
        "CX-001 Eine Nummer für alle – R&D <5%", "20 person-days",
    )  # fmt: skip
    person.press(Key.Key_Escape)
    person.drag_edge(person.canvas.edges()[0], date(2027, 3, 31))
    assert person.canvas.edges()[0] == date(2027, 3, 31)
    at = QPoint(person.x_of(date(2027, 4, 13)) + 1, person.canvas.head + 200)
    person.menu(person.canvas, at, "Add a milestone here…")
    person.wait(lambda: person.asks("Name"))
    person.words(person.named("Name"), "Erstes Gebiet live")
    person.button("Add milestone")
    person.mark("Erstes Gebiet live")
    person.button("Reached")
    person.button("Keep")


def test_a_roadmap_by_mouse(
    sit: Sit, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = founded(tmp_path / "Büro.cxdesk")
    person = sit(file, RoadmapPointer)
    start, empty = person.store.head.undo_top or 0, dump(file)
    for part in (_plan, _push, _edit, _slip, _try, _look):
        part(person)
    assert person.sound() == []
    full, steps = dump(file), 0
    person.go("people")  # where a step back costs less to show
    while (person.store.head.undo_top or 0) > start:
        person.click(person.window.topbar.undo)
        steps += 1
    assert dump(file) == empty
    for _ in range(steps):
        person.click(person.window.topbar.redo)
    assert dump(file) == full
    person.leave()

    assert in_order(file, capsys)
    found = scheduled(file, capsys)
    with Store(file, home=home, clock=clock) as again:
        assert dump(again) == full
        assert bars(again) == PLANNED
        assert links(again) == TIED
        assert milestones(again) == {"Erstes Gebiet live": (date(2027, 4, 14), True)}
    drivers = {code: row.pop("driver") for code, row in found.items()}
    assert found == reckoned(PLANNED, TIED)
    assert drivers == {
        "CX-001": "planned start", "CX-002": "CX-001 FS", "CX-003": "CX-002 FS",
        "CX-004": "CX-003 FF", "CX-005": "planned start",
    }  # fmt: skip
