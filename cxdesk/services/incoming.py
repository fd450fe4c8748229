"""What a file of another program says, in our words: what readers make and `bring_in` takes.

A row names others by their `key` in that file. None is what the file does not say: it leaves what
is there. `at` tells people where in their file a row stands: "Row 7", "Card “Call back”".
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cxdesk.model.people import Level
from cxdesk.model.program import Horizon
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState

Progress = Callable[[int, int], None]
"""Says (steps done, steps in all)."""
GivenUp = Callable[[], bool]
"""Whether nobody waits any more."""


class Stopped(Exception):
    """It was given up on the way; nothing was kept."""


class Fate(enum.StrEnum):
    """What became of something in the file."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the report: what was kept, changed or dropped, how often, and why in words.

    `text` is a sentence without the number: "Estimates have no place here." and count 12.
    """

    fate: Fate
    text: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken over as it stands, and where in the file it is."""

    at: str
    text: str

    @property
    def sentence(self) -> str:
        """The problem with its place: "Row 3: A person needs a name."."""
        return f"{self.at}: {self.text}" if self.at else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingDomain:
    """A business area; found by name or short name, otherwise added."""

    name: str
    short: str | None = None
    capacity: float | None = None  # person-days a month
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPerson:
    """Somebody; found by key, email or a name that only one has, otherwise added."""

    key: str
    name: str
    email: str | None = None
    initials: str | None = None
    role: str | None = None
    level: Level | None = None
    domain: str | None = None  # by name; "" is organisation-wide
    active: bool | None = None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingOutcome:
    """A promised outcome; found by code or name, otherwise added."""

    code: str = ""
    name: str
    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    owner: str | None = None  # key of a person
    headline: bool | None = None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReading:
    """One measurement; found by outcome and day, otherwise added."""

    outcome: str  # code or name
    on: date
    value: float | None
    n: int | None = None
    split: tuple[int, int, int] | None = None  # promoters, passives, detractors
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingBatch:
    """A batch; found by key, code or name, otherwise added.

    One added without a deadline gets the last end of its initiatives.
    """

    key: str
    name: str
    code: str = ""
    lead: str | None = None  # key of a person
    deadline: date | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMove:
    """A state entered on a day."""

    state: State
    on: date


@dataclass(frozen=True, slots=True)
class IncomingComment:
    """What somebody said; `at` is UTC without a zone."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingInitiative:
    """An initiative; found by key, or by code where the file knows our codes, otherwise added.

    `moves` are the states it entered, oldest first; the last of them is its state unless `state`
    says another.
    """

    key: str
    title: str
    code: str = ""
    description: str | None = None
    domain: str | None = None  # by name; "" is organisation-wide
    owner: str | None = None  # key of a person, "" nobody; as in all that follow
    sponsor: str | None = None
    batch: str | None = None  # key of a batch
    parent: str | None = None  # key of an initiative
    state: State | None = None
    since: date | None = None
    priority: Priority | None = None
    horizon: Horizon | None = None
    start: date | None = None
    end: date | None = None
    pinned: bool | None = None
    progress: int | None = None  # per cent
    cost: float | None = None  # thousands
    effort: float | None = None  # person-days
    scores: tuple[int, int, int, int] | None = None  # impact, reach, outcome, urgency: 1-5
    expected: str | None = None
    outcomes: tuple[str, ...] | None = None  # codes or names
    blocked: str | None = None  # the reason; "" is not blocked
    labels: tuple[str, ...] | None = None
    archived: bool | None = None
    moves: tuple[IncomingMove, ...] = ()
    comments: tuple[IncomingComment, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAction:
    """An action; found by key, otherwise by its title within the initiative, otherwise added."""

    key: str
    initiative: str  # key or code of an initiative
    title: str
    owner: str | None = None
    due: date | None = None
    week: str | None = None  # "2026-W48"
    state: ActionState | None = None
    done_on: date | None = None
    road_bump: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRequest:
    """A request; found by key or code, otherwise submitted, with the program's checklist."""

    key: str
    title: str
    code: str = ""
    description: str | None = None
    source: Source | None = None
    evidence: Evidence | None = None
    urgent: bool | None = None
    deadline: date | None = None
    submitted_by: str | None = None
    submitted_on: date | None = None
    cost: float | None = None  # thousands
    effort: tuple[tuple[str, float], ...] | None = None  # (domain by name, person-days)
    outcome: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLink:
    """A dependency between two initiatives, by their keys or codes; lag in working days."""

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMilestone:
    """A dated point of an initiative, or of the program for ""; found by name and initiative."""

    initiative: str
    name: str
    on: date
    done: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingBaseline:
    """Dates as they were once, under a name; one that is there already is left as it is."""

    name: str
    taken_on: date
    bars: tuple[tuple[str, date, date], ...]  # key of an initiative, start, end


@dataclass(frozen=True, slots=True)
class IncomingCalendar:
    """The working week (0 is Monday) and days off; a week is taken by a program without work."""

    week: tuple[int, ...] | None = None
    holidays: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """All that one file says. `source` is the same whenever the same file comes again.

    `title` names it in the history: "the Trello board “Project 100”". `program` is what a new
    program made of it is called.
    """

    source: str
    title: str
    program: str = ""
    calendar: IncomingCalendar | None = None
    domains: tuple[IncomingDomain, ...] = ()
    people: tuple[IncomingPerson, ...] = ()
    outcomes: tuple[IncomingOutcome, ...] = ()
    readings: tuple[IncomingReading, ...] = ()
    batches: tuple[IncomingBatch, ...] = ()
    initiatives: tuple[IncomingInitiative, ...] = ()
    actions: tuple[IncomingAction, ...] = ()
    requests: tuple[IncomingRequest, ...] = ()
    links: tuple[IncomingLink, ...] = ()
    milestones: tuple[IncomingMilestone, ...] = ()
    baselines: tuple[IncomingBaseline, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind ("initiatives") were added, changed, and were the same already."""

    kind: str
    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What bringing a file in did, or would do: counts, what became of what, and what is wrong."""

    title: str
    tallies: tuple[Tally, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is added or changed."""
        return not any(each.added or each.changed for each in self.tallies)
