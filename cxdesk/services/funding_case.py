"""What a board may still give at a meeting, and what its tasks ask for: read once, walked often.

The plan is taken as it was before the meeting. What the meeting has accepted so far counts by its
decision, not by the initiative it made, so that nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cxdesk.analysis.funding import Funding, Room, Standing, Task
from cxdesk.analysis.load import months_between, months_from
from cxdesk.model.decisions import Decision, DecisionEffort, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain
from cxdesk.model.requests import Prerequisite, Request, RequestEffort, RequestState
from cxdesk.model.states import State
from cxdesk.services.capacity import bars, bounds, domain_loads
from cxdesk.services.commitments import Effort, efforts, spent, undated, window, worked
from cxdesk.services.frame import Frame, frame

_AHEAD = 24  # months that are looked at; later ones bind nothing
_SETTLED = (
    RequestState.ACCEPTED, RequestState.DECLINED, RequestState.MERGED, RequestState.REJECTED,
)  # fmt: skip
_request, _decision = Request.__table__.c, Decision.__table__.c
_initiative, _meeting, _domain = (kind.__table__.c for kind in (Initiative, Meeting, Domain))


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that asks for something; `decided` is what the meeting made of it, None so far.

    `outcome` is "" where none is linked.
    """

    id: int
    code: str
    title: str
    cost: float
    effort: Effort
    deadline: date | None
    outcome: str
    state: RequestState
    decided: Verdict | None


@dataclass(frozen=True, slots=True)
class Area:
    """A domain: what may be asked of it a month, and what the plan uses of each month."""

    id: int
    name: str
    hue: int
    bound: float | None
    used: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FundingCase:
    """Tasks and room of a meeting, with what words need: names, the plan before, the window.

    `spent` thousands of the budget and `running` initiatives are used before the meeting; of these
    `ending` end within the window. `codes` name requests beyond the agenda that are needed.
    """

    funding: Funding
    asking: Mapping[int, Asking]
    accepted: tuple[int, ...]
    codes: Mapping[int, str]
    areas: tuple[Area, ...]
    frame: Frame
    on: date
    plan_from: date
    plan_to: date
    spent: float
    running: int
    ending: int

    @property
    def months(self) -> tuple[date, ...]:
        """The months of the planning window."""
        return months_from(self.plan_from, months_between(self.plan_from, self.plan_to))

    def area(self, domain: int | None) -> Area:
        """The domain with this id."""
        return next(each for each in self.areas if each.id == domain)

    def code(self, id: int) -> str:
        """The code of a request."""
        there = self.asking.get(id)
        return self.codes.get(id, "") if there is None else there.code

    def fund(self, order: Sequence[int]) -> frozenset[int]:
        """What would be funded in another order: for many recounts, without a word on the rest."""
        return self.funding.fund([id for id in order if id in self.asking])


def case(
    session: Session,
    meeting: int,
    order: Sequence[int] = (),
    majorities: Mapping[int, bool] | None = None,
    won: Mapping[int, int] | None = None,
) -> FundingCase:
    """What the requests on the agenda, and those of `order`, ask for and what is left for them.

    `majorities` says of each whether most of the board want it over "not this cycle"; `won` are
    its preferences won, which is what it is worth.
    """
    held = session.execute(select(Meeting.__table__).where(_meeting.id == meeting)).one_or_none()
    if held is None:
        raise RuleBroken("This meeting is no longer there: it was removed or undone meanwhile.")
    here = frame(session)
    agenda = session.scalars(
        select(AgendaItem.request_id)
        .where(AgendaItem.meeting_id == meeting, AgendaItem.kind == ItemKind.REQUEST)
        .order_by(AgendaItem.position)
    )
    asked = dict.fromkeys([*order, *(id for id in agenda if id is not None)])
    decided = _decided(session, meeting)
    asking = {
        each.id: each
        for each in _asking(session, asked, {id: row.verdict for id, row in decided.items()})
    }
    accepted = {id: row for id, row in decided.items() if row.verdict is Verdict.ACCEPTED}
    apart = _apart(session, held)
    mine = set(
        session.scalars(
            select(_decision.initiative_id).where(
                _decision.meeting_id.in_(apart), _decision.verdict == Verdict.ACCEPTED,
                _decision.initiative_id.is_not(None),
            )
        )
    )  # fmt: skip
    needs, codes = _needs(session, asking, accepted)
    committed = efforts(session, DecisionEffort, [row.id for row in accepted.values()])
    ready = majorities or {}
    tasks = [
        _task(
            each, held, needs.get(each.id, ()), accepted.get(each.id),
            committed.get(decided[each.id].id, {}) if each.id in decided else {},
            ready.get(each.id, True), (won or {}).get(each.id, 0),
        )
        for each in asking.values()
    ]  # fmt: skip
    last = max([held.plan_to, *(task.end for task in tasks)])
    months = months_from(
        held.plan_from, max(_AHEAD, min(months_between(held.plan_from, last), 5 * _AHEAD))
    )
    used = spent(session, apart, mine)
    running, ending = _in_progress(session, held.plan_to, mine)
    areas = tuple(_areas(session, here, months, mine, apart))
    free = Room(
        None if here.budget is None else here.budget - used,
        None if here.wip is None else here.wip - running + ending,
        {
            area.id: None if area.bound is None else [area.bound - used for used in area.used]
            for area in areas
        },
        months,
        here.calendar,
    )
    return FundingCase(
        Funding(tasks, free), asking, tuple(id for id in decided if id in accepted), codes, areas,
        here, held.on, held.plan_from, held.plan_to, used, running, ending,
    )  # fmt: skip


