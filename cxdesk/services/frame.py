"""The frame that other services compute with: program, calendar, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.initiatives import Initiative
from cxdesk.model.program import FrameItem, FrameKind, Holiday, Measure, Program
from cxdesk.model.states import State, WipRoom
from cxdesk.store.errors import KnownError


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
        raise KnownError("This file holds no program. Open a backup: File, Backups.")
    return found


def frame(session: Session) -> Frame:
    """The program's frame."""
    here = program(session)
    limits = dict(
        session.execute(
            select(FrameItem.measure, FrameItem.limit).where(
                FrameItem.kind == FrameKind.LIMIT, FrameItem.domain_id.is_(None)
            )
        ).all()
    )
    holidays = frozenset(session.scalars(select(Holiday.on)))
    wip, owner_wip = limits.get(Measure.WIP), limits.get(Measure.OWNER_WIP)
    return Frame(
        here.id,
        here.name,
        here.subtitle,
        here.currency,
        here.short_ends,
        here.mid_ends,
        here.weights,
        WorkCalendar(frozenset(here.working_week), holidays),
        limits.get(Measure.BUDGET),
        None if wip is None else int(wip),
        None if owner_wip is None else int(owner_wip),
        here.wip_hard,
    )


def wip_room(session: Session, asking: Initiative) -> WipRoom:
    """The room for one more in progress, not counting the initiative that asks."""
    here = frame(session)
    working = select(func.count()).where(
        Initiative.state == State.IN_PROGRESS, Initiative.id != asking.id
    )
    with session.no_autoflush:
        mine = session.scalar(working.where(Initiative.owner_id == asking.owner_id)) or 0
        return WipRoom(session.scalar(working) or 0, here.wip, mine, here.owner_wip, here.wip_hard)
