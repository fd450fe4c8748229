"""What users do with requests before the board sees them: submit, describe, size and connect."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import AgendaItem, Meeting
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Program
from cxdesk.model.requests import (
    Evidence,
    Prerequisite,
    Request,
    RequestCheck,
    RequestEffort,
    RequestState,
    Source,
)
from cxdesk.model.wording import day
from cxdesk.services.order import STEP
from cxdesk.services.session import maybe, one, today

TOO_MUCH = 10_000_000  # thousands, or person-days: no program has them, a slip of a finger does
CHECKLIST = (
    "Complete",
    "No duplicate",
    "In the frame",
    "Linked to an outcome",
    "Evidence",
    "Sized",
)
"""What a request fulfils before it is qualified, unless the program has a list of its own."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to be submitted; `effort` in person-days by domain, None for no domain."""

    title: str
    source: Source = Source.ORGANISATION
    description: str = ""
    evidence: Evidence = Evidence.GUT
    urgent: bool = False
    deadline: date | None = None
    cost: float = 0.0
    outcome: int | None = None
    by: int | None = None
    effort: Mapping[int | None, float] = field(default_factory=dict)


def submit(
    session: Session,
    title: str,
    source: Source,
    *,
    description: str = "",
    evidence: Evidence = Evidence.DATA,
    urgent: bool = False,
    deadline: date | None = None,
    by: int | None = None,
    cost: float = 0.0,
    effort: Mapping[int | None, float] | None = None,
    outcome: int | None = None,
    checklist: Sequence[str] | None = None,
    code: str = "",
) -> int:
    """Add a request with its checklist open and return its id; effort in person-days by domain.

    Without `code` it gets the next one, and without `checklist` that of the program. Raises
    RuleBroken for an empty title, a figure below zero or a used code.
    """
    new = NewRequest(
        title, source, description, evidence, urgent, deadline, cost, outcome, by, effort or {}
    )
    code = code.strip() or f"R{_next_number(session)}"
    taken = session.scalar(select(Request.title).where(Request.code == code))
    if taken is not None:
        raise RuleBroken(f"{code} is already “{taken}”: a code is never used twice.")
    lines = checklist_of(session) if checklist is None else checklist
    made = _made(session, new, code, _last_position(session) + STEP, lines)
    session.flush()
    return made.id


def submit_new(session: Session, new: NewRequest) -> int:
    """Add a request with its checklist open and return its id."""
    return submit_all(session, [new])[0]


def submit_all(session: Session, rows: Sequence[NewRequest]) -> list[int]:
    """Add all of them, or none. Raises RuleBroken naming the row that is wrong, where it is one of
    several.
    """
    first, last, lines = _next_number(session), _last_position(session), checklist_of(session)
    added = []
    for number, new in enumerate(rows):
        try:
            place = last + (number + 1) * STEP
            added.append(_made(session, new, f"R{first + number}", place, lines))
        except RuleBroken as broken:
            row = f"Row {number + 1}: " if len(rows) > 1 else ""
            raise RuleBroken(f"{row}{broken.text}", broken.way) from None
    session.flush()
    return [each.id for each in added]


def _made(
    session: Session, new: NewRequest, code: str, position: float, lines: Sequence[str]
) -> Request:
    """A request, submitted but not written yet."""
    if problem := title_problem(new.title):
        raise RuleBroken(problem)
    for figure in (new.cost, *new.effort.values()):
        _refuse_figure(figure)
    made = Request(
        code=code, title=new.title, description=new.description, source=new.source,
        evidence=new.evidence, urgent=new.urgent, deadline=new.deadline,
        submitted_by=maybe(session, Person, new.by), submitted_on=today(session),
        cost=new.cost, outcome=maybe(session, Outcome, new.outcome),
        state=RequestState.SUBMITTED, state_since=today(session), position=position,
        effort=[
            RequestEffort(domain=maybe(session, Domain, domain), days=days)
            for domain, days in new.effort.items()
            if days
        ],
        checks=[
            RequestCheck(text=text, position=place * STEP) for place, text in enumerate(lines, 1)
        ],
    )  # fmt: skip
    session.add(made)
    return made


