"""What stands around the tasks of an MS Project file: settings, fields, calendar and people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxdesk.exchange.out.plan_outline import Outline
from cxdesk.exchange.out.xml_text import elements
from cxdesk.services.export_plan import PlanInitiative, ProgramPlan

_NAMESPACE = "http://schemas.microsoft.com/project"
_HOURS = 8
_TIMES = (
    "<WorkingTimes>"
    "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
    "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>"
    "</WorkingTimes>"
)
_NOBODY = -65535


def head(plan: ProgramPlan, fields: Mapping[str, int]) -> str:
    """The beginning of the file: the project, our fields and the calendar."""
    days = len(plan.calendar.week) or 7
    settings = elements({
        "SaveVersion": 14, "Name": plan.name[:255], "Title": plan.name[:512],
        "CreationDate": f"{plan.start.isoformat()}T08:00:00",
        "LastSaved": plan.written.replace(microsecond=0, tzinfo=None).isoformat(),
        "ScheduleFromStart": 1, "StartDate": f"{_begins(plan).isoformat()}T08:00:00",
        "FYStartDate": 1, "CurrencyDigits": 2, "CurrencySymbol": plan.currency[:3] or None,
        "CurrencyCode": plan.currency[:3] or None, "CurrencySymbolPosition": 3,
        "CalendarUID": 1, "DefaultStartTime": "08:00:00", "DefaultFinishTime": "17:00:00",
        "MinutesPerDay": _HOURS * 60, "MinutesPerWeek": days * _HOURS * 60, "DaysPerMonth": 20,
        "DefaultTaskType": 1, "DurationFormat": 7, "WorkFormat": 3, "HonorConstraints": 1,
        "NewTasksEffortDriven": 0, "NewTasksEstimated": 0, "WeekStartDay": 1,
        "NewTasksAreManual": 0,
    })  # fmt: skip
    defined = "".join(
        "<ExtendedAttribute>"
        + elements({"FieldID": number, "FieldName": f"Text{place}", "Alias": name})
        + "</ExtendedAttribute>"
        for place, (name, number) in enumerate(fields.items(), 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="{_NAMESPACE}">'
        f"{settings}\n<ExtendedAttributes>{defined}</ExtendedAttributes>\n"
        f"<Calendars>{_calendar(plan)}</Calendars>\n"
    )


def _begins(plan: ProgramPlan) -> date:
    return min([one.start for one in plan.initiatives if one.start], default=plan.start)


def _calendar(plan: ProgramPlan) -> str:
    """The days of the week from Sunday on, and every holiday as an exception."""
    week = plan.calendar.week or frozenset(range(7))
    days = "".join(
        "<WeekDay>"
        + elements({"DayType": kind, "DayWorking": int((kind + 5) % 7 in week)})
        + (_TIMES if (kind + 5) % 7 in week else "")
        + "</WeekDay>"
        for kind in range(1, 8)
    )
    off = "".join(_exception(on, name) for on, name in plan.holidays)
    about = elements({"UID": 1, "Name": "Standard", "IsBaseCalendar": 1, "BaseCalendarUID": -1})
    listed = f"<Exceptions>{off}</Exceptions>" if off else ""
    return f"<Calendar>{about}<WeekDays>{days}</WeekDays>{listed}</Calendar>"


def _exception(on: date, name: str) -> str:
    span = elements({
        "FromDate": f"{on.isoformat()}T00:00:00", "ToDate": f"{on.isoformat()}T23:59:00",
    })  # fmt: skip
    return (
        "<Exception><EnteredByOccurrences>0</EnteredByOccurrences>"
        f"<TimePeriod>{span}</TimePeriod>"
        + elements({"Occurrences": 1, "Name": name[:512] or None, "Type": 1, "DayWorking": 0})
        + "</Exception>"
    )


def resources(lines: Outline) -> str:
    """The people; their domain is the group."""
    rows = "".join(
        "<Resource>"
        + elements({
            "UID": lines.people[one.id], "ID": place, "Name": " ".join(one.name.split())[:512],
            "Type": 1, "IsNull": 0, "Initials": one.initials or None, "Group": one.domain or None,
            "EmailAddress": one.email or None, "MaxUnits": 1, "IsGeneric": 0,
            "IsInactive": int(not one.active),
        })
        + "</Resource>\n"
        for place, one in enumerate(lines.plan.people, 1)
    )  # fmt: skip
    return f"<Resources>{rows}</Resources>\n"


def assignments(lines: Outline) -> str:
    """Each owner on the own initiative, for its effort; effort without an owner is nobody's."""
    rows: list[str] = []
    for one in lines.plan.initiatives:
        if one.owner_id is None and not one.effort:
            continue
        work = round(one.effort * _HOURS * 60)
        rows.append(
            "<Assignment>"
            + elements({
                "UID": len(rows) + 1, "TaskUID": lines.uids[one.id],
                "ResourceUID": lines.people.get(one.owner_id or 0, _NOBODY),
                "Units": f"{_units(lines, one):g}", "Work": f"PT{work // 60}H{work % 60}M0S",
            })
            + "</Assignment>\n"
        )  # fmt: skip
    return f"<Assignments>{''.join(rows)}</Assignments>\n"


def _units(lines: Outline, one: PlanInitiative) -> float:
    """How much of a day it takes, so that work, units and duration agree."""
    span = one.dated
    return round(one.effort / lines.days(*span), 4) if span else 1.0


def tail() -> str:
    """The end of the file."""
    return "</Project>\n"
