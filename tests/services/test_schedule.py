"""When each initiative could stand, why, and what a move pushes, in dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.initiatives import Initiative
from cxdesk.model.states import State
from cxdesk.services import calendar, initiatives, schedule
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Kept, Network, Planned
from cxdesk.store.store import Store
from tests.services.timelines import MONDAY, bar, days, link, moved, network, plans

HOLD, STARTED, DONE = State.ON_HOLD, State.IN_PROGRESS, State.DELIVERED


def early(here: Network, id: int) -> tuple[date, date]:
    planned = here.schedule().of(id)
    assert planned is not None
    return planned.early_start, planned.early_finish


def on(month: int, day: int) -> date:
    return date(2027, month, day)


# The sample -------------------------------------------------------------------------------------


def test_the_sample_hangs_on_four(store: Store) -> None:
    with store.read() as session:
        here = schedule.network(session)
        assert schedule.schedule(session).ends == on(12, 3)
    plan, codes = here.schedule(), {card.id: card.code for card in here.cards.values()}
    ids = {code: id for id, code in codes.items()}
    assert {codes[id] for id in plan.critical} == {"CX-101", "CX-103", "CX-403", "CX-404"}
    ends = {(codes[here.links[one].before], codes[here.links[one].after])
            for one in plan.critical_links}  # fmt: skip
    assert ends == {("CX-101", "CX-103"), ("CX-103", "CX-403"), ("CX-403", "CX-404")}
    assert here.broken() == {}
    assert {codes[id] for id in here.pull_in()} == {
        "CX-303", "CX-402", "CX-403", "CX-404", "CX-501", "CX-503", "CX-602",
    }  # fmt: skip
    tablet = plan.of(ids["CX-403"])
    assert isinstance(tablet, Planned)
    assert (tablet.early_start, tablet.late_finish) == (on(5, 3), on(8, 20))
    assert (tablet.total_slack, tablet.free_slack, tablet.critical) == (0, 0, True)
    assert (tablet.driver.label, tablet.driver.text) == ("CX-103 FS", "starts after CX-103 ends")
    assert tablet.driver.link_id in here.links
    assert here.why(ids["CX-403"]) == (
        "It starts after CX-103 Shared 360 history ends, 30 Apr 2027.",
        "1 May 2027 (a holiday) and 2 May 2027 are not worked: it starts 3 May 2027.",
        "It could start 3 May 2027, 5 working days earlier than planned.",
    )
    assert plan.slack(ids["CX-401"]) == 25
    assert plan.of(0) is None
    assert plan.slack(0) is None


def test_a_holiday_added_later_pushes_what_waits(store: Store) -> None:
    with store.read() as session:
        id = session.scalars(select(Initiative.id).where(Initiative.code == "CX-103")).one()
        before = schedule.schedule(session).of(id)
    store.do("Holiday", lambda s: calendar.add_holidays(s, {on(3, 1): "Day of service"}))
    with store.read() as session:
        here = schedule.network(session)
    after = here.schedule().of(id)
    assert before is not None
    assert after is not None
    assert (before.early_start, after.early_start) == (on(3, 1), on(3, 2))
    # Its own bar has a working day less now: it still ends when it did.
    assert after.early_finish == before.early_finish
    assert here.why(id)[1] == (
        "27–28 Feb 2027 and 1 Mar 2027 (a holiday) are not worked: it starts 2 Mar 2027."
    )


# Where each stands ------------------------------------------------------------------------------


def test_what_holds_each_where_it_is() -> None:
    cards = [
        days(1, 0, 5), days(2, 28, 5), days(3, 1, 3, STARTED), days(4, 2, 3, pinned=True),
        days(5, 3, 2, DONE), days(6, 4, 2, HOLD, held_from=STARTED), days(7, 42, 2, HOLD),
        bar(8, None, None), bar(9, MONDAY, None), days(10, 30, 3),
    ]  # fmt: skip
    after = [link(id, 1, id) for id in range(2, 8)]
    here = network(cards, *after, link(90, 8, 10), link(91, 77, 10))
    plan = here.schedule()
    labels = {id: planned.driver.label for id in range(1, 11) if (planned := plan.of(id))}
    assert labels == {
        1: "planned start", 2: "CX-1 FS", 3: "started", 4: "pinned", 5: "finished", 6: "started",
        7: "CX-1 FS", 10: "planned start",
    }  # fmt: skip
    assert early(here, 2) == (on(3, 8), on(3, 12))
    assert early(here, 7) == (on(3, 8), on(3, 9))
    assert early(here, 3) == (on(3, 2), on(3, 4))
    assert plan.ends == on(4, 2)
    assert here.pull_in().keys() == {2, 7}
    assert here.broken() == {3: 4, 4: 3, 5: 2, 6: 1}
    # The first ends after the pinned one starts: that is critical, although the end is far.
    assert plan.critical == {1, 10}
    assert [plan.slack(id) for id in (1, 4, 5)] == [-3, 20, None]
    assert here.why(8) == ("CX-8 has no dates yet: give it a start and an end.",)
    assert here.why(10) == (
        "It waits for no other initiative: it starts when it is planned to, 31 Mar 2027.",
        "CX-8 has no dates, so it holds nothing up yet.",
    )
    assert here.why(4) == (
        "It is pinned to 3 Mar 2027 to 5 Mar 2027, whatever it waits for.",
        "By its link it starts after CX-1 ends: that would be 3 working days later.",
    )
    assert here.why(5)[0] == (
        "It is delivered: it stands at its own dates, 4 Mar 2027 to 5 Mar 2027."
    )
    assert here.why(77) == ()


def test_a_finished_one_is_never_critical() -> None:
    here = network([days(1, 0, 5), days(2, 4, 8, DONE)], link(1, 1, 2))
    assert here.schedule().critical == {1}
    assert here.schedule().slack(2) is None, "it cannot slip any more"
    assert (found := here.schedule().of(2)) is not None
    assert found.total_slack == 0


@pytest.mark.parametrize(
    ("kind", "lag", "says", "planned"),
    [
        ("FS", 3, "It starts 3 working days after CX-1 Title 1 ends, 5 Mar 2027.", on(3, 11)),
        ("FS", -1, "It starts 1 working day before CX-1 Title 1 ends, 5 Mar 2027.", on(3, 5)),
        ("SS", 0, "It starts when CX-1 Title 1 starts, 1 Mar 2027.", on(3, 1)),
        ("FF", 0, "It ends when CX-1 Title 1 ends, 5 Mar 2027.", on(3, 4)),
        ("SF", 2, "It ends 2 working days after CX-1 Title 1 starts, 1 Mar 2027.", on(3, 1)),
    ],
)
def test_why_names_the_link_with_its_lag(kind: str, lag: int, says: str, planned: date) -> None:
    two = bar(2, planned, planned + timedelta(days=1))
    here = network([days(1, 0, 5), two], link(1, 1, 2, kind, lag))
    assert here.why(2)[0] == says
    assert early(here, 2)[0] == planned
    assert not any("planned" in line for line in here.why(2))
    late = network([days(1, 0, 5), days(2, -7, 2)], link(1, 1, 2, kind, lag))
    assert "later than planned" in late.why(2)[-1]
    assert late.why(2)[-1].startswith("It should not start before ")


def test_days_that_nobody_works_are_jumped_over() -> None:
    # A planned start on a Sunday, year's end, a leap day, and a week of one working day.
    sunday = network([bar(1, on(2, 28), on(3, 2))])
    assert early(sunday, 1) == (on(3, 1), on(3, 2))
    assert sunday.why(1)[1] == "28 Feb 2027 is not worked: it starts 1 Mar 2027."
    weekend = network([bar(1, on(3, 6), on(3, 7))])
    assert early(weekend, 1) == (on(3, 8), on(3, 8))
    year = WorkCalendar(holidays=frozenset({date(2027, 12, 31), date(2028, 1, 3)}))
    bars = [bar(1, on(12, 27), on(12, 30)), bar(2, on(12, 1), on(12, 2))]
    here = network(bars, link(1, 1, 2), calendar=year)
    assert early(here, 2) == (date(2028, 1, 4), date(2028, 1, 5))
    leap = [bar(1, date(2028, 2, 28), date(2028, 2, 28)), bar(2, on(12, 1), on(12, 1))]
    assert early(network(leap, link(1, 1, 2)), 2)[0] == date(2028, 2, 29)
    fridays = WorkCalendar(frozenset({4}), frozenset({on(3, 12)}))
    rare = network([days(1, 0, 7), days(2, 0, 14)], link(1, 1, 2, "FS", 1), calendar=fridays)
    assert early(rare, 2) == (on(3, 26), on(3, 26))
    assert early(rare, 1) == (on(3, 5), on(3, 5))


@given(plans(), st.integers(-9, 60))
@settings(max_examples=25)
def test_all_dates_by_whole_weeks_shift_the_schedule_by_as_much(
    plan: tuple[list[Card], list[LinkRow]], weeks: int
) -> None:
    cards, links = plan
    by = timedelta(weeks=weeks)
    here = network(cards, *links).schedule()
    there = network(
        [replace(card, start=card.start + by, end=card.end + by) for card in cards], *links  # type: ignore[operator]
    ).schedule()  # fmt: skip
    for card in cards:
        one, other = here.of(card.id), there.of(card.id)
        assert one is not None
        assert other == replace(
            one, early_start=one.early_start + by, early_finish=one.early_finish + by,
            late_start=one.late_start + by, late_finish=one.late_finish + by,
        )  # fmt: skip


@given(plans(), st.data())
@settings(max_examples=40)
def test_a_link_more_between_waiting_ones_starts_nothing_earlier(
    plan: tuple[list[Card], list[LinkRow]], data: st.DataObject
) -> None:
    cards, links = plan
    waiting = sorted({one.after for one in links})
    if len(waiting) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(waiting), min_size=2, max_size=2, unique=True))
    kind, lag = data.draw(st.sampled_from(["FS", "SS", "FF", "SF"])), data.draw(st.integers(0, 9))
    before, after = sorted(pair)
    more = network(cards, *links, link(99, before, after, kind, lag))
    here = network(cards, *links)
    assert all(early(more, card.id)[0] >= early(here, card.id)[0] for card in cards)


# Parts of others --------------------------------------------------------------------------------


def test_a_link_of_a_parent_binds_what_is_in_it() -> None:
    # 2 holds 3, and 3 holds 4; 1 comes before all, 5 after.
    cards = [
        days(1, 0, 5), days(2, 7, 5), days(3, 0, 3, parent=2), days(4, 21, 5, parent=3),
        days(5, 14, 5),
    ]  # fmt: skip
    here = network(cards, link(1, 1, 2), link(2, 2, 5))
    assert early(here, 3)[0] == early(here, 4)[0] == on(3, 8)
    assert early(here, 5)[0] == on(3, 15)
    assert here.broken() == {1: 5, 2: 10}
    # Its link to the fifth is broken by the fourth already, so it pushes that no further.
    assert here.cascade({1: (on(3, 1), on(3, 8))}).moves == {}
    in_order = moved(cards, {3: (on(3, 8), on(3, 10)), 4: (on(3, 8), on(3, 12))})
    later = network(in_order, link(1, 1, 2), link(2, 2, 5))
    assert later.broken() == {}
    assert later.cascade({1: (on(3, 1), on(3, 8))}).moves == {
        2: (on(3, 9), on(3, 15)), 3: (on(3, 9), on(3, 11)), 4: (on(3, 9), on(3, 15)),
        5: (on(3, 16), on(3, 22)),
    }  # fmt: skip
    assert later.cascade({4: (on(3, 8), on(3, 17))}).moves.keys() == {5}
    # Starting with a parent is about its own bar; so is its end, held by another.
    own = network(cards, link(1, 2, 5, "SS"), link(2, 1, 2, "FF"))
    assert early(own, 5)[0] == on(3, 1)
    assert own.schedule().of(4).driver.label == "planned start"  # type: ignore[union-attr]
    # A parent without dates still passes a link on.
    bare = [days(1, 0, 5), bar(2, None, None), days(3, 0, 3, parent=2)]
    assert early(network(bare, link(1, 1, 2)), 3)[0] == on(3, 8)


# A file from elsewhere --------------------------------------------------------------------------


def test_a_cycle_stands_where_it_is_planned_and_is_named() -> None:
    cards = [days(1, 0, 2), days(2, 1, 2), days(3, 21, 2), days(4, 21, 2), days(5, 0, 3)]
    links = [link(1, 1, 2), link(2, 2, 1), link(3, 2, 3), link(4, 4, 4), link(5, 5, 1)]
    here = network(cards, *links)
    assert {frozenset(loop) for loop in here.cycles} == {frozenset({1, 2}), frozenset({4})}
    assert (early(here, 1)[0], early(here, 2)[0]) == (on(3, 1), on(3, 2))
    assert early(here, 3)[0] == on(3, 4)
    assert here.why(1)[0] in (
        "Its links close a cycle, CX-1 → CX-2 → CX-1: remove one of them.",
        "Its links close a cycle, CX-2 → CX-1 → CX-2: remove one of them.",
    )
    assert here.schedule().of(1).driver.label == "cycle"  # type: ignore[union-attr]
    assert here.broken() == {1: 1, 2: 3, 4: 2, 5: 3}
    pushed = here.cascade({5: (on(2, 22), on(3, 1))})
    assert (pushed.moves, pushed.kept) == ({}, ())
    assert here.pull_in().keys() == {3}


def test_a_bar_that_ends_before_it_starts_lasts_a_day() -> None:
    here = network([bar(1, on(3, 10), on(3, 3)), days(2, 0, 1)], link(1, 1, 2))
    assert early(here, 2)[0] == on(3, 11)


# From the file, and long ---------------------------------------------------------------------


def test_dates_that_somebody_pinned_and_lags_are_read_from_the_file(store: Store) -> None:
    with store.read() as session:
        ids = dict(session.execute(select(Initiative.code, Initiative.id)).all())
    store.do("Pin", lambda s: initiatives.pin(s, ids["CX-403"]))
    store.do("Part", lambda s: initiatives.put_under(s, ids["CX-602"], ids["CX-504"]))
    with store.read() as session:
        here = schedule.network(session)
    assert here.cards[ids["CX-602"]].parent_id == ids["CX-504"]
    plan = here.schedule()
    assert plan.of(ids["CX-403"]).driver.label == "pinned"  # type: ignore[union-attr]
    # It stands on 10 May: what it waits for has the week before it, and the end is later.
    assert plan.slack(ids["CX-103"]) == 5
    assert plan.ends == on(12, 10)
    report = here.cascade({ids["CX-103"]: (on(3, 1), on(5, 14))})
    assert report.kept == (Kept(ids["CX-403"], "CX-403 is pinned"),)
    assert report.moves == {}


def test_a_chain_of_five_thousand_is_scheduled_and_pushed() -> None:
    many = 5_000
    cards = [bar(id, MONDAY, MONDAY) for id in range(many + 1)]
    here = network(cards, *(link(id, id, id + 1) for id in range(many)))
    last = here.schedule().of(many)
    assert last is not None
    assert here.days(MONDAY, last.early_start) == many + 1
    assert len(here.schedule().critical) == many + 1
    far = network(cards, *(link(id, id, id + 1, "FS", 2600) for id in range(many)))
    assert far.schedule().ends == date.max
