"""What a move pushes in dates, what a recalculation would move, and days that are counted."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.states import State
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Dates, Kept, Network
from tests.services.timelines import bar, days, link, moved, network, plans

HOLD, STARTED, DONE = State.ON_HOLD, State.IN_PROGRESS, State.DELIVERED


def on(month: int, day: int) -> date:
    return date(2027, month, day)


def test_a_move_pushes_what_waits_and_keeps_what_is_held() -> None:
    cards = [
        days(1, 0, 5), days(2, 7, 5), days(3, 14, 5), days(4, 7, 5, pinned=True),
        days(5, 7, 5, STARTED), days(6, 7, 5, DONE), days(7, 22, 2), days(8, 7, 3, HOLD),
    ]  # fmt: skip
    links = [link(id, 1, id) for id in (2, 4, 5, 6, 8)] + [link(3, 2, 3), link(7, 3, 7, "FS", 1)]
    here = network(cards, *links)
    assert here.broken() == {}
    assert here.broken({1: (on(3, 1), on(3, 9))}) == {2: 2, 4: 2, 5: 2, 6: 2, 8: 2}
    pushed = here.cascade({1: (on(3, 1), on(3, 9))})
    assert pushed.moves == {
        2: (on(3, 10), on(3, 16)), 3: (on(3, 17), on(3, 23)), 7: (on(3, 25), on(3, 26)),
        8: (on(3, 10), on(3, 12)),
    }  # fmt: skip
    assert set(pushed.kept) == {
        Kept(4, "CX-4 is pinned"), Kept(5, "CX-5 has started"), Kept(6, "CX-6 is delivered"),
    }  # fmt: skip
    assert pushed.broken == {4: 2, 5: 2, 6: 2}
    assert pushed.by == {2: 2, 3: 3, 7: 7, 8: 8, 4: 4, 5: 5, 6: 6}
    # What is moved by hand is not pushed; earlier pushes nobody; no dates, nothing.
    both = {1: (on(3, 1), on(3, 9)), 2: (on(3, 9), on(3, 15))}
    assert here.cascade(both).moves.keys() == {3, 7, 8}
    assert here.cascade(both).broken[2] == 1
    assert here.cascade({1: (on(2, 22), on(2, 26))}).moves == {}
    assert here.cascade({99: (on(3, 1), on(3, 2))}).moves == {}


def _as_after(here: Network, to: dict[int, Dates]) -> Network:
    return network(moved(here.cards.values(), to), *here.links.values())


@given(plans(), st.integers(-10, 25), st.integers(0, 9), st.data())
@settings(max_examples=50)
def test_what_a_cascade_leaves_is_what_the_plan_has_after_it(
    plan: tuple[list[Card], list[LinkRow]], by: int, more: int, data: st.DataObject
) -> None:
    cards, links = plan
    here = network(cards, *links)
    id = data.draw(st.sampled_from([card.id for card in cards]))
    start, end = here.shifted(id, by)
    moves = {id: (start, here.end_of(start, here.days(start, end) + more))}
    found = here.cascade(moves)
    after = _as_after(here, {**moves, **found.moves})
    assert found.broken == after.broken()
    assert here.broken(moves) == _as_after(here, moves).broken()
    assert here.cascade({**moves, **found.moves}).moves == {}
    before = here.broken()
    held = {kept.id for kept in found.kept}
    for one, missing in found.broken.items():
        worse = missing > before.get(one, 0)
        after_id = here.links[one].after
        family = {after_id, *(card.id for card in cards if card.parent_id == after_id)}
        assert not worse or one in before or family & (held | {id})
    for other, (first, last) in found.moves.items():
        card = here.cards[other]
        assert card.start is not None
        assert card.end is not None
        assert first > card.start
        assert here.days(first, last) == here.days(card.start, card.end)


@given(plans())
@settings(max_examples=30)
def test_a_recalculation_brings_all_to_their_early_dates(
    plan: tuple[list[Card], list[LinkRow]],
) -> None:
    here = network(*plan[:1], *plan[1])
    to = here.pull_in()
    after = _as_after(here, to)
    assert after.pull_in() == {}
    free = {card.id for card in plan[0] if here.schedule().of(card.id).driver.kind == "link"}  # type: ignore[union-attr]
    assert to.keys() <= free
    for card in after.cards.values():
        planned = here.schedule().of(card.id)
        assert planned is not None
        if card.id in to:
            assert (card.start, card.end) == (planned.early_start, planned.early_finish)
        assert after.schedule().of(card.id) == planned
    assert all(after.links[one].after not in free or _has_parts(after, one)
               for one in after.broken())  # fmt: skip


def _has_parts(here: Network, id: int) -> bool:
    ends = {here.links[id].before, here.links[id].after}
    return any(card.parent_id in ends for card in here.cards.values())


def test_days_are_snapped_counted_and_moved_by_the_calendar() -> None:
    here = network([days(1, 0, 12), bar(2, on(3, 6), on(3, 7))])
    assert (here.snap(on(3, 6)), here.snap(on(3, 5))) == (on(3, 8), on(3, 5))
    assert here.days(on(3, 1), on(3, 12)) == 10
    assert here.days(on(3, 6), on(3, 7)) == 1, "at a weekend, but planned"
    assert (here.end_of(on(3, 6), 3), here.start_of(on(3, 7), 3)) == (on(3, 10), on(3, 3))
    assert here.end_of(on(3, 1), 0) == on(3, 1)
    assert here.shifted(1, 1) == (on(3, 2), on(3, 15))
    assert here.shifted(1, -1) == (on(2, 26), on(3, 11))
    assert here.shifted(2, 1) == (on(3, 9), on(3, 9))
    assert here.has_dates(1)
    assert not here.has_dates(9)
    empty = network([])
    assert (empty.schedule().ends, empty.schedule().critical) == (None, frozenset())
    assert empty.cascade({}).moves == empty.pull_in() == empty.broken() == {}
