"""The intake: requests are added, pasted, changed, ticked, qualified and turned away in a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.requests import Evidence, RequestState, Source
from cxdesk.services import programs, qualification, requests
from cxdesk.services.intake import RequestRow
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.intake.page import IntakePage
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.request.checklist_form import ChecklistForm
from cxdesk.ui.request.forms import AskForm, MergeForm, RejectForm
from tests.ui.page_hands import PageHands
from tests.ui.popup import choose, open_picker

Rows = Mapping[str, RequestRow]


def overlay(hands: PageHands, kind: type[Overlay]) -> Any:
    """The form of a kind that is open."""
    return next(one for one in hands.page.findChildren(kind) if one.isVisible())


def press(part: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in a part of a form."""
    QTest.keyClick(part, key, modifier)
    QApplication.processEvents()


def fill(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type into a field, letters of any kind."""
    field.setFocus()
    field.selectAll()
    if isinstance(field, QLineEdit):
        field.insert(text)
        field.textEdited.emit(text)
    else:
        field.insertPlainText(text)


def test_what_waits_stands_first_and_the_model_is_sound(
    hands: PageHands, desk: Desk, qtmodeltester: ModelTester
) -> None:
    page = hands.page
    assert isinstance(page, IntakePage)
    qtmodeltester.check(hands.table.table)  # type: ignore[no-untyped-call]
    assert hands.column("code") == ["R8", "R2", "R1", "R3", "R4", "R5", "R6"]
    assert page.bar.count() == "7 of 8"
    assert hands.words("R8", "title") == "VIP line (waits for Elena Rossi)"
    assert [hands.words("R2", key) for key in ("checks", "deadline", "cost", "days", "age")] == [
        "6/6", "1 Mar 2027", "45", "50", "42 d",
    ]  # fmt: skip
    page.bar.toggle_over()
    assert hands.words("R7", "title") == "IVR asks twice (into CX-102)"
    page.bar.keep(states=(RequestState.MERGED,), sources=(Source.VOC,))
    assert hands.column("code") == ["R7"]
    kept = hands.habits["kept"]
    page.bar.clear()
    page.recall({"kept": kept})
    assert hands.column("code") == ["R7"], "the filters survive a restart"
    page.recall({"kept": {"states": ["gone"]}})
    assert "R8" in hands.column("code")
    page.bar.narrow.setText("cancel")
    assert hands.column("code") == ["R2"]
    page.bar.narrow.setText("nothing like it")
    assert page.nothing.words() == "No request matches these filters"
    assert page.reveal("request", page.reader.rows[-1].id)
    assert "R7" in hands.column("code"), "what the filters leave out is shown when it is asked for"
    paper = page.paper()
    assert paper is not None
    assert paper.make("A4").startswith(b"%PDF")


def test_cells_are_changed_where_they_stand_and_refused_at_the_field(
    hands: PageHands, rows: Rows
) -> None:
    hands.change("R1", "title")
    hands.type("Störungs-SMS 🧭")
    assert rows["R1"].title == "Störungs-SMS 🧭"
    hands.change("R1", "title")
    hands.type(" ", enter=False)
    field = hands.table.editor()
    assert field is not None
    assert field.note.text() == "A request needs a title."
    press(field, Qt.Key.Key_Escape)
    hands.change("R3", "cost")
    hands.type("61,5")
    assert rows["R3"].cost == 61.5
    hands.change("R3", "days")
    hands.type("IT 12, Nowhere 3")
    field = hands.table.editor()
    assert field is not None
    assert "There is no domain “Nowhere”: it is IT, Care" in field.note.text()
    hands.type("IT 12, finance 3; 2")
    assert (rows["R3"].days, rows["R3"].domains) == (17, 3)
    hands.change("R3", "days")
    field = hands.table.editor()
    assert field is not None
    assert field.text() == "IT 12, Fin 3, 2"
    press(field, Qt.Key.Key_Escape)
    hands.change("R3", "deadline")
    hands.type("5 Feb 2027")
    assert rows["R3"].deadline == date(2027, 2, 5)
    hands.click("R3", "code")
    hands.run("request-urgent")
    assert rows["R3"].urgent
    assert hands.labels()[0] == "R3 is urgent, needed by 5 Feb 2027"
    hands.click("R1", "code", Qt.KeyboardModifier.ControlModifier)
    hands.run("request-source")
    choose("Regulation")
    assert {rows["R1"].source, rows["R3"].source} == {Source.REGULATION}
    assert hands.labels()[0] == "2 requests from regulation"
    hands.change("R4", "outcome")
    choose("O1")
    hands.change("R4", "evidence")
    choose("Gut only")
    assert (rows["R4"].outcome, rows["R4"].evidence) == ("O1", Evidence.GUT)


def test_lines_are_ticked_in_the_table_and_what_is_open_is_not_qualified(
    hands: PageHands, rows: Rows, desk: Desk
) -> None:
    def two(session: Any) -> None:
        for title in ("One", "Two"):
            requests.submit(session, title, Source.VOC, checklist=("Complete", "Sized"))

    desk.do("Submit two", two)
    hands.click("R9", "code")
    hands.click("R10", "code", Qt.KeyboardModifier.ControlModifier)
    hands.run("request-qualify")
    page = hands.page
    assert isinstance(page, IntakePage)
    assert page.note.text() == "R9 and R10 have open lines: tick them first."
    hands.run("request-checks")
    assert open_picker().model.many
    choose("Complete", "Sized")
    assert (rows["R9"].ticked, rows["R10"].ticked) == (2, 2)
    hands.press(Qt.Key.Key_Q)
    assert {rows["R9"].state, rows["R10"].state} == {RequestState.QUALIFIED}
    assert "Back to submitted" in hands.menu()
    hands.menu("Back to submitted")
    QTest.qWait(0)
    hands.run("request-reopen")
    assert {rows["R9"].state, rows["R10"].state} == {RequestState.SUBMITTED}
    hands.click("R9", "code")
    hands.change("R9", "checks")
    choose("Sized")
    assert rows["R9"].ticked == 1
    hands.run("request-qualify")
    assert page.note.text() == "R9 is not qualified yet: tick “Sized” first."


def test_the_quick_form_names_what_is_alike_and_submits_one_after_the_other(
    hands: PageHands, rows: Rows, qtbot: QtBot
) -> None:
    page = hands.page
    assert isinstance(page, IntakePage)
    hands.press(Qt.Key.Key_N)
    form = page.form
    assert form is not None
    press(form.title, Qt.Key.Key_Return)
    assert form.trouble.text() == "A request needs a title."
    fill(form.title, "Texting customers about an outage")
    qtbot.waitUntil(lambda: bool(form.hint.offers))
    assert [one.words() for one in form.hint.offers] == ["R1 Outage texts"]
    form.hint.offers[0].click()
    assert hands.went[-1][0] == "request"
    assert form.isVisible(), "what was typed waits while one looks"
    form.source.setCurrentIndex(form.source.findData(Source.MARKET))
    form.evidence.setCurrentIndex(form.evidence.findData(Evidence.BOTH))
    form.urgent.setChecked(True)
    fill(form.deadline, "some day")
    fill(form.cost, "12")
    fill(form.effort, "IT 5, Care 2")
    press(form.title, Qt.Key.Key_Return)
    assert "“some day” is no date." in form.trouble.text()
    fill(form.deadline, "1 Mar 2027")
    form.outcome.setCurrentIndex(2)
    press(form.effort, Qt.Key.Key_Return)
    new = rows["R9"]
    assert (new.title, new.source, new.evidence, new.urgent, new.deadline) == (
        "Texting customers about an outage", Source.MARKET, Evidence.BOTH, True, date(2027, 3, 1),
    )  # fmt: skip
    assert (new.cost, new.days, new.outcome, new.state) == (12, 7, "O2", RequestState.SUBMITTED)
    assert form.title.text() == ""
    assert form.said.text() == "“Texting customers about an outage” is submitted."
    assert not form.hint.isVisible(), "what the last one was like is not said of the next"
    fill(form.cost, "99999999999999")
    fill(form.title, "A cost nobody has")
    press(form.title, Qt.Key.Key_Return)
    assert "below 10,000,000" in form.trouble.text()
    fill(form.cost, "")
    fill(form.title, "Second")
    press(form.title, Qt.Key.Key_Return)
    assert (rows["R10"].title, rows["R10"].source) == ("Second", Source.MARKET)
    press(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_a_pasted_list_is_read_row_by_row(hands: PageHands, rows: Rows) -> None:
    page = hands.page
    assert isinstance(page, IntakePage)
    page.paste_requests(
        "Title\tSource\tCost\tDays\tOutcome\tUrgent\tNeeded by\tColour\n"
        "Quiet hours\tVoice of customer\t12,5\tIT 2,5; Care 0.5\tO4\tyes\t2027-02-01\tred\n"
        "Outage texts\t\t\t\t\t\t\t\n"
        "Loud hours\tmoon\t\t\t\t\t\t\n"
        "Dear hours\t\tmuch\t\t\t\t\t\n"
        "Late hours\t\t\t\t\t\tnever\t\n"
        "Odd hours\t\t\tMoon 3\t\t\t\n"
    )
    form = page.paste
    assert form is not None
    assert form.said.text() == "1 request can be added, 5 rows cannot:"
    trouble = form.trouble.text()
    for sentence in (
        "No column is called “Colour”", "Row 3: “Outage texts” is a request already.",
        "Row 4: “moon” is no source", "Row 5: “much” is no number.", "Row 6: “never” is no date",
        "Row 7: There is no domain “Moon”",
    ):  # fmt: skip
        assert sentence in trouble
    press(form.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    new = rows["R9"]
    assert (new.title, new.source, new.cost, new.days, new.outcome, new.urgent, new.deadline) == (
        "Quiet hours", Source.VOC, 12.5, 3, "O4", True, date(2027, 2, 1),
    )  # fmt: skip
    assert "Quiet hours" not in form.field.toPlainText(), "what was added goes, the rest stays"
    assert "Loud hours" in form.field.toPlainText()
    fill(form.field, "One title\nAnother title")
    press(form.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (rows["R10"].title, rows["R11"].title) == ("One title", "Another title")
    assert not form.isVisible()


def test_a_request_is_sent_back_merged_and_rejected_by_small_forms(
    hands: PageHands, rows: Rows, desk: Desk
) -> None:
    desk.do("Submit", lambda s: requests.submit(s, "Outage text", Source.VOC))
    with desk.read() as session:
        ravi = next(one for one in programs.choices(session).people if one.name == "Ravi Menon")
    hands.click("R9", "code")
    hands.run("request-ask")
    asking = overlay(hands, AskForm)
    press(asking.question, Qt.Key.Key_Return)
    assert asking.trouble.text() == "Say what R9 still has to tell."
    fill(asking.question, "How many?")
    press(asking.question, Qt.Key.Key_Return)
    assert asking.trouble.text() == "Choose who is to answer."
    asking.take(ravi.id)
    press(asking.question, Qt.Key.Key_Return)
    assert (rows["R9"].state, rows["R9"].asked) == (RequestState.INFO_NEEDED, "Ravi Menon")
    hands.run("request-answer")
    assert hands.went[-1] == ("answer", rows["R9"].id)

    hands.run("request-merge")
    merging = overlay(hands, MergeForm)
    assert [one.words() for one in merging.likely] == ["R1 Outage texts"]
    fill(merging.code, "X-1")
    press(merging.code, Qt.Key.Key_Return)
    assert merging.trouble.text() == "There is no initiative and no request “X-1”."
    merging.likely[0].click()
    press(merging.code, Qt.Key.Key_Return)
    assert (rows["R9"].state, rows["R9"].into) == (RequestState.MERGED, "R1")
    desk.undo()

    hands.click("R8", "code")
    hands.click("R9", "code", Qt.KeyboardModifier.ControlModifier)
    hands.run("request-reject")
    rejecting = overlay(hands, RejectForm)
    fill(rejecting.reason, "Nobody asked for it")
    press(rejecting.reason, Qt.Key.Key_Return)
    assert {rows["R8"].state, rows["R9"].state} == {RequestState.REJECTED}
    assert hands.labels()[0] == "Reject 2 requests"
    assert rows["R9"].asked == "", "who was asked owes no answer any more"


def test_the_checklist_of_the_program_is_edited_as_lines_of_text(
    hands: PageHands, desk: Desk
) -> None:
    hands.run("edit-checklist")
    form = overlay(hands, ChecklistForm)
    fill(form.lines, "Sized\nsized")
    assert form.trouble.text() == "“sized” is there twice."
    fill(form.lines, "")
    press(form.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "one line at least" in form.trouble.text()
    fill(form.lines, "Complete\n\n No duplicate \nPriced")
    form.renew.setChecked(True)
    press(form.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    with desk.read() as session:
        assert requests.checklist_of(session) == ("Complete", "No duplicate", "Priced")
        assert qualification.behind(session) == 0
    assert hands.words("R8", "checks") == "1/3", "what was ticked stays ticked"


def test_an_empty_intake_says_how_to_begin(empty_store: Store, themed: Any, qtbot: QtBot) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "Neu"))
    desk = Desk(empty_store)
    page = IntakePage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.load()
    assert page.nothing.words().startswith("No requests yet Add the first, or import a list")
    assert isinstance(page.stack.currentWidget(), Nothing)
    assert page.paper() is None


@pytest.mark.usefixtures("themed")
def test_a_file_open_for_reading_offers_nothing_to_change(
    played: Any, tmp_path: Any, qtbot: QtBot
) -> None:
    from tests.conftest import clock

    with Store.open(played, home=tmp_path, read_only=True, clock=clock) as store:
        desk = Desk(store)
        page = IntakePage(Editing(desk, desk))
        qtbot.addWidget(page)
        page.load()
        assert not page.primary_action().isEnabled()
        assert page.primary_action().toolTip() == "This file is open for reading only."
        assert not page.bar.paste.isEnabled()
        assert [one.text() for one in page._menu(page.reader.rows[0])] == ["Open"]
