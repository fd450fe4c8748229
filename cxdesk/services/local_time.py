"""Moments of the file, which are UTC, on the clock of the office."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session


def local(session: Session, at: datetime) -> datetime:
    """A moment as the office's clock showed it then.

    By the computer's own rules, which know of summer time: a meeting of October is not printed an
    hour later in November. A clock of another zone keeps that zone.
    """
    now: datetime = session.info["clock"]()
    moment = at.replace(tzinfo=UTC)
    ours = now.astimezone().utcoffset() == now.utcoffset()
    return moment.astimezone() if ours else moment.astimezone(now.tzinfo)


def time_of(session: Session, at: datetime | None) -> str:
    """The time of day: "14:02"; "" for None."""
    return "" if at is None else f"{local(session, at):%H:%M}"
