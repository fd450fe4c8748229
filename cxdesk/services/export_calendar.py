"""Everything of the program that has a day, as events for a calendar.

An event goes by the id of what it is about, and says which change of that was the last and when, as
the history tells: so a calendar that has it already takes it for the same, and sees what is new.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.meetings import AgendaItem, Meeting, MeetingKind, MeetingState, Seat
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Group, MemberRole, Membership
from cxdesk.model.plan import Milestone
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.wording import amount, count
from cxdesk.model.work import Action, ActionState
from cxdesk.services.export_tables.rows import Names
from cxdesk.services.frame import program
from cxdesk.services.local_time import in_utc
from cxdesk.services.session import now
from cxdesk.store.history import decode
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

_LEAST = timedelta(minutes=1)  # an event ends after it starts
_USUAL = timedelta(hours=1)  # of a meeting whose agenda says nothing yet


class EventKind(enum.Enum):
    """What an event tells of; the value names many of them."""

    BATCH = "Deadlines of batches"
    REQUEST = "Deadlines of requests"
    MILESTONE = "Milestones"
    MEETING = "Meetings"
    END = "Ends of initiatives"
    CHECK = "Six-month checks"
    OUTCOME = "Outcomes due and reviews"
    ACTION = "Actions due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One day, or one meeting with its hours: `start` and `end` in UTC, None for the whole day.

    `revision` never falls, `changed` is in UTC; both are of the item with this `id`.
    """

    id: int
    kind: EventKind
    on: date
    title: str
    text: str = ""
    place: str = ""
    who: str = ""
    cancelled: bool = False
    start: datetime | None = None
    end: datetime | None = None
    revision: int = 0
    changed: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """The events of a program by day, read `at`, in UTC without a zone."""

    program: str
    at: datetime
    events: tuple[Event, ...]


def read_calendar(session: Session, kinds: Collection[EventKind], person: str = "") -> Calendar:
    """The events of these kinds; with `person`, as tables name them, only what concerns them."""
    here = _Reading(session, person)
    found = (event for kind in EventKind if kind in kinds for event in here.of(kind))
    ordered = sorted(found, key=lambda one: (one.on, one.title, one.id))
    return Calendar(program(session).name, here.at, tuple(ordered))


def those_concerned(session: Session) -> tuple[str, ...]:
    """Everybody a calendar can be made for, by name."""
    return tuple(sorted(Names(session).people.values()))


