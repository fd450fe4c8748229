"""What a whole program consists of, as it leaves in JSON and comes back: its tables and fields.

Read off the model, so that nothing is forgotten; docs/json.md says what each field means.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import JSON, Column, Enum, inspect

from cxdesk.model.base import Entity, PlainText
from cxdesk.model.batches import Batch
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
from cxdesk.model.charters import Approval, Charter
from cxdesk.model.decisions import Decision, DecisionEffort, Minutes
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.meetings import AgendaItem, Attendance, Meeting, Seat
from cxdesk.model.origins import Origin
from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import Delegation, Domain, Group, Membership, Person
from cxdesk.model.plan import Baseline, BaselineBar, Milestone, WhatIf
from cxdesk.model.program import FrameItem, Holiday, Program
from cxdesk.model.rankings import Objection, StakeholderRanking
from cxdesk.model.requests import Prerequisite, Request, RequestCheck, RequestEffort
from cxdesk.model.rounds import OpenBallot, Round, Settlement, Turn
from cxdesk.model.views import CardTemplate, SavedView
from cxdesk.model.work import Action, Attachment, Comment
from cxdesk.store.contents import NAMING
from cxdesk.store.recorder import table_of

FORMAT: Final = "cxdesk"
PROGRAM: Final = "program"
_KINDS: Final[Mapping[str, type[Entity]]] = {
    PROGRAM: Program,
    "principles_and_limits": FrameItem,
    "holidays": Holiday,
    "domains": Domain,
    "people": Person,
    "groups": Group,
    "memberships": Membership,
    "delegations": Delegation,
    "outcomes": Outcome,
    "readings": Reading,
    "batches": Batch,
    "initiatives": Initiative,
    "contributions": Contribution,
    "links": Link,
    "milestones": Milestone,
    "actions": Action,
    "comments": Comment,
    "attachments": Attachment,
    "six_month_checks": SixMonthCheck,
    "baselines": Baseline,
    "baseline_bars": BaselineBar,
    "what_ifs": WhatIf,
    "charters": Charter,
    "benefits": Benefit,
    "phases": Phase,
    "criteria": Criterion,
    "risks": Risk,
    "costs": Cost,
    "resources": Resource,
    "team_members": TeamMember,
    "duties": Duty,
    "group_impacts": GroupImpact,
    "approvals": Approval,
    "requests": Request,
    "request_checks": RequestCheck,
    "request_efforts": RequestEffort,
    "prerequisites": Prerequisite,
    "meetings": Meeting,
    "seats": Seat,
    "attendances": Attendance,
    "agenda_items": AgendaItem,
    "rounds": Round,
    "turns": Turn,
    "open_ballots": OpenBallot,
    "settlements": Settlement,
    "decisions": Decision,
    "decision_efforts": DecisionEffort,
    "minutes": Minutes,
    "stakeholder_rankings": StakeholderRanking,
    "objections": Objection,
    "saved_views": SavedView,
    "card_templates": CardTemplate,
    "origins": Origin,
}
"""Every kind of item whose rows leave as they are, by the name of its table in the file."""

MOVES: Final = "moves"
SECRET_BALLOTS: Final = "secret_ballots"
CONTENTS: Final = "contents"
HISTORY: Final = "history"
SPECIAL: Final = (MOVES, SECRET_BALLOTS, CONTENTS, HISTORY)
"""What stands beside the tables and is made for the file: see docs/json.md."""


class Kind(enum.StrEnum):
    """How a value stands in JSON."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    DATE = "date"
    TIME = "time"
    CHOICE = "one of"
    ID = "id"
    DIGEST = "digest"  # of one of the contents
    IDS = "list of ids"
    TIERS = "list of lists of ids"
    TEXTS = "list of texts"
    WEEK = "list of weekdays"
    STEPS = "list of lists"
    LETTERS = "letters by id"
    OBJECT = "object"