def _task(
    asking: Asking,
    held: Any,
    needs: tuple[int, ...],
    accepted: Any | None,
    committed: Effort,
    majority: bool,
    won: int,
) -> Task:
    span = held.on, held.plan_from, held.plan_to
    if accepted is not None:
        start, end = worked(*span, accepted.deadline)
        places = int(accepted.action_id is None)
        return Task(
            asking.id, accepted.cost, committed, start, end, needs, won, Standing.TAKEN, places
        )
    standing = Standing.OPEN if majority else Standing.NO_MAJORITY
    elsewhere = asking.state in _SETTLED and held.state is not MeetingState.CLOSED
    if asking.decided is not None or elsewhere:
        standing = Standing.DECIDED
    start, end = window(*span, asking.deadline)
    return Task(asking.id, asking.cost, asking.effort, start, end, needs, won, standing)


def _apart(session: Session, held: Any) -> list[int]:
    """The meetings whose decisions are no part of the plan before this one: itself, and once it is
    over all later ones, so that what its board saw stays.
    """
    if held.state is not MeetingState.CLOSED:
        return [held.id]
    later = _meeting.on > held.on, (_meeting.on == held.on) & (_meeting.number > held.number)
    return [held.id, *session.scalars(select(_meeting.id).where(or_(*later)))]


def _decided(session: Session, meeting: int) -> dict[int, Any]:
    """The last decision of the meeting on each of its requests, in the order of their numbers."""
    rows = session.execute(
        select(
            _decision.id, _decision.request_id, _decision.verdict, _decision.deadline,
            _decision.cost, _decision.initiative_id, _decision.action_id,
        )
        .where(_decision.meeting_id == meeting)
        .order_by(_decision.number)
    )  # fmt: skip
    return {row.request_id: row for row in rows}


def _asking(
    session: Session, ids: Iterable[int], decided: Mapping[int, Verdict]
) -> Iterator[Asking]:
    wanted = list(ids)
    outcome = Outcome.__table__.c
    rows = session.execute(
        select(
            _request.id, _request.code, _request.title, _request.cost, _request.deadline,
            _request.state, outcome.code.label("outcome"), outcome.name,
        )
        .select_from(Request.__table__)
        .join(Outcome.__table__, _request.outcome_id == outcome.id, isouter=True)
        .where(_request.id.in_(wanted))
    )  # fmt: skip
    found = {row.id: row for row in rows}
    asked = efforts(session, RequestEffort, wanted)
    for id in wanted:
        if id in found:
            row = found[id]
            yield Asking(
                id, row.code, row.title, row.cost, asked.get(id, {}), row.deadline,
                f"{row.outcome} {row.name}" if row.outcome else "", row.state, decided.get(id),
            )  # fmt: skip


def _needs(
    session: Session, asking: Mapping[int, Asking], accepted: Collection[int]
) -> tuple[dict[int, tuple[int, ...]], dict[int, str]]:
    """What each task needs and is not accepted elsewhere, and the codes of what is needed.

    One that was merged into an initiative is there; one merged into a request is that request.
    """
    need = Prerequisite.__table__.c
    rows = session.execute(
        select(need.request_id, need.needed_id).where(need.request_id.in_(list(asking)))
    ).all()
    waiting, known = {row.needed_id for row in rows}, {}
    while waiting:
        for row in session.execute(
            select(_request.id, _request.code, _request.state, _request.merged_request_id).where(
                _request.id.in_(list(waiting))
            )
        ):
            known[row.id] = row
        waiting = {row.merged_request_id for row in known.values()} - known.keys() - {None}
    found: dict[int, list[int]] = {}
    for request, needed in rows:
        seen = set()
        while known[needed].merged_request_id in known and needed not in seen:
            seen.add(needed)
            needed = known[needed].merged_request_id
        there = known[needed].state in (RequestState.ACCEPTED, RequestState.MERGED)
        if needed != request and (needed in accepted or not there):
            found.setdefault(request, []).append(needed)
    codes = {id: row.code for id, row in known.items()}
    return {
        id: tuple(sorted(set(each), key=codes.__getitem__)) for id, each in found.items()
    }, codes


def _in_progress(session: Session, plan_to: date, mine: Collection[int]) -> tuple[int, int]:
    """How many initiatives are in progress, and how many of them end by then."""
    ends = list(
        session.scalars(
            select(_initiative.end).where(
                _initiative.state == State.IN_PROGRESS, _initiative.id.not_in(mine)
            )
        )
    )
    return len(ends), sum(1 for end in ends if end is not None and end <= plan_to)


def _areas(
    session: Session,
    here: Frame,
    months: tuple[date, ...],
    mine: Collection[int],
    apart: Collection[int],
) -> Iterator[Area]:
    works = [bar for bar in bars(session) if bar.id not in mine]
    works += undated(session, apart)
    loads, allowed = domain_loads(works, months, here.calendar), bounds(session)
    for id, name, hue in session.execute(
        select(_domain.id, _domain.short, _domain.hue).order_by(_domain.position, _domain.name)
    ):
        yield Area(id, name, hue, allowed.get(id), tuple(loads.get(id, [0.0] * len(months))))
