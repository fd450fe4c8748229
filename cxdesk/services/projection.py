"""What the projector may show of a vote: the turnout, and once it is published the order."""

from __future__ import annotations

from dataclasses import dataclass

from cxdesk.model.rounds import RoundState
from cxdesk.services.meeting_rows import MeetingSheet, RoundLine
from cxdesk.services.result_count import Votes, count
from cxdesk.services.result_count import votes as votes_of
from cxdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """A task in the published order; tasks that are tied have the same `rank`."""

    rank: int
    code: str
    title: str


def round_of(sheet: MeetingSheet) -> RoundLine | None:
    """The round that the room is at: the newest one that was opened."""
    shown = (RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED)
    return next((one for one in reversed(sheet.rounds) if one.state in shown), None)


def published(session: Session, sheet: MeetingSheet) -> Votes | None:
    """What the order of the room's round is counted from; None before it is published."""
    here = round_of(sheet)
    if here is None or here.state is not RoundState.PUBLISHED:
        return None
    return votes_of(session, here.id)


def order(votes: Votes, sheet: MeetingSheet) -> tuple[Place, ...]:
    """The published order, by name; takes its time for many tasks."""
    names = {line.request_id: (line.code, line.title) for line in sheet.agenda}
    places, rank = [], 1
    for tied in count(votes).result.order:
        places += [Place(rank, *names.get(id, ("", ""))) for id in tied]
        rank += len(tied)
    return tuple(places)
