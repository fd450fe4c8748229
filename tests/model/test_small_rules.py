"""Batches (rule 10), actions, requests, outcomes, horizons and texts: what each refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.base import mint_id, storable
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import six_months_after
from cxdesk.model.outcomes import Direction
from cxdesk.model.program import Horizon, Program
from cxdesk.model.requests import Request, RequestCheck, RequestState
from cxdesk.model.states import State
from cxdesk.model.wording import count, day, listed
from cxdesk.model.work import ActionState
from tests.model.office import TODAY, action, bare, batch, complete, outcome, person, planned


def said(change: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        change()
    return caught.value.text


# Batches ------------------------------------------------------------------------------------


def test_a_deadline_before_a_members_end_is_refused_naming_the_members() -> None:
    here = batch()
    for code, end in (("CX-103", date(2027, 4, 30)), ("CX-102", date(2027, 4, 16))):
        planned(code, batch=here, end=end)
    planned("CX-101", batch=here, end=date(2027, 2, 26))
    assert said(lambda: here.move_deadline(date(2027, 4, 1))) == (
        "The deadline of B1 stays 30 Apr 2027: CX-102 and CX-103 end after 1 Apr 2027."
    )
    assert said(lambda: here.move_deadline(date(2027, 4, 29))) == (
        "The deadline of B1 stays 30 Apr 2027: CX-103 ends after 29 Apr 2027."
    )
    assert here.deadline == date(2027, 4, 30)


def test_a_deadline_moves_to_the_last_end_and_past_what_is_cancelled_or_has_no_end() -> None:
    here = batch()
    planned("CX-101", batch=here, end=date(2027, 2, 26))
    planned("CX-102", batch=here, state=State.CANCELLED)
    bare("CX-204", batch=here)
    here.move_deadline(date(2027, 2, 26))
    assert here.deadline == date(2027, 2, 26)


def test_a_later_deadline_is_free_even_when_one_in_the_backlog_ends_after_it() -> None:
    here = batch()
    bare("CX-204", batch=here, end=date(2027, 12, 31))
    here.move_deadline(date(2027, 6, 30))
    assert here.deadline == date(2027, 6, 30)
    assert "CX-204 ends after" in said(lambda: here.move_deadline(date(2027, 6, 29)))


# Actions ------------------------------------------------------------------------------------

TODO, DOING, DONE, DROPPED = ActionState
ALLOWED = {
    (TODO, DOING), (TODO, DONE), (TODO, DROPPED), (DOING, TODO), (DOING, DONE), (DOING, DROPPED),
    (DONE, TODO), (DONE, DOING), (DROPPED, TODO),
}  # fmt: skip


@pytest.mark.parametrize("start", ActionState)
@pytest.mark.parametrize("goal", ActionState)
def test_actions_move_as_agreed(start: ActionState, goal: ActionState) -> None:
    here = action(bare(), state=start)
    if start is goal or (start, goal) in ALLOWED:
        here.move_to(goal, today=TODAY)
        assert here.state is goal
        assert here.done_on == (TODAY if goal is DONE and start is not DONE else None)
        assert here.open == (goal in (TODO, DOING))
    else:
        text = said(lambda: here.move_to(goal, today=TODAY))
        assert text == f"“Ask IT” is {start.value}: reopen it first."
        assert here.state is start


@pytest.mark.parametrize("ended", [DONE, DROPPED])
@pytest.mark.parametrize("state", [State.DELIVERED, State.EMBEDDED])
def test_nothing_reopens_under_a_delivered_initiative(ended: ActionState, state: State) -> None:
    here = action(complete(state), state=ended)
    assert said(lambda: here.move_to(TODO, today=TODAY)) == (
        f"CX-101 is {state.value}: move it back before reopening “Ask IT”."
    )


def test_an_action_needs_a_title() -> None:
    here = action(bare())
    assert said(lambda: here.rename(" \t")) == "An action needs a title."
    here.rename(" R&D <5% ")
    assert here.title == " R&D <5% "


# Initiatives --------------------------------------------------------------------------------


def test_titles_blocks_and_scores_have_their_limits() -> None:
    here = bare()
    assert said(lambda: here.rename(" ")) == "CX-101 needs a title."
    assert said(lambda: here.block("  ")) == "Say what blocks CX-101."
    assert said(lambda: here.block("", by=here)) == "CX-101 cannot block itself."
    assert said(lambda: here.score(5, 5, 5, 6)) == "CX-101: a score is a whole number from 1 to 5."
    assert said(lambda: here.score(0, 5, 5, 5)) == "CX-101: a score is a whole number from 1 to 5."
    other = bare("CX-102")
    here.block("", by=other)
    assert (here.blocked, here.blocked_by_id) == (True, other.id)
    here.unblock()
    assert (here.blocked, here.blocked_reason, here.blocked_by_id) == (False, "", None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
@settings(deadline=None)
def test_six_months_later_is_the_same_day_or_the_last_of_a_shorter_month(on: date) -> None:
    due = six_months_after(on)
    months = (due.year - on.year) * 12 + due.month - on.month
    assert months == 6
    assert due.day == on.day or (due.day < on.day and (due + timedelta(days=1)).day == 1)


# Requests -----------------------------------------------------------------------------------

REQUEST_MOVES = {
    "submitted": "info_needed qualified merged rejected",
    "info_needed": "submitted merged rejected",
    "qualified": "on_agenda submitted",
    "on_agenda": "qualified ranked accepted deferred declined info_needed",
    "ranked": "accepted deferred declined info_needed",
    "deferred": "qualified",
}


def request(state: RequestState = RequestState.SUBMITTED, *, ticked: bool = True) -> Request:
    checks = [RequestCheck(text="Complete", ticked=ticked), RequestCheck(text="Sized", ticked=True)]
    return Request(
        code="R1", title="Outage texts", description="", state=state, state_since=TODAY,
        checks=checks,
    )  # fmt: skip


@pytest.mark.parametrize("start", RequestState)
@pytest.mark.parametrize("goal", RequestState)
def test_requests_move_as_agreed(start: RequestState, goal: RequestState) -> None:
    here = request(start)
    if start is goal or goal.value in REQUEST_MOVES.get(start.value, "").split():
        here.move_to(goal, today=TODAY)
        assert here.state is goal
    else:
        with pytest.raises(RuleBroken):
            here.move_to(goal, today=TODAY)
        assert here.state is start


def test_a_request_says_where_it_goes_from_here() -> None:
    assert said(lambda: request().move_to(RequestState.RANKED, today=TODAY)) == (
        "R1 is submitted: next comes Info needed, Qualified, Merged or Rejected, not Ranked."
    )
    merged = request(RequestState.MERGED)
    assert said(lambda: merged.move_to(RequestState.QUALIFIED, today=TODAY)) == (
        "R1 is merged and stays so: submit a new request to take it up again."
    )


def test_qualified_needs_the_checklist_ticked() -> None:
    here = request(ticked=False)
    assert said(lambda: here.move_to(RequestState.QUALIFIED, today=TODAY)) == (
        "R1 is not qualified yet: tick “Complete” first."
    )
    here.tick(here.checks[0], True)
    here.move_to(RequestState.QUALIFIED, today=TODAY)
    assert said(lambda: here.tick(here.checks[0], False)) == (
        "R1 is qualified: its checklist is closed."
    )
    empty = Request(code="R2", title="x", state=RequestState.SUBMITTED)
    assert said(lambda: empty.move_to(RequestState.QUALIFIED, today=TODAY)) == (
        "R2 is not qualified yet: it has no checklist to tick."
    )


def test_a_request_is_sent_back_with_a_question_and_merged_into_an_initiative() -> None:
    here, asked, into = request(), person(), bare("CX-102")
    assert said(lambda: here.ask(" ", asked, today=TODAY)) == "Say what R1 still has to tell."
    here.ask("How many calls?", asked, today=TODAY)
    assert (here.state, here.question, here.asked) == (
        RequestState.INFO_NEEDED, "How many calls?", asked,
    )  # fmt: skip
    assert said(lambda: here.answer(" ", today=TODAY)) == "Write what the answer for R1 is."
    here.answer("About 400 a day.", today=TODAY)
    assert (here.state, here.question, here.asked) == (RequestState.SUBMITTED, "", None)
    assert "How many calls?" in here.description
    assert here.description.endswith("answered: About 400 a day.")
    here.merge(into, today=TODAY)
    assert (here.state, here.merged_into) == (RequestState.MERGED, into)
    assert said(lambda: request().merge_with(here, today=TODAY)) == (
        "R1 is merged itself: merge R1 into CX-102 instead."
    )


# Outcomes, horizons, words ------------------------------------------------------------------


def test_an_outcome_has_a_target_other_than_its_baseline_and_a_direction_from_them() -> None:
    here = outcome("O4")
    here.aim(26, 8)
    assert here.direction is Direction.DOWN
    assert said(lambda: here.aim(8, 8)) == (
        "O4 needs a target other than its baseline: nothing would change."
    )
    here.aim(12, 25)
    assert here.direction is Direction.UP


def test_horizons_end_one_after_the_other() -> None:
    here = Program(name="Meridian")
    here.set_horizons(date(2027, 2, 28), date(2027, 8, 31))
    ends = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 8, 31), date(2027, 9, 1))
    assert [here.horizon_of(end) for end in ends] == [
        Horizon.SHORT, Horizon.MID, Horizon.MID, Horizon.LONG,
    ]  # fmt: skip
    assert said(lambda: here.set_horizons(date(2027, 8, 31), date(2027, 8, 31))) == (
        "The mid horizon must end after the short one."
    )


def test_words_for_days_counts_and_lists() -> None:
    assert day(date(2027, 4, 3)) == "3 Apr 2027"
    assert [count(n, "action") for n in (0, 1, 12345)] == [
        "0 actions",
        "1 action",
        "12,345 actions",
    ]
    assert count(2, "criterion", "criteria") == "2 criteria"
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@given(st.text(st.characters(codec=None)))
@settings(deadline=None)
def test_every_text_can_be_stored_and_only_lone_surrogates_are_lost(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert kept == text
    assert storable(kept) == kept


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert storable("a\ud83d b") == "a\ufffd b"
    assert storable("\ud83d\ude00") == "\U0001f600"


def test_ids_are_positive_and_known_from_the_start() -> None:
    assert bare().id != bare().id
    assert all(0 < mint_id() < 2**63 for _ in range(100))
