"""The calendar of a GanttProject file: its week, its holidays, and those that come every year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.workdays import WorkDays, work_days
from cxdesk.exchange.projects.mspdi_tasks import number
from cxdesk.exchange.projects.times import EARLIEST, LATEST
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.services.incoming import Fate, IncomingCalendar, Note

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class GanCalendar:
    """The working week, the days off by name, and month and day of those of every year."""

    week: frozenset[int]
    days: dict[date, str]
    yearly: dict[tuple[int, int], str]
    notes: tuple[Note, ...]

    @property
    def work(self) -> WorkDays:
        """The working days; those off every year for all years in which plans lie."""
        days = set(self.days)
        for year in range(EARLIEST, LATEST) if self.yearly else ():
            days.update(self._in(year))
        return work_days(WorkCalendar(self.week, frozenset(days)))

    def incoming(self, first: date | None, last: date | None) -> IncomingCalendar:
        """As we have it: those of every year from the first year of the plan to one more."""
        days = dict(self.days)
        if first is not None:
            for year in range(first.year, (last or first).year + 2):
                days |= {on: name for on, name in self._in(year).items() if on not in days}
        return IncomingCalendar(tuple(sorted(self.week)), tuple(sorted(days.items())))

    def _in(self, year: int) -> dict[date, str]:
        found = {}
        for (month, day), name in self.yearly.items():
            try:
                found[date(year, month, day)] = name
            except ValueError:  # 29 February
                continue
        return found


def calendar_of(project: Node) -> GanCalendar:
    """The calendar of a project; Monday to Friday where it says nothing."""
    node = project.first("calendars") or Node("calendars", {})
    days: dict[date, str] = {}
    yearly: dict[tuple[int, int], str] = {}
    worked = wrong = 0
    week = _week(node.first("day-types"))
    for each in node.all("date"):
        said = each.attributes
        kind, name = said.get("type", "HOLIDAY"), " ".join(each.text.split())[:200]
        year, month, day = (number(said.get(part, "")) for part in ("year", "month", "date"))
        try:
            on = date(year or 2000, month or 0, day or 0)
            if year is not None and not EARLIEST <= year <= LATEST:
                raise ValueError
        except (ValueError, OverflowError):
            wrong += 1
            continue
        if kind == "WORKING_DAY":
            worked += on.weekday() not in week
            days.pop(on, None)
        elif kind == "HOLIDAY" and year is None:
            yearly[on.month, on.day] = name
        elif kind == "HOLIDAY":
            days[on] = name
    return GanCalendar(week, days, yearly, tuple(_notes(node, worked, wrong)))


def _week(types: Node | None) -> frozenset[int]:
    said = types.first("default-week") if types else None
    shown = types.first("only-show-weekends") if types else None
    if shown is not None and shown.attributes.get("value") == "true":
        return frozenset(range(7))
    if said is None:
        return frozenset(range(5))
    week = frozenset(day for day, name in enumerate(_WEEK) if said.attributes.get(name) != "1")
    return week or frozenset(range(7))


def _notes(node: Node, worked: int, wrong: int) -> list[Note]:
    notes = []
    if base := node.attributes.get("base-id", "")[:60]:
        text = (
            f"The holidays of “{base}” are in GanttProject, not in the file: add them under "
            "Strategy, or import them there."
        )
        notes.append(Note(Fate.DROPPED, text))
    if worked:
        text = "Days that are worked although their weekday is not have no place here."
        notes.append(Note(Fate.DROPPED, text, worked))
    if wrong:
        notes.append(Note(Fate.DROPPED, "Days off that are no dates are left out.", wrong))
    return notes
