"""What the minutes of a meeting say, as frozen rows; a round as it lies in the file, uncounted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import day
from cxdesk.services.ballots import Marked
from cxdesk.services.board_print_rows import BoardHead, ItemRow
from cxdesk.services.funding_case import FundingCase
from cxdesk.services.register import RegisterRow
from cxdesk.services.result_count import Votes


@dataclass(frozen=True, slots=True)
class AttendedRow:
    """Somebody with a seat, the secretary or a guest, and from when to when they were there.

    `member` is whose seat it is where that is another; `part` is "" for a seat.
    """

    name: str
    role: str
    member: str
    part: str
    stays: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A seat in a round: whether it voted and who cast, `how` where that was on paper."""

    seat: str
    voted: bool
    cast: str
    how: str


@dataclass(frozen=True, slots=True)
class RankedTask:
    """A task of a round."""

    id: int
    code: str
    title: str
    cost: float
    days: float


@dataclass(frozen=True, slots=True)
class HandRow:
    """A pair that a show of hands settled."""

    winner: str
    loser: str
    hands_for: int
    hands_against: int
    note: str


@dataclass(frozen=True, slots=True)
class RoundPart:
    """A round; `tasks` stand in the order of the tie-break list, times are times of day.

    `again` is the number of the round it was voted instead of, `replaced` of the one voted in its
    own place. `votes` is None before it is closed. `open_ballots` names each seat beside its
    ballot: never in a secret round. `case` is what it could fund.
    """

    number: int
    question: str
    secret: bool
    method: str
    state: RoundState
    reason: str
    opened: str
    closed: str
    published: str
    again: int | None
    replaced: int | None
    ballots: int | None
    present: int | None
    digest: str
    turns: tuple[TurnRow, ...]
    tasks: tuple[RankedTask, ...]
    hands: tuple[HandRow, ...]
    votes: Votes | None
    open_ballots: tuple[tuple[str, Marked], ...]
    case: FundingCase | None


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """A decision with the person-days of each domain."""

    row: RegisterRow
    effort: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ratified:
    """An urgent decision of another meeting and the board's answer, None while it has none."""

    row: RegisterRow
    answer: bool | None


@dataclass(frozen=True, slots=True)
class Approved:
    """A version of approved minutes, counted from 1."""

    id: int
    version: int
    by: str
    on: date
    digest: str
    size: int
    chain: str

    @property
    def words(self) -> str:
        """ "version 1, approved by Amara Diallo on 7 Dec 2026"."""
        return f"version {self.version}, approved by {self.by} on {day(self.on)}"


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """All that the minutes say. `approver` is "" for a draft; `earlier` are approved versions.

    `seq` and `chain` are the number and the hash of the newest entry of the history.
    """

    head: BoardHead
    version: int
    approver: str
    approved_on: date | None
    earlier: tuple[Approved, ...]
    attended: tuple[AttendedRow, ...]
    items: tuple[ItemRow, ...]
    notes: str
    rounds: tuple[RoundPart, ...]
    decisions: tuple[DecisionPart, ...]
    ratified: tuple[Ratified, ...]
    seq: int
    chain: str

    @property
    def draft(self) -> bool:
        """Whether nobody has approved them."""
        return not self.approver
