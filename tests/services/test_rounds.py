"""Rounds of voting: one counted ballot a seat, secrecy that the file keeps, a result that stays."""

from __future__ import annotations

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round, RoundState
from cxdesk.services import ballots, rounds
from cxdesk.store.store import Store
from tests import boards


@pytest.mark.parametrize("secret", [False, True])
def test_a_round_from_agenda_to_ranked(store: Store, secret: bool) -> None:
    here = boards.sealed(store, secret=secret)
    with store.read() as session, pytest.raises(RuleBroken, match="is open: close it first"):
        ballots.ballots_of(session, here.round)
    with pytest.raises(RuleBroken, match="is sealed: one counts a seat a round"):
        store.do("Again", lambda s: rounds.seal(s, here.round, here.seats[0],
                                                 boards.mark(here, "123456")))  # fmt: skip
    store.do("Close", lambda s: rounds.close_round(s, here.round), lasting=True)
    store.do("Publish", lambda s: rounds.publish(s, here.round), lasting=True)
    with store.read() as session:
        counted = ballots.ballots_of(session, here.round)
        tasks = [here.requests[f"R{n}"] for n in range(1, 7)]
        assert sorted(one.marked.tiers.ranked for one in counted) == sorted(
            boards.mark(here, digits).tiers.ranked for digits in boards.BALLOTS
        )
        assert [one.seat_id for one in counted] == ([None] * 7 if secret else list(here.seats))
        assert sorted(session.get_one(Round, here.round).tasks) == sorted(tasks)
        assert session.get_one(Round, here.round).state is RoundState.PUBLISHED
        assert {session.get_one(Request, id).state for id in tasks} == {RequestState.RANKED}
    assert store.undo() is None
    assert store.problems() == []
