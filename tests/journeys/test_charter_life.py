"""Write, submit, reject, mend, approve, print, change, see the difference, start version 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.cli import main
from cxdesk.model.charters import CharterState, Verdict
from cxdesk.services import charter_print
from cxdesk.services import detail as details
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.compare import Compare
from cxdesk.ui.charter.view import CharterView
from tests import paper
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import ALT, CONTROL, LEFT, Key, Person, settle, turn_to
from tests.services.commands import ini

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

WORDS = "Agents see every contact – auch “Störungen” & R&D <5%"
WHY_NOT = "Who pays for 2028 – and <why>?"


class Author(Person):
    """Writes a charter over the whole width of the window."""

    @property
    def view(self) -> CharterView:
        """The editor."""
        shown = self.window.view
        assert isinstance(shown, CharterView)
        return shown

    def kept(self, code: str) -> Detail:
        """What the file says."""
        with self.store.read() as session:
            found = details.detail(session, ini(session, code))
        assert found is not None
        return found

    def find(self, name: str) -> Any:
        """The one of this name that is in sight."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} are named {name}"
        return found[0]

    def click(self, name: str) -> None:
        widget = self.find(name)
        QTest.mouseClick(widget, LEFT, pos=QPoint(12, widget.height() // 2))
        settle()

    def step(self, words: str) -> None:
        """Click the accent button, which says what comes next."""
        button = self.window.topbar.primary
        assert (button.text(), button.isVisible()) == (words, True)
        QTest.mouseClick(button, LEFT)
        settle()

    def answer(self, text: str) -> None:
        """Into the question that is asked, and Enter."""
        field = self.find("answer")
        assert field.hasFocus()
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Key.Key_V, CONTROL)
        QTest.keyClick(field, Key.Key_Return)
        settle()

    def editor(self, code: str) -> None:
        """Open the charter at full width from its card, as far as all of it is there."""
        hands = self.open(code)
        turn_to(hands, 1)
        hands.click("charter-wide")
        self.wait(lambda: self.view.drawn())

    def print(self, path: Path) -> bytes:
        """The button Print, a name, and what came out."""
        self.click("charter-print")
        before = len(self.said)
        self.save_as(str(path))
        self.wait(lambda: any("saved as PDF" in text for text in self.said[before:]))
        self.window.activateWindow()  # the file dialog had taken its place
        self.wait(self.window.isActiveWindow)
        return path.read_bytes()


def test_the_life_of_a_charter(sit: Sit, sample_file: Path, tmp_path: Path) -> None:
    person = sit(sample_file, Author)
    person.editor("CX-103")
    field = person.find("charter-summary")
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(12, 12))
    person.press(Key.Key_A, modifier=CONTROL)
    person.type(WORDS)
    person.press(Key.Key_PageDown, modifier=CONTROL)  # leaving it keeps it

    person.step("Submit for approval")
    charter = person.kept("CX-103").charters[-1]
    assert (charter.state, charter.sections[Section.SUMMARY]) == (CharterState.IN_REVIEW, WORDS)
    assert person.find("approve").hasFocus()
    person.click("send-back")
    person.answer(WHY_NOT)
    assert person.kept("CX-103").charters[-1].label == "0.4"
    assert f"v0.3 rejected by Amara Diallo on 23 Nov 2026: {WHY_NOT}" in (
        person.find("approvals").words()
    )

    gap = next(one for one in person.view.column.part("approval").findChildren(QWidget, "gap"))
    QTest.mouseClick(gap, LEFT)  # to the line that lacks something
    settle()
    assert person.view.column.current in ("completed", "team")
    person.view.column.go_to("why", enter=True)
    person.press(Key.Key_End, modifier=CONTROL)
    person.type(" Finance pays for 2028.")
    person.step("Submit for approval")
    person.press(Key.Key_Space)  # on Approve
    person.answer("Now it is clear")
    person.wait(lambda: person.kept("CX-103").charters[-1].state is CharterState.APPROVED)
    approved = person.kept("CX-103").charters[-1]
    assert approved.approvals[-1].verdict is Verdict.APPROVED
    pdf = person.print(tmp_path / "signed.pdf")
    with person.store.read() as session:
        assert charter_print.kept_pdf(session, approved.id, "A4") == pdf
    said = " ".join(paper.words(tmp_path / "signed.pdf"))
    for words in (WORDS, "Finance pays for 2028.", "Now it is clear", "version 1.0"):
        assert words in said, words

    person.press(Key.Key_Left, modifier=ALT)
    hands = person.open("CX-103")
    turn_to(hands, 0)
    hands.write("title", "One history for all channels")
    assert person.kept("CX-103").title == "One history for all channels"
    turn_to(hands, 1)
    assert hands.find("changed-since").words().startswith("Changed since signed: title.")
    hands.click("charter-wide")
    person.wait(lambda: person.find("charter-changes").text() == "Changes since v1.0: 1")
    person.click("charter-changes")
    compare = person.window.findChild(Compare)
    assert isinstance(compare, Compare)
    assert [row.one.texts for row in compare.rows] == [
        ("Shared 360 history", "One history for all channels")
    ]
    assert compare.rows[0].hasFocus()
    person.press(Key.Key_Return)
    assert person.view.column.current == "control"
    assert person.print(tmp_path / "again.pdf") == pdf  # as it was signed

    person.step("Start new version")
    assert person.kept("CX-103").charters[-1].label == "1.1"
    assert person.sound() == []
    full = dump(sample_file)
    person.leave()

    again = sit(sample_file, Author)
    assert dump(sample_file) == full
    assert [one.label for one in again.kept("CX-103").charters] == ["1.0", "1.1"]
    again.leave()
    out = tmp_path / "headless.pdf"
    asked = ["print", str(sample_file), "charter", "CX-103", "--version", "1", "-o", str(out)]
    assert main(asked) == 0
    assert out.read_bytes() == pdf
    QApplication.processEvents()
