"""Meetings of a board: who sits, who was there, and what stands on the agenda."""

from __future__ import annotations

import enum
import re
from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Group, Person
from cxdesk.model.requests import Request
from cxdesk.model.wording import count, day

MOST_MINUTES = 480
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?h?")


class MeetingKind(enum.StrEnum):
    """A board meets in its cycle, or out of it for something that cannot wait."""

    REGULAR = "regular"
    URGENT = "urgent"


class MeetingState(enum.StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    RUNNING = "running"
    CLOSED = "closed"


class ItemKind(enum.StrEnum):
    """What is talked about: a request to rank, an urgent decision to ratify, or anything else."""

    REQUEST = "request"
    RATIFICATION = "ratification"
    OTHER = "other"


class Meeting(Entity):
    """One sitting of a board; `started_at` and `ended_at` are UTC.

    `plan_from` to `plan_to` are the days over which the work of what is accepted is spread.
    `quorum` is the number of seats that must be filled, fixed when the meeting is planned.
    """

    __tablename__ = "meeting"

    number: Mapped[int] = mapped_column(unique=True)
    group_id: Mapped[int] = refers_to("grouping")
    kind: Mapped[MeetingKind] = mapped_column(one_of(MeetingKind), default=MeetingKind.REGULAR)
    reason: Mapped[str] = mapped_column(default="")  # why out of cycle
    on: Mapped[date]
    starts: Mapped[str] = mapped_column(default="")  # 14:00
    place: Mapped[str] = mapped_column(default="")
    chair_id: Mapped[int | None] = refers_to("person", optional=True)
    quorum: Mapped[int]
    plan_from: Mapped[date]
    plan_to: Mapped[date]
    state: Mapped[MeetingState] = mapped_column(one_of(MeetingState), default=MeetingState.PLANNED)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    notes: Mapped[str] = mapped_column(default="")

    group: Mapped[Group] = relationship()
    chair: Mapped[Person | None] = relationship()
    seats: Mapped[list[Seat]] = relationship(
        back_populates="meeting", order_by="Seat.position", cascade="all, delete-orphan"
    )
    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", order_by="Attendance.arrived", cascade="all, delete-orphan"
    )
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """The meeting in words: "Change board, 23 November 2026"."""
        return f"{self.group.name}, {day(self.on)}"

    @property
    def present(self) -> int:
        """How many seats are filled now."""
        return sum(1 for seat in self.seats if seat.filled)

    def refuse_closed(self) -> None:
        """Raise RuleBroken once the meeting is over."""
        if self.state is MeetingState.CLOSED:
            raise RuleBroken(f"{self.name} is over: what was there stands in its minutes.")

    def refuse_begun(self) -> None:
        """Raise RuleBroken once the meeting has begun."""
        self.refuse_closed()
        if self.state is MeetingState.RUNNING:
            raise RuleBroken(f"{self.name} has begun already.")

    def refuse_idle(self) -> None:
        """Raise RuleBroken unless the meeting is running."""
        self.refuse_closed()
        if self.state is MeetingState.PLANNED:
            raise RuleBroken(f"{self.name} has not begun yet.")

    def spread(self, first: date, last: date) -> None:
        """Set the days over which the work of what is accepted is spread."""
        if problem := window_problem(first, last):
            raise RuleBroken(problem)
        self.plan_from, self.plan_to = first, last

    def begin(self, now: datetime) -> None:
        """Open the meeting."""
        self.refuse_begun()
        if self.chair is None:
            raise RuleBroken(f"{self.name} needs somebody in the chair before it begins.")
        self.state, self.started_at = MeetingState.RUNNING, now

    def refuse_no_quorum(self) -> None:
        """Raise RuleBroken while fewer seats are filled than the quorum asks for."""
        if self.present < self.quorum:
            raise RuleBroken(
                f"{count(self.present, 'seat')} of {len(self.seats)} "
                f"{'is' if self.present == 1 else 'are'} filled and the quorum is {self.quorum}: "
                "the board cannot decide before somebody more arrives."
            )


class Seat(Entity):
    """A vote at a meeting: the member who holds it, or the delegate who fills it that day."""

    __tablename__ = "seat"
    subject_column = "meeting_id"

    meeting_id: Mapped[int] = refers_to("meeting")
    membership_id: Mapped[int | None] = refers_to("membership", optional=True)
    person_id: Mapped[int] = refers_to("person")
    delegate_id: Mapped[int | None] = refers_to("person", optional=True)
    position: Mapped[float] = mapped_column(default=0.0)

    meeting: Mapped[Meeting] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    delegate: Mapped[Person | None] = relationship(foreign_keys=[delegate_id])

    @property
    def filler(self) -> Person:
        """Who votes on it: the delegate if there is one."""
        return self.delegate or self.person

    @property
    def filled(self) -> bool:
        """Whether the person who votes on it is in the room."""
        here = self.filler
        return any(one.person is here and one.left is None for one in self.meeting.attendance)


class Attendance(Entity):
    """From when to when somebody was at a meeting, in UTC; `left` is None for one still there."""

    __tablename__ = "attendance"
    subject_column = "meeting_id"

    meeting_id: Mapped[int] = refers_to("meeting")
    person_id: Mapped[int] = refers_to("person")
    arrived: Mapped[datetime]
    left: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")
    person: Mapped[Person] = relationship()


class AgendaItem(Entity):
    """Something on the agenda with its timebox in minutes.

    `spent` are the seconds used before `since`, from when it runs on; `current` marks the item
    that the meeting is at, one at most. `ratified` is the answer to a ratification, None before.
    """

    __tablename__ = "agenda_item"
    subject_column = "meeting_id"

    meeting_id: Mapped[int] = refers_to("meeting")
    kind: Mapped[ItemKind] = mapped_column(one_of(ItemKind), default=ItemKind.REQUEST)
    request_id: Mapped[int | None] = refers_to("request", optional=True)
    decision_id: Mapped[int | None] = refers_to("decision", optional=True)
    title: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=10)
    spent: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime | None]
    current: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(default="")
    ratified: Mapped[bool | None]
    position: Mapped[float] = mapped_column(default=0.0)

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    request: Mapped[Request | None] = relationship()

    def allow(self, minutes: int) -> None:
        """Set the timebox, from one minute to eight hours."""
        if problem := timebox_problem(minutes):
            raise RuleBroken(problem)
        self.minutes = minutes

    def run(self, now: datetime) -> None:
        """Let its time run from now on."""
        if self.since is None:
            self.since = now

    def pause(self, now: datetime) -> None:
        """Stop its time."""
        if self.since is not None:
            self.spent += max(0, round((now - self.since).total_seconds()))
            self.since = None


# What is wrong with a value, as a sentence for the field it is typed into; "" when nothing is.


def timebox_problem(minutes: int) -> str:
    """What is wrong with a timebox in minutes."""
    fits = 1 <= minutes <= MOST_MINUTES
    return "" if fits else f"A timebox is one minute to {MOST_MINUTES // 60} hours."


def window_problem(first: date, last: date) -> str:
    """What is wrong with the days over which work is spread."""
    return "" if first <= last else f"The last day is before the first one, {day(first)}."


def read_start(text: str) -> str:
    """A time of day as it is kept, "14:00"; nothing is none. Raises RuleBroken for no time."""
    words = "".join(text.split()).lower()
    if not words:
        return ""
    match = _TIME.fullmatch(words)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise RuleBroken(f"“{text.strip()[:40]}” is no time of day: write it like 14:00.")
    return f"{int(match[1]):02}:{match[2] or '00'}"
