"""The plan on its way to other programs of project planning: all of the roadmap, as frozen rows.

What is cancelled or archived is no part of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import ORG_HUE, Domain, Person
from cxdesk.model.plan import Baseline, BaselineBar
from cxdesk.model.program import Holiday
from cxdesk.model.states import Priority, State
from cxdesk.services import roadmap
from cxdesk.services.cards import SHOWN
from cxdesk.services.frame import program
from cxdesk.services.roadmap import LinkRow, MilestoneRow
from cxdesk.services.session import now


@dataclass(frozen=True, slots=True)
class PlanPerson:
    """Somebody who owns, sponsors or leads something; `domain` "" is organisation-wide."""

    id: int
    name: str
    initials: str
    email: str
    role: str
    domain: str
    active: bool


@dataclass(frozen=True, slots=True)
class PlanBatch:
    """A batch with its deadline."""

    id: int
    code: str
    name: str
    lead_id: int | None
    deadline: date


@dataclass(frozen=True, slots=True)
class PlanInitiative:
    """An initiative; dates are inclusive, cost in thousands, effort in person-days.

    `hue` is that of its domain, 5 for the whole organisation; `parent` the code of what it is part
    of. `since` is the day on which it entered its state.
    """

    id: int
    code: str
    title: str
    description: str
    batch_id: int | None
    owner_id: int | None
    sponsor_id: int | None
    domain: str
    hue: int
    parent: str
    state: State
    since: date
    priority: Priority | None
    start: date | None
    end: date | None
    pinned: bool
    progress: int
    cost: float
    effort: float
    labels: tuple[str, ...]

    @property
    def dated(self) -> tuple[date, date] | None:
        """Start and end, where it has both."""
        return (self.start, self.end) if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class PlanBaseline:
    """Dates by the id of the initiative, as they were on a day."""

    name: str
    taken_on: date
    bars: Mapping[int, tuple[date, date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPlan:
    """The plan of a program: batches in their order, initiatives of each by start and code.

    `baselines` begin with the one taken last. `written` is now, in UTC.
    """

    name: str
    currency: str
    start: date
    written: datetime
    calendar: WorkCalendar
    holidays: tuple[tuple[date, str], ...]
    people: tuple[PlanPerson, ...]
    batches: tuple[PlanBatch, ...]
    initiatives: tuple[PlanInitiative, ...]
    links: tuple[LinkRow, ...]
    milestones: tuple[MilestoneRow, ...]
    baselines: tuple[PlanBaseline, ...]

    def within(self) -> dict[int | None, list[PlanInitiative]]:
        """The initiatives of each batch, by its id; None for those without one."""
        found: dict[int | None, list[PlanInitiative]] = {}
        for one in self.initiatives:
            found.setdefault(one.batch_id, []).append(one)
        return found


def program_plan(session: Session) -> ProgramPlan:
    """The plan of the program."""
    here = program(session)
    holidays = tuple((on, name) for on, name in session.execute(select(_holiday.on, _holiday.name)))
    initiatives = _initiatives(session)
    there = {one.id for one in initiatives}
    used = {one.batch_id for one in initiatives}
    batches = tuple(
        batch
        for batch in (PlanBatch(*row) for row in session.execute(_BATCHES))
        if batch.id in used
    )
    wanted = {id for one in initiatives for id in (one.owner_id, one.sponsor_id)}
    wanted |= {batch.lead_id for batch in batches}
    return ProgramPlan(
        name=here.name, currency=here.currency, start=here.start, written=now(session),
        calendar=WorkCalendar(
            frozenset(here.working_week), frozenset(on for on, _ in holidays)
        ),
        holidays=tuple(sorted(holidays)),
        people=_people(session, wanted),
        batches=batches, initiatives=initiatives, links=roadmap.links(session, there),
        milestones=roadmap.milestones(session), baselines=_baselines(session, there),
    )  # fmt: skip


def _people(session: Session, wanted: set[int | None]) -> tuple[PlanPerson, ...]:
    return tuple(
        PlanPerson(id, name, initials, email, role, domain or "", active)
        for id, name, initials, email, role, domain, active in session.execute(_PEOPLE)
        if id in wanted
    )


def _initiatives(session: Session) -> tuple[PlanInitiative, ...]:
    codes: dict[int, str] = dict(session.execute(select(_initiative.id, _initiative.code)).all())
    found = [
        PlanInitiative(
            id, code, title, description, batch, owner, sponsor, domain or "",
            ORG_HUE if hue is None else hue, codes.get(parent, ""), state, since, priority,
            start, end, bool(pinned), progress, cost, effort, tuple(labels),
        )
        for (
            id, code, title, description, batch, owner, sponsor, domain, hue, parent, state, since,
            priority, start, end, pinned, progress, cost, effort, labels,
        ) in session.execute(_INITIATIVES)
    ]  # fmt: skip
    found.sort(key=lambda one: (one.start or one.end or date.max, one.code))
    return tuple(found)


def _baselines(session: Session, there: set[int]) -> tuple[PlanBaseline, ...]:
    bars: dict[int, dict[int, tuple[date, date]]] = {}
    for baseline, id, start, end in session.execute(_BARS):
        if id in there:
            bars.setdefault(baseline, {})[id] = (start, end)
    rows = session.execute(select(_baseline.id, _baseline.name, _baseline.taken_on)).all()
    rows = sorted(rows, key=lambda row: (row[2], row[1]), reverse=True)
    return tuple(PlanBaseline(name, on, bars.get(id, {})) for id, name, on in rows)


_initiative, _batch, _person, _domain, _holiday, _baseline, _bar = (
    kind.__table__.c
    for kind in (Initiative, Batch, Person, Domain, Holiday, Baseline, BaselineBar)
)  # fmt: skip
_BATCHES = select(
    _batch.id, _batch.code, _batch.name, _batch.lead_id, _batch.deadline
).order_by(_batch.position, _batch.code)  # fmt: skip
_PEOPLE = (
    select(
        _person.id, _person.name, _person.initials, _person.email, _person.role,
        _domain.name.label("domain"), _person.active,
    )
    .select_from(Person.__table__)
    .join(Domain.__table__, _person.domain_id == _domain.id, isouter=True)
    .order_by(_person.name, _person.id)
)  # fmt: skip
_INITIATIVES = (
    select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.description,
        _initiative.batch_id, _initiative.owner_id, _initiative.sponsor_id,
        _domain.name.label("domain"), _domain.hue, _initiative.parent_id, _initiative.state,
        _initiative.state_since, _initiative.priority, _initiative.start, _initiative.end,
        _initiative.pinned, _initiative.progress, _initiative.cost, _initiative.effort,
        _initiative.labels,
    )
    .select_from(Initiative.__table__)
    .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
    .where(SHOWN)
)  # fmt: skip
_BARS = select(_bar.baseline_id, _bar.initiative_id, _bar.start, _bar.end).order_by(
    _bar.baseline_id, _bar.id
)
