"""Cards: every initiative as the kanban shows it, and the batches they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.health import Health, batch_health
from cxdesk.analysis.scores import score
from cxdesk.model.batches import Batch
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.states import LinkType, State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.frame import Frame, frame
from cxdesk.services.session import today
from cxdesk.store.history import ChangeSet

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])

ORG_HUE = 5
_LEVELS = {"highest": 4, "high": 3, "medium": 2, "low": 1}
_DONE = (State.DELIVERED, State.EMBEDDED)


class Chosen(Protocol):
    """Narrows a query to the initiatives that are asked for."""

    def __call__(self, query: Q, column: Any) -> Q:
        """The query with its condition on `column`."""
        ...


@dataclass(frozen=True, slots=True)
class Card:
    """One initiative on the board.

    `column` is where it stands (for one on hold, where it returns to), `level` its priority 1-4,
    `charter` the version with its state ("v1.0", "approved") or ("", ""), `after` the codes it
    still waits for, `blocked` why it is blocked, `check_due` the day of an open six-month check.
    """

    id: int
    code: str
    title: str
    batch_id: int | None
    column: State
    state: State
    position: float
    domain: str
    hue: int
    level: int
    quadrant: str
    owner_id: int | None
    owner: str
    initials: str
    start: date | None
    end: date | None
    since: date
    cost: float
    effort: float
    outcomes: tuple[str, ...]
    done: int
    actions: int
    overdue_actions: int
    charter: tuple[str, str]
    after: tuple[str, ...]
    blocked: str
    check_due: date | None
    reason: str

    @property
    def delivered(self) -> bool:
        """Whether its work is done."""
        return self.state in _DONE


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as a lane shows it; `id` None is the lane of what has no batch."""

    id: int | None
    code: str
    name: str
    lead: str
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    """What a lane's header says of its cards; `segments` are the columns of its initiatives."""

    batch: BatchRow
    segments: tuple[State, ...]
    delivered: int
    cost: float
    done: int
    actions: int
    health: Health | None


@dataclass(frozen=True, slots=True)
class Board:
    """All cards and batches on one day."""

    frame: Frame
    today: date
    cards: tuple[Card, ...]
    batches: tuple[BatchRow, ...]


def board(session: Session) -> Board:
    """Everything the kanban shows; cancelled and archived initiatives are left out."""
    here = frame(session)
    return Board(here, today(session), tuple(cards(session, here)), batch_rows(session))


def batch_rows(session: Session) -> tuple[BatchRow, ...]:
    """All batches in their order."""
    rows = session.execute(
        select(Batch.id, Batch.code, Batch.name, Person.name, Batch.deadline)
        .join(Person, Batch.lead_id == Person.id, isouter=True)
        .order_by(Batch.position, Batch.code)
    )
    return tuple(BatchRow(*row) if row[3] else BatchRow(*row[:3], "", row[4]) for row in rows)


def cards(session: Session, here: Frame, ids: Collection[int] | None = None) -> list[Card]:
    """Cards of the initiatives `ids` (of all when None), by position."""

    def chosen(query: Q, column: Any) -> Q:
        return query if ids is None else query.where(column.in_(ids))

    on = today(session)
    open_action = Action.state.in_((ActionState.TODO, ActionState.DOING))
    counts = {
        row[0]: row[1:]
        for row in session.execute(
            chosen(
                select(
                    Action.initiative_id,
                    func.sum(case((Action.state == ActionState.DONE, 1), else_=0)),
                    func.count(),
                    func.sum(case((open_action & (Action.due < on), 1), else_=0)),
                )
                .where(Action.state != ActionState.DROPPED)
                .group_by(Action.initiative_id),
                Action.initiative_id,
            )
        )
    }
    charters = _charters(session, chosen)
    waiting = _waiting(session, chosen)
    outcomes: dict[int, list[str]] = {}
    for initiative_id, code in session.execute(
        chosen(
            select(Contribution.initiative_id, Outcome.code)
            .join(Outcome, Contribution.outcome_id == Outcome.id)
            .order_by(Outcome.code),
            Contribution.initiative_id,
        )
    ):
        outcomes.setdefault(initiative_id, []).append(code)
    checks = {
        row[0]: row[1]
        for row in session.execute(
            chosen(
                select(SixMonthCheck.initiative_id, func.min(SixMonthCheck.due))
                .where(SixMonthCheck.passed.is_(None))
                .group_by(SixMonthCheck.initiative_id),
                SixMonthCheck.initiative_id,
            )
        )
    }
    blocker = aliased(Initiative)
    query = (
        select(
            Initiative.id, Initiative.code, Initiative.title, Initiative.batch_id,
            Initiative.state, Initiative.held_from, Initiative.position,
            Domain.short, Domain.hue, Initiative.priority,
            Initiative.impact, Initiative.reach, Initiative.outcome_score, Initiative.urgency,
            Initiative.owner_id, Person.name, Person.initials, Initiative.start, Initiative.end,
            Initiative.state_since, Initiative.cost, Initiative.effort,
            Initiative.blocked, Initiative.blocked_reason, blocker.code, Initiative.reason,
        )
        .join(Domain, Initiative.domain_id == Domain.id, isouter=True)
        .join(Person, Initiative.owner_id == Person.id, isouter=True)
        .join(blocker, Initiative.blocked_by_id == blocker.id, isouter=True)
        .where(Initiative.state != State.CANCELLED, Initiative.archived.is_(False))
        .order_by(Initiative.position, Initiative.code)
    )  # fmt: skip
    found = []
    for (
        id, code, title, batch_id, state, held_from, position, domain, hue, priority,
        impact, reach, outcome, urgency, owner_id, owner, initials, start, end, since,
        cost, effort, is_blocked, why_blocked, blocked_by, reason,
    ) in session.execute(chosen(query, Initiative.id)):  # fmt: skip
        value = score((impact, reach, outcome, urgency), cost, effort, here.weights)
        done, total, late = counts.get(id, (0, 0, 0))
        column = (held_from or State.BACKLOG) if state is State.ON_HOLD else state
        started = column in (State.IN_PROGRESS, *_DONE)
        found.append(
            Card(
                id,
                code,
                title,
                batch_id,
                column,
                state,
                position,
                domain or "Org",
                ORG_HUE if hue is None else hue,
                _LEVELS[priority.value if priority else value.priority],
                value.quadrant,
                owner_id,
                owner or "",
                initials or "",
                start,
                end,
                since,
                cost,
                effort,
                tuple(outcomes.get(id, ())),
                done,
                total,
                late,
                charters.get(id, ("", "")),
                () if started else tuple(waiting.get(id, ())),
                _blocked(is_blocked, why_blocked, blocked_by),
                checks.get(id),
                reason,
            )
        )
    return found


