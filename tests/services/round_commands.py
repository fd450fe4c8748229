"""Every command of rounds and PINs, once or more; those that last have a law of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.meetings import Meeting
from cxdesk.model.people import Group, GroupKind, Membership
from cxdesk.model.rounds import Method, Round
from cxdesk.services import meetings, pins, rounds, sitting
from cxdesk.services.ballots import Marked, new_receipt
from tests.boards import BALLOTS
from tests.services.commands import CHAIR, NASTY, Case, Command, per, req
from tests.services.minutes_commands import MINUTES

_CODE = new_receipt()


def begun(s: Session) -> None:
    """The sample's board sits, all seats filled."""
    board = s.scalars(select(Group.id).where(Group.kind == GroupKind.BOARD)).one()
    id = meetings.plan(s, board, date(2026, 11, 23))
    sitting.begin(s, id)
    sitting.arrive_all(s, id)


def _met(s: Session) -> Meeting:
    return s.scalars(select(Meeting)).one()


def rnd(s: Session) -> int:
    """The newest round."""
    return s.scalars(select(Round.id).order_by(Round.number.desc())).first() or 0


def seat(s: Session, place: int) -> int:
    """The seat at a place, from 0."""
    return _met(s).seats[place].id


def mark(s: Session, digits: str) -> Marked:
    """A ballot that ranks the requests of these numbers."""
    return Marked(Tiers(tuple((req(s, f"R{digit}").id,) for digit in digits)))


def drafted(s: Session) -> None:
    """Round 1 is a draft."""
    rounds.draft(s, _met(s).id)


def opened(s: Session, *, secret: bool = False) -> None:
    """Round 1 is open."""
    rounds.open_round(s, rounds.draft(s, _met(s).id, secret=secret))


def secretly(s: Session) -> None:
    """Round 1 is open and secret."""
    opened(s, secret=True)


def sealed(ballots: tuple[str, ...] = BALLOTS) -> Callable[[Session], None]:
    """Seats in their order seal these ballots."""

    def command(s: Session) -> None:
        for place, digits in enumerate(ballots):
            rounds.seal(s, rnd(s), seat(s, place), mark(s, digits))

    return command


def closed(s: Session) -> None:
    """The newest round is closed."""
    rounds.close_round(s, rnd(s))


def paper(s: Session) -> None:
    """The last seat handed in a paper ballot."""
    rounds.collect(s, rnd(s), seat(s, 6))


def enter(s: Session, place: int | None) -> None:
    """Enter a paper ballot, of a seat or of nobody."""
    rounds.transcribe(
        s, rnd(s), mark(s, "123456"), by=per(s, "Sofia Marques"), confirmed_by=per(s, CHAIR),
        seat=None if place is None else seat(s, place),
    )  # fmt: skip


def _member(s: Session) -> int:
    return (
        s.scalars(select(Membership.id).where(Membership.person_id == per(s, CHAIR))).first() or 0
    )


_EVEN = ("123456", "213456")
_DRAFT, _OPEN, _SECRET = (begun, drafted), (begun, opened), (begun, secretly)
_COUNTED: tuple[Command, ...] = (*_OPEN, sealed(), closed)
_SEALED_IN_SECRET: tuple[Command, ...] = (*_SECRET, sealed(BALLOTS[:5]))

ROUNDS = (
    Case(rounds.draft, "the first", lambda s: rounds.draft(s, _met(s).id, NASTY), (begun,)),
    Case(rounds.word, "any text", lambda s: rounds.word(s, rnd(s), NASTY), _DRAFT),
    Case(rounds.set_secret, "yes", lambda s: rounds.set_secret(s, rnd(s), True), _DRAFT),
    Case(rounds.show_budget, "yes", lambda s: rounds.show_budget(s, rnd(s), True), _DRAFT),
    Case(rounds.count_by, "another way",
         lambda s: rounds.count_by(s, rnd(s), Method.SCHULZE), _DRAFT),
    Case(rounds.discard, "a draft", lambda s: rounds.discard(s, rnd(s)), _DRAFT),
    Case(rounds.open_round, "in secret", lambda s: rounds.open_round(s, rnd(s)),
         (*_DRAFT, lambda s: rounds.set_secret(s, rnd(s), True))),
    Case(rounds.collect, "of an open round", paper, _OPEN),
    Case(rounds.take_back, "of an open round",
         lambda s: rounds.take_back(s, rnd(s), seat(s, 6)), (*_OPEN, paper)),
    Case(rounds.settle, "an even pair",
         lambda s: rounds.settle(s, rnd(s), req(s, "R2").id, req(s, "R1").id, 4, 3, NASTY),
         (*_OPEN, sealed(_EVEN), closed)),
    Case(rounds.vote_again, "for a reason",
         lambda s: rounds.vote_again(s, rnd(s), NASTY), _COUNTED),
    Case(pins.set_pin, "the first", lambda s: pins.set_pin(s, _member(s), "2468")),
    Case(pins.remove_pin, "one", lambda s: pins.remove_pin(s, _member(s)),
         (lambda s: pins.set_pin(s, _member(s), "2468"),)),
)  # fmt: skip

LASTING = (
    Case(rounds.seal, "an open ballot",
         lambda s: rounds.seal(s, rnd(s), seat(s, 0), mark(s, "215364")), _OPEN),
    Case(rounds.seal, "a secret abstention",
         lambda s: rounds.seal(s, rnd(s), seat(s, 5), Marked()), _SEALED_IN_SECRET),
    Case(rounds.collect, "of a secret round", paper, _SEALED_IN_SECRET),
    Case(rounds.take_back, "of a secret round",
         lambda s: rounds.take_back(s, rnd(s), seat(s, 6)), (*_SEALED_IN_SECRET, paper)),
    Case(rounds.transcribe, "of an open round", lambda s: enter(s, 6), (*_OPEN, paper)),
    Case(rounds.close_round, "an open one", closed, (*_OPEN, sealed())),
    Case(rounds.close_round, "a secret one", closed, _SEALED_IN_SECRET),
    Case(rounds.publish, "its result", lambda s: rounds.publish(s, rnd(s)), _COUNTED),
    Case(rounds.abandon, "a secret one",
         lambda s: rounds.abandon(s, rnd(s), NASTY), _SEALED_IN_SECRET),
    *MINUTES,
)  # fmt: skip
"""What stands for good: undo finds nothing after it."""

SILENT = ("rounds.replace", "rounds.transcribe")
"""Commands of which the history says nothing in a secret round (tests/services/test_secrecy.py)."""
