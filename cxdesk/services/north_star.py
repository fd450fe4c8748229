"""The north star as its page shows it, and how the strategy stands at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.program import FrameItem, FrameKind, Program
from cxdesk.model.states import State
from cxdesk.services.limits import LimitRow, limits
from cxdesk.services.strategy_view import OutcomeRow, Principle, outcome_rows
from cxdesk.store.errors import KnownError

_item, _outcome = FrameItem.__table__.c, Outcome.__table__.c
_initiative, _serves = Initiative.__table__.c, Contribution.__table__.c


@dataclass(frozen=True, slots=True)
class NorthStar:
    """The sentence, why, the principles and when all of it is looked at again."""

    id: int
    north_star: str
    why: str
    next_review: date | None
    principles: tuple[Principle, ...]
    currency: str
    week: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unserved:
    """An outcome that no initiative serves."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Glance:
    """How the strategy stands: the headline, outcomes without an initiative, limits in use."""

    currency: str
    headline: OutcomeRow | None
    outcomes: int
    unserved: tuple[Unserved, ...]
    limits: tuple[LimitRow, ...]


def north_star(session: Session) -> NorthStar:
    """What is written there. Raises KnownError in a file that lost its program."""
    here = session.execute(select(Program.__table__).limit(1)).one_or_none()
    if here is None:
        raise KnownError("This file holds no program. Open a backup: File, Backups.")
    principles = session.execute(
        select(_item.id, _item.name, _item.text)
        .where(_item.kind == FrameKind.PRINCIPLE)
        .order_by(_item.position, _item.name)
    )
    return NorthStar(
        here.id, here.north_star, here.why, here.next_review,
        tuple(Principle(*row) for row in principles), here.currency, tuple(here.working_week),
    )  # fmt: skip


def glance(session: Session) -> Glance:
    """How it stands now; reckons the load of every initiative that is planned."""
    currency = session.scalar(select(Program.__table__.c.currency).limit(1)) or ""
    marked = session.scalar(select(_outcome.id).where(_outcome.headline).limit(1))
    headline = () if marked is None else outcome_rows(session, {}, marked)
    served = (
        select(_serves.id)
        .join(Initiative.__table__, _serves.initiative_id == _initiative.id)
        .where(_serves.outcome_id == _outcome.id, _initiative.state != State.CANCELLED)
    )
    unserved = session.execute(
        select(_outcome.id, _outcome.code, _outcome.name)
        .where(~served.exists())
        .order_by(_outcome.position, _outcome.code)
    )
    return Glance(
        currency, headline[0] if headline else None,
        session.scalar(select(func.count()).select_from(Outcome.__table__)) or 0,
        tuple(Unserved(*row) for row in unserved), limits(session),
    )  # fmt: skip
