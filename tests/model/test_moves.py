"""The way of an initiative from Backlog to Embedded: rules 1 to 5, and what each refusal says."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.states import LinkType, State, WipRoom
from cxdesk.model.work import ActionState
from tests.model.office import (
    TODAY,
    action,
    after,
    bare,
    batch,
    charter,
    complete,
    person,
    planned,
    ready,
)

# From the state of the row to that of the column, when nothing is missing; on hold from Ready.
TABLE = """\
            backlog planned ready in_progress delivered embedded on_hold cancelled
backlog     .       yes     no    no          no        no       yes     yes
planned     yes     .       yes   no          no        no       yes     yes
ready       no      yes     .     yes         no        no       yes     yes
in_progress no      no      yes   .           yes       no       yes     yes
delivered   no      no      no    yes         .         yes      no      no
embedded    no      no      no    no          yes       .        no      no
on_hold     no      no      yes   no          no        no       .       yes
cancelled   no      no      no    no          no        no       no      ."""


def cells() -> list[tuple[State, State, str]]:
    head, *rows = TABLE.splitlines()
    columns = head.split()
    return [
        (State(row.split()[0]), State(column), answer)
        for row in rows
        for column, answer in zip(columns, row.split()[1:], strict=True)
    ]


def refused(here: Initiative, state: State, **more: object) -> RuleBroken:
    was = here.state
    with pytest.raises(RuleBroken) as caught:
        here.move_to(state, today=TODAY, **more)  # type: ignore[arg-type]
    assert here.state is was
    return caught.value


@pytest.mark.parametrize(("start", "goal", "answer"), cells())
def test_the_state_machine_allows_what_its_table_says(
    start: State, goal: State, answer: str
) -> None:
    here = complete(start, state_since=date(2026, 1, 1))
    if answer == "no":
        refused(here, goal, reason="we must")
        assert here.state_since == date(2026, 1, 1)
        return
    here.move_to(goal, today=TODAY, reason="we must")
    assert here.state is goal
    assert here.state_since == (TODAY if answer == "yes" else date(2026, 1, 1))


def test_the_table_names_every_state() -> None:
    assert len(cells()) == len(State) ** 2


def test_planned_needs_batch_owner_dates_and_outcome() -> None:
    broken = refused(bare("CX-204"), State.PLANNED)
    assert broken.text == (
        "CX-204 stays in Backlog: it has no batch, no owner, no start and end "
        "and no outcome to serve."
    )
    assert broken.way is not None
    assert (broken.way.label, broken.way.kind) == ("Open CX-204", "initiative")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"batch": None}, "it has no batch"),
        ({"owner": None}, "it has no owner"),
        ({"end": None}, "it has no start and end"),
        ({"outcome_links": []}, "it has no outcome to serve"),
        ({"end": date(2026, 10, 4)}, "it ends 4 Oct 2026, before it starts 5 Oct 2026"),
        (
            {"end": date(2027, 5, 1)},
            "it ends 1 May 2027, after the deadline of B1, 30 Apr 2027",
        ),
    ],
)
def test_each_part_of_a_plan_is_named_when_it_is_missing(
    missing: dict[str, object], said: str
) -> None:
    here = planned(state=State.BACKLOG)
    for name, value in missing.items():
        setattr(here, name, value)
    assert refused(here, State.PLANNED).text == f"CX-101 stays in Backlog: {said}."


def test_a_plan_may_start_and_end_on_the_day_of_the_deadline() -> None:
    day = date(2027, 4, 30)
    here = planned(state=State.BACKLOG, start=day, end=day)
    here.move_to(State.PLANNED, today=TODAY)
    assert here.state is State.PLANNED


def test_ready_needs_an_approved_charter() -> None:
    here = planned()
    broken = refused(here, State.READY)
    assert broken.text == "CX-101 stays in Planned: it has no charter."
    assert broken.way is not None
    assert (broken.way.label, broken.way.kind, broken.way.id) == (
        "Open charter",
        "charter",
        here.id,
    )
    charter(here, CharterState.IN_REVIEW)
    assert refused(here, State.READY).text == (
        "CX-101 stays in Planned: its charter v0.1 is not approved."
    )


def test_an_approved_charter_without_contents_does_not_count() -> None:
    here = planned()
    charter(here, objectives=" ", phases=[])
    assert refused(here, State.READY).text == (
        "CX-101 stays in Planned: its charter v1.0 lacks objectives and at least one phase."
    )


def test_an_older_approved_charter_holds_while_the_next_is_a_draft() -> None:
    here = planned()
    charter(here)
    charter(here, CharterState.DRAFT)
    here.move_to(State.READY, today=TODAY)
    assert here.state is State.READY


def test_in_progress_needs_an_active_owner() -> None:
    here = ready(owner=person("Jonas Weber", active=False))
    assert refused(here, State.IN_PROGRESS).text == (
        "CX-101 stays in Ready: its owner Jonas Weber is no longer active."
    )


def test_in_progress_needs_every_finish_to_start_predecessor_delivered() -> None:
    here = ready("CX-403")
    first, second = complete(State.IN_PROGRESS, code="CX-103"), complete(State.READY, code="CX-401")
    after(here, second)
    after(here, first)
    broken = refused(here, State.IN_PROGRESS)
    assert broken.text == (
        "CX-403 stays in Ready: CX-103 is not delivered and CX-401 is not delivered."
    )
    assert broken.way is not None
    assert (broken.way.label, broken.way.id) == ("Open CX-103", first.id)
    first.state, second.state = State.DELIVERED, State.EMBEDDED
    here.move_to(State.IN_PROGRESS, today=TODAY)
    assert here.state is State.IN_PROGRESS


def test_a_cancelled_predecessor_is_not_delivered_and_the_way_is_to_remove_the_link() -> None:
    here = ready("CX-102")
    after(here, complete(State.CANCELLED, code="CX-101"))
    assert refused(here, State.IN_PROGRESS).text == (
        "CX-102 stays in Ready: CX-101, which it waits for, is cancelled: remove the link."
    )


@pytest.mark.parametrize("type", [LinkType.SS, LinkType.FF, LinkType.SF])
def test_other_links_do_not_hold_a_start_back(type: LinkType) -> None:
    here = ready("CX-102")
    after(here, complete(State.BACKLOG, code="CX-101"), type)
    here.move_to(State.IN_PROGRESS, today=TODAY)
    assert here.state is State.IN_PROGRESS


def test_a_soft_limit_asks_for_a_reason_and_keeps_it() -> None:
    here, room = ready("CX-302"), WipRoom(program=8, program_limit=8)
    broken = refused(here, State.IN_PROGRESS, room=room, reason="  ")
    assert isinstance(broken, ReasonNeeded)
    assert broken.text == (
        "CX-302: it would make 9 in progress, the limit is 8. Say why it goes ahead."
    )
    assert here.reason == ""
    here.move_to(State.IN_PROGRESS, today=TODAY, room=room, reason=" The board agreed ")
    assert (here.state, here.reason) == (State.IN_PROGRESS, "The board agreed")


def test_the_last_place_within_a_limit_needs_no_reason_and_keeps_none() -> None:
    here = ready(reason="old")
    room = WipRoom(program=7, program_limit=8, owner=1, owner_limit=2, hard=True)
    here.move_to(State.IN_PROGRESS, today=TODAY, room=room, reason="not needed")
    assert here.reason == ""


def test_a_hard_limit_refuses_whatever_the_reason() -> None:
    room = WipRoom(program=8, program_limit=8, hard=True)
    broken = refused(ready(), State.IN_PROGRESS, room=room, reason="The board agreed")
    assert not isinstance(broken, ReasonNeeded)
    assert broken.text == "CX-101 stays in Ready: it would make 9 in progress, the limit is 8."


def test_an_owner_has_a_limit_too() -> None:
    room = WipRoom(program=3, program_limit=8, owner=2, owner_limit=2)
    assert refused(ready(), State.IN_PROGRESS, room=room).text == (
        "CX-101: Ravi Menon would have 3 in progress, the limit for an owner is 2. "
        "Say why it goes ahead."
    )


def test_delivery_needs_every_criterion_ticked_and_no_open_action() -> None:
    here = complete(State.IN_PROGRESS)
    here.charters[0].criteria[0].ticked_on = None
    todo = action(here)
    broken = refused(here, State.DELIVERED)
    assert broken.text == (
        "CX-101 stays in progress: 1 action is still open and 1 of 1 done criteria is not ticked."
    )
    assert broken.way is not None
    assert broken.way.kind == "actions"
    todo.move_to(ActionState.DROPPED, today=TODAY)
    assert refused(here, State.DELIVERED).way.kind == "charter"  # type: ignore[union-attr]
    here.charters[0].criteria[0].ticked_on = TODAY
    here.move_to(State.DELIVERED, today=TODAY)
    assert here.progress == 100


@pytest.mark.parametrize(
    ("delivered", "due"),
    [
        (date(2026, 10, 30), date(2027, 4, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_delivery_creates_the_check_six_months_later(delivered: date, due: date) -> None:
    here = complete(State.IN_PROGRESS)
    here.checks = []
    here.move_to(State.DELIVERED, today=delivered)
    assert [(check.due, check.passed) for check in here.checks] == [(due, None)]


def test_going_back_from_delivered_takes_the_open_check_away_and_keeps_the_passed_one() -> None:
    here = complete(State.IN_PROGRESS)
    passed = here.checks[0]
    here.move_to(State.DELIVERED, today=TODAY)
    assert len(here.checks) == 2
    here.move_to(State.IN_PROGRESS, today=TODAY)
    assert here.checks == [passed]


def test_embedded_needs_a_passed_check() -> None:
    here = complete(State.DELIVERED)
    here.checks = []
    stays = "CX-101 stays in Delivered: "
    assert refused(here, State.EMBEDDED).text == stays + "no six-month check is passed."
    here.checks = [SixMonthCheck(due=date(2027, 5, 23))]
    assert refused(here, State.EMBEDDED).text == (
        stays + "the six-month check, due 23 May 2027, is not passed."
    )
    here.checks[0].passed, here.checks[0].checked_on = False, date(2027, 5, 24)
    assert refused(here, State.EMBEDDED).text == (
        stays + "the six-month check failed and was not repeated."
    )
    here.checks.append(
        SixMonthCheck(due=date(2027, 6, 1), passed=True, checked_on=date(2027, 6, 1))
    )
    here.move_to(State.EMBEDDED, today=TODAY)


def test_a_second_delivery_needs_a_check_of_its_own() -> None:
    here = complete(State.DELIVERED)
    here.move_to(State.IN_PROGRESS, today=TODAY)
    here.move_to(State.DELIVERED, today=date(2026, 12, 1))
    assert "due 1 Jun 2027, is not passed" in refused(here, State.EMBEDDED).text


def test_one_on_hold_returns_where_it_was_and_nowhere_else() -> None:
    here = planned()
    here.move_to(State.ON_HOLD, today=TODAY, reason="Waits for the regulator")
    assert (here.standing, here.reason) == (State.PLANNED, "Waits for the regulator")
    assert refused(here, State.READY).text == (
        "CX-101 is on hold: it returns to Planned, where it was."
    )
    here.move_to(State.PLANNED, today=TODAY)
    assert (here.state, here.held_from, here.reason) == (State.PLANNED, None, "")


def test_work_taken_off_hold_respects_the_limit() -> None:
    here, full = complete(State.IN_PROGRESS), WipRoom(program=8, program_limit=8, hard=True)
    here.move_to(State.ON_HOLD, today=TODAY, reason="Waits")
    assert refused(here, State.IN_PROGRESS, room=full).text == (
        "CX-101 stays on hold: it would make 9 in progress, the limit is 8."
    )
    assert (here.standing, here.reason) == (State.IN_PROGRESS, "Waits")
    here.move_to(State.IN_PROGRESS, today=TODAY, room=WipRoom(program=7, program_limit=8))
    assert here.state is State.IN_PROGRESS


def test_cancelling_needs_a_reason_and_is_final() -> None:
    here = complete(State.ON_HOLD)
    broken = refused(here, State.CANCELLED, reason=" ")
    assert isinstance(broken, ReasonNeeded)
    assert broken.text == "Say why CX-101 is cancelled."
    here.move_to(State.CANCELLED, today=TODAY, reason="No budget")
    assert (here.reason, here.held_from, here.committed) == ("No budget", None, False)
    assert refused(here, State.BACKLOG).text == (
        "CX-101 is cancelled and stays so: add a new initiative to take it up again."
    )


@pytest.mark.parametrize(
    ("state", "goal", "said"),
    [
        (State.DELIVERED, State.ON_HOLD, "CX-101 is delivered: it cannot go on hold."),
        (State.EMBEDDED, State.CANCELLED, "CX-101 is embedded: it cannot be cancelled."),
        (
            State.BACKLOG,
            State.DELIVERED,
            "CX-101 goes one step at a time: from Backlog to Planned first.",
        ),
        (
            State.EMBEDDED,
            State.READY,
            "CX-101 goes one step at a time: from Embedded to Delivered first.",
        ),
    ],
)
def test_a_way_that_is_closed_says_which_is_open(state: State, goal: State, said: str) -> None:
    assert refused(complete(state), goal, reason="we must").text == said


def test_a_batch_moved_under_a_plan_must_hold_its_end() -> None:
    here = planned()
    with pytest.raises(RuleBroken) as caught:
        here.join(batch("B9", date(2027, 1, 31)))
    assert caught.value.text == (
        "The dates of CX-101 do not fit: "
        "it ends 26 Feb 2027, after the deadline of B9, 31 Jan 2027."
    )
    assert here.batch is not None
    assert here.batch.code == "B1"
    with pytest.raises(RuleBroken, match=r"^CX-101 is planned and needs a batch\.$"):
        here.join(None)
    loose = bare(end=date(2027, 2, 26))
    loose.join(batch("B9", date(2027, 1, 31)))
    assert loose.batch is not None


def test_a_plan_keeps_owner_outcome_and_dates() -> None:
    here = planned()
    for change, said in (
        (lambda: here.give_to(None), "CX-101 is planned and needs an owner."),
        (lambda: here.serve([]), "CX-101 is planned and needs an outcome."),
        (
            lambda: here.schedule(None, None),
            "The dates of CX-101 do not fit: it has no start and end.",
        ),
        (
            lambda: here.schedule(date(2027, 1, 2), date(2027, 1, 1)),
            "CX-101 cannot end 1 Jan 2027, before it starts 2 Jan 2027.",
        ),
    ):
        with pytest.raises(RuleBroken) as caught:
            change()
        assert caught.value.text == said
    assert here.owner is not None
    assert here.outcome_links
    assert here.start == date(2026, 10, 5)


def test_nobody_who_left_becomes_an_owner_but_may_stay_one() -> None:
    gone = person("Jonas Weber", active=False)
    with pytest.raises(RuleBroken) as caught:
        bare().give_to(gone)
    assert caught.value.text == "Jonas Weber is no longer active and cannot own CX-101."
    here = planned(owner=gone)
    here.give_to(gone)
    assert here.owner is gone
