"""What every service asks of its session: the day it is, who acts, and one entity by id."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session as Session  # the session as layers above see it

from cxdesk.model.base import Entity
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative

E = TypeVar("E", bound=Entity)


def now(session: Session) -> datetime:
    """The time in UTC, without a zone, as the file keeps it."""
    moment: datetime = session.info["clock"]()
    return moment.astimezone(UTC).replace(tzinfo=None)


def today(session: Session) -> date:
    """The day it is where the user sits."""
    moment: datetime = session.info["clock"]()
    return moment.date()


def who(session: Session) -> str:
    """Who acts, as the history names them."""
    return str(session.info["who"])


def one(session: Session, kind: type[E], id: int) -> E:
    """The entity with this id. Raises RuleBroken when it is gone."""
    found = session.get(kind, id)
    if found is None:
        raise RuleBroken("This is no longer there: it was removed or undone meanwhile.")
    return found


def maybe(session: Session, kind: type[E], id: int | None) -> E | None:
    """The entity with this id, or None for None."""
    return None if id is None else one(session, kind, id)


def initiative(session: Session, id: int) -> Initiative:
    """The initiative with this id. Raises RuleBroken when it is gone."""
    return one(session, Initiative, id)
