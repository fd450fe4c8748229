"""Scoring weights: what follows from them everywhere, in one step, and what they may be."""

from __future__ import annotations

from itertools import permutations

import pytest

from cxdesk.model.states import Priority
from cxdesk.services import cards, charter_print, detail, initiatives, programs
from cxdesk.services.cards import Card
from cxdesk.services.detail import Detail
from cxdesk.services.program_view import program_row
from cxdesk.store.store import Store
from tests.services.commands import ini


def weigh(store: Store, *weights: float) -> None:
    store.do("Weigh", lambda s: programs.set_weights(s, *weights))


def card(store: Store, code: str) -> Card:
    with store.read() as session:
        return next(one for one in cards.board(session).cards if one.code == code)


def sheet(store: Store, code: str) -> Detail:
    with store.read() as session:
        found = detail.detail(session, ini(session, code))
    assert found is not None
    return found


def test_score_priority_and_quadrant_follow_in_one_step(store: Store) -> None:
    # CX-203 is scored 4, 2, 4, 2 and its cost is 1.5: 3.4 at first, 4 by impact alone.
    assert (card(store, "CX-203").level, card(store, "CX-203").quadrant) == (2, "Fill-in")
    assert sheet(store, "CX-203").benefit == 3.4
    seq = store.head.seq
    weigh(store, 1, 0, 0, 0)
    assert store.head.seq == seq + 1
    assert (card(store, "CX-203").level, card(store, "CX-203").quadrant) == (3, "Quick win")
    shown = sheet(store, "CX-203")
    assert (shown.benefit, shown.priority, shown.quadrant) == (4.0, "high", "Quick win")
    with store.read() as session:
        assert program_row(session).weights == (1, 0, 0, 0)
    store.undo()
    assert (card(store, "CX-203").level, card(store, "CX-203").quadrant) == (2, "Fill-in")
    assert sheet(store, "CX-203").benefit == 3.4


def test_the_divisor_is_the_sum_of_the_weights(store: Store) -> None:
    weigh(store, 0.5, 1.5, 0, 0)  # CX-203: (0.5 × 4 + 1.5 × 2) / 2
    assert sheet(store, "CX-203").benefit == 2.5
    weigh(store, 100, 100, 100, 100)
    assert sheet(store, "CX-203").benefit == 3.0


def test_a_draft_on_paper_follows_and_an_approved_charter_stays(store: Store) -> None:
    def printed(code: str) -> str:
        with store.read() as session:
            version = charter_print.version_of(session, code)
            return charter_print.page_of(session, version).priority

    assert (printed("CX-103"), printed("CX-203")) == ("High", "Medium")
    weigh(store, 0, 0, 0, 1)  # CX-103 is scored 3 there, CX-203 2
    assert (printed("CX-103"), printed("CX-203")) == ("Low", "Medium")


def test_a_priority_that_was_set_stays(store: Store) -> None:
    store.do("Set", lambda s: initiatives.prioritise(s, ini(s, "CX-203"), Priority.LOW))
    weigh(store, 1, 0, 0, 0)
    assert card(store, "CX-203").level == 1
    assert sheet(store, "CX-203").benefit == 4.0


@pytest.mark.parametrize("weight", [-0.1, 100.1, float("nan"), float("inf")])
def test_no_weight_is_below_zero_or_beyond_a_hundred(weight: float) -> None:
    for weights in set(permutations((weight, 1.0, 0.0, 2.0))):
        assert programs.weights_problem(*weights) == "A weight is a number from 0 to 100."


def test_one_weight_is_enough_and_none_is_not(store: Store) -> None:
    for weights in set(permutations((0.0, 0.0, 0.0, 0.1))):
        assert programs.weights_problem(*weights) == ""
    assert programs.weights_problem(0, 0, 0, 0)
