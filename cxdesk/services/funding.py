"""The funding line of a meeting: which tasks fit, what keeps the others out, what it uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.funding import TOLERANCE, Left, Line, Standing, Step
from cxdesk.analysis.funding_best import best_value
from cxdesk.analysis.load import month_loads
from cxdesk.model.people import ORG_HUE
from cxdesk.model.program import Measure
from cxdesk.model.wording import listed, thousands
from cxdesk.services.funding_case import Area, FundingCase, case
from cxdesk.services.funding_words import codes, money, month, sentences, short, wip
from cxdesk.services.strategy import LIMIT_NAMES


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A task of the order: whether it fits, in a few letters and in sentences, and what is left.

    `standing` says what decided already. `along` and `pulled` are the codes of tasks taken with it
    and of the one that took it along.
    """

    id: int
    code: str
    title: str
    cost: float
    effort: float
    fits: bool
    standing: Standing
    short: str
    sentences: tuple[str, ...]
    left: Left
    along: tuple[str, ...]
    pulled: str


@dataclass(frozen=True, slots=True)
class LimitUse:
    """A limit over the planning window: `used` before the meeting, `new` by what is taken.

    The budget in thousands; work in progress; of a domain the person-days of all `months`, `loads`
    with what is new. `limit` is None where none is agreed. `note` says what the sum hides. `over`
    says that something new stands in what is over.
    """

    measure: Measure
    domain_id: int | None
    name: str
    hue: int
    used: float
    new: float
    limit: float | None
    note: str
    over: bool = False
    months: tuple[date, ...] = ()
    loads: tuple[float, ...] = ()

    @property
    def left(self) -> float | None:
        """What is left, negative where it is over."""
        return None if self.limit is None else self.limit - self.used - self.new


@dataclass(frozen=True, slots=True)
class FundingLine:
    """The rows in the order given, with the line before the row `place`; None for no line.

    `text` is what stands in the line: "R2 + R1 + R5 = 90 of 93 k€ free". `beyond` says which
    tasks below it fit all the same, "" for none. `title` and `unit` head the `limits`.
    """

    rows: tuple[FundingRow, ...]
    place: int | None
    funded: tuple[int, ...]
    text: str
    beyond: str
    title: str
    unit: str
    limits: tuple[LimitUse, ...]


@dataclass(frozen=True, slots=True)
class BestSet:
    """The best-value set, in the order of the line, and what it says beside the line.

    `same` where the line funds just these; not `proven` where time ran out.
    """

    funded: tuple[int, ...]
    value: float
    cost: float
    same: bool
    proven: bool
    text: str


def line(
    session: Session,
    meeting: int,
    order: Sequence[int],
    majorities: Mapping[int, bool] | None = None,
) -> FundingLine:
    """The funding line of a meeting over an order of its requests (see funding_case.case)."""
    here = case(session, meeting, order, majorities)
    return line_of(here, order)


def line_of(here: FundingCase, order: Sequence[int]) -> FundingLine:
    """The funding line over an order of the requests of a case."""
    asked = [id for id in order if id in here.asking]  # one may be gone since it was ranked
    walked = here.funding.walk(asked)
    funded = _sorted(here, order, walked.funded)
    below = () if walked.place is None else walked.steps[walked.place :]
    fitting = [
        step.id
        for step in below
        if step.taken and step.pulled is None and step.id not in here.funding.taken
    ]
    fits = "fits" if len(fitting) == 1 else "fit"
    return FundingLine(
        tuple(_row(here, step) for step in walked.steps),
        walked.place,
        funded,
        _text(here, funded),
        f"Below the line {codes(here, fitting)} {fits} all the same" if fitting else "",
        _title(here, funded),
        _unit(here),
        tuple(_limits(here, walked)),
    )


def best_of(here: FundingCase, order: Sequence[int]) -> BestSet:
    """The best-value set beside the line: what would win the most preferences.

    It takes some hundredths of a second, at most five seconds for very many tasks.
    """
    best = best_value(list(here.funding.tasks.values()), here.funding.room)
    funded = here.fund([id for id in order if _wanted(here, id)])
    tasks = [here.funding.tasks[id] for id in sorted(funded)]
    won, cost = sum(task.value for task in tasks), sum(task.cost for task in tasks)
    said = f"{codes(here, _sorted(here, order, best.ids))} for {money(here, best.cost)} would win"
    ids, value = best.ids, best.value
    if value > won:
        text = f"{said} {value:,.10g} preferences; the line wins {won:,.10g}"
    elif won and value == won and best.cost < cost - TOLERANCE:
        text = f"{said} as many preferences as the line, {won:,.10g}"
    else:
        sure = "No other set that fits wins" if best.proven else "No set that was found wins"
        text = f"{sure} more preferences than the line, {won:,.10g}"
        ids, value = funded, won
    if not best.proven:
        text += "; not proven, for time ran out before every set was tried"
    spent = cost if ids == funded else best.cost
    return BestSet(
        _sorted(here, order, ids), value, spent, ids == funded, best.proven, f"{text}."
    )  # fmt: skip