class _Reading:
    """What is known of the items while events are made of them."""

    def __init__(self, session: Session, person: str) -> None:
        self.at = now(session)
        self._session, self._person, self._names = session, person, Names(session)
        self._clock = session.info["clock"]()
        self._known = _revisions(session)
        columns = Initiative.__table__.c
        self._initiatives = {
            row.id: row
            for row in session.execute(
                select(
                    columns.id, columns.code, columns.title, columns.owner_id, columns.state,
                    columns.end,
                )
            )
        }  # fmt: skip

    def of(self, kind: EventKind) -> Iterator[Event]:
        """The events of one kind, those among them that were removed."""
        yield from _WAYS[kind](self)
        if kind in _REMOVABLE:
            yield from self._removed(kind, *_REMOVABLE[kind])

    def _event(
        self, kind: EventKind, id: int, on: date, title: str, *lines: str,
        people: Iterable[int | None] = (), about: int | None = None, **more: Any,
    ) -> Iterator[Event]:  # fmt: skip
        """An event, unless it is for somebody whom it does not concern.

        Its revision is that of the item with this id, and of the initiative it is `about`.
        """
        names = [name for one in people if (name := self._names.person(one))]
        if self._person and self._person not in names:
            return
        known = [self._known[one] for one in (id, about) if one in self._known]
        yield Event(
            id=id, kind=kind, on=on, title=title, text="\n".join(filter(None, lines)),
            who=names[0] if names else "", revision=max((seq for seq, _ in known), default=0),
            changed=max((at for _, at in known), default=self.at), **more,
        )  # fmt: skip

    def batches(self) -> Iterator[Event]:
        """The deadline of each batch."""
        query = select(Initiative.batch_id, func.count()).group_by(Initiative.batch_id)
        members = dict(self._session.execute(query).all())
        for row in self._session.execute(select(Batch.__table__)):
            yield from self._event(
                EventKind.BATCH, row.id, row.deadline, f"Deadline {row.code} {row.name}",
                self._by("Lead", row.lead_id), count(members.get(row.id, 0), "initiative"),
                people=[row.lead_id],
            )  # fmt: skip

    def requests(self) -> Iterator[Event]:
        """The deadline of each request that has one."""
        query = select(Request.__table__).where(Request.deadline.is_not(None))
        for row in self._session.execute(query):
            yield from self._event(
                EventKind.REQUEST, row.id, row.deadline, f"Deadline {row.code} {row.title}",
                f"{row.state.label}, from {row.source.label.lower()}",
                self._by("Submitted by", row.submitted_by_id),
                people=[row.submitted_by_id], cancelled=row.state in _DEAD,
            )  # fmt: skip

    def milestones(self) -> Iterator[Event]:
        """Each milestone, of an initiative or from outside."""
        for row in self._session.execute(select(Milestone.__table__)):
            here = self._initiatives.get(row.initiative_id)
            name = row.name if here is None else f"{here.code}: {row.name}"
            yield from self._event(
                EventKind.MILESTONE, row.id, row.on, name,
                here.title if here is not None else "", "Reached" if row.done else "",
                people=[here.owner_id] if here is not None else (), about=row.initiative_id,
                cancelled=here is not None and here.state is State.CANCELLED,
            )  # fmt: skip

    def meetings(self) -> Iterator[Event]:
        """Each meeting: its hours as they were, or as they are planned where that is known."""
        seats = _grouped(self._session, select(Seat.meeting_id, Seat.person_id, Seat.delegate_id))
        groups = _grouped(
            self._session,
            select(Membership.group_id, Membership.person_id).where(
                Membership.role != MemberRole.SECRETARY
            ),
        )
        agenda = _grouped(
            self._session,
            select(
                AgendaItem.meeting_id, AgendaItem.request_id, AgendaItem.title, AgendaItem.minutes
            ).order_by(AgendaItem.position),
        )
        query = select(Meeting.__table__, Group.name).join_from(Meeting, Group)
        for row in self._session.execute(query):
            items = agenda.get(row.id, [])
            start, end = self._hours(row, sum(item.minutes for item in items))
            urgent = "Out of cycle" if row.kind is MeetingKind.URGENT else ""
            there = [seat.delegate_id or seat.person_id for seat in seats.get(row.id, [])]
            there = there or [member.person_id for member in groups.get(row.group_id, [])]
            lines = [
                f"{item.minutes} min {self._names.request(item.request_id)} {item.title}".rstrip()
                for item in items
            ]
            yield from self._event(
                EventKind.MEETING, row.id, row.on, row.name, urgent,
                self._by("In the chair", row.chair_id), *lines,
                people=dict.fromkeys([row.chair_id, *there]), place=row.place, start=start, end=end,
            )  # fmt: skip

    def _hours(self, row: Any, minutes: int) -> tuple[datetime | None, datetime | None]:
        if row.state is MeetingState.CLOSED and row.started_at and row.ended_at:
            return row.started_at, max(row.started_at + _LEAST, row.ended_at)
        if not row.starts:
            return None, None
        start = in_utc(
            datetime.combine(row.on, datetime.strptime(row.starts, "%H:%M").time()), self._clock
        ).replace(tzinfo=None)
        return start, start + (timedelta(minutes=minutes) or _USUAL)

    def ends(self) -> Iterator[Event]:
        """The last day of each initiative that has dates."""
        for row in self._initiatives.values():
            if row.end is not None:
                yield from self._event(
                    EventKind.END, row.id, row.end, f"{row.code} ends: {row.title}",
                    row.state.label, self._by("Owner", row.owner_id),
                    people=[row.owner_id], cancelled=row.state is State.CANCELLED,
                )  # fmt: skip

    def checks(self) -> Iterator[Event]:
        """Each six-month check."""
        for row in self._session.execute(select(SixMonthCheck.__table__)):
            here = self._initiatives[row.initiative_id]
            result = "" if row.passed is None else "Passed" if row.passed else "Failed"
            yield from self._event(
                EventKind.CHECK, row.id, row.due, f"Six-month check of {here.code}: {here.title}",
                result, row.note, people=[row.checked_by_id or here.owner_id, here.owner_id],
                about=here.id,
            )  # fmt: skip

    def outcomes(self) -> Iterator[Event]:
        """The day of each promise, and the next review of all of them."""
        here = program(self._session)
        if here.next_review is not None:
            yield from self._event(
                EventKind.OUTCOME, here.id, here.next_review, f"Review of the outcomes: {here.name}"
            )
        for row in self._session.execute(select(Outcome.__table__)):
            aim = f"{amount(row.baseline, row.unit)} to {amount(row.target, row.unit)}"
            yield from self._event(
                EventKind.OUTCOME, row.id, row.due, f"{row.code} due: {row.name}", f"From {aim}",
                self._by("Owner", row.owner_id), people=[row.owner_id],
            )  # fmt: skip

    def actions(self) -> Iterator[Event]:
        """The due day of each action that has one."""
        query = select(Action.__table__).where(Action.due.is_not(None))
        for row in self._session.execute(query):
            here = self._initiatives[row.initiative_id]
            gone = row.state is ActionState.DROPPED or here.state is State.CANCELLED
            yield from self._event(
                EventKind.ACTION, row.id, row.due, f"{here.code}: {row.title}", here.title,
                "Done" if row.state is ActionState.DONE else "", self._by("Owner", row.owner_id),
                people=[row.owner_id], about=here.id, cancelled=gone,
            )  # fmt: skip

    def _removed(
        self, kind: EventKind, table: type[Meeting | Milestone | Action], day: str, name: str
    ) -> Iterator[Event]:
        """What somebody removed: a calendar that has it is told to let go of it."""
        groups: dict[int | None, str] = dict(
            self._session.execute(select(Group.id, Group.name)).all()
        )
        there = set(self._session.scalars(select(table.id)))
        for id, row in _gone(self._session, table.__tablename__).items():
            here = self._initiatives.get(int(row.get("initiative_id") or 0))
            if id in there or row[day] is None:
                continue
            title = str(row.get(name, groups.get(row.get("group_id"), "Meeting")))
            owner = here.owner_id if here is not None else row.get("chair_id")
            yield from self._event(
                kind, id, date.fromisoformat(row[day]),
                title if here is None else f"{here.code}: {title}", "Removed",
                people=[row.get("owner_id") or owner], cancelled=True,
            )  # fmt: skip

    def _by(self, what: str, person: int | None) -> str:
        return f"{what}: {name}" if (name := self._names.person(person)) else ""


