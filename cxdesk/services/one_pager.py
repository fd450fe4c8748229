"""The program on one page, as its sponsor reads it: where it goes, stands and needs a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.health import Health
from cxdesk.model.meetings import ItemKind, MeetingState
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import PATH, State
from cxdesk.model.wording import count, day
from cxdesk.model.work import Action
from cxdesk.services import cards
from cxdesk.services.card_words import blocked_words
from cxdesk.services.cards import Board, Card
from cxdesk.services.commitments import spent
from cxdesk.services.frame import program
from cxdesk.services.grouping import of_batch
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.meeting_rows import AgendaLine, MeetingRow
from cxdesk.services.meeting_view import meetings, sheet
from cxdesk.services.roadmap import MilestoneRow, Roadmap, roadmap
from cxdesk.services.schedule import Network
from cxdesk.services.strategy_view import OutcomeRow, outcome_rows

T = TypeVar("T")

MOST = 40
"""Rows of each list that are read at most: more than a page can hold."""

LAST = timedelta(weeks=4)
"""How far the page looks back on what was finished."""

NEXT = timedelta(weeks=8)
"""How far it looks ahead to milestones."""

_WAITING = (State.BACKLOG, State.PLANNED, State.READY)
_STATES = (*PATH, State.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Few(Generic[T]):
    """The first of some rows, and how many there are."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch and how it stands."""

    code: str
    name: str
    lead: str
    deadline: date
    delivered: int
    initiatives: int
    cost: float
    health: Health


@dataclass(frozen=True, slots=True)
class Finished:
    """What was finished, and when."""

    code: str
    title: str
    state: State
    on: date


