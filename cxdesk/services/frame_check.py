"""The check of the frame before a request is accepted: what the strategy's limits say to it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.funding import TOLERANCE, Break, Funding, Limit, Task
from cxdesk.analysis.load import months_between
from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Person
from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.model.wording import count, day, listed
from cxdesk.services.commitments import worked
from cxdesk.services.funding_case import Area, Asking, FundingCase, case
from cxdesk.services.funding_words import codes, days, month, rest
from cxdesk.services.session import one
from cxdesk.services.strategy import LIMIT_NAMES

_AFTER = 12  # months after its end in which a domain over its limit is worth a word
_initiative, _person, _decision = (kind.__table__.c for kind in (Initiative, Person, Decision))


class Line(enum.StrEnum):
    """What is checked."""

    BUDGET = "budget"
    PERSON_DAYS = "person_days"
    OVER_MONTHS = "over_months"
    OUTCOME = "outcome"
    DEADLINE = "deadline"
    NEEDS = "needs"
    OWNER = "owner"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the check: whether it passed, in words that fit for the minutes."""

    line: Line
    text: str
    passed: bool


def frame_check(
    session: Session,
    meeting: int,
    request: int,
    cost: float,
    effort: Mapping[int | None, float],
    deadline: date | None,
    owner: int | None,
    *,
    outcome: int | None = None,
    action: bool = False,
    here: FundingCase | None = None,
) -> tuple[Check, ...]:
    """What the limits say to a request with these resources, beside what the meeting accepted.

    Without a deadline it is spread over the planning window; `outcome` stands in for its own. One
    that becomes an action takes no place in progress. A failed line needs the sponsor's waiver.
    Who checks at each key has the case of the meeting at hand: `here`.
    """
    here = here or case(session, meeting, [request])
    asking = here.asking.get(request)
    if asking is None:
        raise RuleBroken("This request is no longer there: it was removed or undone meanwhile.")
    tasks = here.funding.tasks
    start, end = worked(here.on, here.plan_from, here.plan_to, deadline)
    task = Task(request, cost, effort, start, end, tasks[request].needs, places=0 if action else 1)
    others = [each for each in tasks.values() if each.id != request]
    asked = Funding([*others, task], here.funding.room)
    if outcome is not None:
        there = one(session, Outcome, outcome)
        asking = replace(asking, outcome=f"{there.code} {there.name}")
    return (
        *_budget(here, asked, task),
        *_person_days(here, asked, task),
        *_over_months(here, asked, task),
        *_outcome(asking),
        *_deadline(here, asking, deadline),
        *_needs(here, task),
        *(() if action else _places(here, asked)),
        *(() if action or owner is None else _owner(session, here, task, owner, meeting)),
    )


def _budget(here: FundingCase, asked: Funding, task: Task) -> Iterator[Check]:
    if here.frame.budget is None:
        return
    if task.cost <= 0:
        yield Check(Line.BUDGET, "Budget: it costs nothing", True)
        return
    after = asked.left[asked.slots.index((Limit.BUDGET, None, None))] - task.cost
    every = [id for id in here.accepted if id != task.id]
    text = f"Budget: {rest(here, after)} after {codes(here, [*every, task.id])}"
    yield Check(Line.BUDGET, text, after >= -TOLERANCE)


def _person_days(here: FundingCase, asked: Funding, task: Task) -> Iterator[Check]:
    """A line for each domain, without the months that were over their limit before."""
    for area, months in _asked_of(here, asked, task):
        kept = [each for each in months if each.left >= -TOLERANCE]
        over = [each for each in kept if each.asked > each.left + TOLERANCE]
        if over:
            said = listed([f"{days(each.over)} in {month(here, each.month)}" for each in over])
            yield Check(Line.PERSON_DAYS, f"{area.name}: over its limit by {said}", False)
        elif kept:
            left = sum(each.left - each.asked for each in kept)
            until = month(here, kept[-1].month)
            text = f"{area.name}: {days(left, whole=True)} left until the end of {until}"
            yield Check(Line.PERSON_DAYS, text, True)


