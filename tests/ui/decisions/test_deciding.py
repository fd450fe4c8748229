"""The board decides task by task: by keyboard and by mouse, refused at the field, undone whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.decisions import Verdict
from cxdesk.model.requests import Request, RequestState
from cxdesk.services import decisions
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.decisions.paper import minutes_of, result_paper
from cxdesk.ui.desk import Desk
from tests import boards
from tests.dump import dump
from tests.ui.decisions.hands import BoardHands

KEY = Qt.Key


@pytest.fixture
def board(themed: QApplication, voted_store: Store, qtbot: QtBot) -> Iterator[BoardHands]:
    """The page after the sample's vote."""
    desk = Desk(voted_store)
    yield BoardHands(desk, boards.again(voted_store), qtbot)
    desk.deleteLater()


def test_the_result_is_read_and_walked(board: BoardHands, qtmodeltester: ModelTester) -> None:
    page, ranking = board.page, board.page.ranking
    qtmodeltester.check(ranking.rows)
    assert [fact.words() for fact in page.strip.facts] == [
        "Turnout: 7 of 7 ballots, quorum 4, nobody recused",
        "Agreement: 79 %, keeps 83 of 105 opinions",
        "Kendall’s W: 0.566, discuss if below 0.3",
        "If any one ballot were missing: Same three funded, 7 recounts, also by all methods",
    ]
    lines = board.lines()
    assert lines[0].startswith(
        "1. R2 One-click cancellation. Regulation, due 1 Mar. 45 k€, 50 days"
    )
    assert "29 preferences won, 6 lost. Fits, 48 k€ left" in lines[0]
    assert lines[1] == "4 of 7 prefer R2 to R1; one ballot the other way would swap them"
    assert lines[6] == "Funding line. R2 + R1 + R5 = 90 of 93 k€ free"
    assert "57 k€ over. R3 asks for 60 k€, 3 k€ left" in lines[7]
    assert board.current() == "R2"
    board.press(KEY.Key_Up)  # there is none above
    board.press(KEY.Key_Down, KEY.Key_Down)
    assert (board.current(), board.panel.place.text()) == ("R5", "3 of 6")
    assert board.panel.title.text() == "Chat transcript to technician"
    board.press(KEY.Key_Right)
    assert ranking.rows.unfolded(board.here.requests["R5"])
    assert "R5 above R3: 5 · R3 above R5: 2" in board.lines()[5]
    assert "Schulze: R5 3, R3 4" in board.lines()[5]
    board.press(KEY.Key_Left)
    board.click_pair("R2")
    assert "The tie-break list is not used." in board.lines()[1]
    board.click_pair("R2")
    board.press(KEY.Key_End)
    assert board.current() == "R4"
    assert board.panel.draft.verdict is None  # it does not fit: nothing is suggested
    assert "22 k€ over" in board.panel.nothing.text()
    QTest.mouseClick(page.panel.up, Qt.MouseButton.LeftButton)
    assert board.current() == "R6"
    assert not page.methods.table.isVisible()
    QTest.mouseClick(page.methods.fold, Qt.MouseButton.LeftButton)
    assert page.methods.table.cells()[3] == ["R2", "R1", "R5", "R3", "R6", "R4"]
    assert page.methods.head.note.text() == "all four agree"
    QTest.mouseClick(page.best.fold, Qt.MouseButton.LeftButton)
    assert "No other set that fits wins more preferences" in page.best.text.text()
    assert "Budget: 1,707 + 90 of 1,800, 3 k€ left" in page.meters.meters.accessibleName()
    QTest.mouseClick(page.panel.code, Qt.MouseButton.LeftButton)
    assert board.went == [("request", board.here.requests["R6"])]
    paper = page.paper()
    assert paper is not None
    assert [words for _, words in paper.choices[0].options][:2] == [
        "Agenda pack", "As shown: Result of the board",
    ]  # fmt: skip
    assert "draft" in minutes_of(board.desk, page.sheet).file  # type: ignore[arg-type]
    paper = result_paper(board.desk, page.sheet)  # type: ignore[arg-type]
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.make("A4"))).pages)
    assert "Funding line: R2 + R1 + R5 = 90 of 93 k€ free" in " ".join(text.split())
    assert "57 k€ over" in text
    page.restyle()
    for look in ("dark", "light"):
        theme.apply(QApplication.instance(), look)  # type: ignore[arg-type]
        assert not page.grab().isNull()


