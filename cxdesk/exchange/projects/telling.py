"""What a plan says in our words: batches, initiatives, milestones, links, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.exchange.opened import LEAVE_OUT, Into
from cxdesk.exchange.projects import plan as own
from cxdesk.exchange.projects.grouping import Grouped
from cxdesk.exchange.projects.joined import Joined, joined
from cxdesk.exchange.projects.marks import marks
from cxdesk.exchange.projects.plan import Plan, Task
from cxdesk.exchange.projects.recalculated import Bar, Moved, moved
from cxdesk.model.states import State
from cxdesk.model.wording import count
from cxdesk.services import baselines
from cxdesk.services.incoming import (
    Fate,
    Incoming,
    IncomingBaseline,
    IncomingBatch,
    IncomingDomain,
    IncomingInitiative,
    IncomingLink,
    IncomingMilestone,
    IncomingPerson,
    Note,
)
from cxdesk.services.search import fold

_STATES = {fold(state.label): state for state in State}


@dataclass(frozen=True)
class Telling:
    """A plan by the answers given: `milestones` is what becomes of tasks without a duration."""

    plan: Plan
    into: Into
    grouped: Grouped
    by_progress: bool
    milestones_as: str
    domains: bool

    # What is what -------------------------------------------------------------------------

    @cached_property
    def milestones(self) -> frozenset[int]:
        """Places of the tasks that become milestones, or would."""
        if self.milestones_as == "initiatives":
            return frozenset()
        tasks = self.plan.tasks
        return frozenset(place for place in self.grouped.leaves if tasks[place].zero)

    @cached_property
    def work(self) -> tuple[int, ...]:
        """Places of the tasks that become initiatives."""
        return tuple(place for place in self.grouped.leaves if place not in self.milestones)

    @cached_property
    def joined(self) -> Joined:
        """The links between these."""
        folded = {self.plan.parents[place] for place in self.grouped.folded}
        return joined(self.plan, self.plan.summaries - folded, self.work, self.milestones)

    def state(self, place: int) -> State:
        """The state in which one comes."""
        task = self.plan.tasks[place]
        said = _STATES.get(fold(task.own.get(own.STATE, "")))
        if said is not None:
            return said
        if not self.by_progress:
            return State.BACKLOG
        if not task.active:
            return State.CANCELLED
        if task.progress >= 100:
            return State.DELIVERED
        if task.progress > 0:
            return State.IN_PROGRESS
        return State.PLANNED if task.start and task.finish else State.BACKLOG

    def owner(self, key: str) -> str | None:
        """The key of who answers for a task, or works most on it."""
        return self._owners.get(key)

    @cached_property
    def _owners(self) -> dict[str, str]:
        found: dict[str, tuple[bool, float, str]] = {}
        people = {each.key for each in self.plan.resources}
        for one in self.plan.assigned:
            here = found.get(one.task)
            if one.resource in people and (here is None or (one.answers, one.work) > here[:2]):
                found[one.task] = (one.answers, one.work, one.resource)
        return {task: who for task, (_, _, who) in found.items()}

    # What it says -------------------------------------------------------------------------

    def incoming(self, title: str) -> Incoming:
        """All that the plan says."""
        plan = self.plan
        milestones, mark_notes = marks(plan, self.grouped, self._gates)
        initiatives = tuple(self._initiative(place) for place in self.work)
        names = {fold(one.domain): one.domain for one in initiatives if one.domain}
        if self.domains:
            names |= {fold(each.group): each.group for each in plan.resources if each.group}
        return Incoming(
            source=plan.source, title=title, program=plan.name, calendar=plan.calendar,
            domains=tuple(IncomingDomain(name=name) for name in names.values()),
            people=tuple(self._people()), batches=tuple(self._batches()),
            initiatives=initiatives, links=tuple(self._links()),
            milestones=(*milestones, *self._deadlines()),
            baselines=tuple(self._baselines()),
            notes=(*self._notes(), *mark_notes, *plan.notes), problems=plan.problems,
        )  # fmt: skip

    @property
    def _gates(self) -> frozenset[int]:
        return frozenset() if self.milestones_as == LEAVE_OUT else self.milestones

    def _people(self) -> Iterator[IncomingPerson]:
        for each in self.plan.resources:
            yield IncomingPerson(
                key=each.key, name=each.name, email=each.email or None,
                initials=each.initials if 1 <= len(each.initials) <= 4 else None,
                role=each.role or None, domain=(each.group or None) if self.domains else None,
                active=each.active, at=f"Resource “{each.name[:60]}”",
            )  # fmt: skip

    def _batches(self) -> Iterator[IncomingBatch]:
        for place, name in self.grouped.batches.items():
            task = self.plan.tasks[place]
            lead = self._person(task.own.get(own.LEAD, "")) or self.owner(task.key)
            yield IncomingBatch(
                key=task.key, name=name, code=task.own.get(own.CODE, ""), lead=lead,
                deadline=task.deadline, at=task.at,
            )  # fmt: skip

    def _person(self, name: str) -> str | None:
        return self._names.get(fold(name)) if name else None

    @cached_property
    def _names(self) -> dict[str, str]:
        return {fold(each.name): each.key for each in self.plan.resources}

    def _initiative(self, place: int) -> IncomingInitiative:
        task, said = self.plan.tasks[place], self.plan.tasks[place].own
        batch = self.grouped.batch_of.get(place)
        state = self.state(place)
        since = None
        if state in (State.DELIVERED, State.EMBEDDED):
            since = task.ended_on or task.finish
        elif state is State.IN_PROGRESS:
            since = task.started_on or task.start
        labels = tuple(part for part in said.get(own.LABELS, "").split(";") if part.strip())
        return IncomingInitiative(
            key=task.key, title=task.name, code=said.get(own.CODE, ""),
            description=self._description(place), owner=self.owner(task.key),
            sponsor=self._person(said.get(own.SPONSOR, "")), domain=said.get(own.DOMAIN) or None,
            batch=None if batch is None else self.plan.tasks[batch].key,
            parent=said.get(own.PART_OF) or None, state=state, since=since,
            priority=task.priority, start=task.start, end=task.finish,
            pinned=True if task.pinned else None, progress=task.progress, cost=task.cost,
            effort=task.effort, labels=labels or None, at=task.at,
        )  # fmt: skip

    def _description(self, place: int) -> str | None:
        path, notes = self.grouped.path(place), self.plan.tasks[place].notes.strip()
        return "\n\n".join(part for part in (path, notes) if part) or None

    def _links(self) -> Iterator[IncomingLink]:
        tasks = self.plan.tasks
        for before, after, kind, lag in self.joined.links:
            yield IncomingLink(
                predecessor=tasks[before].key, successor=tasks[after].key, type=kind, lag=lag,
                at=tasks[after].at,
            )  # fmt: skip

    def _deadlines(self) -> Iterator[IncomingMilestone]:
        for place in self.work:
            task = self.plan.tasks[place]
            if task.deadline is not None:
                yield IncomingMilestone(
                    initiative=task.key, name="Deadline", on=task.deadline,
                    done=task.progress >= 100, at=task.at,
                )  # fmt: skip

    def _baselines(self) -> Iterator[IncomingBaseline]:
        keys = {self.plan.tasks[place].key for place in self.work}
        for kept in self.plan.baselines:
            bars = tuple(bar for bar in kept.bars if bar[0] in keys and bar[1] <= bar[2])
            name = " ".join(kept.name.split())
            if kept.taken_on is None:
                name = f"{name} of {self.plan.name}"
            if bars:
                on = kept.taken_on or self.plan.saved_on or self.into.today
                yield IncomingBaseline(name=name[: baselines.LONGEST], taken_on=on, bars=bars)

    # What became of what ------------------------------------------------------------------

    def _notes(self) -> Iterator[Note]:
        tasks, joined_ = self.plan.tasks, self.joined
        shift = self.recalculated
        if shift.all:
            yield Note(
                Fate.KEPT,
                "Dates are as they stand in the file. Recalculating would move "
                f"{count(shift.all, 'initiative')}: {shift.later} later, {shift.earlier} earlier.",
            )
        elif joined_.links:
            yield Note(Fate.KEPT, "Dates are as they stand in the file, and fit their links.")
        if self.grouped.folded:
            text = "Repetitions of a recurring task are one initiative."
            yield Note(Fate.CHANGED, text, len(self.grouped.folded))
        if deep := sum(bool(self.grouped.path(place)) for place in self.work):
            text = "Summaries below the batch stand in the description."
            yield Note(Fate.CHANGED, text, deep)
        if joined_.summaries:
            text = "Links of summary tasks hold for the first or the last tasks in them."
            yield Note(Fate.CHANGED, text, joined_.summaries)
        if joined_.milestones and self.milestones:
            text = "Links to a milestone go on to what waits for it."
            yield Note(Fate.CHANGED, text, joined_.milestones)
        if joined_.lost:
            text = "Links that have no place here: a second one between two tasks, or to a summary."
            yield Note(Fate.DROPPED, text, joined_.lost)
        if more := self._assigned_more():
            text = "Further people on a task: who works most on it is its owner."
            yield Note(Fate.DROPPED, text, more)
        if silent := sum(bool(task.notes) for task in self._unsaid()):
            text = "Notes of summary tasks and milestones have no place here."
            yield Note(Fate.DROPPED, text, silent)
        if self.plan.currency and any(tasks[place].cost for place in self.work):
            yield Note(Fate.KEPT, f"Costs are taken as they stand, in {self.plan.currency}.")
        if late := sum(tasks[place].deadline is not None for place in self.work):
            yield Note(Fate.CHANGED, "Deadlines are milestones of their initiatives.", late)
        if lost := self._bars_lost():
            text = "Bars of baselines that end before they start, or of summaries and milestones."
            yield Note(Fate.DROPPED, text, lost)

    def _unsaid(self) -> Iterator[Task]:
        """The tasks that are no initiatives."""
        work = set(self.work)
        return (task for place, task in enumerate(self.plan.tasks) if place not in work)

    def _assigned_more(self) -> int:
        known = {self.plan.tasks[place].key for place in self.work}
        people = {each.key for each in self.plan.resources}
        pairs = {
            (one.task, one.resource)
            for one in self.plan.assigned
            if one.task in known and one.resource in people
        }
        return len(pairs) - len({task for task, _ in pairs})

    def _bars_lost(self) -> int:
        keys = {self.plan.tasks[place].key for place in self.work}
        bars = [bar for kept in self.plan.baselines for bar in kept.bars]
        return sum(bar[0] not in keys or bar[1] > bar[2] for bar in bars)

    @cached_property
    def recalculated(self) -> Moved:
        """What recalculating would do to the dates of the initiatives."""
        tasks = self.plan.tasks
        spans = {place: _span(tasks[place]) for place in self.work}
        dated = {place: span for place, span in spans.items() if span is not None}
        nodes = {place: node for node, place in enumerate(dated)}
        bars = [
            Bar(*span, tasks[place].pinned or tasks[place].progress > 0, tasks[place].not_before)
            for place, span in dated.items()
        ]
        links = [
            (nodes[before], nodes[after], kind, lag)
            for before, after, kind, lag in self.joined.links
            if before in nodes and after in nodes
        ]
        calendar = self.plan.calendar
        week = frozenset(calendar.week if calendar.week is not None else range(5))
        holidays = frozenset(on for on, _ in calendar.holidays)
        return moved(bars, links, WorkCalendar(week, holidays))


def _span(task: Task) -> tuple[date, date] | None:
    return (task.start, task.finish) if task.start and task.finish else None
