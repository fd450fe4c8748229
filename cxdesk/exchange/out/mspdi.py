"""The plan as MS Project's XML (MSPDI): elements in the order of its schema.

Batches are summary tasks. Dates are held as they stand: one that is pinned must start on its day,
any other starts no earlier. What MS Project has no place for stands in text fields that carry the
names of projects.plan.OWN_FIELDS, so that a plan that comes back is known by its codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from cxdesk.exchange.out.export import Export
from cxdesk.exchange.out.mspdi_frame import assignments, head, resources, tail
from cxdesk.exchange.out.plan_outline import Line, Outline, looks, outline
from cxdesk.exchange.out.xml_text import element, elements
from cxdesk.exchange.projects.plan import CODE, DOMAIN, LABELS, LEAD, PART_OF, SPONSOR, STATE
from cxdesk.model.states import LinkType, Priority
from cxdesk.reports.printed import Chosen
from cxdesk.services.export_plan import PlanInitiative, ProgramPlan, program_plan
from cxdesk.services.incoming import GivenUp, Progress, Stopped
from cxdesk.services.session import Session

MOST_BASELINES: Final = 11  # MS Project has those from 0 to 10
HOURS: Final = 8  # of a working day
_NAME, _FIELD = 512, 255  # characters that MS Project takes
_TYPES = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
_TENTHS = HOURS * 60 * 10  # of a minute, in a day
_PRIORITIES = {
    None: 500, Priority.HIGHEST: 900, Priority.HIGH: 700, Priority.MEDIUM: 550, Priority.LOW: 300,
}  # fmt: skip
# Text1 to Text7; from the seventh on they follow one another.
FIELDS: Final = dict(
    zip(
        (CODE, STATE, DOMAIN, PART_OF, SPONSOR, LEAD, LABELS),
        (188743731, 188743734, 188743737, 188743740, 188743743, 188743746, 188743747),
        strict=True,
    )
)
AS_SOON, MUST_START, MUST_FINISH, NOT_EARLIER = 0, 2, 3, 4


def mspdi(plan: ProgramPlan, progress: Progress, given_up: GivenUp) -> bytes:
    """The file, in UTF-8. Raises Stopped when it is given up."""
    lines = outline(plan)
    parts = [head(plan, FIELDS), "<Tasks>\n", _whole(plan, lines)]
    writer = _Writer(lines)
    for done, line in enumerate(lines.lines):
        if done % 500 == 0:
            progress(done, len(lines.lines))
            if given_up():
                raise Stopped
        parts.append(writer.task(line))
    parts += ["</Tasks>\n", resources(lines), assignments(lines), tail()]
    progress(len(lines.lines), len(lines.lines))
    return "".join(parts).encode()


def opens(on: date) -> str:
    """The moment a working day begins."""
    return f"{on.isoformat()}T08:00:00"


def closes(on: date) -> str:
    """The moment a working day ends."""
    return f"{on.isoformat()}T17:00:00"


def hours(days: float) -> str:
    """Working days as a duration."""
    minutes = round(days * HOURS * 60)
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _whole(plan: ProgramPlan, lines: Outline) -> str:
    """The task that stands for the whole, with the names of the baselines in its notes."""
    names = "\n".join(
        f"Baseline{f' {number}' if number else ''}: {' '.join(one.name.split())} "
        f"({one.taken_on.isoformat()})"
        for number, one in enumerate(plan.baselines[:MOST_BASELINES])
    )
    first, last = lines.span
    return "<Task>" + elements({
        "UID": 0, "ID": 0, "Name": plan.name[:_NAME], "Type": 1, "IsNull": 0, "WBS": "0",
        "OutlineNumber": "0", "OutlineLevel": 0, "Priority": 500, "Start": opens(first),
        "Finish": closes(last), "Duration": hours(lines.days(first, last)), "DurationFormat": 21,
        "Milestone": 0, "Summary": 1, "Notes": names or None,
    }) + "</Task>\n"  # fmt: skip


class _Writer:
    """Writes the tasks one after the other."""

    def __init__(self, lines: Outline) -> None:
        self._lines = lines
        self._people = {person.id: person.name for person in lines.plan.people}
        self._baselines = lines.plan.baselines[:MOST_BASELINES]

    def task(self, line: Line) -> str:
        """One task."""
        values = self._head(line)
        if line.batch is not None:
            values |= self._batch(line)
        elif line.milestone is not None:
            values |= self._milestone(line)
        elif line.initiative is not None:
            values |= self._initiative(line.initiative)
        return f"<Task>{elements(values)}{''.join(self._groups(line))}</Task>\n"

    def _head(self, line: Line) -> dict[str, object]:
        return {
            "UID": line.uid, "ID": line.row, "Name": line.name[:_NAME], "Active": 1, "Manual": 0,
            "Type": 1, "IsNull": 0, "WBS": line.number, "OutlineNumber": line.number,
            "OutlineLevel": line.level, "Priority": 500,
        }  # fmt: skip

    def _batch(self, line: Line) -> dict[str, object]:
        span = line.span
        return {
            **(self._span(*span) if span else {}), "EffortDriven": 0, "Milestone": 0, "Summary": 1,
            "ConstraintType": AS_SOON, "CalendarUID": -1,
            "Deadline": closes(line.batch.deadline) if line.batch else None,
        }  # fmt: skip

    def _milestone(self, line: Line) -> dict[str, object]:
        mark = line.milestone
        on = closes(mark.on) if mark else None
        return {
            "Start": on, "Finish": on, "Duration": hours(0), "DurationFormat": 7, "EffortDriven": 0,
            "Estimated": 0, "Milestone": 1, "Summary": 0,
            "PercentComplete": 100 if mark and mark.done else 0,
            "ActualStart": on if mark and mark.done else None,
            "ActualFinish": on if mark and mark.done else None,
            "ConstraintType": MUST_FINISH, "CalendarUID": -1, "ConstraintDate": on,
        }  # fmt: skip

    def _initiative(self, one: PlanInitiative) -> dict[str, object]:
        span, cost = one.dated, round(one.cost * 100_000)
        begun = one.start if span and one.progress else None
        done = one.end if span and one.progress >= 100 else None
        return {
            "Manual": 0 if span else 1, "Priority": _PRIORITIES[one.priority],
            "Start": opens(one.start) if one.start else None,
            "Finish": closes(one.end) if one.end else None,
            **(self._span(*span) if span else {}),
            "Work": hours(one.effort) if one.effort else None,
            "EffortDriven": 0, "Estimated": 0, "Milestone": 0, "Summary": 0,
            "FixedCost": cost or None, "FixedCostAccrual": 3, "PercentComplete": one.progress,
            "Cost": cost or None, "ActualStart": opens(begun) if begun else None,
            "ActualFinish": closes(done) if done else None,
            **(self._done(span, one.progress) if span else {}),
            "ConstraintType": (MUST_START if one.pinned else NOT_EARLIER) if span else AS_SOON,
            "CalendarUID": -1, "ConstraintDate": opens(span[0]) if span else None,
            "Notes": one.description or None,
        }  # fmt: skip

    def _done(self, span: tuple[date, date], progress: int) -> dict[str, object]:
        """How much of its duration is done: MS Project reckons the progress from it."""
        days = self._lines.days(*span)
        done = days * min(max(progress, 0), 100) / 100
        return {"ActualDuration": hours(done), "RemainingDuration": hours(days - done)}

    def _span(self, start: date, end: date) -> dict[str, object]:
        days = self._lines.days(start, end)
        return {
            "Start": opens(start), "Finish": closes(end), "Duration": hours(days),
            "DurationFormat": 7,
        }  # fmt: skip

    def _groups(self, line: Line) -> Iterator[str]:
        """Links, our fields and baselines, which stand last."""
        if (one := line.initiative) is not None:
            for link in self._lines.before.get(one.id, ()):
                values = {
                    "PredecessorUID": self._lines.uids[link.before], "Type": _TYPES[link.type],
                    "CrossProject": 0, "LinkLag": link.lag * _TENTHS, "LagFormat": 7,
                }  # fmt: skip
                yield f"<PredecessorLink>{elements(values)}</PredecessorLink>"
        for name, value in line.fields(self._people).items():
            if value:
                yield (
                    f"<ExtendedAttribute><FieldID>{FIELDS[name]}</FieldID>"
                    f"{element('Value', value, _FIELD)}</ExtendedAttribute>"
                )
        for number, baseline in enumerate(self._baselines):
            if one is not None and (bar := baseline.bars.get(one.id)) is not None:
                bars = {"Number": number, **self._span(*bar)}
                yield f"<Baseline>{elements(bars)}</Baseline>"


def read(session: Session, _chosen: Chosen) -> ProgramPlan:
    """The plan of the program."""
    return program_plan(session)


EXPORT: Final = Export(
    key="xml",
    title="Plan for MS Project (XML)",
    text="The roadmap, for MS Project and programs that read its files",
    suffix=".xml",
    holds="Batches with their initiatives, links, milestones, owners, progress, cost and effort, "
    "working days and the last eleven baselines. Cancelled and archived initiatives, actions, "
    "charters and requests are not in it.",
    read=read,
    write=mspdi,
    look=looks,
)