def submit_again(session: Session, id: int) -> int:
    """Submit anew what was turned away or merged by mistake; the old request stays as it is."""
    here = one(session, Request, id)
    if not here.state.over or here.state is RequestState.ACCEPTED:
        raise RuleBroken(f"{here.code} is {here.state.label.lower()}: it is still on its way.")
    before = f"Submitted before as {here.code}, {here.state.label.lower()} {day(here.state_since)}"
    before += f": {here.reason}" if here.reason else "."
    return submit(
        session, here.title, here.source,
        description=f"{here.description.rstrip()}\n\n{before}".lstrip(), evidence=here.evidence,
        urgent=here.urgent, deadline=here.deadline, by=here.submitted_by_id, cost=here.cost,
        effort={row.domain_id: row.days for row in here.effort}, outcome=here.outcome_id,
    )  # fmt: skip


# Describing it ------------------------------------------------------------------------------


def edit(
    session: Session,
    id: int,
    *,
    title: str | None = None,
    description: str | None = None,
    source: Source | None = None,
    evidence: Evidence | None = None,
    cost: float | None = None,
) -> None:
    """Set what is given and keep the rest. Raises RuleBroken once it stands on an agenda."""
    here = changeable(session, id)
    if title is not None:
        if not title.strip():
            raise RuleBroken(f"{here.code} needs a title.")
        here.title = title
    if cost is not None:
        _refuse_figure(cost)
        here.cost = cost
    here.description = here.description if description is None else description
    here.source, here.evidence = source or here.source, evidence or here.evidence


def hurry(session: Session, id: int, urgent: bool, deadline: date | None) -> None:
    """Say whether it is urgent, and the day from which it is too late."""
    here = changeable(session, id)
    here.urgent, here.deadline = urgent, deadline


def serve(session: Session, id: int, outcome: int | None) -> None:
    """Link it to the outcome that it serves."""
    changeable(session, id).outcome = maybe(session, Outcome, outcome)


def credit(session: Session, id: int, person: int | None) -> None:
    """Say who submitted it."""
    changeable(session, id).submitted_by = maybe(session, Person, person)


def size(session: Session, id: int, effort: Mapping[int | None, float]) -> None:
    """Set the person-days by domain (None for no domain); one of no days goes."""
    here = changeable(session, id)
    for days in effort.values():
        _refuse_figure(days)
    there = {row.domain_id: row for row in here.effort}
    for domain, days in effort.items():
        if not days:
            continue
        row = there.get(domain)
        if row is None:
            here.effort.append(RequestEffort(domain=maybe(session, Domain, domain), days=days))
        else:
            row.days = days
    for domain, row in there.items():
        if not effort.get(domain):
            here.effort.remove(row)


def require(session: Session, id: int, needed: Sequence[int]) -> None:
    """Say which requests must be taken before or with it. A cycle is refused and named."""
    here = changeable(session, id)
    there = {row.needed_id: row for row in here.needs}
    for other in (one(session, Request, each) for each in dict.fromkeys(needed)):
        if other.id in there:
            continue
        if other is here:
            raise RuleBroken(f"{here.code} cannot need itself.")
        if other.state.over and other.state is not RequestState.ACCEPTED:
            raise RuleBroken(
                f"{other.code} is {other.state.label.lower()}: {here.code} cannot wait for it.",
                Way(f"Open {other.code}", "request", other.id),
            )
        if cycle := _way_to(session, other, here):
            codes = " needs ".join([here.code, *(each.code for each in cycle)])
            raise RuleBroken(f"That would be a circle: {codes}.")
        here.needs.append(Prerequisite(needed=other))
    for other_id, row in there.items():
        if other_id not in needed:
            here.needs.remove(row)


def changeable(session: Session, id: int) -> Request:
    """The request, where its words may change. Raises RuleBroken, naming the meeting, if not."""
    here = one(session, Request, id)
    if here.state.editable:
        return here
    if here.state.over:
        raise RuleBroken(f"{here.code} is {here.state.label.lower()} and does not change any more.")
    meeting = _meeting_of(session, here)
    if here.state is RequestState.RANKED:
        by = f" at {meeting.name}" if meeting else ""
        raise RuleBroken(
            f"{here.code} was voted on{by}: what the board ranked does not change.", _to(meeting)
        )
    raise RuleBroken(
        f"{here.code} stands on the agenda of {meeting.name if meeting else 'a meeting'}: its "
        "wording is fixed there. Take it off the agenda to change it.",
        _to(meeting),
    )


def title_problem(title: str) -> str:
    """What is wrong with the title of a request, for its field; "" when nothing is."""
    return "" if title.strip() else "A request needs a title."