@dataclass(frozen=True, slots=True)
class Trouble:
    """An initiative that is late or blocked, and what is wrong: "12 days late; on hold"."""

    code: str
    title: str
    owner: str
    words: str


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """What decides when the plan ends: how many have no slack, and the `chain` up to the end.

    `ends` is the last day at the earliest that links allow; None where nothing has dates.
    """

    ends: date | None
    number: int
    chain: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting that decides next, and what is on its agenda."""

    row: MeetingRow
    items: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class OnePager:
    """The whole page. Money is in thousands of the currency; `budget` None where none is agreed.

    `states` counts initiatives where they stand, on hold apart. `off_track` and `at_risk` count
    batches. `waiting` are requests that are qualified and on no agenda yet. `ends` is the last
    planned day.
    """

    program: str
    letterhead: Letterhead
    currency: str
    on: date
    north_star: str
    states: tuple[tuple[State, int], ...]
    wip: int | None
    spent: float
    budget: float | None
    outcomes: tuple[OutcomeRow, ...]
    batches: tuple[BatchLine, ...]
    finished: Few[Finished]
    actions_done: int
    actions_overdue: int
    checks_overdue: int
    trouble: Few[Trouble]
    meeting: NextMeeting | None
    waiting: int
    milestones: Few[MilestoneRow]
    ends: date | None
    critical: CriticalPath

    @property
    def initiatives(self) -> int:
        """How many there are, without cancelled and archived ones."""
        return sum(number for _, number in self.states)

    def number(self, *states: State) -> int:
        """How many stand in these states."""
        return sum(number for state, number in self.states if state in states)

    @property
    def delivered(self) -> int:
        """How many are delivered, embedded ones among them."""
        return self.number(State.DELIVERED, State.EMBEDDED)

    def levels(self, level: str) -> int:
        """How many batches have this health."""
        return sum(1 for batch in self.batches if batch.health.level == level)


def one_pager(session: Session) -> OnePager:
    """The program on one page, today."""
    plan = roadmap(session)
    board = plan.board
    here, on, every = board.frame, board.today, board.cards
    states = Counter(card.state for card in every)
    done = [card for card in every if card.delivered and on - LAST <= card.since <= on]
    coming = [each for each in plan.milestones if not each.done and on <= each.on <= on + NEXT]
    return OnePager(
        here.name, letterhead(session), here.currency, on, program(session).north_star,
        tuple((state, states[state]) for state in _STATES), here.wip, spent(session), here.budget,
        outcome_rows(session, {}), tuple(_batches(board)),
        _few(sorted(done, key=lambda card: (-card.since.toordinal(), card.code)), _finished),
        _actions_done(session, on), sum(card.overdue_actions for card in every),
        sum(1 for card in every if card.check_due is not None and card.check_due < on),
        _trouble(board), _meeting(session, on), _waiting(session), _few(coming),
        max((card.end for card in every if card.end is not None), default=None), _critical(plan),
    )  # fmt: skip


def _few(rows: Sequence[Any], make: Callable[[Any], Any] | None = None) -> Few[Any]:
    return Few(tuple(rows[:MOST] if make is None else map(make, rows[:MOST])), len(rows))


def _finished(card: Card) -> Finished:
    return Finished(card.code, card.title, card.state, card.since)


def _actions_done(session: Session, on: date) -> int:
    action = Action.__table__.c
    query = select(func.count()).where(action.done_on >= on - LAST, action.done_on <= on)
    return session.scalar(query) or 0


def _batches(board: Board) -> Iterator[BatchLine]:
    members: dict[int | None, list[Card]] = {}
    for card in board.cards:
        members.setdefault(card.batch_id, []).append(card)
    for row in board.batches:
        mine = members.get(row.id, [])
        lane = cards.lane(of_batch(row), mine, board.today, board.frame.calendar)
        assert lane.health is not None  # since a batch has a deadline
        assert row.deadline is not None
        yield BatchLine(
            row.code, row.name, row.lead, row.deadline, lane.delivered, len(mine), lane.cost,
            lane.health,
        )  # fmt: skip


def _meeting(session: Session, on: date) -> NextMeeting | None:
    """The one that runs, else the first to come; one whose day has passed only without another."""
    coming = [row for row in meetings(session) if row.state is not MeetingState.CLOSED]
    if not coming:
        return None
    row = min(coming, key=lambda row: (row.state is MeetingState.PLANNED and row.on < on, row.on))
    found = sheet(session, row.id)
    asked = () if found is None else found.agenda
    first = sorted(asked, key=lambda line: line.kind is ItemKind.OTHER)
    return NextMeeting(row, tuple(first))


def _waiting(session: Session) -> int:
    state = Request.__table__.c.state
    return session.scalar(select(func.count()).where(state == RequestState.QUALIFIED)) or 0


# What is wrong ------------------------------------------------------------------------------


def _trouble(board: Board) -> Few[Trouble]:
    """What is late, blocked or held, the worst first."""
    deadlines = {row.id: row.deadline for row in board.batches}
    found = []
    for card in board.cards:
        due = deadlines.get(card.batch_id)
        rank = _rank(card, due, board.today)
        if rank is not None:
            found.append((rank, card, due))
    found.sort(key=lambda each: (*each[0], *cards.by_code(each[1])))
    return Few(
        tuple(
            Trouble(
                card.code, card.title, card.owner, "; ".join(_wrongs(card, due, board.today))
            )
            for _, card, due in found[:MOST]
        ),
        len(found),
    )  # fmt: skip


def _rank(card: Card, due: date | None, on: date) -> tuple[int, int] | None:
    """How bad it is, the least is the worst; None where nothing is wrong."""
    if card.delivered:
        late = card.check_due is not None and card.check_due < on
        return (3, 0) if late else None
    if card.end is not None and card.end < on:
        return 0, (card.end - on).days
    if card.blocked:
        return 1, 0
    if card.end is not None and due is not None and card.end > due:
        return 2, (due - card.end).days
    if card.column in _WAITING and card.start is not None and card.start < on:
        return 4, (card.start - on).days
    return (5, 0) if card.state is State.ON_HOLD else None


def _wrongs(card: Card, due: date | None, on: date) -> Iterator[str]:
    if card.delivered:
        if card.check_due is not None:
            yield f"Check overdue since {day(card.check_due)}"
        return
    if card.end is not None and card.end < on:
        yield f"{count((on - card.end).days, 'day')} late"
    elif card.column in _WAITING and card.start is not None and card.start < on:
        yield f"Should have started {day(card.start)}"
    if card.blocked:
        yield blocked_words(card.blocked)
    if card.end is not None and due is not None and card.end > due:
        yield f"Ends {count((card.end - due).days, 'day')} after its batch’s deadline"
    if card.state is State.ON_HOLD:
        yield f"On hold: {card.reason}" if card.reason else "On hold"


# What decides the end -----------------------------------------------------------------------


def _critical(plan: Roadmap) -> CriticalPath:
    network = Network(plan.board.cards, plan.links, plan.board.frame.calendar)
    schedule = network.schedule()
    critical, tying = schedule.critical, schedule.critical_links
    before: dict[int, list[int]] = {}
    for link in plan.links:
        if link.id in tying:
            before.setdefault(link.after, []).append(link.before)
    return CriticalPath(schedule.ends, len(critical), tuple(_chain(network, critical, before)))


def _chain(
    network: Network, critical: Iterable[int], before: dict[int, list[int]]
) -> list[Card]:  # fmt: skip
    """Those without slack that follow one another up to the last day, the first one first."""
    times, nodes = network.times, network.nodes

    def finish(id: int) -> tuple[int, str]:
        node = nodes[id]
        return times.early[node] + network.lasts[node], network.cards[id].code

    chain: list[int] = []
    at = max(critical, key=finish, default=None)
    while at is not None and at not in chain:
        chain.append(at)
        at = max(before.get(at, ()), key=finish, default=None)
    return [network.cards[id] for id in reversed(chain)]
