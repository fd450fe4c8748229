"""Reads what a schedule needs from XML files of MS Project, as far as tests ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.schedule import Arc, arc
from cxdesk.analysis.workdays import WorkDays

PROJECTS = Path(__file__).parents[3] / "shared" / "reference" / "projects"
BEGIN, CLOSE = time(8), time(17)
DAY = 4800  # tenths of a minute
STORED = {
    "early_start": "EarlyStart", "early_finish": "EarlyFinish", "late_start": "LateStart",
    "late_finish": "LateFinish", "total_slack_tenths": "TotalSlack",
    "free_slack_tenths": "FreeSlack",
}  # fmt: skip
KINDS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS", "": "FS"}

Stored = tuple[int, int, int, int, int, int]
"""Early start and finish, late start and finish, total and free slack, in working days."""


def files() -> list[Path]:
    """All files of MS Project, or the test is skipped."""
    found = sorted(PROJECTS.glob("*.xml"))
    if not found:
        pytest.skip("the reference projects are not beside the project")
    return found


def file(name: str) -> Path:
    """A file of MS Project, or the test is skipped."""
    return next((one for one in files() if one.name == name), PROJECTS / name)


def told(name: str) -> dict[str, Any]:
    """What is told of a file beside it."""
    listed = json.loads((PROJECTS / "expected.json").read_text(encoding="utf-8"))
    return next(one for one in listed if one["path"].endswith(f"/{name}"))


@dataclass(frozen=True)
class Task:
    """A task that has none below it; its floor is the project's start or its own constraint."""

    uid: str
    days: int
    floor: int
    stored: Stored


class Plan:
    """The tasks and links of a file, in working days of Monday to Friday, 8:00 to 17:00."""

    def __init__(self, root: Any) -> None:
        space = root.tag.partition("}")[0] + "}" if "}" in root.tag else ""
        self._root, self._space = root, space
        self.work = WorkDays(WorkCalendar())
        rows = [
            row for row in root.iter(f"{space}Task")
            if self._text(row, "UID") != "0" and self._text(row, "IsNull") != "1"
        ]  # fmt: skip
        levels = [int(self._text(row, "OutlineLevel") or 1) for row in rows]
        deeper = [*levels[1:], 0][: len(rows)]
        self._rows = [
            row for row, own, next_ in zip(rows, levels, deeper, strict=True) if next_ <= own
        ]

    def _text(self, row: Any, name: str) -> str:
        return row.findtext(f"{self._space}{name}") or ""

    @property
    def in_whole_days(self) -> bool:
        """Whether all its tasks begin and end with a working day."""
        names = ("Start", "Finish", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish")
        moments = [self._text(row, name) for row in self._rows for name in names]
        return bool(moments) and all(
            datetime.fromisoformat(moment).time() in (BEGIN, CLOSE) for moment in moments if moment
        )

    def at(self, moment: str) -> int:
        """A moment in working days: 17:00 and 8:00 of the next day are the same."""
        found = datetime.fromisoformat(moment)
        day: date = found.date()
        return self.work.after(day) if found.time() == CLOSE else self.work.index(day)

    @cached_property
    def tasks(self) -> list[Task]:
        """Tasks as they are listed."""
        begins = self.at(self._root.findtext(f"{self._space}StartDate"))
        found = []
        for row in self._rows:
            stored = self.stored({key: self._text(row, name) for key, name in STORED.items()})
            floor = begins
            if self._text(row, "ConstraintType") == "4":  # start no earlier than
                floor = max(floor, self.at(self._text(row, "ConstraintDate")))
            found.append(Task(self._text(row, "UID"), stored[1] - stored[0], floor, stored))
        return found

    def stored(self, row: Mapping[str, str]) -> Stored:
        """What a row keeps of its schedule."""
        early, ends, late, latest = (self.at(row[key]) for key in list(STORED)[:4])
        total, free = int(row["total_slack_tenths"]) // DAY, int(row["free_slack_tenths"]) // DAY
        return early, ends, late, latest, total, free

    @property
    def critical(self) -> set[str]:
        """The tasks that the file calls critical."""
        return {self._text(row, "UID") for row in self._rows if self._text(row, "Critical") == "1"}

    def arcs(self, days: Sequence[int]) -> list[Arc]:
        """Its links."""
        return list(self._links(days))

    def _links(self, days: Sequence[int]) -> Iterator[Arc]:
        place = {task.uid: nth for nth, task in enumerate(self.tasks)}
        for after, row in enumerate(self._rows):
            for link in row.findall(f"{self._space}PredecessorLink"):
                kind = KINDS[self._text(link, "Type")]
                lag, rest = divmod(int(self._text(link, "LinkLag") or 0), DAY)
                assert rest == 0
                yield arc(kind, lag, place[self._text(link, "PredecessorUID")], after, days)


def read(path: Path) -> Plan:
    """The plan of a file."""
    return Plan(ElementTree.parse(path).getroot())
