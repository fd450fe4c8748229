"""MS Project's XML (MSPDI), of all versions and of programs that write it, as a plan."""

from __future__ import annotations

import re
from functools import cache

from cxdesk.exchange.opened import Into, Opened
from cxdesk.exchange.projects.mspdi_calendar import (
    Calendars,
    calendars,
    days_off,
    incoming_calendar,
)
from cxdesk.exchange.projects.mspdi_links import ties
from cxdesk.exchange.projects.mspdi_people import assigned, people
from cxdesk.exchange.projects.mspdi_tasks import Rows, baselines, number, said_on, tasks
from cxdesk.exchange.projects.opened_plan import OpenedPlan
from cxdesk.exchange.projects.plan import Plan
from cxdesk.exchange.projects.times import Hours
from cxdesk.exchange.projects.xml_nodes import Node, read_xml, root_of
from cxdesk.exchange.recognise import Found
from cxdesk.services.incoming import IncomingCalendar, Note

# What MS Project calls a new plan: Project1, Projekt1, Projet1, Proyecto1, Progetto1.
_NAMELESS = re.compile(r"Pro(?:je[ck]?t|yecto|getto) ?\d*", re.IGNORECASE)
NAMESPACE = "http://schemas.microsoft.com/project"
_WANTED = frozenset({
    "Project", "Name", "Title", "Subject", "GUID", "CreationDate", "LastSaved", "StartDate",
    "CalendarUID", "MinutesPerDay", "CurrencyCode", "ExtendedAttributes", "ExtendedAttribute",
    "FieldID", "Alias", "Value", "Calendars", "Calendar", "UID", "IsBaseCalendar",
    "BaseCalendarUID", "WeekDays", "WeekDay", "DayType", "DayWorking", "TimePeriod", "FromDate",
    "ToDate", "WorkingTimes", "WorkingTime", "FromTime", "ToTime", "Exceptions", "Exception",
    "WorkWeeks", "WorkWeek",
    "EnteredByOccurrences", "Occurrences", "Type", "Period", "DaysOfWeek", "MonthItem",
    "MonthPosition", "Month", "MonthDay", "Tasks", "Task", "ID", "Active", "Manual", "IsNull",
    "OutlineNumber", "OutlineLevel", "Priority", "Start", "Finish", "Duration", "Work", "Recurring",
    "IsSubproject", "ExternalTask", "PercentComplete", "Cost", "ActualStart", "ActualFinish",
    "ConstraintType", "ConstraintDate", "Deadline", "Notes", "PredecessorLink", "PredecessorUID",
    "CrossProject", "LinkLag", "LagFormat", "Baseline", "Number", "Resources", "Resource",
    "Initials", "Group", "EmailAddress", "IsGeneric", "IsInactive", "IsCostResource", "IsBudget",
    "Assignments", "Assignment", "TaskUID", "ResourceUID", "Units",
})  # fmt: skip


def opened(found: Found, into: Into) -> Opened | None:
    """A plan in XML; None for what is none. Raises KnownError for one that is damaged."""
    space, name = root_of(found, ".xml")
    if name != "Project" or space.rstrip("/") not in ("", NAMESPACE, f"{NAMESPACE}/2007"):
        return None
    root = read_xml(found.name, found.content, _WANTED)
    if not (root.has("Tasks") or root.has("Calendars")):
        return None
    return OpenedPlan(plan_of(root, found.stem), into)


def plan_of(project: Node, stem: str) -> Plan:
    """The plan that a project element says; `stem` names one that has no name itself."""
    known = calendars(project)
    hours_of = cache(known.hours)
    standard, per_day = hours_of(known.standard), _minutes_a_day(project)
    rows = tasks(project, hours_of, per_day)
    linked = ties(rows, standard, per_day)
    staff = people(project)
    calendar, notes = _calendar(project, known, standard, rows)
    return Plan(
        program="MS Project", source=_source(project, stem), name=_name(project, stem),
        currency=project.said("CurrencyCode")[:3], tasks=rows.tasks, ties=linked.ties,
        resources=staff.resources,
        assigned=tuple(assigned(project, staff.resources)),
        baselines=baselines(rows, standard), calendar=calendar,
        saved_on=said_on(project.said("LastSaved")) or said_on(project.said("CreationDate")),
        notes=(*rows.notes, *linked.notes, *staff.notes, *notes), problems=rows.problems,
    )  # fmt: skip


def _calendar(
    project: Node, known: Calendars, hours: Hours, rows: Rows
) -> tuple[IncomingCalendar, tuple[Note, ...]]:
    """Week and holidays of the project, as far as its plan goes."""
    if not known.by_uid:
        return IncomingCalendar(), ()
    days = [day for task in rows.tasks for day in (task.start, task.finish) if day is not None]
    if not days and (on := said_on(project.said("StartDate"))):
        days = [on]
    if not days:
        return IncomingCalendar(tuple(sorted(hours.works.week))), ()
    off = days_off(known.exceptions(known.standard), hours, min(days), max(days))
    return incoming_calendar(hours, off), (*off.notes, *known.left_out())


def _minutes_a_day(project: Node) -> float:
    said = number(project.said("MinutesPerDay"))
    return float(said) if said and 1 <= said <= 1440 else 480.0


def _name(project: Node, stem: str) -> str:
    """Its title, unless nobody gave it one; the name is that of the file it was saved to first."""
    names = (project.said("Title"), project.said("Name").removesuffix(".xml"))
    given = (" ".join(name.split()) for name in names)
    return next((name for name in given if name and not _NAMELESS.fullmatch(name)), stem)[:200]


def _source(project: Node, stem: str) -> str:
    """What stays the same when it is saved again, under another name too."""
    if guid := project.said("GUID").strip("{}").lower():
        return f"ms-project:{guid[:60]}"
    title = project.said("Title") or project.said("Name") or stem
    return f"ms-project:{project.said('CreationDate')[:19]} {title[:120]}"
