"""What a board does to vote: set a round up, open it, seal ballots, close, settle, publish."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import ItemKind, Meeting, MeetingState
from cxdesk.model.people import Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import (
    Method,
    OpenBallot,
    Round,
    RoundState,
    Settlement,
    Turn,
    Voted,
)
from cxdesk.services.ballots import Marked, new_receipt, packed, receipt_digest
from cxdesk.services.order import STEP
from cxdesk.services.result_count import settled_by, votes
from cxdesk.services.session import maybe, now, one, today
from cxdesk.store import urn

QUESTION = "In which order should we take on these tasks?"

Reasoned = Callable[[Session, str], object]
"""A command on a round, for a reason."""

_UNDER_WAY = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)


def draft(session: Session, meeting: int, question: str = QUESTION, *, secret: bool = False) -> int:
    """Begin a round over the requests on the agenda and return its id."""
    here = one(session, Meeting, meeting)
    here.refuse_closed()
    _refuse_two(session, meeting)
    return _draft(session, here, question, secret=secret).id


def _refuse_two(session: Session, meeting: int, but: int = 0) -> None:
    """Raise RuleBroken while a round of the meeting is under way, other than `but`."""
    under_way = session.scalar(
        select(Round.number).where(
            Round.meeting_id == meeting, Round.id != but, Round.state.in_(_UNDER_WAY),
            Round.id.not_in(select(Round.supersedes_id).where(Round.supersedes_id.is_not(None))),
        )
    )  # fmt: skip
    if under_way is not None:
        raise RuleBroken(f"Round {under_way} is not finished yet: publish or abandon it first.")


def _draft(session: Session, meeting: Meeting, question: str, *, secret: bool) -> Round:
    last = session.scalar(select(func.max(Round.number)).where(Round.meeting_id == meeting.id))
    here = Round(
        meeting=meeting, number=(last or 0) + 1, question=question.strip(), secret=secret,
        state=RoundState.DRAFT, method=Method.KEMENY, tasks=tasks_of(meeting),
    )  # fmt: skip
    session.add(here)
    session.flush()
    return here


def tasks_of(meeting: Meeting) -> list[int]:
    """The requests on the agenda that are to be ranked, in the order that breaks ties."""
    states = (RequestState.ON_AGENDA, RequestState.RANKED)
    found = [
        item.request
        for item in meeting.agenda
        if item.kind is ItemKind.REQUEST and item.request and item.request.state in states
    ]
    return [each.id for each in sorted(found, key=_submitted)]


def _submitted(request: Request) -> tuple[object, int, str]:
    digits = "".join(letter for letter in request.code if letter.isdigit())
    return request.submitted_on, int(digits or 0), request.code


def word(session: Session, round: int, question: str) -> None:
    """Set what the board is asked, while the round is a draft."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    here.question = question.strip()


def set_secret(session: Session, round: int, secret: bool) -> None:
    """Make it a secret or an open round, before it is opened (rule 8)."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    here.secret = secret


def count_by(session: Session, round: int, method: Method) -> None:
    """Set how the ballots will be counted, before the round is opened."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    here.method = method


def show_budget(session: Session, round: int, shown: bool) -> None:
    """Show on the ballot how much of the budget a voter's own choice would take, or not."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    here.show_budget = shown


def discard(session: Session, round: int) -> None:
    """Remove a round that was never opened."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    session.delete(here)


