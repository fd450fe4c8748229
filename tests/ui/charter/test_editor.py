"""The charter over the full width: its list, its parts, and pages that follow what is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.model.charters import CharterState
from cxdesk.services import charters
from cxdesk.services import detail as details
from cxdesk.services.charter_parts import PARTS
from cxdesk.services.charters import Section
from cxdesk.services.initiatives import add
from cxdesk.ui.charter.part_list import PartsModel
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.fields import TextField, fields_of
from cxdesk.ui.jobs import jobs_of
from tests.paper import words
from tests.services.commands import ini
from tests.ui.popup import choose

CONTROL = Qt.KeyboardModifier.ControlModifier


class Writer:
    """A person at the editor, with eyes for its pages."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.view = CharterView(desk)
        qtbot.addWidget(self.view)
        desk.changed.connect(self.view.refresh)
        self.view.resize(1264, 822)
        self.view.show()
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)

    def open(self, code: str) -> None:
        with self.desk.read() as session:
            assert self.view.reveal("charter-page", ini(session, code))

    def settle(self) -> None:
        """Until all parts are made and the pages of what is written are painted."""
        self.qtbot.waitUntil(self.view.drawn, timeout=20_000)
        pages = self.view.preview.view
        self.qtbot.waitUntil(lambda: pages.pages is not None and not pages._drawing.reads)

    def text(self) -> str:
        """All words of the pages shown, without line ends."""
        return " ".join(words(self.view.preview.pdf))

    def field(self, section: Section) -> TextField:
        found = self.view.column.findChild(TextField, f"charter-{section.value}")
        assert found is not None
        return found

    def paste(self, field: TextField, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, CONTROL)

    def press(self, words: str) -> None:
        """A click on what an empty page offers."""
        QApplication.processEvents()
        buttons = self.view.nothing.findChildren(QPushButton)
        one = next(one for one in buttons if one.isVisible() and one.text() == words)
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)

    def rows(self) -> list[tuple[int | None, str, str]]:
        return [(row.number, row.key, row.state) for row in self.view.list.model.rows]

    def click(self, key: str) -> None:
        """A click on a part in the list."""
        rows = self.view.list.rows
        index = self.view.list.model.index(self.view.list.keys().index(key))
        where = rows.visualRect(index).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
        QApplication.processEvents()

    def top(self, key: str) -> int:
        """How far below the upper edge a part begins."""
        column = self.view.column
        return column.frames[key].mapTo(column.viewport(), QPoint(0, 0)).y()

    def kept(self, code: str) -> Any:
        with self.desk.read() as session:
            found = details.detail(session, ini(session, code))
        assert found is not None
        return found.charters[-1] if found.charters else None


@pytest.fixture
def writer(desk: Desk, qtbot: QtBot) -> Iterator[Writer]:
    made = Writer(desk, qtbot)
    yield made
    desk.changed.disconnect(made.view.refresh)
    jobs_of(made.view).close()


def test_a_charter_is_read_written_and_submitted_beside_its_pages(writer: Writer) -> None:
    writer.open("CX-103")
    writer.settle()
    _read(writer)
    _write(writer)
    _submit(writer)


def _read(writer: Writer) -> None:
    """Parts are listed, jumped to and turned to on their page."""
    view = writer.view
    assert [key for _, key, _ in writer.rows()] == [part.key for part in PARTS]
    assert (8, "completed", "half") in writer.rows()
    assert (None, "assumptions", "empty") in writer.rows()
    assert view.list.count.text() == "14 of 17"
    assert "All four are here" in view.list.needs.text()
    assert view.column.frames["completed"].number.text() == "8"
    assert "8 Official definition of a completed task" in writer.text()
    assert view.preview.view.at == 0
    writer.click("phases")
    assert view.column.current == "phases"
    assert abs(writer.top("phases")) <= 2
    assert view.column.frames["phases"].isAncestorOf(view.focusWidget() or view)
    assert view.preview.view.at == 1
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_PageDown, CONTROL)
    assert view.column.current == "milestones"
    for _ in range(2):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_PageUp, CONTROL)
    assert view.column.current == "completed"
    view.list.rows.setFocus()
    QTest.keyClick(view.list.rows, Qt.Key.Key_End)
    assert view.column.current == "approval"
    assert view.preview.view.at == view.preview.view.count - 1
    assert view.list.rows.hasFocus()
    view.column._let_go()
    view.column.verticalScrollBar().setValue(0)
    assert view.column.current == "control"
    assert view.list.rows.currentIndex().row() == 0
    assert view.preview.view.at == 0
    view.preview.view.turn_to(1)  # where other parts begin, but this one does not reach
    view.preview.follow("control")
    assert view.preview.view.at == 0


def _write(writer: Writer) -> None:
    """What is typed is on the page before it is kept; one step undoes it."""
    view, field = writer.view, writer.field(Section.SUMMARY)
    before = writer.kept("CX-103").sections[Section.SUMMARY]
    said: list[object] = []
    writer.desk.said.connect(said.append)
    view.column.part("summary").enter()
    assert field.hasFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    with writer.qtbot.waitSignal(view.preview.view.drawn, timeout=20_000):
        writer.paste(field, " Größer, schöner, früher.")
        assert writer.kept("CX-103").sections[Section.SUMMARY] == before
    assert writer.text().count("Größer, schöner, früher.") == 1
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert writer.kept("CX-103").sections[Section.SUMMARY].endswith("früher.")
    assert field.words().endswith("früher.")
    assert not said  # nothing stands over what is written next
    writer.click("why")
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.Start)
    field.moveCursor(field.textCursor().MoveOperation.EndOfWord)
    at = field.textCursor().position()
    assert at > 0
    with writer.qtbot.waitSignal(view.preview.view.drawn, timeout=20_000):
        writer.desk.undo()
        assert field.words() == before
    assert field.textCursor().position() == at
    assert field.hasFocus()
    assert "früher" not in writer.text()
    writer.desk.redo()
    assert field.words().endswith("früher.")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    writer.click("why")
    assert (None, "summary", "empty") in writer.rows()
    assert view.column.frames["why"].number.text() == "1"


