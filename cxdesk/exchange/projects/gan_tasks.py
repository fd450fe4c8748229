"""The tasks and links of a GanttProject file; a link stands at its predecessor."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cxdesk.analysis.workdays import WorkDays
from cxdesk.exchange.projects.mspdi_tasks import lines, number, said_on
from cxdesk.exchange.projects.plan import (
    DATES,
    DEADLINE,
    EFFORT,
    OWN_FIELDS,
    PINNED,
    Kept,
    Task,
    Tie,
)
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.model.states import LinkType, Priority
from cxdesk.services.incoming import Fate, Note, Problem
from cxdesk.services.initiatives import MOST_LAG

_TYPES = {"1": LinkType.SS, "2": LinkType.FS, "3": LinkType.FF, "4": LinkType.SF}
_PRIORITIES = {"0": Priority.LOW, "2": Priority.HIGH, "3": Priority.LOW, "4": Priority.HIGHEST}
_OLD_PRIORITIES = {"LOW": Priority.LOW, "HIGH": Priority.HIGH}
_NOT_BEFORE = "1"
_MOST_DAYS = 10_000  # of one task: no plan is forty years long
_DATED = re.compile(r"(.+) \((\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True, slots=True)
class GanRows:
    """The tasks in outline order and the links between them."""

    tasks: tuple[Task, ...]
    ties: tuple[Tie, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def tasks(project: Node, work: WorkDays) -> GanRows:
    """The tasks, with those in them one level further down."""
    group = project.first("tasks") or Node("tasks", {})
    fields = _own_fields(group)
    found: dict[str, Task] = {}
    links: list[tuple[str, Node]] = []
    problems: list[Problem] = []
    for row, (level, node) in enumerate(_nested(group, 1), 1):
        key = node.attributes.get("id", "")
        name = " ".join(node.attributes.get("name", "").split())
        at = f"Task {row}" + (f" “{name[:60]}”" if name else "")
        if not key or key in found:
            why = "the same number as another" if key else "no number of its own"
            problems.append(Problem(at, f"It has {why}: links to it are lost."))
            key = f"row {row}"
        if not name:
            name = f"Task {row}"
            problems.append(Problem(at, f"It has no name: it is called “{name}”."))
        found[key] = _task(key, name, level, at, node, work, fields, problems)
        links += ((key, link) for link in node.all("depend"))
    ties, notes = _ties(links, found)
    pulled = {
        link.attributes.get("id") for _, link in links
        if link.attributes.get("hardness") != "Rubber"
    }  # fmt: skip
    rows = (
        task if key in pulled or task.not_before else replace(task, not_before=task.start)
        for key, task in found.items()
    )
    return GanRows(tuple(rows), ties, notes, tuple(problems))


def _nested(group: Node, level: int) -> Iterator[tuple[int, Node]]:
    """Tasks in the order of the file; how deep they may lie is bounded where it is read."""
    for node in group.all("task"):
        yield level, node
        yield from _nested(node, level + 1)


def _task(
    key: str, name: str, level: int, at: str, node: Node, work: WorkDays,
    fields: dict[str, str], problems: list[Problem],
) -> Task:  # fmt: skip
    said, own = node.attributes, _own(node, fields)
    start, lasts = said_on(said.get("start", "")), number(said.get("duration", ""))
    zero = said.get("meeting") == "true" or lasts == 0
    if start is None:
        problems.append(Problem(at, f"“{said.get('start', '')[:40]}” is no date: it has none."))
    if lasts is None or not 0 <= lasts <= _MOST_DAYS:
        problems.append(Problem(at, "How long it lasts is no number of days: it has no end."))
        lasts = None
    finish = start if zero else _end(start, lasts, work)
    if own.get(DATES) and lasts == 1 and not zero:  # stands where it does for want of a date
        start = start if own[DATES] == "start" else None
        finish = finish if own[DATES] == "end" else None
    bound = said_on(said.get("thirdDate", "")) if said.get("thirdDate-constraint") == "1" else None
    return Task(
        key=key, name=name, level=level, at=at, start=start, finish=finish, zero=zero,
        progress=min(max(number(said.get("complete", "")) or 0, 0), 100),
        priority=_PRIORITIES.get(said.get("priority", ""))
        or _OLD_PRIORITIES.get(said.get("priority", "")),
        notes=lines(node.said("notes")),
        cost=_cost(said.get("cost-manual-value", "")), effort=_positive(own.get(EFFORT, "")),
        pinned=finish is not None and (said.get("fixed-start") == "true" or PINNED in own),
        not_before=bound,
        deadline=said_on(own.get(DEADLINE, "")),
        own=own,
    )  # fmt: skip


def _end(start: date | None, lasts: int | None, work: WorkDays) -> date | None:
    """So many working days from the start on; never before the start itself."""
    if start is None or not lasts:
        return None
    return max(start, work.day(work.index(start) + lasts - 1))


def _ties(
    links: list[tuple[str, Node]], known: dict[str, Task]
) -> tuple[tuple[Tie, ...], tuple[Note, ...]]:
    found = []
    lost = strong = 0
    for before, node in links:
        after = node.attributes.get("id", "")
        if after not in known or after == before:
            lost += 1
            continue
        strong += node.attributes.get("hardness") != "Rubber"
        lag = min(max(number(node.attributes.get("difference", "")) or 0, -MOST_LAG), MOST_LAG)
        kind = _TYPES.get(node.attributes.get("type", ""), LinkType.FS)
        found.append(Tie(before, after, kind, lag))
    notes = []
    if lost:
        text = "Links to tasks that are not in the file are left out."
        notes.append(Note(Fate.DROPPED, text, lost))
    if strong:
        text = "Strong links hold a successor back, and do not pull it forward here."
        notes.append(Note(Fate.CHANGED, text, strong))
    return tuple(found), tuple(notes)


def baselines(project: Node, work: WorkDays) -> tuple[Kept, ...]:
    """The baselines; our exports put the day of one behind its name, in brackets."""
    group = project.first("previous")
    found: list[Kept] = []
    for each in group.all("previous-tasks") if group else ():
        bars = []
        for bar in each.all("previous-task"):
            start = said_on(bar.attributes.get("start", ""))
            lasts = number(bar.attributes.get("duration", "")) or 0
            end = _end(start, min(max(lasts, 1), _MOST_DAYS), work)
            if start is not None and end is not None:
                bars.append((bar.attributes.get("id", ""), start, end))
        name = " ".join(each.attributes.get("name", "").split()) or f"Baseline {len(found) + 1}"
        match = _DATED.fullmatch(name)
        named, on = (match[1], said_on(match[2])) if match else (name, None)
        found.append(Kept(named, on, tuple(bars)))
    return tuple(found)


def _own_fields(group: Node) -> dict[str, str]:
    properties = group.first("taskproperties")
    return {
        each.attributes.get("id", ""): each.attributes["name"]
        for each in (properties.all("taskproperty") if properties else ())
        if each.attributes.get("name") in OWN_FIELDS
    }


def _own(node: Node, fields: dict[str, str]) -> dict[str, str]:
    if not fields:
        return {}
    return {
        fields[id]: value
        for each in node.all("customproperty")
        if (id := each.attributes.get("taskproperty-id", "")) in fields
        and (value := each.attributes.get("value", "").strip())
        and value != "null"
    }


def _positive(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 < value < 1e9 else None


def _cost(text: str) -> float | None:
    value = _positive(text)
    return round(value / 1000, 5) if value else None
