"""A charter version as the window shows it: its texts, its lines, who approves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import InstrumentedAttribute, set_committed_value

from cxdesk.model.charter_lines import (
    Benefit,
    Cost,
    Criterion,
    Duty,
    GroupImpact,
    Phase,
    Resource,
    Risk,
    TeamMember,
)
from cxdesk.model.charters import Approval, Charter, CharterState, Verdict
from cxdesk.model.people import ORG_HUE
from cxdesk.services.charters import Section
from cxdesk.services.person_ref import PersonRef, ref


def _of(kind: Any, *named: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """The lines of one kind of some charters in order, each with what it names."""
    those = kind.charter_id.in_(bindparam("charters", expanding=True))
    return select(kind).where(those).order_by(kind.position).options(*map(joinedload, named))


# Made once: a relationship loaded with its charter costs four times as much, mostly for the making.
_LINES = {
    "benefit_lines": _of(Benefit, Benefit.owner),
    "criteria": _of(Criterion, Criterion.accepted_by),
    "phases": _of(Phase),
    "risks": _of(Risk, Risk.owner),
    "costs": _of(Cost),
    "resources": _of(Resource, Resource.domain),
    "team": _of(TeamMember, TeamMember.person),
    "duties": _of(Duty),
    "impacts": _of(GroupImpact),
    "approvals": _of(Approval, Approval.person),
}


def read_lines(session: Session, charters: Sequence[Charter]) -> None:
    """Read what some charters consist of, in one query a kind, where one a row would come."""
    ids = [charter.id for charter in charters]
    for among, query in _LINES.items() if ids else ():
        found: dict[int, list[Any]] = {id: [] for id in ids}
        for line in session.scalars(query, {"charters": ids}):
            found[line.charter_id].append(line)
        for charter in charters:
            if among not in charter.__dict__:
                set_committed_value(charter, among, found[charter.id])


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A line of the official definition of a completed task."""

    id: int
    text: str
    evidence: str
    accepted_by: PersonRef | None
    ticked_on: date | None


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A defining phase; `text` is its name."""

    id: int
    text: str
    start: date | None
    end: date | None
    gate: str
    entry: str
    exit: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """What may go wrong; probability and impact 1-5."""

    id: int
    text: str
    probability: int
    impact: int
    response: str
    owner: PersonRef | None

    @property
    def score(self) -> int:
        """Probability times impact, 1-25."""
        return self.probability * self.impact


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """An approver and what they said."""

    person: PersonRef
    verdict: Verdict | None
    on: date | None
    comment: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit, or a dis-benefit where `adverse`; baseline and target with their unit."""

    id: int
    text: str
    adverse: bool
    owner: PersonRef | None
    measure: str
    baseline: str
    target: str
    due: date | None


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money for one thing in one year, in thousands."""

    id: int
    text: str
    year: int
    amount: float


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """Person-days of a domain; `domain_id` None and "Org" for the whole organisation."""

    id: int
    domain_id: int | None
    domain: str
    hue: int
    days: float
    text: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the team; without a person a part that is to be filled."""

    id: int
    person: PersonRef | None
    part: str

    @property
    def named(self) -> str:
        """How it is called in a heading."""
        return self.person.name if self.person else self.part

    @property
    def text(self) -> str:
        """What they do."""
        return self.part


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A row of the RACI table; letters by the ids of the team."""

    id: int
    text: str
    letters: dict[int, str]


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """A group of people that the change touches."""

    id: int
    text: str
    people: int | None
    impact: str
    planned: str


@dataclass(frozen=True, slots=True)
class CharterRow:
    """A charter version with its contents; `missing` is what it needs before it is submitted."""

    id: int
    version: int
    label: str
    state: CharterState
    since: date
    sections: dict[Section, str]
    criteria: tuple[CriterionLine, ...]
    phases: tuple[PhaseLine, ...]
    risks: tuple[RiskLine, ...]
    benefit_lines: tuple[BenefitLine, ...]
    costs: tuple[CostLine, ...]
    resources: tuple[ResourceLine, ...]
    team: tuple[MemberLine, ...]
    duties: tuple[DutyLine, ...]
    impacts: tuple[ImpactLine, ...]
    approvals: tuple[ApprovalLine, ...]
    missing: tuple[str, ...]


def charter_row(charter: Charter) -> CharterRow:
    """A charter version with its contents."""
    return CharterRow(
        id=charter.id, version=charter.version, label=charter.label, state=charter.state,
        since=charter.state_since,
        sections={section: getattr(charter, section.value) for section in Section},
        criteria=tuple(
            CriterionLine(c.id, c.text, c.evidence, ref(c.accepted_by), c.ticked_on)
            for c in charter.criteria
        ),
        phases=tuple(
            PhaseLine(p.id, p.name, p.start, p.end, p.gate, p.entry, p.exit)
            for p in charter.phases
        ),
        risks=tuple(
            RiskLine(r.id, r.text, r.probability, r.impact, r.response, ref(r.owner))
            for r in charter.risks
        ),
        benefit_lines=tuple(
            BenefitLine(b.id, b.text, b.adverse, ref(b.owner), b.measure, b.baseline, b.target,
                        b.due)
            for b in charter.benefit_lines
        ),
        costs=tuple(CostLine(c.id, c.text, c.year, c.amount) for c in charter.costs),
        resources=tuple(_resource(r) for r in charter.resources),
        team=tuple(MemberLine(m.id, ref(m.person), m.part) for m in charter.team),
        duties=tuple(
            DutyLine(d.id, d.text, {int(key): letter for key, letter in d.letters.items()})
            for d in charter.duties
        ),
        impacts=tuple(
            ImpactLine(i.id, i.text, i.people, i.impact, i.planned) for i in charter.impacts
        ),
        approvals=tuple(
            ApprovalLine(person, a.verdict, a.decided_on, a.comment, a.answer)
            for a in charter.approvals if (person := ref(a.person)) is not None
        ),
        missing=tuple(charter.missing_to_submit()),
    )  # fmt: skip


def _resource(line: Resource) -> ResourceLine:
    short, hue = (line.domain.short, line.domain.hue) if line.domain else ("Org", ORG_HUE)
    return ResourceLine(line.id, line.domain_id, short, hue, line.days, line.text)
