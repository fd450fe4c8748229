"""What of the board goes to paper: every card once, whatever it is cut by."""

from __future__ import annotations

from dataclasses import replace

from cxdesk.model.states import State
from cxdesk.services.board_sheet import BoardSheet, board_sheet, read_board
from cxdesk.services.cards import Board, board
from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES, Axis, Heading, headings
from cxdesk.store.store import Store

Cut = tuple[Board, tuple[Heading, ...], tuple[Heading, ...]]


def codes(sheet: BoardSheet) -> list[str]:
    return [card.code for row in sheet.lanes for cell in row.cells for card in cell]


def cut(store: Store, columns: Axis = Axis.STATE, lanes: Axis = Axis.BATCH) -> Cut:
    with store.read() as session:
        found = board(session)
        return found, headings(session, columns, found), headings(session, lanes, found)


def test_every_card_stands_once_by_whatever_the_board_is_cut(store: Store) -> None:
    with store.read() as session:
        everything = sorted(card.code for card in board(session).cards)
        for columns in COLUMN_AXES:
            for lanes in LANE_AXES:
                sheet = read_board(session, columns, lanes)
                assert sorted(codes(sheet)) == everything, (columns, lanes)
                assert (sheet.shown, sheet.total) == (24, 24)
                assert sheet.grouped == (columns.value, "" if lanes is Axis.NONE else lanes.value)
                assert {len(row.cells) for row in sheet.lanes} == {len(sheet.columns)}
                if columns is not Axis.STATE:  # where one on hold does not count as worked on
                    assert sum(head.count for head in sheet.columns) == 24


def test_heads_say_count_limit_and_why_it_is_passed(store: Store) -> None:
    with store.read() as session:
        heads = read_board(session).columns
    assert [(head.label, head.count, head.limit) for head in heads] == [
        ("Backlog", 3, None), ("Planned", 6, None), ("Ready", 6, None), ("In progress", 6, 8),
        ("Delivered", 2, None), ("Embedded", 1, None),
    ]  # fmt: skip
    found, columns, lanes = cut(store)
    narrow = replace(found.frame, wip=5)
    head = board_sheet(replace(found, frame=narrow), columns, lanes).columns[3]
    assert (head.limit, head.note) == (5, "1 over")
    reasons = ("", "an older one", "regulator deadline")
    working = [card for card in found.cards if card.state is State.IN_PROGRESS]
    since = sorted(card.since for card in working)
    told = [
        replace(card, reason=reason, since=day)
        for card, reason, day in zip(working, (*reasons, "", "", ""), since, strict=True)
    ]
    rest = [card for card in found.cards if card.state is not State.IN_PROGRESS]
    over = replace(found, frame=narrow, cards=(*rest, *told))
    assert board_sheet(over, columns, lanes).columns[3].note == "1 over: “regulator deadline”"
    held = replace(told[0], state=State.ON_HOLD)
    fewer = replace(found, frame=narrow, cards=(*rest, held, *told[1:]))
    head = board_sheet(fewer, columns, lanes).columns[3]
    assert (head.count, head.note) == (5, "")


def test_lanes_count_all_their_cards_and_show_what_passes(store: Store) -> None:
    found, columns, lanes = cut(store)
    shown = {card.id for card in found.cards if card.code in ("CX-101", "CX-404")}
    sheet = board_sheet(found, columns, lanes, shown, ("Words “x”",))
    assert codes(sheet) == ["CX-101", "CX-404"]
    assert (sheet.shown, sheet.total, sheet.filters) == (2, 24, ("Words “x”",))
    first = sheet.lanes[0]
    assert (first.title, first.lead, first.cost) == ("B1 Ask Once", "Ravi Menon", 368)
    assert len(first.segments) == 4
    assert sheet.columns[2].count == 6


def test_what_has_none_is_left_out_where_all_have_one(store: Store) -> None:
    found, columns, lanes = cut(store, Axis.OWNER, Axis.DOMAIN)
    assert columns[-1].name == "No owner"
    assert "No owner" not in [head.label for head in board_sheet(found, columns, lanes).columns]
    homeless = replace(found.cards[0], owner_id=None)
    missing = board_sheet(replace(found, cards=(homeless, *found.cards[1:])), columns, lanes)
    assert missing.columns[-1].label == "No owner"
    assert missing.columns[-1].count == 1
    assert sum(len(row.cells[-1]) for row in missing.lanes) == 1
    gone = board_sheet(replace(found, cards=()), columns, lanes)
    assert len(gone.columns) == len(columns) - 1
    assert all(row.name != "Organisation-wide" for row in gone.lanes)
