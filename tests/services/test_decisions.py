"""Decisions of the board: what each needs, and what exactly it makes (rule 9)."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from sqlalchemy import func, select

from cxdesk.model.decisions import Decision, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import AgendaItem, ItemKind, MeetingKind
from cxdesk.model.people import Group
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.work import Action
from cxdesk.services import agenda, decisions, initiatives, meetings, rounds, sitting
from cxdesk.services.check import broken_rules
from cxdesk.services.decision_check import broken_decisions
from cxdesk.services.decisions import Terms
from cxdesk.services.limits import limits
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import clock
from tests.dump import dump
from tests.services.commands import ini, per
from tests.services.decision_commands import terms


def accept(store: Store, here: boards.Sitting, code: str, **values: object) -> int:
    return store.do(
        f"Accept {code}",
        lambda s: decisions.accept(s, here.meeting, here.requests[code], terms(s, **values)),
    )[0]


def test_an_accepted_request_becomes_one_initiative_and_undo_takes_both_back(
    voted_store: Store,
) -> None:
    store, here = voted_store, boards.again(voted_store)
    before = dump(store.path)
    id = accept(store, here, "R2")
    with store.read() as session:
        made = session.get_one(Decision, id)
        assert (made.code, made.verdict, made.rank, made.urgent) == ("D-1", "accepted", 1, False)
        assert {(each.domain.short, each.days) for each in made.effort if each.domain} == {
            ("IT", 30), ("S&M", 20),
        }  # fmt: skip
        new = made.initiative
        assert new is not None
        assert (new.code, new.title, new.state) == ("CX-505", "One-click cancellation", "backlog")
        assert (new.cost, new.effort, new.owner and new.owner.name) == (45, 50, "Ravi Menon")
        assert (new.start, new.end) == (date(2026, 12, 1), date(2027, 2, 26))
        assert new.domain is not None
        assert (new.domain.short, [each.outcome.code for each in new.outcome_links]) == (
            "IT", ["O1"],
        )  # fmt: skip
        assert new.description == made.request.description
        assert made.request.state is RequestState.ACCEPTED
        assert [need for need in new.needs(State.PLANNED) if not need.met] == []
    with pytest.raises(RuleBroken, match="R2 was accepted with D-1: a task is accepted once"):
        accept(store, here, "R2")
    with pytest.raises(RuleBroken, match="R2 was accepted with D-1"):
        store.do("No", lambda s: decisions.decline(s, here.meeting, here.requests["R2"], "Late"))
    store.undo()
    assert dump(store.path) == before
    store.redo()
    assert store.problems() == []


LACKING = (
    ("deadline", "deadline", None, "Set a deadline"),
    ("deadline", "deadline", date(2026, 11, 22), "before the meeting, 23 Nov 2026"),
    ("owner", "owner", None, "Choose an owner"),
    ("outcome", "outcome", None, "Choose the outcome"),
    ("batch", "becomes", None, "Choose the batch"),
    ("deadline", "becomes", date(2027, 12, 1), "B5 ends 30 Nov 2027, before the deadline"),
    ("cost", "resources", -1.0, "numbers of zero or more"),
    ("cost", "resources", float("nan"), "numbers of zero or more"),
    ("cost", "resources", 999_999_999_999.0, "are below 10,000,000"),
)


def test_what_terms_lack_is_said_by_field(store: Store) -> None:
    here = boards.planned(store)
    with store.read() as session:
        assert decisions.problems(session, here.meeting, terms(session)) == {}
        assert set(decisions.problems(session, here.meeting, Terms())) == {
            "deadline", "owner", "becomes", "outcome", "resources",
        }  # fmt: skip
        for name, field, value, words in LACKING:
            found = decisions.problems(session, here.meeting, terms(session, **{name: value}))
            assert list(found) == [field]
            assert words in found[field]


def test_a_broken_limit_needs_the_waiver_of_an_executive(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    with store.read() as session:
        care, chair = per(session, "Claire Dubois"), per(session, "Amara Diallo")
    with pytest.raises(RuleBroken, match=r"R3 breaks a limit: Budget: .* over.*waiver, with a re"):
        accept(store, here, "R3", cost=94.0)
    with pytest.raises(RuleBroken, match="with a reason"):
        accept(store, here, "R3", cost=94.0, waiver="  ", waiver_by=chair)
    with pytest.raises(RuleBroken, match="Claire Dubois cannot waive a limit"):
        accept(store, here, "R3", cost=94.0, waiver="It pays", waiver_by=care)
    id = accept(store, here, "R3", cost=94.0, waiver="It pays", waiver_by=chair)
    with store.read() as session:
        made = session.get_one(Decision, id)
        assert (made.waiver, made.rank) == ("It pays", 4)
        assert made.waiver_by is not None
        assert made.waiver_by.name == "Amara Diallo"
        assert len(made.limits) >= 1
        assert "Budget" in made.limits[0]


def test_the_board_decides_only_on_what_it_ranked_and_is_together_for(store: Store) -> None:
    here = boards.planned(store)
    with pytest.raises(RuleBroken, match="has not begun"):
        accept(store, here, "R2")
    boards.begun(store, here=here)
    with pytest.raises(RuleBroken, match="R2 has no rank yet: publish a round"):
        accept(store, here, "R2")
    with pytest.raises(RuleBroken, match="R7 is not on this agenda"):
        accept(store, here, "R7")

    def vote() -> int:
        round = store.do("Draft", lambda s: rounds.draft(s, here.meeting))[0]
        store.do("Open", lambda s: rounds.open_round(s, round))
        for seat, digits in zip(here.seats, boards.BALLOTS, strict=True):
            marked = boards.mark(here, digits)
            store.do("Seal", lambda s, seat=seat, m=marked: rounds.seal(s, round, seat, m))
        return round

    round = vote()
    with pytest.raises(RuleBroken, match="Round 1 ranks R2 and is not published"):
        accept(store, here, "R2")
    store.do("Close", lambda s: rounds.close_round(s, round), lasting=True)
    with pytest.raises(RuleBroken, match="publish it before the board decides"):
        accept(store, here, "R2")
    store.do("Publish", lambda s: rounds.publish(s, round), lasting=True)
    accept(store, here, "R2")


def test_one_action_of_an_initiative_instead_of_a_new_one(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    with store.read() as session:
        known = session.scalar(select(func.count()).select_from(Initiative))
        under, done = ini(session, "CX-103"), ini(session, "CX-304")
    with pytest.raises(RuleBroken, match="CX-304 is embedded: it takes no action"):
        accept(store, here, "R5", batch=None, under=done)
    id = accept(store, here, "R5", batch=None, under=under)
    with store.read() as session:
        made = session.get_one(Decision, id)
        assert made.initiative_id is None
        action = session.get_one(Action, made.action_id)
        assert (action.title, action.due) == ("Chat transcript to technician", date(2027, 2, 26))
        assert (action.initiative_id, action.owner and action.owner.name) == (under, "Ravi Menon")
        assert session.scalar(select(func.count()).select_from(Initiative)) == known


def test_deferred_declined_and_asked(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    ids, held = here.requests, here.meeting

    def do(command: object) -> int:
        return store.do("Decide", command)[0]  # type: ignore[arg-type, type-var]

    with pytest.raises(RuleBroken, match="Set the day from which"):
        do(lambda s: decisions.defer(s, held, ids["R1"], None, ""))
    with pytest.raises(RuleBroken, match="a day after the meeting, 23 Nov 2026"):
        do(lambda s: decisions.defer(s, held, ids["R1"], date(2026, 11, 23), ""))
    with pytest.raises(RuleBroken, match="Say why R3 is declined"):
        do(lambda s: decisions.decline(s, held, ids["R3"], " "))
    with pytest.raises(RuleBroken, match="Write what the board wants to know of R4"):
        do(lambda s: decisions.need_information(s, held, ids["R4"], "", per(s, "Ravi Menon")))
    with pytest.raises(RuleBroken, match="Choose who is to answer"):
        do(lambda s: decisions.need_information(s, held, ids["R4"], "Who?", None))
    later = do(lambda s: decisions.defer(s, held, ids["R1"], date(2026, 12, 14), "After Xmas"))
    no = do(lambda s: decisions.decline(s, held, ids["R3"], "A price war"))
    asked = do(
        lambda s: decisions.need_information(s, held, ids["R4"], "Who?", per(s, "Ravi Menon"))
    )
    with store.read() as session:
        found = [session.get_one(Decision, id) for id in (later, no, asked)]
        assert [(one.code, one.verdict, one.rank) for one in found] == [
            ("D-1", Verdict.DEFERRED, 2), ("D-2", Verdict.DECLINED, 4),
            ("D-3", Verdict.INFO_NEEDED, 6),
        ]  # fmt: skip
        assert [one.request.state for one in found] == [
            RequestState.DEFERRED, RequestState.DECLINED, RequestState.INFO_NEEDED,
        ]  # fmt: skip
        assert (found[2].request.question, found[2].reason) == ("Who?", "Who?")
    for code in ("R2", "R5", "R6"):
        do(lambda s, code=code: decisions.defer(s, held, ids[code], date(2027, 3, 1), ""))
    do(lambda s: sitting.end(s, held))
    with pytest.raises(RuleBroken, match="is over"):
        accept(store, here, "R1")
    boards.planned(store, date(2026, 12, 13))  # a day too early
    with store.read() as session:
        assert session.get_one(Request, ids["R1"]).state is RequestState.DEFERRED
    boards.planned(store, date(2026, 12, 14))
    with store.read() as session:
        assert session.get_one(Request, ids["R1"]).state is RequestState.ON_AGENDA
        assert session.get_one(Request, ids["R2"]).state is RequestState.DEFERRED


def test_what_is_deferred_again_waits_for_the_later_day(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    ids, held = here.requests, here.meeting
    for code in ids:
        if code in "R1 R2 R3 R4 R5 R6":
            store.do("Defer", lambda s, code=code: decisions.defer(
                s, held, ids[code], date(2026, 12, 7), ""))  # fmt: skip
    store.do("End", lambda s: sitting.end(s, held))
    second = boards.begun(store, here=boards.planned(store, date(2026, 12, 7)))
    store.do("Defer", lambda s: decisions.defer(
        s, second.meeting, ids["R1"], date(2027, 3, 1), ""))  # fmt: skip
    store.do("End", lambda s: sitting.end(s, second.meeting))
    boards.planned(store, date(2027, 1, 11))
    with store.read() as session:
        assert session.get_one(Request, ids["R1"]).state is RequestState.DEFERRED
        assert session.get_one(Request, ids["R2"]).state is RequestState.ON_AGENDA


def test_an_urgent_decision_needs_no_rank_and_is_ratified_at_the_next_meeting(store: Store) -> None:
    with store.read() as session:
        board = session.scalars(select(Group.id).where(Group.kind == "board")).one()
        request = session.scalars(select(Request.id).where(Request.code == "R2")).one()

    def begin(session) -> int:  # type: ignore[no-untyped-def]
        session.get_one(Group, board).urgent_quorum = 3
        id = meetings.plan(
            session, board, date(2026, 11, 23), kind=MeetingKind.URGENT, reason="The law"
        )
        agenda.take(session, id, request)
        sitting.begin(session, id)
        return id

    held = store.do("Call", begin)[0]
    here = boards.Sitting(held, (), {"R2": request})
    with pytest.raises(RuleBroken, match="0 seats of 7 are filled and the quorum is 3"):
        accept(store, here, "R2")
    for name in ("Amara Diallo", "Jonas Weber", "Elena Rossi"):
        store.do("Arrive", lambda s, name=name: sitting.arrive(s, held, per(s, name)))
    id = accept(store, here, "R2")
    store.do("End", lambda s: sitting.end(s, held))
    following = boards.planned(store, date(2026, 12, 14))
    with store.read() as session:
        made = session.get_one(Decision, id)
        assert (made.urgent, made.rank, made.round_id) == (True, None, None)
        items = session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == following.meeting)
        ).all()
        assert [one.decision_id for one in items if one.kind is ItemKind.RATIFICATION] == [id]


def test_a_reason_is_reworded_until_the_minutes_are_approved(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    id = store.do("No", lambda s: decisions.decline(s, here.meeting, here.requests["R3"], "Dear"))[
        0
    ]
    store.do("Amend", lambda s: decisions.amend(s, id, " A price war "))
    with store.read() as session:
        assert session.get_one(Decision, id).reason == "A price war"
    with pytest.raises(RuleBroken, match="D-1 needs its reason"):
        store.do("Amend", lambda s: decisions.amend(s, id, ""))

    def approve(session) -> None:  # type: ignore[no-untyped-def]
        session.add(
            Minutes(
                meeting_id=here.meeting, approved_by_id=per(session, "Amara Diallo"),
                on=date(2026, 11, 23), digest="d", size=1, chain="c",
            )
        )  # fmt: skip

    store.do("Approve", approve)
    with pytest.raises(RuleBroken, match="are approved: what they say of D-1 stays"):
        store.do("Amend", lambda s: decisions.amend(s, id, "Something else"))


def test_a_file_that_was_tampered_with_is_told(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    accept(store, here, "R2")
    accept(store, here, "R1", cost=30.0)
    store.do("Defer", lambda s: decisions.defer(
        s, here.meeting, here.requests["R4"], date(2027, 3, 1), ""))  # fmt: skip
    with store.read() as session:
        assert list(broken_rules(session)) == []
    store.close()
    connection = sqlite3.connect(store.path)
    with connection:
        for statement in (
            "UPDATE decision SET deadline = NULL, owner_id = NULL, rank = NULL, cost = 0, "
            "limits = '[\"Budget\"]' WHERE number = 1",
            "DELETE FROM decision_effort",
            "UPDATE decision SET request_id = (SELECT id FROM request WHERE code = 'R2'), "
            "initiative_id = (SELECT initiative_id FROM decision WHERE number = 1) "
            "WHERE number = 2",
            "UPDATE request SET state = 'ranked' WHERE code = 'R2'",
            "UPDATE decision SET until = NULL WHERE number = 3",
        ):
            connection.execute(statement)
    connection.close()
    with (
        Store(store.path, home=store.path.parent, clock=clock) as opened,
        opened.read() as session,
    ):
        said = list(broken_decisions(session))
    assert said == [
        "D-1 on R2 accepts it without a deadline, an owner, a rank, resources and a waiver.",
        "D-1 on R2 accepts it although it is ranked.",
        "D-2 on R2 accepts it although it is ranked.",
        "R2 was accepted twice, with D-1 and D-2.",
        "D-1 and D-2 made the same initiative.",
        "D-3 on R4 defers it to no day.",
    ]


def test_each_domain_carries_the_days_that_a_decision_commits_of_it(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)

    def loads() -> dict[str, float]:
        with store.read() as session:
            return {row.name: sum(row.loads) for row in limits(session) if row.domain_id}

    before = loads()
    accept(store, here, "R2")  # 30 days of IT, 20 of Sales & marketing
    more = {name: round(days - before[name]) for name, days in loads().items()}
    assert {name: days for name, days in more.items() if days} == {
        "IT": 30, "Sales & marketing": 20,
    }  # fmt: skip
    with store.read() as session:
        new = session.scalars(select(Initiative.id).where(Initiative.code == "CX-505")).one()
    store.do("Estimate", lambda s: initiatives.cost(s, new, 45.0, 100.0))  # the shares stay
    assert round(loads()["IT"] - before["IT"]) == 60
