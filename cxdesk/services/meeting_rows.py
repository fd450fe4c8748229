"""The rows of a meeting as the window shows them: its seats, its agenda, its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cxdesk.model.decisions import Verdict
from cxdesk.model.meetings import ItemKind, MeetingKind, MeetingState
from cxdesk.model.requests import RequestState
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import day


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A line of the list of meetings; `approved` says that its minutes are."""

    id: int
    number: int
    board: str
    kind: MeetingKind
    on: date
    starts: str
    state: MeetingState
    items: int
    approved: bool

    @property
    def name(self) -> str:
        """The meeting in words: "Change board, 23 Nov 2026"."""
        return f"{self.board}, {day(self.on)}"


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when somebody was there, in UTC; `id` is the attendance."""

    id: int
    arrived: datetime
    left: datetime | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody with a seat, the secretary, or a guest.

    `id` is the seat, or the person where there is none. `person` fills it; `member` is whose seat
    it is, where that is another. `stays` are those of the person who fills it.
    """

    id: int
    seat: bool
    person_id: int
    name: str
    initials: str
    member_id: int
    member: str
    role: str
    stays: tuple[Stay, ...]

    @property
    def here(self) -> bool:
        """Whether they are in the room."""
        return any(stay.left is None for stay in self.stays)

    @property
    def delegated(self) -> bool:
        """Whether somebody else fills the member's seat."""
        return self.member_id != self.person_id


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda; `position` counts from 1 and `cost` and `days` are what it asks for.

    `verdict` is what this meeting decided on it; `decision` the code of one to be ratified.
    `spent` are the seconds used before `since`, from when its time runs on.
    """

    id: int
    position: int
    kind: ItemKind
    request_id: int | None
    code: str
    title: str
    source: str
    urgent: bool
    cost: float
    days: float
    state: RequestState | None
    verdict: Verdict | None
    decision_id: int | None
    decision: str
    ratified: bool | None
    minutes: int
    spent: int
    since: datetime | None
    current: bool
    notes: str

    def used(self, now: datetime) -> int:
        """The seconds that it has taken until now."""
        if self.since is None:
            return self.spent
        return self.spent + max(0, round((now - self.since).total_seconds()))

    @property
    def name(self) -> str:
        """What it is called where there is one line: "R2 One-click cancellation"."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of the meeting, without anything of what is in its ballots."""

    id: int
    number: int
    question: str
    state: RoundState
    tasks: int
    voted: int
    seats: int


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A meeting with its agenda, its seats and its rounds.

    `others` are the secretary and guests. `early` is the regular meeting that was less than three
    weeks before; `joined` are members of the board without a seat here, `gone` seats whose members
    are no longer in it, `deputies` stand in for members that day and do not fill their seats yet;
    `usual` is the quorum that the board asks for now, None where it has none. `open` are requests
    that are qualified but not on this agenda.
    """

    row: MeetingRow
    group_id: int
    reason: str
    place: str
    chair_id: int | None
    chair: str
    quorum: int
    plan_from: date
    plan_to: date
    started: datetime | None
    ended: datetime | None
    notes: str
    seats: tuple[SeatLine, ...]
    others: tuple[SeatLine, ...]
    agenda: tuple[AgendaLine, ...]
    rounds: tuple[RoundLine, ...]
    early: date | None
    joined: tuple[str, ...]
    gone: tuple[str, ...]
    deputies: tuple[tuple[str, str], ...]
    usual: int | None
    open: tuple[Waiting, ...]

    @property
    def filled(self) -> int:
        """How many seats are filled now."""
        return sum(1 for line in self.seats if line.here)

    @property
    def minutes(self) -> int:
        """What all timeboxes take together."""
        return sum(line.minutes for line in self.agenda)

    @property
    def current(self) -> AgendaLine | None:
        """The item that the meeting is at."""
        return next((line for line in self.agenda if line.current), None)

    def requests(self, *states: RequestState) -> tuple[AgendaLine, ...]:
        """The requests to rank that are in one of these states."""
        return tuple(
            line for line in self.agenda if line.kind is ItemKind.REQUEST and line.state in states
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that could be put on an agenda; on another meeting's already if `there` is one."""

    id: int
    code: str
    title: str
    urgent: bool
    there: date | None = None

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Board:
    """A group that can meet; `urgent_quorum` None: not out of cycle."""

    id: int
    name: str
    seats: int
    quorum: int
    urgent_quorum: int | None
