"""The four charts as tables: what is read where a chart cannot be seen, and taken elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cxdesk.model.wording import day
from cxdesk.services.insights import (
    Ageing,
    Chart,
    CumulativeFlow,
    Throughput,
    Times,
)
from cxdesk.services.sheet import Sheet

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures; `id` tells it from the others, `item` is its initiative, 0 for none."""

    id: int
    item: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows of figures below their titles; `texts` are the columns that are no numbers."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    texts: frozenset[int] = frozenset()


def figures(chart: Chart) -> Figures:
    """All that a chart shows."""
    match chart:
        case CumulativeFlow():
            return _flow(chart)
        case Times():
            return _times(chart)
        case Ageing():
            return _ageing(chart)
        case Throughput():
            return _throughput(chart)


def shown(cell: Cell) -> str:
    """A figure as people read it."""
    if isinstance(cell, date):
        return day(cell)
    return f"{cell:,}" if isinstance(cell, int) else cell or ""


def sheet(these: Figures) -> Sheet:
    """The figures for other programs: days as 2026-11-23, numbers without commas."""
    width = len(these.titles)
    return Sheet(
        these.titles,
        tuple(tuple(map(_plain, line.cells)) for line in these.lines),
        tuple(n not in these.texts for n in range(width)),
        (1.0,) * width,
    )


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _flow(chart: CumulativeFlow) -> Figures:
    states = [state for state, _ in chart.bands]
    lines = []
    for place in reversed(range(chart.length)):  # the newest day first
        counts = [counts[place] for _, counts in chart.bands]
        on = chart.day(place)
        lines.append(Line(on.toordinal(), 0, (on, *reversed(counts), sum(counts))))
    titles = ("Day", *(state.label for state in reversed(states)), "In all")
    return Figures(titles, tuple(lines))


def _times(chart: Times) -> Figures:
    titles = (
        "Code", "Title", "Added", "In progress", "Delivered", "Lead time, days",
        "Cycle time, days",
    )  # fmt: skip
    lines = [
        Line(one.id, one.id, (one.code, one.title, one.added, one.started, one.delivered,
                              one.lead, one.cycle))
        for one in reversed(chart.deliveries)
    ]  # fmt: skip
    return Figures(titles, tuple(lines), _TEXTS)


def _ageing(chart: Ageing) -> Figures:
    titles = ("Code", "Title", "Column", "Since", "Days", "On hold", "Past 85 %")
    lines = [
        Line(age.id, age.id, (age.code, age.title, age.column.label, age.since, age.days,
                              _yes(age.held), _yes(age.late)))
        for age in chart.ages()
    ]  # fmt: skip
    return Figures(titles, tuple(lines), frozenset({0, 1, 2, 5, 6}))


def _throughput(chart: Throughput) -> Figures:
    lines = [
        Line(week.monday.toordinal(), 0, (week.monday, week.sunday, len(week.codes),
                                          _codes(week.codes)))
        for week in reversed(chart.weeks)
    ]  # fmt: skip
    return Figures(("Monday", "Sunday", "Delivered", "Initiatives"), tuple(lines), frozenset({3}))


_TEXTS = frozenset({0, 1})


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes)
