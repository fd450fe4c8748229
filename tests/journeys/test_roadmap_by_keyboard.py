"""A roadmap from nothing by keyboard alone, then read back by the commands of a terminal."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.board_file import in_order
from tests.journeys.conftest import Sit
from tests.journeys.person import ALT, CONTROL, NONE, SHIFT, Key, focus
from tests.journeys.roadmap_file import (
    bars,
    founded,
    links,
    milestones,
    print_all,
    reckoned,
    scheduled,
)
from tests.journeys.roadmap_typist import RoadmapTypist

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

PLANNED = {
    "CX-001": (date(2026, 12, 22), date(2027, 1, 27)),
    "CX-002": (date(2027, 2, 16), date(2027, 3, 15)),
    "CX-003": (date(2027, 2, 1), date(2027, 3, 19)),
    "CX-004": (date(2027, 3, 1), date(2027, 3, 12)),
}
TIED = {"001-002": ("FS", 0), "001-004": ("SS", 0), "002-003": ("FF", 3)}


def _plan(person: RoadmapTypist) -> None:
    """N takes an initiative, L and digits tie it."""
    person.command("Roadmap")
    person.new_bar("Eine Nummer für alle – R&D <5%", 0, "7 Dec 2026", "25")
    person.new_bar("Vorgangsakte", 1, "25 Jan 2027", "20")
    person.new_bar("Altsystem abschalten", 0, "1 Feb 2027", "30")
    assert person.current() == "CX-003"
    person.tie("CX-001", "002")
    person.tie("CX-002", "003", types=2)
    assert links(person.store) == {"001-002": ("FS", 0), "002-003": ("FF", 0)}


def _push(person: RoadmapTypist) -> None:
    """Alt and arrows gather; Enter moves the others too, or Tab leads to another choice."""
    before, asked = bars(person.store), person.page.gestures.bar
    person.walk_to("CX-001")
    person.nudge(Key.Key_Right, 4, weeks=2)
    assert asked.go.text() == "Move CX-002 to 2 Feb"
    assert bars(person.store) == before
    person.press(Key.Key_Return)
    pushed = bars(person.store)
    assert pushed["CX-002"] == (date(2027, 2, 2), date(2027, 3, 1))
    person.walk_to("CX-002")
    person.nudge(Key.Key_Right, 0, weeks=2)
    person.tab_to_button("Keep and flag", back=True)
    person.press(Key.Key_Return)
    assert person.current() == "CX-002"  # the keyboard comes back to its bar
    kept = {**pushed, "CX-002": PLANNED["CX-002"]}
    assert bars(person.store) == kept
    for key, there in ((NONE, pushed), (NONE, before), (SHIFT, pushed), (SHIFT, kept)):
        person.press(Key.Key_Z, modifier=CONTROL | key)
        assert bars(person.store) == there


def _edit(person: RoadmapTypist) -> None:
    """B shows the table, Ctrl+Tab goes into it, F2 changes a cell."""
    person.press(Key.Key_B)
    person.command("Choose the columns of the table")
    person.tick("Predecessors", "Person-days")
    person.press(Key.Key_Tab, Key.Key_Tab, modifier=CONTROL)
    for code, key, text in (("CX-003", "predecessors", "002FF+3"), ("CX-001", "effort", "12,5")):
        person.cell_of(code, key)
        person.press(Key.Key_F2)
        person.words(text)
        person.press(Key.Key_Return)
    width = person.page.across.sizes()[0]
    person.command("Make the table wider")
    assert person.page.across.sizes()[0] == width + 80
    person.press(Key.Key_B)
    assert person.here() == "Roadmap"


def _slip(person: RoadmapTypist) -> None:
    """N takes a baseline on its tab; what slips afterwards is said there."""
    person.press(Key.Key_PageDown, Key.Key_PageDown, modifier=CONTROL)
    person.press(Key.Key_N, Key.Key_Escape)
    person.press(Key.Key_PageUp, Key.Key_PageUp, modifier=CONTROL)
    person.walk_to("CX-003")
    person.press(Key.Key_Right, modifier=CONTROL | SHIFT | ALT)  # the end by a week
    person.press(Key.Key_Return)
    person.press(Key.Key_PageDown, Key.Key_PageDown, modifier=CONTROL)
    assert person.roadmap.said.text() == (
        "1 of 3 end later, 2 end as planned. On average 1.7 working days later, most of all "
        "CX-003: 5. Last end 19 Mar 2027, in the baseline 15 Mar 2027."
    )
    person.press(Key.Key_PageUp, Key.Key_PageUp, modifier=CONTROL)


def _try(person: RoadmapTypist) -> None:
    """Three changes go into a what-if, are compared with the plan, and adopted."""
    person.press(Key.Key_W, modifier=SHIFT)
    person.pick("Begin a what-if…")
    person.words("Später „anfangen“")
    person.press(Key.Key_Return)
    before = bars(person.store), links(person.store)
    person.walk_to("CX-001")
    person.nudge(Key.Key_Left, 3)
    person.press(Key.Key_Return)
    person.new_bar("Chat", 1, "1 Mar 2027", "10")
    person.tie("CX-001", "004", types=1)
    assert (bars(person.store), links(person.store)) == before
    person.command("Differences of the what-if")
    view = person.page.what_ifs.view
    assert view is not None
    assert view.said.text().startswith("2 initiatives with other dates, 1 other change of links")
    person.command("Adopt the what-if")
    assert (bars(person.store), links(person.store)) == (PLANNED, TIED)
    assert person.here() == "Roadmap"


def _look(person: RoadmapTypist) -> None:
    """The strip by Tab and arrows; horizons typed; a milestone with M, found again by Shift+M."""
    person.tab_to("Capacity by month")
    person.press(Key.Key_Home, Key.Key_Right)
    said = focus(person.window).accessibleDescription()
    assert said == "Informationstechnologie, December 2026: 4 of 10 person-days"
    person.press(Key.Key_Return)
    assert [(one.text, one.note) for one in person.picker().model.shown][1] == (
        "CX-001 Eine Nummer für alle – R&D <5%", "4 person-days",
    )  # fmt: skip
    person.press(Key.Key_Escape)
    assert person.here() == "Capacity by month"
    person.command("Set where horizons end")
    person.words("31 Mar 2027")
    person.press(Key.Key_Return)
    assert person.page.canvas.edges()[0] == date(2027, 3, 31)
    person.press(Key.Key_M)
    person.words("Erstes Gebiet live")
    person.press(Key.Key_Tab)
    person.words("14 Apr 2027")
    person.press(Key.Key_Return)
    person.press(Key.Key_M, modifier=SHIFT)
    assert [(one.text, one.note) for one in person.picker().model.shown] == [
        ("Erstes Gebiet live", "14 Apr 2027 · CX-004"),
    ]  # fmt: skip
    person.pick("Erstes Gebiet live")
    person.tab_to("Reached")
    person.press(Key.Key_Space, Key.Key_Return)
    first = person.page.canvas.scale.origin
    person.press(Key.Key_Right, modifier=CONTROL)
    assert person.page.canvas.scale.origin > first  # looked further on
    assert person.here() == "Roadmap"


def test_a_roadmap_by_keyboard(
    sit: Sit, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = founded(tmp_path / "Büro.cxdesk")
    person = sit(file, RoadmapTypist)
    for part in (_plan, _push, _edit, _slip, _try, _look):
        part(person)
    assert person.sound() == []
    full = dump(file)
    person.leave()

    assert in_order(file, capsys)
    found = scheduled(file, capsys)
    assert [row.pop("driver") for row in found.values()] == [
        "planned start", "CX-001 FS", "CX-002 FF", "CX-001 SS",
    ]  # fmt: skip
    assert found == reckoned(PLANNED, TIED)
    made = print_all(file, "--paper", "A4")
    assert {name: data[:8].lstrip(b"\xef\xbb\xbf")[:5] for name, data in made.items()} == {
        "pdf": b"%PDF-", "png": b"\x89PNG\r", "svg": b"<?xml", "csv": b"Code,",
    }  # fmt: skip
    rows = {row["Code"]: row for row in csv.DictReader(StringIO(made["csv"].decode("utf-8-sig")))}
    assert sorted(rows) == sorted(PLANNED)
    assert rows["CX-002"]["Start"] == "2027-02-16"
    assert all(code in made["svg"].decode() for code in ("001", "002", "003", "004"))
    with Store(file, home=home, clock=clock) as again:
        assert dump(again) == full
        assert (bars(again), links(again)) == (PLANNED, TIED)
        assert milestones(again) == {"Erstes Gebiet live": (date(2027, 4, 14), True)}
