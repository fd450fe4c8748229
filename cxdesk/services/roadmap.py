"""The roadmap: every initiative as a bar, the links between them, and the dates that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.plan import Milestone
from cxdesk.model.states import LinkType, State
from cxdesk.services import cards
from cxdesk.services.cards import Board


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link from one initiative to another, by their ids; lag in working days."""

    id: int
    before: int
    after: int
    type: LinkType
    lag: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An initiative at some moment: what it is called, when it is planned and where it stands."""

    id: int
    code: str
    title: str
    start: date | None
    end: date | None
    state: State
    archived: bool

    @property
    def shown(self) -> bool:
        """Whether it stands on the roadmap; the same as `cards.SHOWN` asks of the file."""
        return self.state is not State.CANCELLED and not self.archived


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A dated point; `initiative_id` None is a date from outside the program."""

    id: int
    initiative_id: int | None
    code: str
    name: str
    on: date
    done: bool


@dataclass(frozen=True, slots=True)
class Roadmap:
    """All bars, links and milestones on one day. A bar is a card: the kanban's filter serves both.

    `links` are those between initiatives that are shown: none that was cancelled or archived.
    """

    board: Board
    links: tuple[LinkRow, ...]
    milestones: tuple[MilestoneRow, ...]


def roadmap(session: Session, known: Board | None = None) -> Roadmap:
    """Everything the timeline shows; `known` are the cards where they have been read already."""
    board = known or cards.board(session)
    there = {card.id for card in board.cards}
    return Roadmap(board, links(session, there), milestones(session))


def links(session: Session, there: set[int]) -> tuple[LinkRow, ...]:
    """The links with both ends among `there`."""
    rows = session.execute(_LINKS).all()
    return tuple(LinkRow(*row) for row in rows if row[1] in there and row[2] in there)


def milestones(session: Session) -> tuple[MilestoneRow, ...]:
    """Milestones by date, without those of cancelled and archived initiatives."""
    return tuple(MilestoneRow(*row) for row in session.execute(_MILESTONES))


_initiative, _link, _milestone = (kind.__table__.c for kind in (Initiative, Link, Milestone))
_LINKS = select(
    _link.id, _link.predecessor_id, _link.successor_id, _link.type, _link.lag
).order_by(_link.id)  # fmt: skip
_MILESTONES = (
    select(
        _milestone.id, _milestone.initiative_id, _initiative.code, _milestone.name,
        _milestone.on, _milestone.done,
    )
    .select_from(Milestone.__table__)
    .join(Initiative.__table__, _milestone.initiative_id == _initiative.id, isouter=True)
    .where(_initiative.id.is_(None) | cards.SHOWN)
    .order_by(_milestone.on, _milestone.name)
)  # fmt: skip
