"""What users do with charters: write, submit, approve."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.charters import (
    Charter,
    CharterState,
    Criterion,
    Phase,
    Risk,
)
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person
from cxdesk.services.charter_print import live_page
from cxdesk.services.order import STEP
from cxdesk.services.session import initiative, maybe, one, today


class Section(enum.StrEnum):
    """The parts of a charter that are plain text."""

    SUMMARY = "summary"
    WHY = "why"
    OBJECTIVES = "objectives"
    BENEFITS = "benefits"
    SCOPE_IN = "scope_in"
    SCOPE_OUT = "scope_out"
    ASSUMPTIONS = "assumptions"
    CONSTRAINTS = "constraints"


def start(session: Session, initiative_id: int) -> int:
    """Begin the next version, as a copy of the newest one, and return its id.

    Raises RuleBroken while a draft or a review is open.
    """
    here = initiative(session, initiative_id)
    if here.delivered or here.cancelled:
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: its charter gets no new version.",
            Way(f"Open {here.code}", "initiative", here.id),
        )
    newest = here.charters[-1] if here.charters else None
    if newest is not None and newest.state in (CharterState.DRAFT, CharterState.IN_REVIEW):
        raise RuleBroken(
            f"Charter v{newest.label} of {here.code} is still {newest.state.noun}.",
            Way("Open charter", "charter", here.id),
        )
    new = Charter(
        initiative=here,
        version=newest.version + 1 if newest else 1,
        revision=1,
        state=CharterState.DRAFT,
        state_since=today(session),
    )
    session.add(new)
    if newest is not None:
        _copy(newest, new)
    session.flush()
    return new.id


def _copy(old: Charter, new: Charter) -> None:
    for section in Section:
        setattr(new, section.value, getattr(old, section.value))
    new.phases = [
        Phase(
            name=p.name, start=p.start, end=p.end, entry=p.entry, exit=p.exit, position=p.position
        )
        for p in old.phases
    ]
    new.criteria = [
        Criterion(
            text=c.text, evidence=c.evidence, accepted_by=c.accepted_by, position=c.position
        )
        for c in old.criteria
    ]  # fmt: skip
    new.risks = [
        Risk(
            text=r.text, probability=r.probability, impact=r.impact,
            response=r.response, owner=r.owner, position=r.position,
        )
        for r in old.risks
    ]  # fmt: skip


def write(session: Session, id: int, section: Section, text: str) -> None:
    """Set one text section of a draft, kept exactly as typed."""
    here = _draft(session, id)
    setattr(here, section.value, text)


def add_criterion(
    session: Session, id: int, text: str, evidence: str = "", accepted_by: int | None = None
) -> int:
    """Add a line to the definition of the completed task of a draft; returns its id."""
    here = _draft(session, id)
    new = Criterion(
        text=_needed(text, "A criterion"),
        evidence=evidence,
        accepted_by=maybe(session, Person, accepted_by),
        position=_after(here.criteria),
    )
    here.criteria.append(new)
    return new.id


def edit_criterion(
    session: Session, id: int, text: str, evidence: str, accepted_by: int | None
) -> None:
    """Change a line of the definition in a draft."""
    here = one(session, Criterion, id)
    here.charter.refuse_change()
    here.text, here.evidence = _needed(text, "A criterion"), evidence
    here.accepted_by = maybe(session, Person, accepted_by)


def tick_criterion(session: Session, id: int, ticked: bool) -> None:
    """Tick a criterion of the approved charter as met today, or take the tick away."""
    here = one(session, Criterion, id)
    code = here.charter.initiative.code
    if here.charter.state is not CharterState.APPROVED:
        raise RuleBroken(f"The charter of {code} is not approved: nothing is ticked before that.")
    if here.charter.initiative.delivered:
        raise RuleBroken(f"{code} is delivered: move it back before changing its criteria.")
    here.ticked_on = today(session) if ticked else None


def add_phase(
    session: Session,
    id: int,
    name: str,
    start: date | None = None,
    end: date | None = None,
    *,
    entry: str = "",
    exit: str = "",
) -> int:
    """Add a phase to a draft; returns its id. Raises RuleBroken when it ends before it starts."""
    here = _draft(session, id)
    new = Phase(name=_needed(name, "A phase"), entry=entry, exit=exit, position=_after(here.phases))
    new.schedule(start, end)
    here.phases.append(new)
    return new.id


def edit_phase(
    session: Session,
    id: int,
    name: str,
    start: date | None,
    end: date | None,
    *,
    entry: str,
    exit: str,
) -> None:
    """Change a phase of a draft."""
    here = one(session, Phase, id)
    here.charter.refuse_change()
    here.name, here.entry, here.exit = _needed(name, "A phase"), entry, exit
    here.schedule(start, end)


def add_risk(
    session: Session,
    id: int,
    text: str,
    probability: int = 3,
    impact: int = 3,
    response: str = "",
    owner: int | None = None,
) -> int:
    """Add a risk to a draft, probability and impact 1-5; returns its id."""
    here = _draft(session, id)
    _refuse_level(probability, impact)
    new = Risk(
        text=_needed(text, "A risk"), probability=probability, impact=impact,
        response=response, owner=maybe(session, Person, owner), position=_after(here.risks),
    )  # fmt: skip
    here.risks.append(new)
    return new.id


def edit_risk(
    session: Session,
    id: int,
    text: str,
    probability: int,
    impact: int,
    response: str,
    owner: int | None,
) -> None:
    """Change a risk of a draft."""
    here = one(session, Risk, id)
    here.charter.refuse_change()
    _refuse_level(probability, impact)
    here.text, here.response = _needed(text, "A risk"), response
    here.probability, here.impact = probability, impact
    here.owner = maybe(session, Person, owner)


def remove_line(session: Session, kind: str, id: int) -> None:
    """Remove a line of a draft; `kind` is "criterion", "phase" or "risk"."""
    here = one(session, {"criterion": Criterion, "phase": Phase, "risk": Risk}[kind], id)
    assert isinstance(here, Criterion | Phase | Risk)
    here.charter.refuse_change()
    lines: list[Criterion] | list[Phase] | list[Risk] = {
        "criterion": here.charter.criteria, "phase": here.charter.phases, "risk": here.charter.risks
    }[kind]  # type: ignore[assignment]  # fmt: skip
    lines.remove(here)  # type: ignore[arg-type]


def lines(session: Session, id: int, kind: str) -> list[int]:
    """The ids of a version's lines, in order; `kind` is "criterion", "phase" or "risk"."""
    here = one(session, Charter, id)
    kinds: dict[str, Sequence[Criterion | Phase | Risk]] = {
        "criterion": here.criteria,
        "phase": here.phases,
        "risk": here.risks,
    }
    found = kinds[kind]
    return [line.id for line in found]


