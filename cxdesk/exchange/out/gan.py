"""The plan as a file of GanttProject 3 (.gan).

Batches are tasks with their initiatives in them. A link stands at its predecessor, a bar is a start
and so many working days. Links are “rubber”: as ours do, they hold a successor back and do not pull
it forward. What GanttProject has no place for stands in columns that carry the names of
projects.plan.OWN_FIELDS, so that a plan that comes back is known by its codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cxdesk.exchange.out.export import Export
from cxdesk.exchange.out.mspdi import read
from cxdesk.exchange.out.plan_outline import Line, Outline, looks, outline
from cxdesk.exchange.out.xml_text import attributes, text
from cxdesk.exchange.projects.plan import (
    CODE,
    DATES,
    DEADLINE,
    DOMAIN,
    EFFORT,
    LABELS,
    LEAD,
    PART_OF,
    PINNED,
    SPONSOR,
    STATE,
)
from cxdesk.model.states import LinkType, Priority
from cxdesk.services.export_plan import PlanBaseline, PlanInitiative, ProgramPlan
from cxdesk.services.incoming import GivenUp, Progress, Stopped

_VERSION = "3.3.3309"
_TYPES = {LinkType.SS: 1, LinkType.FS: 2, LinkType.FF: 3, LinkType.SF: 4}
_PRIORITIES = {Priority.LOW: 0, Priority.HIGH: 2, Priority.HIGHEST: 4}
_WEEK = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = {
    name: f"tpc{place}"
    for place, name in enumerate(
        (CODE, STATE, DOMAIN, PART_OF, SPONSOR, LEAD, LABELS, EFFORT, DATES, DEADLINE, PINNED)
    )
}  # fmt: skip
_BUILT_IN = (
    ("type", "icon"), ("priority", "icon"), ("info", "icon"), ("name", "text"),
    ("begindate", "date"), ("enddate", "date"), ("duration", "int"), ("completion", "int"),
    ("coordinator", "text"), ("predecessorsr", "text"),
)  # fmt: skip
# Of a domain by its hue; the last is that of the whole organisation.
_COLOURS = ("#2f6cb3", "#179c90", "#553a77", "#d75473", "#7f8026", "#485159")
_BATCH, _MILESTONE = "#777777", "#000000"


def gan(plan: ProgramPlan, progress: Progress, given_up: GivenUp) -> bytes:
    """The file, in UTF-8. Raises Stopped when it is given up."""
    lines = outline(plan)
    writer = _Writer(lines)
    parts = [_head(plan), writer.properties()]
    inside = False
    for done, line in enumerate(lines.lines):
        if done % 500 == 0:
            progress(done, len(lines.lines))
            if given_up():
                raise Stopped
        if inside and line.level == 1:
            parts.append("</task>\n")
        inside = line.batch is not None or (inside and line.level > 1)
        parts.append(writer.task(line))
        parts.append("" if line.batch is not None else "</task>\n")
    parts.append("</task>\n" if inside else "")
    parts += ["</tasks>\n", *writer.people(), *writer.baselines(), _roles(writer.roles)]
    progress(len(lines.lines), len(lines.lines))
    return "".join(parts).encode()


def _head(plan: ProgramPlan) -> str:
    about = attributes({
        "name": plan.name, "company": "", "webLink": "", "view-date": plan.start.isoformat(),
        "view-index": 0, "gantt-divider-location": 400, "resource-divider-location": 300,
        "version": _VERSION, "locale": "en",
    })  # fmt: skip
    week = plan.calendar.week or frozenset(range(7))
    days = {name: int((place + 6) % 7 not in week) for place, name in enumerate(_WEEK)}
    off = "".join(
        f"<date{attributes({'year': on.year, 'month': on.month, 'date': on.day})}"
        f' type="HOLIDAY">{text(name)}</date>\n'
        for on, name in plan.holidays
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<project{about}>\n<description/>\n'
        '<view zooming-state="default:6" id="gantt-chart">'
        '<field id="tpd3" name="Name" width="200" order="0"/>'
        '<field id="tpd4" name="Begin date" width="75" order="1"/>'
        '<field id="tpd5" name="End date" width="75" order="2"/></view>\n'
        '<view id="resource-table"><field id="0" name="Name" width="200" order="0"/>'
        '<field id="1" name="Default role" width="100" order="1"/></view>\n'
        '<calendars><day-types><day-type id="0"/><day-type id="1"/>'
        f'<default-week id="1" name="default"{attributes(days)}/>'
        '<only-show-weekends value="false"/><overriden-day-types/><days/></day-types>\n'
        f"{off}</calendars>\n"
    )


class _Writer:
    """Writes tasks, people and baselines."""

    def __init__(self, lines: Outline) -> None:
        self._lines, self._plan = lines, lines.plan
        self._people = {person.id: person.name for person in lines.plan.people}
        self._after: dict[int, list[str]] = {}
        for links in lines.before.values():
            for link in links:
                depend = attributes({
                    "id": lines.uids[link.after], "type": _TYPES[link.type],
                    "difference": link.lag, "hardness": "Rubber",
                })  # fmt: skip
                self._after.setdefault(link.before, []).append(f"<depend{depend}/>")
        self.roles = list(dict.fromkeys(one.role for one in lines.plan.people if one.role))

    def properties(self) -> str:
        """The columns: those that are always there, and ours."""
        built_in = "".join(
            f'<taskproperty id="tpd{place}" name="{name}" type="default" valuetype="{kind}"/>'
            for place, (name, kind) in enumerate(_BUILT_IN)
        )
        ours = "".join(
            f'<taskproperty id="{id}" name="{name}" type="custom" valuetype="text"/>'
            for name, id in _FIELDS.items()
        )
        return (
            f'<tasks empty-milestones="true">\n<taskproperties>{built_in}{ours}</taskproperties>\n'
        )

    def task(self, line: Line) -> str:
        """A task but for its end, which comes after those in it."""
        one, fields = line.initiative, line.fields(self._people)
        about: dict[str, object] = {
            "id": line.uid, "name": line.name, "meeting": "false", "expand": "true",
        }  # fmt: skip
        notes = ""
        if one is not None:
            about |= self._initiative(one)
            notes = f"<notes>{text(one.description)}</notes>" if one.description else ""
            fields[EFFORT] = f"{one.effort:g}" if one.effort else ""
            fields[PINNED] = "yes" if one.pinned else ""
            if one.dated is None:
                fields[DATES] = "start" if one.start else "end" if one.end else "none"
        elif (mark := line.milestone) is not None:
            about |= {
                "color": _MILESTONE, "meeting": "true", "start": mark.on.isoformat(), "duration": 0,
                "complete": 100 if mark.done else 0,
            }  # fmt: skip
        else:
            start, end = line.span or (self._plan.start, self._plan.start)
            about |= {"color": _BATCH, "start": start.isoformat(), "complete": 0}
            about["duration"] = self._lines.days(start, end)
            fields[DEADLINE] = line.batch.deadline.isoformat() if line.batch else ""
        values = "".join(
            f"<customproperty{attributes({'taskproperty-id': _FIELDS[name], 'value': value})}/>"
            for name, value in fields.items()
            if value
        )
        links = "".join(self._after.get(one.id, ())) if one else ""
        return f"<task{attributes(about)}>{notes}{links}{values}"

    def _initiative(self, one: PlanInitiative) -> dict[str, object]:
        start = one.start or one.end or self._plan.start
        return {
            "color": _COLOURS[one.hue if one.hue < len(_COLOURS) else one.hue % 5],
            "start": start.isoformat(),
            "duration": self._lines.days(*one.dated) if one.dated else 1,
            "complete": one.progress,
            "priority": _PRIORITIES.get(one.priority) if one.priority else None,
            "cost-manual-value": f"{one.cost * 1000:.2f}" if one.cost else None,
            "cost-calculated": "false" if one.cost else None,
        }  # fmt: skip

    def people(self) -> Iterator[str]:
        """Resources, and each as the one who answers for what they own."""
        yield "<resources>\n"
        for one in self._plan.people:
            role = self.roles.index(one.role) if one.role else "Default:0"
            about = attributes({
                "id": self._lines.people[one.id], "name": " ".join(one.name.split()),
                "function": role, "contacts": one.email, "phone": "",
            })  # fmt: skip
            yield f"<resource{about}/>\n"
        yield "</resources>\n<allocations>\n"
        for task, owner in self._owned():
            about = attributes({
                "task-id": task, "resource-id": self._lines.people[owner], "function": "Default:0",
                "responsible": "true", "load": "100.0",
            })  # fmt: skip
            yield f"<allocation{about}/>\n"
        yield "</allocations>\n<vacations/>\n"

    def _owned(self) -> Iterator[tuple[int, int]]:
        for one in self._plan.initiatives:
            if one.owner_id is not None and one.owner_id in self._lines.people:
                yield self._lines.uids[one.id], one.owner_id

    def baselines(self) -> Iterator[str]:
        """The plan as it was; the day is put behind the name."""
        yield "<previous>\n"
        for baseline in self._plan.baselines:
            name = f"{' '.join(baseline.name.split())} ({baseline.taken_on.isoformat()})"
            yield f"<previous-tasks{attributes({'name': name})}>\n"
            yield from self._bars(baseline)
            yield "</previous-tasks>\n"
        yield "</previous>\n"

    def _bars(self, baseline: PlanBaseline) -> Iterator[str]:
        for id, (start, end) in baseline.bars.items():
            about = attributes({
                "id": self._lines.uids[id], "start": start.isoformat(),
                "duration": self._lines.days(start, end), "meeting": "false", "super": "false",
            })  # fmt: skip
            yield f"<previous-task{about}/>\n"


def _roles(names: Iterable[str]) -> str:
    rows = "".join(
        f"<role{attributes({'id': place, 'name': name})}/>" for place, name in enumerate(names)
    )
    return f'<roles roleset-name="Default"/>\n<roles>{rows}</roles>\n</project>\n'


EXPORT: Final = Export(
    key="gan",
    title="Plan for GanttProject",
    text="The roadmap, for GanttProject",
    suffix=".gan",
    holds="Batches with their initiatives, links, milestones, owners, progress, cost, working days "
    "and baselines. Cancelled and archived initiatives, actions, charters and requests are not in "
    "it; a bar there begins and ends on working days.",
    read=read,
    write=gan,
    look=looks,
)
