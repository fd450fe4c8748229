"""One request with all that its side panel shows, and what the program sees of its checklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import (
    Evidence,
    Prerequisite,
    Request,
    RequestCheck,
    RequestEffort,
    RequestState,
    Source,
)
from cxdesk.model.states import State
from cxdesk.model.wording import thousands
from cxdesk.services.alikes import Likely, Titles, titles
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.commitments import spent
from cxdesk.services.frame import frame
from cxdesk.services.search import fold
from cxdesk.store.history import ChangeSet

_request, _check, _effort, _need = (
    kind.__table__.c for kind in (Request, RequestCheck, RequestEffort, Prerequisite)
)
_person, _domain, _outcome, _initiative = (
    kind.__table__.c for kind in (Person, Domain, Outcome, Initiative)
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that the panel leads to; `kind` is one that the window opens."""

    kind: str
    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by name, with what stands beside it."""

    id: int
    name: str
    role: str
    initials: str
    active: bool


@dataclass(frozen=True, slots=True)
class DomainDays:
    """Person-days asked of a domain, None for no domain. `id` tells the rows of a list apart."""

    id: int
    domain_id: int | None
    domain: str
    hue: int
    days: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What the program sees for a line of the checklist; `good` is None where it cannot judge."""

    text: str = ""
    good: bool | None = None
    leads: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line of the checklist."""

    id: int
    text: str
    ticked: bool
    seen: Seen


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """A request; `needs` must come before or with it, `needed_by` wait for it."""

    id: int
    code: str
    title: str
    description: str
    state: RequestState
    since: date
    source: Source
    evidence: Evidence
    urgent: bool
    deadline: date | None
    submitted_on: date
    submitted_by: Someone | None
    cost: float
    currency: str
    effort: tuple[DomainDays, ...]
    outcome: Reference | None
    checks: tuple[CheckLine, ...]
    needs: tuple[Reference, ...]
    needed_by: tuple[Reference, ...]
    question: str
    asked: Someone | None
    reason: str
    into: Reference | None
    alike: tuple[Likely, ...]

    @property
    def days(self) -> float:
        """Person-days over all domains."""
        return sum(row.days for row in self.effort)

    @property
    def open_lines(self) -> tuple[CheckLine, ...]:
        """Lines of its checklist that are not ticked."""
        return tuple(line for line in self.checks if not line.ticked)


def request_sheet(session: Session, id: int, known: Titles | None = None) -> RequestSheet | None:
    """A request with all that the panel shows; None when there is no such one.

    `known` are the titles that it is compared with, read if they are not given.
    """
    row = session.execute(select(Request.__table__).where(_request.id == id)).one_or_none()
    if row is None:
        return None
    here = frame(session)
    outcome = _reference(session, "outcome", Outcome, row.outcome_id, "name")
    into = _reference(session, "initiative", Initiative, row.merged_into_id) or _reference(
        session, "request", Request, row.merged_request_id
    )
    effort = _efforts(session, id)
    judged = row.state in (RequestState.SUBMITTED, RequestState.INFO_NEEDED)
    alike = tuple((known or titles(session)).alike(row.title, but=id)) if judged else ()
    by = _someone(session, row.submitted_by_id)
    unit = thousands(here.currency)
    see = partial(
        _seen,
        {
            "complet": lambda: _complete(row.description, by),
            "duplicate": lambda: _duplicate(alike),
            "frame": lambda: _in_frame(session, here.budget, row.cost, unit),
            "outcome": lambda: _linked(outcome),
            "evidence": lambda: _evidence(row.evidence),
            "size": lambda: _sized(row.cost, effort, unit),
        },
    )
    checks = session.execute(
        select(_check.id, _check.text, _check.ticked)
        .where(_check.request_id == id)
        .order_by(_check.position)
    )
    return RequestSheet(
        id, row.code, row.title, row.description, row.state, row.state_since, row.source,
        row.evidence, row.urgent, row.deadline, row.submitted_on, by, row.cost, here.currency,
        effort, outcome,
        tuple(
            CheckLine(check, text, ticked, see(text) if judged else Seen())
            for check, text, ticked in checks
        ),
        _linked_requests(session, _need.needed_id, _need.request_id, id),
        _linked_requests(session, _need.request_id, _need.needed_id, id),
        row.question, _someone(session, row.asked_id), row.reason or "", into, alike,
    )  # fmt: skip


def effort_of(session: Session, id: int) -> dict[int | None, float]:
    """Person-days that a request asks, by domain in their order."""
    return {row.domain_id: row.days for row in _efforts(session, id)}


def find_request(session: Session, text: str) -> Reference | None:
    """The request with a code as people type it: "R7", "r7", "7" or "R7 IVR asks twice"."""
    wanted = fold(text.strip())
    wanted = f"r{wanted}" if wanted.isdecimal() else wanted
    rows = session.execute(
        select(_request.id, _request.code, _request.title).where(
            func.lower(_request.code).in_([wanted, *wanted.split()[:1]])
        )
    )
    return next((Reference("request", *row) for row in rows), None)


def find_target(session: Session, text: str) -> Reference | None:
    """The initiative or the request that a text begins with the code of."""
    wanted = fold(next(iter(text.split()), ""))
    code = func.lower(_initiative.code)
    numbered = code.endswith(f"-{wanted}", autoescape=True)
    rows = session.execute(
        select(_initiative.id, _initiative.code, _initiative.title)
        .where(numbered if wanted.isdecimal() else code == wanted)
        .order_by(_initiative.code)
        .limit(1)
    )  # fmt: skip
    found = next((Reference("initiative", *row) for row in rows), None)
    return found or find_request(session, text)


def targets(session: Session) -> tuple[Reference, ...]:
    """What a request can be merged into: initiatives and requests that go on."""
    initiatives = session.execute(
        select(_initiative.id, _initiative.code, _initiative.title)
        .where(_initiative.state != State.CANCELLED)
        .order_by(func.length(_initiative.code), _initiative.code)
    )
    gone = [state for state in RequestState if state.over and state is not RequestState.ACCEPTED]
    requests = session.execute(
        select(_request.id, _request.code, _request.title)
        .where(_request.state.not_in(gone))
        .order_by(func.length(_request.code), _request.code)
    )
    return (
        *(Reference("initiative", *row) for row in initiatives),
        *(Reference("request", *row) for row in requests),
    )


def concerned(shown: RequestSheet, change_set: ChangeSet) -> bool:
    """Whether a change may alter what the panel shows of a request."""
    tables = {"request", "initiative", "program", "frame_item", "decision", "agenda_item", "round"}
    own = {shown.id, shown.outcome.id if shown.outcome else 0}
    own |= {one.id for one in (shown.submitted_by, shown.asked) if one is not None}
    return bool(change_set.tables & tables) or any(
        change.id in own or change.subject == shown.id
        or (change.table == "prerequisite" and _names(shown.id, change.before, change.after))
        for change in change_set.changes
    )  # fmt: skip


def _names(id: int, *rows: object) -> bool:
    return any(isinstance(row, dict) and id in row.values() for row in rows)


# Parts --------------------------------------------------------------------------------------


def _reference(
    session: Session, kind: str, entity: type, id: int | None, title: str = "title"
) -> Reference | None:
    if id is None:
        return None
    columns = entity.__table__.c  # type: ignore[attr-defined]
    row = session.execute(select(columns.code, columns[title]).where(columns.id == id)).one()
    return Reference(kind, id, *row)


def _someone(session: Session, id: int | None) -> Someone | None:
    if id is None:
        return None
    row = session.execute(
        select(_person.name, _person.role, _person.initials, _person.active).where(_person.id == id)
    ).one()
    return Someone(id, *row)


def _efforts(session: Session, id: int) -> tuple[DomainDays, ...]:
    rows = session.execute(
        select(_effort.id, _effort.domain_id, _domain.name, _domain.hue, _effort.days)
        .select_from(RequestEffort.__table__.outerjoin(Domain.__table__))
        .where(_effort.request_id == id)
        .order_by(_domain.position.is_(None), _domain.position)
    )
    return tuple(
        DomainDays(row, domain, name or "No domain", ORG_HUE if hue is None else hue, days)
        for row, domain, name, hue, days in rows
    )


def _linked_requests(
    session: Session, shown: object, held: object, id: int
) -> tuple[Reference, ...]:
    rows = session.execute(
        select(_request.id, _request.code, _request.title)
        .select_from(Request.__table__.join(Prerequisite.__table__, _request.id == shown))
        .where(held == id)  # type: ignore[arg-type]
        .order_by(func.length(_request.code), _request.code)
    )
    return tuple(Reference("request", *row) for row in rows)


# What the program sees ----------------------------------------------------------------------


def _seen(looks: dict[str, object], text: str) -> Seen:
    """What it sees for a line, told by its words; nothing for a line of the office's own."""
    words = fold(text)
    for word, look in looks.items():
        if word in words:
            assert callable(look)
            seen = look()
            assert isinstance(seen, Seen)
            return seen
    return Seen()


