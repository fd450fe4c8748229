"""Planner, Kanboard and WeKan: the columns that they write, in tables written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from cxdesk.model.states import Priority, State
from cxdesk.model.work import ActionState
from cxdesk.store.errors import KnownError
from tests.exchange.boards.files import (
    as_json,
    asked,
    board_of,
    by_title,
    csv_of,
    notes,
    said,
    states,
    xlsx_of,
)  # fmt: skip

# Planner ------------------------------------------------------------------------------------

PLANNER = (
    "Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By",
    "Created Date", "Start date", "Due date", "Is Recurring", "Late", "Completed Date",
    "Completed By", "Completed Checklist Items", "Checklist Items", "Labels", "Description",
)  # fmt: skip


def plan(*rows: Sequence[object]) -> bytes:
    above = [("Plan name", "Onboarding"), ("Plan ID", "p1"), ("Date of export", "11/20/2026"), ()]
    return xlsx_of([*above, PLANNER, *rows])


def test_a_plan_of_planner() -> None:
    rows = [
        ("t1", "Call", "To do", "In progress", "Urgent", "Anna Weiß;Bo", "Bo", "10/02/2026",
         "10/05/2026", "12/24/2026", "false", "false", "", "", "1/2", "One;Two", "Red;Blue", "Say"),
        ("t2", "Write", "Done", "Completed", "Low", "", "Bo", "10/02/2026", "", "", "false",
         "false", "10/20/2026", "Bo", "2/2", "One;One", "", ""),
        ("t2", "Print", "Doing", "Not started", "Medium", "", "Bo", "10/02/2026", "", "", "false",
         "false", "", "", "", "", "", ""),
    ]  # fmt: skip
    board = board_of("plan.xlsx", plan(*rows))
    assert asked(board)["lists"].answer == "states"
    assert asked(board)["dates"].answer == "month"
    incoming = said(board)
    assert (incoming.source, board.title) == ("planner:p1", "the Planner plan “Onboarding”")
    cards = by_title(incoming)
    call = cards["Call"]
    assert (call.state, call.priority) == (State.BACKLOG, Priority.HIGHEST)
    assert (call.start, call.end) == (date(2026, 10, 5), date(2026, 12, 24))
    assert (call.labels, call.description) == (("Red", "Blue"), "Say")
    assert states(cards["Write"]) == [("backlog", "2026-10-02"), ("delivered", "2026-10-20")]
    assert [one.key for one in incoming.initiatives] == ["t1", "t2 Write", "t2 Print"]
    assert [(one.title, one.state) for one in incoming.actions] == [
        ("One", ActionState.TODO), ("Two", ActionState.TODO),
        ("One", ActionState.DONE), ("One", ActionState.DONE),
    ]  # fmt: skip
    assert len({one.key for one in incoming.actions}) == 4
    told = notes(incoming)
    assert told["The same Task ID stands in several rows: names tell them apart."] == 2
    assert sum(many for text, many in told.items() if "which lines of a checklist" in text) == 1
    by_progress = by_title(said(board, lists="labels"))
    assert by_progress["Call"].state is State.IN_PROGRESS
    assert by_progress["Call"].labels == ("Red", "Blue", "To do")


def test_a_plan_whose_dates_a_spreadsheet_made_real() -> None:
    row = ["t1", "Call", "A", "Not started", "", "", "", date(2026, 3, 4), *[""] * 10]
    board = board_of("plan.xlsx", plan(row))
    assert "dates" not in asked(board)
    assert said(board).initiatives[0].moves[0].on == date(2026, 3, 4)


def test_a_board_without_rows_says_so() -> None:
    with pytest.raises(KnownError, match=r"plan\.xlsx has titles, but no rows"):
        board_of("plan.xlsx", plan())


# Kanboard -----------------------------------------------------------------------------------

EXPORTED = (
    "Task Id", "Reference", "Project", "Status", "Category", "Swimlane", "Column", "Position",
    "Color", "Due date", "Creator", "Creator Name", "Assignee Username", "Assignee Name",
    "Complexity", "Title", "Creation date", "Modification date", "Completion date", "Start date",
    "Time estimated", "Time spent", "Priority", "Tags",
)  # fmt: skip


def test_what_kanboard_exports() -> None:
    rows = [
        EXPORTED,
        ("4", "", "Care", "Open", "Voice", "Team A", "Work in progress", "1", "Yellow",
         "12/24/2026 00:00", "admin", "", "anna", "Anna Weiß", "0", "Call", "03/02/2026 10:15",
         "03/09/2026 08:00", "", "03/05/2026 09:00", "12", "0", "0", "urgent, q1"),
        ("5", "R-1", "Care", "Closed", "", "Default swimlane", "Ready", "2", "Red", "", "admin", "",
         "bo", "", "3", "Write", "03/02/2026 10:15", "04/09/2026 08:00", "04/08/2026 17:00", "",
         "0", "1.5", "2", ""),
    ]  # fmt: skip
    board = board_of("export.csv", csv_of(rows))
    assert asked(board)["dates"].answer == "month"
    incoming = said(board)
    assert (incoming.source, board.title) == ("kanboard:Care", "the Kanboard project “Care”")
    cards = by_title(incoming)
    call, write = cards["Call"], cards["Write"]
    assert (call.key, call.owner, call.effort) == ("4", "anna", 1.5)
    assert (call.start, call.end) == (date(2026, 3, 5), date(2026, 12, 24))
    assert call.labels == ("urgent", "q1", "Team A", "Voice")
    assert states(call) == [("ready", "2026-03-02"), ("in_progress", "2026-03-05")]
    assert (write.state, write.effort, write.labels) == (State.DELIVERED, None, ())
    assert states(write) == [("ready", "2026-03-02"), ("delivered", "2026-04-08")]
    assert {one.key: one.name for one in incoming.people} == {"anna": "Anna Weiß", "bo": "bo"}
    told = notes(incoming)
    for title in ("Complexity", "Time spent", "Priority"):
        assert told[f"There is no place for “{title}”."] == 1
    assert told["Columns that have no place here: “Color”, “Creator”, “Reference”."] == 3
    by_lane = said(board, batch="each:swimlane")
    assert [one.name for one in by_lane.batches] == ["Team A"]
    assert by_title(by_lane)["Write"].batch is None


def test_what_kanboard_takes_in() -> None:
    rows = [
        ("Reference", "Title", "Description", "Assignee Username", "Creator Username", "Color Name",
         "Column Name", "Category Name", "Swimlane Name", "Complexity", "Time Estimated",
         "Time Spent", "Start Date", "Due Date", "Priority", "Closed", "Tags", "External Link"),
        ("R-1", "Call", "Text", "anna", "", "", "Backlog", "Voice", "", "", "4", "", "2026-03-02",
         "2026-04-01", "", "0", "", "https://example.org"),
        ("", "Write", "", "", "", "", "Done", "", "", "", "", "", "", "", "", "1", "", ""),
    ]  # fmt: skip
    incoming = said(board_of("tasks.csv", csv_of(rows)))
    cards = by_title(incoming)
    assert [one.key for one in incoming.initiatives] == ["R-1", "Write"]
    assert cards["Call"].description == "Text\n\nhttps://example.org"
    assert (cards["Call"].effort, cards["Call"].end) == (0.5, date(2026, 4, 1))
    assert cards["Write"].state is State.DELIVERED
    assert (incoming.source, incoming.program) == ("kanboard:tasks", "tasks")


# WeKan --------------------------------------------------------------------------------------


def test_what_wekan_exports_as_csv() -> None:
    rows = [
        ("Title", "Description", "List", "Swimlane", "Owner", "Requested By", "Assigned By",
         "Members", "Assignee", "Labels", "Start", "Due", "End", "Overtime (hours)",
         "Spent time (hours)", "Created at", "Last modified at", "Last activity", "Voting",
         "Archived", "CustomField-Risk-text"),
        ("'=Call", "", "Doing", "Team A", "admin", " ", " ", "bo", "anna",
         "Very red-red VIP-blue x",
         "2026-03-05T08:00:00.000Z", " ", " ", "false", "", "2026-03-02T08:00:00.000Z",
         "2026-03-06T08:00:00.000Z", "2026-03-06T08:00:00.000Z", " ", "false", "high"),
        ("Write", "", "Done", "Team B", "admin", " ", " ", "", "", "", " ", " ",
         "2026-03-09T08:00:00.000Z", "false", "", "2026-03-02T08:00:00.000Z",
         "2026-03-06T08:00:00.000Z", "", " ", "true", ""),
    ]  # fmt: skip
    board = board_of("Care (2).csv", csv_of(rows))
    incoming = said(board)
    cards = by_title(incoming)
    assert (incoming.source, incoming.program) == ("wekan:Care", "Care")
    assert (cards["=Call"].owner, cards["Write"].owner) == ("anna", "admin")
    assert cards["=Call"].labels == ("Very red", "VIP", "x", "Team A")
    assert states(cards["=Call"]) == [("backlog", "2026-03-02"), ("in_progress", "2026-03-05")]
    assert states(cards["Write"]) == [("backlog", "2026-03-02"), ("delivered", "2026-03-09")]
    assert (cards["Write"].archived, cards["=Call"].archived) == (True, False)
    assert notes(incoming)["Columns that have no place here: “CustomField-Risk-text”."] == 1
    assert [one.name for one in said(board, batch="each:swimlane").batches] == ["Team A", "Team B"]


def test_what_wekan_exports_as_json() -> None:
    def moved(card: str, on: str, after: str, before: str = "") -> dict[str, str]:
        kind = "moveCard" if before else "createCard"
        return {"activityType": kind, "cardId": card, "listId": after, "oldListId": before,
                "createdAt": f"2026-{on}T12:00:00.000Z"}  # fmt: skip

    data = {
        "_format": "wekan-board-1.0.0", "_id": "b1", "title": "Care",
        "lists": [{"_id": "l2", "title": "Done", "sort": 2},
                  {"_id": "l1", "title": "To do", "sort": 1}],
        "swimlanes": [{"_id": "s1", "title": "Default"}],
        "labels": [{"_id": "x1", "name": "", "color": "sky"}],
        "users": [{"_id": "u1", "username": "anna", "profile": {"fullname": "Anna Weiß"}}],
        "cards": [
            {"_id": "c1", "title": "Call", "listId": "l2", "swimlaneId": "s1", "assignees": ["u1"],
             "labelIds": ["x1"], "createdAt": "2026-03-02T12:00:00.000Z", "sort": 1,
             "dueAt": "2026-12-24T12:00:00.000Z"},
            {"_id": "c2", "title": "Form", "type": "template-card"},
            {"_id": "c3", "title": "Old", "listId": "l1", "archived": True},
        ],
        "comments": [{"cardId": "c1", "text": "Good", "userId": "u1",
                      "createdAt": "2026-03-03T12:00:00.000Z"}],
        "checklists": [{"_id": "k1", "cardId": "c1", "title": "Steps"}],
        "checklistItems": [{"_id": "i2", "checklistId": "k1", "title": "Two", "sort": 2},
                           {"_id": "i1", "checklistId": "k1", "title": "One", "isFinished": True}],
        "activities": [moved("c1", "04-05", "l2", "l1"), moved("c1", "03-02", "l1")],
    }  # fmt: skip
    board = board_of("care.json", as_json(data))
    assert (board.kind, asked(board)["lists"].answer) == ("WeKan board", "states")
    incoming = said(board)
    call = by_title(incoming)["Call"]
    assert states(call) == [("backlog", "2026-03-02"), ("delivered", "2026-04-05")]
    assert (call.owner, call.labels, call.end) == ("u1", ("Sky",), date(2026, 12, 24))
    assert [one.text for one in call.comments] == ["Good"]
    assert [(one.title, one.state) for one in incoming.actions] == [
        ("One", ActionState.DONE), ("Two", ActionState.TODO),
    ]  # fmt: skip
    assert by_title(incoming)["Old"].archived
    assert notes(incoming)["Templates of cards were left out."] == 1
