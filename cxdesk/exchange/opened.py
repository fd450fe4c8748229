"""A file of another program that was recognised: what it leaves open, and what it says.

Each reader gives an `Opened`. Whoever asks (the assistant, the command line) shows its questions,
hands the answers back and in the end calls `ready`, the one way in for every kind of file: it reads
what the file says, and gives the command to rehearse or to do. Only a whole program of ours is no
`Incoming`: it is an `Entire`, which `ready` knows too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from cxdesk.services.bring_in import Manner, bring_in
from cxdesk.services.incoming import GivenUp, Incoming, Progress, Report
from cxdesk.services.session import Session

LEAVE_OUT = "-"
"""The answer that leaves a column, a list or a value out."""


@dataclass(frozen=True, slots=True)
class Into:
    """The program that a file is brought into, as far as questions depend on it."""

    today: date
    name: str = ""  # "" for one that is made of the file
    batches: tuple[tuple[str, str], ...] = ()  # code and name


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file leaves open. `answer` is what it is taken for unless told otherwise.

    `group` is one of: "file" (how it is read), "columns" (one for each column of `Preview`, in its
    order), "values" (what its words mean), "into" (where it goes). `options` are values with their
    label. `hint` shows where the answer matters ("12 cards", "e.g. 03/04/2026"). One that is not
    `sure` is a guess that somebody should look at.
    """

    key: str
    text: str
    group: str
    options: tuple[tuple[str, str], ...]
    answer: str
    hint: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they will be read: titles of the file's own columns, text in cells.

    `total` is how many rows there are; `first` the place of the first shown row in the file.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    first: int = 1


class Opened(Protocol):
    """One recognised file with the answers given so far; never changed, only answered anew."""

    @property
    def kind(self) -> str:
        """What it is, in words: "Trello board", "Table (CSV)", "MS Project plan"."""
        ...

    @property
    def title(self) -> str:
        """Which one it is, as the history names it: "the Trello board “Project 100”"."""
        ...

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it leaves open, by what was answered so far."""
        ...

    def answered(self, answers: Mapping[str, str]) -> Opened:
        """The same file with these answers by key; the others stay.

        Raises KnownError for a key or an answer that there is not.
        """
        ...

    def preview(self, most: int = 20) -> Preview:
        """The first rows."""
        ...

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """All it says. Raises Stopped when it is given up, KnownError for a file that is broken."""
        ...


@runtime_checkable
class Entire(Protocol):
    """What an `Opened` is besides when it is a whole program: it takes itself in, row by row.

    Its `incoming` raises: our words for other programs' files are too few for all of ours.
    """

    @property
    def program(self) -> str:
        """What the program is called."""
        ...

    def take_over(
        self, session: Session, progress: Progress, given_up: GivenUp, manner: Manner | None
    ) -> Report:
        """Take it in, as `bring_in` does with an `Incoming`."""
        ...


@dataclass(frozen=True, slots=True)
class Ready:
    """What a file says, read and ready to be taken in: `store.do(title, ready.command)`.

    `program` is what a new program made of it is called; "" where the file does not say.
    """

    program: str
    command: Callable[[Session], Report]


def ready(
    opened: Opened,
    progress: Progress,
    given_up: GivenUp,
    manner: Manner | None = None,
) -> Ready:
    """Read all that the file says, before a transaction begins, and give the command of it.

    Raises Stopped when it is given up, KnownError for a file that is broken; so does the command,
    and RuleBroken where `manner` is strict and a row is wrong.
    """
    if isinstance(opened, Entire):
        return Ready(opened.program, lambda s: opened.take_over(s, progress, given_up, manner))
    incoming = opened.incoming(progress, given_up)
    return Ready(incoming.program, lambda s: bring_in(s, incoming, progress, given_up, manner))


def no_progress(_done: int, _all: int) -> None:
    """Nobody looks."""


def never() -> bool:
    """It is not given up."""
    return False