def _blocked(blocked: bool, reason: str, by: str | None) -> str:
    if not blocked:
        return ""
    return f"by {by}" if by else reason


def _charters(session: Session, chosen: Chosen) -> dict[int, tuple[str, str]]:
    """The version that counts: the approved one, else the newest."""
    found: dict[int, tuple[str, str]] = {}
    query = select(
        Charter.initiative_id, Charter.version, Charter.revision, Charter.state
    ).order_by(Charter.version)
    for initiative_id, version, revision, state in session.execute(
        chosen(query, Charter.initiative_id)
    ):
        if found.get(initiative_id, ("", ""))[1] == "approved" and state != CharterState.APPROVED:
            continue
        shown = Charter(version=version, revision=revision, state=state)
        found[initiative_id] = (f"v{shown.label}", state.label.lower())
    return found


def _waiting(session: Session, chosen: Chosen) -> dict[int, list[str]]:
    before = aliased(Initiative)
    found: dict[int, list[str]] = {}
    query = (
        select(Link.successor_id, before.code)
        .join(before, Link.predecessor_id == before.id)
        .where(Link.type == LinkType.FS, before.state.not_in(_DONE))
        .order_by(before.code)
    )
    for successor_id, code in session.execute(chosen(query, Link.successor_id)):
        found.setdefault(successor_id, []).append(code)
    return found


def lane(batch: BatchRow, cards: Iterable[Card], on: date, calendar: WorkCalendar) -> Lane:
    """What the header of a lane says: a pure function of its cards."""
    members = sorted(cards, key=lambda card: (-_ORDER[card.column], card.code))
    open_cards = [card for card in members if not card.delivered]
    health = None
    if batch.deadline is not None:
        health = batch_health(
            batch.deadline,
            [card.end for card in open_cards if card.end is not None],
            calendar,
            overdue_checks=sum(
                1 for card in members if card.check_due is not None and card.check_due < on
            ),
            overdue_actions=sum(card.overdue_actions for card in open_cards),
            overdue_ends=sum(1 for card in open_cards if card.end is not None and card.end < on),
        )
    return Lane(
        batch,
        tuple(card.column for card in members),
        sum(1 for card in members if card.delivered),
        sum(card.cost for card in members),
        sum(card.done for card in members),
        sum(card.actions for card in members),
        health,
    )


_ORDER = {state: place for place, state in enumerate(State)}


def touched(session: Session, change_set: ChangeSet) -> set[int] | None:
    """The initiatives whose cards a change may alter; None when it may be any of them."""
    if change_set.tables & {"program", "person", "domain", "frame_item", "holiday", "outcome"}:
        return None
    ids: set[int] = set()
    for change in change_set.changes:
        if change.table == "initiative":
            ids.add(change.id)
        elif change.subject:
            ids.add(change.subject)
        if change.table in ("link", "contribution"):
            ids |= {
                value for row in (change.before, change.after) if row
                for name, value in row.items() if name.endswith("_id") and value
            }  # fmt: skip
    moved = {
        change.id for change in change_set.changes
        if change.table == "initiative"
        and (change.before is None or change.after is None or {"state", "code"} & set(change.after))
    }  # fmt: skip
    if moved:
        ids |= set(session.scalars(select(Link.successor_id).where(Link.predecessor_id.in_(moved))))
        ids |= set(
            session.scalars(select(Initiative.id).where(Initiative.blocked_by_id.in_(moved)))
        )
    return ids
