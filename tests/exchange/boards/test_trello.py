"""Trello boards written by hand: moves, checklists, comments, fields, and what is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cxdesk.model.states import Priority, State
from cxdesk.model.work import ActionState
from tests.exchange.boards.files import (
    as_json,
    asked,
    board_of,
    by_title,
    card,
    happened,
    id_of,
    notes,
    said,
    states,
    trello,
)  # fmt: skip


def lists(*places: int) -> dict[str, Any]:
    """`listBefore` and `listAfter`, or `list` for one."""
    names = {1: "To do", 2: "Doing", 3: "Done", 8: "Blocked by IT", 9: "Elsewhere"}
    of = [{"id": id_of(place), "name": names[place]} for place in places]
    return {"list": of[0]} if len(of) == 1 else {"listBefore": of[0], "listAfter": of[1]}


def read(data: dict[str, Any], **answers: str):  # type: ignore[no-untyped-def]
    return said(board_of("board.json", as_json(data)), **answers)


def test_moves_are_dated_by_what_happened_and_by_the_id_where_nothing_did() -> None:
    data = trello(
        cards=[card(11, "Whole", 3), card(12, "Cut off", 2), card(13, "Silent", 1),
               card(14, "Unseen", 3, dateLastActivity="2026-05-05T12:00:00.000Z"),
               card(15, "Through a list that is gone", 2)],
        actions=[
            happened("updateCard", "2026-04-09T12:00:00.000Z", 11, **lists(2, 3)),
            happened("updateCard", "2026-04-02T12:00:00.000Z", 11, **lists(1, 2)),
            happened("createCard", "2026-03-02T12:00:00.000Z", 11, **lists(1)),
            happened("updateCard", "2026-04-20T12:00:00.000Z", 12, **lists(1, 2)),
            happened("updateCard", "2026-04-21T12:00:00.000Z", 14, **lists(1, 2)),
            happened("updateCard", "2026-04-04T12:00:00.000Z", 15, **lists(1, 8)),
            happened("updateCard", "2026-04-05T12:00:00.000Z", 15, **lists(8, 9)),
            happened("updateCard", "2026-04-08T12:00:00.000Z", 15, **lists(9, 2)),
            happened("updateCard", "2026-04-30T12:00:00.000Z", 11, old={"desc": ""}),
        ],
    )  # fmt: skip
    cards = by_title(read(data))
    assert states(cards["Whole"]) == [
        ("backlog", "2026-03-02"), ("in_progress", "2026-04-02"), ("delivered", "2026-04-09"),
    ]  # fmt: skip
    assert states(cards["Cut off"]) == [("backlog", "2026-03-02"), ("in_progress", "2026-04-20")]
    assert states(cards["Silent"]) == [("backlog", "2026-03-02")]
    assert states(cards["Unseen"])[-1] == ("delivered", "2026-05-05")
    assert states(cards["Through a list that is gone"]) == [
        ("backlog", "2026-03-02"), ("on_hold", "2026-04-04"), ("in_progress", "2026-04-08"),
    ]  # fmt: skip
    assert [cards["Whole"].since, cards["Unseen"].since] == [date(2026, 4, 9), date(2026, 5, 5)]


@pytest.mark.parametrize("kind", ["copyCard", "moveCardToBoard", "convertToCardFromCheckItem"])
def test_a_card_begins_where_it_was_made_or_came_in(kind: str) -> None:
    happening = happened(kind, "2026-03-05T12:00:00.000Z", 11, **lists(2))
    one = by_title(read(trello(cards=[card(11, "A", 2)], actions=[happening])))["A"]
    assert states(one) == [("in_progress", "2026-03-05")]


def test_what_is_to_come_has_not_happened() -> None:
    moved = happened("updateCard", "2027-01-05T12:00:00.000Z", 11, **lists(1, 3))
    one = by_title(read(trello(cards=[card(11, "A", 3)], actions=[moved])))["A"]
    assert one.state is State.DELIVERED
    assert all(move.on <= date(2026, 11, 23) for move in one.moves)


def test_the_answers_give_the_states_of_the_moves_too() -> None:
    moved = happened("updateCard", "2026-04-05T12:00:00.000Z", 11, **lists(1, 2))
    board = board_of("b.json", as_json(trello(cards=[card(11, "A", 2)], actions=[moved])))
    answers = {f"list:{id_of(1)}": "planned", f"list:{id_of(2)}": "ready"}
    assert states(by_title(said(board, **answers))["A"]) == [
        ("planned", "2026-03-02"), ("ready", "2026-04-05"),
    ]  # fmt: skip


def test_what_is_ticked_as_done_is_delivered_wherever_it_is() -> None:
    ticked = happened("updateCard", "2026-04-07T12:00:00.000Z", 11, old={"dueComplete": False})
    ticked["data"]["card"]["dueComplete"] = True
    done = {"dueComplete": True, "due": "2026-04-30T12:00:00.000Z"}
    data = trello(
        cards=[card(11, "By action", 2, **done),
               card(12, "By date", 1, dateCompleted="2026-04-06T12:00:00.000Z", **done)],
        actions=[ticked],
    )  # fmt: skip
    incoming = read(data)
    cards = by_title(incoming)
    assert states(cards["By action"])[-1] == ("delivered", "2026-04-07")
    assert states(cards["By date"])[-1] == ("delivered", "2026-04-06")
    assert cards["By action"].end == date(2026, 4, 30)
    assert [many for text, many in notes(incoming).items() if "closed as done" in text] == [2]
    assert by_title(read(data, lists="batches"))["By date"].state is State.DELIVERED


def test_checklists_are_actions() -> None:
    checklists = [
        {"id": id_of(31), "idCard": id_of(11), "name": "Checklist", "pos": 2, "checkItems": [
            {"id": id_of(42), "name": "Second", "pos": 2, "state": "incomplete",
             "idMember": id_of(51), "due": "2026-05-01T10:00:00.000Z"},
            {"id": id_of(41), "name": "First", "pos": 1, "state": "complete"}]},
        {"id": id_of(32), "idCard": id_of(11), "name": "Print", "pos": 1, "checkItems": [
            {"id": id_of(43), "name": "Third", "pos": 1, "state": "incomplete"}]},
    ]  # fmt: skip
    ticked = happened("updateCheckItemStateOnCard", "2026-04-03T12:00:00.000Z", 11,
                      checkItem={"id": id_of(41), "state": "complete"})  # fmt: skip
    members = [{"id": id_of(51), "fullName": "Amara Diallo", "username": "ad", "initials": "AD"}]
    data = trello(cards=[card(11, "A")], checklists=checklists, members=members, actions=[ticked])
    board = board_of("b.json", as_json(data))
    actions = said(board).actions
    assert [one.title for one in actions] == ["Print: Third", "First", "Second"]
    assert (actions[1].state, actions[1].done_on) == (ActionState.DONE, date(2026, 4, 3))
    assert (actions[2].owner, actions[2].due) == (id_of(51), date(2026, 5, 1))
    assert actions[2].state is ActionState.TODO
    assert asked(board)["checklists"].hint == "3 lines"
    assert notes(said(board, checklists="-"))["Checklists were left out."] == 3


def test_members_labels_comments_archived_and_links() -> None:
    members = [{"id": id_of(51), "fullName": "Amara Diallo"}, {"id": id_of(52), "username": "jw"}]
    labels = [{"id": id_of(61), "name": "Billing", "color": "red"},
              {"id": id_of(62), "name": "", "color": "sky"}]  # fmt: skip
    comments = [
        happened("commentCard", f"2026-04-0{day}T08:30:00.000Z", 11, text=text)
        | {"memberCreator": {"fullName": "Jonas Weber"}}
        for day, text in ((5, "Later <b>&"), (4, "Earlier"))
    ]
    attached = [{"name": "Plan", "url": "https://example.org/p", "isUpload": False},
                {"name": "x.png", "url": "https://trello.example/x", "isUpload": True}]  # fmt: skip
    data = trello(
        cards=[
            card(11, "A\n card ", desc="Said.", idMembers=[id_of(52), id_of(51), id_of(99)],
                 idLabels=[id_of(61), id_of(62)], attachments=attached),
            card(12, "Old", 3, closed=True), card(13, "In an old list", 4),
            card(14, "Form", isTemplate=True), card(15, "---", cardRole="separator"),
            card(16, "  "),
        ],
        members=members, labels=labels, actions=comments,
        lists=[*trello()["lists"], {"id": id_of(4), "name": "Done 2025", "pos": 4, "closed": True}],
    )  # fmt: skip
    board = board_of("b.json", as_json(data))
    incoming = said(board)
    cards = by_title(incoming)
    one = cards["A card"]
    assert (one.owner, one.labels) == (id_of(52), ("Billing", "Sky"))
    assert one.description == "Said.\n\nPlan: https://example.org/p"
    assert [(each.author, each.at, each.text) for each in one.comments] == [
        ("Jonas Weber", datetime(2026, 4, 4, 8, 30), "Earlier"),
        ("Jonas Weber", datetime(2026, 4, 5, 8, 30), "Later <b>&"),
    ]
    assert {title for title, each in cards.items() if each.archived} == {"Old", "In an old list"}
    assert [one.name for one in incoming.people] == ["Amara Diallo", "jw"]
    told = notes(incoming)
    assert told["Templates of cards were left out."] == 1
    assert told["Separators between cards were left out."] == 1
    assert told["Attached files stay in Trello: a board's file only names them."] == 1
    assert [problem.sentence for problem in incoming.problems] == [
        "A card: It has no title and was left out."
    ]
    assert len(said(board, archived="-").initiatives) == 1
    by_domain = by_title(said(board, labels="domains"))["A card"]
    assert (by_domain.domain, by_domain.labels) == ("Billing", ("Sky",))
    assert by_title(said(board, labels="-"))["A card"].labels == ()


def test_fields_that_fit_are_taken_and_the_others_told() -> None:
    fields = [
        {"id": id_of(71), "name": "Budget", "type": "number"},
        {"id": id_of(72), "name": "Aufwand (PT)", "type": "number"},
        {"id": id_of(73), "name": "Start date", "type": "date"},
        {"id": id_of(74), "name": "Priority", "type": "list", "options": [
            {"id": id_of(81), "value": {"text": "🔥 Highest"}},
            {"id": id_of(82), "value": {"text": "?"}}]},
        {"id": id_of(75), "name": "Risk", "type": "text"},
    ]  # fmt: skip

    def values(*pairs: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"idCustomField": id_of(field)} | value for field, value in pairs]

    data = trello(
        customFields=fields,
        cards=[
            card(11, "A", customFieldItems=values(
                (71, {"value": {"number": "12000"}}), (72, {"value": {"number": "7.5"}}),
                (73, {"value": {"date": "2026-05-04T12:00:00.000Z"}}), (74, {"idValue": id_of(81)}),
                (75, {"value": {"text": "None"}}))),
            card(12, "B", customFieldItems=values(
                (71, {"value": {"number": "-1"}}), (74, {"idValue": id_of(82)}))),
        ],
    )  # fmt: skip
    board = board_of("b.json", as_json(data))
    one = by_title(said(board))["A"]
    assert (one.cost, one.effort, one.priority) == (12.0, 7.5, Priority.HIGHEST)
    assert one.start == date(2026, 5, 4)
    assert by_title(said(board, cost="thousands"))["A"].cost == 12_000
    told = notes(said(board))
    assert told["“Aufwand (PT)” was taken for person-days."] == 1
    for name, many in {"Budget": 1, "Priority": 1, "Risk": 1}.items():
        assert told[f"There is no place for the custom field “{name}”."] == many


def test_who_left_the_board_is_still_on_the_card() -> None:
    gone = {"id": id_of(52), "fullName": "Gone Away", "initials": "GA"}
    data = trello(
        cards=[card(11, "A", idMembers=[id_of(52)]), card(12, "B", idMembers=[id_of(53)])],
        actions=[happened("addMemberToCard", "2026-04-05T12:00:00.000Z", 11) | {"member": gone}],
    )
    incoming = read(data)
    assert [(one.key, one.name) for one in incoming.people] == [(id_of(52), "Gone Away")]
    assert {title: one.owner for title, one in by_title(incoming).items()} == {
        "A": id_of(52), "B": "",
    }  # fmt: skip
    assert notes(incoming)["Members whom the file does not name were left out."] == 1


def test_what_has_no_place_here_is_told() -> None:
    rest = {"cover": {"idAttachment": "x"}, "idMembersVoted": ["a", "b"], "address": "Here",
            "stickers": [{}], "pluginData": [{}]}  # fmt: skip
    told = notes(read(trello(cards=[card(11, "A", **rest)], desc="About this board")))
    assert told == {
        "There is no place for covers of cards.": 1, "There is no place for votes.": 2,
        "There is no place for places on a map.": 1, "There is no place for stickers.": 1,
        "There is no place for data of Power-Ups.": 1,
        "There is no place for the description of a board.": 1,
    }  # fmt: skip


def test_a_file_with_as_many_actions_as_trello_gives_says_so() -> None:
    actions = [
        happened("updateCard", f"2026-04-05T12:00:{at % 60:02}.000Z", 11) for at in range(1000)
    ]
    told = notes(read(trello(cards=[card(11, "A")], actions=actions)))
    assert any("the last 1,000 actions" in text and "5 Apr 2026" in text for text in told)
    told = notes(read(trello(cards=[card(11, "A")], actions=actions[1:])))
    assert not any("1,000" in text for text in told)


def test_where_the_cards_go() -> None:
    board = board_of("b.json", as_json(trello(cards=[card(11, "A"), card(12, "B", 2)])))
    options = dict(asked(board)["batch"].options)
    assert options == {
        "board": "One batch: Ask Once", "code:B1": "B1 Ask Once", "code:B2": "B2 Clear Bills",
        "none": "No batch",
    }  # fmt: skip
    into = said(board, batch="code:B2")
    assert [(one.code, one.name) for one in into.batches] == [("B2", "Clear Bills")]
    assert {one.batch for one in into.initiatives} == {into.batches[0].key}
    assert said(board, batch="none").batches == ()
    assert [one.name for one in said(board, lists="batches").batches] == ["To do", "Doing"]


def test_the_first_cards_are_shown_as_they_will_be_read() -> None:
    members = [{"id": id_of(51), "fullName": "Amara Diallo"}]
    due = {"due": "2026-05-01T10:00:00.000Z", "idMembers": [id_of(51)]}
    board = board_of(
        "b.json", as_json(trello(cards=[card(11, "A", 2, **due), card(12, "B")], members=members))
    )
    shown = board.preview(1)
    assert shown.titles[:5] == ("Card", "List", "State", "Owner", "Due")
    assert shown.rows == (("B", "To do", "Backlog", "", "", "", ""),)
    assert shown.total == 2
    again = board.answered({f"list:{id_of(2)}": "on_hold"}).preview()
    assert again.rows[1][:5] == ("A", "Doing", "On hold", "Amara Diallo", "1 May 2026")
    assert board.answered({"list:Doing": "-"}).preview().rows[1][2] == "Left out"
