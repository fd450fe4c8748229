"""The approval of a charter: what it lacks, who says what, and what changed since it was signed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.model.charters import CharterState, Verdict
from cxdesk.services import charter_print, charters, initiatives
from cxdesk.services.charter_diff import Kind
from cxdesk.ui.charter.approval_part import ApprovalPart, ApproverLine, GapLine
from cxdesk.ui.charter.compare import Compare
from cxdesk.ui.charter.compare_row import CompareRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import jobs_of
from tests.services.commands import ini
from tests.ui.charter.part_hands import Hands
from tests.ui.popup import choose

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def press(hands: Hands, key: str) -> None:
    button = hands.part.buttons[key]
    assert button.isVisible(), key
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def answer(hands: Hands, text: str) -> None:
    field = hands.part.ask.field
    assert field.isVisible()
    field.set_words(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def said(hands: Hands) -> list[str]:
    return [one.words() for one in hands.part.findChildren(ApproverLine) if one.isVisible()]


def test_from_gaps_to_an_approved_charter_with_its_pdf(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk, "approval", "CX-103", qtbot)
    part: ApprovalPart = hands.part
    gaps = [one for one in part.findChildren(GapLine) if one.isVisible()]
    assert gaps
    with qtbot.waitSignal(part.jump_requested) as jumped:
        QTest.mouseClick(gaps[0], LEFT)
    assert jumped.args is not None
    assert jumped.args[0] in ("completed", "team")
    assert jumped.args[1].isdecimal()

    QTest.mouseClick(part.approvers, LEFT)
    choose("Elena Rossi")
    press(hands, "submit")
    assert hands.shown().state is CharterState.IN_REVIEW
    assert [words.partition("  ")[0].split(" C")[0] for words in said(hands)] == [
        "Amara Diallo", "Elena Rossi",
    ]  # fmt: skip
    assert not part.buttons["answer-more"].isVisible()

    press(hands, "ask-more")
    choose("Elena Rossi")
    answer(hands, "")
    assert part.ask.fault.text().startswith("Write what Elena Rossi wants to know.")
    answer(hands, "Who pays for <b>training</b>?")
    assert hands.shown().approvals[1].verdict is Verdict.MORE
    assert "Who pays for <b>training</b>?" in said(hands)[1]
    press(hands, "answer-more")
    answer(hands, "Finance does")
    assert "Answer: “Finance does”" in said(hands)[1]
    press(hands, "send-back")
    choose("Elena Rossi")
    QTest.keyClicks(part.ask.field, "Too dear")
    QTest.keyClick(part.ask.field, Qt.Key.Key_Escape)
    assert not part.ask.isVisible()
    press(hands, "send-back")  # what was typed is there again
    choose("Elena Rossi")
    QTest.keyClick(part.ask.field, Qt.Key.Key_Return)
    assert hands.shown().state is CharterState.DRAFT
    assert part.past.words() == (
        "Said before v0.3: Elena Rossi asked for more on 23 Nov 2026: "
        "Who pays for <b>training</b>? Answered: Finance does "
        "v0.3 rejected by Elena Rossi on 23 Nov 2026: Too dear"
    )

    press(hands, "submit")
    press(hands, "withdraw")
    assert hands.shown().state is CharterState.DRAFT
    press(hands, "submit")
    assert "Too dear" in part.past.words()  # it stays in sight
    press(hands, "approve")
    choose("Amara Diallo")
    answer(hands, "Fine")
    assert hands.shown().state is CharterState.IN_REVIEW
    press(hands, "approve")
    answer(hands, "Fine too")
    assert part.buttons["approve"].text() == "Printing…"
    press(hands, "approve")  # does nothing while it is printed
    assert not part.ask.isVisible()
    qtbot.waitUntil(lambda: hands.shown().state is CharterState.APPROVED, timeout=60_000)
    assert part.since.said.words() == "Nothing changed since it was signed."
    with desk.read() as session:
        kept = charter_print.kept_pdf(session, hands.shown().id, "A4")
    assert kept is not None
    assert "Fine too" in PdfReader(BytesIO(kept)).pages[-1].extract_text()
    desk.undo()
    assert hands.shown().state is CharterState.IN_REVIEW
    desk.redo()
    assert hands.shown().state is CharterState.APPROVED
    jobs_of(hands.holder).close()


def test_what_is_missing_refuses_and_leads_to_its_part(desk: Desk, qtbot: QtBot) -> None:
    with desk.read() as session:
        id = ini(session, "CX-404")
    desk.do("Write", lambda s: charters.start(s, id))
    hands = Hands(desk, "approval", "CX-404", qtbot)
    assert hands.part.missing.words().startswith("Still needs objectives")
    with qtbot.waitSignal(hands.part.jump_requested) as jumped:
        press(hands, "submit")
    assert jumped.args == ["objectives", "charter-objectives"]
    assert "still needs objectives" in hands.part.fault.text()
    assert not hands.part.fault.live  # no way to the charter, in which one is


def test_what_changed_since_it_was_signed_stands_side_by_side(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk, "approval", "CX-101", qtbot)
    assert not hands.part.since.said.live
    id = hands.id
    desk.do("Later", lambda s: initiatives.schedule(s, id, date(2026, 10, 5), date(2027, 3, 26)))
    desk.do("Title", lambda s: initiatives.rename(s, id, "One customer ID <i>"))
    assert hands.part.since.said.words() == "Changed since signed: title and dates. Compare"
    QTest.mouseClick(hands.part.since.said, LEFT)
    compare = hands.holder.findChild(Compare)
    assert isinstance(compare, Compare)
    assert [row.one.label for row in compare.rows] == ["Title", "Dates"]
    assert compare.place_of.text() in ("1 of 2", "2 differences")
    QTest.keyClick(compare.rows[0], Qt.Key.Key_Down)
    assert compare.place_of.text() == "2 of 2"
    dates = compare.rows[1]
    assert dates.accessibleDescription() == (
        "v1.0: 5 Oct 2026 – 26 Feb 2027. Now: 5 Oct 2026 – 26 Mar 2027."
    )
    compare.everything.setChecked(True)
    assert {row.one.kind for row in compare.rows} == {Kind.SAME, Kind.CHANGED}
    assert len(compare.differing) == 2

    printed: list[object] = []
    compare.print_requested.connect(printed.append)
    compare.everything.setChecked(False)
    QTest.mouseClick(compare.print, LEFT)
    text = PdfReader(BytesIO(printed[0].make("A4"))).pages[0].extract_text()  # type: ignore[attr-defined]
    assert "Charter CX-101 compared" in text
    assert "One customer ID <i>" in " ".join(text.split())

    QTest.mouseClick(compare.right, LEFT)
    choose("Now")
    desk.undo()  # it follows what changes
    qtbot.waitUntil(lambda: [row.one.label for row in compare.rows] == ["Dates"])
    with qtbot.waitSignal(hands.part.jump_requested) as jumped:
        QTest.keyClick(compare.rows[0], Qt.Key.Key_Return)
    assert jumped.args == ["control", ""]
    assert compare.isHidden()


def test_two_versions_are_picked_and_nothing_differs(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk, "approval", "CX-101", qtbot)
    press(hands, "start-version")
    assert hands.shown().label == "1.1"
    first, second = hands.subject.detail.charters
    compare = hands.part.compare()
    assert compare.left.words().startswith("v1.0 approved")
    assert compare.right.words().startswith("v1.1 draft")
    assert compare.rows == []
    QTest.mouseClick(compare.left, LEFT)
    choose("Now")  # this draft with the data of now, which it always has
    assert compare.rows == []
    QTest.mouseClick(compare.left, LEFT)
    choose("v1.0")
    desk.do("Write", lambda s: charters.write(s, second.id, charters.Section.SUMMARY, "Other"))
    qtbot.waitUntil(lambda: any(row.one.label == "Summary" for row in compare.rows))
    summary = next(row for row in compare.rows if row.one.label == "Summary")
    assert summary.one.texts[1] == "Other"
    for width in (300, 620, 1200):  # narrow and wide, nothing is cut
        assert summary.heightForWidth(width) >= 30
        summary.resize(width, summary.heightForWidth(width))
        summary.grab()
    assert first.state is CharterState.APPROVED
    compare.close_overlay()
    labels = [one.text() for one in compare.findChildren(QLabel)]
    assert "Compare the charter of CX-101" in labels
    assert isinstance(summary, CompareRow)
    assert isinstance(hands.holder, QWidget)


def test_a_new_version_takes_the_phases_along_to_the_new_dates(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk, "approval", "CX-101", qtbot)
    id = hands.id
    desk.do("Later", lambda s: initiatives.schedule(s, id, date(2026, 10, 5), date(2027, 3, 26)))
    assert not hands.part.since.take_over.isVisible()  # what was signed stays
    press(hands, "start-version")
    assert hands.part.since.said.words().startswith("Says otherwise than v1.0: dates")
    assert hands.shown().phases[-1].end == date(2027, 2, 26)
    QTest.mouseClick(hands.part.since.take_over, LEFT)
    assert hands.shown().phases[-1].end == date(2027, 3, 26)
    assert not hands.part.since.take_over.isVisible()
    desk.undo()
    assert hands.part.since.take_over.isVisible()
