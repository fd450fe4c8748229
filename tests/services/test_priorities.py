"""Priorities: the sample's figures, ranks with other weights, and what is no longer ranked."""

from __future__ import annotations

import pytest

from cxdesk.analysis.scores import WEIGHTS
from cxdesk.model.states import Priority, State
from cxdesk.services import initiatives, priorities, programs
from cxdesk.services.priorities import Ranked, Ranking
from cxdesk.store.store import Store
from tests.services.commands import ini, state


def ranked(store: Store, *weights: float) -> dict[str, Ranked]:
    with store.read() as session:
        here = priorities.priorities(session)
    shown = Ranking(here.rows, here.weights).by(weights or here.weights)  # type: ignore[arg-type]
    return {one.it.code: one for one in shown}


def test_the_sample_is_ranked_by_benefit_for_the_cost(store: Store) -> None:
    found = ranked(store)
    first = found["CX-101"]
    assert (first.benefit, first.it.cost_score, first.value) == (4.9, 4.0, 1.225)
    assert (first.quadrant, first.priority, first.level) == (
        "Major project", Priority.HIGHEST, 4,
    )  # fmt: skip
    # 104, 304 and 603 are delivered: nobody ranks them any more, and they come last.
    assert [code for code, one in found.items() if one.rank is None] == list(found)[-3:]
    assert {code for code, one in found.items() if one.rank is None} == {
        "CX-104", "CX-304", "CX-603",
    }  # fmt: skip
    best = found["CX-601"]  # 3, 4, 4, 4 at 10 k€ and 45 days: B 3.6, C 1.5
    assert (best.benefit, best.it.cost_score, best.value) == (3.6, 1.5, 2.4)
    values = [one.value for one in found.values() if one.rank]
    assert values == sorted(values, reverse=True)
    assert [one.rank for one in found.values()][:1] == [1]


def test_equal_scores_share_a_rank_and_the_next_one_is_left_out(store: Store) -> None:
    def same(code: str, *scores: int) -> None:
        store.do("Rate", lambda s: initiatives.rate(s, ini(s, code), *scores))
        store.do("Cost", lambda s: initiatives.cost(s, ini(s, code), 1, 1))

    for code in ("CX-204", "CX-102"):
        same(code, 5, 5, 5, 5)
    found = list(ranked(store).values())
    assert [(one.it.code, one.rank) for one in found[:3]] == [
        ("CX-102", 1), ("CX-204", 1), (found[2].it.code, 3),
    ]  # fmt: skip


def test_other_weights_say_who_gains_and_who_loses(store: Store) -> None:
    tried = ranked(store, 0, 0, 0, 1)
    kept = ranked(store)
    for code, one in tried.items():
        assert one.was == kept[code].rank
        assert one.moved == (0 if one.rank is None else kept[code].rank - one.rank)
    assert sum(one.moved > 0 for one in tried.values()) > 3
    assert {one.moved for one in kept.values()} == {0}
    store.do("Weigh", lambda s: programs.set_weights(s, 0, 0, 0, 1))
    assert [one.rank for one in ranked(store).values()] == [one.rank for one in tried.values()]
    with store.read() as session:
        assert priorities.priorities(session).weights == (0, 0, 0, 1) != WEIGHTS


@pytest.mark.parametrize("weights", [(0, 0, 0, 0), (1, 1, 1, 1)])
def test_without_any_weight_everybody_is_first(store: Store, weights: tuple[float, ...]) -> None:
    alike = {one.rank for one in ranked(store, *weights).values()} == {1, None}
    assert alike == (not any(weights))


def test_who_left_the_board_is_not_there_and_a_set_priority_is_said(store: Store) -> None:
    store.do("Set", lambda s: initiatives.prioritise(s, ini(s, "CX-203"), Priority.LOW))
    store.do("Cancel", state("CX-404", State.CANCELLED, "No budget"))
    store.do("Archive", lambda s: initiatives.archive(s, ini(s, "CX-603")))
    found = ranked(store)
    assert not {"CX-404", "CX-603"} & set(found)
    low = found["CX-203"]
    assert (low.benefit, low.it.priority, low.priority) == (3.4, Priority.LOW, Priority.LOW)


def test_some_are_read_alone(store: Store) -> None:
    with store.read() as session:
        here = priorities.priorities(session)
        ids = {ini(session, "CX-404"), ini(session, "CX-101")}
        some = priorities.rated(session, ids)
    assert some == tuple(row for row in here.rows if row.id in ids)
    assert [row.code for row in some] == ["CX-101", "CX-404"]
