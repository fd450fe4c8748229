"""The tasks of an MS Project plan: dates, progress, cost, and the baselines of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cxdesk.analysis.workdays import work_days
from cxdesk.exchange.bounds import MOST_DEPTH
from cxdesk.exchange.projects.plan import OWN_FIELDS, Kept, Task
from cxdesk.exchange.projects.times import Hours, Odd, minutes, moment
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.model.states import Priority
from cxdesk.services.incoming import Fate, Note, Problem

MUST_START, MUST_FINISH, NOT_EARLIER = "2", "3", "4"  # constraints
MOST_MINUTES = 1e7  # of one task: no plan is forty years long
_NAMED = re.compile(r"Baseline(?: (\d+))?: (.+) \((\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The tasks by their place, and the elements they are made of."""

    tasks: tuple[Task, ...]
    nodes: tuple[Node, ...]
    head: Node | None  # the task that stands for the whole project
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def tasks(project: Node, hours_of: Callable[[str], Hours], minutes_a_day: float) -> Rows:
    """The tasks in outline order, without empty rows, foreign tasks and that of the project."""
    reading = _Reading(project, hours_of, minutes_a_day)
    group = project.first("Tasks")
    for row, node in enumerate(group.all("Task") if group else (), 1):
        reading.take(row, node)
    return reading.rows()


class _Reading:
    """Takes one task after another."""

    def __init__(
        self, project: Node, hours_of: Callable[[str], Hours], minutes_a_day: float
    ) -> None:
        self._hours_of, self._per_day = hours_of, minutes_a_day
        self._fields = _own_fields(project)
        self._tasks: dict[str, Task] = {}
        self._nodes: list[Node] = []
        self._head: Node | None = None
        self._problems: list[Problem] = []
        self._foreign = self._inserted = 0

    def rows(self) -> Rows:
        """What was taken so far."""
        notes = []
        if self._foreign:
            text = "Tasks of other projects are left out, with the links to them."
            notes.append(Note(Fate.DROPPED, text, self._foreign))
        if self._inserted:
            text = "Inserted projects are one task each: what is in them is in other files."
            notes.append(Note(Fate.CHANGED, text, self._inserted))
        return Rows(
            tuple(self._tasks.values()), tuple(self._nodes), self._head,
            tuple(notes), tuple(self._problems),
        )  # fmt: skip

    def take(self, row: int, node: Node) -> None:
        """Take a task, unless it is none of this plan."""
        said = node.values()
        level = _level(said)
        if true(said.get("IsNull", "")):
            return
        if said.get("UID") == "0" and level < 1:
            self._head = node
            return
        if true(said.get("ExternalTask", "")):
            self._foreign += 1
            return
        self._inserted += true(said.get("IsSubproject", ""))
        number = said.get("ID") or str(row)
        name = " ".join(said.get("Name", "").split())
        at = f"Task {number[:12]}" + (f" “{name[:60]}”" if name else "")
        if not name:
            name = f"Task {number[:12]}"
            self._problems.append(Problem(at, f"It has no name: it is called “{name}”."))
        key = said.get("UID", "")
        if not key or key in self._tasks:
            why = "the same number as another" if key else "no number of its own"
            self._problems.append(Problem(at, f"It has {why}: links to it are lost."))
            key = f"row {row}"
        self._tasks[key] = self._task(key, name, max(level, 1), at, node, said)
        self._nodes.append(node)

    def _task(
        self, key: str, name: str, level: int, at: str, node: Node, said: dict[str, str]
    ) -> Task:
        hours = self._hours_of(said.get("CalendarUID", "-1"))
        span = self._span(at, said, hours)
        constraint, manual = said.get("ConstraintType", ""), true(said.get("Manual", ""))
        dated = span.start is not None and span.finish is not None
        bound = self._day(at, said, "ConstraintDate") if constraint == NOT_EARLIER else None
        return Task(
            key=key, name=name, level=level, at=at,
            start=span.start, finish=span.finish, zero=span.zero,
            progress=min(max(number(said.get("PercentComplete", "")) or 0, 0), 100),
            started_on=self._day(at, said, "ActualStart"),
            ended_on=self._day(at, said, "ActualFinish"),
            priority=priority(number(said.get("Priority", ""))),
            notes=lines(said.get("Notes", "")),
            cost=cost(said.get("Cost", "")), effort=self._effort(said.get("Work", "")),
            pinned=dated and (manual or constraint in (MUST_START, MUST_FINISH)),
            not_before=bound, deadline=self._day(at, said, "Deadline"),
            active=said.get("Active", "1") not in ("0", "false"),
            recurring=true(said.get("Recurring", "")),
            own=self._own(node),
        )  # fmt: skip

    def _own(self, node: Node) -> dict[str, str]:
        if not self._fields:
            return {}
        found = {}
        for each in node.all("ExtendedAttribute"):
            if (name := self._fields.get(each.said("FieldID"))) and (value := each.said("Value")):
                found[name] = value
        return found

    def _span(self, at: str, said: dict[str, str], hours: Hours) -> _Span:
        start, finish = self._moment(at, said, "Start"), self._moment(at, said, "Finish")
        lasts = minutes(said.get("Duration", ""))
        zero = lasts == 0 if lasts is not None else start is not None and start == finish
        if zero:
            on = start or finish
            return _Span(on.date(), on.date(), True) if on else _Span(None, None, True)
        if start is None or finish is None:
            return self._walked(start, finish, lasts, hours)
        if finish < start:
            self._problems.append(Problem(at, "It ends before it starts: its end is left out."))
            return _Span(hours.first_day(start), None)
        return _Span(*hours.days(start, finish))

    def _walked(
        self, start: datetime | None, finish: datetime | None, lasts: float | None, hours: Hours
    ) -> _Span:
        """From one date as many working days as it lasts to the other, if that is known."""
        first = hours.first_day(start) if start else None
        last = hours.last_day(finish) if finish else None
        if lasts is not None and 0 < lasts < MOST_MINUTES:
            days, work = math.ceil(lasts / self._per_day), work_days(hours.works)
            if first:
                last = work.day(work.index(first) + days - 1)
            elif last:
                first = work.day(work.after(last) - days)
        return _Span(first, last)

    def _moment(self, at: str, said: dict[str, str], name: str) -> datetime | None:
        try:
            return moment(said.get(name, ""))
        except Odd as odd:
            self._problems.append(Problem(at, f"{_WORDS[name]} is left out: {odd}"))
            return None

    def _day(self, at: str, said: dict[str, str], name: str) -> date | None:
        if name not in said:
            return None
        found = self._moment(at, said, name)
        return found.date() if found else None

    def _effort(self, text: str) -> float | None:
        lasts = minutes(text)
        return round(lasts / self._per_day, 2) if lasts and 0 < lasts < 1e9 else None


