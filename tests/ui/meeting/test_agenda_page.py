"""A meeting at the tab Agenda: planned, changed, begun, timed, ended, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.meetings import ItemKind, MeetingState
from cxdesk.model.people import GroupKind
from cxdesk.model.requests import RequestState
from cxdesk.services import groups, intake, meetings, sitting
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.value import Fault
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.steps import Steps
from cxdesk.ui.tabbed import TabPage
from tests import boards
from tests.services.commands import per, req
from tests.services.meeting_commands import board, decide_urgently, met
from tests.ui.meeting.conftest import Keeper
from tests.ui.popup import choose, open_picker

Key, Mod, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
Keep = Callable[[Desk], Keeper]
NASTY = 'R&D <b>5%</b> & "mehr"'


def test_a_meeting_is_planned_and_its_agenda_put_in_order(desk: Desk, keep: Keep) -> None:
    keeper = keep(desk)
    page = keeper.agenda
    assert page.nothing.words().startswith("No meeting is planned yet")
    assert keeper.go_on() == "Plan a meeting"
    form = page.form
    assert form is not None
    keeper.write(form.on, "yesterweek", enter=False)
    assert "is no date" in form.trouble.text()
    keeper.write(form.on, "23 Nov 2026", enter=False)
    keeper.write(form.starts, "2 o'clock", enter=False)
    assert "no time of day" in form.trouble.text()
    keeper.write(form.starts, "14", enter=False)
    keeper.write(form.where, NASTY)
    sheet = keeper.sheet()
    assert (sheet.row.on, sheet.row.starts, sheet.place) == (date(2026, 11, 23), "14:00", NASTY)
    assert keeper.column("code") == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert page.agenda.total.text() == "6 items, 1 h: ends about 15:00"
    assert page.primary_action().text() == "Begin the meeting"

    # The order, with the keyboard and by dragging.
    keeper.click("R3", "title")
    assert keeper.went == [("request", _request(desk, "R3"))]
    QTest.keyClick(keeper.table, Key.Key_Up, Mod.AltModifier)
    assert keeper.column("code")[:3] == ["R1", "R3", "R2"]
    start, target = keeper.point("R5", "title"), keeper.point("R1", "title") - QPoint(0, 12)
    view = keeper.table.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start - QPoint(0, 20))
    QTest.mouseMove(view, target)
    QTest.mouseRelease(view, LEFT, pos=target)
    assert [line.code for line in keeper.sheet().agenda][:3] == ["R5", "R1", "R3"]

    # A timebox; something off; words of its own; it comes back.
    keeper.change("R5", "minutes")
    keeper.type("none", enter=False)
    editor = keeper.table.editor()
    assert editor is not None
    assert editor.note.text() == "A timebox is a number of minutes, such as 15."
    keeper.type("25")
    assert keeper.sheet().minutes == 75
    keeper.click("R6", "title")
    keeper.press(Key.Key_Delete)
    assert keeper.said[-1] == "Take R6 off the agenda"
    assert page.agenda.more.words() == "1 more request is qualified. Put all on the agenda"
    keeper.click_on(page.agenda.more)
    assert page.agenda.more.isHidden()
    assert keeper.sheet().agenda[-1].code == "R6"
    desk.undo()
    keeper.click_on(page.agenda.put)
    picker = open_picker()
    assert [one.text for one in picker.model.shown] == ["R6 Large-print bills"]
    picker.search.setText("Budget 2027")
    choose("Add “Budget 2027”")
    assert [line.title for line in keeper.sheet().agenda][-1] == "Budget 2027"
    keeper.change("Budget 2027", "title")
    keeper.type(NASTY)
    assert keeper.row(NASTY).kind is ItemKind.OTHER
    with desk.read() as session:
        assert req(session, "R6").state is RequestState.QUALIFIED

    # Its head.
    keeper.write(page.head.starts, "9h30")
    keeper.write(page.head.on, "4 Dec 2026")
    keeper.write(page.head.last, "1 Jan 2020")
    assert "The last day is before the first one" in page.head._rows["window"].fault.text()
    QTest.keyClick(page.head.last, Key.Key_Escape)
    keeper.click_on(page.head.chair)
    choose("Jonas Weber")
    sheet = keeper.sheet()
    assert (sheet.row.on, sheet.row.starts, sheet.chair) == (
        date(2026, 12, 4), "09:30", "Jonas Weber",
    )  # fmt: skip
    keeper.write(page.agenda.note, "Ask Legal", enter=False)
    QTest.keyClick(page.agenda.note, Key.Key_Return, Mod.ControlModifier)
    assert keeper.sheet().agenda[-1].notes == "Ask Legal"

    # Another one, too early: it is said, not refused.
    keeper.run("plan-meeting")
    assert page.form is not None
    assert page.form.said.text() == "Quorum 4 of 7 seats."
    keeper.write(page.form.on, "1 Jan 2020", enter=False)
    assert page.form.said.text() == "1 Jan 2020 is past. Quorum 4 of 7 seats."
    keeper.write(page.form.on, "20 Dec 2026", enter=False)
    assert "is 16 days before: boards keep three weeks" in page.form.said.text()
    QTest.keyClick(page.form.on, Key.Key_Return)
    assert [row.on.month for row in page.list.table.rows] == [12, 12]
    assert "16 days before" in page.head.said()[0]
    keeper.run("cancel-meeting")
    assert len(page.list.table.rows) == 1
    assert page.sheet is not None
    assert page.sheet.row.on == date(2026, 12, 4)
    assert [row.on for row in page.list.selected()] == [date(2026, 12, 4)]

    # A board of nobody says so before it is asked to meet.
    keeper.do(lambda s: groups.add(s, "Zweite Runde", GroupKind.BOARD))
    keeper.run("plan-meeting")
    page.form.board.setCurrentIndex(1)
    without = "Zweite Runde has no seats yet: add its members in People, Groups."
    assert page.form.said.text() == without
    QTest.keyClick(page.form.on, Key.Key_Return)
    assert page.form.trouble.text() == without


def _request(desk: Desk, code: str) -> int:
    with desk.read() as session:
        return req(session, code).id


def test_a_meeting_runs_with_who_is_there_and_how_long(
    desk: Desk, store: Store, keep: Keep
) -> None:
    here = boards.planned(store)
    keeper = keep(desk)
    page = keeper.agenda
    keeper.at(14, 0)
    page.choose(here.meeting)
    assert keeper.go_on() == "Begin the meeting"
    assert keeper.hinted[:2] == ["next item", "pause"]
    seats = page.attendance.table
    assert "4 more seats are needed before the board can decide." in page.head.said()
    assert not page.timer.isHidden()
    assert page.timer.item.text() == "Nothing is talked about yet"

    # Attendance by click, by Space and by the digit of a seat.
    first = seats.visualRect(seats.table.index(0, 1)).center()
    QTest.mouseClick(seats.viewport(), LEFT, pos=first)
    assert keeper.seats() == ["Amara Diallo"]
    seats.choose(here.seats[2])
    keeper.press_on(seats, Key.Key_Space)
    keeper.at(14, 4)
    keeper.press_on(seats, Key.Key_2)
    assert keeper.seats() == ["Amara Diallo", "Jonas Weber", "Elena Rossi"]
    assert (
        page.attendance.quorum.words() == "3 of 7 seats filled, quorum 4: 1 more needed to decide"
    )
    by = seats.visualRect(seats.table.index(4, 3)).center()
    QTest.mouseClick(seats.viewport(), LEFT, pos=by)
    choose("Ben Carter")
    keeper.press_on(seats, Key.Key_D)
    assert open_picker().model.shown[0].text == "Claire Dubois"
    QTest.keyClick(open_picker().list, Key.Key_Escape)
    assert keeper.seats()[-1] == "Ben Carter"
    assert page.attendance.quorum.words() == "4 of 7 seats filled, quorum 4 reached"
    keeper.click_on(page.attendance.all_here)
    assert len(keeper.seats()) == 7
    keeper.click_on(page.attendance.guest)
    choose("Luca Moretti")
    assert [line.role for line in keeper.sheet().others] == ["secretary", "guest"]
    keeper.at(14, 6)
    keeper.press_on(seats, Key.Key_1)
    assert "Amara Diallo" not in keeper.seats()
    assert seats.edit_cell(here.seats[0], "times")
    editor = seats.editor()
    assert editor is not None
    assert editor.text() == "14:00–14:06"
    keeper.write(editor, "14:99", enter=False)
    assert "is no time of day" in editor.note.text()
    keeper.write(editor, "14:01-14:05")
    stay = keeper.sheet().seats[0].stays[0]
    assert (stay.arrived.minute, stay.left.minute if stay.left else 0) == (1, 5)

    # Time: the next item, over its timebox, paused, back; what the file knows is what is shown.
    assert page.timer.on.text() == "Start with R1"
    keeper.press_on(keeper.table, Key.Key_Right, Mod.AltModifier)
    assert page.timer.item.text() == "1  R1  Outage texts"
    assert keeper.said[-1] == "Turn to R1 Outage texts"
    keeper.at(14, 10, 30)
    assert (page.timer.time.text(), page.timer.left.text()) == ("4:30", "5 min left of 10")
    assert keeper.words("R1", "used") == "4:30"
    keeper.at(14, 18)
    assert page.timer.left.text() == "2 min over its 10 min"
    assert page.timer.end.text().startswith("Ends about 15:08.")
    assert page.agenda.total.text() == "6 items, 1 h", "one place says when it ends"
    keeper.write(page.agenda.note, "Customers wait", enter=False)
    QTest.keyClick(page.agenda.note, Key.Key_Right, Mod.AltModifier)
    assert keeper.sheet().agenda[0].notes == "Customers wait", "kept before the item is left"
    assert page.agenda.note_head.text() == "Notes on R2 One-click cancellation"
    keeper.at(14, 20)
    keeper.press_on(keeper.table, Key.Key_P)
    keeper.at(14, 40)
    assert (page.timer.time.text(), page.timer.left.text()) == (
        "2:00", "8 min left of 10, paused",
    )  # fmt: skip
    assert page.timer.run.text() == "Go on"
    keeper.press_on(keeper.table, Key.Key_Left, Mod.AltModifier)
    keeper.at(14, 41)
    assert page.timer.time.text() == "13:00"
    desk.undo()
    assert page.timer.time.text() == "2:00"
    again = keep(desk)
    again.agenda.tick()
    assert again.agenda.timer.time.text() == "2:00", "a window opened anew shows the same"

    # On to the vote; then the end.
    assert keeper.go_on() == "Open the vote"
    assert keeper.turned == ["Vote"]
    assert "R1, R2, R3, R4, R5 and R6, not voted on, go back" in page.timer.end.text()
    keeper.click_on(page.head.buttons[1])
    assert keeper.said[-1].startswith("Change board, 23 Nov 2026 is over. R1, R2, R3")
    assert keeper.sheet().row.state is MeetingState.CLOSED
    assert page.primary_action().text() == "Plan a meeting"
    assert page.timer.isHidden()
    assert set(keeper.column("state")) == {"Not decided"}
    keeper.click("R2", "title")
    QTest.keyClick(keeper.table, Key.Key_Up, Mod.AltModifier)
    assert keeper.said[-1].endswith("is over: its agenda stays as it was.")


def _steps(page: TabPage, code: str) -> list[str]:
    """What can be done with a request."""
    rows = [row for row in page.editing.read(intake.requests) if row.code == code]
    at = Fault(page.editing.go)
    steps = Steps(page.editing, RequestEdits(page.editing), page, lambda: at)
    return [step.text for step in steps.offered(rows) if step.key == "urgent"]


def test_an_urgent_request_out_of_cycle(desk: Desk, store: Store, keep: Keep) -> None:
    boards.planned(store, date(2026, 12, 14))
    keeper = keep(desk)
    page = keeper.agenda
    assert not page.left.call.isHidden()
    assert _steps(page, "R2") == ["Call an urgent meeting…"]
    page.reveal("urgent-meeting", _request(desk, "R2"))
    QApplication.processEvents()
    form = page.form
    assert form is not None
    assert "no quorum out of cycle yet: set one below 4" in form.said.text()
    keeper.write(form.on, "24 Nov 2026", enter=False)
    QTest.keyClick(form.on, Key.Key_Return)
    assert form.trouble.text() == "Say what cannot wait for the next meeting of the board."
    keeper.write(form.reason, "The regulator asks", enter=False)
    QTest.keyClick(form.reason, Key.Key_Return)
    assert "has no quorum for meetings out of cycle" in form.trouble.text()
    keeper.do(lambda s: groups.ask_for_urgent(s, board(s), 3))
    QTest.keyClick(form.reason, Key.Key_Return)
    sheet = keeper.sheet()
    assert (sheet.reason, sheet.quorum) == ("The regulator asks", 3)
    assert [line.code for line in sheet.agenda] == ["R2"]
    assert page.left.call.isHidden()
    assert _steps(page, "R2") == [], "it is called already"
    keeper.run("begin-meeting")
    assert _steps(page, "R2") == []
    assert keeper.go_on() == "Decide"
    assert keeper.turned == ["Decisions"]

    keeper.do(lambda s: decide_urgently(s, 2))
    assert keeper.go_on() == "End the meeting"
    row = page.list.table.rows[0]
    QTest.mouseClick(page.list.viewport(), LEFT,
                     pos=page.list.visualRect(page.list.table.index(0, 0)).center())  # fmt: skip
    assert page.sheet is not None
    assert page.sheet.row.id == row.id
    assert keeper.column("title")[0] == "Ratify D-1: One-click cancellation"
    keeper.run("begin-meeting")
    keeper.run("all-here")
    keeper.run("next-item")
    keeper.click_on(page.timer.yes)
    assert keeper.words("One-click cancellation", "state") == "Ratified"
    assert "Leave open D-1" in keeper.menu("Refuse D-1")
    assert keeper.sheet().agenda[0].ratified is False


def test_the_seats_are_brought_in_step_with_the_board(desk: Desk, store: Store, keep: Keep) -> None:
    boards.planned(store)
    keeper = keep(desk)
    keeper.do(lambda s: groups.seat(s, board(s), per(s, "Ben Carter")))
    head = keeper.agenda.head
    assert head.said() == ["Ben Carter joined the board and has no seat here. Update the seats"]
    keeper.click_on(head.board)
    assert head.said() == []
    assert len(keeper.sheet().seats) == 8


def test_a_request_and_a_meeting_are_brought_into_sight(
    desk: Desk, store: Store, keep: Keep
) -> None:
    first = boards.begun(store)
    keeper = keep(desk)
    other = keeper.do(lambda s: meetings.plan(s, board(s), date(2026, 12, 14)))
    page = keeper.agenda
    assert page.sheet is not None
    assert page.sheet.row.id == first.meeting
    r2 = _request(desk, "R2")
    assert page.reveal("request", r2)
    assert keeper.table.current_row().code == "R2"
    assert page.neighbour("request", r2, 1) == _request(desk, "R3")
    assert not page.reveal("request", _request(desk, "R8"))
    assert page.reveal("meeting", other)
    assert page.sheet.row.id == other
    assert page.primary_action().text() == "Plan a meeting", "one runs already"
    keeper.do(lambda s: sitting.end(s, met(s).id))
    assert page.primary_action().text() == "Begin the meeting"
    assert "Space" not in [hint.keys[0] for hint in page.hints()]
    paper = page.paper()
    assert paper is not None
    assert [*dict(paper.choices[0].options)] == ["agenda", "minutes"], "its agenda is empty"
    page.choose(first.meeting)
    paper = page.paper()
    assert paper is not None
    assert paper.make("A4").startswith(b"%PDF")


def test_the_tables_are_sound_models(
    desk: Desk, store: Store, keep: Keep, qtmodeltester: ModelTester
) -> None:
    boards.begun(store)
    page = keep(desk).agenda
    for table in (page.list, page.agenda.table, page.attendance.table):
        assert table.table.rows
        qtmodeltester.check(table.table)


def test_a_file_for_reading_only_changes_nothing(
    desk: Desk, store: Store, keep: Keep, qtbot: QtBot
) -> None:
    boards.begun(store)
    store.read_only = True
    keeper = keep(desk)
    page = keeper.agenda
    said = keeper.said
    for action in page.actions():
        if action.objectName() in ("begin-meeting", "end-meeting", "next-item", "plan-meeting"):
            assert not action.isEnabled()
    assert not page.agenda.put.isEnabled()
    assert not page.timer.on.isEnabled()
    keeper.press_on(page.attendance.table, Key.Key_1)
    QTest.keyClick(keeper.table, Key.Key_Down, Mod.AltModifier)
    assert [text for text in said if "open for reading only" in text] == said
    assert len(said) == 2
    assert page.left.plan.isHidden()
    store.read_only = False
