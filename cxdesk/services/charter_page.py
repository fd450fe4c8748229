"""The charter of one initiative as it is printed: frozen rows that a report needs and nothing else.

An approved charter keeps this page as JSON, so that it prints the same after the program changed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class ServedOutcome:
    """One outcome the initiative serves; numbers are already worded with their unit."""

    outcome: str
    baseline: str
    now: str
    target: str
    achieved: str
    by: date | None


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit, or a dis-benefit where `adverse`; baseline and target as typed."""

    text: str
    adverse: bool
    owner: str
    measure: str
    baseline: str
    target: str
    due: date | None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One line of the official definition of a completed task."""

    text: str
    evidence: str
    accepted_by: str


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One defining phase with its gate: what must hold to enter and to leave it."""

    name: str
    start: date | None
    end: date | None
    entry: str
    exit: str
    gate: str = ""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk; probability and impact on 1-5."""

    text: str
    probability: int
    impact: int
    response: str
    owner: str


@dataclass(frozen=True, slots=True)
class DependencyRow:
    """Another initiative that this one waits for, or that waits for it.

    `kind` is "FS", "FS +5" ...; `incoming` where this one waits. `on` is the day that counts: the
    other's end where this one waits, else its start.
    """

    code: str
    title: str
    owner: str
    kind: str
    on: date | None
    incoming: bool


@dataclass(frozen=True, slots=True)
class CostRow:
    """Money for one thing in one calendar year, in thousands of the page's currency."""

    text: str
    year: int
    amount: float


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """Person-days that a domain gives."""

    domain: str
    days: float
    text: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of the team; without a name a part that is to be filled."""

    name: str
    role: str
    part: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row of the RACI table: a letter or "" for each of the team, in its order."""

    text: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """A group of people that the change touches; `people` None where nobody counted."""

    text: str
    people: int | None
    impact: str
    planned: str


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approver; `decision` is "", "Approved", "Rejected" or "More asked"."""

    name: str
    role: str
    decision: str
    on: date | None
    comment: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One dated point of the initiative."""

    name: str
    on: date
    done: bool


@dataclass(frozen=True, slots=True)
class CharterPage:
    """Everything the printed charter says.

    `hue` indexes the six domain colours (5 = organisation-wide); `state` is "Draft", "In review",
    "Approved" or "Superseded" and `state_date` the day it became so; `cost` is in thousands of
    `currency`; `effort` in person-days; `depends_on` and `needed_by` are codes; `logo` is the
    digest of a picture. Fields with a value came later: a page without them has the JSON it had.
    """

    program: str
    subtitle: str
    code: str
    title: str
    domain: str
    hue: int
    version: str
    state: str
    state_date: date
    owner: str
    owner_role: str
    sponsor: str
    batch: str
    start: date | None
    end: date | None
    deadline: date | None
    cost: float
    currency: str
    effort: float
    priority: str
    benefit: float
    horizon: str
    depends_on: tuple[str, ...]
    needed_by: tuple[str, ...]
    summary: str
    why: str
    objectives: str
    benefits: str
    benefit_rows: tuple[ServedOutcome, ...]
    scope_in: str
    scope_out: str
    assumptions: str
    constraints: str
    criteria: tuple[CriterionRow, ...]
    phases: tuple[PhaseRow, ...]
    milestones: tuple[MilestoneRow, ...]
    risks: tuple[RiskRow, ...]
    approvals: tuple[ApprovalRow, ...]
    company: str = ""
    logo: str = ""
    north_star: str = ""
    strategy: str = ""
    gains: tuple[BenefitRow, ...] = ()
    processes: str = ""
    tools: str = ""
    roles: str = ""
    dependencies: str = ""
    links: tuple[DependencyRow, ...] = ()
    costs: tuple[CostRow, ...] = ()
    resources: tuple[ResourceRow, ...] = ()
    team: tuple[MemberRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    impacts: tuple[ImpactRow, ...] = ()

    def to_json(self) -> str:
        """The page as canonical JSON: equal pages give equal text."""
        return json.dumps(
            _plain(self), default=date.isoformat, sort_keys=True, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, text: str) -> CharterPage:
        """The page from its JSON; pages of older programs lack fields, which are then empty."""
        data = json.loads(text)
        page: CharterPage = _from(cls, data)
        return page

    @property
    def unfinished(self) -> bool:
        """Whether it is not agreed yet: parts may still be written."""
        return self.state in ("Draft", "In review")

    @property
    def check(self) -> str:
        """The content hash printed at the foot: the first 12 hex digits of SHA-256, in fours."""
        digest = hashlib.sha256(self.to_json().encode("ascii")).hexdigest()
        return " ".join((digest[0:4], digest[4:8], digest[8:12]))


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a row, without later ones that say nothing."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if field.default is not dataclasses.MISSING and value == field.default:
            continue
        rows = field.name in _ROWS
        values[field.name] = [_plain(each) for each in value] if rows else value
    return values


_EMPTY: dict[str, Any] = {"str": "", "int": 0, "float": 0.0, "bool": False}
_ROWS: dict[str, type[Any]] = {
    "benefit_rows": ServedOutcome,
    "criteria": CriterionRow,
    "phases": PhaseRow,
    "milestones": MilestoneRow,
    "risks": RiskRow,
    "approvals": ApprovalRow,
    "gains": BenefitRow,
    "links": DependencyRow,
    "costs": CostRow,
    "resources": ResourceRow,
    "team": MemberRow,
    "duties": DutyRow,
    "impacts": ImpactRow,
}


def _from(kind: type[Any], row: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        value, type_, rows = row.get(field.name), str(field.type), _ROWS.get(field.name)
        if rows is not None:
            value = tuple(_from(rows, each) for each in value or ())
        elif type_.startswith("tuple"):
            value = tuple(value or ())
        elif type_.startswith("date"):
            value = date.fromisoformat(value) if value else None
        elif value is None and "None" not in type_:
            value = _EMPTY[type_]
        values[field.name] = value
    return kind(**values)