def _over_months(here: FundingCase, asked: Funding, task: Task) -> Iterator[Check]:
    """Whether it keeps out of the months in which a domain that it asks is over its limit."""
    for area, months in _asked_of(here, asked, task):
        there = [each for each in months if each.left < -TOLERANCE]
        if there:
            names = listed([month(here, each.month) for each in there])
            adds = days(sum(each.asked for each in there))
            text = f"{area.name} is over its limit already in {names}, and {adds} fall there"
            yield Check(Line.OVER_MONTHS, text, False)
            continue
        later = [
            month(here, on)
            for slot, (_, domain, on) in enumerate(asked.slots)
            if domain == area.id and on is not None and asked.left[slot] < -TOLERANCE
            if task.end < on and months_between(task.end, on) <= _AFTER
        ]
        if later:
            text = f"Ends before {listed(later)}, when {area.name} is over its limit"
            yield Check(Line.OVER_MONTHS, text, True)


def _asked_of(here: FundingCase, asked: Funding, task: Task) -> Iterator[tuple[Area, list[Break]]]:
    """What it asks of each month of each domain that has a limit, beside what is left of it."""
    for area in here.areas:
        months = [
            Break(Limit.PERSON_DAYS, amount, asked.left[slot], area.id, asked.slots[slot][2])
            for slot, amount in sorted(asked.demands[task.id].items())
            if asked.slots[slot][:2] == (Limit.PERSON_DAYS, area.id)
        ]
        if months:
            yield area, months


def _outcome(asking: Asking) -> Iterator[Check]:
    if asking.outcome:
        yield Check(Line.OUTCOME, f"Outcome linked: {asking.outcome}", True)
    else:
        yield Check(Line.OUTCOME, "No outcome is linked", False)


def _deadline(here: FundingCase, asking: Asking, deadline: date | None) -> Iterator[Check]:
    own = asking.deadline
    if deadline is None:
        return
    if deadline < here.on:
        text = f"{day(deadline)} is before the meeting, {day(here.on)}"
        yield Check(Line.DEADLINE, text, False)
    elif own is not None and deadline > own:
        text = f"{day(deadline)} is after its own deadline, {day(own)}"
        yield Check(Line.DEADLINE, text, False)
    elif own is not None:
        yield Check(Line.DEADLINE, f"In time for its own deadline, {day(own)}", True)


def _needs(here: FundingCase, task: Task) -> Iterator[Check]:
    for need in task.needs:
        passed = need in here.accepted
        said = "accepted" if passed else "not accepted"
        yield Check(Line.NEEDS, f"{here.code(need)}, which it needs, is {said}", passed)


def _places(here: FundingCase, asked: Funding) -> Iterator[Check]:
    if here.frame.wip is None:
        return
    after = round(asked.left[asked.slots.index((Limit.PLACES, None, None))]) - 1
    name, by = LIMIT_NAMES[Measure.WIP], day(here.plan_to)
    if after < 0:
        yield Check(Line.PLACES, f"{name}: {-after} over the limit of {here.frame.wip}", False)
    else:
        left = count(after, "place") if after else "no place"
        yield Check(Line.PLACES, f"{name}: {left} left by {by}", True)


def _owner(
    session: Session, here: FundingCase, task: Task, owner: int, meeting: int
) -> Iterator[Check]:
    """Their work in progress when this comes: without what ends, with what else was accepted."""
    limit = here.frame.owner_wip
    name = session.scalar(select(_person.name).where(_person.id == owner))
    if limit is None or name is None:
        return
    rows = session.execute(
        select(_decision.request_id, _decision.initiative_id, _decision.owner_id).where(
            _decision.meeting_id == meeting, _decision.verdict == Verdict.ACCEPTED,
            _decision.request_id.in_(here.accepted), _decision.action_id.is_(None),
        )
    ).all()  # fmt: skip
    mine = sum(1 for row in rows if row.owner_id == owner and row.request_id != task.id)
    running = list(
        session.scalars(
            select(_initiative.end).where(
                _initiative.state == State.IN_PROGRESS, _initiative.owner_id == owner,
                _initiative.id.not_in([row.initiative_id for row in rows]),
            )
        )
    )  # fmt: skip
    ending = sum(1 for end in running if end is not None and end <= here.plan_to)
    number = len(running) - ending + mine + 1
    text = f"{name}: {number} in progress with it, the limit for an owner is {limit}"
    if ending:
        text += f"; {ending} more {'ends' if ending == 1 else 'end'} by {day(here.plan_to)}"
    yield Check(Line.OWNER, text, number <= limit)
