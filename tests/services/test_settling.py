"""Shows of hands: only what the count left open is settled, and each holds after the one before."""

from __future__ import annotations

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.services import rounds
from cxdesk.services.result_count import count, count_again, known_count, votes
from cxdesk.store.store import Store
from tests import boards


def test_only_open_neighbours_are_settled_one_after_the_other(store: Store) -> None:
    # Two even pairs: R1 with R2, and R4 with R5; R3 is between them for everybody.
    here = boards.sealed(store, ballots=("123456", "213546", "123546", "213456"))
    store.do("Close", lambda s: rounds.close_round(s, here.round), lasting=True)
    ids = here.requests

    def settle(winner: str, loser: str, hands: tuple[int, int] = (4, 3)) -> None:
        store.do("Settle", lambda s: rounds.settle(s, here.round, ids[winner], ids[loser], *hands))

    def order() -> str:
        with store.read() as session:
            ranking = count(votes(session, here.round)).result.ranking
        codes = {id: code for code, id in ids.items()}
        return " ".join(codes[id] for id in ranking)

    assert order() == "R1 R2 R3 R4 R5 R6"
    with pytest.raises(RuleBroken, match="R3 and R2 are not settled by hands: a majority has"):
        settle("R3", "R2")
    with pytest.raises(RuleBroken, match="R4 and R2 are not settled by hands: only neighbours"):
        settle("R4", "R2")
    with pytest.raises(RuleBroken, match="more hands for the winner"):
        settle("R2", "R1", (3, 3))
    settle("R2", "R1")
    settle("R5", "R4")
    assert order() == "R2 R1 R3 R5 R4 R6"
    settle("R1", "R2", (5, 2))  # asked again: the last show of hands holds
    assert order() == "R1 R2 R3 R5 R4 R6"
    store.undo()
    assert order() == "R2 R1 R3 R5 R4 R6"
    with store.read() as session:
        found = votes(session, here.round)
    assert found.settled == ((ids["R2"], ids["R1"]), (ids["R5"], ids["R4"]))
    assert count(found) is known_count(found)  # counted once while nothing changes
    assert count_again(found) is count_again(found)
