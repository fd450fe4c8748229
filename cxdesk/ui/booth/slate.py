"""What a booth is given, and what it hands out: seats, tasks, the box, and what is cast.

Whoever opens a booth fills these from the file, and keeps there what is cast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui.ballot.words import BallotRow

_NOTHING = Tiers()
SeatState = Literal["to_come", "paper", "sealed"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A vote at the meeting, and who fills it today.

    `name` is who votes: the member, or their delegate, and then `member` is whose seat it is.
    `paper` is the state of a seat whose paper ballot is not entered yet, or in a secret round
    nobody knows whether it is. `why` says in a sentence why it cannot vote now.
    """

    id: int
    name: str
    initials: str
    role: str = ""
    member: str = ""
    state: SeatState = "to_come"
    has_pin: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who may confirm that the screen says what a paper ballot says."""

    id: int
    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What is free and what the tasks would take, for the meter that a round may show.

    `free` and `costs` are in `unit` ("k€"), `days` are person-days; both by the ids of tasks.
    """

    free: float
    unit: str
    costs: Mapping[int, float] = field(default_factory=dict)
    days: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slate:
    """A round as its voters see it.

    `meeting` names the sitting ("Change board, 23 November 2026"), `opened` the time ("14:05").
    `tasks` come in the order of the agenda; `left_out` says which are not on the ballot, and why.
    `budget` is None unless the round shows it. `witnesses` may confirm a paper ballot: everybody
    but who enters it.
    """

    meeting: str
    round: int
    secret: bool
    tasks: tuple[BallotRow, ...]
    question: str = ""
    opened: str = ""
    quorum: int = 0
    left_out: str = ""
    budget: Budget | None = None
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that is put into the box.

    `seat` is None where nobody's name belongs to it: one that `replaces` the ballot of a receipt
    code, and a paper of a secret round. One that `abstains` ranks nothing. `recused` are those
    without an opinion whose voter may not judge. `paper` is a ballot entered from paper, which
    `witness` confirmed.
    """

    seat: int | None
    tiers: Tiers = _NOTHING
    recused: frozenset[int] = frozenset()
    abstains: bool = False
    replaces: str = ""
    paper: bool = False
    witness: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the box says to a ballot: sealed, with a receipt code where it gives one; or why not.

    A ballot that replaces another may leave `receipt` empty: the code that opened it goes on.
    """

    receipt: str = ""
    why: str = ""


class BallotBox(Protocol):
    """What a booth asks of whoever keeps the ballots. A `why` is a sentence, "" when it is done.

    Receipt codes come without spaces and hyphens, in capitals.
    """

    def seats(self) -> Sequence[Seat]:
        """The seats as they are now, in order."""

    def opens(self, seat: int, pin: str) -> bool:
        """Whether this is the PIN of whoever fills the seat."""

    def seal(self, cast: Cast) -> Answer:
        """Keep a ballot. It is not to be written anywhere else, nor to a log."""

    def replaceable(self, receipt: str) -> str:
        """Why no ballot can be replaced by this receipt code, "" when one can."""

    def set_pin(self, seat: int, pin: str) -> str:
        """Give a seat another PIN, as its holder wants it; "" takes it away. Why not."""

    def papers(self) -> int:
        """How many paper ballots were handed in and are not entered yet."""

    def hand_in(self, seat: int) -> str:
        """Note that a seat of a secret round handed in a paper ballot; why not."""

    def take_back(self, seat: int) -> str:
        """Note that it did not, after all; why not."""
