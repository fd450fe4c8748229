"""The frame that other services compute with: program, calendar, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.program import FrameItem, FrameKind, Holiday, Measure, Program
from cxdesk.model.states import State, WipRoom
from cxdesk.store.errors import KnownError

_NO_PROGRAM = "This file holds no program. Open a backup: File, Backups."


@dataclass(frozen=True, slots=True)
class Frame:
    """What the strategy agreed, as numbers; a limit of None binds nothing."""

    id: int
    name: str
    subtitle: str
    currency: str
    short_ends: date
    mid_ends: date
    weights: tuple[float, float, float, float]
    calendar: WorkCalendar
    budget: float | None
    wip: int | None
    owner_wip: int | None
    wip_hard: bool


def program(session: Session) -> Program:
    """The one program of the file. Raises KnownError in a file that lost it."""
    found = session.scalars(select(Program).limit(1)).one_or_none()
    if found is None:
        raise KnownError(_NO_PROGRAM)
    return found


_item = FrameItem.__table__.c
_PROGRAM = select(Program.__table__).limit(1)
_LIMITS = select(_item.measure, _item.limit).where(
    _item.kind == FrameKind.LIMIT, _item.domain_id.is_(None)
)
_HOLIDAYS = select(Holiday.__table__.c.on)


def frame(session: Session) -> Frame:
    """The program's frame.

    Read from the tables, not the entities: the first paint of the window waits for it, and must
    not wait for the mappers to be configured.
    """
    here = session.execute(_PROGRAM).one_or_none()
    if here is None:
        raise KnownError(_NO_PROGRAM)
    limits: dict[Measure | None, float | None] = dict(session.execute(_LIMITS).all())
    holidays = session.execute(_HOLIDAYS).scalars()
    wip, owner_wip = limits.get(Measure.WIP), limits.get(Measure.OWNER_WIP)
    return Frame(
        here.id,
        here.name,
        here.subtitle,
        here.currency,
        here.short_ends,
        here.mid_ends,
        (here.weight_impact, here.weight_reach, here.weight_outcome, here.weight_urgency),
        WorkCalendar(frozenset(here.working_week), frozenset(holidays)),
        limits.get(Measure.BUDGET),
        None if wip is None else int(wip),
        None if owner_wip is None else int(owner_wip),
        here.wip_hard,
    )


def owner_room(session: Session, asking: Initiative, owner: Person | None) -> WipRoom:
    """The room an owner has for one more in progress, not counting the initiative that asks."""
    here = frame(session)
    working = select(func.count()).where(
        Initiative.state == State.IN_PROGRESS,
        Initiative.id != asking.id,
        Initiative.owner_id == (None if owner is None else owner.id),
    )
    with session.no_autoflush:
        mine = session.scalar(working) or 0
    return WipRoom(owner=mine, owner_limit=here.owner_wip, hard=here.wip_hard)


def wip_room(session: Session, asking: Initiative) -> WipRoom:
    """The room for one more in progress, not counting the initiative that asks."""
    here = frame(session)
    working = select(func.count()).where(
        Initiative.state == State.IN_PROGRESS, Initiative.id != asking.id
    )
    with session.no_autoflush:
        mine = session.scalar(working.where(Initiative.owner_id == asking.owner_id)) or 0
        return WipRoom(session.scalar(working) or 0, here.wip, mine, here.owner_wip, here.wip_hard)
