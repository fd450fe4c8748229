"""The place Strategy: outcomes and what serves them, limits and what breaks them, balance."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.outcomes import Direction
from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.services import (
    domains,
    initiatives,
    kanban,
    limits,
    outcome_view,
    outcomes,
    programs,
    strategy,
    strategy_view,
    worth,
)
from cxdesk.services.limits import LimitRow
from cxdesk.services.outcome_view import OutcomeList
from cxdesk.services.session import Session
from cxdesk.services.strategy_view import Point, Strategy
from cxdesk.store.store import Store
from tests.services.commands import dom, ini, out, per

NORTH_STAR = "Every contact ends with the customer certain it is handled - once, by us."


def shown(store: Store) -> Strategy:
    with store.read() as session:
        return strategy_view.strategy(session)


def listed(store: Store) -> OutcomeList:
    with store.read() as session:
        return outcome_view.outcome_list(session)


def agreed(store: Store) -> tuple[LimitRow, ...]:
    with store.read() as session:
        return limits.limits(session)


def balance(store: Store) -> tuple[worth.Side, ...]:
    with store.read() as session:
        return worth.balance(session)


def limit(store: Store, measure: Measure, domain: str = "") -> LimitRow:
    found = [one for one in agreed(store) if one.measure is measure]
    return next(one for one in found if not domain or one.name == domain)


def broken(store: Store) -> list[str]:
    return [breach.text for one in agreed(store) for breach in one.breaches]


# The frame ------------------------------------------------------------------------------------


def test_the_frame_of_the_sample(store: Store) -> None:
    here = shown(store)
    assert (here.name, here.letterhead.line) == ("Meridian Telecom", "Customer experience")
    assert here.north_star == NORTH_STAR
    assert here.why.startswith("Customers do not leave over the network;")
    assert here.next_review == date(2027, 1, 18)
    assert [one.name for one in here.principles] == [
        "Ask once", "Own to the end", "Plain words", "Fix causes",
    ]  # fmt: skip


def test_outcomes_say_how_much_of_the_promise_is_there(store: Store) -> None:
    rows = shown(store).outcomes
    assert [(one.code, one.baseline, one.target, one.latest) for one in rows] == [
        ("O1", 84.0, 86.0, 84.6), ("O2", 12.0, 25.0, 16.0),
        ("O3", 58.0, 72.0, 63.0), ("O4", 26.0, 8.0, 17.0),
    ]  # fmt: skip
    assert [round(one.realised or 0) for one in rows] == [30, 31, 36, 50]
    assert {(one.due, one.latest_on) for one in rows} == {(date(2027, 12, 31), date(2026, 9, 18))}
    assert [one.direction for one in rows] == [*[Direction.UP] * 3, Direction.DOWN]
    assert [one.owner for one in rows] == [
        "Tomás Vidal", "Jonas Weber", "Ravi Menon", "Claire Dubois",
    ]  # fmt: skip
    assert [one.readings for one in rows] == [4, 4, 4, 4]


def test_one_outcome_is_the_headline(store: Store) -> None:
    assert [one.code for one in shown(store).outcomes if one.headline] == ["O2"]
    store.do("None", lambda s: outcomes.make_headline(s, None))
    assert not any(one.headline for one in shown(store).outcomes)


def test_what_serves_an_outcome_and_what_nothing_serves(store: Store) -> None:
    here = listed(store)
    assert [[each.code for each in one.row.initiatives] for one in here.outcomes] == [
        ["CX-202", "CX-203", "CX-404", "CX-501", "CX-502", "CX-503"],
        ["CX-201", "CX-304", "CX-401", "CX-504", "CX-602", "CX-603", "CX-604"],
        ["CX-101", "CX-102", "CX-103", "CX-104", "CX-402", "CX-403", "CX-601"],
        ["CX-204", "CX-301", "CX-302", "CX-303"],
    ]
    assert (here.unserved, here.serving_nothing) == ((), ())

    def change(session: Session) -> None:
        outcomes.add(session, "Calm", 1, 2, date(2027, 6, 30), unit="h")
        initiatives.serve(session, ini(session, "CX-204"), [])
        for code in ("CX-301", "CX-302", "CX-303"):
            kanban.change_state(session, ini(session, code), State.CANCELLED, "No money")

    store.do("Change", change)
    here = listed(store)
    assert [one.code for one in here.unserved] == ["O4", "O5"]
    assert [(one.code, one.state) for one in here.serving_nothing] == [("CX-204", State.BACKLOG)]
    calm = here.outcomes[-1].row
    assert (calm.code, calm.latest, calm.latest_on, calm.realised, calm.readings) == (
        "O5", None, None, None, 0,
    )  # fmt: skip


def test_the_newest_reading_is_the_one_of_the_last_day_not_the_one_typed_last(
    store: Store,
) -> None:
    store.do("Read", lambda s: outcomes.read(s, out(s, "O4"), date(2026, 7, 1), 20.0))
    row = shown(store).outcomes[3]
    assert (row.latest, row.readings) == (17.0, 5)
    store.do("Read", lambda s: outcomes.read(s, out(s, "O4"), date(2026, 11, 23), 8.0))
    assert shown(store).outcomes[3].realised == 100


def test_an_empty_program_shows_an_empty_frame(empty_store: Store) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    here = shown(empty_store)
    assert (here.north_star, here.principles, here.outcomes) == ("", (), ())
    assert [(one.measure, one.limit, one.used) for one in agreed(empty_store)] == [
        (Measure.BUDGET, None, 0), (Measure.WIP, 8, 0), (Measure.OWNER_WIP, None, 0),
    ]  # fmt: skip
    assert [one.number for one in balance(empty_store)] == [0, 0, 0]


# Series ---------------------------------------------------------------------------------------


def points(store: Store, code: str) -> tuple[Point, ...]:
    with store.read() as session:
        return strategy_view.points(session, out(session, code))


def test_a_series_goes_from_the_first_reading_to_the_last(store: Store) -> None:
    hours = points(store, "O4")
    assert [(one.on.month, one.value, one.n) for one in hours] == [
        (2, 26.0, 17950), (3, 25.0, 18420), (6, 21.0, 17610), (9, 17.0, 17240),
    ]  # fmt: skip
    assert {(one.split, one.nps) for one in hours} == {(None, None)}


def test_points_of_an_nps_have_their_interval(store: Store) -> None:
    *_, before, last = points(store, "O2")
    assert (before.split, last.split) == ((148, 152, 100), (160, 144, 96))
    for point in (before, last):
        assert point.nps is not None
        assert point.nps.score == point.value
        assert point.nps.low < point.value < point.nps.high
        assert point.nps.high - point.nps.low > 15  # four points more may be chance


def test_an_outcome_that_is_gone_has_no_points(store: Store) -> None:
    with store.read() as session:
        assert strategy_view.points(session, 1) == ()


# Limits ---------------------------------------------------------------------------------------


def test_the_sample_keeps_to_its_limits_but_for_three_months(store: Store) -> None:
    assert [(one.measure.value, one.limit, one.used) for one in agreed(store)[:3]] == [
        ("budget", 1800, 1707), ("wip", 8, 6), ("owner_wip", 2, 1),
    ]  # fmt: skip
    assert broken(store) == [
        "IT, Mar 2027: 108 of 100 person-days, by CX-103, CX-202 and CX-302.",
        "IT, Apr 2027: 111 of 100 person-days, by CX-103, CX-402 and CX-202.",
        "Care, Mar 2027: 109 of 100 person-days, by CX-303, CX-102 and CX-203.",
    ]
    it = limit(store, Measure.PERSON_DAYS, "IT")
    assert (round(it.used), it.of, it.limit) == (111, "Apr 2027", 100)
    assert [code for _, code in it.breaches[0].initiatives] == ["CX-103", "CX-202", "CX-302"]


def test_a_budget_goes_to_what_is_furthest_on_its_way(store: Store) -> None:
    store.do("Less", lambda s: strategy.set_limit(s, Measure.BUDGET, 1500))
    budget = limit(store, Measure.BUDGET)
    # The backlog comes last, and in it what starts last.
    assert [breach.text for breach in budget.breaches] == [
        "207 k€ over: CX-404 and CX-503 do not fit any more."
    ]
    store.do("Cancel", lambda s: kanban.change_state(
        s, ini(s, "CX-404"), State.CANCELLED, "No money"))  # fmt: skip
    assert limit(store, Measure.BUDGET).used == 1467
    assert limit(store, Measure.BUDGET).breaches == ()


def test_what_came_last_breaks_the_limit_of_work_in_progress(store: Store) -> None:
    store.do("Less", lambda s: strategy.set_limit(s, Measure.WIP, 5))
    (breach,) = limit(store, Measure.WIP).breaches
    assert breach.text == "6 in progress, the limit is 5: CX-401 came last."


def test_an_owner_with_too_much_at_once_is_named(store: Store) -> None:
    def give(session: Session) -> None:
        for code in ("CX-201", "CX-301"):
            here = ini(session, code)
            initiatives.give(session, here, per(session, "Ravi Menon"), "He asked for it")

    store.do("Give", give)
    row = limit(store, Measure.OWNER_WIP)
    assert (row.used, row.of) == (3, "Ravi Menon")
    assert [one.text for one in row.breaches] == [
        "Ravi Menon has 3 in progress, the limit is 2: CX-101, CX-301 and CX-201."
    ]


@pytest.mark.parametrize(
    ("capacity", "said"),
    [(105.0, "108 of 105"), (108.1, "108.2 of 108.1"), (108.0, "108.2 of 108")],
)
def test_a_load_just_over_its_bound_never_looks_as_if_it_fitted(
    store: Store, capacity: float, said: str
) -> None:
    store.do("Limit", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, None))
    store.do("Offer", lambda s: domains.offer(s, dom(s, "IT"), capacity))
    first, _ = limit(store, Measure.PERSON_DAYS, "IT").breaches
    assert first.text.startswith(f"IT, Mar 2027: {said} person-days, by CX-103")


# Balance --------------------------------------------------------------------------------------


def test_the_sample_changes_culture_operations_and_technology(store: Store) -> None:
    sides = {one.name: one for one in balance(store)}
    assert {name: (one.number, one.cost, one.effort) for name, one in sides.items()} == {
        "culture": (8, 314.0, 372.0),
        "operations": (10, 783.0, 680.0),
        "technology": (6, 610.0, 720.0),
    }
    assert sum(one.cost for one in sides.values()) == 1707
    assert sides["technology"].codes == (
        "CX-101", "CX-103", "CX-202", "CX-302", "CX-402", "CX-403",
    )  # fmt: skip


def test_without_its_label_an_initiative_stands_where_its_domain_does(store: Store) -> None:
    def change(session: Session) -> None:
        for code in ("CX-101", "CX-403", "CX-601"):
            initiatives.label(session, ini(session, code), [])

    store.do("Change", change)
    codes = {one.name: one.codes for one in balance(store)}
    assert "CX-101" in codes["technology"]
    assert "CX-403" in codes["operations"]
    assert "CX-601" in codes["culture"]
