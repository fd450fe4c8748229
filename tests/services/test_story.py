"""The whole story of a request: what stands in the history, and what came of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.requests import RequestState, Source
from cxdesk.services import decisions, intake, requests, story
from cxdesk.services.story import Origin, StoryLine
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import TODAY
from tests.services.commands import ini, per, req
from tests.services.decision_commands import terms

QUESTION = "Who counts as a best customer, what do they lack today, and which outcome would move?"


def told(store: Store, code: str) -> list[StoryLine]:
    """The story of a request."""
    with store.read() as session:
        return list(story.story(session, req(session, code).id))


def texts(store: Store, code: str) -> list[str]:
    """The same in words."""
    return [line.text for line in told(store, code)]


def came_from(store: Store, code: str) -> list[Origin]:
    """What led to an initiative."""
    with store.read() as session:
        return list(story.origins(session, ini(session, code)))


def test_the_sample_tells_how_each_request_came_to_where_it_stands(store: Store) -> None:
    assert texts(store, "R2") == ["Submitted by Tomás Vidal", "Qualified"]
    asked = told(store, "R8")[-1]
    assert (asked.text, asked.more, asked.kind) == ("Sent back to Elena Rossi", QUESTION, "person")
    merged = told(store, "R7")[-1]
    assert (merged.text, merged.kind, merged.code) == ("Merged into CX-102", "initiative", "CX-102")
    assert [(one.code, one.number) for one in came_from(store, "CX-102")] == [("R7", None)]


def test_what_was_undone_is_not_told(store: Store) -> None:
    store.do("Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC))
    store.do("Reject", lambda s: requests.reject(s, req(s, "R9").id, "No"))
    assert told(store, "R9")[-1].more == "No"
    store.undo()
    assert texts(store, "R9") == ["Submitted"]
    store.redo()
    assert texts(store, "R9") == ["Submitted", "Rejected"]


def test_a_question_and_its_answer_are_told_each_on_its_day(store: Store) -> None:
    store.do("Answer", lambda s: requests.answer(s, req(s, "R8").id, "Nobody"))
    store.do("Ask", lambda s: requests.ask(s, req(s, "R8").id, "Who?", per(s, "Ravi Menon")))
    assert texts(store, "R8")[1:] == [
        "Sent back to Elena Rossi",
        "Answered",
        "Sent back to Ravi Menon",
    ]
    assert [line.more for line in told(store, "R8")[1:]] == [QUESTION, "by Sofia Marques", "Who?"]


def test_the_thread_goes_from_the_agenda_to_the_six_month_check(store: Store) -> None:
    here = boards.published(store)
    store.do("Accept", lambda s: decisions.accept(s, here.meeting, req(s, "R2").id, terms(s)))
    lines = told(store, "R2")
    assert [line.text for line in lines] == [
        "Submitted by Tomás Vidal", "Qualified", "On the agenda of Change board, 23 Nov 2026",
        "Ranked in round 1 of Change board, 23 Nov 2026", "Accepted, decision D-1", "Became CX-505",
    ]  # fmt: skip
    assert [line.kind for line in lines[2:]] == ["meeting", "round", "decision", "initiative"]
    assert [line.opens for line in lines[2:4]] == [here.meeting, here.round]
    assert lines[4].more.startswith("ranked 1 · ")
    (origin,) = came_from(store, "CX-505")
    assert (origin.code, origin.number) == ("R2", 1)

    def deliver(session: Session) -> None:
        made = session.get_one(Initiative, ini(session, "CX-505"))
        session.add(
            Charter(initiative=made, state=CharterState.APPROVED, state_since=TODAY, version=1)
        )
        made.checks.append(SixMonthCheck(due=date(2027, 8, 26)))

    store.do("Deliver", deliver)
    later = told(store, "R2")[-2:]
    assert [line.text for line in later] == [
        "Charter v1.0 of CX-505 approved", "Six-month check of CX-505 due",
    ]  # fmt: skip
    assert [line.ahead for line in later] == [False, True]


def test_what_changes_after_it_was_qualified_is_told(store: Store) -> None:
    store.do("R2 costs 50 k€", lambda s: requests.edit(s, req(s, "R2").id, cost=50.0))
    store.do("R2 takes 9 days", lambda s: requests.size(s, req(s, "R2").id, {None: 9.0}))
    store.do("Credit", lambda s: requests.credit(s, req(s, "R2").id, None))
    store.do("R8 costs 5 k€", lambda s: requests.edit(s, req(s, "R8").id, cost=5.0))
    assert texts(store, "R2")[1:] == ["Qualified", "R2 costs 50 k€", "R2 takes 9 days"]
    assert told(store, "R2")[-1].more == "by Sofia Marques, after it was qualified"
    assert len(told(store, "R8")) == 2, "before that it may change as often as one likes"


def test_what_is_taken_off_the_agenda_or_turned_down_is_told(store: Store) -> None:
    here = boards.published(store)
    store.do("Decline", lambda s: decisions.decline(s, here.meeting, req(s, "R6").id, "Too dear"))
    last = told(store, "R6")[-1]
    assert (last.text, last.step) == ("Declined, decision D-1", RequestState.DECLINED.value)
    assert "Too dear" in last.more
    later = date(2027, 2, 1)
    store.do("Defer", lambda s: decisions.defer(s, here.meeting, req(s, "R4").id, later, "Later"))
    assert texts(store, "R4")[-1] == "Deferred to 1 Feb 2027, decision D-2"
    with store.read() as session:
        untils = {one.code: one.until for one in intake.requests(session) if one.until}
    assert untils == {"R4": later}
    store.do("Again", lambda s: requests.submit_again(s, req(s, "R6").id))
    with store.read() as session:
        assert "Submitted before as R6, declined" in req(session, "R9").description
