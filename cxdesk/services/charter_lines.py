"""The lines of a charter: criteria, phases, benefits, risks, money, team; in the order users give.

Each kind is added to a draft and edited there; `KINDS` names them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from cxdesk.model.charter_lines import (
    Benefit,
    CharterLine,
    Cost,
    Criterion,
    Duty,
    GroupImpact,
    Phase,
    Resource,
    Risk,
    TeamMember,
)
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Domain, Person
from cxdesk.services.charter_bounds import (
    refuse_cost,
    refuse_days,
    refuse_level,
    refuse_people,
)
from cxdesk.services.order import STEP, put_behind
from cxdesk.services.session import maybe, one, today

Line = TypeVar("Line", bound=CharterLine)

KINDS: dict[str, type[CharterLine]] = {
    "benefit": Benefit,
    "criterion": Criterion,
    "phase": Phase,
    "risk": Risk,
    "cost": Cost,
    "resource": Resource,
    "member": TeamMember,
    "duty": Duty,
    "impact": GroupImpact,
}
LETTERS = "RACI"
"""Does it, answers for it, is asked, is told."""


def add_benefit(
    session: Session,
    id: int,
    text: str,
    *,
    adverse: bool = False,
    owner: int | None = None,
    measure: str = "",
    baseline: str = "",
    target: str = "",
    due: date | None = None,
) -> int:
    """Add a benefit to a draft, or a dis-benefit where `adverse`; returns its id."""
    here = _draft(session, id)
    new = Benefit(
        text=_needed(text, "A benefit"), adverse=adverse, owner=maybe(session, Person, owner),
        measure=measure, baseline=baseline, target=target, due=due,
    )  # fmt: skip
    return _added(here, new)


def edit_benefit(
    session: Session,
    id: int,
    text: str,
    *,
    adverse: bool,
    owner: int | None,
    measure: str,
    baseline: str,
    target: str,
    due: date | None,
) -> None:
    """Change a benefit of a draft."""
    here = _mine(session, Benefit, id)
    here.text, here.adverse = _needed(text, "A benefit"), adverse
    here.owner = maybe(session, Person, owner)
    here.measure, here.baseline, here.target, here.due = measure, baseline, target, due


def add_criterion(
    session: Session, id: int, text: str, evidence: str = "", accepted_by: int | None = None
) -> int:
    """Add a line to the definition of the completed task of a draft; returns its id."""
    here = _draft(session, id)
    new = Criterion(
        text=_needed(text, "A criterion"),
        evidence=evidence,
        accepted_by=maybe(session, Person, accepted_by),
    )
    return _added(here, new)


def edit_criterion(
    session: Session, id: int, text: str, evidence: str, accepted_by: int | None
) -> None:
    """Change a line of the definition in a draft."""
    here = _mine(session, Criterion, id)
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
    gate: str = "",
    entry: str = "",
    exit: str = "",
) -> int:
    """Add a phase to a draft; returns its id. Raises RuleBroken when it ends before it starts."""
    here = _draft(session, id)
    new = Phase(name=_needed(name, "A phase"), gate=gate, entry=entry, exit=exit)
    new.schedule(start, end)
    return _added(here, new)


def edit_phase(
    session: Session,
    id: int,
    name: str,
    start: date | None,
    end: date | None,
    *,
    gate: str = "",
    entry: str,
    exit: str,
) -> None:
    """Change a phase of a draft."""
    here = _mine(session, Phase, id)
    here.name, here.gate = _needed(name, "A phase"), gate
    here.entry, here.exit = entry, exit
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
    refuse_level(probability, impact)
    new = Risk(
        text=_needed(text, "A risk"), probability=probability, impact=impact,
        response=response, owner=maybe(session, Person, owner),
    )  # fmt: skip
    return _added(here, new)


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
    here = _mine(session, Risk, id)
    refuse_level(probability, impact)
    here.text, here.response = _needed(text, "A risk"), response
    here.probability, here.impact = probability, impact
    here.owner = maybe(session, Person, owner)


def add_cost(session: Session, id: int, text: str, year: int, amount: float = 0.0) -> int:
    """Add money for one thing in one calendar year to a draft, in thousands; returns its id."""
    here = _draft(session, id)
    refuse_cost(year, amount)
    return _added(here, Cost(text=_needed(text, "A cost"), year=year, amount=amount))


def edit_cost(session: Session, id: int, text: str, year: int, amount: float) -> None:
    """Change a cost of a draft."""
    here = _mine(session, Cost, id)
    refuse_cost(year, amount)
    here.text, here.year, here.amount = _needed(text, "A cost"), year, amount


def add_resource(
    session: Session, id: int, domain: int | None, days: float = 0.0, text: str = ""
) -> int:
    """Add person-days that a domain gives (None: the whole organisation); returns its id."""
    here = _draft(session, id)
    refuse_days(days)
    return _added(here, Resource(domain=maybe(session, Domain, domain), days=days, text=text))


def edit_resource(session: Session, id: int, domain: int | None, days: float, text: str) -> None:
    """Change the person-days of a domain in a draft."""
    here = _mine(session, Resource, id)
    refuse_days(days)
    here.domain, here.days, here.text = maybe(session, Domain, domain), days, text


def add_member(session: Session, id: int, person: int | None, part: str = "") -> int:
    """Add somebody to the team of a draft: a person, a part that is to be filled, or both."""
    here = _draft(session, id)
    _refuse_member(here, person, part)
    return _added(here, TeamMember(person=maybe(session, Person, person), part=part))


def edit_member(session: Session, id: int, person: int | None, part: str) -> None:
    """Change who of the team it is, or what they do."""
    here = _mine(session, TeamMember, id)
    _refuse_member(here.charter, person, part, but=here)
    here.person, here.part = maybe(session, Person, person), part


def add_duty(session: Session, id: int, text: str, letters: Mapping[int, str] | None = None) -> int:
    """Add a row to the RACI table of a draft: letters by the ids of team members; its id."""
    here = _draft(session, id)
    kept = _letters(here, letters or {})
    return _added(here, Duty(text=_needed(text, "A row of the RACI table"), letters=kept))


def edit_duty(session: Session, id: int, text: str, letters: Mapping[int, str]) -> None:
    """Change a row of the RACI table: its words and all its letters."""
    here = _mine(session, Duty, id)
    here.text = _needed(text, "A row of the RACI table")
    here.letters = _letters(here.charter, letters)


def give_letter(session: Session, id: int, member: int, letter: str) -> None:
    """Set one letter of a row, "" for none; who answered for it before an A then does it (R)."""
    here = _mine(session, Duty, id)
    letters = {int(key): each for key, each in here.letters.items()}
    if letter == "A":
        letters = {key: "R" if each == "A" else each for key, each in letters.items()}
    here.letters = _letters(here.charter, letters | {member: letter})


def add_impact(
    session: Session,
    id: int,
    text: str,
    people: int | None = None,
    impact: str = "",
    planned: str = "",
) -> int:
    """Add a group of people that the change touches to a draft; returns its id."""
    here = _draft(session, id)
    refuse_people(people)
    new = GroupImpact(text=_needed(text, "A group"), people=people, impact=impact, planned=planned)
    return _added(here, new)


def edit_impact(
    session: Session, id: int, text: str, people: int | None, impact: str, planned: str
) -> None:
    """Change a group that the change touches."""
    here = _mine(session, GroupImpact, id)
    refuse_people(people)
    here.text, here.people = _needed(text, "A group"), people
    here.impact, here.planned = impact, planned


def remove_line(session: Session, kind: str, id: int) -> None:
    """Remove a line of a draft; `kind` is one of KINDS. Who leaves the team leaves the RACI too."""
    here = _mine(session, KINDS[kind], id)
    charter = _charter_of(here)
    if isinstance(here, TeamMember):
        for duty in charter.duties:
            if str(here.id) in duty.letters:
                rest = {key: each for key, each in duty.letters.items() if key != str(here.id)}
                duty.letters = rest
    charter.lines(KINDS[kind]).remove(here)


def place_line(session: Session, kind: str, id: int, after: int | None) -> None:
    """Put a line of a draft behind another of its kind; None: first."""
    here = _mine(session, KINDS[kind], id)
    put_behind(_charter_of(here).lines(KINDS[kind]), here, after)


def sort_risks(session: Session, id: int) -> None:
    """Put the risks of a draft in the order of their score, the highest first."""
    here = _draft(session, id)
    ranked = sorted(here.risks, key=lambda one: -one.probability * one.impact)
    for place, risk in enumerate(ranked, 1):
        risk.position = place * STEP


def lines(session: Session, id: int, kind: str) -> list[int]:
    """The ids of a version's lines of one of KINDS, in order."""
    return [line.id for line in one(session, Charter, id).lines(KINDS[kind])]


