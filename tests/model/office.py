"""Entities of a small office, made in memory: the rules need no file."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxdesk.model.batches import Batch
from cxdesk.model.charter_lines import Criterion, Phase
from cxdesk.model.charters import Approval, Charter, CharterState, Verdict
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Person
from cxdesk.model.states import LinkType, State
from cxdesk.model.work import Action, ActionState

TODAY = date(2026, 11, 23)


def person(name: str = "Ravi Menon", active: bool = True) -> Person:
    return Person(name=name, initials="XX", active=active)


def batch(code: str = "B1", deadline: date = date(2027, 4, 30)) -> Batch:
    return Batch(code=code, name="Ask Once", deadline=deadline)


def outcome(code: str = "O3") -> Outcome:
    return Outcome(
        code=code, name="CES", baseline=58.0, target=72.0, due=date(2027, 12, 31)
    )  # fmt: skip


def bare(code: str = "CX-101", **more: Any) -> Initiative:
    """An initiative in the backlog that has a title and nothing else."""
    values = {"title": "Single customer ID", "state": State.BACKLOG, "state_since": TODAY}
    return Initiative(code=code, **values | {"reason": "", "progress": 0} | more)


def planned(code: str = "CX-101", **more: Any) -> Initiative:
    """One that rule 1 allows in Planned, and that stands there."""
    here = bare(
        code,
        **{
            "state": State.PLANNED,
            "batch": batch(),
            "owner": person(),
            "start": date(2026, 10, 5),
            "end": date(2027, 2, 26),
        }
        | more,
    )
    here.outcome_links = [Contribution(outcome=outcome())]
    return here


def charter(here: Initiative, state: CharterState = CharterState.APPROVED, **more: Any) -> Charter:
    """A charter of `here` in which nothing is missing, with one criterion not ticked."""
    return Charter(
        initiative=here,
        **{
            "state": state,
            "state_since": TODAY,
            "version": len(here.charters) + 1,
            "revision": 1,
            "objectives": "One ID",
            "benefits": "Less effort",
            "criteria": [Criterion(text="All merged")],
            "phases": [Phase(name="Design")],
        }
        | more,
    )


def ready(code: str = "CX-101", **more: Any) -> Initiative:
    here = planned(code, state=State.READY, **more)
    charter(here)
    return here


def complete(state: State, **more: Any) -> Initiative:
    """One in `state` that lacks nothing for any step; on hold from Ready."""
    here = ready(**more)
    here.charters[0].criteria[0].ticked_on = TODAY
    here.checks = [SixMonthCheck(due=TODAY, passed=True, checked_on=TODAY)]
    here.state = state
    here.held_from = State.READY if state is State.ON_HOLD else None
    return here


def action(
    here: Initiative, title: str = "Ask IT", state: ActionState = ActionState.TODO
) -> Action:
    return Action(initiative=here, title=title, state=state)


def after(here: Initiative, before: Initiative, type: LinkType = LinkType.FS) -> Link:
    return Link(predecessor=before, successor=here, type=type, lag=0)


def approval(who: Person, verdict: Verdict | None = None) -> Approval:
    return Approval(person=who, verdict=verdict)