_LISTS: Final = {
    (Round, "tasks"): Kind.IDS,
    (StakeholderRanking, "tiers"): Kind.TIERS,
    (StakeholderRanking, "no_opinion"): Kind.IDS,
    (Initiative, "labels"): Kind.TEXTS,
    (Decision, "limits"): Kind.TEXTS,
    (Program, "checklist"): Kind.TEXTS,
    (Program, "working_week"): Kind.WEEK,
    (WhatIf, "steps"): Kind.STEPS,
    (Duty, "letters"): Kind.LETTERS,
    (SavedView, "content"): Kind.OBJECT,
    (CardTemplate, "content"): Kind.OBJECT,
    (Origin, "said"): Kind.OBJECT,
}
"""What the model keeps as JSON."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a row: its key in the file, and the attribute of the model that holds it.

    An id refers to the table `to`, "" for any. `default` makes what it is where a file leaves it
    out; None where it may not be left out. `unique` values have one owner each.
    """

    key: str
    name: str
    kind: Kind
    optional: bool
    unique: bool = False
    to: str = ""
    choices: Mapping[str, enum.Enum] = field(default_factory=dict)
    default: Callable[[], Any] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its key in the file, its kind of item and the fields of a row, `id` first."""

    key: str
    entity: type[Entity]
    fields: tuple[Field, ...]

    @property
    def one(self) -> str:
        """What one row is called: "six month check"."""
        return _ONE.get(self.key) or self.entity.__tablename__.replace("_", " ")

    @property
    def many(self) -> str:
        """What rows are called: "six month checks"."""
        return self.key.replace("_", " ")


_ONE: Final = {
    "groups": "group",
    "costs": "cost",
    "principles_and_limits": "principle or limit",
    "what_ifs": "what-if",
}


@cache
def shapes() -> Mapping[str, Shape]:
    """All tables by key, the program first."""
    return {key: Shape(key, kind, _fields(kind)) for key, kind in _KINDS.items()}


def _fields(entity: type[Entity]) -> tuple[Field, ...]:
    columns = list(table_of(inspect(entity)).columns)
    columns.sort(key=lambda column: column.name != "id")
    return tuple(_field(entity, column) for column in columns)


def _field(entity: type[Entity], column: Column[Any]) -> Field:
    target = next((foreign.column.table.name for foreign in column.foreign_keys), "")
    optional = bool(column.nullable)
    return Field(
        key=column.name.removesuffix("_id") if target else column.name,
        name=column.name,
        kind=_kind(entity, column),
        optional=optional,
        unique=bool(column.unique),
        to=_key_of(target) if target else "",
        choices=_choices(column),
        default=(lambda: None) if optional else _default(column),
    )


def _kind(entity: type[Entity], column: Column[Any]) -> Kind:
    if column.name == "id" or column.foreign_keys or (entity, column.name) == (Origin, "item"):
        return Kind.ID
    if any(column.name == each.key and each.class_ is entity for each in NAMING):
        return Kind.DIGEST
    if isinstance(column.type, JSON):
        return _LISTS[entity, column.name]
    if isinstance(column.type, Enum):
        return Kind.CHOICE
    return Kind.TEXT if isinstance(column.type, PlainText) else _PLAIN[column.type.python_type]


_PLAIN: Final[Mapping[type, Kind]] = {
    bool: Kind.FLAG,
    int: Kind.WHOLE,
    float: Kind.NUMBER,
    date: Kind.DATE,
    datetime: Kind.TIME,
}


def _choices(column: Column[Any]) -> Mapping[str, enum.Enum]:
    if not isinstance(column.type, Enum):
        return {}
    kind = column.type.enum_class
    assert kind is not None
    return {str(member.value): member for member in kind}


def _default(column: Column[Any]) -> Callable[[], Any] | None:
    made: Any = column.default
    if made is None or column.name == "id":
        return None
    if made.is_callable:
        return lambda: made.arg(None)
    return lambda: made.arg


def _key_of(table: str) -> str:
    return next(key for key, kind in _KINDS.items() if kind.__tablename__ == table)
