"""The register: decisions of all meetings found, filtered, reworded, printed and opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cxdesk.model.decisions import Decision, Minutes
from cxdesk.services import decisions
from cxdesk.services.register import register
from cxdesk.services.search import SearchIndex
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.register.page import RegisterPage
from tests import boards
from tests.services.commands import CHAIR, NASTY, per
from tests.services.decision_commands import terms
from tests.ui.page_hands import PageHands
from tests.ui.popup import choose


@pytest.fixture
def desk(themed: QApplication, voted_store: Store) -> Iterator[Desk]:
    """A desk on the sample whose board decided on four tasks."""
    here, opened = boards.again(voted_store), Desk(voted_store)
    ids, held = here.requests, here.meeting
    for label, command in (
        ("Accept R2", lambda s: decisions.accept(s, held, ids["R2"], terms(s))),
        ("Defer R1", lambda s: decisions.defer(s, held, ids["R1"], date(2027, 1, 11), "")),
        ("Accept R3", lambda s: decisions.accept(s, held, ids["R3"], terms(
            s, cost=60.0, waiver="The market will not wait", waiver_by=per(s, CHAIR)))),
        ("Ask", lambda s: decisions.need_information(
            s, held, ids["R4"], "Who answers at night?", per(s, "Tomás Vidal"))),
    ):  # fmt: skip
        assert opened.do(label, command) is not None
    yield opened
    opened.deleteLater()


def test_the_register(desk: Desk, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    page = RegisterPage(Editing(desk, desk))
    qtbot.addWidget(page)
    hands = PageHands(page, page.table, qtbot)
    qtmodeltester.check(page.table.table)
    assert hands.column("number") == ["D-4", "D-3", "D-2", "D-1"]
    assert hands.column("verdict") == ["Info needed", "Accepted", "Deferred", "Accepted"]
    assert [hands.words("D-1", key) for key in (
        "date", "request", "title", "rank", "deadline", "owner", "cost", "days", "becomes", "waiver"
    )] == [
        "23 Nov 2026", "R2", "One-click cancellation", "1", "26 Feb 2027", "Ravi Menon", "45", "50",
        "CX-505", "–",
    ]  # fmt: skip
    assert hands.words("D-2", "deadline") == "11 Jan 2027"
    assert hands.words("D-3", "waiver") == f"{CHAIR}: The market will not wait"
    assert hands.words("D-4", "owner") == "Tomás Vidal"
    ratified = [one.key for one in page.table.table.columns].index("ratified")
    assert page.table.isColumnHidden(ratified)
    # Words, then filters, which are kept.
    page.bar.narrow.setText("ravi price")
    assert hands.column("number") == ["D-3"]
    page.bar.narrow.setText("D-2")
    assert hands.column("number") == ["D-2"]
    page.bar.narrow.setText("vidal")
    assert hands.column("number") == ["D-4"]
    page.bar.narrow.clear()
    page.bar.pick_verdicts()
    choose("Accepted")
    assert hands.column("number") == ["D-3", "D-1"]
    assert hands.habits["kept"] == {"verdicts": ["accepted"], "meetings": [], "owners": []}
    page.bar.pick_owners()
    choose("Tomás Vidal")
    assert page.nothing.words().startswith("No decision matches")
    id = next(row.id for row in page.rows if row.number == 2)
    assert page.reveal("decision", id)  # the filters go
    assert page.table.current_row().code == "D-2"
    assert not page.reveal("decision", id + 1)
    other = RegisterPage(Editing(desk, desk))
    qtbot.addWidget(other)
    other.load()
    other.recall({"kept": {"verdicts": ["deferred"], "meetings": [], "owners": []}})
    assert [row.code for row in other.table.table.rows] == ["D-2"]
    other.recall({"kept": {"verdicts": ["nonsense"], "meetings": [], "owners": []}})
    assert len(other.table.table.rows) == 4
    # A reason is reworded where it stands, until the minutes are approved.
    assert page.table.edit_cell(id, "reason")
    field = page.table.editor()
    assert field is not None
    field.selectAll()
    field.insert("After the holidays – für alle")
    assert field.commit()
    assert hands.words("D-2", "reason") == "After the holidays – für alle"
    asked = next(row for row in page.rows if row.number == 4)
    assert page.table.edit_cell(asked.id, "reason")
    field = page.table.editor()
    assert field is not None
    field.clear()
    assert not field.commit()
    QTest.keyClick(field, Qt.Key.Key_Escape)

    def approve(session) -> None:  # type: ignore[no-untyped-def]
        session.add(Minutes(meeting_id=asked.meeting_id, approved_by_id=per(session, CHAIR),
                            on=date(2026, 11, 23), digest="d", size=1, chain="c"))  # fmt: skip

    page.table.choose(id)
    assert ("F2",) in [one.keys for one in page.hints()]
    desk.do("Approve", approve)
    assert not page.table.edit_cell(id, "reason")
    assert ("F2",) not in [one.keys for one in page.hints()], "what is minuted stays"
    # It opens its request, is copied and printed.
    page.table.choose(id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert hands.went[-1] == ("request", page.table.current_row().request_id)
    assert page.neighbour("request", asked.request_id, 1) is not None
    page.table.copy(everything=True)
    assert "D-3\t23 Nov 2026\tR3\tPrice-match scripts\tAccepted\t4" in (
        QGuiApplication.clipboard().text()
    )
    paper = page.paper()
    assert paper is not None
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.make("A4"))).pages)
    assert "Register of decisions" in text
    assert "CX-505" in text
    assert NASTY.split("<")[0].strip() in text


def test_a_decision_is_found_by_its_number_and_its_words(desk: Desk) -> None:
    index = SearchIndex()
    with desk.read() as session:
        list(index.load(session))
        assert [row.number for row in register(session)] == [4, 3, 2, 1]
        first = session.scalars(select(Decision.id).where(Decision.number == 1)).one()
    hit = index.find("d-1")[0]
    assert (hit.kind, hit.code, hit.text, hit.opens) == (
        "decision", "D-1", "One-click cancellation", ("decision", first),
    )  # fmt: skip
    assert [one.code for one in index.find("answers at night")] == ["D-4"]


def test_an_empty_register_says_where_decisions_are_made(
    themed: QApplication, store: Store, qtbot: QtBot
) -> None:
    desk = Desk(store)
    page = RegisterPage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.load()
    page.show()
    wanted: list[str] = []
    page.tab_requested.connect(wanted.append)
    assert page.nothing.words().startswith("No decisions yet")
    proxy = page.nothing.focusProxy()
    assert proxy is not None
    QTest.mouseClick(proxy, Qt.MouseButton.LeftButton)
    assert wanted == ["Decisions"]
    assert page.paper() is None
    desk.deleteLater()
