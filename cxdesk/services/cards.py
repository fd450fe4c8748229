"""Cards: every initiative as the kanban shows it, and the batches they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.health import Health, batch_health
from cxdesk.analysis.scores import score
from cxdesk.model.batches import Batch
from cxdesk.model.charters import Charter, CharterState, charter_label
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import ORG_HUE as ORG_HUE
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon, horizon_of
from cxdesk.model.states import LinkType, State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.frame import Frame, frame
from cxdesk.services.grouping import Heading
from cxdesk.services.session import today
from cxdesk.store.history import ChangeSet

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])

_LEVELS = {"highest": 4, "high": 3, "medium": 2, "low": 1}
_DONE = (State.DELIVERED, State.EMBEDDED)
_STARTED = (State.IN_PROGRESS, *_DONE)


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
    still waits for, `blocked` why it is blocked, `check_due` the day of an open six-month check,
    `horizon` as set, else by its end, `score` its benefit by its cost, `progress` in per cent as
    somebody said, `pinned` whether its dates are held to.
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
    domain_id: int | None = None
    horizon: Horizon | None = None
    labels: tuple[str, ...] = ()
    score: float = 0.0
    progress: int = 0
    pinned: bool = False
    parent_id: int | None = None

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
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """What a lane's header says of its cards; `segments` are the states of its initiatives."""

    heading: Heading
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
    rows = session.execute(_BATCHES)
    return tuple(
        BatchRow(id, code, name, lead or "", end, lead_id)
        for id, code, name, lead, end, lead_id in rows
    )


def cards(session: Session, here: Frame, ids: Collection[int] | None = None) -> list[Card]:
    """Cards of the initiatives `ids` (of all when None), by position."""

    def chosen(query: Q, column: Any) -> Q:
        return query if ids is None else query.where(column.in_(ids))

    counts = action_counts(session, chosen)
    versions = charters(session, chosen)
    waits = waiting(session, chosen)
    outcomes = _outcomes(session, chosen)
    due = checks(session, chosen)
    none: tuple[str, ...] = ()
    found = []
    for (
        id, code, title, batch_id, state, held_from, position, domain, hue, priority,
        impact, reach, outcome, urgency, owner_id, owner, initials, start, end, since,
        cost, effort, is_blocked, why_blocked, blocked_by, reason, domain_id, horizon, labels,
        progress, pinned, parent_id,
    ) in session.execute(chosen(_CARDS, _initiative.id)).all():  # fmt: skip
        value = score((impact, reach, outcome, urgency), cost, effort, here.weights)
        done, total, late = counts.get(id, (0, 0, 0))
        column = (held_from or State.BACKLOG) if state is State.ON_HOLD else state
        found.append(
            Card(
                id, code, title, batch_id, column, state, position, domain or "Org",
                ORG_HUE if hue is None else hue,
                _LEVELS[priority.value if priority else value.priority], value.quadrant,
                owner_id, owner or "", initials or "", start, end, since, cost, effort,
                tuple(outcomes.get(id, none)), done, total, late,
                versions.get(id, ("", "")),
                none if column in _STARTED else tuple(waits.get(id, none)),
                _blocked(is_blocked, why_blocked, blocked_by), due.get(id), reason,
                domain_id,
                horizon or (horizon_of(end, here.short_ends, here.mid_ends) if end else None),
                tuple(labels), value.value, progress, bool(pinned), parent_id,
            )
        )  # fmt: skip
    return found


def _blocked(blocked: bool, reason: str, by: str | None) -> str:
    if not blocked:
        return ""
    return f"by {by}" if by else reason


# The board is read from the tables, not through the entities: the first paint of the window waits
# for it, and must not wait for the mappers to be configured.
_initiative, _action, _batch = (kind.__table__.c for kind in (Initiative, Action, Batch))
_domain, _person, _outcome = (kind.__table__.c for kind in (Domain, Person, Outcome))
_charter, _check, _link = (kind.__table__.c for kind in (Charter, SixMonthCheck, Link))
_contribution = Contribution.__table__.c
_other = Initiative.__table__.alias("other")

SHOWN = (_initiative.state != State.CANCELLED) & _initiative.archived.is_(False)
"""The condition of a query for what stands on the board, and so on the roadmap."""

_CARDS = (
    select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.batch_id,
        _initiative.state, _initiative.held_from, _initiative.position,
        _domain.short, _domain.hue, _initiative.priority,
        _initiative.impact, _initiative.reach, _initiative.outcome_score, _initiative.urgency,
        _initiative.owner_id, _person.name, _person.initials, _initiative.start, _initiative.end,
        _initiative.state_since, _initiative.cost, _initiative.effort,
        _initiative.blocked, _initiative.blocked_reason, _other.c.code, _initiative.reason,
        _initiative.domain_id, _initiative.horizon, _initiative.labels,
        _initiative.progress, _initiative.pinned, _initiative.parent_id,
    )
    .select_from(Initiative.__table__)
    .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
    .join(Person.__table__, _initiative.owner_id == _person.id, isouter=True)
    .join(_other, _initiative.blocked_by_id == _other.c.id, isouter=True)
    .where(SHOWN)
    .order_by(_initiative.position, _initiative.code)
)  # fmt: skip

