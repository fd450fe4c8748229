"""Plans written by hand, as small as they can be."""

from __future__ import annotations

from xml.sax.saxutils import escape

from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.projects import gan, mspdi
from cxdesk.exchange.projects.opened_plan import OpenedPlan
from cxdesk.exchange.recognise import Found
from cxdesk.services.incoming import Incoming
from tests.conftest import TODAY


def task(uid: int, name: str = "", level: int = 1, within: str = "", **said: object) -> str:
    """A task in XML, of one day unless `said` tells another."""
    values = {
        "UID": uid, "Name": name or f"T{uid}", "OutlineLevel": level,
        "Start": "2027-03-01T08:00:00", "Finish": "2027-03-01T17:00:00", "Duration": "PT8H0M0S",
    } | said  # fmt: skip
    parts = "".join(
        f"<{key}>{escape(str(value))}</{key}>" for key, value in values.items() if value is not None
    )
    return f"<Task>{parts}{within}</Task>"


def days(first: str, last: str) -> dict[str, str]:
    """Start and finish on these days."""
    return {"Start": f"{first}T08:00:00", "Finish": f"{last}T17:00:00"}


def after(uid: int, type: int | str = 1, lag: int = 0, format: int = 7) -> str:
    """A link to a predecessor."""
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{type}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{format}</LagFormat></PredecessorLink>"
    )


def project(*tasks: str, more: str = "", space: bool = True) -> bytes:
    """A whole file of MS Project."""
    name = ' xmlns="http://schemas.microsoft.com/project"' if space else ""
    rows = "".join(tasks)
    return f"<Project{name}><Title>Move</Title>{more}<Tasks>{rows}</Tasks></Project>".encode()


def read_xml(content: bytes, name: str = "plan.xml") -> OpenedPlan:
    """A file of MS Project, opened."""
    found = mspdi.opened(Found(name, content), Into(TODAY))
    assert isinstance(found, OpenedPlan)
    return found


def read_gan(content: str, name: str = "plan.gan") -> OpenedPlan:
    """A file of GanttProject, opened."""
    found = gan.opened(Found(name, content.encode()), Into(TODAY))
    assert isinstance(found, OpenedPlan)
    return found


def told(plan: OpenedPlan, **answers: str) -> Incoming:
    """What it says by these answers."""
    return plan.answered(answers).incoming(no_progress, never)


def links(incoming: Incoming) -> set[tuple[str, str, str, int]]:
    """The links by their keys."""
    return {(one.predecessor, one.successor, one.type.value, one.lag) for one in incoming.links}


def notes(incoming: Incoming) -> dict[str, int]:
    """The notes with their counts, by the first words."""
    return {" ".join(note.text.split()[:4]): note.count for note in incoming.notes}


MILESTONE = {
    "Start": "2027-03-05T17:00:00", "Finish": "2027-03-05T17:00:00", "Duration": "PT0H0M0S",
}  # fmt: skip


def of(*tasks: str, more: str = "", **answers: str) -> Incoming:
    """What a file of MS Project with these tasks says."""
    return told(read_xml(project(*tasks, more=more)), **answers)
