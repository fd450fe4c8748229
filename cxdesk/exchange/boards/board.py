"""A board in plain words: what the reader of each program makes of its file.

Readers only read; what the lists mean and where the cards go is asked (`asking`), and the answers
make an `Incoming` of it (`telling`). Dates are days as the user's own calendar has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cxdesk.model.states import Priority, State
from cxdesk.services.incoming import Note, Problem


@dataclass(frozen=True, slots=True)
class Words:
    """What the program calls its things."""

    card: str = "card"
    cards: str = "cards"
    lane: str = "list"
    lanes: str = "lists"
    items: str = "checklists"
    item: str = "line"


@dataclass(frozen=True, slots=True)
class Lane:
    """A list, column, status or bucket; `state` is what the file itself says of it."""

    key: str
    name: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """Another way in which cards are grouped, "component": each group may become a batch.

    `names` are the names of its groups by key. Where they become no batches they are labels, if
    `label`, or are said to be dropped.
    """

    key: str
    one: str
    many: str
    names: Mapping[str, str]
    label: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the board."""

    key: str
    name: str
    email: str | None = None
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist, or a sub-task."""

    key: str
    title: str
    done: bool = False
    doing: bool = False
    owner: str = ""
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment; `at` is UTC without a zone."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card, issue or task.

    `lane` is where it is, `stands` the state that it has by itself where lanes are no states, and
    `done` whether it is ticked as done wherever it is. `moves` are the lanes it entered, oldest
    first. `started` and `done_on` are days on which it really was, `start` and `due` those planned.
    `since` is the day it came where it is, `touched` the last day on which anything changed.
    """

    key: str
    title: str
    lane: str = ""
    at: str = ""
    description: str = ""
    owner: str = ""  # key of a member
    also: tuple[str, ...] = ()  # the other members
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # keys by axis
    labels: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    created: date | None = None
    started: date | None = None
    done_on: date | None = None
    since: date | None = None
    touched: date | None = None
    stands: State | None = None
    done: bool = False
    given_up: bool = False  # done, but not what it was for
    archived: bool = False
    moves: tuple[tuple[str, date], ...] = ()
    priority: Priority | None = None
    effort: float | None = None  # person-days
    cost: float | None = None  # as the file has it: thousands or not is asked
    progress: int | None = None
    blocked: str = ""
    items: tuple[Item, ...] = ()
    remarks: tuple[Remark, ...] = ()
    parent: str = ""  # key of the card that it is a part of
    epic: bool = False  # whether it is itself a group of the axis "epic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that one file says. `source` is the same whenever the same board comes again.

    `lanes_vary` says that what the lanes are has to be asked; the statuses of Jira are states.
    `usual` is the axis that makes the batches unless told otherwise, "" for one of the whole board.
    `former` are the names of lanes that only moves still name. `month_first` is how dates with
    slashes are read, None where there are none, `dates_sure` whether that is beyond doubt.
    """

    source: str
    kind: str
    title: str
    name: str
    words: Words = field(default_factory=Words)
    lanes: tuple[Lane, ...] = ()
    lanes_vary: bool = True
    axes: tuple[Axis, ...] = ()
    usual: str = ""
    cards: tuple[Card, ...] = ()
    members: tuple[Member, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[tuple[str, str], ...] = ()  # a card, and the one that waits for it
    month_first: bool | None = None
    dates_sure: bool = True
    dates_like: str = ""
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
