"""A meeting of the sample's board, as far as a test wants it: planned, voted on, published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.meetings import Meeting
from cxdesk.model.people import Group, GroupKind
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round
from cxdesk.services import meetings, rounds, sitting
from cxdesk.services.ballots import Marked
from cxdesk.store.store import Store

T = TypeVar("T")

BALLOTS = ("215364", "125634", "231546", "251463", "512436", "321654", "152643")
"""Of the seats in their order; digits are requests, the best first."""


@dataclass(frozen=True)
class Sitting:
    """Ids of a meeting: seats in their order, requests by code; `round` 0 when there is none."""

    meeting: int
    seats: tuple[int, ...]
    requests: dict[str, int]
    round: int = 0
    receipts: tuple[str, ...] = ()


def _do(store: Store, label: str, command: Callable[[Session], T], *, lasting: bool = False) -> T:
    return store.do(label, command, lasting=lasting)[0]


def planned(store: Store, on: date = date(2026, 11, 23)) -> Sitting:
    """The meeting is planned; R1 to R6 are on its agenda."""
    with store.read() as session:
        board = session.scalars(select(Group.id).where(Group.kind == GroupKind.BOARD)).one()
    id = _do(store, "Plan the board", lambda s: meetings.plan(s, board, on, starts="14:00"))
    with store.read() as session:
        seats = tuple(seat.id for seat in session.get_one(Meeting, id).seats)
        codes = dict(session.execute(select(Request.code, Request.id)).all())
    return Sitting(id, seats, codes)


def begun(store: Store, *, here: Sitting | None = None) -> Sitting:
    """Everybody who has a seat is in the room and the meeting runs."""
    here = here or planned(store)

    def begin(session: Session) -> None:
        sitting.begin(session, here.meeting)
        for seat in session.get_one(Meeting, here.meeting).seats:
            sitting.arrive(session, here.meeting, seat.filler.id)

    _do(store, "Begin the meeting", begin)
    return here


def opened(store: Store, *, secret: bool = False) -> Sitting:
    """Round 1 is open."""
    here = begun(store)
    round = _do(store, "Set up round 1", lambda s: rounds.draft(s, here.meeting, secret=secret))
    _do(store, "Open round 1", lambda s: rounds.open_round(s, round))
    return Sitting(here.meeting, here.seats, here.requests, round)


def mark(here: Sitting, digits: str) -> Marked:
    """A ballot that ranks the requests of these numbers, the best first."""
    return Marked(Tiers(tuple((here.requests[f"R{digit}"],) for digit in digits)))


def sealed(store: Store, *, secret: bool = False, ballots: Sequence[str] = BALLOTS) -> Sitting:
    """The seats have sealed the sample's ballots; the round is still open."""
    here = opened(store, secret=secret)
    receipts = []
    for seat, digits in zip(here.seats, ballots, strict=False):
        receipts.append(
            _do(
                store, "Seal a ballot",
                lambda s, seat=seat, digits=digits: rounds.seal(  # type: ignore[misc]
                    s, here.round, seat, mark(here, digits)
                ),
                lasting=True,
            )
        )  # fmt: skip
    return Sitting(here.meeting, here.seats, here.requests, here.round, tuple(receipts))


def closed(store: Store, *, secret: bool = False) -> Sitting:
    """All seven ballots are in and the round is closed."""
    here = sealed(store, secret=secret)
    _do(store, "Close round 1", lambda s: rounds.close_round(s, here.round), lasting=True)
    return here


def published(store: Store, *, secret: bool = False) -> Sitting:
    """The result is the board's."""
    here = closed(store, secret=secret)
    _do(store, "Publish round 1", lambda s: rounds.publish(s, here.round), lasting=True)
    return here


def again(store: Store) -> Sitting:
    """The last meeting of a file in which one was played."""
    with store.read() as session:
        meeting = session.scalars(select(Meeting).order_by(Meeting.number.desc()).limit(1)).one()
        rounds = select(Round.id).where(Round.meeting_id == meeting.id)
        round = session.scalars(rounds.order_by(Round.number.desc())).first()
        codes = dict(session.execute(select(Request.code, Request.id)).all())
        return Sitting(meeting.id, tuple(seat.id for seat in meeting.seats), codes, round or 0)
