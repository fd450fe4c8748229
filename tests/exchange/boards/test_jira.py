"""Jira's CSV: titles that repeat, comments in one cell, epics, sub-tasks and links."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState
from tests.exchange.boards.files import asked, board_of, by_title, csv_of, notes, said, states

TITLES = (
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key", "Project name",
    "Priority", "Resolution", "Assignee", "Assignee Id", "Reporter", "Reporter Id", "Created",
    "Updated", "Resolved", "Component/s", "Component/s", "Due date", "Labels", "Labels",
    "Description", "Original Estimate", "Sprint", "Outward issue link (Blocks)",
    "Outward issue link (Blocks)", "Inward issue link (Blocks)", "Outward issue link (Relates)",
    "Attachment", "Custom field (Story Points)", "Parent", "Custom field (Epic Link)",
    "Status Category", "Status Category Changed", "Custom field (Flagged)", "Comment", "Comment",
    "Custom field (Tribe)",
)  # fmt: skip


EPICS = "Epics became batches, which have no description and no comments: theirs were left out."
SUB_TASKS = (
    "Sub-tasks became actions, which have no description and no comments: theirs were left out."
)


def row(key: str, summary: str, **cells: str | list[str]) -> list[str]:
    """A row by titles, with several cells for a title that repeats; _ stands for a space."""
    known = {"Issue key": [key], "Summary": [summary], "Project key": ["CX"],
             "Issue Type": ["Task"], "Status": ["To Do"]}  # fmt: skip
    for title, cell in cells.items():
        known[title.replace("_", " ")] = [cell] if isinstance(cell, str) else list(cell)
    unknown = set(known) - set(TITLES)
    assert not unknown, unknown
    return [known[title].pop(0) if known.get(title) else "" for title in TITLES]


def jira(*rows: list[str]):  # type: ignore[no-untyped-def]
    return board_of("issues.csv", csv_of([TITLES, *rows]))


def test_one_issue_with_all_that_has_a_place() -> None:
    board = jira(
        row(
            "CX-7", "Call back, twice", **{
                "Issue_Type": "Story", "Status": "Fertig", "Project_name": "Care",
                "Priority": "Lowest", "Assignee": "Anna Weiß", "Assignee_Id": "a1",
                "Reporter": "Bo", "Reporter_Id": "b2", "Created": "12/Jan/24 3:45 PM",
                "Resolved": "18/Feb/24 11:59 PM", "Due_date": "01/Mär/24 12:00 AM",
                "Component/s": ["Billing", "Voice"], "Labels": ["urgent", "q1"],
                "Description": 'Say "hi"\nand more', "Original_Estimate": "57600",
                "Sprint": "S1", "Custom_field_(Story_Points)": "99", "Status_Category": "Done",
                "Attachment": "x.png", "Custom_field_(Tribe)": "Blue",
                "Comment": ["16/Jan/24 12:30 AM;Carl;Second; with more; in it",
                            "15/Jan/24 8:00 AM;b2;First"],
            },
        )
    )  # fmt: skip
    incoming = said(board)
    one = incoming.initiatives[0]
    assert (one.key, one.title, one.state) == ("CX-7", "Call back, twice", State.DELIVERED)
    assert one.description == 'Say "hi"\nand more'
    assert (one.priority, one.effort, one.end) == (Priority.LOW, 2.0, date(2024, 3, 1))
    assert one.labels == ("urgent", "q1", "Billing", "Voice")
    assert states(one) == [("backlog", "2024-01-12"), ("delivered", "2024-02-18")]
    assert [(each.author, each.at, each.text) for each in one.comments] == [
        ("Bo", datetime(2024, 1, 15, 8, 0), "First"),
        ("Carl", datetime(2024, 1, 16, 0, 30), "Second; with more; in it"),
    ]
    assert [(each.key, each.name) for each in incoming.people] == [("a1", "Anna Weiß")]
    assert (incoming.source, incoming.program) == ("jira", "Care")
    assert board.title == "the Jira issues of “Care”"
    told = notes(incoming)
    assert told["The components became labels."] == 1
    assert told["There is no place for sprints."] == 1
    assert told["Attached files stay in Jira: its CSV only names them."] == 1
    assert told["Columns that have no place here: “Reporter”, “Custom field (Tribe)”."] == 2
    assert told["Original estimates were taken for person-days of eight hours."] == 1
    assert "dates" not in asked(board)


def test_epics_are_batches_or_parents() -> None:
    board = jira(
        row("CX-1", "Onboarding", Issue_Type="Epic", Issue_id="501", Due_date="2026-12-01",
            Assignee="jane.doe@example.org", Description="All of it"),
        row("CX-2", "By parent", Parent="501"),
        row("CX-3", "By link", **{"Custom_field_(Epic_Link)": "CX-1"}),
        row("CX-4", "Of an epic elsewhere", **{"Custom_field_(Epic_Link)": "XX-9"}),
        row("CX-5", "Alone"),
    )  # fmt: skip
    incoming = said(board)
    assert asked(board)["batch"].answer == "each:epic"
    names = {one.key: (one.name, one.lead, one.deadline) for one in incoming.batches}
    lead = "jane.doe@example.org"
    assert {one.title: names.get(one.batch or "") for one in incoming.initiatives} == {
        "By parent": ("Onboarding", lead, date(2026, 12, 1)),
        "By link": ("Onboarding", lead, date(2026, 12, 1)),
        "Of an epic elsewhere": ("XX-9", None, None),
        "Alone": None,
    }
    assert [(one.name, one.email) for one in incoming.people] == [("Jane Doe", lead)]
    assert notes(incoming)[EPICS] == 1
    assert [row[2] for row in board.preview().rows] == ["Batch", *["Backlog"] * 4]
    one_batch = said(board, batch="board")
    assert {one.title: one.parent for one in one_batch.initiatives} == {
        "Onboarding": None, "By parent": "CX-1", "By link": "CX-1",
        "Of an epic elsewhere": None, "Alone": None,
    }  # fmt: skip


def test_sub_tasks_are_actions_of_their_issue() -> None:
    board = jira(
        row("CX-2", "Part", Issue_Type="Sub-task", Parent="CX-1", Status="Done",
            Resolved="05/Mar/26 9:00 AM", Assignee="Bo", Description="lost"),
        row("CX-1", "Whole", Issue_Type="Story"),
        row("CX-3", "Doing", Issue_Type="Sub-task", Parent="CX-1", Status="In Progress"),
        row("CX-4", "Orphan", Issue_Type="Sub-task", Parent="CX-99"),
    )  # fmt: skip
    incoming = said(board)
    assert [(one.title, one.initiative, one.state, one.done_on) for one in incoming.actions] == [
        ("Part", "CX-1", ActionState.DONE, date(2026, 3, 5)),
        ("Doing", "CX-1", ActionState.DOING, None),
    ]
    assert [one.title for one in incoming.initiatives] == ["Whole", "Orphan"]
    assert asked(board)["checklists"].hint == "2 sub-tasks"
    assert board.preview().rows[0][-1] == "2 sub-tasks"
    told = notes(incoming)
    assert told[SUB_TASKS] == 1
    assert told["Sub-tasks of issues that are not in the file became initiatives."] == 1


def test_what_blocks_what_is_a_link_once() -> None:
    board = jira(
        row("CX-1", "First", **{"Outward_issue_link_(Blocks)": ["CX-2", "CX-3"]}),
        row("CX-2", "Second", **{"Inward_issue_link_(Blocks)": "CX-1",
                                 "Outward_issue_link_(Relates)": "CX-3"}),
        row("CX-3", "Third", **{"Outward_issue_link_(Blocks)": "CX-77"}),
    )  # fmt: skip
    incoming = said(board)
    assert [(one.predecessor, one.successor, one.type) for one in incoming.links] == [
        ("CX-1", "CX-2", LinkType.FS), ("CX-1", "CX-3", LinkType.FS),
    ]  # fmt: skip
    told = notes(incoming)
    assert told["Links to what is not in the file, or is no initiative here, were left out."] == 1
    assert told["Links of other kinds than Blocks have no place here."] == 1


def test_statuses_are_states_by_name_and_by_category() -> None:
    board = jira(
        row("CX-1", "A", Status="Erledigt"), row("CX-2", "B", Status="Bei Anna",
                                                 Status_Category="In Progress"),
        row("CX-3", "C", Status="Selected for Development"),
        row("CX-4", "D", Status="Done", Resolution="Won't Do", Resolved="2026-03-05"),
        row("CX-5", "E", Status="Bei Anna", Status_Category="In Progress",
            Created="2026-03-02", Status_Category_Changed="2026-03-04",
            **{"Custom_field_(Flagged)": "Impediment"}),
    )  # fmt: skip
    cards = by_title(said(board))
    assert {title: one.state for title, one in cards.items()} == {
        "A": State.DELIVERED, "B": State.IN_PROGRESS, "C": State.READY, "D": State.CANCELLED,
        "E": State.IN_PROGRESS,
    }  # fmt: skip
    assert states(cards["E"]) == [("ready", "2026-03-02"), ("in_progress", "2026-03-04")]
    assert cards["E"].blocked == "Impediment"
    assert "lists" not in asked(board)
    assert all(question.sure for question in board.questions)


@pytest.mark.parametrize(
    ("created", "due", "answer", "sure"),
    [("03/04/2026", "05/06/2026", "day", False), ("03/04/2026", "05/26/2026", "month", True),
     ("03/04/2026", "26/05/2026", "day", True)],
)  # fmt: skip
def test_dates_that_could_be_two_days_are_asked(
    created: str, due: str, answer: str, sure: bool
) -> None:
    board = jira(row("CX-1", "A", Created=created, Due_date=due))
    question = asked(board)["dates"]
    assert (question.answer, question.sure, question.hint) == (answer, sure, f"e.g. {created}")
    month, day = date(2026, 3, 4), date(2026, 4, 3)
    assert said(board).initiatives[0].moves[0].on == (month if answer == "month" else day)
    assert said(board, dates="month").initiatives[0].moves[0].on == month
    assert said(board, dates="day").initiatives[0].moves[0].on == day


def test_a_bad_cell_is_a_problem_of_its_row_and_stops_nothing() -> None:
    board = jira(
        row("CX-1", "A", Created="someday", Due_date="32/Jan/26", Comment="no date in this"),
        row("CX-1", "Twice"), row("", "No key"), row("CX-2", "  "),
    )  # fmt: skip
    incoming = said(board)
    assert [(one.key, one.title) for one in incoming.initiatives] == [
        ("CX-1", "A"), ("CX-1 #2", "Twice"), ("row 4", "No key"),
    ]  # fmt: skip
    assert [one.sentence for one in incoming.problems] == [
        "Row 2 (CX-1): Created: “someday” is no date.",
        "Row 2 (CX-1): Due date: “32/Jan/26” is no date.",
        "Row 5 (CX-2): It has no title and was left out.",
    ]
    assert notes(incoming)["Comments without a date were left out."] == 1


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16")])
def test_it_is_known_saved_again_by_a_spreadsheet(delimiter: str, encoding: str) -> None:
    rows = [("Issue key", "Summary", "Status"), ("CX-1", "Größe", "Done")]
    text = "\r\n".join(delimiter.join(cells) for cells in rows)
    board = board_of("x.csv", text.encode(encoding))
    assert [one.title for one in said(board).initiatives] == ["Größe"]
