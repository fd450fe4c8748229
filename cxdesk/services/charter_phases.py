"""The phases of a charter beside the dates of its initiative: taken over, spread out, judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.workdays import work_days
from cxdesk.model.charter_lines import Phase
from cxdesk.model.charters import Charter
from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import MONTH_NAMES, count, day
from cxdesk.services import charter_lines, initiatives
from cxdesk.services.charter_rows import PhaseLine
from cxdesk.services.detail import Detail
from cxdesk.services.frame import frame
from cxdesk.services.session import one

Dates = tuple[date, date]
USUAL = ("Design", "Build", "Trial", "Roll-out")
"""What most charters begin with."""


def calendar(session: Session) -> WorkCalendar:
    """The working days that slack is counted in."""
    return frame(session).calendar


def take_dates(session: Session, id: int) -> None:
    """Give the initiative the first and the last day of the phases of a charter version.

    Raises RuleBroken where no phase has dates, and where the dates break a rule of the plan.
    """
    here = one(session, Charter, id)
    found = span([(phase.start, phase.end) for phase in here.phases])
    if found is None:
        raise RuleBroken(
            "No phase has a start and an end: give the first and the last phase dates."
        )
    initiatives.schedule(session, here.initiative_id, *found)


def spread(session: Session, id: int) -> None:
    """Lay the phases of a draft one behind the other over the dates of the initiative.

    Each keeps its share of the working days; phases without dates get equal shares. Raises
    RuleBroken without dates, and where there are fewer working days than phases.
    """
    here = one(session, Charter, id)
    here.refuse_change()
    initiative, phases = here.initiative, here.phases
    if initiative.start is None or initiative.end is None:
        raise RuleBroken(f"{initiative.code} has no dates yet: set its start and end first.")
    days = calendar(session)
    laid = shares(
        [_length(phase, days) for phase in phases], initiative.start, initiative.end, days
    )
    if laid is None:
        raise RuleBroken(
            f"{initiative.code} has fewer working days than phases: remove phases, or give it "
            "more time."
        )
    for phase, (start, end) in zip(phases, laid, strict=True):
        phase.schedule(start, end)


def begin(session: Session, id: int) -> None:
    """Give a draft without phases the usual ones, spread over the initiative's dates if it has any.

    Raises RuleBroken where it has phases.
    """
    here = one(session, Charter, id)
    if here.phases:
        raise RuleBroken("The charter has phases already: add the others one by one.")
    for name in USUAL:
        charter_lines.add_phase(session, id, name)
    it = here.initiative
    if it.start is not None and it.end is not None:
        equal = [None] * len(USUAL)
        if shares(equal, it.start, it.end, calendar(session)) is not None:  # else they are too many
            spread(session, id)


def _length(phase: Phase, days: WorkCalendar) -> int | None:
    if phase.start is None or phase.end is None:
        return None
    first, after = work_days(days).stretch(phase.start, phase.end)
    return after - first


def shares(
    lengths: Sequence[int | None], start: date, end: date, days: WorkCalendar
) -> list[Dates] | None:
    """Stretches one behind the other from `start` to `end`, in the proportion of `lengths`.

    They are equal unless every length is known. None where there are not enough working days.
    """
    work = work_days(days)
    first, after = work.stretch(start, end)
    whole, many = after - first, len(lengths)
    if not many or whole < many:
        return None if many else []
    known = [length for length in lengths if length is not None]
    weights = known if len(known) == many else [1] * many
    edges = [first]
    for n in range(1, many):
        at = first + round(whole * sum(weights[:n]) / sum(weights))
        edges.append(min(max(at, edges[-1] + 1), after - (many - n)))
    edges.append(after)
    laid = [(work.day(low), work.day(high - 1)) for low, high in pairwise(edges)]
    laid[0] = (start, laid[0][1])
    laid[-1] = (laid[-1][0], end)
    return laid


def span(dates: Sequence[tuple[date | None, date | None]]) -> Dates | None:
    """The first and the last day of all; None unless something starts and something ends."""
    starts = [start for start, _ in dates if start is not None]
    ends = [end for _, end in dates if end is not None]
    if not starts or not ends or min(starts) > max(ends):
        return None
    return min(starts), max(ends)


# What is said of them -----------------------------------------------------------------------


def summary(phases: Sequence[PhaseLine], detail: Detail, days: WorkCalendar) -> str:
    """When the phases are, and what is left up to the deadline of the batch."""
    if not phases:
        return ""
    found = span([(phase.start, phase.end) for phase in phases])
    if found is None:
        return "No phase has dates yet."
    said = f"{_from_to(*found)}."
    if detail.deadline is None or detail.deadline < found[1]:
        return said
    batch = detail.batch.partition(" ")[0]
    left = days.days_between(found[1], detail.deadline)
    if detail.deadline == found[1]:
        return f"{said} The last phase ends on the deadline of batch {batch}: no slack."
    slack = count(left, "working day") if left else "no working day"
    return f"{said} The last phase ends {slack} before the deadline of batch {batch}."


def warnings(phases: Sequence[PhaseLine], detail: Detail, days: WorkCalendar) -> list[str]:
    """What does not fit: after the deadline, outside the initiative's dates, overlaps, gaps."""
    found: list[str] = []
    all_ = span([(phase.start, phase.end) for phase in phases])
    if all_ is not None and detail.deadline is not None and detail.deadline < all_[1]:
        late = count(max(1, days.days_between(detail.deadline, all_[1])), "working day")
        batch = detail.batch.partition(" ")[0]
        found.append(
            f"The last phase ends {late} after the deadline of batch {batch}, "
            f"{day(detail.deadline)}."
        )
    found += _outside(phases, detail)
    found += _beside(phases, days)
    without = sum(phase.start is None or phase.end is None for phase in phases)
    if without and all_ is not None:
        found.append(f"{count(without, 'phase')} without dates.")
    return found


def _outside(phases: Sequence[PhaseLine], it: Detail) -> list[str]:
    found = []
    for phase in phases:
        if phase.start and it.start and phase.start < it.start:
            found.append(f"“{phase.text}” starts before {it.code} does, {day(it.start)}.")
        if phase.end and it.end and phase.end > it.end:
            found.append(f"“{phase.text}” ends after {it.code} does, {day(it.end)}.")
    return found


def _beside(phases: Sequence[PhaseLine], days: WorkCalendar) -> list[str]:
    """Overlaps and gaps between phases that follow one another in time."""
    found = []
    dated = sorted(
        (phase.start, phase.end, phase.text) for phase in phases if phase.start and phase.end
    )
    latest: tuple[date, str] | None = None
    work = work_days(days)
    for start, end, name in dated:
        if latest is not None:
            until, before = latest
            free = work.index(start) - work.after(until)
            if start <= until:
                shared = count(
                    max(1, work.after(min(until, end)) - work.index(start)), "working day"
                )
                found.append(f"“{before}” and “{name}” overlap by {shared}.")
            elif free > 0:
                gap = count(free, "working day")
                found.append(f"Nothing is planned for {gap} between “{before}” and “{name}”.")
        if latest is None or end >= latest[0]:
            latest = (end, name)
    return found


def _from_to(start: date, end: date) -> str:
    """A span in words: "1 March to 30 April 2027"."""
    first = f"{start.day} {MONTH_NAMES[start.month - 1]}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"{first} to {end.day} {MONTH_NAMES[end.month - 1]} {end.year}"
