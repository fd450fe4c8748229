"""Boards that were made to harm, or damaged: nothing but words comes of them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxdesk.exchange.boards import opening
from cxdesk.exchange.boards.notes import MOST_LINE
from cxdesk.exchange.boards.opening import opened
from cxdesk.exchange.bounds import MOST_CELL
from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.recognise import Found
from cxdesk.services.incoming import Incoming, Stopped
from cxdesk.store.errors import KnownError
from tests.exchange.boards.files import (
    TODAY,
    as_json,
    board_of,
    by_title,
    card,
    csv_of,
    happened,
    id_of,
    notes,
    said,
    trello,
)  # fmt: skip

FULL = trello(
    cards=[
        card(11, "A", 2, due="2026-05-01T10:00:00.000Z", dueComplete=True, idMembers=[id_of(51)],
             idLabels=[id_of(61)], labels=[{"name": "x"}], closed=False, isTemplate=False,
             start="2026-04-01T10:00:00.000Z", dateLastActivity="2026-05-01T10:00:00.000Z",
             desc="d", cover={"idAttachment": "a"},
             attachments=[{"name": "n", "url": "https://example.org", "isUpload": False}],
             customFieldItems=[{"idCustomField": id_of(71), "value": {"number": "3"}},
                               {"idCustomField": id_of(72), "idValue": id_of(81)}]),
    ],
    members=[{"id": id_of(51), "fullName": "Amara", "username": "a", "initials": "A"}],
    labels=[{"id": id_of(61), "name": "Billing", "color": "red"}],
    checklists=[{"id": id_of(31), "idCard": id_of(11), "name": "C", "pos": 1, "checkItems": [
        {"id": id_of(41), "name": "I", "pos": 1, "state": "complete", "idMember": id_of(51)}]}],
    customFields=[{"id": id_of(71), "name": "Cost", "type": "number"},
                  {"id": id_of(72), "name": "Priority", "type": "list",
                   "options": [{"id": id_of(81), "value": {"text": "High"}}]}],
    actions=[
        happened("updateCard", "2026-04-05T12:00:00.000Z", 11,
                 listBefore={"id": id_of(1), "name": "To do"},
                 listAfter={"id": id_of(2), "name": "Doing"}),
        happened("commentCard", "2026-04-05T12:00:00.000Z", 11, text="t")
        | {"memberCreator": {"fullName": "B", "username": "b"}},
        happened("updateCheckItemStateOnCard", "2026-04-05T12:00:00.000Z", 11,
                 checkItem={"id": id_of(41), "state": "complete"}),
    ],
)  # fmt: skip
WEKAN = {
    "_format": "wekan-board-1.0.0", "_id": "b1", "title": "Care",
    "lists": [{"_id": "l1", "title": "To do", "sort": 1, "archived": False}],
    "swimlanes": [{"_id": "s1", "title": "A", "sort": 1}, {"_id": "s2", "title": "B"}],
    "labels": [{"_id": "x1", "name": "L", "color": "sky"}],
    "users": [{"_id": "u1", "username": "a", "profile": {"fullname": "A", "initials": "A"}}],
    "cards": [{"_id": "c1", "title": "Call", "listId": "l1", "swimlaneId": "s1", "sort": 1,
               "assignees": ["u1"], "members": ["u1"], "labelIds": ["x1"], "type": "cardType-card",
               "createdAt": "2026-03-02T12:00:00.000Z", "customFields": [{"value": "x"}]}],
    "comments": [{"cardId": "c1", "text": "t", "userId": "u1", "createdAt": "2026-03-03"}],
    "checklists": [{"_id": "k1", "cardId": "c1"}], "attachments": [{"_id": "z"}],
    "checklistItems": [{"_id": "i1", "checklistId": "k1", "title": "One", "isFinished": True}],
    "activities": [{"activityType": "moveCard", "cardId": "c1", "listId": "l1", "oldListId": "l0",
                    "createdAt": "2026-03-03T12:00:00.000Z"}],
}  # fmt: skip
WRONG = st.sampled_from(
    (None, True, 0, -1, 1e308, 10**400, "", "x", "\ud800\0", "9" * 50, "9999-12-31T23:59:59Z",
     "0001-01-01T00:00:00+14:00", [], [None], [[]], {}, {"id": []}, [{"id": {}}])
)  # fmt: skip


def read(data: Any) -> Incoming | None:
    """What a file says, read to the end and shown; None for one that is no board."""
    board = opened(Found("b.json", json.dumps(data).encode()), Into(TODAY))
    if board is None:
        return None
    board.preview()
    return board.incoming(no_progress, never)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value in JSON."""
    yield path
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, one in pairs:
        yield from places(one, (*path, key))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at this place."""
    if not path:
        return value
    data = copy.deepcopy(data)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return data


BOARDS = {"trello": FULL, "wekan": WEKAN}
PLACES = [(name, path) for name, data in BOARDS.items() for path in places(data)]


@settings(max_examples=120)
@given(place=st.sampled_from(PLACES), value=WRONG)
@example(place=("trello", ("actions", 0, "type")), value=[])
@example(place=("trello", ("cards", 0, "idList")), value={})
@example(place=("wekan", ("cards", 0, "listId")), value=[])
def test_a_wrong_value_anywhere_is_no_crash(place: tuple[str, tuple[Any, ...]], value: Any) -> None:
    name, path = place
    incoming = read(replaced(BOARDS[name], path, value))
    for one in incoming.initiatives if incoming is not None else ():
        assert one.key
        assert one.title == " ".join(one.title.split())
        one.title.encode()  # no half of a pair, which no file could keep


def test_the_boards_of_this_test_are_whole() -> None:
    for data in BOARDS.values():
        incoming = read(data)
        assert incoming is not None
        assert len(incoming.initiatives) == len(incoming.actions) == len(incoming.people) == 1
        assert incoming.initiatives[0].comments


HEADS = (
    b'{"cards":', b'{"lists":[],"cards":[', b"PK\x03\x04", b"Issue key,Summary\n",
    b"Title;List;Swimlane;Members;Labels\n", b"\xff\xfe",
)  # fmt: skip


@settings(max_examples=40)
@given(st.binary(max_size=80), st.sampled_from(HEADS))
def test_any_bytes_are_a_board_or_not_or_refused_in_words(rest: bytes, head: bytes) -> None:
    for name in ("b.json", "b.csv", "b.xlsx"):
        with suppress(KnownError):
            board = opened(Found(name, head + rest), Into(TODAY))
            if board is not None:
                board.incoming(no_progress, never)


JIRA = ("Issue key", "Issue id", "Issue Type", "Summary", "Status", "Created", "Comment", "Parent",
        "Original Estimate", "Outward issue link (Blocks)")  # fmt: skip
CELL = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=9) | st.sampled_from(
    ("CX-1", "CX-2", "Epic", "Sub-task", "12/Jan/24", ";;", "1e999", "nan", "-1", "31/12/99 25:00")
)
ROW = st.tuples(*[CELL] * (len(JIRA) - 1))


@settings(max_examples=40)
@given(st.lists(ROW, min_size=1, max_size=4))
def test_any_cells_are_issues_or_problems(rows: list[tuple[str, ...]]) -> None:
    incoming = said(board_of("x.csv", csv_of([JIRA, *((*row, "CX-2") for row in rows)])))
    keys = [one.key for one in incoming.initiatives]
    assert len(set(keys)) == len(keys)
    assert {one.initiative for one in incoming.actions} <= set(keys)


def test_deep_nesting_is_refused() -> None:
    bomb = b'{"lists": [], "cards": [' + b"[" * 100_000
    with pytest.raises(KnownError, match="nested deeper than 60"):
        opened(Found("b.json", bomb), Into(TODAY))


def test_more_cards_than_any_office_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdesk.exchange.boards.trello.MOST_ITEMS", 3)
    board_of("b.json", as_json(trello(cards=[card(n, "A") for n in range(11, 14)])))
    with pytest.raises(KnownError, match=r"b\.json holds more than 3 cards"):
        board_of("b.json", as_json(trello(cards=[card(n, "A") for n in range(11, 15)])))


def test_texts_are_cut_and_that_is_said() -> None:
    data = trello(cards=[card(11, "x" * 600, desc="y" * (MOST_CELL + 1)), card(12, "\0A\ud800b")])
    incoming = said(board_of("b.json", as_json(data)))
    long = incoming.initiatives[0]
    assert (long.title, len(long.description or "")) == ("x" * MOST_LINE, MOST_CELL)
    assert "Ab" in by_title(incoming)
    told = notes(incoming)
    assert told["A title of more than 500 characters was cut."] == 1
    assert told["A text of more than 100,000 characters was cut."] == 1


def test_other_files_are_no_boards() -> None:
    for name, content in {
        "a.json": b'{"format": "cxdesk"}', "b.json": b'{"cards": 1, "lists": []}', "c.json": b"[]",
        "d.csv": b"Title,Owner,State\nA,B,Done\n", "e.xlsx": b"PK\x03\x04", "f.txt": b"\0\1\2" * 99,
        "g.json": b'{"cards": [{}], "lists": [{}]}', "h.csv": b"",
    }.items():  # fmt: skip
        assert opening.opened(Found(name, content), Into(TODAY)) is None, name


def test_who_gives_up_is_heard() -> None:
    data = trello(cards=[card(number, "A") for number in range(11, 500)])
    board = board_of("b.json", as_json(data))
    steps: list[tuple[int, int]] = []
    with pytest.raises(Stopped):
        board.incoming(lambda done, of: steps.append((done, of)), lambda: len(steps) == 2)
    assert steps == [(200, 489), (400, 489)]
