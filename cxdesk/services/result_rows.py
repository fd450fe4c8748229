"""What there is to see of a counted round, as frozen rows: tasks, neighbours, methods, figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cxdesk.model.decisions import Verdict
from cxdesk.model.meetings import MeetingState
from cxdesk.model.rounds import RoundState
from cxdesk.services.funding import FundingLine
from cxdesk.services.funding_case import FundingCase


@dataclass(frozen=True, slots=True)
class RoundHead:
    """A round of a meeting: what the board was asked, and where it stands.

    A meeting out of cycle decides without a vote: it stands here as round 0, by its own id.
    `on` is the day of the meeting. `superseded_by` is the number of the round that was voted in
    its place, None when it holds. Times are UTC. `minuted`: its minutes are approved.
    """

    id: int
    number: int
    state: RoundState
    secret: bool
    question: str
    reason: str
    closed_at: datetime | None
    published_at: datetime | None
    superseded_by: int | None
    meeting_id: int
    meeting: str
    on: date
    meeting_state: MeetingState
    quorum: int
    seats: int
    ballots: int
    digest: str
    minuted: bool = False

    @property
    def voted(self) -> bool:
        """Whether there was a vote."""
        return self.number > 0

    @property
    def decides(self) -> bool:
        """Whether the board may decide by it now."""
        running = self.meeting_state is MeetingState.RUNNING
        return running and self.state is RoundState.PUBLISHED

    @property
    def may_publish(self) -> bool:
        """Whether it waits to be published."""
        return self.state is RoundState.CLOSED and self.superseded_by is None


@dataclass(frozen=True, slots=True)
class Decided:
    """What the board made of a task: "Accepted", below it "CX-505 by 26 Feb", "in CX-103 by ...".

    `opens` is the item that it became, None for a verdict that makes none.
    """

    id: int
    number: int
    verdict: Verdict
    words: str
    opens: tuple[str, int] | None

    @property
    def code(self) -> str:
        """Its permanent number: "D-12"."""
        return f"D-{self.number}"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of the order with its preferences won and lost, and the ranks that ballots give it.

    `place` is shared by those that tie, and 0 where there was no vote. `above` and `below` count
    the ballots that want it this cycle and those that do not. `mark` says what stands out: "most
    divisive", "even with R1".
    """

    id: int
    code: str
    title: str
    note: str
    mark: str
    cost: float
    days: float
    place: int
    won: int
    lost: int
    given: tuple[int, ...]
    unranked: int
    no_opinion: int
    above: int
    below: int
    decided: Decided | None

    @property
    def passed(self) -> bool:
        """Whether it has a majority over the line *not this cycle*."""
        return self.above > self.below


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two neighbours and why the upper stands there: `lead` "4 of 7", `words` what follows it.

    `figures` are counts of ballots, named; `places` what each method makes of the two. `open` is
    a pair that the count leaves to the board; `settled` says how it was settled, else "".
    """

    upper: int
    lower: int
    codes: tuple[str, str]
    won: int
    opinions: int
    lead: str
    words: str
    open: bool
    settled: str
    figures: tuple[tuple[str, int], ...]
    places: tuple[str, ...]
    tie_break: str


@dataclass(frozen=True, slots=True)
class MethodColumn:
    """An order by one method, place by place; `differs` are those with another place there."""

    name: str
    own: bool
    order: tuple[tuple[int, ...], ...]
    differs: frozenset[int]
    kept: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the summary; `alert` where it asks the board to stop and talk."""

    title: str
    figure: str
    words: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A round, counted: `facts` are turnout, agreement, Kendall's W and how sure the funding is.

    `case` is what the funding was reckoned from, for the best-value set that stands beside it.
    """

    head: RoundHead
    facts: tuple[Fact, ...]
    tasks: tuple[TaskRow, ...]
    pairs: tuple[PairRow, ...]
    methods: tuple[MethodColumn, ...]
    line: FundingLine
    case: FundingCase
    settled: tuple[str, ...]
    proven: bool

    def task(self, id: int) -> TaskRow | None:
        """The task with this id."""
        return next((each for each in self.tasks if each.id == id), None)

    def pair(self, upper: int) -> PairRow | None:
        """The pair whose upper task it is."""
        return next((each for each in self.pairs if each.upper == upper), None)