def open_round(session: Session, round: int) -> None:
    """Let the seats vote. Raises RuleBroken without quorum, question or two tasks."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.DRAFT)
    if here.meeting.state is not MeetingState.RUNNING:
        raise RuleBroken(f"Begin {here.meeting.name} before you open a round.")
    here.tasks = tasks_of(here.meeting)
    here.turns = [
        Turn(seat=seat, state=Voted.TO_COME, position=place * STEP)
        for place, seat in enumerate(here.meeting.seats)
    ]
    here.open(now(session))


def seal(session: Session, round: int, seat: int, marked: Marked) -> str:
    """Seal the ballot of a seat; returns the receipt of a secret one, "" in an open round.

    A lasting change: it is never undone (Store.do with `lasting`).
    """
    here = one(session, Round, round)
    content = packed(marked, here.tasks)
    _turn(here, seat).vote(Voted.SEALED)
    return _cast(session, here, seat, content)


def _cast(session: Session, here: Round, seat: int, content: str) -> str:
    if not here.secret:
        session.add(OpenBallot(round_id=here.id, seat_id=seat, content=content))
        return ""
    receipt = new_receipt()
    session.flush()
    urn.put(session.connection(), here.id, content, receipt_digest(receipt))
    return receipt


def replace(session: Session, round: int, receipt: str, marked: Marked) -> None:
    """Put another ballot in the place of the holder's own, before closing.

    The history is silent about it: it would say who came back. Raises RuleBroken for a receipt
    that fits no ballot.
    """
    here = one(session, Round, round)
    here.refuse_unless(RoundState.OPEN)
    content = packed(marked, here.tasks)
    if not urn.replace(session.connection(), here.id, content, receipt_digest(receipt)):
        raise RuleBroken("No ballot of this round has that receipt: look at every letter again.")


def collect(session: Session, round: int, seat: int) -> None:
    """Mark that a seat handed in a paper ballot, which is still to be transcribed.

    In a secret round a lasting change: nobody could say which paper an undo would take out.
    """
    _turn(one(session, Round, round), seat).vote(Voted.PAPER)


def take_back(session: Session, round: int, seat: int) -> None:
    """A paper ballot was not handed in after all. In a secret round a lasting change.

    Raises RuleBroken once every paper is transcribed: the one of the seat is among them then.
    """
    here = one(session, Round, round)
    if here.secret:
        _refuse_no_paper(session, here)
    _turn(here, seat).take_back()


def papers_to_enter(session: Session, here: Round) -> int:
    """How many paper ballots were handed in and are not transcribed."""
    papers = sum(1 for turn in here.turns if turn.state is Voted.PAPER)
    if here.secret:
        return here.sealed - urn.number(session.connection(), here.id)
    return papers


def _refuse_no_paper(session: Session, here: Round) -> None:
    if papers_to_enter(session, here) < 1:
        raise RuleBroken("Every paper ballot is entered already: none can be taken back.")


def transcribe(
    session: Session, round: int, marked: Marked, *, by: int | None, confirmed_by: int | None,
    seat: int | None = None,
) -> None:  # fmt: skip
    """Enter a paper ballot, confirmed by a second person; of an open round it names its seat.

    A lasting change, of which the history is silent in a secret round.
    """
    here = one(session, Round, round)
    here.refuse_unless(RoundState.OPEN)
    if confirmed_by is None or by == confirmed_by:
        raise RuleBroken("A second person must compare the paper with what was entered.")
    typist, second = maybe(session, Person, by), one(session, Person, confirmed_by)
    content = packed(marked, here.tasks)
    if here.secret:
        _refuse_no_paper(session, here)
        # Without a receipt it would stand out, and lead to the seat that voted on paper.
        urn.put(session.connection(), here.id, content, receipt_digest(new_receipt()))
        return
    if typist is None:
        raise RuleBroken("Choose in the preferences who you are: who typed it is kept with it.")
    turn = _turn(here, seat or 0)
    if turn.state is Voted.SEALED:
        raise RuleBroken(f"The ballot of {turn.seat.person.name} is sealed already.")
    if turn.state is Voted.TO_COME:
        turn.vote(Voted.PAPER)
    turn.state, turn.transcribed_by, turn.confirmed_by = Voted.SEALED, typist, second
    session.add(OpenBallot(round_id=here.id, seat_id=turn.seat_id, content=content))


def close_round(session: Session, round: int) -> None:
    """End the voting; a secret round's ballots are bound by their digest. A lasting change."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.OPEN)
    here.close(now(session), ballots_in(session, here))
    if here.secret:
        session.flush()
        here.digest = urn.close(session.connection(), here.id)