def test_a_whole_meeting_is_decided_by_keyboard(board: BoardHands) -> None:
    ids, panel = board.here.requests, board.panel
    before = dump(board.desk.store.path)
    board.press(KEY.Key_A)
    assert board.focus() is panel.accept.deadline
    assert panel.accept.checks.words()[0] == "Budget: 48 k€ left after R2"
    board.record()
    assert "Choose an owner" in panel.accept._faults["owner"].text()
    assert board.focus() is panel.accept.owner
    board.press(KEY.Key_Return)
    board.pick("Ravi Menon")
    board.press(KEY.Key_Tab)
    assert board.focus() is panel.accept.becomes
    board.press(KEY.Key_Return)
    board.pick("CX-505 in B5 Stay With Us")
    days = [panel.accept.resources.days[_domain(board, short)] for short in ("IT", "S&M")]
    for there in (
        panel.accept.outcome, panel.accept.add, panel.accept.resources.money, *days, panel.reason,
    ):  # fmt: skip
        board.press(KEY.Key_Tab)
        assert board.focus() is there
    panel.reason.insertPlainText("Das Gesetz verlangt es – für alle")
    board.record()
    found = board.decisions()["R2"]
    assert (found.number, found.verdict, found.rank) == (1, Verdict.ACCEPTED, 1)
    assert (found.deadline, found.cost) == (date(2027, 2, 26), 45)
    assert found.reason == "Das Gesetz verlangt es – für alle"
    assert found.initiative is not None
    assert (found.initiative.code, found.owner and found.owner.name) == ("CX-505", "Ravi Menon")
    assert "D-1 Accepted CX-505 by 26 Feb" in board.said_of("R2")
    # The next task has the keyboard.
    assert (board.current(), board.focus()) == ("R1", board.page.ranking)
    assert panel.accept.becomes.words() == "CX-305 in B3 Answer Faster"
    board.press(KEY.Key_D)
    board.record()
    assert "Set the day" in panel.defer.until.fault.text()
    board.type("23 Nov 2026")
    assert "a day after the meeting" in panel.defer.until.fault.text()
    board.type("11 Jan 2027")
    board.record()
    assert board.decisions()["R1"].until == date(2027, 1, 11)
    assert board.current() == "R5"
    board.press(KEY.Key_R)
    board.record()
    assert "Say why R5 is declined" in panel.fault.text()
    board.type("Too little gained")
    assert not panel.fault.isVisible(), "what it lacked is typed"
    board.record()
    board.press(KEY.Key_I)
    assert panel.reason_name.text() == "Question"
    board.type("Who answers at night?")
    board.record()
    assert "Choose who is to answer" in panel.ask._row.fault.text()
    board.press(KEY.Key_Return)
    board.pick("Tomás Vidal")
    board.record()
    verdicts = {code: one.verdict.value for code, one in board.decisions().items()}
    assert verdicts == {
        "R2": "accepted", "R1": "deferred", "R5": "declined", "R3": "info_needed",
    }  # fmt: skip
    with board.desk.read() as session:
        asked = session.get_one(Request, ids["R3"])
        assert (asked.state, asked.question) == (
            RequestState.INFO_NEEDED, "Who answers at night?",
        )  # fmt: skip
    # What was decided is read; its reason is reworded where it stands.
    board.page.ranking.choose(ids["R5"])
    assert panel.decided.head.words().startswith("D-3 Declined")
    assert not panel.verdicts.isVisible()
    board.press(KEY.Key_Return)
    assert board.focus() is panel.decided.reason
    board.type("Nothing gained")
    panel.decided.reason.commit()
    assert board.decisions()["R5"].reason == "Nothing gained"
    # With everything decided the line stays below what is funded.
    meeting = board.here.meeting
    board.desk.do("No", lambda s: decisions.decline(s, meeting, ids["R6"], "No"))
    board.desk.do("No", lambda s: decisions.decline(s, meeting, ids["R4"], "No"))
    told = [line.split(".")[0] for line in board.lines() if " prefer " not in line]
    assert told[:3] == ["1", "Funding line", "2"]
    for _ in range(7):
        board.desk.undo()
    assert dump(board.desk.store.path) == before
    assert panel.verdicts.isVisible()


