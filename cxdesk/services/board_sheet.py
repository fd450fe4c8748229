"""A board as it goes to paper: heads of columns, lanes, and the cards of every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.health import Health
from cxdesk.model.states import State
from cxdesk.services.cards import Board, Card, Lane, board, lane
from cxdesk.services.grouping import Axis, Heading, Key, headings, key_of
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What stands above a column.

    `count` is over all lanes and what is hidden; `limit` None is no limit; `sign` is the state
    that the column stands for, "" for none; `note` says more, such as why a limit is passed.
    """

    label: str
    count: int
    limit: int | None = None
    sign: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """What a lane's head says, and its cards by column. `segments` are its cards' columns."""

    code: str
    name: str
    lead: str
    deadline: date | None
    segments: tuple[State, ...]
    delivered: int
    done: int
    actions: int
    health: Health | None
    cost: float
    cells: tuple[tuple[Card, ...], ...]

    @property
    def title(self) -> str:
        """Code and name: "B1 Ask Once"."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """A board on one day.

    `grouped` names what columns and lanes stand for ("state", "batch"); "" is nothing. `filters`
    are the filters in words, none when everything is shown, `total` counts the cards without them.
    """

    program: str
    letterhead: Letterhead
    currency: str
    on: date
    grouped: tuple[str, str]
    filters: tuple[str, ...]
    total: int
    columns: tuple[ColumnHead, ...]
    lanes: tuple[LaneRow, ...]

    @property
    def shown(self) -> int:
        """How many cards there are."""
        return sum(len(cell) for row in self.lanes for cell in row.cells)


def board_sheet(
    board: Board,
    columns: Sequence[Heading],
    lanes: Sequence[Heading],
    shown: Collection[int] | None = None,
    filters: Sequence[str] = (),
    head: Letterhead | None = None,
) -> BoardSheet:
    """The board cut into these columns and lanes, with the cards `shown` (all when None).

    A column or lane for what has no owner, no batch and so on is left out where all have one.
    """
    here, by = board.frame, columns[0].axis
    counts = Counter(key_of(by, card) for card in board.cards)
    columns = [each for each in columns if each.key is not None or counts[None]] or columns[:1]
    members: dict[Key, list[Card]] = {}
    cells: dict[tuple[Key, Key], list[Card]] = {}
    for card in sorted(board.cards, key=lambda card: (card.position, card.code)):
        down = key_of(lanes[0].axis, card)
        members.setdefault(down, []).append(card)
        if shown is None or card.id in shown:
            cells.setdefault((down, key_of(by, card)), []).append(card)
    return BoardSheet(
        here.name, head or Letterhead(here.name, here.subtitle), here.currency, board.today,
        (by.value, "" if lanes[0].axis is Axis.NONE else lanes[0].axis.value),
        tuple(filters), len(board.cards),
        tuple(_column(board, heading, counts[heading.key]) for heading in columns),
        tuple(
            _lane(
                lane(heading, members.get(heading.key, ()), board.today, here.calendar),
                tuple(tuple(cells.get((heading.key, each.key), ())) for each in columns),
            )
            for heading in lanes
            if heading.key is not None or len(lanes) == 1 or members.get(None)
        ),
    )  # fmt: skip


def read_board(
    session: Session, columns: Axis = Axis.STATE, lanes: Axis = Axis.BATCH
) -> BoardSheet:
    """The whole board, cut by these axes."""
    found = board(session)
    return board_sheet(
        found, headings(session, columns, found), headings(session, lanes, found),
        head=letterhead(session),
    )  # fmt: skip


def _column(board: Board, heading: Heading, count: int) -> ColumnHead:
    if heading.key is not State.IN_PROGRESS:
        sign = heading.key.value if isinstance(heading.key, State) else ""
        return ColumnHead(_named(heading), count, sign=sign)
    # One on hold stands in its column and is not worked on.
    working = [card for card in board.cards if card.state is State.IN_PROGRESS]
    limit = board.frame.wip
    note = ""
    if limit is not None and len(working) > limit:
        newest = max((card for card in working if card.reason), key=_since, default=None)
        reason = f": “{newest.reason}”" if newest else ""
        note = f"{len(working) - limit} over{reason}"
    return ColumnHead(heading.name, len(working), limit, State.IN_PROGRESS.value, note)


def _since(card: Card) -> date:
    return card.since


def _named(heading: Heading) -> str:
    return f"{heading.code} {heading.name}".strip()


def _lane(head: Lane, cells: tuple[tuple[Card, ...], ...]) -> LaneRow:
    of = head.heading
    return LaneRow(
        of.code, of.name, of.lead, of.deadline, head.segments, head.delivered, head.done,
        head.actions, head.health, head.cost, cells,
    )  # fmt: skip
