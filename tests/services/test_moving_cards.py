"""Moving cards: their order, limits and reasons, one or many, all or none."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.program import FrameItem, Measure, Program
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import actions, cards, charters, initiatives, kanban
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
    store.do("Move", lambda s: kanban.move(s, ids, after=after))


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


def test_cards_dropped_behind_one_of_themselves_stay_behind_the_card_above(
    store: Store, five: Five
) -> None:
    _a, b, c, _d, _e = five
    move(store, [c, b], c)
    assert cell(store) == "acbde"
    move(store, [five[0], c], five[0])
    assert cell(store) == "acbde"


def test_a_card_dropped_where_it_stands_is_no_change(store: Store, five: Five) -> None:
    a, b, c, d, e = five
    move(store, [e], a)  # so that the cards are no longer equally far apart
    order, seq = [a, e, b, c, d], store.head.seq
    for place, id in enumerate(order):
        move(store, [id], order[place - 1] if place else None)
    assert cell(store) == "aebcd"
    assert store.head.seq == seq


def test_a_place_that_is_gone_is_the_end(store: Store, five: Five) -> None:
    with store.read() as session:
        elsewhere = ini(session, "CX-404")
    move(store, [five[0]], elsewhere)
    assert cell(store) == "bcdea"


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
            session, [ini(session, "CX-203")], State.PLANNED, batch=bat(session, "B4"), after=None
        )

    store.do("Move", go)
    assert cell(store, "B4", State.PLANNED).startswith("First-bill call")
    assert cell(store, "B2", State.READY) == ""


def test_all_cards_move_or_none(store: Store) -> None:
    with store.read() as session:
        ids = [ini(session, code) for code in ("CX-302", "CX-102")]  # the second waits for CX-101
    with pytest.raises(RuleBroken, match=r"^CX-102 stays in Ready: CX-101 is not delivered\.$"):
        store.do("Move", lambda s: kanban.move(s, ids, State.IN_PROGRESS))
    assert cell(store, "B3", State.IN_PROGRESS) == "Triage and call-back promise"


def test_moved_cards_count_against_the_limit_one_after_the_other(store: Store) -> None:
    codes = ("CX-302", "CX-504", "CX-604")  # 6 of 8 are in progress
    with store.read() as session:
        ids = [ini(session, code) for code in codes]
    with pytest.raises(ReasonNeeded, match=r"^CX-604: it would make 9 in progress, the limit is 8"):
        store.do("Move", lambda s: kanban.move(s, ids, State.IN_PROGRESS))
    store.do("Move", lambda s: kanban.move(s, ids, State.IN_PROGRESS, reason="The board agreed"))
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
            charters.tick_criterion(session, line.id, True)

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
