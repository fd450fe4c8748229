"""A plan that was recognised, with the answers given so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cxdesk.exchange.opened import LEAVE_OUT, Into, Preview, Question
from cxdesk.exchange.projects.grouping import Grouped, choices, guess
from cxdesk.exchange.projects.plan import STATE, Plan
from cxdesk.exchange.projects.telling import Telling
from cxdesk.model.wording import count, day
from cxdesk.services.incoming import GivenUp, Incoming, Progress, Stopped
from cxdesk.store.errors import KnownError

BATCHES, STATES, MILESTONES, GROUPS = "batches", "states", "milestones", "groups"
BY_PROGRESS, BACKLOG = "progress", "backlog"
AS_MILESTONES, AS_INITIATIVES = "milestones", "initiatives"
AS_DOMAINS = "domains"


@dataclass(frozen=True)
class OpenedPlan:
    """A plan as `Opened`."""

    plan: Plan
    into: Into
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return f"{self.plan.program} plan"

    @property
    def title(self) -> str:
        """Which one it is, as the history names it."""
        return f"the {self.kind} “{self.plan.name}”"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What it leaves open."""
        return tuple(_asked(self.plan, self.answers))

    def answered(self, answers: Mapping[str, str]) -> OpenedPlan:
        """The same plan with these answers too. Raises KnownError for what is not asked."""
        known = {each.key: each for each in self.questions}
        for key, answer in answers.items():
            if key not in known:
                raise KnownError(f"Nothing is asked by the name “{key[:60]}” of this file.")
            options = [option for option, _ in known[key].options]
            if answer not in options:
                raise KnownError(
                    f"“{answer[:60]}” is no answer to {key}: {', '.join(options)} are."
                )
        return OpenedPlan(self.plan, self.into, {**self.answers, **answers})

    def preview(self, most: int = 20) -> Preview:
        """The first tasks."""
        telling, tasks = self._telling(), self.plan.tasks
        owners = {each.key: each.name for each in self.plan.resources}
        places = [*telling.grouped.leaves]
        rows = []
        for place in places[:most]:
            task, batch = tasks[place], telling.grouped.batch_of.get(place)
            becomes = "Milestone" if place in telling.milestones else telling.state(place).label
            rows.append((
                task.name, telling.grouped.batches[batch] if batch is not None else "", becomes,
                day(task.start) if task.start else "", day(task.finish) if task.finish else "",
                f"{task.progress} %", owners.get(telling.owner(task.key) or "", ""),
            ))  # fmt: skip
        titles = ("Task", "Batch", "Becomes", "Start", "End", "Progress", "Owner")
        return Preview(titles, tuple(rows), len(places))

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """All it says. Raises Stopped when it is given up."""
        if given_up():
            raise Stopped
        progress(0, 1)
        told = self._telling().incoming(self.title)
        progress(1, 1)
        return told

    def _telling(self) -> Telling:
        said = {each.key: each.answer for each in self.questions}
        return Telling(
            self.plan, self.into, Grouped(self.plan, said.get(BATCHES, LEAVE_OUT)),
            by_progress=said.get(STATES, BY_PROGRESS) == BY_PROGRESS,
            milestones_as=said.get(MILESTONES, AS_MILESTONES),
            domains=said.get(GROUPS, LEAVE_OUT) == AS_DOMAINS,
        )  # fmt: skip


def _asked(plan: Plan, answers: Mapping[str, str]) -> Iterator[Question]:
    grouped = Grouped(plan, "1")
    work = [place for place in grouped.leaves if not plan.tasks[place].zero]
    if options := choices(plan):
        first = guess(plan)
        depth = max((len(plan.above(place)) for place in grouped.leaves), default=0)
        yield Question(
            BATCHES, "Which summary tasks become batches?", "into", options,
            answers.get(BATCHES, first), count(len(plan.summaries), "summary", "summaries"),
            sure=depth < 2,
        )  # fmt: skip
    if any(not plan.tasks[place].own.get(STATE) for place in work):
        yield Question(
            STATES, "In which state do the initiatives come?", "values",
            (
                (BY_PROGRESS, "By their progress"),
                (BACKLOG, "All in the backlog"),
            ),
            answers.get(STATES, BY_PROGRESS), count(len(work), "task"),
        )  # fmt: skip
    if gates := sum(plan.tasks[place].zero for place in grouped.leaves):
        yield Question(
            MILESTONES, "What becomes of tasks without a duration?", "values",
            (
                (AS_MILESTONES, "Milestones"),
                (AS_INITIATIVES, "Initiatives of one day"),
                (LEAVE_OUT, "Leave out"),
            ),
            answers.get(MILESTONES, AS_MILESTONES), count(gates, "task"),
        )  # fmt: skip
    if groups := {each.group for each in plan.resources if each.group}:
        yield Question(
            GROUPS, "What are the groups of the resources?", "values",
            ((AS_DOMAINS, "Domains"), (LEAVE_OUT, "Leave out")),
            answers.get(GROUPS, AS_DOMAINS if len(groups) <= _MOST_DOMAINS else LEAVE_OUT),
            ", ".join(sorted(groups)[:3]), sure=any(task.own for task in plan.tasks),
        )  # fmt: skip


_MOST_DOMAINS = 12  # a file with more groups means something else by them
