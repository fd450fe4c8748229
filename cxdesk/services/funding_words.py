"""The funding line in words: why a task is not taken, in a sentence and in a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.analysis.funding import Break, Limit, Standing, Step, mutual
from cxdesk.analysis.load import months_between
from cxdesk.model.decisions import Verdict
from cxdesk.model.wording import MONTH_NAMES, count, day, listed, thousands
from cxdesk.services.funding_case import Asking, FundingCase

NO_MAJORITY = "Not this cycle"


def short(case: FundingCase, step: Step) -> str:
    """What stands beside a task in the list: "Fits, 3 k€ left", "57 k€ over", "Needs R9"."""
    if step.taken:
        accepted = case.asking[step.id].decided is Verdict.ACCEPTED
        said = "Accepted" if accepted else "Fits"
        return said if step.left.budget is None else f"{said}, {rest(case, step.left.budget)}"
    worst = step.breaks[0]
    if worst.limit is Limit.NO_MAJORITY:
        return NO_MAJORITY
    if worst.limit is Limit.DECIDED:
        asking = case.asking[step.id]
        return (asking.decided or asking.state).label
    if worst.limit is Limit.NEED:
        return f"Needs {case.code(worst.need or 0)}"
    if worst.limit is Limit.BUDGET:
        return f"{money(case, worst.over)} over"
    if worst.limit is Limit.PLACES:
        return f"{round(worst.over)} over the WIP limit"
    where = f"{case.area(worst.domain).name} in {month(case, worst.month)}"
    return f"{where}: {days(worst.over, whole=True)} over"


def sentences(case: FundingCase, step: Step) -> tuple[str, ...]:
    """Why a task is not taken, the worst first; of one that is, what comes with it."""
    code = case.code(step.id)
    with_it = listed([case.code(id) for id in step.along])
    said = []
    if step.pulled is not None:
        said.append(f"{code} is taken along with {case.code(step.pulled)}, which needs it.")
    elif step.taken and step.along:
        said.append(f"{code} takes {with_it} along, which it needs.")
    ring = mutual(case.funding.tasks, step.id)
    if ring:
        every = listed(sorted([code, *map(case.code, ring)], key=lambda each: (len(each), each)))
        said.append(f"{every} need each other: they are taken together or not at all.")
    asks = f"{code} with {with_it}, which it needs, asks" if with_it else f"{code} asks"
    return (*(_sentence(case, step, each, asks) for each in step.breaks), *said)


def _sentence(case: FundingCase, step: Step, broken: Break, asks: str) -> str:
    code = case.code(step.id)
    limit, left = broken.limit, broken.left
    if limit is Limit.NO_MAJORITY:
        return f"{code} has no majority over “not this cycle”."
    if limit is Limit.DECIDED:
        return f"{code} is {_decided(case.asking[step.id])} already."
    if limit is Limit.NEED:
        return _need(case, step, broken.need or 0)
    over = f"{money(case, broken.over)} over"
    if limit is Limit.BUDGET and left < 0:
        gone = f"The budget is {money(case, -left)} over already"
        return f"{gone}; {asks} for {money(case, broken.asked)}."
    if limit is Limit.BUDGET:
        return f"{asks} for {money(case, broken.asked)}, {rest(case, left)}: {over}."
    if limit is Limit.PLACES:
        asked = count(round(broken.asked), "place")
        there = f"{max(round(left), 0) or 'none'} left"
        return f"{asks} for {asked} in progress, {there}: {wip(case)}."
    where = f"{case.area(broken.domain).name} in {month(case, broken.month)}"
    asked = days(broken.asked)
    if left < 0:
        return f"{where} is {days(-left)} over its limit already; {asks} for {asked} more."
    return f"{asks} for {asked} of {where}, {days(left)} left: {days(broken.over)} over."


def _need(case: FundingCase, step: Step, need: int) -> str:
    code = case.code(need)
    asking = next(
        (id for id in (step.id, *step.along) if need in case.funding.tasks[id].needs), step.id
    )
    who = f"{case.code(step.id)} needs {code}"
    if asking != step.id:
        who = f"{case.code(step.id)} needs {case.code(asking)}, and that one {code}"
    there = case.asking.get(need)
    if there is None:
        return f"{who}, which is neither on this agenda nor accepted."
    if case.funding.tasks[need].standing is Standing.DECIDED:
        return f"{who}, which is {_decided(there)}."
    return f"{who}, which has no majority over “not this cycle”."


def _decided(asking: Asking) -> str:
    if asking.decided is Verdict.INFO_NEEDED:
        return "sent back for information"
    return (asking.decided or asking.state).label.lower()


def wip(case: FundingCase) -> str:
    """The places in progress: "2 free now, 5 get free by 28 Feb 2027"."""
    limit = case.frame.wip
    if limit is None:
        return f"{case.running} in progress, no limit is agreed"
    free = limit - case.running
    now = f"{free} free now" if free >= 0 else f"{-free} too many now"
    gets = "gets" if case.ending == 1 else "get"
    return f"{now}, {case.ending or 'none'} {gets} free by {day(case.plan_to)}"


def money(case: FundingCase, value: float) -> str:
    """Thousands of the program's currency: "57 k€"."""
    return f"{round(value, 3):,.10g} {thousands(case.frame.currency)}"


def rest(case: FundingCase, value: float) -> str:
    """What is left of money: "3 k€ left", "12 k€ over"."""
    value = round(value, 3)
    return f"{money(case, value)} left" if value >= 0 else f"{money(case, -value)} over"


def days(value: float, *, whole: bool = False) -> str:
    """Person-days to the tenth: "12 days", "0.4 days"; what there is of them is never none."""
    shown = round(value) if whole and value >= 9.5 else round(value, 1)
    if value > 0:
        shown = max(shown, 0.1)
    return f"{shown:,.10g} {'day' if shown == 1 else 'days'}"


def month(case: FundingCase, on: date | None) -> str:
    """A month: "March", and "March 2028" where the next March could be meant."""
    if on is None:
        return ""
    far = months_between(case.plan_from, on) > 12
    return MONTH_NAMES[on.month - 1] + (f" {on.year}" if far else "")


def codes(case: FundingCase, ids: Sequence[int], joined: str = "") -> str:
    """Requests by their codes, "R2, R1 and R5", or joined by a sign; many are counted."""
    if len(ids) > 6:
        return count(len(ids), "task")
    each = [case.code(id) for id in ids]
    return joined.join(each) if joined else listed(each)