def copy_lines(old: Charter, new: Charter) -> None:
    """Give a new version all lines of the one before; nothing of them is ticked."""
    team: dict[str, str] = {}
    for kind in KINDS.values():
        for line in old.lines(kind):
            copy = kind(**_values(line))
            if isinstance(line, TeamMember):
                team[str(line.id)] = str(copy.id)
            if isinstance(copy, Duty):
                copy.letters = {team[key]: letter for key, letter in copy.letters.items()}
            new.lines(kind).append(copy)


def _values(line: CharterLine) -> dict[str, Any]:
    """What a line says, by column."""
    left_out = {"id", "charter_id", "ticked_on"}
    columns = type(line).__table__.columns
    return {each.name: getattr(line, each.name) for each in columns if each.name not in left_out}


def _added(here: Charter, new: CharterLine) -> int:
    rest = here.lines(type(new))
    new.position = max((line.position for line in rest), default=0.0) + STEP
    rest.append(new)
    return new.id


def _draft(session: Session, id: int) -> Charter:
    here = one(session, Charter, id)
    here.refuse_change()
    return here


def _mine(session: Session, kind: type[Line], id: int) -> Line:
    here = one(session, kind, id)
    _charter_of(here).refuse_change()
    return here


def _charter_of(line: CharterLine) -> Charter:
    found: Charter = line.charter  # type: ignore[attr-defined]  # each kind has its own
    return found


def _needed(text: str, what: str) -> str:
    if not text.strip():
        raise RuleBroken(f"{what} needs words.")
    return text


def _letters(here: Charter, letters: Mapping[int, str]) -> dict[str, str]:
    """The letters as they are kept, in the order of the team."""
    wrong = [each for each in letters.values() if each and each not in tuple(LETTERS)]
    if wrong:
        raise RuleBroken(f"“{wrong[0]}” is no letter of the RACI table: write R, A, C or I.")
    if sum(each == "A" for each in letters.values()) > 1:
        raise RuleBroken("One person alone answers for a row (A): choose which.")
    return {str(each.id): letters[each.id] for each in here.team if letters.get(each.id)}


def _refuse_member(
    here: Charter, person: int | None, part: str, but: TeamMember | None = None
) -> None:
    if person is None and not part.strip():
        raise RuleBroken("Name a person, or the part that is to be filled.")
    for other in here.team:
        if other is not but and person is not None and other.person_id == person:
            assert other.person is not None
            raise RuleBroken(f"{other.person.name} is in the team already.")
