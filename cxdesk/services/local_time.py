"""Moments of the file, which are UTC, on the clock of the office."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session


def on_clock(at: datetime, now: datetime) -> datetime:
    """A moment as the office's clock, on which it is `now`, showed it then.

    By the computer's own rules, which know of summer time: a meeting of October is not shown an
    hour later in November. A clock of another zone keeps that zone.
    """
    moment = at.replace(tzinfo=UTC)
    ours = now.astimezone().utcoffset() == now.utcoffset()
    return moment.astimezone() if ours else moment.astimezone(now.tzinfo)


def end_of(on: date, now: datetime) -> datetime:
    """When a day ends on the office's clock, on which it is `now`, in UTC; the reverse of that."""
    return in_utc(datetime.combine(on + timedelta(days=on < date.max), time()), now)


def in_utc(moment: datetime, now: datetime) -> datetime:
    """A moment on the office's clock, on which it is `now`, in UTC."""
    ours = now.astimezone().utcoffset() == now.utcoffset()
    return (moment if ours else moment.replace(tzinfo=now.tzinfo)).astimezone(UTC)


def local(session: Session, at: datetime) -> datetime:
    """A moment as the office's clock showed it then."""
    return on_clock(at, session.info["clock"]())


def time_of(session: Session, at: datetime | None) -> str:
    """The time of day: "14:02"; "" for None."""
    return "" if at is None else f"{local(session, at):%H:%M}"