def _complete(description: str, by: Someone | None) -> Seen:
    missing = [
        name
        for name, there in (("description", description.strip()), ("submitter", by))
        if not there
    ]
    if missing:
        return Seen(f"no {' and no '.join(missing)} yet", False)
    return Seen("described and submitted by name", True)


def _duplicate(alike: tuple[Likely, ...]) -> Seen:
    if not alike:
        return Seen("no title is like it", True)
    codes = " and ".join(one.code for one in alike)
    return Seen(
        f"looks like {codes}", False,
        tuple(Reference(one.kind, one.id, one.code, one.title) for one in alike),
    )  # fmt: skip


def _in_frame(session: Session, budget: float | None, cost: float, unit: str) -> Seen:
    if budget is None:
        return Seen("no budget is agreed")
    left = budget - spent(session)
    if left < 0:
        return Seen(f"the budget is {-left:,.10g} {unit} over already", False)
    if cost > left + 1e-9:
        return Seen(f"{cost:,.10g} of {left:,.10g} {unit} budget left", False)
    return Seen(f"{left:,.10g} {unit} budget left", True)


def _linked(outcome: Reference | None) -> Seen:
    if outcome is None:
        return Seen("no outcome is linked", False)
    return Seen(f"outcome {outcome.code} linked", True, (outcome,))


def _evidence(evidence: Evidence) -> Seen:
    return Seen(evidence.label.lower(), evidence is not Evidence.GUT)


def _sized(cost: float, effort: tuple[DomainDays, ...], unit: str) -> Seen:
    days = sum(row.days for row in effort)
    if not cost and not days:
        return Seen("neither cost nor person-days", False)
    parts = [
        f"{cost:,.10g} {unit}" if cost else "no cost",
        f"{days:,.10g} days" if days else "no days",
    ]
    return Seen(", ".join(parts), bool(cost and days))
