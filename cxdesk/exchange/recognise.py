"""What a file of another program is: each reader looks at it, and the first that knows it opens it.

A file is known by what it holds; its name only settles what the contents leave open.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cxdesk.exchange.bounds import read_bounded
from cxdesk.exchange.opened import Into, Opened
from cxdesk.store.errors import KnownError


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of a file and its name, which never becomes a path."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters: ".csv"."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without that."""
        return Path(self.name).stem


Reader = Callable[[Found, Into], Opened | None]

_READERS: tuple[str, ...] = (
    "program_json",
    "boards.opening",
    "projects.mspdi",
    "projects.gan",
    "tables.opened",
)
"""Modules with `opened(found, into)`, in the order in which they are asked."""


def open_file(path: Path, into: Into) -> Opened:
    """Recognise a file. Raises KnownError for one that cannot be read or that nobody knows."""
    found = Found(path.name, read_bounded(path))
    for name in _READERS:
        reader: Reader = importlib.import_module(f"cxdesk.exchange.{name}").opened
        opened = reader(found, into)
        if opened is not None:
            return opened
    raise KnownError(_unknown(found))


def _unknown(found: Found) -> str:
    if found.suffix == ".mpp":
        return (
            f"{found.name} is a plan in MS Project's own format, which only MS Project reads. "
            "Open it there and save it as XML first."
        )
    return (
        f"{found.name} is of no kind that can be brought in. These can: tables (CSV, TSV, XLSX, "
        "ODS), Trello boards (JSON), exports of Jira, Planner, Kanboard and WeKan, MS Project XML, "
        "GanttProject (.gan) and all of a cxdesk program (JSON)."
    )
