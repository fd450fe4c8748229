"""GanttProject's files (.gan), as a plan."""

from __future__ import annotations

from cxdesk.exchange.opened import Into, Opened
from cxdesk.exchange.projects.gan_calendar import calendar_of
from cxdesk.exchange.projects.gan_tasks import baselines, tasks
from cxdesk.exchange.projects.opened_plan import OpenedPlan
from cxdesk.exchange.projects.plan import Assigned, Plan, Resource
from cxdesk.exchange.projects.xml_nodes import Node, read_xml, root_of
from cxdesk.exchange.recognise import Found
from cxdesk.services.incoming import Fate, Note

_WANTED = frozenset({
    "project", "calendars", "day-types", "default-week", "only-show-weekends", "date", "tasks",
    "taskproperties", "taskproperty", "task", "notes", "depend", "customproperty", "resources",
    "resource", "allocations", "allocation", "vacations", "vacation", "previous", "previous-tasks",
    "previous-task", "roles", "role",
})  # fmt: skip


def opened(found: Found, into: Into) -> Opened | None:
    """A plan of GanttProject; None for what is none. Raises KnownError for one that is damaged."""
    if root_of(found, ".gan") != ("", "project"):
        return None
    root = read_xml(found.name, found.content, _WANTED)
    if not root.has("tasks"):
        return None
    return OpenedPlan(plan_of(root, found.stem), into)


def plan_of(project: Node, stem: str) -> Plan:
    """The plan that a project element says; `stem` names one that has no name itself."""
    calendar = calendar_of(project)
    rows = tasks(project, calendar.work)
    first = min((task.start for task in rows.tasks if task.start), default=None)
    last = max((task.finish for task in rows.tasks if task.finish), default=None)
    name = " ".join(project.attributes.get("name", "").split()) or stem
    return Plan(
        program="GanttProject", source=f"gantt-project:{name[:120]}", name=name[:200],
        tasks=rows.tasks, ties=rows.ties, resources=_resources(project),
        assigned=tuple(_assigned(project)), baselines=baselines(project, calendar.work),
        calendar=calendar.incoming(first, last),
        notes=(*rows.notes, *calendar.notes, *_notes(project)), problems=rows.problems,
    )  # fmt: skip


def _resources(project: Node) -> tuple[Resource, ...]:
    roles = {
        role.attributes.get("id", ""): role.attributes.get("name", "")
        for group in project.all("roles")
        for role in group.all("role")
    }
    found: dict[str, Resource] = {}
    group = project.first("resources")
    for node in group.all("resource") if group else ():
        said = node.attributes
        name, key = " ".join(said.get("name", "").split()), said.get("id", "")
        if name and key:
            role = " ".join(roles.get(said.get("function", ""), "").split())
            found[key] = Resource(key, name, email=said.get("contacts", "").strip(), role=role)
    return tuple(found.values())


def _assigned(project: Node) -> list[Assigned]:
    group = project.first("allocations")
    return [
        Assigned(
            node.attributes.get("task-id", ""), node.attributes.get("resource-id", ""),
            _load(node.attributes.get("load", "")),
            answers=node.attributes.get("responsible") == "true",
        )
        for node in (group.all("allocation") if group else ())
    ]  # fmt: skip


def _load(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 10_000.0)
    except ValueError:
        return 0.0


def _notes(project: Node) -> list[Note]:
    group = project.first("vacations")
    away = len(list(group.all("vacation"))) if group else 0
    text = "Days on which single people are away have no place here."
    return [Note(Fate.DROPPED, text, away)] if away else []
