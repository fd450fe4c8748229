"""Rounds of voting: one ranking of the agenda's requests, its ballots and how it was settled."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Base, Entity, Id, mint_id, one_of, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import Meeting, Seat
from cxdesk.model.people import Person
from cxdesk.model.wording import count

LEAST_SECRET = 5
"""Ballots below which secrecy would be a word: fewer can be guessed from the sum."""

LEAST_TASKS, MOST_TASKS = 2, 60


class RoundState(enum.StrEnum):
    """Where a round stands; one that is abandoned was never counted."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


class Method(enum.StrEnum):
    """How ballots are counted."""

    KEMENY = "kemeny"
    SCHULZE = "schulze"
    RANKED_PAIRS = "ranked-pairs"
    BORDA = "borda"

    @property
    def label(self) -> str:
        """What it is called: "Ranked pairs"."""
        return self.value.replace("-", " ").capitalize()


class Voted(enum.StrEnum):
    """What a seat did in a round: `paper` handed one in that is still to be transcribed."""

    TO_COME = "to_come"
    PAPER = "paper"
    SEALED = "sealed"


class Round(Entity):
    """One vote of a board over requests; what is sealed in it never changes.

    `tasks` are the ids of the requests in the order of the tie-break list: by the day they were
    submitted, then by number. `digest` is the SHA-256 of all ballots of a secret round, sorted.
    `ballots` counts those sealed and `present` the seats filled, both at closing.
    """

    __tablename__ = "round"
    subject_column = "meeting_id"

    meeting_id: Mapped[int] = refers_to("meeting")
    number: Mapped[int]
    question: Mapped[str]
    secret: Mapped[bool] = mapped_column(default=False)
    show_budget: Mapped[bool] = mapped_column(default=False)
    method: Mapped[Method] = mapped_column(one_of(Method), default=Method.KEMENY)
    state: Mapped[RoundState] = mapped_column(one_of(RoundState), default=RoundState.DRAFT)
    tasks: Mapped[list[Any]] = mapped_column(JSON, default=list)
    supersedes_id: Mapped[int | None] = refers_to("round", optional=True)
    reason: Mapped[str] = mapped_column(default="")  # why it is voted on again
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    ballots: Mapped[int | None]
    present: Mapped[int | None]
    digest: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship()
    turns: Mapped[list[Turn]] = relationship(
        back_populates="round", order_by="Turn.position", cascade="all, delete-orphan"
    )
    settlements: Mapped[list[Settlement]] = relationship(
        back_populates="round", order_by="Settlement.position", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """The round in words: "round 1"."""
        return f"round {self.number}"

    @property
    def sealed(self) -> int:
        """How many seats have voted."""
        return sum(1 for turn in self.turns if turn.state is not Voted.TO_COME)

    def refuse_unless(self, *states: RoundState) -> None:
        """Raise RuleBroken where the round is in another state."""
        if self.state not in states:
            said = {
                RoundState.DRAFT: "is not open yet",
                RoundState.OPEN: "is open: close it first",
                RoundState.CLOSED: "is closed: what is sealed stays as it is",
                RoundState.PUBLISHED: "is published: only a new round could change its result",
                RoundState.ABANDONED: "was abandoned: open a new one",
            }[self.state]
            raise RuleBroken(f"{self.name.capitalize()} {said}.")

    def open(self, now: datetime) -> None:
        """Let the seats vote; from now on it stays secret or open, and its tasks stay."""
        self.refuse_unless(RoundState.DRAFT)
        if not self.question.strip():
            raise RuleBroken("Say what the board is asked before you open the round.")
        if len(self.tasks) < LEAST_TASKS:
            raise RuleBroken("A ranking needs two tasks at least: put more on the agenda.")
        if len(self.tasks) > MOST_TASKS:
            raise RuleBroken(
                f"{len(self.tasks)} tasks are more than a board can rank; {MOST_TASKS} at most."
            )
        self.meeting.refuse_no_quorum()
        if self.secret and len(self.turns) < LEAST_SECRET:
            raise RuleBroken(
                f"A secret round needs {LEAST_SECRET} ballots and the board has "
                f"{count(len(self.turns), 'seat')}: make it an open round."
            )
        self.state, self.opened_at = RoundState.OPEN, now

    def close(self, now: datetime, ballots: int) -> None:
        """End the voting; `ballots` are in. Nothing sealed changes from now on."""
        self.refuse_unless(RoundState.OPEN)
        papers = sum(1 for turn in self.turns if turn.state is Voted.PAPER)
        sealed = sum(1 for turn in self.turns if turn.state is not Voted.TO_COME)
        if ballots < sealed:
            raise RuleBroken(
                f"{count(sealed - ballots, 'paper ballot')} of {papers} "
                f"{'is' if sealed - ballots == 1 else 'are'} still to be transcribed."
            )
        if not ballots:
            raise RuleBroken("Nobody has voted yet: there is nothing to count.")
        if self.secret and ballots < LEAST_SECRET:
            raise RuleBroken(
                f"A secret round counts from {LEAST_SECRET} ballots on and "
                f"{count(ballots, 'ballot')} {'is' if ballots == 1 else 'are'} in: wait for more, "
                "or abandon the round and vote openly."
            )
        self.ballots, self.present = ballots, self.meeting.present
        self.state, self.closed_at = RoundState.CLOSED, now

    def publish(self, now: datetime) -> None:
        """Make the result the board's; it needs the quorum (rule 8)."""
        self.refuse_unless(RoundState.CLOSED)
        if (self.ballots or 0) < self.meeting.quorum:
            raise RuleBroken(
                f"{count(self.ballots or 0, 'ballot')} and a quorum of {self.meeting.quorum}: "
                "the result cannot be published. Vote again when more seats are filled."
            )
        self.state, self.published_at = RoundState.PUBLISHED, now


class Turn(Entity):
    """One seat's turn in a round: whether it voted and who cast the ballot, never what it says.

    In a secret round nobody's name stands beside a transcription, for that would lead to it.
    """

    __tablename__ = "turn"
    subject_column = "round_id"

    round_id: Mapped[int] = refers_to("round")
    seat_id: Mapped[int] = refers_to("seat")
    state: Mapped[Voted] = mapped_column(one_of(Voted), default=Voted.TO_COME)
    cast_by_id: Mapped[int | None] = refers_to("person", optional=True)
    transcribed_by_id: Mapped[int | None] = refers_to("person", optional=True)
    confirmed_by_id: Mapped[int | None] = refers_to("person", optional=True)
    position: Mapped[float] = mapped_column(default=0.0)

    round: Mapped[Round] = relationship(back_populates="turns")
    seat: Mapped[Seat] = relationship()
    cast_by: Mapped[Person | None] = relationship(foreign_keys=[cast_by_id])
    transcribed_by: Mapped[Person | None] = relationship(foreign_keys=[transcribed_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])

    def vote(self, state: Voted) -> None:
        """Mark that the seat voted, once a round (rule 8), by somebody who was there."""
        self.round.refuse_unless(RoundState.OPEN)
        if self.state is Voted.PAPER:
            raise RuleBroken(f"{self.seat.person.name} handed a ballot in on paper.")
        if self.state is Voted.SEALED:
            raise RuleBroken(
                f"The ballot of {self.seat.person.name} is sealed: one counts a seat a round."
            )
        if state is Voted.SEALED and not self.seat.filled:
            raise RuleBroken(
                f"{self.seat.filler.name} is not in the room: note on the agenda that they came."
            )
        self.state, self.cast_by = state, self.seat.filler

    def take_back(self) -> None:
        """It was not handed in on paper after all."""
        self.round.refuse_unless(RoundState.OPEN)
        if self.state is not Voted.PAPER:
            raise RuleBroken(f"No paper ballot of {self.seat.person.name} waits to be entered.")
        self.state, self.cast_by = Voted.TO_COME, None


class OpenBallot(Entity):
    """The ballot of a seat in an open round: see services.ballots for its content."""

    __tablename__ = "open_ballot"
    subject_column = "round_id"

    round_id: Mapped[int] = refers_to("round")
    seat_id: Mapped[int] = refers_to("seat")
    content: Mapped[str]

    seat: Mapped[Seat] = relationship()


class Urn(Base):
    """The ballots of a secret round, all in one row: no seat, no time, and outside the history.

    `ballots` is JSON: of each, sorted, what it says and the digest of the code that its holder was
    shown once, which is emptied at closing (see store.urn).
    """

    __tablename__ = "urn"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=mint_id)
    round_id: Mapped[int] = refers_to("round")
    ballots: Mapped[str]


class Settlement(Entity):
    """A pair that the count left even or in a cycle, settled by a show of hands.

    They hold one after the other: each moves what the one before it made.
    """

    __tablename__ = "settlement"
    subject_column = "round_id"

    round_id: Mapped[int] = refers_to("round")
    winner_id: Mapped[int] = refers_to("request")
    loser_id: Mapped[int] = refers_to("request")
    hands_for: Mapped[int]
    hands_against: Mapped[int]
    on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[float] = mapped_column(default=0.0)

    round: Mapped[Round] = relationship(back_populates="settlements")
