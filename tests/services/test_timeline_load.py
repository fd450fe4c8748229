"""The load under the timeline: the figures of the sample, and nothing lost or counted twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.services import cards, initiatives, kanban, programs, strategy
from cxdesk.services.cards import Card
from cxdesk.services.timeline_load import (
    Ground,
    TimelineLoad,
    ground,
    over_words,
    overs,
    payers,
    sharers,
    timeline_load,
)
from cxdesk.store.store import Store
from tests.services.commands import dom, ini


def read(store: Store) -> tuple[Ground, tuple[Card, ...], TimelineLoad]:
    with store.read() as session:
        here, every = ground(session), cards.board(session).cards
    return here, every, timeline_load(here, every)


def cell(load: TimelineLoad, short: str, month: date) -> float:
    row = next(row for row in load.rows if row.short == short)
    return row.loads[load.months.index(month)]


def test_the_sample_is_over_in_march_and_april(store: Store) -> None:
    here, every, load = read(store)
    assert [row.short for row in load.rows] == ["IT", "Care", "Fin", "S&M", "Field", "Org"]
    rounded = {row.short: [round(one) for one in row.loads[-16:]] for row in load.rows}
    assert rounded["IT"] == [0, 50, 53, 56, 71, 78, 108, 111, 35, 36, 36, 0, 0, 0, 0, 0]
    assert rounded["Care"][6] == 109
    assert over_words(load) == "3 months over the limit: IT Mar +8, IT Apr +11, Care Mar +9"
    assert load.limits == "person-days a month, limit 100 for each domain"
    assert load.rows[-1].bound is None
    assert (round(load.spent[-1]), load.budget, load.undated) == (1707, 1800, 0)
    assert load.spent == tuple(sorted(load.spent))
    assert [later > earlier for earlier, later in pairwise(load.months)] == [True] * 22

    # Every person-day of every initiative is somewhere, and every cell is what it is made of.
    assert sum(sum(row.loads) for row in load.rows) == pytest.approx(
        sum(card.effort for card in every)
    )
    for row in load.rows:
        for month, amount in zip(load.months, row.loads, strict=True):
            found = sharers(here, every, row.domain_id, (month,))
            assert sum(one.amount for one in found) == pytest.approx(amount)
    for month, amount in zip(load.months, load.money, strict=True):
        assert sum(one.amount for one in payers(here, every, (month,))) == pytest.approx(amount)
    it = next(row.domain_id for row in load.rows if row.short == "IT")
    march = sharers(here, every, it, (date(2027, 3, 1),))
    assert [(one.code, round(one.amount), one.owner) for one in march] == [
        ("CX-103", 61, "Luca Moretti"), ("CX-202", 26, "Luca Moretti"),
        ("CX-302", 21, "Luca Moretti"),
    ]  # fmt: skip
    # Two months of one are what both are.
    both = sharers(here, every, it, (date(2027, 3, 1), date(2027, 4, 1)))
    assert sum(one.amount for one in both) == pytest.approx(
        cell(load, "IT", date(2027, 3, 1)) + cell(load, "IT", date(2027, 4, 1))
    )


def test_finished_work_loaded_the_past_alone_even_when_it_was_archived(store: Store) -> None:
    march = date(2026, 3, 1)
    _, _, before = read(store)
    assert cell(before, "Care", march) > 0  # CX-304 is embedded

    def finish(s):  # type: ignore[no-untyped-def]
        initiatives.archive(s, ini(s, "CX-304"))
        # Delivered before its end: nobody works on it in the months that were left.
        initiatives.schedule(s, ini(s, "CX-104"), date(2026, 9, 14), date(2027, 3, 31))

    store.do("Finish", finish)
    _, _, after = read(store)
    assert after.months == before.months
    assert cell(after, "Care", march) == pytest.approx(cell(before, "Care", march))
    assert cell(after, "Fin", date(2027, 3, 1)) == cell(before, "Fin", date(2027, 3, 1))
    assert cell(after, "Fin", date(2026, 10, 1)) > 0
    assert sum(after.money) == pytest.approx(1707)  # its money is spent all the same

    store.do("Cancel", lambda s: kanban.change_state(s, ini(s, "CX-103"), State.CANCELLED, "no"))
    _, _, without = read(store)
    assert cell(without, "IT", date(2027, 3, 1)) < 50
    assert sum(without.money) == pytest.approx(1707 - 95)


def test_limits_of_domains_and_what_nothing_binds(store: Store) -> None:
    def lower(s):  # type: ignore[no-untyped-def]
        strategy.set_limit(s, Measure.PERSON_DAYS, 50, domain=dom(s, "IT"))

    store.do("Lower", lower)
    _, _, load = read(store)
    assert load.limits == "person-days a month, each domain has a limit of its own"
    # What lies in the past is no warning any more, and many months are counted, not listed.
    found = overs(load)
    assert min(one.month for one in found) == date(2026, 11, 1)
    assert over_words(load).startswith(f"{len(found)} months over the limit: IT Nov 2026 +3, ")
    assert over_words(load).endswith(f"and {len(found) - 6} more")


def test_dates_far_away_and_none_at_all(store: Store, empty_store: Store) -> None:
    def odd(s):  # type: ignore[no-untyped-def]
        initiatives.schedule(s, ini(s, "CX-204"), date(1, 1, 1), date(9999, 12, 31))
        id = initiatives.add(s, "Without dates")
        initiatives.cost(s, id, 12.5, 40)

    store.do("Odd", odd)
    _, _, load = read(store)
    assert len(load.months) < 800
    assert load.undated == 12.5
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    _, _, nothing = read(empty_store)
    assert nothing.months == (date(2026, 11, 1),)
    assert [row.short for row in nothing.rows] == ["Org"]
    assert (nothing.money, over_words(nothing)) == ((0.0,), "")
    assert nothing.limits == "person-days a month, no limit is agreed"


def test_a_part_of_the_months_says_the_same_of_them(store: Store) -> None:
    _, _, load = read(store)
    part = load.between(date(2027, 3, 15), date(2028, 2, 1))
    assert (part.months[0], len(part.months)) == (date(2027, 3, 1), 12)
    assert cell(part, "IT", date(2027, 3, 1)) == cell(load, "IT", date(2027, 3, 1))
    assert cell(part, "IT", date(2028, 1, 1)) == 0, "beyond the last month there is nothing"
    april = load.months.index(date(2027, 4, 1))
    assert (part.money[1], part.spent[1]) == (load.money[april], load.spent[april])
    assert part.spent[-1] == load.spent[-1]
    assert load.between(date(2020, 1, 1), date(2020, 2, 1)).spent == (0, 0)
