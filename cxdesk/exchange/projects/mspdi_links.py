"""The links of an MS Project plan, with lags of any unit as working days."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cxdesk.analysis.workdays import work_days
from cxdesk.exchange.projects.mspdi_tasks import Rows, number, true
from cxdesk.exchange.projects.plan import Tie
from cxdesk.exchange.projects.times import Hours
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.model.states import LinkType
from cxdesk.services.incoming import Fate, Note
from cxdesk.services.initiatives import MOST_LAG

_TYPES = {"0": LinkType.FF, "1": LinkType.FS, "2": LinkType.SF, "3": LinkType.SS}
_PER_CENT = {19, 20, 51, 52}
_ELAPSED = {4, 6, 8, 10, 12, 36, 38, 40, 42, 44}


@dataclass(frozen=True, slots=True)
class Ties:
    """The links between tasks that are there, and what to say of the others."""

    ties: tuple[Tie, ...]
    notes: tuple[Note, ...]


def ties(rows: Rows, hours: Hours, minutes_a_day: float) -> Ties:
    """The links, which stand at their successors."""
    work, week = work_days(hours.works), len(hours.works.week)
    lasts = {
        task.key: 0 if task.zero else _length(work.stretch(task.start, task.finish))
        for task in rows.tasks
        if task.start is not None and task.finish is not None
    }
    keys = {task.key for task in rows.tasks}
    found: list[Tie] = []
    lost = rounded = 0
    for task, node in zip(rows.tasks, rows.nodes, strict=True):
        for link in node.all("PredecessorLink"):
            before = link.said("PredecessorUID")
            if before not in keys or before == task.key or true(link.said("CrossProject")):
                lost += 1
                continue
            exact = _lag(link, lasts.get(before, 0), minutes_a_day, week)
            lag = whole(exact)
            rounded += abs(lag - exact) > 0.001
            kind = _TYPES.get(link.said("Type"), LinkType.FS)
            found.append(Tie(before, task.key, kind, lag))
    notes = []
    if lost:
        text = "Links to tasks that are not in the file are left out."
        notes.append(Note(Fate.DROPPED, text, lost))
    if rounded:
        text = "Lags are whole working days here: parts of a day are rounded."
        notes.append(Note(Fate.CHANGED, text, rounded))
    return Ties(tuple(found), tuple(notes))


def whole(days: float) -> int:
    """To whole days, half a day up, away from zero."""
    return int(math.copysign(math.floor(abs(days) + 0.5), days))


def _lag(link: Node, before: int, minutes_a_day: float, week: int) -> float:
    """In working days: tenths of a minute of work or of the clock, or per cent of `before`."""
    lag = float(number(link.said("LinkLag")) or 0)
    unit = number(link.said("LagFormat")) or 7
    if unit in _PER_CENT:
        days = before * lag / 100
    elif unit in _ELAPSED:
        days = lag / 14_400 * week / 7
    else:
        days = lag / 10 / minutes_a_day
    return min(max(days, -MOST_LAG), MOST_LAG)


def _length(stretch: tuple[int, int]) -> int:
    return stretch[1] - stretch[0]