_DEAD = (RequestState.REJECTED, RequestState.DECLINED, RequestState.MERGED)
_WAYS: dict[EventKind, Callable[[_Reading], Iterator[Event]]] = {
    EventKind.BATCH: _Reading.batches,
    EventKind.REQUEST: _Reading.requests,
    EventKind.MILESTONE: _Reading.milestones,
    EventKind.MEETING: _Reading.meetings,
    EventKind.END: _Reading.ends,
    EventKind.CHECK: _Reading.checks,
    EventKind.OUTCOME: _Reading.outcomes,
    EventKind.ACTION: _Reading.actions,
}
# What can be removed for good: its table, the column of its day and that of its name.
_REMOVABLE: dict[EventKind, tuple[type[Meeting | Milestone | Action], str, str]] = {
    EventKind.MEETING: (Meeting, "on", "name"),
    EventKind.MILESTONE: (Milestone, "on", "name"),
    EventKind.ACTION: (Action, "due", "title"),
}


def _gone(session: Session, table: str) -> dict[int, dict[str, Any]]:
    """The rows of a table that were removed, as they were last; not what was only taken back."""
    own = HISTORY.c
    query = select(own.changes).where(
        own.kind.in_(("do", "redo")), own.changes.like(f'%["{table}",%}},null,%')
    )
    return {
        change.id: change.before
        for changes in session.scalars(query.order_by(own.seq))
        for change in decode(changes)
        if change.table == table and change.before is not None and change.after is None
    }


def _revisions(session: Session) -> dict[int, tuple[int, datetime]]:
    """The newest entry of the history that touched each item: its number, and when it was."""
    own = HISTORY_ITEM.c
    newest = select(own.item, func.max(own.seq).label("seq")).group_by(own.item).subquery()
    query = select(newest.c.item, newest.c.seq, HISTORY.c.at).join(
        HISTORY, HISTORY.c.seq == newest.c.seq
    )
    return {item: (seq, _utc(at)) for item, seq, at in session.execute(query)}


def _utc(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _grouped(session: Session, query: Any) -> dict[int, list[Any]]:
    """Rows by their first column."""
    found: dict[int, list[Any]] = {}
    for row in session.execute(query):
        found.setdefault(row[0], []).append(row)
    return found
