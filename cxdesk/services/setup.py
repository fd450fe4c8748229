"""A program on its first day: what is set so far, and who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Group, GroupKind, Level, MemberRole, Membership, Person
from cxdesk.model.program import FrameItem, FrameKind, Holiday, Measure, Program
from cxdesk.services import groups
from cxdesk.services.session import one

MOST = 20
"""How many rows of a kind are listed: a program that has more is past its first day."""

_FOUNDED = {GroupKind.BOARD: "Change board", GroupKind.TEAM: "CX team"}
_person, _domain, _item = (kind.__table__.c for kind in (Person, Domain, FrameItem))
_member, _group = Membership.__table__.c, Group.__table__.c


@dataclass(frozen=True, slots=True)
class Named:
    """A principle with its text, or a domain with its short name and capacity."""

    id: int
    name: str
    text: str
    capacity: float = 0.0


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the program."""

    id: int
    name: str
    role: str
    email: str
    domain: int | None
    level: Level


@dataclass(frozen=True, slots=True)
class Promise:
    """An outcome."""

    id: int
    code: str
    name: str
    unit: str
    baseline: float
    target: float
    due: date
    owner: int | None


@dataclass(frozen=True, slots=True)
class FirstBatch:
    """The first of the batches."""

    id: int
    code: str
    name: str
    deadline: date
    lead: int | None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a program has so far: of each kind the first rows, and how many there are.

    `limits` are by measure and domain, `chairs` the ids of people by the kind of group they lead.
    """

    id: int
    name: str
    currency: str
    start: date
    short_ends: date
    mid_ends: date
    working_week: tuple[int, ...]
    holidays: tuple[tuple[date, str], ...]
    north_star: str
    why: str
    principles: tuple[Named, ...]
    domains: tuple[Named, ...]
    domain_count: int
    people: tuple[Member, ...]
    people_count: int
    outcomes: tuple[Promise, ...]
    outcome_count: int
    limits: dict[tuple[Measure, int | None], float]
    chairs: dict[GroupKind, int]
    batch: FirstBatch | None


def setup(session: Session) -> Setup:
    """What the program has so far, in the order of its places."""
    here = session.execute(select(Program.__table__).limit(1)).one()
    days = Holiday.__table__.c
    holidays = session.execute(select(days.on, days.name).order_by(days.on))
    principles = select(_item.id, _item.name, _item.text).where(_item.kind == FrameKind.PRINCIPLE)
    domains = select(_domain.id, _domain.name, _domain.short, _domain.capacity)
    limits = select(_item.measure, _item.domain_id, _item.limit).where(
        _item.kind == FrameKind.LIMIT, _item.limit.is_not(None)
    )
    return Setup(
        here.id, here.name, here.currency, here.start, here.short_ends, here.mid_ends,
        tuple(here.working_week), tuple((on, name) for on, name in holidays),
        here.north_star, here.why,
        tuple(
            Named(*row)
            for row in session.execute(principles.order_by(_item.position, _item.name))
        ),
        tuple(
            Named(*row)
            for row in session.execute(
                domains.order_by(_domain.position, _domain.name).limit(MOST)
            )
        ),
        _count(session, Domain), _people(session), _count(session, Person),
        _outcomes(session), _count(session, Outcome),
        {(measure, domain): limit for measure, domain, limit in session.execute(limits)},
        _chairs(session), _batch(session),
    )  # fmt: skip


def _count(session: Session, kind: type[Domain | Person | Outcome]) -> int:
    return session.scalar(select(func.count()).select_from(kind.__table__)) or 0


def _people(session: Session) -> tuple[Member, ...]:
    rows = session.execute(
        select(
            _person.id, _person.name, _person.role, _person.email, _person.domain_id,
            _person.level,
        ).where(_person.active).order_by(_person.name, _person.id).limit(MOST)
    )  # fmt: skip
    return tuple(Member(*row) for row in rows)


def _outcomes(session: Session) -> tuple[Promise, ...]:
    col = Outcome.__table__.c
    rows = session.execute(
        select(
            col.id, col.code, col.name, col.unit, col.baseline, col.target, col.due, col.owner_id
        ).order_by(col.position, col.code).limit(MOST)
    )  # fmt: skip
    return tuple(Promise(*row) for row in rows)


def _batch(session: Session) -> FirstBatch | None:
    col = Batch.__table__.c
    row = session.execute(
        select(col.id, col.code, col.name, col.deadline, col.lead_id)
        .order_by(col.position, col.code)
        .limit(1)
    ).one_or_none()
    return None if row is None else FirstBatch(*row)


def _chairs(session: Session) -> dict[GroupKind, int]:
    rows = session.execute(
        select(_group.kind, _member.person_id)
        .join(Membership.__table__, _member.group_id == _group.id)
        .where(_member.role == MemberRole.CHAIR)
        .order_by(_group.name.desc())
    )
    return dict(rows.all())


def known_people(session: Session) -> tuple[tuple[str, str, str], ...]:
    """Name, email and role of everybody, to tell who is typed or pasted a second time."""
    rows = session.execute(select(_person.name, _person.email, _person.role))
    return tuple((name, email, role) for name, email, role in rows)


def executives(session: Session) -> tuple[Member, ...]:
    """The executives who take part, by name."""
    rows = session.execute(
        select(
            _person.id, _person.name, _person.role, _person.email, _person.domain_id,
            _person.level,
        ).where(_person.active, _person.level == Level.EXECUTIVE).order_by(_person.name)
    )  # fmt: skip
    return tuple(Member(*row) for row in rows)


def name_chair(session: Session, kind: GroupKind, person: int) -> int:
    """Let a person chair the first group of a kind, founded if there is none; returns its id."""
    query = select(Group).where(Group.kind == kind).order_by(Group.name).limit(1)
    here = session.scalars(query).one_or_none()
    if here is None:
        here = one(session, Group, groups.add(session, _FOUNDED[kind], kind))
    member = next((each for each in here.members if each.person_id == person), None)
    if member is None:
        groups.seat(session, here.id, person, MemberRole.CHAIR)
    else:
        here.cast(member, MemberRole.CHAIR)
    return here.id
