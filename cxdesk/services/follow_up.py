"""The week as the office follows it up: what each owner or batch owes, and what happens in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from cxdesk.model.meetings import MeetingState
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import cards
from cxdesk.services.action_list import OPEN, ListedAction, action_list
from cxdesk.services.cards import BatchRow, Card
from cxdesk.services.frame import frame
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.meeting_rows import MeetingRow
from cxdesk.services.meeting_view import meetings
from cxdesk.services.roadmap import MilestoneRow, milestones
from cxdesk.services.search import fold
from cxdesk.services.session import today

By = Literal["owner", "batch"]

_WEEK = timedelta(days=7)
_WAITING = (State.BACKLOG, State.PLANNED, State.READY)


@dataclass(frozen=True, slots=True)
class FollowGroup:
    """Somebody's actions, or a batch's; `name` "" is nobody, or no batch.

    `bumps` are later ones that have a road bump, `done` those finished since the Monday before.
    `later` counts open ones that are not listed. `batch` is the one they are of.
    """

    name: str
    role: str
    batch: BatchRow | None
    overdue: tuple[ListedAction, ...]
    this_week: tuple[ListedAction, ...]
    next_week: tuple[ListedAction, ...]
    bumps: tuple[ListedAction, ...]
    done: tuple[ListedAction, ...]
    later: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The week from `monday` on, as it stands on the day `on`.

    `starting` and `ending` are initiatives that do so this week or should have before; `checks`
    those with a six-month check due by Sunday. `meetings` are those of this week and the next,
    `milestones` those due this week and those missed.
    """

    program: str
    letterhead: Letterhead
    on: date
    monday: date
    by: By
    groups: tuple[FollowGroup, ...]
    starting: tuple[Card, ...]
    ending: tuple[Card, ...]
    blocked: tuple[Card, ...]
    checks: tuple[Card, ...]
    milestones: tuple[MilestoneRow, ...]
    meetings: tuple[MeetingRow, ...]

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def week(self) -> int:
        """The number of the week, as ISO 8601 counts."""
        return self.monday.isocalendar().week

    @property
    def counted_on(self) -> date:
        """The day on which something is late: today, while that is in the week."""
        return _counted(self.on, self.monday)

    @property
    def overdue(self) -> int:
        """How many actions are overdue."""
        return sum(len(group.overdue) for group in self.groups)


def follow_up(session: Session, week_of: date | None = None, by: By = "owner") -> FollowUp:
    """The week of a day, of today without one, with the actions by owner or by batch."""
    here, on = frame(session), today(session)
    monday = (week_of or on) - timedelta(days=(week_of or on).weekday())
    sunday, batches = monday + _WEEK - timedelta(days=1), cards.batch_rows(session)
    live = [card for card in cards.cards(session, here) if not card.delivered]
    return FollowUp(
        here.name, letterhead(session), on, monday, by,
        tuple(_groups(action_list(session, over=True), monday, _counted(on, monday), by, batches)),
        _by_day((card for card in live if _is_waiting(card, monday)), "start", sunday),
        _by_day(live, "end", sunday),
        tuple(sorted((card for card in live if card.blocked), key=cards.by_code)),
        _by_day(cards.cards(session, here, _checked(session)), "check_due", sunday),
        tuple(each for each in milestones(session) if not each.done and each.on <= sunday),
        tuple(_meetings(meetings(session), monday)),
    )  # fmt: skip


def _counted(on: date, monday: date) -> date:
    return min(max(on, monday), monday + _WEEK - timedelta(days=1))


def _checked(session: Session) -> list[int]:
    return list(cards.checks(session, lambda query, _: query))


def _is_waiting(card: Card, monday: date) -> bool:
    """Whether it is to be started; what should be over by now is named where it ends."""
    return card.column in _WAITING and (card.end is None or card.end >= monday)


def _by_day(found: Iterable[Card], day: str, last: date) -> tuple[Card, ...]:
    """Those whose `day` is set and not after the last one, the earliest first."""
    some = [(on, card) for card in found if (on := getattr(card, day)) is not None and on <= last]
    return tuple(
        card for _, card in sorted(some, key=lambda pair: (pair[0], *cards.by_code(pair[1])))
    )


def _meetings(every: Iterable[MeetingRow], monday: date) -> Iterator[MeetingRow]:
    soon = [row for row in every if monday <= row.on < monday + 2 * _WEEK]
    yield from sorted(
        (row for row in soon if row.state is not MeetingState.CLOSED),
        key=lambda row: (row.on, row.starts, row.number),
    )


def _groups(
    every: Iterable[ListedAction], monday: date, on: date, by: By, batches: Iterable[BatchRow]
) -> Iterator[FollowGroup]:
    rows = {row.id: row for row in batches}
    found: dict[int | None, _Sorter] = {}
    for action in every:
        key = action.batch_id
        if by == "owner":
            key = None if action.owner is None else action.owner.id
        if (sorter := found.get(key)) is None:
            sorter = found[key] = _Sorter(monday, on, action)
        sorter.take(action)
    groups = [
        sorter.group(rows.get(key) if by == "batch" else None, by)
        for key, sorter in found.items()
        if sorter.some
    ]  # fmt: skip
    order = list(rows.values())
    if by == "batch":
        groups.sort(key=lambda one: len(order) if one.batch is None else order.index(one.batch))
    else:
        groups.sort(key=lambda one: (not one.name, fold(one.name)))
    yield from groups


class _Sorter:
    """Puts the actions of one group where they belong."""

    def __init__(self, monday: date, on: date, first: ListedAction) -> None:
        self._on = on
        self._monday, self._next, self._after = monday, monday + _WEEK, monday + 2 * _WEEK
        self._weeks = (_iso(monday), _iso(self._next))
        self._owner = first.owner
        self.overdue: list[ListedAction] = []
        self.this_week: list[ListedAction] = []
        self.next_week: list[ListedAction] = []
        self.bumps: list[ListedAction] = []
        self.done: list[ListedAction] = []
        self.later = 0

    @property
    def some(self) -> bool:
        """Whether there is anything to print."""
        return bool(
            self.overdue or self.this_week or self.next_week or self.bumps or self.done
        )  # fmt: skip

    def take(self, action: ListedAction) -> None:
        """Put one where it belongs; what was dropped, and of what was given up, nowhere."""
        if action.state is ActionState.DONE:
            if action.done_on and self._monday - _WEEK <= action.done_on < self._next:
                self.done.append(action)
        elif action.state in OPEN and not action.over:
            self._take_open(action)

    def _take_open(self, action: ListedAction) -> None:
        due, week = action.due, action.week
        this, following = self._weeks
        if due is not None and due < self._on:
            self.overdue.append(action)
        elif (due is not None and due < self._next) or (week and week <= this):
            self.this_week.append(action)
        elif (due is not None and due < self._after) or week == following:
            self.next_week.append(action)
        elif action.road_bump.strip():
            self.bumps.append(action)
        else:
            self.later += 1

    def group(self, batch: BatchRow | None, by: By) -> FollowGroup:
        """All of them, under their name."""
        name, role = "", ""
        if by == "batch":
            name = "" if batch is None else f"{batch.code} {batch.name}".strip()
        elif self._owner is not None:
            name, role = self._owner.name, self._owner.role
        return FollowGroup(
            name, role, batch, tuple(self.overdue), tuple(self.this_week), tuple(self.next_week),
            tuple(self.bumps), tuple(self.done), self.later,
        )  # fmt: skip


def _iso(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