def _sorted(here: FundingCase, order: Sequence[int], ids: Collection[int]) -> tuple[int, ...]:
    return tuple(id for id in dict.fromkeys([*order, *here.asking]) if id in ids)


def _wanted(here: FundingCase, id: int) -> bool:
    task = here.funding.tasks.get(id)
    return task is not None and task.standing is not Standing.NO_MAJORITY


def _row(here: FundingCase, step: Step) -> FundingRow:
    asking, task = here.asking[step.id], here.funding.tasks[step.id]
    return FundingRow(
        step.id, asking.code, asking.title, task.cost, sum(task.effort.values()), step.taken,
        task.standing, short(here, step), sentences(here, step), step.left,
        tuple(map(here.code, step.along)), "" if step.pulled is None else here.code(step.pulled),
    )  # fmt: skip


def _text(here: FundingCase, funded: Sequence[int]) -> str:
    limit, unit = here.frame.budget, thousands(here.frame.currency)
    cost = sum(here.funding.tasks[id].cost for id in funded)
    free = "" if limit is None else f"{money(here, max(limit - here.spent, 0.0))} free"
    if not funded:
        return f"Nothing fits, {free}" if free else "Nothing fits"
    said = f"{codes(here, funded, ' + ')} = {money(here, cost)}"
    return f"{said.removesuffix(f' {unit}')} of {free}" if free else said


def _title(here: FundingCase, funded: Sequence[int]) -> str:
    if not funded:
        return "Limits before anything is accepted"
    return f"Limits if {codes(here, funded)} {'is' if len(funded) == 1 else 'are'} accepted"


def _unit(here: FundingCase) -> str:
    first, last = here.months[0], here.months[-1]
    span = month(here, first)
    if first != last:
        span += f" to {month(here, last)}"
    said = f"budget in {thousands(here.frame.currency)}; person-days {span}"
    bounds = {area.bound for area in here.areas}
    bound = bounds.pop() if len(bounds) == 1 else None
    return said if bound is None else f"{said}, {bound:,.10g} a month per domain"


def _limits(here: FundingCase, walked: Line) -> Iterator[LimitUse]:
    tasks = [here.funding.tasks[id] for id in sorted(walked.funded)]
    cost, places = sum(task.cost for task in tasks), sum(task.places for task in tasks)
    budget, free = walked.left.budget, walked.left.places
    yield LimitUse(
        Measure.BUDGET, None, LIMIT_NAMES[Measure.BUDGET], ORG_HUE, here.spent, cost,
        here.frame.budget, "", budget is not None and budget < -TOLERANCE and cost > 0,
    )  # fmt: skip
    yield LimitUse(
        Measure.WIP, None, LIMIT_NAMES[Measure.WIP], ORG_HUE, here.running - here.ending, places,
        here.frame.wip, wip(here), free is not None and free < 0 < places,
    )  # fmt: skip
    works = (
        (domain, task.start, task.end, days)
        for task in tasks
        for domain, days in task.effort.items()
    )
    added = month_loads(works, here.funding.room.months, here.frame.calendar)
    for area in here.areas:
        yield _domain(here, area, added.get(area.id, [0.0] * len(area.used)))


def _domain(here: FundingCase, area: Area, added: Sequence[float]) -> LimitUse:
    shown = here.months
    loads = [used + new for used, new in zip(area.used, added, strict=True)]
    fullest = max(range(len(shown)), key=lambda place: (loads[place], -place))
    of = (
        "no limit is agreed"
        if area.bound is None
        else f"{loads[fullest]:,.1f} of {area.bound:,.10g}"
    )
    note = f"{month(here, shown[fullest])} is the fullest: {of}"
    over = [
        month(here, on)
        for on, load, new in zip(here.funding.room.months, loads, added, strict=True)
        if area.bound is not None and new > TOLERANCE and load > area.bound + TOLERANCE
    ]
    return LimitUse(
        Measure.PERSON_DAYS, area.id, area.name, area.hue,
        sum(area.used[: len(shown)]), sum(added[: len(shown)]),
        None if area.bound is None else area.bound * len(shown),
        f"Over its limit in {listed(over)}" if over else note, bool(over),
        shown, tuple(loads[: len(shown)]),
    )  # fmt: skip