def ballots_in(session: Session, here: Round) -> int:
    """How many ballots are in, transcribed ones included."""
    if here.secret:
        return urn.number(session.connection(), here.id)
    counted = select(func.count()).where(OpenBallot.round_id == here.id)
    return session.scalar(counted) or 0


def abandon(session: Session, round: int, reason: str) -> None:
    """End a round without a count; secret ballots are destroyed. A lasting change."""
    here = one(session, Round, round)
    here.refuse_unless(RoundState.OPEN, RoundState.CLOSED)
    if not reason.strip():
        raise RuleBroken("Say why the round is abandoned: it stands in the minutes.")
    here.state, here.reason, here.closed_at = RoundState.ABANDONED, reason.strip(), now(session)
    if here.secret:
        session.flush()
        urn.destroy(session.connection(), here.id)


def settle(
    session: Session, round: int, winner: int, loser: int, hands_for: int, hands_against: int,
    note: str = "",
) -> int:  # fmt: skip
    """Settle a pair that the count left open by a show of hands; minuted. Returns its id.

    Raises RuleBroken unless they are neighbours in the order, even or in a circle of majorities.
    """
    here = one(session, Round, round)
    here.refuse_unless(RoundState.CLOSED)
    above, below = one(session, Request, winner), one(session, Request, loser)
    if hands_for <= hands_against or hands_against < 0:
        raise RuleBroken("A show of hands needs more hands for the winner than for the other.")
    try:
        settled_by(votes(session, round), winner, loser)
    except ValueError as wrong:
        why = f"{above.code} and {below.code} are not settled by hands: {wrong}."
        raise RuleBroken(why) from None
    here.settlements = [
        each for each in here.settlements if {each.winner_id, each.loser_id} != {winner, loser}
    ]
    last = max((each.position for each in here.settlements), default=0.0)
    made = Settlement(
        winner_id=winner, loser_id=loser, hands_for=hands_for, hands_against=hands_against,
        on=today(session), note=note.strip(), position=last + STEP,
    )  # fmt: skip
    here.settlements.append(made)
    session.flush()
    return made.id


def publish(session: Session, round: int) -> None:
    """Make the result the board's: the tasks are ranked from now on. A lasting change."""
    here = one(session, Round, round)
    again = select(Round.number).where(
        Round.supersedes_id == here.id, Round.state != RoundState.ABANDONED
    )
    if (number := session.scalar(again)) is not None:
        raise RuleBroken(f"Round {number} is in its place: its result is the board's.")
    here.publish(now(session))
    for id in here.tasks:
        request = one(session, Request, id)
        if request.state is RequestState.ON_AGENDA:
            request.move_to(RequestState.RANKED, today=today(session))


def vote_again(session: Session, round: int, reason: str) -> int:
    """Begin a new round in the place of one that was closed or published, and return its id.

    The old one stays as it was counted. Raises RuleBroken without a reason.
    """
    old = one(session, Round, round)
    old.refuse_unless(RoundState.CLOSED, RoundState.PUBLISHED)
    old.meeting.refuse_closed()
    if not reason.strip():
        raise RuleBroken("Say why the board votes again: it stands in the minutes.")
    _refuse_two(session, old.meeting_id, but=old.id)
    made = _draft(session, old.meeting, old.question, secret=old.secret)
    made.supersedes_id, made.reason = old.id, reason.strip()
    made.show_budget, made.method = old.show_budget, old.method
    return made.id


def _turn(here: Round, seat: int) -> Turn:
    for turn in here.turns:
        if turn.seat_id == seat:
            return turn
    raise RuleBroken("This seat does not vote in the round.")
