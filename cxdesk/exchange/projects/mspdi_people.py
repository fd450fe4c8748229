"""The resources of an MS Project plan who are people, and what they are assigned to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxdesk.exchange.projects.mspdi_tasks import true
from cxdesk.exchange.projects.plan import Assigned, Resource
from cxdesk.exchange.projects.times import minutes
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.services.incoming import Fate, Note

_MATERIAL = "0"


@dataclass(frozen=True, slots=True)
class People:
    """Those who work, and what to say of resources that are nobody."""

    resources: tuple[Resource, ...]
    notes: tuple[Note, ...]


def people(project: Node) -> People:
    """Resources that are people: no material, no cost, no role in general."""
    found: dict[str, Resource] = {}
    things = 0
    for node in _all(project, "Resources", "Resource"):
        said = node.values()
        name = " ".join(said.get("Name", "").split())
        key = said.get("UID", "")
        if not name or not key or true(said.get("IsNull", "")):
            continue
        if said.get("Type") == _MATERIAL or any(
            true(said.get(flag, "")) for flag in ("IsGeneric", "IsCostResource", "IsBudget")
        ):
            things += 1
            continue
        found[key] = Resource(
            key, name, email=said.get("EmailAddress", ""), initials=said.get("Initials", ""),
            group=" ".join(said.get("Group", "").split()),
            active=not true(said.get("IsInactive", "")),
        )  # fmt: skip
    text = "Resources that are no people (material, cost, roles in general) have no place here."
    return People(tuple(found.values()), (Note(Fate.DROPPED, text, things),) if things else ())


def assigned(project: Node, resources: tuple[Resource, ...]) -> Iterator[Assigned]:
    """Who works on what, by minutes of work, or by units where no work is said."""
    keys = {each.key for each in resources}
    for node in _all(project, "Assignments", "Assignment"):
        said = node.values()
        if (who := said.get("ResourceUID", "")) in keys:
            work = minutes(said.get("Work", "")) or 0.0
            yield Assigned(said.get("TaskUID", ""), who, work or _units(said) / 1000)


def _units(said: dict[str, str]) -> float:
    try:
        return min(max(float(said.get("Units", "")), 0.0), 100.0)
    except ValueError:
        return 0.0


def _all(node: Node, group: str, name: str) -> Iterator[Node]:
    found = node.first(group)
    return found.all(name) if found else iter(())
