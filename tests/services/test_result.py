"""The result of a round: the sample's order and figures, why, how sure, and what it funds."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.program import FrameItem, Measure
from cxdesk.model.rounds import RoundState
from cxdesk.services import decisions, rounds
from cxdesk.services.ballots import Marked
from cxdesk.services.result import result, rounds_read, sheet
from cxdesk.services.result_count import count, votes
from cxdesk.services.result_rows import ResultSheet
from cxdesk.store.store import Store
from tests import boards
from tests.services.decision_commands import terms


def read(store: Store, here: boards.Sitting) -> ResultSheet:
    with store.read() as session:
        return result(session, here.round)


def facts(found: ResultSheet) -> list[tuple[str, str]]:
    return [(fact.figure, fact.words) for fact in found.facts]


def test_the_sample_ends_as_its_meeting_did(voted_store: Store) -> None:
    here = boards.again(voted_store)
    found = read(voted_store, here)
    assert [(row.place, row.code, row.won, row.lost) for row in found.tasks] == [
        (1, "R2", 29, 6), (2, "R1", 27, 8), (3, "R5", 22, 13),
        (4, "R3", 13, 22), (5, "R6", 8, 27), (6, "R4", 6, 29),
    ]  # fmt: skip
    assert facts(found) == [
        ("7 of 7 ballots", "quorum 4, nobody recused"),
        ("79 %", "keeps 83 of 105 opinions"),
        ("0.566", "discuss if below 0.3"),
        ("Same three funded", "7 recounts, also by all methods"),
    ]
    assert not any(fact.alert for fact in found.facts)
    assert {row.code: row.mark for row in found.tasks if row.mark} == {
        "R3": "most divisive", "R5": "second most divisive",
    }  # fmt: skip
    assert [f"{pair.lead} {pair.words}" for pair in found.pairs] == [
        "4 of 7 prefer R2 to R1; one ballot the other way would swap them",
        "5 of 7 prefer R1 to R5; the points agree, 27 to 22",
        "5 of 7 prefer R5 to R3; the points agree, 22 to 13",
        "4 of 7 prefer R3 to R6; one ballot the other way would swap them",
        "4 of 7 prefer R6 to R4; one ballot the other way would swap them",
    ]
    first = found.pairs[0]
    assert first.figures == (("R2 above R1", 4), ("R1 above R2", 3))
    assert first.places[1] == "Schulze: R2 1, R1 2"
    assert first.tie_break == "The tie-break list is not used."
    assert not any(pair.open for pair in found.pairs)
    assert found.tasks[0].given == (3, 2, 2, 0, 0, 0)
    assert (found.tasks[0].note, found.tasks[0].days) == ("Regulation, due 1 Mar", 50)
    assert [column.name for column in found.methods] == [
        "Kemeny", "Schulze", "Ranked pairs", "Borda",
    ]  # fmt: skip
    assert not any(column.differs for column in found.methods)
    assert found.line.text == "R2 + R1 + R5 = 90 of 93 k€ free"
    assert (found.line.place, [row.short for row in found.line.rows]) == (
        3,
        ["Fits, 48 k€ left", "Fits, 18 k€ left", "Fits, 3 k€ left",
         "57 k€ over", "9 k€ over", "22 k€ over"],
    )  # fmt: skip
    with voted_store.read() as session:
        (head,) = rounds_read(session)
        here_again = votes(session, here.round)
        pending = sheet(session, here_again, count(here_again), None)
    assert (head.meeting, head.number, head.decides) == ("Change board, 23 Nov 2026", 1, True)
    assert pending.facts[3].words == "counting again without each ballot"


def test_what_was_decided_stands_beside_the_task_and_the_vote_stays_as_sure(
    voted_store: Store,
) -> None:
    here = boards.again(voted_store)
    ids = here.requests
    voted_store.do("Accept R2", lambda s: decisions.accept(s, here.meeting, ids["R2"], terms(s)))
    voted_store.do("Defer R1", lambda s: decisions.defer(
        s, here.meeting, ids["R1"], date(2027, 1, 11), ""))  # fmt: skip
    found = read(voted_store, here)
    said = [(row.code, row.decided and (row.decided.code, row.decided.verdict.label,
                                        row.decided.words)) for row in found.tasks]  # fmt: skip
    assert said[:3] == [
        ("R2", ("D-1", "Accepted", "CX-505 by 26 Feb")),
        ("R1", ("D-2", "Deferred", "to 11 Jan 2027")),
        ("R5", None),
    ]
    # R6 fits now that R1 is out; the vote itself funded R1, and is as sure as it was.
    assert found.line.text == "R2 + R5 + R6 = 72 of 93 k€ free"
    assert facts(found)[3] == ("Same three funded", "7 recounts, also by all methods")


def test_blank_ballots_and_recusals_count_for_the_turnout_alone(store: Store) -> None:
    here = boards.opened(store)
    r = here.requests
    some = [r["R1"], r["R2"], r["R3"], r["R4"], r["R5"]]
    recused = Marked(Tiers(tuple((id,) for id in some), (), (r["R6"],), 2), frozenset({r["R6"]}))
    marked = [Marked(), recused, boards.mark(here, "213456"), boards.mark(here, "123456")]
    for seat, ballot in zip(here.seats, marked, strict=False):
        store.do("Seal", lambda s, seat=seat, m=ballot: rounds.seal(s, here.round, seat, m))
    with store.read() as session, pytest.raises(RuleBroken, match="is open"):
        votes(session, here.round)
    store.do("Close", lambda s: rounds.close_round(s, here.round))
    found = read(store, here)
    assert facts(found)[0] == ("4 of 7 ballots", "1 blank ballot, quorum 4, 1 recused")
    by_code = {row.code: row for row in found.tasks}
    assert (by_code["R6"].no_opinion, by_code["R6"].above, by_code["R6"].below) == (1, 2, 0)
    assert (by_code["R3"].above, by_code["R3"].below) == (2, 1)
    assert found.pairs[0].words == "prefer R1 to R2; one ballot the other way would swap them"
    assert found.head.may_publish


def test_an_open_pair_a_majority_against_and_what_a_ballot_changes(store: Store) -> None:
    here = boards.opened(store, secret=True)
    r = here.requests

    def below(digits: str, cut: int) -> Marked:
        marked = boards.mark(here, digits)
        return Marked(marked.tiers.with_line(cut))

    # R1 and R2 are even, and only the first of them is funded; nobody wants R4 this cycle.
    ballots = [below(digits, 5) for digits in ("123564", "213564", "125364", "215364", "123564",
                                               "215364")]  # fmt: skip
    for seat, ballot in zip(here.seats, ballots, strict=False):
        store.do("Seal", lambda s, seat=seat, m=ballot: rounds.seal(s, here.round, seat, m))
    store.do("Close", lambda s: rounds.close_round(s, here.round))

    def cap(session) -> None:  # type: ignore[no-untyped-def]
        item = session.query(FrameItem).filter(FrameItem.measure == Measure.BUDGET).one()
        item.limit = 1707.0 + 45

    store.do("Limit", cap)
    found = read(store, here)
    assert (found.head.secret, found.head.state) == (True, RoundState.CLOSED)
    assert "even with R2" in found.tasks[0].mark
    sure = found.facts[3]
    assert (sure.figure, sure.words, sure.alert) == (
        "3 of 6 change it", "R2 instead of R1 and R5", True,
    )  # fmt: skip
    pair = found.pairs[0]
    assert pair.open
    assert "prefer R1 to R2, 3 R2 to R1; even" in pair.words
    last = found.tasks[-1]
    assert (last.code, last.passed, found.line.rows[-1].short) == ("R4", False, "Not this cycle")
    store.do("Settle", lambda s: rounds.settle(s, here.round, r["R2"], r["R1"], 4, 2, "Law first"))
    found = read(store, here)
    assert [row.code for row in found.tasks][:2] == ["R2", "R1"]
    assert found.settled == ("R2 before R1 by show of hands, 4 to 2: Law first",)
    assert found.pairs[0].settled == found.settled[0]
    assert "even" not in found.tasks[0].mark
    assert found.facts[3].words == "R1 and R5 instead of R2"


def test_nobody_has_an_opinion(store: Store) -> None:
    here = boards.opened(store)
    for seat in here.seats[:4]:
        store.do("Seal", lambda s, seat=seat: rounds.seal(s, here.round, seat, Marked()))
    store.do("Close", lambda s: rounds.close_round(s, here.round))
    found = read(store, here)
    assert facts(found)[:3] == [
        ("4 of 7 ballots", "4 blank ballots, quorum 4, nobody recused"),
        ("–", "no opinions"),
        ("–", "too few ballots judge the same tasks"),
    ]
    assert found.pairs[0].lead == ""
    assert "Nobody compares" in found.pairs[0].words
    assert not any(row.passed for row in found.tasks)
