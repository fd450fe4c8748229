"""How the board is cut into columns and lanes: by what, which there are, where a card stands."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import ORG_HUE, Domain, Person
from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, Priority, State
from cxdesk.services.card_words import PRIORITIES

if TYPE_CHECKING:
    from cxdesk.services.cards import BatchRow, Board, Card

_EVERYBODY = 30  # active people up to which a column of owners stands for each of them

Key = State | Horizon | str | int | None
"""What all cards of a column or lane share: a state, an id, a level 1-4, a name; None: nothing."""


class Axis(enum.StrEnum):
    """What the cards of a column or lane have in common."""

    STATE = "state"
    BATCH = "batch"
    HORIZON = "horizon"
    DOMAIN = "domain"
    OWNER = "owner"
    PRIORITY = "priority"
    QUADRANT = "quadrant"
    OUTCOME = "outcome"
    NONE = "none"

    @property
    def label(self) -> str:
        """The axis in a word: "State"."""
        return self.value.capitalize()


COLUMN_AXES = tuple(axis for axis in Axis if axis not in (Axis.OUTCOME, Axis.NONE))
TIMELINE_AXES = (Axis.DOMAIN, Axis.BATCH, Axis.OWNER, Axis.OUTCOME, Axis.NONE)
LANE_AXES = (Axis.BATCH, Axis.DOMAIN, Axis.OWNER, Axis.PRIORITY, Axis.NONE)
QUADRANTS = ("Quick win", "Major project", "Fill-in", "Reconsider")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column or lane.

    `key` is what its cards share; a batch has a code, lead and deadline, a domain a hue, an owner
    initials.
    """

    axis: Axis
    key: Key
    name: str
    code: str = ""
    lead: str = ""
    deadline: date | None = None
    lead_id: int | None = None
    hue: int | None = None
    initials: str = ""

    @property
    def title(self) -> str:
        """Its code, where it has one, and its name: "B1 Ask Once"."""
        return f"{self.code} {self.name}".strip()

    @property
    def short(self) -> str:
        """Its code, or else its name: how a sentence calls it."""
        return self.code or self.name


_KEYS: dict[Axis, Callable[[Card], Key]] = {
    Axis.STATE: attrgetter("column"),
    Axis.BATCH: attrgetter("batch_id"),
    Axis.HORIZON: attrgetter("horizon"),
    Axis.DOMAIN: attrgetter("domain_id"),
    Axis.OWNER: attrgetter("owner_id"),
    Axis.PRIORITY: attrgetter("level"),
    Axis.QUADRANT: attrgetter("quadrant"),
    # The first of several that it serves.
    Axis.OUTCOME: lambda card: card.outcomes[0] if card.outcomes else None,
    Axis.NONE: lambda _card: None,
}


def key_of(axis: Axis, card: Card) -> Key:
    """What a card has on an axis."""
    return _KEYS[axis](card)


def keys_of(axis: Axis) -> Callable[[Card], Key]:
    """What reads from many cards what each has on an axis."""
    return _KEYS[axis]


def of_batch(row: BatchRow) -> Heading:
    """The heading of a batch."""
    return Heading(Axis.BATCH, row.id, row.name, row.code, row.lead, row.deadline, row.lead_id)


NO_BATCH = Heading(Axis.BATCH, None, "No batch")
_ALL = Heading(Axis.NONE, None, "All initiatives")
_STATES = tuple(Heading(Axis.STATE, state, state.label) for state in PATH)
_QUADRANTS = tuple(Heading(Axis.QUADRANT, name, name) for name in QUADRANTS)
_LEVELS = tuple(Heading(Axis.PRIORITY, level, PRIORITIES[level]) for level in (4, 3, 2, 1))
LEVELS = {4: Priority.HIGHEST, 3: Priority.HIGH, 2: Priority.MEDIUM, 1: Priority.LOW}
"""The priority that a level of a card stands for."""


def headings(session: Session, axis: Axis, board: Board) -> tuple[Heading, ...]:
    """The columns or lanes of an axis in their order, also those that hold no card.

    What has nothing on the axis comes last, where there is such a card or nothing else.
    """
    match axis:
        case Axis.STATE:
            return _STATES
        case Axis.QUADRANT:
            return _QUADRANTS
        case Axis.PRIORITY:
            return _LEVELS
        case Axis.NONE:
            return (_ALL,)
        case Axis.HORIZON:
            some = [Heading(axis, each, f"{each.value.capitalize()} term") for each in Horizon]
            return _with_rest(some, Heading(axis, None, "No dates"), board.cards)
        case Axis.BATCH:
            return _with_rest([of_batch(row) for row in board.batches], NO_BATCH, board.cards)
        case Axis.DOMAIN:
            return (*_domains(session), Heading(axis, None, "Organisation-wide", hue=ORG_HUE))
        case Axis.OUTCOME:
            return _with_rest(_outcomes(session), Heading(axis, None, "No outcome"), board.cards)
        case Axis.OWNER:
            return (*_owners(session, board.cards), Heading(axis, None, "No owner"))


def _with_rest(some: list[Heading], rest: Heading, cards: Iterable[Card]) -> tuple[Heading, ...]:
    if not some or any(key_of(rest.axis, card) is None for card in cards):
        some.append(rest)
    return tuple(some)


def _domains(session: Session) -> list[Heading]:
    domain = Domain.__table__.c
    rows = session.execute(
        select(domain.id, domain.name, domain.hue).order_by(domain.position, domain.name)
    )
    return [Heading(Axis.DOMAIN, id, name, hue=hue) for id, name, hue in rows]


def _outcomes(session: Session) -> list[Heading]:
    outcome = Outcome.__table__.c
    rows = session.execute(select(outcome.code, outcome.name).order_by(outcome.code))
    return [Heading(Axis.OUTCOME, code, name, code) for code, name in rows]


def _owners(session: Session, cards: Iterable[Card]) -> list[Heading]:
    """Everybody who owns a card, and in a small office everybody who might."""
    person = Person.__table__.c
    owning = {card.owner_id for card in cards}
    rows = session.execute(
        select(person.id, person.name, person.initials, person.active).order_by(person.name)
    ).all()
    small = sum(1 for row in rows if row.active) <= _EVERYBODY
    return [
        Heading(Axis.OWNER, row.id, row.name, initials=row.initials)
        for row in rows
        if row.id in owning or (small and row.active)
    ]
