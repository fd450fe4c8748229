"""The cards and lanes of the sample are those of the design's pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cxdesk.model.states import Priority, State
from cxdesk.services import cards, initiatives
from cxdesk.services.cards import Board, Card, lane
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import ini, state

# code, state, days in it, actions done/all, charter, waits for, priority 1-4, domain and owner
CARDS = """\
CX-101 in_progress  49 3/5 v1.0,approved  -             4 IT    RM
CX-102 ready        14 0/4 v1.0,approved  CX-101        4 Care  CD
CX-103 planned      21 1/3 v0.3,draft     CX-101        3 IT    LM
CX-104 delivered    24 2/2 v1.0,approved  -             2 Fin   ER
CX-201 in_progress  35 4/7 v1.1,approved  -             3 Fin   BC
CX-202 planned      21 0/2 v0.2,in_review CX-101        3 IT    LM
CX-203 ready        14 0/3 v1.0,approved  CX-201        2 Care  AK
CX-204 backlog      63 0/0 ,              -             3 Fin   BC
CX-301 in_progress  42 6/8 v1.0,approved  -             3 Care  AK
CX-302 ready        17 1/3 v1.0,approved  -             3 IT    LM
CX-303 planned      35 0/1 ,              CX-301        1 Care  CD
CX-304 embedded     27 5/5 v1.0,approved  -             3 Care  CD
CX-401 in_progress  14 2/6 v1.0,approved  -             3 Field IL
CX-402 planned      28 0/2 v0.1,draft     CX-401        2 IT    RM
CX-403 planned      26 0/1 v0.1,draft     CX-103,CX-401 2 Field HS
CX-404 backlog      63 0/0 ,              CX-403        2 Field IL
CX-501 ready        12 1/4 v1.0,approved  CX-201        3 S&M   TV
CX-502 in_progress  21 3/7 v1.0,approved  -             4 S&M   TV
CX-503 backlog      66 0/0 ,              CX-502        1 S&M   TV
CX-504 ready         7 1/4 v1.0,approved  -             1 S&M   JW
CX-601 in_progress  28 5/6 v1.0,approved  -             2 Org   SM
CX-602 planned      18 0/3 v0.1,draft     CX-601        2 Org   SM
CX-603 delivered   199 4/4 v1.0,approved  -             1 Org   SM
CX-604 ready        11 1/3 v1.0,approved  -             1 Org   JW"""

LANES = """\
B1|Ask Once|30 Apr|1|368|6/14|At risk|no slack left
B2|Clear Bills|31 May|0|153|4/12|On track|6 days slack
B3|Answer Faster|30 Apr|1|269|12/17|On track|5 days slack
B4|Right First Visit|31 Dec|0|530|2/9|On track|10 days slack
B5|Stay With Us|30 Nov|0|319|5/15|At risk|3 actions overdue, 2 days slack
B6|Everyone Plays|30 Jun|1|68|10/16|At risk|1 check overdue"""


@pytest.fixture
def board(store: Store) -> Board:
    return read(store)


def read(store: Store) -> Board:
    with store.read() as session:
        return cards.board(session)


def of(board: Board, code: str) -> Card:
    return next(card for card in board.cards if card.code == code)


def test_cards_show_the_figures_of_the_pictures(board: Board) -> None:
    shown = [
        [
            card.code, card.state.value, str((TODAY - card.since).days),
            f"{card.done}/{card.actions}", ",".join(card.charter).replace(" ", "_"),
            ",".join(card.after) or "-", str(card.level), card.domain, card.initials,
        ]
        for card in sorted(board.cards, key=lambda card: card.code)
    ]  # fmt: skip
    assert shown == [row.split() for row in CARDS.splitlines()]


def test_cards_show_what_needs_attention(board: Board) -> None:
    assert {card.code: card.blocked for card in board.cards if card.blocked} == {
        "CX-102": "by CX-101"
    }
    assert {card.code: card.check_due for card in board.cards if card.check_due} == {
        "CX-104": date(2027, 4, 30), "CX-603": TODAY - timedelta(days=15),
    }  # fmt: skip
    assert {c.code: c.overdue_actions for c in board.cards if c.overdue_actions} == {
        "CX-502": 2, "CX-504": 1,
    }  # fmt: skip


def test_lanes_say_what_their_headers_show(board: Board) -> None:
    shown = []
    for batch in board.batches:
        members = [card for card in board.cards if card.batch_id == batch.id]
        its = lane(batch, members, board.today, board.frame.calendar)
        assert its.health is not None
        assert batch.deadline is not None
        shown.append(
            f"{batch.code}|{batch.name}|{batch.deadline:%d %b}|{its.delivered}|{its.cost:g}|"
            f"{its.done}/{its.actions}|{its.health.label}|{its.health.why}"
        )
    assert shown == LANES.splitlines()


def test_a_lanes_segments_begin_with_what_is_delivered(board: Board) -> None:
    first = board.batches[0]
    members = [card for card in board.cards if card.batch_id == first.id]
    segments = lane(first, reversed(members), board.today, board.frame.calendar).segments
    assert segments == (State.DELIVERED, State.IN_PROGRESS, State.READY, State.PLANNED)


def test_one_without_dates_is_overdue_once_the_deadline_has_passed(board: Board) -> None:
    batch = next(one for one in board.batches if one.code == "B2")
    undated = replace(of(board, "CX-204"), start=None, end=None)
    calendar = board.frame.calendar
    assert batch.deadline is not None
    last = lane(batch, [undated], batch.deadline, calendar).health
    over = lane(batch, [undated], batch.deadline + timedelta(days=1), calendar).health
    assert last is not None
    assert over is not None
    assert (last.label, over.label, over.why) == ("On track", "At risk", "1 initiative overdue")


def test_a_lane_of_what_has_no_batch_has_no_health(board: Board) -> None:
    none = replace(board.batches[0], id=None, deadline=None)
    assert lane(none, board.cards, TODAY, board.frame.calendar).health is None


def test_the_frame_holds_the_limits_of_the_strategy(board: Board) -> None:
    frame = board.frame
    assert (frame.budget, frame.wip, frame.owner_wip, frame.wip_hard) == (1800, 8, 2, False)
    assert sum(card.cost for card in board.cards) == 1707
    assert not frame.calendar.works(date(2026, 12, 25))


def test_one_on_hold_stands_where_it_returns_to(store: Store) -> None:
    store.do("Hold", state("CX-101", State.ON_HOLD, "Waits for law"))
    card = of(read(store), "CX-101")
    assert (card.state, card.column, card.reason) == (
        State.ON_HOLD, State.IN_PROGRESS, "Waits for law",
    )  # fmt: skip


def test_cancelled_and_archived_ones_leave_the_board(store: Store) -> None:
    store.do("Cancel", state("CX-204", State.CANCELLED, "No budget"))
    store.do("Archive", lambda s: initiatives.archive(s, ini(s, "CX-304")))
    codes = {card.code for card in read(store).cards}
    assert len(codes) == 22
    assert not codes & {"CX-204", "CX-304"}


def test_a_cancelled_predecessor_is_still_waited_for(store: Store) -> None:
    # The move would be refused, so the card says why.
    store.do("Cancel", state("CX-101", State.CANCELLED, "No budget"))
    assert of(read(store), "CX-102").after == ("CX-101",)


def test_priority_is_derived_until_it_is_set(store: Store) -> None:
    assert of(read(store), "CX-101").level == 4
    store.do("Rate", lambda s: initiatives.rate(s, ini(s, "CX-101"), 1, 1, 1, 1))
    assert of(read(store), "CX-101").level == 1
    store.do("Set", lambda s: initiatives.prioritise(s, ini(s, "CX-101"), Priority.HIGH))
    assert of(read(store), "CX-101").level == 3


def test_an_empty_choice_of_cards_is_empty(store: Store) -> None:
    with store.read() as session:
        frame = cards.board(session).frame
        assert cards.cards(session, frame, []) == []
        assert [card.code for card in cards.cards(session, frame, [ini(session, "CX-101")])] == [
            "CX-101"
        ]