def test_a_waiver_is_asked_and_what_is_typed_waits_for_its_task(board: BoardHands) -> None:
    panel = board.panel
    board.click_task("R3")
    assert board.current() == "R3"
    QTest.mouseClick(panel.verdicts.buttons[Verdict.ACCEPTED], Qt.MouseButton.LeftButton)
    assert panel.accept.waiver.isHidden()  # nothing is accepted yet: R3 alone would fit
    panel.accept.resources.money.setFocus()
    board.type("94")
    board.qtbot.waitUntil(lambda: not panel.accept.waiver.isHidden())
    assert "Budget: 1 k€ over after R3" in panel.accept.checks.words()[0]
    QTest.mouseClick(panel.accept.owner, Qt.MouseButton.LeftButton)
    board.pick("Tomás Vidal")
    QTest.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert "choose the executive who waives it" in panel.accept.waiver.fault.text()
    # Another task, and back: what was typed and chosen stands there.
    board.click_task("R2")
    assert panel.accept.resources.money.words() == "45"
    board.click_task("R3")
    assert panel.accept.resources.money.words() == "94"
    assert panel.accept.owner.words() == "Tomás Vidal"
    QTest.mouseClick(panel.accept.sponsor, Qt.MouseButton.LeftButton)
    board.pick("Elena Rossi")
    QTest.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert "Say why it goes ahead" in panel.accept.waiver.fault.text()
    board.type("The market will not wait")
    QTest.mouseClick(panel.accept.add, Qt.MouseButton.LeftButton)
    board.pick("Field")
    board.type("x")
    QTest.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert "is not a number" in panel.accept._faults["resources"].text()
    panel.accept.resources.days[_domain(board, "Field")].setFocus()
    board.type("5")
    QTest.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    found = board.decisions()["R3"]
    assert (found.waiver, found.waiver_by and found.waiver_by.name) == (
        "The market will not wait", "Elena Rossi",
    )  # fmt: skip
    assert "Budget: 1 k€ over after R3" in found.limits[0]
    assert {each.domain.short: each.days for each in found.effort if each.domain}["Field"] == 5
    board.click_task("R3")
    assert "Elena Rossi: The market" in panel.decided.values["Waived"].words()
    QTest.mouseClick(panel.decided.becomes, Qt.MouseButton.LeftButton)
    assert board.went == [("initiative", found.initiative_id)]


def _domain(board: BoardHands, short: str) -> int:
    return next(one.id for one in board.page.editing.domain_choices if one.name == short)


def test_a_narrow_page_shows_the_ranking_or_the_decision(
    themed: QApplication, voted_store: Store, qtbot: QtBot
) -> None:
    desk = Desk(voted_store)
    board = BoardHands(desk, boards.again(voted_store), qtbot, width=600)
    page, panel = board.page, board.panel
    assert (page.area.isVisible(), panel.isVisible()) == (True, False)
    assert page.decide.text() == "Decide R2"
    QTest.mouseClick(page.decide, Qt.MouseButton.LeftButton)
    assert (page.area.isVisible(), panel.isVisible()) == (False, True)
    assert page.decide.isHidden()
    board.press(KEY.Key_Escape)
    assert (page.area.isVisible(), board.focus()) == (True, page.ranking)
    board.press(KEY.Key_Down, KEY.Key_D)
    assert (panel.isVisible(), board.focus()) == (True, panel.defer.until)
    board.type("1 Mar 2027")
    board.record()
    assert board.decisions()["R1"].until == date(2027, 3, 1)
    assert (panel.isVisible(), board.current()) == (True, "R5")
    page.resize(1264, 780)
    assert (page.area.isVisible(), panel.isVisible(), panel.back.isVisible()) == (True, True, False)
    desk.deleteLater()
