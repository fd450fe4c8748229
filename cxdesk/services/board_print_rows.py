"""What the board has on paper before it meets, as frozen rows: agenda pack and blank ballots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxdesk.model.meetings import ItemKind, MeetingKind, MeetingState
from cxdesk.model.rounds import Method
from cxdesk.model.wording import day
from cxdesk.services.funding import LimitUse
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.register import RegisterRow
from cxdesk.services.request_view import RequestSheet
from cxdesk.services.strategy_view import OutcomeRow


@dataclass(frozen=True, slots=True)
class BoardHead:
    """A meeting as the head of a paper names it; `starts` and `ends` are times of day or ""."""

    program: str
    letterhead: Letterhead
    currency: str
    board: str
    number: int
    kind: MeetingKind
    state: MeetingState
    reason: str
    on: date
    starts: str
    ends: str
    place: str
    chair: str
    secretaries: tuple[str, ...]
    quorum: int
    seats: int

    @property
    def name(self) -> str:
        """The meeting in words: "Change board, 23 Nov 2026"."""
        return f"{self.board}, {day(self.on)}"

    @property
    def file(self) -> str:
        """How the name of a file begins: "Change board 2026-11-23"."""
        plain = "".join(char if char.isalnum() or char in " -_" else " " for char in self.board)
        return f"{' '.join(plain.split())} {self.on.isoformat()}".strip()


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat: who fills it, and whose it is where that is another."""

    name: str
    role: str
    member: str

    @property
    def words(self) -> str:
        """ "Luca Moretti for Ravi Menon"."""
        return f"{self.name} for {self.member}" if self.member else self.name


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the agenda with the time of day at which its turn comes, "" where none is set."""

    number: int
    time: str
    kind: ItemKind
    code: str
    title: str
    source: str
    urgent: bool
    cost: float
    days: float
    minutes: int
    spent: int
    said: str
    notes: str

    @property
    def name(self) -> str:
        """ "R2 One-click cancellation"."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Needed:
    """A request that another one needs, or that needs it, with its state in words."""

    code: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request on its page; `domain` asks for most of its days, and `earlier` decided on it."""

    sheet: RequestSheet
    domain: str
    hue: int
    outcome: OutcomeRow | None
    needs: tuple[Needed, ...]
    needed_by: tuple[Needed, ...]
    earlier: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class AgendaPack:
    """All that the board gets before a meeting; `secret` is None before a round is set up."""

    head: BoardHead
    question: str
    secret: bool | None
    method: Method
    seats: tuple[SeatRow, ...]
    items: tuple[ItemRow, ...]
    ratifications: tuple[RegisterRow, ...]
    requests: tuple[RequestPage, ...]
    limits: tuple[LimitUse, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class BallotTask:
    """A task on a ballot."""

    code: str
    title: str
    cost: float
    days: float


@dataclass(frozen=True, slots=True)
class PaperBallots:
    """The blank ballots of a round, one for each seat; `round` is 0 before one is set up."""

    head: BoardHead
    round: int
    question: str
    secret: bool
    tasks: tuple[BallotTask, ...]
    seats: tuple[SeatRow, ...]
