"""Rounds of voting: one counted ballot a seat, what lasts, and what is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import Seat
from cxdesk.model.people import Membership
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round, RoundState, Turn, Voted
from cxdesk.services import ballots, pins, rounds, sitting, voting_view
from cxdesk.services.ballots import Marked
from cxdesk.store.store import Store
from tests import boards
from tests.boards import Sitting
from tests.dump import dump
from tests.services.commands import CHAIR, Case, per
from tests.services.round_commands import LASTING, enter


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


@pytest.mark.parametrize("case", LASTING, ids=lambda case: case.name)
def test_what_lasts_is_not_undone(case: Case, store: Store) -> None:
    for command in case.before:
        store.do("Prepare", command)
    before = dump(store)
    _, change = store.do(case.name, case.command, lasting=True)
    after = dump(store)
    assert change is not None
    assert after != before
    assert store.undo() is None
    assert store.redo() is None
    assert dump(store) == after
    assert store.problems() == []


def _refused(store: Store, words: str, command: object) -> None:
    before = dump(store)
    with pytest.raises(RuleBroken, match=words):
        store.do("Refused", command)  # type: ignore[arg-type]
    assert dump(store) == before


def test_what_a_round_refuses(store: Store) -> None:
    here = boards.opened(store)
    first, last = here.seats[0], here.seats[6]
    mark, round = boards.mark(here, "123456"), here.round
    with store.read() as s:
        person = s.get_one(Seat, last).person_id
    store.do("Go", lambda s: sitting.leave(s, here.meeting, person))
    _refused(store, "is not in the room", lambda s: rounds.seal(s, round, last, mark))
    _refused(store, "every task of the round exactly once",
             lambda s: rounds.seal(s, round, first, boards.mark(here, "12345")))  # fmt: skip
    _refused(store, "Nobody has voted yet", lambda s: rounds.close_round(s, round))
    _refused(store, "Round 1 is not finished yet", lambda s: rounds.draft(s, here.meeting))
    store.do("Paper", lambda s: rounds.collect(s, round, last))
    _refused(store, "handed a ballot in on paper", lambda s: rounds.collect(s, round, last))
    _refused(store, "1 paper ballot of 1 is still to be transcribed",
             lambda s: rounds.close_round(s, round))  # fmt: skip
    _refused(store, "A second person must compare",
             lambda s: rounds.transcribe(s, round, mark, by=per(s, CHAIR),
                                         confirmed_by=per(s, CHAIR), seat=last))  # fmt: skip
    _refused(store, "Choose in the preferences who you are",
             lambda s: rounds.transcribe(s, round, mark, by=None, confirmed_by=per(s, CHAIR),
                                         seat=last))  # fmt: skip
    store.do("Enter", lambda s: enter(s, 6), lasting=True)
    store.do("Close", lambda s: rounds.close_round(s, round), lasting=True)
    _refused(store, "the result cannot be published", lambda s: rounds.publish(s, round))
    _refused(store, "Say why the board votes again", lambda s: rounds.vote_again(s, round, " "))
    again, _ = store.do("Again", lambda s: rounds.vote_again(s, round, "Too few"))
    _refused(store, "Round 2 is not finished yet", lambda s: rounds.vote_again(s, round, "More"))
    store.do("Word", lambda s: rounds.word(s, again, " "))
    _refused(store, "Say what the board is asked", lambda s: rounds.open_round(s, again))
    with store.read() as s:
        turn = s.scalars(select(Turn).where(Turn.seat_id == last)).one()
        assert turn.state is Voted.SEALED
        assert turn.confirmed_by_id == per(s, CHAIR)
        assert turn.cast_by_id == person  # who voted, not who typed it


def test_a_round_that_was_voted_again_is_not_published(store: Store) -> None:
    here = boards.closed(store)
    again, _ = store.do("Again", lambda s: rounds.vote_again(s, here.round, "A letter came"))
    _refused(store, "Round 2 is in its place", lambda s: rounds.publish(s, here.round))
    store.do("Open", lambda s: rounds.open_round(s, again))
    store.do("Abandon", lambda s: rounds.abandon(s, again, "The letter was wrong"), lasting=True)
    store.do("Publish", lambda s: rounds.publish(s, here.round), lasting=True)
    with store.read() as s:
        shown = voting_view.voting(s, here.meeting)
        assert shown is not None
        assert [(one.number, one.state.value) for one in shown.rounds] == [
            (2, "abandoned"), (1, "published"),
        ]  # fmt: skip


def test_a_secret_round_counts_from_five_ballots_on(store: Store) -> None:
    here = boards.sealed(store, secret=True, ballots=boards.BALLOTS[:4])
    close = lambda s: rounds.close_round(s, here.round)  # noqa: E731
    _refused(store, "counts from 5 ballots on and 4 ballots are in", close)
    abstain = Marked()
    store.do("Seal", lambda s: rounds.seal(s, here.round, here.seats[4], abstain), lasting=True)
    store.do("Close", close, lasting=True)
    with store.read() as s:
        assert sum(one.marked.blank for one in ballots.ballots_of(s, here.round)) == 1


def test_a_ballot_keeps_who_may_not_judge_though_it_compares_nothing() -> None:
    tasks = (7, 8, 9)
    marked = Marked(Tiers(no_opinion=tasks), frozenset({8}))
    assert ballots.unpacked(ballots.packed(marked, tasks), tasks).recused == {8}
    assert ballots.unpacked(ballots.packed(Marked(), tasks), tasks) == Marked()


def test_pins_open_their_seat_alone_and_are_not_kept_in_the_clear(store: Store) -> None:
    with store.read() as s:
        ids = s.scalars(select(Membership.id).order_by(Membership.position)).all()[:2]
    for wrong in ("123", "1234567890123", "12 34", "…………", ""):
        _refused(store, "A PIN is 4 to 12", lambda s, wrong=wrong: pins.set_pin(s, ids[0], wrong))
    for id in ids:
        store.do("Set a PIN", lambda s, id=id: pins.set_pin(s, id, "Zürich42"))  # type: ignore[misc]
    with store.read() as s:
        first, second = (s.get_one(Membership, id).pin for id in ids)
        assert first != second
        assert pins.fits(s, ids[0], "Zu\u0308rich42 ")  # typed on another keyboard
        assert not pins.fits(s, ids[0], "zürich42")
    assert b"rich42" not in store.path.read_bytes()
    store.do("Remove", lambda s: pins.remove_pin(s, ids[0]))
    with store.read() as s:
        assert pins.fits(s, ids[0], "")
        assert not pins.fits(s, ids[1], "")


def test_the_vote_says_what_stands_beside_the_ballot(store: Store) -> None:
    here: Sitting = boards.sealed(store, secret=True, ballots=boards.BALLOTS[:3])
    store.do("Paper", lambda s: rounds.collect(s, here.round, here.seats[3]), lasting=True)
    with store.read() as s:
        shown = voting_view.voting(s, here.meeting)
        left = voting_view.budget_left(s, here.meeting)
    assert shown is not None
    assert left is not None
    assert (shown.voted, shown.here, shown.papers, shown.quorum) == (4, 7, 1, 4)
    assert [task.code for task in shown.tasks] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert [(one.code, one.why) for one in shown.left_out] == [
        ("R7", "merged into CX-102"), ("R8", "information needed"),
    ]  # fmt: skip
    assert (left.free, left.unit) == (93, "k€")
