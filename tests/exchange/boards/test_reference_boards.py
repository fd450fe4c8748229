"""Real files of other programs, against what json, csv and openpyxl count in them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, datetime

import openpyxl
import pytest

from cxdesk.exchange.opened import LEAVE_OUT
from cxdesk.model.states import State
from tests.exchange.boards.files import asked, board_of, by_title, notes, reference, said, states


@pytest.mark.parametrize("name", ["trello-clone.json", "trello-project100.json"])
def test_everything_on_a_trello_board_comes_along(name: str) -> None:
    path = reference(name)
    data = json.loads(path.read_text("utf-8"))
    board = board_of(name, path.read_bytes())
    incoming = said(board)
    cards = {card["id"]: card for card in data["cards"]}
    assert {one.key: one.title for one in incoming.initiatives} == {
        id: card["name"] for id, card in cards.items()
    }
    assert incoming.source == f"trello:{data['id']}"
    assert (incoming.program, board.kind) == (data["name"], "Trello board")
    assert [one.name for one in incoming.people] == [one["fullName"] for one in data["members"]]
    assert {one.key: one.owner or None for one in incoming.initiatives} == {
        id: next(iter(card["idMembers"]), None) for id, card in cards.items()
    }
    items = {item["id"]: (of["idCard"], item) for of in data["checklists"]
             for item in of["checkItems"]}  # fmt: skip
    assert {one.key: one.initiative for one in incoming.actions} == {
        id: card for id, (card, _) in items.items()
    }
    for one in incoming.actions:
        assert one.title.endswith(" ".join(items[one.key][1]["name"].split()))
    made = {id: datetime.fromtimestamp(int(id[:8], 16)).date() for id in cards}
    assert {one.key: one.moves[0].on for one in incoming.initiatives} == made
    uploads = sum(len(card["attachments"]) for card in data["cards"])
    fields = sum(len(card.get("customFieldItems", ())) for card in data["cards"])
    told = notes(incoming)
    assert sum(many for text, many in told.items() if "Attached files" in text) == uploads
    assert sum(many for text, many in told.items() if "custom field" in text) == fields


def test_a_card_that_went_back_has_its_moves() -> None:
    path = reference("trello-project100.json")
    board = board_of(path.name, path.read_bytes())
    assert asked(board)["lists"].answer == "states"
    cards = by_title(said(board))
    assert states(cards["Visualize code"]) == [
        ("delivered", "2020-12-05"), ("in_progress", "2020-12-05"),
    ]  # fmt: skip
    assert cards["Visualize code"].state is State.IN_PROGRESS
    assert states(cards["Write code"]) == [("backlog", "2020-12-05")]


def test_lists_that_are_no_states_are_batches_or_something_else() -> None:
    path = reference("trello-clone.json")
    data = json.loads(path.read_text("utf-8"))
    board = board_of(path.name, path.read_bytes())
    names = {one["id"]: one["name"] for one in data["lists"]}
    many = Counter(names[card["idList"]] for card in data["cards"])
    incoming = said(board)
    of = {one.key: one.name for one in incoming.batches}
    assert Counter(of[one.batch or ""] for one in incoming.initiatives) == many
    as_domains = said(board, lists="domains")
    assert Counter(one.domain for one in as_domains.initiatives) == many
    assert {one.name for one in as_domains.domains} == set(many)
    lab = next(id for id, name in names.items() if name == "Lab")
    without = said(board, **{f"list:{lab}": LEAVE_OUT, "checklists": LEAVE_OUT})
    assert len(without.initiatives) == len(data["cards"]) - many["Lab"]
    assert without.actions == ()
    assert notes(without)["Cards were left out with their lists."] == many["Lab"]


def test_the_csv_of_wekan() -> None:
    path = reference("kanban-generic.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    board = board_of(path.name, path.read_bytes())
    assert (board.kind, asked(board)["dates"].answer) == ("WeKan board", "month")
    incoming = said(board)
    cards = by_title(incoming)
    assert list(cards) == [row["Title"] for row in rows]

    def day(text: str) -> date | None:
        return datetime.strptime(text, "%m/%d/%Y").date() if text else None

    for row in rows:
        one = cards[row["Title"]]
        assert (one.start, one.end) == (day(row["start date"]), day(row["Due Date"]))
        assert one.owner == row["Owner"]
        labels = [label.partition("-")[0] for label in row["Labels"].split()]
        assert list(one.labels or ()) == labels
        made = day(row["created at"])
        assert one.moves[0].on == (min(made, one.moves[-1].on) if made else None)
    others = sum(len(set(row["Members"].split()) - {row["Owner"]}) for row in rows)
    assert notes(incoming) == {
        "One person owns an initiative: the others on cards were left out.": others
    }


def test_the_workbook_of_planner() -> None:
    path = reference("ms-planner.xlsx")
    sheet = openpyxl.load_workbook(path)["Tasks"]
    rows = [dict(zip([cell.value for cell in sheet[5]], values, strict=True))
            for values in sheet.iter_rows(min_row=6, values_only=True)]  # fmt: skip
    board = board_of(path.name, path.read_bytes())
    incoming = said(board, lists="batches")
    assert incoming.source == f"planner:{sheet['B2'].value}"
    assert incoming.program == sheet["B1"].value
    cards = by_title(incoming)
    assert list(cards) == [row["Task Name"] for row in rows]
    assert len({one.key for one in incoming.initiatives}) == len(rows)
    batches = {one.key: one.name for one in incoming.batches}
    state = {"Not started": State.BACKLOG, "In progress": State.IN_PROGRESS,
             "Completed": State.DELIVERED}  # fmt: skip
    people = {one.key: one.name for one in incoming.people}
    for row in rows:
        one = cards[row["Task Name"]]
        assert one.state is state[row["Progress"]]
        assert batches[one.batch or ""] == row["Bucket Name"]
        assert people[one.owner or ""] == row["Assigned To"]
        assert one.since == datetime.strptime(
            row["Completed Date"] or row["Created Date"], "%m/%d/%Y"
        ).date()  # fmt: skip
        assert one.end == ((row["Due Date"] and date(2020, 10, 4)) or None)
    lines = sum(len(row["Checklist Items"].split(";")) for row in rows if row["Checklist Items"])
    assert len(incoming.actions) == lines
    ids = Counter(row["Task ID"] for row in rows)
    repeated = sum(many for many in ids.values() if many > 1)
    told = notes(incoming)["The same Task ID stands in several rows: names tell them apart."]
    assert told == repeated