def submit(session: Session, id: int, approvers: Sequence[int]) -> None:
    """Put a draft before its approvers. Raises RuleBroken listing what is missing."""
    people = [one(session, Person, each) for each in approvers]
    one(session, Charter, id).submit(people, today=today(session))


def send_back(session: Session, id: int, person: int | None = None, comment: str = "") -> None:
    """Return a charter from review to draft; with `person`, as that approver's rejection."""
    by = maybe(session, Person, person)
    one(session, Charter, id).return_to_draft(today=today(session), rejected_by=by, comment=comment)


def approve(session: Session, id: int, person: int, comment: str = "") -> bool:
    """Record one approval; the last one freezes the page. True when the version now holds."""
    here = one(session, Charter, id)
    approver = one(session, Person, person)
    holds = here.approve(approver, today=today(session), comment=comment)
    if holds:
        session.flush()
        here.frozen = live_page(session, here).to_json()
    return holds


def _draft(session: Session, id: int) -> Charter:
    here = one(session, Charter, id)
    here.refuse_change()
    return here


def _needed(text: str, what: str) -> str:
    if not text.strip():
        raise RuleBroken(f"{what} needs words.")
    return text


def _refuse_level(probability: int, impact: int) -> None:
    if not (1 <= probability <= 5 and 1 <= impact <= 5):
        raise RuleBroken("Probability and impact of a risk are whole numbers from 1 to 5.")


def _after(lines: Sequence[Criterion | Phase | Risk]) -> float:
    return max((line.position for line in lines), default=0.0) + STEP
