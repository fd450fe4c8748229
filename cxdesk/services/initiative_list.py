"""Every initiative as one row of a table, those that are archived or cancelled among them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import Score, score
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon, horizon_of
from cxdesk.model.states import Priority, State
from cxdesk.services import cards
from cxdesk.services.card_words import PRIORITIES
from cxdesk.services.cards import ORG_HUE, Q
from cxdesk.services.frame import Frame, frame
from cxdesk.services.naming import told_apart
from cxdesk.store.history import ChangeSet

_initiative, _batch = Initiative.__table__.c, Batch.__table__.c
_domain, _person = Domain.__table__.c, Person.__table__.c
_other = Initiative.__table__.alias("other")
_scored = lru_cache(maxsize=2**14)(score)


class InitiativeRow(NamedTuple):
    """An initiative; what it shares with a Card of the board has the same name.

    `over` says that it is archived or cancelled, and so not on the board. `priority` and
    `set_horizon` are None where they follow from the benefit and the end. A tuple whose costly
    parts are properties, since ten thousand of them are made while somebody waits.
    """

    id: int
    code: str
    title: str
    state: State
    held_from: State | None
    batch_id: int | None
    batch: str
    domain_id: int | None
    domain: str
    hue: int
    owner_id: int | None
    owner: str
    initials: str
    priority: Priority | None
    set_horizon: Horizon | None
    start: date | None
    end: date | None
    since: date
    progress: int
    cost: float
    effort: float
    scores: tuple[int, int, int, int]
    labels: tuple[str, ...]
    blocked: str
    reason: str
    archived: bool
    over: bool
    done: int
    actions: int
    overdue_actions: int
    charter: tuple[str, str]
    waits: tuple[str, ...]
    check_due: date | None
    frame: Frame

    @property
    def column(self) -> State:
        """Where it stands; for one on hold, where it returns to."""
        return (self.held_from or State.BACKLOG) if self.state is State.ON_HOLD else self.state

    @property
    def after(self) -> tuple[str, ...]:
        """The codes it still waits for; none once it began."""
        began = (State.IN_PROGRESS, State.DELIVERED, State.EMBEDDED)
        return () if self.column in began else self.waits

    @property
    def delivered(self) -> bool:
        """Whether its work is done."""
        return self.state in (State.DELIVERED, State.EMBEDDED)

    @property
    def value(self) -> Score:
        """Its benefit and cost."""
        return _scored(self.scores, self.cost, self.effort, self.frame.weights)

    @property
    def score(self) -> float:
        """Its benefit by its cost."""
        return self.value.value

    @property
    def quadrant(self) -> str:
        """Its quadrant of benefit and cost."""
        return self.value.quadrant

    @property
    def level(self) -> int:
        """Its priority, 1-4: as set, else by its benefit."""
        return PRIORITIES.index((self.priority or self.value.priority).capitalize())

    @property
    def horizon(self) -> Horizon | None:
        """How far away it lies: as set, else by its end."""
        if self.set_horizon is not None or self.end is None:
            return self.set_horizon
        return horizon_of(self.end, self.frame.short_ends, self.frame.mid_ends)


def initiative_list(
    session: Session, ids: Collection[int] | None = None
) -> tuple[InitiativeRow, ...]:
    """The initiatives `ids`, or all of them, in the order of their codes."""

    def chosen(query: Q, column: Any) -> Q:
        return query if ids is None else query.where(column.in_(ids))

    here = frame(session)
    counts = cards.action_counts(session, chosen)
    charters = cards.charters(session, chosen)
    waiting = cards.waiting(session, chosen)
    checks = cards.checks(session, chosen)
    people, areas = _people(session), _areas(session)
    batches = dict(session.execute(select(_batch.id, _batch.code)).all())
    make = partial(tuple.__new__, InitiativeRow)
    found = [
        make((
            id, code, title, state, held_from, batch, batches.get(batch, ""),
            *areas[domain], *people[owner], priority, horizon, start, end, since,
            progress, cost, effort, (impact, reach, outcome, urgency), _labels(labels),
            "" if not blocked else f"by {by}" if by else why, reason, archived,
            archived or state is State.CANCELLED, *counts.get(id, (0, 0, 0)),
            charters.get(id, ("", "")), tuple(waiting.get(id, ())), checks.get(id), here,
        ))
        for (
            id, code, title, state, held_from, batch, domain, owner, priority, horizon,
            start, end, since, progress, cost, effort, impact, reach, outcome, urgency, labels,
            blocked, why, by, reason, archived,
        ) in session.execute(chosen(_ROWS, _initiative.id)).all()
    ]  # fmt: skip
    found.sort(key=place)
    return tuple(found)


def place(row: InitiativeRow) -> tuple[int, str]:
    """Where a row belongs by its code: CX-99 before CX-101."""
    return len(row.code), row.code


def touched(session: Session, change_set: ChangeSet) -> set[int] | None:
    """The initiatives whose rows a change may alter; None when it may be any of them."""
    return None if "batch" in change_set.tables else cards.touched(session, change_set)


def _labels(kept: str) -> tuple[str, ...]:
    """The labels as the file keeps them; most initiatives have none, and wait for no parser."""
    return () if kept == "[]" else tuple(json.loads(kept))


def _people(session: Session) -> dict[int | None, tuple[int | None, str, str]]:
    """Id, name and initials of everybody, and of nobody; names tell people apart."""
    rows = session.execute(
        select(_person.id, _person.name, _person.role, _person.email, _person.initials).order_by(
            _person.name, _person.id
        )
    ).all()
    labels = told_apart([(name, role, email) for _, name, role, email, _ in rows])
    found: dict[int | None, tuple[int | None, str, str]] = {None: (None, "", "")}
    for label, (id, _, _, _, initials) in zip(labels, rows, strict=True):
        found[id] = (id, label, initials)
    return found


def _areas(session: Session) -> dict[int | None, tuple[int | None, str, int]]:
    """Id, short name and hue of every domain, and of the whole organisation."""
    rows = session.execute(select(_domain.id, _domain.short, _domain.hue))
    found: dict[int | None, tuple[int | None, str, int]] = {None: (None, "Org", ORG_HUE)}
    return found | {id: (id, short, hue) for id, short, hue in rows}


_ROWS = select(
    _initiative.id, _initiative.code, _initiative.title, _initiative.state,
    _initiative.held_from, _initiative.batch_id, _initiative.domain_id, _initiative.owner_id,
    _initiative.priority, _initiative.horizon, _initiative.start, _initiative.end,
    _initiative.state_since, _initiative.progress, _initiative.cost, _initiative.effort,
    _initiative.impact, _initiative.reach, _initiative.outcome_score, _initiative.urgency,
    cast(_initiative.labels, String), _initiative.blocked, _initiative.blocked_reason,
    _other.c.code, _initiative.reason, _initiative.archived,
).select_from(
    Initiative.__table__.outerjoin(_other, _initiative.blocked_by_id == _other.c.id)
)  # fmt: skip
