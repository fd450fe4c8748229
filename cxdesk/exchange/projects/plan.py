"""A plan of another program, the same for all of them: tasks in outline order and what ties them.

Days are whole and inclusive, lags are working days. What a task becomes is not settled here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cxdesk.model.states import LinkType, Priority
from cxdesk.services.incoming import IncomingCalendar, Note, Problem

# What our own exports say of a task beyond what the other program knows, by the name of the field.
CODE, STATE, DOMAIN = "cxdesk code", "cxdesk state", "cxdesk domain"
PART_OF, SPONSOR, LEAD = "cxdesk part of", "cxdesk sponsor", "cxdesk lead"
LABELS, DATES, EFFORT = "cxdesk labels", "cxdesk dates", "cxdesk effort"
DEADLINE, PINNED = "cxdesk deadline", "cxdesk pinned"
OWN_FIELDS = (CODE, STATE, DOMAIN, PART_OF, SPONSOR, LEAD, LABELS, DATES, EFFORT, DEADLINE, PINNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task; `level` is 1 at the top of the outline.

    `zero` is one without duration: a milestone, unless others are below it. `pinned` is held to its
    dates, `not_before` the day before which it may not start. `recurring` are the repetitions of
    one task, and that itself. `own` is what our exports say of it, by OWN_FIELDS.
    """

    key: str
    name: str
    level: int
    at: str
    start: date | None = None
    finish: date | None = None
    zero: bool = False
    progress: int = 0  # per cent
    started_on: date | None = None
    ended_on: date | None = None
    priority: Priority | None = None
    notes: str = ""
    cost: float | None = None  # thousands
    effort: float | None = None  # person-days
    pinned: bool = False
    not_before: date | None = None
    deadline: date | None = None
    active: bool = True
    recurring: bool = False
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """The successor waits for the predecessor, by their keys; lag in working days."""

    before: str
    after: str
    type: LinkType = LinkType.FS
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody who works; `group` is a department, `role` what somebody does."""

    key: str
    name: str
    email: str = ""
    initials: str = ""
    group: str = ""
    role: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody works on a task: how much, and whether as the one who answers for it."""

    task: str
    resource: str
    work: float
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Dates of tasks as they were once."""

    name: str
    taken_on: date | None
    bars: tuple[tuple[str, date, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    program: str  # "MS Project"
    source: str
    name: str
    tasks: tuple[Task, ...]
    ties: tuple[Tie, ...] = ()
    resources: tuple[Resource, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    baselines: tuple[Kept, ...] = ()
    calendar: IncomingCalendar = field(default_factory=IncomingCalendar)
    saved_on: date | None = None
    currency: str = ""
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan(_Said):
    """All that a file says, and its outline: by their place, the tasks above and below each."""

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """The place of the task right above each in the outline."""
        return parents([task.level for task in self.tasks])

    @cached_property
    def summaries(self) -> frozenset[int]:
        """Places of tasks with others below."""
        return frozenset(each for each in self.parents if each is not None)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each task by its key."""
        return {task.key: place for place, task in enumerate(self.tasks)}

    def above(self, place: int) -> tuple[int, ...]:
        """The places of all above one, the top first."""
        found: list[int] = []
        at = self.parents[place]
        while at is not None:
            found.append(at)
            at = self.parents[at]
        return tuple(reversed(found))


def parents(levels: Sequence[int]) -> tuple[int | None, ...]:
    """The place above each by its level; a level too many is taken for one more."""
    found: list[int | None] = []
    path: list[int] = []
    for place, level in enumerate(levels):
        while path and levels[path[-1]] >= level:
            path.pop()
        found.append(path[-1] if path else None)
        path.append(place)
    return tuple(found)
