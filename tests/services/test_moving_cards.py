"""Moving cards: their order, limits and reasons, one or many, all or none."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.program import FrameItem, Horizon, Measure, Program
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import actions, cards, charter_lines, initiatives, kanban
from cxdesk.services.grouping import Axis, headings, key_of
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.services.commands import act, bat, ini, state

Five = list[int]


@pytest.fixture
def five(store: Store) -> Five:
    """Five more in the backlog of B1, which has no other: a, b, c, d, e."""

    def add(session: Session) -> Five:
        return [initiatives.add(session, name, batch=bat(session, "B1")) for name in "abcde"]

    return store.do("Add", add)[0]


def cell(store: Store, batch: str = "B1", column: State = State.BACKLOG) -> str:
    with store.read() as session:
        lane = bat(session, batch)
        return "".join(
            card.title
            for card in cards.board(session).cards
            if card.batch_id == lane and card.column is column
        )


def move(store: Store, ids: Five, after: int | None) -> None:
    """Move cards behind another of their cell, or to its top, as the board does."""
    with store.read() as session:
        board = cards.board(session)
    lead = next(card for card in board.cards if card.id == ids[0])
    rest = [
        card.id
        for card in board.cards
        if (card.batch_id, card.column) == (lead.batch_id, lead.column) and card.id not in ids
    ]
    at = 0 if after is None else rest.index(after) + 1
    before = rest[at] if at < len(rest) else None
    store.do("Move", lambda s: kanban.move(s, ids, after=after, before=before))


def test_a_card_goes_to_the_top_between_two_and_to_the_end(store: Store, five: Five) -> None:
    a, b, c, _d, e = five
    move(store, [c], None)
    assert cell(store) == "cabde"
    move(store, [e], a)
    assert cell(store) == "caebd"
    move(store, [b], five[3])
    assert cell(store) == "caedb"


def test_several_cards_keep_the_order_they_are_given_in(store: Store, five: Five) -> None:
    a, b, c, d, e = five
    move(store, [e, b], a)
    assert cell(store) == "aebcd"
    move(store, [d, a, c], None)
    assert cell(store) == "daceb"


def test_a_card_dropped_where_it_stands_is_no_change(store: Store, five: Five) -> None:
    a, b, c, d, e = five
    move(store, [e], a)  # so that the cards are no longer equally far apart
    order, seq = [a, e, b, c, d], store.head.seq
    for place, id in enumerate(order):
        move(store, [id], order[place - 1] if place else None)
    assert cell(store) == "aebcd"
    assert store.head.seq == seq


def test_there_is_always_room_between_two_cards(store: Store, five: Five) -> None:
    a, _b, c, d, e = five
    with store.write("Push together") as session:
        for place, id in enumerate(five):
            initiatives.initiative(session, id).position = 7.0 + place * 1e-9
    move(store, [e], a)
    assert cell(store) == "aebcd"
    for _ in range(70):  # each halves the room behind a
        move(store, [c], a)
        move(store, [d], a)
    assert cell(store) == "adceb"


def test_cards_on_hold_are_places_of_the_column_where_they_were(store: Store, five: Five) -> None:
    a, b, _c, _d, e = five
    with store.write("Hold") as session:
        initiatives.initiative(session, b).move_to(State.ON_HOLD, today=kanban.today(session))
    assert cell(store) == "abcde"
    move(store, [e], b)
    assert cell(store) == "abecd"
    move(store, [b], None)
    assert cell(store) == "baecd"
    with store.read() as session:
        assert initiatives.initiative(session, b).state is State.ON_HOLD
    move(store, [b], a)
    assert cell(store) == "abecd"


def test_a_card_changes_batch_and_state_in_one_move(store: Store) -> None:
    def go(session: Session) -> None:
        kanban.move(
            session,
            [ini(session, "CX-203")],
            {Axis.STATE: State.PLANNED, Axis.BATCH: bat(session, "B4")},
            before=ini(session, "CX-402"),
        )

    store.do("Move", go)
    assert cell(store, "B4", State.PLANNED).startswith("First-bill call")
    assert cell(store, "B2", State.READY) == ""


def test_all_cards_move_or_none(store: Store) -> None:
    with store.read() as session:
        ids = [ini(session, code) for code in ("CX-302", "CX-102")]  # the second waits for CX-101
    with pytest.raises(RuleBroken, match=r"^CX-102 stays in Ready: CX-101 is not delivered\.$"):
        store.do("Move", lambda s: kanban.move(s, ids, {Axis.STATE: State.IN_PROGRESS}))
    assert cell(store, "B3", State.IN_PROGRESS) == "Triage and call-back promise"


def test_moved_cards_count_against_the_limit_one_after_the_other(store: Store) -> None:
    codes = ("CX-302", "CX-504", "CX-604")  # 6 of 8 are in progress
    with store.read() as session:
        ids = [ini(session, code) for code in codes]
    with pytest.raises(ReasonNeeded, match=r"^CX-604: it would make 9 in progress, the limit is 8"):
        store.do("Move", lambda s: kanban.move(s, ids, {Axis.STATE: State.IN_PROGRESS}))
    store.do(
        "Move",
        lambda s: kanban.move(s, ids, {Axis.STATE: State.IN_PROGRESS}, reason="The board agreed"),
    )
    with store.read() as session:
        kept = [initiatives.initiative(session, id).reason for id in ids]
    assert kept == ["", "", "The board agreed"]


def test_a_hard_limit_refuses_and_an_owners_limit_counts(store: Store) -> None:
    with store.write("Limits") as session:
        session.scalars(select(Program)).one().wip_hard = True
        limit = select(FrameItem).where(FrameItem.measure == Measure.OWNER_WIP)
        session.scalars(limit).one().limit = 1.0
        initiatives.give(session, ini(session, "CX-302"), initiatives.initiative(
            session, ini(session, "CX-101")).owner_id)  # fmt: skip
    with pytest.raises(RuleBroken) as caught:
        store.do("Move", state("CX-302", State.IN_PROGRESS, "We must"))
    assert caught.value.text == (
        "CX-302 stays in Ready: Ravi Menon would have 2 in progress, the limit for an owner is 1."
    )


def test_a_new_state_puts_a_card_at_the_end_of_its_column(store: Store) -> None:
    store.do("Plan", state("CX-404", State.PLANNED))
    assert cell(store, "B4", State.PLANNED).endswith("Parts stock")


def test_the_thread_runs_from_ready_to_embedded(store: Store) -> None:
    def deliver(session: Session) -> None:
        here = initiatives.initiative(session, ini(session, "CX-302"))
        for action in here.open_actions:
            actions.tick(session, action.id, True)
        assert here.approved_charter is not None
        for line in here.approved_charter.criteria:
            charter_lines.tick_criterion(session, line.id, True)

    store.do("Start", state("CX-302", State.IN_PROGRESS))
    with pytest.raises(RuleBroken, match=r"2 actions are still open and .* are not ticked\.$"):
        store.do("Deliver", state("CX-302", State.DELIVERED))
    store.do("Finish", deliver)
    store.do("Deliver", state("CX-302", State.DELIVERED))
    with pytest.raises(RuleBroken, match=r"six-month check, due 23 May 2027, is not passed\.$"):
        store.do("Embed", state("CX-302", State.EMBEDDED))
    with pytest.raises(RuleBroken, match=r"^CX-302 is delivered: move it back before reopening"):
        store.do("Reopen", lambda s: actions.set_state(
            s, act(s, "CX-302", ActionState.DONE), ActionState.DOING))  # fmt: skip
    store.do("Check", lambda s: initiatives.check(s, ini(s, "CX-302"), True))
    store.do("Embed", state("CX-302", State.EMBEDDED))
    with store.read() as session:
        found = session.scalars(select(Initiative).where(Initiative.code == "CX-302")).one()
        assert (found.state, found.progress) == (State.EMBEDDED, 100)


# Columns and lanes by something else ----------------------------------------------------------


def test_a_move_may_set_all_that_a_column_and_a_lane_have_in_common(store: Store) -> None:
    with store.read() as session:
        here = ini(session, "CX-204")
        board = cards.board(session)
        care = next(one for one in board.cards if one.domain == "Care").domain_id
        aisha = next(one for one in board.cards if one.owner == "Aisha Khan").owner_id
    for to in (
        {Axis.DOMAIN: care, Axis.OWNER: aisha},
        {Axis.PRIORITY: 4, Axis.DOMAIN: None},
        {Axis.HORIZON: Horizon.LONG, Axis.BATCH: None},
    ):
        store.do("Move", lambda s, to=to: kanban.move(s, [here], to))
        with store.read() as session:
            card = next(one for one in cards.board(session).cards if one.id == here)
        assert {axis: key_of(axis, card) for axis in to} == to


def test_a_quadrant_follows_from_the_scores_and_says_the_way_there(store: Store) -> None:
    with pytest.raises(RuleBroken, match=r"quadrant of CX-204 follows from its scores") as broken:
        store.do("Move", lambda s: kanban.move(s, [ini(s, "CX-204")], {Axis.QUADRANT: "Quick win"}))
    assert broken.value.way is not None
    assert broken.value.way.kind == "score"


def test_an_initiative_with_an_end_has_a_horizon(store: Store) -> None:
    with pytest.raises(RuleBroken, match=r"^CX-204 has an end and so a horizon"):
        store.do("Move", lambda s: kanban.move(s, [ini(s, "CX-204")], {Axis.HORIZON: None}))


@pytest.mark.parametrize("hard", [False, True])
def test_the_limit_of_an_owner_binds_whoever_takes_over_work_in_progress(
    store: Store, hard: bool
) -> None:
    """Tomás Vidal has CX-502 in progress; his limit of two is filled by CX-401."""
    with store.read() as session:
        tomas = initiatives.initiative(session, ini(session, "CX-502")).owner_id
        code = ini(session, "CX-301")

    def limit(session: Session) -> None:
        session.scalars(select(Program)).one().wip_hard = hard

    store.do("Limit", limit)
    store.do("Give", lambda s: initiatives.give(s, ini(s, "CX-401"), tomas))
    refusal = r"Tomás Vidal would have 3 in progress, the limit for an owner is 2"
    with pytest.raises(RuleBroken, match=refusal) as broken:
        store.do("Give", lambda s: initiatives.give(s, code, tomas))
    assert isinstance(broken.value, ReasonNeeded) is not hard
    if not hard:
        store.do("Give", lambda s: kanban.move(s, [code], {Axis.OWNER: tomas}, reason="He can"))
        with store.read() as session:
            here = initiatives.initiative(session, code)
            assert (here.owner_id, here.reason) == (tomas, "He can")


# The columns and lanes there are --------------------------------------------------------------


def test_every_axis_has_a_column_for_every_card(store: Store) -> None:
    with store.read() as session:
        board = cards.board(session)
        for axis in Axis:
            keys = [heading.key for heading in headings(session, axis, board)]
            assert len(set(keys)) == len(keys)
            assert {key_of(axis, card) for card in board.cards} <= set(keys), axis
        names = [heading.name for heading in headings(session, Axis.OWNER, board)]
    assert names[-1] == "No owner"
    assert "Jonas Weber" in names


def test_the_columns_of_the_sample(store: Store) -> None:
    with store.read() as session:
        board = cards.board(session)

        def counted(axis: Axis) -> dict[str, int]:
            found = {heading.key: heading.short for heading in headings(session, axis, board)}
            return Counter(found[key_of(axis, card)] for card in board.cards)

        assert counted(Axis.HORIZON) == {"Short term": 9, "Mid term": 13, "Long term": 2}
        assert counted(Axis.BATCH)["B1"] == 4
        assert counted(Axis.PRIORITY)["Highest"] == 3
        assert sum(counted(Axis.QUADRANT).values()) == 24