def checklist_of(session: Session) -> tuple[str, ...]:
    """The checklist that new requests get."""
    kept = session.execute(select(Program.__table__.c.checklist).limit(1)).scalar()
    return tuple(kept) if kept else CHECKLIST


# Where it goes ------------------------------------------------------------------------------


def tick(session: Session, check: int, ticked: bool) -> None:
    """Tick a line of the qualification checklist, or take the tick away."""
    here = one(session, RequestCheck, check)
    here.request.tick(here, ticked)


def tick_named(session: Session, id: int, texts: Sequence[str]) -> None:
    """Tick exactly the lines of the checklist with these texts."""
    here = one(session, Request, id)
    for check in here.checks:
        here.tick(check, check.text in texts)


def move(session: Session, id: int, state: RequestState) -> None:
    """Move a request to another state. Raises RuleBroken where the way is closed."""
    one(session, Request, id).move_to(state, today=today(session))


def ask(session: Session, id: int, question: str, person: int) -> None:
    """Send it back with a question to somebody."""
    one(session, Request, id).ask(question, one(session, Person, person), today=today(session))


def answer(session: Session, id: int, text: str) -> None:
    """Answer its question; both stand in its description then, and it is submitted again."""
    one(session, Request, id).answer(text, today=today(session))


def reject(session: Session, id: int, reason: str) -> None:
    """Turn it away for a reason. Refused while another request needs it."""
    here = one(session, Request, id)
    by = session.scalars(select(Prerequisite).where(Prerequisite.needed_id == id).limit(1)).first()
    if by is not None and not by.request.state.over:
        raise RuleBroken(
            f"{by.request.code} needs {here.code}: take that away before you reject it.",
            Way(f"Open {by.request.code}", "request", by.request_id),
        )
    here.reject(reason, today=today(session))


def merge(
    session: Session, id: int, initiative: int | None = None, *, request: int | None = None
) -> None:
    """Make it part of an initiative that does the work, or of another request.

    What was merged into it goes along, and who needs it needs what it is merged into.
    """
    here, now = one(session, Request, id), today(session)
    other = maybe(session, Request, request)
    if other is not None:
        here.merge_with(other, today=now)
    elif initiative is not None:
        here.merge(one(session, Initiative, initiative), today=now)
    else:
        raise RuleBroken(f"Say into what {here.code} is merged.")
    for part in session.scalars(select(Request).where(Request.merged_request_id == id)).all():
        part.merged_request, part.merged_into = other, here.merged_into
    for row in list(here.needs):
        here.needs.remove(row)
    for row in session.scalars(select(Prerequisite).where(Prerequisite.needed_id == id)).all():
        waits = row.request
        there = {each.needed_id for each in waits.needs}
        if other is None or other is waits or other.id in there:
            waits.needs.remove(row)
        elif _way_to(session, other, waits):
            waits.needs.remove(row)  # it would wait for itself
        else:
            row.needed = other


def _last_position(session: Session) -> float:
    return session.scalar(select(func.max(Request.position))) or 0.0


def _next_number(session: Session) -> int:
    codes = session.scalars(select(Request.code))
    return max((int(code[1:]) for code in codes if code[1:].isdecimal()), default=0) + 1


def _refuse_figure(value: float) -> None:
    if not math.isfinite(value) or value < 0:
        raise RuleBroken("A cost or an effort is a number of zero or more.")
    if value >= TOO_MUCH:
        raise RuleBroken(f"A cost or an effort is below {TOO_MUCH:,}.")


def _way_to(session: Session, start: Request, goal: Request) -> list[Request]:
    """What leads from one request to another over what each needs; empty where nothing does."""
    stack, seen = [[start]], {start.id}
    while stack:
        path = stack.pop()
        if path[-1] is goal:
            return path
        for row in path[-1].needs:
            if row.needed_id not in seen:
                seen.add(row.needed_id)
                stack.append([*path, one(session, Request, row.needed_id)])
    return []


def _meeting_of(session: Session, here: Request) -> Meeting | None:
    """The newest meeting on whose agenda it stands."""
    found = select(Meeting).join(AgendaItem).where(AgendaItem.request_id == here.id)
    return session.scalars(found.order_by(Meeting.number.desc()).limit(1)).first()


def _to(meeting: Meeting | None) -> Way | None:
    return None if meeting is None else Way("Open the meeting", "meeting", meeting.id)
