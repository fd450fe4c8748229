"""The table of scores: cells changed where they stand, filters, copies, paper, many rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.modeltest import ModelTester

from cxdesk.analysis import matrix
from cxdesk.analysis.tiers import Tiers
from cxdesk.model.states import Priority, State
from cxdesk.services import initiatives, programs, stakeholders
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from tests.services.commands import ini, per
from tests.ui.popup import choose
from tests.ui.scores.analyst import CONTROL, Analyst


def test_the_table_says_how_the_score_comes_about(
    analyst: Analyst, qtmodeltester: ModelTester
) -> None:
    says = {
        column.key: analyst.cell("CX-101", column.key) for column in analyst.table.table.columns
    }
    assert says == {
        "rank": "18", "moved": "", "code": "CX-101", "title": "Single customer ID",
        "domain": "IT", "value": "1.23", "benefit": "4.9", "impact": "5", "reach": "5",
        "outcome": "5", "urgency": "4", "cost": "4.0", "money": "220 k€", "effort": "260 d",
        "quadrant": "Major project", "priority": "Highest", "preferred": "",
    }  # fmt: skip
    assert analyst.codes()[:3] == ["CX-301", "CX-604", "CX-601"]
    cut = [
        (row.it.code, column.key)
        for n, row in enumerate(analyst.table.table.rows)
        for place, column in enumerate(analyst.table.table.columns)
        if not analyst.table.isColumnHidden(place)
        and analyst.table.painter.is_cut(analyst.table.table.index(n, place))
    ]
    assert cut == [], "the sample is read in full in a window 1440 wide"
    assert analyst.table.horizontalScrollBar().maximum() == 0
    qtmodeltester.check(analyst.table.model())


def test_scores_cost_and_priority_are_changed_in_their_cells(analyst: Analyst) -> None:
    field = analyst.change("CX-203", "impact", "6")
    assert field.note.text() == "A score is a whole number from 1 to 5."
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert analyst.change("CX-203", "impact", "5") is None
    assert analyst.file("CX-203").scores == (5, 2, 4, 2)
    assert analyst.labels()[0] == "Impact of CX-203: 5"
    assert analyst.cell("CX-203", "quadrant") == "Quick win", "3.4 became 3.8"
    assert analyst.change("CX-203", "money", "90,5") is None
    assert (analyst.file("CX-203").cost, analyst.cell("CX-203", "cost")) == (90.5, "2.5")
    assert analyst.change("CX-203", "effort", "200") is None
    assert (analyst.file("CX-203").effort, analyst.cell("CX-203", "cost")) == (200, "3.5")
    plot = analyst.matrix.laid().plot
    assert abs(analyst.bubble("CX-203").x - plot.x(3.5)) < plot.slot / 2
    field = analyst.change("CX-203", "effort", "ten")
    assert field.note.text() == "“ten” is not a number of zero or more."
    QTest.keyClick(field, Qt.Key.Key_Escape)

    analyst.click("CX-203")
    analyst.click("CX-204", CONTROL)
    index = analyst.index("CX-203", "priority")
    analyst.table.begin(index)
    choose("Low")
    assert [analyst.file(code).priority for code in ("CX-203", "CX-204")] == [Priority.LOW] * 2
    assert analyst.labels()[0] == "Priority of 2 initiatives: low"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Priority: Low (set)"
    analyst.desk.undo()
    assert analyst.file("CX-204").priority is None


def test_filters_hold_for_both_faces_and_survive(
    analyst: Analyst, open_scores: Callable[[Desk], Analyst]
) -> None:
    bar, habits = analyst.bar, {}
    analyst.home.habit_changed.connect(habits.__setitem__)
    assert bar.count() == "21 of 24"
    assert bar.done.words() == "Delivered hidden: 3"
    QTest.mouseClick(bar.done, Qt.MouseButton.LeftButton)
    assert (bar.count(), analyst.cell("CX-104", "rank")) == ("24 of 24", "–")
    rank = analyst.cell("CX-101", "rank")
    bar.pick_domains()
    choose("IT")
    assert {row.it.domain for row in analyst.matrix.rows.values()} == {"IT"}
    assert bar.count() == "5 of 24"
    assert analyst.cell("CX-101", "rank") == rank, "a rank is among all"
    bar.keep(states=(State.BACKLOG,))
    assert (bar.count(), analyst.page.stack.currentWidget()) == ("0 of 24", analyst.page.nobody)
    assert analyst.page.nobody.words() == "No initiative matches these filters"
    assert analyst.home.reveal("initiative", analyst.file("CX-104").id)
    assert analyst.selected() == {"CX-104"}
    assert analyst.home.begin_filter()
    bar.narrow.setText("bill call")
    assert analyst.codes() == ["CX-203"]
    assert [row.it.code for row in analyst.matrix.rows.values()] == ["CX-203"]
    QTest.keyClick(bar.narrow, Qt.Key.Key_Escape)
    bar.keep(batches=(analyst.file("CX-404").batch_id,))
    again = open_scores(analyst.desk)
    again.home.recall(habits)
    assert again.codes() == analyst.codes()
    assert {row.it.batch for row in again.matrix.rows.values()} == {"B4"}
    for broken in (None, {"domains": 3}, {"states": ["gone"], "domains": [], "batches": []}):
        again.bar.recall(broken)
        assert again.bar.count() == "21 of 24"


def test_who_is_preferred_by_the_stakeholders_stands_there_once_they_ranked(
    analyst: Analyst,
) -> None:
    column = analyst.index("CX-101", "preferred").column()
    assert analyst.table.isColumnHidden(column)
    with analyst.desk.read() as session:
        tiers = Tiers(((ini(session, "CX-404"),), (ini(session, "CX-101"),)))
        who = per(session, "Elena Rossi")
    analyst.desk.do("Rank", lambda s: stakeholders.rank(s, who, tiers))
    assert not analyst.table.isColumnHidden(column)
    said = [analyst.cell(code, "preferred") for code in ("CX-404", "CX-101", "CX-102")]
    with analyst.desk.read() as session:
        known = {row.it.code: row.rank for row in stakeholders.standing(session).rows}
    assert said[:2] == ["1", "2"]
    assert said == [
        "" if known[code] is None else str(known[code]) for code in ("CX-404", "CX-101", "CX-102")
    ]


def test_what_is_shown_is_copied_and_printed(analyst: Analyst, tmp_path: Path) -> None:
    analyst.desk.do(
        "Title", lambda s: initiatives.rename(s, ini(s, "CX-101"), 'R&D <5% <img src="/x">')
    )
    analyst.bar.keep(states=(State.IN_PROGRESS,))
    analyst.page.try_weights((1, 2, 3, 9))
    analyst.page._fill_table()
    analyst.run("copy-scores")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Rank\tChange\tCode\tTitle\tDomain\tScore\tBenefit\tImpact")
    assert len(lines) == 1 + len(analyst.codes())
    paper = analyst.page.paper()
    assert paper is not None
    made = paper.make("A4")
    assert made == paper.make("A4"), "equal bytes"
    file = tmp_path / "scores.pdf"
    file.write_bytes(made)
    pages = PdfReader(file).pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    first, rest = pages[0].extract_text(), "\n".join(one.extract_text() for one in pages[1:])
    for words in ("Quick win", "Major project", "Fill-in", "Reconsider", "101", "240", "S&M"):
        assert (words in first) == (words != "240")
    assert "(1 × impact + 2 × reach + 3 × outcome + 9 × urgency) ÷ 15 (tried, not kept)" in first
    assert "Delivered hidden: 3" in first
    assert "State In progress" in first
    assert 'R&D <5% <img src="/x">' in " ".join(rest.split())
    assert "CX-404" not in rest


@pytest.fixture
def desk_without_initiatives(themed: QApplication, empty_store: Store) -> Desk:
    empty_store.do("New", lambda s: programs.new(s, "Empty"))
    return Desk(empty_store)


def test_an_empty_program_says_where_to_begin(
    desk_without_initiatives: Desk, open_scores: Callable[[Desk], Analyst]
) -> None:
    desk = desk_without_initiatives
    analyst = open_scores(desk)
    wanted: list[str] = []
    analyst.page.tab_requested.connect(wanted.append)
    assert analyst.page.nobody.words().startswith("Nothing is scored yet")
    assert analyst.page.paper() is None
    assert not analyst.page.hints(), "no keys for what is not there"
    QTest.mouseClick(analyst.page.nobody.focusProxy(), Qt.MouseButton.LeftButton)
    assert wanted == ["Board"]
    desk.do("First", lambda s: initiatives.add(s, "Überprüfung der Rückrufquote"))
    assert analyst.page.stack.currentWidget() is analyst.page.body
    assert [row.benefit for row in analyst.matrix.rows.values()] == [1.0]
    desk.deleteLater()


def test_many_share_bubbles_which_are_listed_below(
    analyst: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "MANY", 10)
    analyst.page.load()
    found = analyst.matrix.laid().found
    assert sum(len(one.points) for one in found) == 21
    lump = max(found, key=lambda one: len(one.points))
    assert len(lump.points) > 1
    analyst.matrix.setFocus()
    analyst.matrix.go(lump)
    assert len(analyst.selected()) == len(lump.points)
    analyst.keys(Qt.Key.Key_Space)
    assert analyst.matrix.lift is None, "one of many is not meant"
    assert f"{len(lump.points)} initiatives stand here" in QToolTip.text()
    QToolTip.hideText()
    analyst.keys(Qt.Key.Key_Return)
    assert analyst.table.hasFocus()
