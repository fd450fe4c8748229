"""What the program returns in three cases, and what its initiatives change first."""

from __future__ import annotations

from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.services import domains, kanban, programs, strategy, worth
from cxdesk.services.capacity import agreed_person_days
from cxdesk.services.limits import LimitRow, limits
from cxdesk.services.worth import Worth
from cxdesk.store.store import Store
from tests.services.commands import dom, ini


def reckoned(store: Store) -> Worth:
    with store.read() as session:
        return worth.worth(session)


def domain(store: Store, name: str) -> LimitRow:
    with store.read() as session:
        return next(one for one in limits(session) if one.name == name)


def test_the_cost_of_all_initiatives_is_reckoned_with_until_a_figure_is_given(
    store: Store,
) -> None:
    here = reckoned(store)
    assert (here.customers, here.margin, here.gains) == (400_000, 300.0, (0.5, 1.0, 2.0))
    assert (here.whole.number, here.whole.cost, here.cost) == (24, 1707, 1707)
    store.do("Reckon", lambda s: strategy.reckon_with(s, 300))
    here = reckoned(store)
    assert here.cost == 300
    low, middle, high = here.cases
    assert low is not None
    assert middle is not None
    assert high is not None
    assert (middle.benefit, middle.percent, middle.payback) == (1_200_000, 300, 3.0)
    assert (low.benefit, high.benefit) == (600_000, 2_400_000)


def test_each_outcome_offers_what_its_initiatives_cost(store: Store) -> None:
    parts = reckoned(store).parts
    assert [(one.name, one.number, one.cost) for one in parts] == [
        ("O1 12-month retention", 6, 593), ("O2 NPS", 7, 244),
        ("O3 Customer effort (CES)", 7, 578), ("O4 Median first response", 4, 292),
    ]  # fmt: skip
    store.do(
        "Cancel",
        lambda s: kanban.change_state(s, ini(s, "CX-404"), State.CANCELLED, "No money"),
    )
    here = reckoned(store)
    assert (here.parts[0].cost, here.whole.cost) == (353, 1467)


def test_without_points_there_is_no_case(empty_store: Store) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    here = reckoned(empty_store)
    assert (here.cases, here.cost, here.parts) == ((None, None, None), 0, ())


def test_what_binds_a_domain_is_its_own_limit_or_that_of_all_within_its_capacity(
    store: Store,
) -> None:
    row = domain(store, "IT")
    assert (row.limit, row.own, row.capacity) == (100, None, 100)
    store.do("Own", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, 140, dom(s, "IT")))
    row = domain(store, "IT")
    assert (row.limit, row.own, row.capacity) == (100, 140, 100)
    store.do("Offer", lambda s: domains.offer(s, dom(s, "IT"), 120))
    row = domain(store, "IT")
    assert (row.limit, row.own, row.capacity) == (120, 140, 120)
    with store.read() as session:
        assert agreed_person_days(session) == {None: 100, dom(session, "IT"): 140}


def test_the_loads_of_a_domain_are_there_by_month(store: Store) -> None:
    row = domain(store, "IT")
    assert len(row.loads) == len(row.months)
    peak = max(range(len(row.loads)), key=row.loads.__getitem__)
    assert (row.used, row.of) == (row.loads[peak], f"{row.months[peak]:%b %Y}")
