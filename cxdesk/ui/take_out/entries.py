"""What the list of Print & data has beside paper: each way of taking data out, and bringing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cxdesk.exchange.out.catalogue import EXPORTS

GROUP: Final = "Data"
BRING_IN: Final = "bring-in"
_PREFIX: Final = "data-"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    key: str
    title: str
    about: str
    group: str = GROUP


def entry_key(export: str) -> str:
    """The line of the export with this key."""
    return f"{_PREFIX}{export}"


def export_key(entry: str) -> str:
    """The export of a line; "" for one that is none."""
    return entry.removeprefix(_PREFIX) if entry.startswith(_PREFIX) else ""


ENTRIES: Final = (
    *(Entry(entry_key(one.key), one.title, one.text) for one in EXPORTS),
    Entry(
        BRING_IN, "Bring in a file…",
        "What another program, a spreadsheet or another cxdesk has: import",
    ),
)  # fmt: skip
