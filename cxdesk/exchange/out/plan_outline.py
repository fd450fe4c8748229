"""The plan as an outline: batches with their initiatives, and these with their milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.workdays import work_days
from cxdesk.exchange.out.export import Look
from cxdesk.exchange.out.plan_numbers import numbers
from cxdesk.exchange.projects.plan import CODE, DOMAIN, LABELS, LEAD, PART_OF, SPONSOR, STATE
from cxdesk.model.wording import day
from cxdesk.services.export_plan import PlanBatch, PlanInitiative, ProgramPlan
from cxdesk.services.roadmap import LinkRow, MilestoneRow

_LOOKED_AT = 20
_TITLES = ("No.", "Name", "What", "Code", "Start", "End", "Done")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline: a batch, an initiative or a milestone.

    `row` counts the lines from 1, `number` is its place as "2.1", `span` the first and the last day
    of a batch's initiatives.
    """

    uid: int
    row: int
    number: str
    level: int
    batch: PlanBatch | None = None
    initiative: PlanInitiative | None = None
    milestone: MilestoneRow | None = None
    span: tuple[date, date] | None = None

    @property
    def name(self) -> str:
        """What it is called, on one line."""
        if self.batch is not None:
            name = self.batch.name
        elif self.initiative is not None:
            name = self.initiative.title
        else:
            name = self.milestone.name if self.milestone else ""
        return " ".join(name.split())

    def fields(self, people: Mapping[int, str]) -> dict[str, str]:
        """What is said of it in fields of our own, by their names; "" for what is not."""
        if (batch := self.batch) is not None:
            return {CODE: batch.code, LEAD: people.get(batch.lead_id or 0, "")}
        if (one := self.initiative) is not None:
            return {
                CODE: one.code, STATE: one.state.label, DOMAIN: one.domain, PART_OF: one.parent,
                SPONSOR: people.get(one.sponsor_id or 0, ""),
                LABELS: "; ".join(label.replace(";", ",") for label in one.labels),
            }  # fmt: skip
        return {PART_OF: self.milestone.code or "" if self.milestone else ""}


@dataclass(frozen=True)
class Outline:
    """The lines, and the number of each of our ids: of tasks, and of people."""

    plan: ProgramPlan
    lines: tuple[Line, ...]
    uids: Mapping[int, int]
    people: Mapping[int, int]
    before: Mapping[int, tuple[LinkRow, ...]]  # links by the id of their successor
    span: tuple[date, date]

    def days(self, start: date, end: date) -> int:
        """Working days between two days, both included; one at least."""
        first, after = work_days(self.plan.calendar).stretch(start, end)
        return after - first


def outline(plan: ProgramPlan) -> Outline:
    """The plan in order: batches, then what has none, then dates from outside the program."""
    ids = [
        *(each.id for each in plan.batches), *(each.id for each in plan.initiatives),
        *(each.id for each in plan.milestones),
    ]  # fmt: skip
    uids = numbers(ids)
    before: dict[int, list[LinkRow]] = {}
    for link in plan.links:
        before.setdefault(link.after, []).append(link)
    days = [on for one in plan.initiatives for on in (one.start, one.end) if on]
    days += [mark.on for mark in plan.milestones]
    return Outline(
        plan, tuple(_lines(plan, uids)), uids, numbers(each.id for each in plan.people),
        {id: tuple(links) for id, links in before.items()},
        (min(days, default=plan.start), max(days, default=plan.start)),
    )  # fmt: skip


def _lines(plan: ProgramPlan, uids: Mapping[int, int]) -> Iterator[Line]:
    within = plan.within()
    marks: dict[int | None, list[MilestoneRow]] = {}
    for mark in plan.milestones:
        marks.setdefault(mark.initiative_id, []).append(mark)
    row = top = 0
    for batch in plan.batches:
        members = within.get(batch.id, [])
        row, top, nth = row + 1, top + 1, 0
        days = [on for one in members for on in (one.start, one.end) if on]
        span = (min(days), max(days)) if days else None
        yield Line(uids[batch.id], row, str(top), 1, batch=batch, span=span)
        for one in _with_marks(members, marks):
            row, nth = row + 1, nth + 1
            yield _line(one, uids, row, f"{top}.{nth}", 2)
    for one in (*_with_marks(within.get(None, []), marks), *marks.get(None, ())):
        row, top = row + 1, top + 1
        yield _line(one, uids, row, str(top), 1)


def _with_marks(
    members: list[PlanInitiative], marks: Mapping[int | None, list[MilestoneRow]]
) -> Iterator[PlanInitiative | MilestoneRow]:
    for one in members:
        yield one
        yield from marks.get(one.id, ())


def _line(
    one: PlanInitiative | MilestoneRow, uids: Mapping[int, int], row: int, number: str, level: int
) -> Line:
    if isinstance(one, MilestoneRow):
        return Line(uids[one.id], row, number, level, milestone=one)
    return Line(uids[one.id], row, number, level, initiative=one)


def looks(plan: ProgramPlan) -> tuple[Look, ...]:
    """The first lines, as they will stand in the other program."""
    lines = outline(plan).lines
    rows = tuple(_shown(line) for line in lines[:_LOOKED_AT])
    return (Look("Tasks", _TITLES, rows, len(lines)),)


def _shown(line: Line) -> tuple[str, ...]:
    one, mark = line.initiative, line.milestone
    if one is not None:
        what, start, end, done = "Initiative", one.start, one.end, f"{one.progress} %"
    elif mark is not None:
        what, start, end, done = "Milestone", mark.on, mark.on, "100 %" if mark.done else "0 %"
    else:
        what, (start, end), done = "Batch", line.span or (None, None), ""
    days = (day(on) if on else "" for on in (start, end))
    return line.number, line.name, what, line.fields({}).get(CODE, ""), *days, done