# Queries that many readings ask are made once: to make them costs as much as to ask them.
_overdue = _action.state.in_((ActionState.TODO, ActionState.DOING)) & (
    _action.due < bindparam("today")
)
_ACTIONS = (
    select(
        _action.initiative_id,
        func.sum(case((_action.state == ActionState.DONE, 1), else_=0)),
        func.count(),
        func.sum(case((_overdue, 1), else_=0)),
    )
    .where(_action.state != ActionState.DROPPED)
    .group_by(_action.initiative_id)
)
_CHARTERS = select(
    _charter.initiative_id, _charter.version, _charter.revision, _charter.state
).order_by(_charter.version)
_WAITING = (
    select(_link.successor_id, _other.c.code)
    .join(_other, _link.predecessor_id == _other.c.id)
    .where(_link.type == LinkType.FS, _other.c.state.not_in(_DONE))
    .order_by(_other.c.code)
)
_SERVED = (
    select(_contribution.initiative_id, _outcome.code)
    .join(Outcome.__table__, _contribution.outcome_id == _outcome.id)
    .order_by(_outcome.code)
)
_CHECKS = (
    select(_check.initiative_id, func.min(_check.due))
    .where(_check.passed.is_(None))
    .group_by(_check.initiative_id)
)
_BATCHES = (
    select(_batch.id, _batch.code, _batch.name, _person.name, _batch.deadline, _batch.lead_id)
    .select_from(Batch.__table__)
    .join(Person.__table__, _batch.lead_id == _person.id, isouter=True)
    .order_by(_batch.position, _batch.code)
)


def action_counts(session: Session, chosen: Chosen) -> dict[int, tuple[int, int, int]]:
    """Actions done, all that count, and overdue ones, of each initiative that has any."""
    query = chosen(_ACTIONS, _action.initiative_id)
    rows = session.execute(query, {"today": today(session)}).all()
    return {id: (done, total, late) for id, done, total, late in rows}


def charters(session: Session, chosen: Chosen) -> dict[int, tuple[str, str]]:
    """The version that counts: the approved one, else the newest."""
    found: dict[int, tuple[str, str]] = {}
    rows = session.execute(chosen(_CHARTERS, _charter.initiative_id)).all()
    for id, version, revision, state in rows:
        if id in found and found[id][1] == "approved" and state is not CharterState.APPROVED:
            continue
        found[id] = (f"v{charter_label(version, revision, state)}", state.label.lower())
    return found


def waiting(session: Session, chosen: Chosen) -> dict[int, list[str]]:
    """Codes of predecessors still to be delivered."""
    return _grouped(session.execute(chosen(_WAITING, _link.successor_id)).all())


def _outcomes(session: Session, chosen: Chosen) -> dict[int, list[str]]:
    """Codes of the outcomes served."""
    return _grouped(session.execute(chosen(_SERVED, _contribution.initiative_id)).all())


def _grouped(rows: Iterable[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for id, code in rows:
        found.setdefault(id, []).append(code)
    return found


def checks(session: Session, chosen: Chosen) -> dict[int, date]:
    """The day of the earliest open six-month check."""
    return dict(session.execute(chosen(_CHECKS, _check.initiative_id)).all())


def lane(heading: Heading, cards: Iterable[Card], on: date, calendar: WorkCalendar) -> Lane:
    """What the header of a lane says: a pure function of its cards."""
    members = sorted(cards, key=lambda card: (-_ORDER[card.column], card.code))
    open_cards = [card for card in members if not card.delivered]
    health, deadline = None, heading.deadline
    if deadline is not None:
        health = batch_health(
            deadline,
            [card.end for card in open_cards if card.end is not None],
            calendar,
            overdue_checks=sum(
                1 for card in members if card.check_due is not None and card.check_due < on
            ),
            overdue_actions=sum(card.overdue_actions for card in open_cards),
            # One without an end of its own is to be delivered by the batch's deadline.
            overdue_ends=sum(1 for card in open_cards if (card.end or deadline) < on),
        )
    return Lane(
        heading,
        tuple(card.column for card in members),
        sum(1 for card in members if card.delivered),
        sum(card.cost for card in members),
        sum(card.done for card in members),
        sum(card.actions for card in members),
        health,
    )


def health_of(card: Card, due: date | None, on: date, calendar: WorkCalendar) -> Health:
    """Off track: ends after its batch is `due`. At risk: little slack, late, blocked, overdue."""
    if card.delivered:
        late = card.check_due is not None and card.check_due < on
        return Health("at_risk", "its check is overdue") if late else Health("on_track", "")
    found = batch_health(
        due or date.max, [card.end] if card.end is not None and due is not None else [], calendar,
        overdue_actions=card.overdue_actions,
        overdue_ends=1 if card.end is not None and card.end < on else 0,
    )  # fmt: skip
    if card.blocked and found.level == "on_track":
        return Health("at_risk", "blocked")
    return found


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


def by_code(card: Card) -> tuple[int, str]:
    """The order of codes as people count: CX-99 before CX-101."""
    return len(card.code), card.code
