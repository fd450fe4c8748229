"""A charter written, submitted, sent back and approved in the panel; its lines; and its PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cxdesk.model.charters import CharterState
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def _newest(hands: Hands) -> CharterRow:
    return hands.kept().charters[-1]


def test_a_charter_is_written_and_says_what_it_still_needs(hands: Hands) -> None:
    hands.open("CX-404", "charter")
    assert "No charter yet" in hands.find("missing").words()
    hands.click("start-version")
    assert _newest(hands).label == "0.1"
    hands.write("charter-objectives", "Zwölf Lager, ein Bestand", enter=False)
    hands.write("charter-benefits", "Fewer second visits", enter=False)
    hands.click("fold-why")
    hands.find("charter-why").setFocus()
    charter = _newest(hands)
    assert charter.sections[Section.OBJECTIVES] == "Zwölf Lager, ein Bestand"
    assert charter.sections[Section.BENEFITS] == "Fewer second visits"
    assert hands.find("missing").words() == (
        "Still needs a definition of the completed task and at least one phase."
    )
    hands.click("submit")
    assert len(hands.faults()) == 1
    assert "still needs" in hands.faults()[0]


def test_words_typed_into_a_charter_that_is_undone_wait_for_its_return(hands: Hands) -> None:
    hands.open("CX-404", "charter")
    hands.click("start-version")
    hands.click("fold-why")
    hands.write("charter-why", "Wer wartet, geht", enter=False)
    hands.desk.undo()  # from the palette, which leaves the keyboard where it was
    QApplication.processEvents()
    hands.open("CX-101", "charter")
    hands.open("CX-404", "charter")
    hands.desk.redo()
    assert _newest(hands).sections[Section.WHY] == ""
    assert hands.find("charter-why").words() == "Wer wartet, geht"
    hands.find("charter-why").commit()
    assert _newest(hands).sections[Section.WHY] == "Wer wartet, geht"


def test_criteria_phases_and_risks_of_a_draft(hands: Hands) -> None:
    hands.open("CX-404", "charter")
    hands.click("start-version")
    hands.write("add-criterion", "Every part is counted")
    hands.write("criterion-evidence", "A count of two depots")
    hands.click("criterion-person")
    hands.choose("Ingrid Larsen")
    hands.write("add-phase", "Build")
    hands.write("phase-start", "6 Sep 2027")
    hands.write("phase-end", "1 Sep 2027")
    assert len(hands.faults()) == 1
    assert hands.find("phase-end").words() == "1 Sep 2027"
    hands.write("phase-end", "17 Dec 2027")
    hands.write("phase-exit", "All depots agree")
    hands.click("fold-risks")
    hands.write("add-risk", "Suppliers are late")
    hands.click("risk-probability")
    hands.choose("5  nearly certain")
    hands.write("risk-response", "Order in spring")
    charter = _newest(hands)
    criterion, phase, risk = charter.criteria[0], charter.phases[0], charter.risks[0]
    assert (criterion.text, criterion.evidence) == (
        "Every part is counted",
        "A count of two depots",
    )
    assert criterion.accepted_by is not None
    assert criterion.accepted_by.name == "Ingrid Larsen"
    assert (phase.start, phase.end) == (date(2027, 9, 6), date(2027, 12, 17))
    assert phase.exit == "All depots agree"
    assert (risk.probability, risk.impact, risk.response) == (5, 3, "Order in spring")
    line = hands.panel.page("charter").part("completed").lines.cards()[0]  # type: ignore[attr-defined]
    QTest.mouseClick(hands.find("remove", line), Qt.MouseButton.LeftButton)
    assert _newest(hands).criteria == ()
    hands.desk.undo()
    assert len(_newest(hands).criteria) == 1


def test_submit_send_back_submit_approve(hands: Hands) -> None:
    hands.open("CX-103", "charter")
    assert hands.find("approvers").words() == "Amara Diallo"
    hands.click("approvers")
    hands.choose("Elena Rossi")
    assert hands.find("approvers").words() == "Amara Diallo and Elena Rossi"
    hands.click("submit")
    assert _newest(hands).state is CharterState.IN_REVIEW
    hands.click("send-back")
    hands.choose("Elena Rossi")
    hands.write("answer", "Where is the cost?")
    charter = _newest(hands)
    assert charter.state is CharterState.DRAFT
    assert charter.approvals[1].comment == "Where is the cost?"
    assert "Where is the cost?" in hands.find("approvals").words()
    hands.click("submit")
    hands.click("approve")
    hands.choose("Amara Diallo")
    QTest.keyClick(hands.find("answer"), Qt.Key.Key_Return)
    hands.click("approve")
    hands.write("answer", "Good")
    assert hands.approved().label == "1.0"
    assert hands.panel.page("charter").part("summary").texts[Section.SUMMARY].field.isReadOnly()  # type: ignore[attr-defined]


def test_an_approved_criterion_is_ticked_and_a_new_version_starts(hands: Hands) -> None:
    hands.open("CX-101", "charter")
    part = hands.panel.page("charter").part("completed")  # type: ignore[attr-defined]
    head = next(card.tick for card in part.lines.cards() if card.row.ticked_on is None)
    before = sum(1 for one in _newest(hands).criteria if one.ticked_on)
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert sum(1 for one in _newest(hands).criteria if one.ticked_on) == before + 1
    assert "ticked 23 Nov 2026" in head.accessibleName()
    hands.click("start-version")
    assert [one.label for one in hands.kept().charters] == ["1.0", "1.1"]
    assert hands.find("version").words().startswith("v1.1 draft")
    hands.click("version")
    hands.choose("v1.0")
    assert hands.find("version").words().startswith("v1.0 approved")
    assert hands.panel.page("charter").part("summary").texts[Section.SUMMARY].field.isReadOnly()  # type: ignore[attr-defined]


def test_the_pdf_is_written_and_said(hands: Hands, said: list[str], tmp_path: Path) -> None:
    hands.open("CX-103", "charter")
    hands.click("charter-pdf")
    dialog = hands.panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    file = tmp_path / "charter.pdf"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    hands.qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert said == ["Printing Charter CX-103 v0.3…", "Charter CX-103 v0.3 saved as PDF"]
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Shared 360 history" in text


def test_a_pdf_that_cannot_be_written_is_said(hands: Hands, tmp_path: Path) -> None:
    hands.open("CX-103")
    heard: list[str] = []
    hands.desk.refused.connect(lambda error: heard.append(error.text))
    hands.click("charter-pdf")
    dialog = hands.panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "no such folder" / "charter.pdf"))
    dialog.close()
    hands.qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    assert heard[0].startswith("charter.pdf could not be written")
    QApplication.processEvents()