def _submit(writer: Writer) -> None:
    """Steps are taken from the top and asked at the approval."""
    view, action = writer.view, writer.view.primary_action()
    assert action is not None
    action.trigger()
    assert writer.kept("CX-103").state is CharterState.IN_REVIEW
    assert action.text() == "Approve…"
    assert view.column.current == "approval"
    assert "still to approve" in view.list.needs.text()
    assert all(field.widget.isReadOnly() for field in fields_of(view.column.part("summary")))
    back = view.column.part("approval").buttons["withdraw"]  # type: ignore[attr-defined]
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)  # all above becomes higher
    writer.settle()
    assert view.column.current == "approval"
    assert 0 < writer.top("approval") < view.column.viewport().height()


def test_an_older_version_is_read_and_the_newest_is_one_step_away(writer: Writer) -> None:
    writer.open("CX-101")
    view = writer.view
    assert view.head().pill.text() == "Approved v1.0"  # type: ignore[attr-defined]
    assert not view.head().pill.isEnabled()  # type: ignore[attr-defined]
    action = view.primary_action()
    assert action is not None
    assert action.text() == "Start new version"
    view.column.part("summary")
    assert writer.field(Section.SUMMARY).isReadOnly()
    view.column.part("completed").enter()
    for name in ("tick", "criterion-text", "tick"):  # past chips that are only read
        focus = view.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert view.focusWidget().objectName() == name
        assert view.column.current == "completed"
    action.trigger()
    assert view.charter is not None
    assert (view.charter.state, view.charter.label) == (CharterState.DRAFT, "1.1")
    assert action.text() == "Submit for approval"
    assert not writer.field(Section.SUMMARY).isReadOnly()
    pill = view.head().pill  # type: ignore[attr-defined]
    pill.setParent(view)
    pill.show()
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    choose("v1.0")
    assert writer.field(Section.SUMMARY).isReadOnly()
    assert action.text() == "Show v1.1, the newest"
    action.trigger()
    assert not writer.field(Section.SUMMARY).isReadOnly()


def test_a_charter_is_begun_here_undone_and_back_again(writer: Writer) -> None:
    writer.open("CX-503")
    view = writer.view
    assert "CX-503 has no charter yet" in view.nothing.words()
    assert view.paper() is None
    action = view.primary_action()
    assert action is not None
    assert action.text() == "Write charter"
    writer.press("Write charter")
    assert writer.kept("CX-503").label == "0.1"
    field = writer.field(Section.SUMMARY)
    writer.qtbot.waitUntil(field.hasFocus)
    assert "still needs objectives" in view.list.needs.text()
    writer.paste(field, "Wer treu ist, merkt es")
    writer.desk.undo()
    assert "no charter yet" in view.nothing.words()
    assert view.room.currentWidget() is view.nothing
    writer.desk.redo()
    assert view.room.currentWidget() is view.splitter
    assert field.words() == "Wer treu ist, merkt es"
    field.commit()
    assert writer.kept("CX-503").sections[Section.SUMMARY] == "Wer treu ist, merkt es"
    writer.settle()
    assert "Wer treu ist, merkt es" in writer.text()


def test_an_initiative_that_was_undone_away_says_so_and_comes_back(writer: Writer) -> None:
    done = writer.desk.do("Add it", lambda session: add(session, "Rückruf in einer Stunde"))
    assert done is not None
    view, id = writer.view, done.result
    writer.desk.do("Write it", lambda session: charters.start(session, id))
    assert view.reveal("charter-page", id)
    assert view.room.currentWidget() is view.splitter
    writer.desk.undo()
    writer.desk.undo()
    assert "This initiative is gone" in view.nothing.words()
    assert view.primary_action() is None
    left: list[bool] = []
    view.back_requested.connect(lambda: left.append(True))
    writer.press("Back")
    assert left == [True]
    writer.desk.redo()
    writer.desk.redo()
    assert view.room.currentWidget() is view.splitter


def test_the_preview_folds_where_there_is_no_room_and_comes_when_asked(writer: Writer) -> None:
    kept: dict[str, Any] = {}
    view = writer.view
    view.habit_changed.connect(kept.__setitem__)
    writer.open("CX-103")
    assert view.preview.isVisible()
    view.resize(900, 700)
    assert not view.preview.isVisible()
    assert view.list.isVisible()
    assert view.show_preview()
    assert view.preview.isVisible()
    assert not view.list.isVisible()
    assert view.column.width() >= 300
    view.resize(1264, 822)
    assert view.preview.isVisible()
    assert view.list.isVisible()
    assert kept == {}
    view.splitter.toggle_preview()
    assert not view.preview.isVisible()
    assert kept == {"preview": False}
    again = CharterView(writer.desk)
    writer.qtbot.addWidget(again)
    again.recall({"preview": False, "widths": [200, 480]})
    again.resize(1264, 822)
    with again.desk.read() as session:
        again.reveal("charter-page", ini(session, "CX-103"))
    again.show()
    assert again.preview.isHidden()
    again.splitter.toggle_preview()
    assert abs(again.splitter.sizes()[2] - 480) <= 2


def test_the_list_is_a_model(qapp: QApplication) -> None:
    model = PartsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