_WORDS = {
    "Start": "Its start", "Finish": "Its end", "ActualStart": "When it began",
    "ActualFinish": "When it was done", "ConstraintDate": "The day that binds it",
    "Deadline": "Its deadline",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Span:
    start: date | None
    finish: date | None
    zero: bool = False


def baselines(rows: Rows, hours: Hours) -> tuple[Kept, ...]:
    """The baselines 0 to 10, with what our exports say of their names in the head's notes."""
    bars: dict[int, list[tuple[str, date, date]]] = {}
    for task, node in zip(rows.tasks, rows.nodes, strict=True):
        for each in node.all("Baseline"):
            which = number(each.said("Number")) or 0
            try:
                start, finish = moment(each.said("Start")), moment(each.said("Finish"))
            except Odd:
                continue
            if start is None or finish is None or not 0 <= which <= 10:
                continue
            # One that ends before it starts is kept as it is, for whoever takes it to judge.
            bar = hours.days(start, finish) if finish >= start else (start.date(), finish.date())
            bars.setdefault(which, []).append((task.key, *bar))
    named = dict(_named(rows.head))
    found = []
    for which, each_bar in sorted(bars.items()):
        name, on = named.get(which, (f"Baseline {which}" if which else "Baseline", None))
        found.append(Kept(name, on, tuple(each_bar)))
    return tuple(found)


def _named(head: Node | None) -> Iterator[tuple[int, tuple[str, date | None]]]:
    for line in head.said("Notes").splitlines() if head else ():
        if match := _NAMED.fullmatch(line.strip()):
            yield int((match[1] or "0")[:3]), (match[2], said_on(match[3]))


def _own_fields(project: Node) -> dict[str, str]:
    """The fields that our exports named, by their number."""
    group = project.first("ExtendedAttributes")
    return {
        each.said("FieldID"): each.said("Alias")
        for each in (group.all("ExtendedAttribute") if group else ())
        if each.said("Alias") in OWN_FIELDS
    }


def _level(said: dict[str, str]) -> int:
    """The level in the outline: by its number where it is not said, 0 for the whole project."""
    level = number(said.get("OutlineLevel", ""))
    if level is None:
        outline = said.get("OutlineNumber", "")
        level = outline.count(".") + 1 if outline.strip("0.") else int(said.get("UID") != "0")
    return min(max(level, 0), MOST_DEPTH)


def lines(text: str) -> str:
    """Text with the line breaks that we use."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def said_on(text: str) -> date | None:
    """The day of a moment; None where there is none."""
    try:
        found = moment(text)
    except Odd:
        return None
    return found.date() if found else None


def number(text: str) -> int | None:
    """A whole number of at most twelve digits; None for what is none."""
    bare = text.strip().removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 12):
        return None
    return int(text)


def cost(text: str) -> float | None:
    """Thousands out of hundredths; None for nothing, and for what is no number."""
    try:
        value = float(text) / 100_000
    except ValueError:
        return None
    return round(value, 5) if math.isfinite(value) and 0 < value < 1e9 else None


def priority(value: int | None) -> Priority | None:
    """Ours for 0 to 1000; 500 is what MS Project gives to all, and says nothing."""
    if value is None or value == 500:
        return None
    if value >= 800:
        return Priority.HIGHEST
    if value >= 600:
        return Priority.HIGH
    return Priority.MEDIUM if value >= 400 else Priority.LOW


def true(text: str) -> bool:
    """Whether a flag is set."""
    return text.strip().lower() in ("1", "true")
