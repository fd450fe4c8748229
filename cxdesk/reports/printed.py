"""What can be printed: of what, in which ways, how it is read and made.

The window and `cxdesk print` run off the same list of it, `catalogue.PRINTED`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from cxdesk.model.errors import RuleBroken
from cxdesk.reports.stopping import Cancelled, Progress, stoppable
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError

T = TypeVar("T")

Chosen = Mapping[str, str]
"""What was chosen of each choice, by its key; the first option of one that is not named."""

ON: Final = "yes"
"""The value of a switch that is on; "" is off."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way in which paper may differ: its options as (value, words), and the one taken first.

    `about` says what it does where the words alone do not. One without options is a word that is
    typed: a name, a date.
    """

    key: str
    name: str
    options: tuple[tuple[str, str], ...]
    first: str
    about: str = ""

    @property
    def switch(self) -> bool:
        """Whether it is on or off."""
        return [value for value, _ in self.options] == ["", ON]


def paper_choice(*sizes: str, first: str = "A4") -> Choice:
    """The papers that it can be printed on."""
    return Choice("paper", "Paper", tuple((size, size) for size in sizes), first)


def switch(key: str, name: str, off: str, on: str, about: str) -> Choice:
    """Something that is off unless it is asked for."""
    return Choice(key, name, (("", off), (ON, on)), "", about)


LETTERS: Final = paper_choice("A4", "Letter")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that it can be printed of: what it is asked by ("CX-101", "B1"), and in words.

    With `why` there is nothing to be printed of it yet, and that says why.
    """

    value: str
    text: str
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """Frozen rows of something that can be made without the file, in the worker.

    `name` says what it is ("Charter CX-101 v1.0"), `file` is the name of a file, without ending.
    """

    name: str
    file: str
    make: Callable[[Progress, Cancelled], bytes]


def nothing(_session: Session) -> tuple[Subject, ...]:
    """Of what there is one alone."""
    return ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A thing that can be printed.

    `called` names it in a sentence ("a charter"), `subject` what it is of ("initiative", "batch",
    "meeting"; "" where there is one alone) and `subjects` those that there are, the likeliest
    first. `needs` says that it must be said of which; otherwise the first is taken. `read` reads
    it for a subject and what was chosen and raises RuleBroken where that cannot be; `more` gives
    the choices that a subject has beside `choices`. `endings` are those of the files it goes into.
    """

    key: str
    title: str
    about: str
    group: str
    called: str
    read: Callable[[Session, str, Chosen], Ready]
    choices: tuple[Choice, ...] = (LETTERS,)
    subject: str = ""
    subjects: Callable[[Session], tuple[Subject, ...]] = nothing
    needs: bool = False
    more: Callable[[Session, str], tuple[Choice, ...]] = lambda _session, _of: ()
    endings: tuple[str, ...] = (".pdf",)

    def offered(self, session: Session, of: str) -> tuple[Choice, ...]:
        """The choices that there are for a subject, those whose options are known."""
        more = {choice.key: choice for choice in self.more(session, of)}
        found = [more.pop(choice.key, choice) for choice in self.choices]
        return tuple(choice for choice in (*found, *more.values()) if choice.options)

    def first(self, chosen: Chosen) -> dict[str, str]:
        """All that is chosen, with the first of what is not."""
        return {choice.key: choice.first for choice in self.choices} | dict(chosen)


def typed_day(text: str) -> date | None:
    """A day that was chosen or typed; None for none. Raises RuleBroken for other words."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RuleBroken(f"“{text}” is no date: write 2027-03-31.") from None


def made(make: Callable[[Progress, Cancelled], T], progress: Progress, cancelled: Cancelled) -> T:
    """What something makes of frozen rows, in the worker.

    Raises Stopped soon after it was cancelled, and KnownError where a font package is missing.
    """
    try:
        with stoppable(cancelled):
            return make(progress, cancelled)
    except FileNotFoundError as missing:
        if missing.filename is not None:
            raise
        raise KnownError(f"Nothing can be printed. {missing} Install cxdesk again.") from missing
