"""What users do with requests before the board sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import (
    Evidence,
    Request,
    RequestCheck,
    RequestEffort,
    RequestState,
    Source,
)
from cxdesk.services.order import STEP
from cxdesk.services.session import maybe, one, today

CHECKLIST = (
    "Complete",
    "No duplicate",
    "In the frame",
    "Linked to an outcome",
    "Evidence",
    "Sized",
)


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
    effort: Mapping[int, float] | None = None,
    outcome: int | None = None,
    checklist: Sequence[str] = CHECKLIST,
    code: str = "",
) -> int:
    """Add a request with its checklist open and return its id; effort in person-days by domain.

    Without `code` it gets the next one. Raises RuleBroken for an empty title or a used code.
    """
    if not title.strip():
        raise RuleBroken("A request needs a title.")
    code = code.strip() or _next_code(session)
    taken = session.scalar(select(Request.title).where(Request.code == code))
    if taken is not None:
        raise RuleBroken(f"{code} is already “{taken}”: a code is never used twice.")
    last = session.scalar(select(func.max(Request.position))) or 0.0
    new = Request(
        code=code, title=title, description=description, source=source,
        evidence=evidence, urgent=urgent, deadline=deadline,
        submitted_by=maybe(session, Person, by), submitted_on=today(session),
        cost=cost, outcome=maybe(session, Outcome, outcome),
        state=RequestState.SUBMITTED, state_since=today(session), position=last + STEP,
        effort=[
            RequestEffort(domain=maybe(session, Domain, domain), days=days)
            for domain, days in (effort or {}).items()
        ],
        checks=[
            RequestCheck(text=text, position=place * STEP)
            for place, text in enumerate(checklist, 1)
        ],
    )  # fmt: skip
    session.add(new)
    session.flush()
    return new.id


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


def merge(session: Session, id: int, initiative: int) -> None:
    """Make it part of an initiative that already does the work."""
    one(session, Request, id).merge(one(session, Initiative, initiative), today=today(session))


def _next_code(session: Session) -> str:
    used = {code for code in session.scalars(select(Request.code)) if code[1:].isdigit()}
    return f"R{max((int(code[1:]) for code in used), default=0) + 1}"
