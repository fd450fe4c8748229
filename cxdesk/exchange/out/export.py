"""One way of taking data out: what it is for, in which ways, how it is read and written.

The window and `cxdesk export` run off the same list of them, `catalogue.EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxdesk.reports.printed import Choice, Chosen
from cxdesk.services.incoming import GivenUp, Progress
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError

Written = bytes | Mapping[str, bytes]
"""A file, or those of a folder by their name."""


@dataclass(frozen=True, slots=True)
class Look:
    """A part of what is taken out, to be looked at first: its title and its first rows as text.

    `total` is how many rows there are.
    """

    title: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def as_it_is(_session: Session) -> tuple[Choice, ...]:
    """In one way alone."""
    return ()


def unseen(_rows: Any) -> tuple[Look, ...]:
    """There is nothing to look at."""
    return ()


@dataclass(frozen=True, slots=True)
class Export:
    """A way of taking data out.

    `title` names it in a list ("Tables (XLSX)"), `text` says in a line what it is for, and `holds`
    in a sentence what is in it and what is not. `suffix` is the ending of its file, ".xlsx"; "" is
    a folder. `options` are the ways in which it may differ, by what there is.

    `read` reads all it takes, by what was chosen of each option, as frozen rows; `write` makes the
    file of them, away from the program, in the worker: it says how far it is and raises Stopped
    when it was given up. `look` gives the first `Look.rows` of the same rows. Both may raise
    KnownError and RuleBroken.
    """

    key: str
    title: str
    text: str
    suffix: str
    read: Callable[[Session, Chosen], Any]
    write: Callable[[Any, Progress, GivenUp], Written]
    holds: str = ""
    options: Callable[[Session], tuple[Choice, ...]] = as_it_is
    look: Callable[[Any], tuple[Look, ...]] = unseen

    def settled(self, session: Session, chosen: Chosen) -> dict[str, str]:
        """What is chosen of each option, with the first of what is not.

        Raises KnownError for an option or a value that there is not.
        """
        options = {one.key: one for one in self.options(session)}
        for key, value in chosen.items():
            if key not in options:
                known = ", ".join(options) or "none"
                raise KnownError(f"{self.title} has no option {key}. There are: {known}.")
            values = [each for each, _ in options[key].options]
            if values and value not in values:
                words = ", ".join(each or "(empty)" for each in values)
                raise KnownError(f"{key} can be one of {words}, not {value}.")
        return {key: one.first for key, one in options.items()} | dict(chosen)

    def file(self, program: str, on: date) -> str:
        """The name that is offered: "Meridian Telecom 2026-11-22.xlsx"."""
        return f"{program} {on.isoformat()}{self.suffix}"
