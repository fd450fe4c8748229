"""The side panel of a request: its fields, its checklist, its question and its story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.requests import RequestState, Source
from cxdesk.services import decisions, requests, story
from cxdesk.services.intake import RequestRow
from cxdesk.services.request_view import RequestSheet
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.value import Value
from cxdesk.ui.panel.panel import DetailPanel
from cxdesk.ui.request.panel import RequestPanel
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests import boards
from tests.services.commands import ini, req
from tests.services.decision_commands import terms
from tests.ui.popup import choose

Rows = Mapping[str, RequestRow]


def write(field: Any, text: str, *, keys: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Replace what stands in a field; Enter keeps it."""
    field.setFocus()
    field.selectAll()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    if keys is not None:
        QTest.keyClick(field, keys, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def click(part: Value) -> None:
    """Click a value."""
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def sheet(panel: RequestPanel) -> RequestSheet:
    """What the panel shows."""
    return panel.subject.sheet


def test_everything_of_a_request_is_changed_where_it_stands(
    panel: RequestPanel, desk: Desk, rows: Rows
) -> None:
    desk.do("Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC))
    assert panel.show_item("request", rows["R9"].id)
    facts = panel.facts
    write(panel.head.title, "Stille Stunden 🧭")
    write(facts.description, "No calls after nine.\nNone.")
    write(facts.cost, "12,5")
    write(facts.effort, "IT 5; Care 2")
    write(facts.deadline, "1 Mar 2027")
    click(facts.urgent)
    click(facts.source)
    choose("Regulation")
    click(facts.evidence)
    choose("Data and gut")
    click(facts.by)
    choose("Aisha Khan")
    click(facts.outcome)
    choose("O4")
    write(facts.needs.field, "r99", keys=Qt.Key.Key_Return)
    assert facts._needs_row.fault.text() == "There is no request “r99”."
    write(facts.needs.field, "2")
    here = sheet(panel)
    assert (here.title, here.description) == ("Stille Stunden 🧭", "No calls after nine.\nNone.")
    assert (here.cost, here.days, here.deadline, here.urgent) == (12.5, 7, date(2027, 3, 1), True)
    assert (here.source, here.evidence.label) == (Source.REGULATION, "Data and gut")
    assert here.submitted_by is not None
    assert here.submitted_by.name == "Aisha Khan"
    assert here.outcome is not None
    assert here.outcome.code == "O4"
    assert [one.code for one in here.needs] == ["R2"]
    write(facts.effort, "Moon 5")
    assert "There is no domain “Moon”" in facts._effort_row.fault.text()
    assert facts.effort.words() == "Moon 5", "what was refused stays"
    write(facts.effort, "IT 6")
    token = facts.needs.tokens()[0]
    token.setFocus()
    QTest.keyClick(token, Qt.Key.Key_Delete)
    assert sheet(panel).needs == ()
    assert rows["R9"].days == 6


def test_a_person_ticks_beside_what_the_program_sees_and_then_qualifies(
    panel: RequestPanel, desk: Desk, rows: Rows
) -> None:
    desk.do("Submit", lambda s: requests.submit(s, "Outage text to customers", Source.VOC))
    panel.show_item("request", rows["R9"].id)
    lines = panel.checks.rows.widgets()
    QApplication.processEvents()
    panel.facts.effort.setFocus()
    seen = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [
        panel.facts.needs.field, panel.facts.description, lines[0].tick, lines[1].tick,
        lines[1].findChild(Value, "likely-R1"), lines[2].tick,
    ], "Tab goes down the panel, whatever was made last"  # fmt: skip
    assert [one.tick.words() for one in lines][1] == "No duplicate looks like R1"
    went: list[tuple[str, object]] = []
    panel.open_requested.connect(lambda kind, id: went.append((kind, id)))
    click(lines[1].findChild(Value, "likely-R1"))
    assert went == [("request", rows["R1"].id)]
    panel.head.offers["qualify"].click()
    QApplication.processEvents()
    assert panel.head.refusal.text().startswith("R9 is not qualified yet: tick “Complete”")
    assert lines[0].tick.hasFocus(), "the refusal leads to the first line that is open"
    for one in lines:
        one.tick.setFocus()
        QTest.keyClick(one.tick, Qt.Key.Key_Space)
    assert panel.checks.head.note.text() == "6 of 6 ticked"
    assert panel.head.offers["qualify"].property("role") == "primary"
    panel.head.offers["qualify"].click()
    assert rows["R9"].state is RequestState.QUALIFIED
    click(lines[0].tick)
    assert rows["R9"].ticked == 6, "the list is closed"
    assert list(panel.head.offers) == ["reopen"]
    assert [line.text for line in panel.subject.story] == ["Submitted", "Qualified"]


def test_a_question_is_answered_in_the_panel_and_stays_readable(
    panel: RequestPanel, rows: Rows
) -> None:
    panel.show_item("answer", rows["R8"].id)
    question = panel.question
    assert question.field.hasFocus()
    assert question.asked.words().startswith("Waits for Elena Rossi")
    question.take.click()
    assert question.fault.text() == "Write what the answer for R8 is."
    write(question.field, "Those above 5 k€ a year.\nTwelve of them.")
    here = sheet(panel)
    assert (here.state, question.isVisible()) == (RequestState.SUBMITTED, False)
    assert here.description.endswith("answered: Those above 5 k€ a year.\nTwelve of them.")
    assert "Who counts as a best customer" in panel.facts.description.words()
    assert [line.text for line in panel.subject.story][-1] == "Answered"


def test_what_is_merged_or_on_an_agenda_is_only_read(
    panel: RequestPanel, store: Store, rows: Rows
) -> None:
    panel.show_item("request", rows["R7"].id)
    went: list[tuple[str, object]] = []
    panel.open_requested.connect(lambda kind, id: went.append((kind, id)))
    assert panel.head.title.isReadOnly()
    assert not panel.facts.source.live
    assert panel.head.state.words().startswith("Merged into CX-102")
    click(panel.head.state)
    click(panel.thread_of_steps.rows.widgets()[-1])
    with panel.desk.read() as session:
        assert went == [("initiative", ini(session, "CX-102"))] * 2
    boards.planned(store)
    panel.show_item("request", rows["R1"].id)
    assert panel.facts.description.isReadOnly()
    assert "On the agenda of" in panel.thread_of_steps.rows.widgets()[-1].words()
    paper = panel.paper()
    assert paper is not None
    assert paper.make("A4").startswith(b"%PDF")
    assert not panel.show_item("request", 1)


def test_the_thread_leads_from_the_request_to_the_initiative_and_back(
    desk: Desk, store: Store, qtbot: QtBot, rows: Rows
) -> None:
    here = boards.published(store)
    store.do("Accept", lambda s: decisions.accept(s, here.meeting, req(s, "R2").id, terms(s)))
    window = MainWindow(desk, Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.index.complete)
    board = window.sidebar.places["change_board"]
    window.show_status()
    assert board.badge() == "5"
    hit = next(one for one in window.index.find("one-click") if one.kind == "request")
    window.search.chosen.emit(hit)
    panel = window.panel
    assert isinstance(panel, RequestPanel)
    last = panel.thread_of_steps.rows.widgets()[-1]
    assert last.words().startswith("Became CX-505")
    click(last)
    other = window.panel
    assert isinstance(other, DetailPanel)
    origin = other.overview.facts.origin
    assert [one.words() for one in origin.links] == ["R2", "decision D-1"]
    click(origin.links[0])
    assert window.panel is panel
    desk.do("Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC))
    assert (board.badge(), board.accessibleName()) == (
        "6", "Change board: 6 requests wait for the office or the board",
    )  # fmt: skip
    with desk.read() as session:
        assert story.origins(session, ini(session, "CX-101")) == ()
