"""What the list of Print & data has beside paper: each way of taking data out, and bringing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cxdesk.exchange.out.catalogue import EXPORTS
from cxdesk.exchange.out.export import Look

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
        "What a spreadsheet, another program or another cxdesk holds becomes ours: import",
    ),
)  # fmt: skip

_KINDS: Final = (
    ("Spreadsheets", "XLSX, ODS, CSV, TSV", "initiatives, actions, requests, people or readings"),
    ("Trello", "JSON of a board", "lists, cards, checklists, comments, days in each list"),
    ("Jira", "CSV, all fields", "issues with their parents, comments, labels, dates"),
    ("MS Planner", "XLSX of a plan", "tasks with buckets, checklists, labels, dates"),
    (
        "Kanboard, WeKan",
        "CSV of a board, JSON of WeKan",
        "cards with columns, labels, dates",
    ),
    ("MS Project", "XML: save the plan as XML", "tasks, links, milestones, baselines, holidays"),
    ("GanttProject", ".gan", "tasks, links, milestones, people, holidays"),
    ("cxdesk", "JSON of everything", "all of another program"),
)
COMES: Final = Look("What can be brought in", ("From", "File", "What comes"), _KINDS, len(_KINDS))
"""What can be brought in, as a list."""
