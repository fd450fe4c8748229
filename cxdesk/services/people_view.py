"""People, domains and groups as the place People shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.load import excess, month_loads, months_from
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import (
    Delegation,
    Domain,
    Group,
    GroupKind,
    Level,
    MemberRole,
    Membership,
    Person,
)
from cxdesk.model.states import State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.capacity import DONE, bars, bounds, domain_loads
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.frame import frame
from cxdesk.services.handover import OVER, Held, held
from cxdesk.services.naming import told_apart
from cxdesk.services.search import fold
from cxdesk.services.session import today

MONTHS = 12
_person, _domain = Person.__table__.c, Domain.__table__.c
_initiative, _action = Initiative.__table__.c, Action.__table__.c
_group, _member = Group.__table__.c, Membership.__table__.c
_delegation = Delegation.__table__.c


class PersonRow(NamedTuple):
    """One line of the directory; a tuple, since ten thousand of them are made while somebody waits.

    `label` is the name, told apart from others of the same name. `initiatives` are those owned and
    not over, `running` those in progress, `groups` the names of the groups they sit in, boards
    first. `load` are person-days this month of the initiatives they own; `capacity` is what their
    whole domain may be loaded with, None where nothing says.
    """

    id: int
    name: str
    label: str
    initials: str
    role: str
    email: str
    level: Level
    domain_id: int | None
    domain: str
    hue: int
    active: bool
    initiatives: int
    running: int
    actions: int
    overdue: int
    groups: tuple[str, ...]
    load: float
    capacity: float | None

    @property
    def over(self) -> bool:
        """Whether they alone carry more than their domain can give."""
        return bool(excess(self.load, self.capacity))


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain with its people, its open initiatives and its load in the coming months.

    `bound` is what a month may hold, None where nothing says; `id` None is the whole organisation.
    """

    id: int | None
    name: str
    short: str
    hue: int
    capacity: float
    bound: float | None
    people: int
    initiatives: int
    loads: tuple[float, ...]

    @property
    def over(self) -> tuple[int, ...]:
        """The places of the months that are over the bound."""
        return tuple(n for n, load in enumerate(self.loads) if excess(load, self.bound))


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody, by name, and the domains in their order; `months` are those of the loads."""

    people: tuple[PersonRow, ...]
    domains: tuple[DomainRow, ...]
    months: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """Somebody who fills a seat from `start` to `end`; `id` is the delegation."""

    id: int
    person_id: int
    name: str
    initials: str
    active: bool
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A member of a group; `id` is the membership, `delegates` those of today and later.

    Whether the seat has a PIN is known, never which.
    """

    id: int
    person_id: int
    name: str
    initials: str
    role: str
    domain: str
    hue: int
    active: bool
    seat: MemberRole
    delegates: tuple[DelegateRow, ...] = ()
    has_pin: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its members in their order; `seats` are those that vote.

    `urgent` is the quorum of its meetings out of cycle.
    """

    id: int
    name: str
    kind: GroupKind
    quorum: int | None
    urgent: int | None
    seats: int
    members: tuple[SeatRow, ...]

    @property
    def usual(self) -> int:
        """The seats that must be filled: what was set, else more than half of them."""
        return self.quorum or self.seats // 2 + 1


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """What the side of the directory shows of one person: all that is open with them.

    `loads` are the person-days of what they own in each of `months`.
    """

    row: PersonRow
    held: tuple[Held, ...]
    months: tuple[date, ...]
    loads: tuple[float, ...]


def directory(session: Session) -> Directory:
    """Everybody and all domains, with what each carries."""
    rows, months = domains(session)
    return Directory(_people(session, bounds(session)), rows, months)


def domains(session: Session) -> tuple[tuple[DomainRow, ...], tuple[date, ...]]:
    """All domains in their order, the whole organisation last, and the months of their loads."""
    months = months_from(today(session), MONTHS)
    limits = bounds(session)
    by_domain = domain_loads(bars(session), months, frame(session).calendar)
    nothing = (0.0,) * MONTHS
    counts = _domain_counts(session)
    rows = [
        DomainRow(
            id, name, short, hue, capacity, limits.get(id), *counts.get(id, (0, 0)),
            tuple(by_domain.get(id, nothing)),
        )
        for id, name, short, hue, capacity in session.execute(_DOMAINS)
    ]  # fmt: skip
    rows.append(
        DomainRow(
            None, "Organisation-wide", "Org", ORG_HUE, 0.0, None, *counts.get(None, (0, 0)),
            tuple(by_domain.get(None, nothing)),
        )
    )  # fmt: skip
    return tuple(rows), months


def some(session: Session, ids: Collection[int]) -> tuple[PersonRow, ...]:
    """The lines of some people; their labels tell them apart from one another alone."""
    return _people(session, bounds(session), ids)


def groups(session: Session) -> tuple[GroupRow, ...]:
    """All groups, boards first, each with its members."""
    members: dict[int, list[SeatRow]] = {}
    delegates: dict[int, list[DelegateRow]] = {}
    for member, *of_delegate in session.execute(
        _DELEGATES.where(_delegation.end >= today(session))
    ):
        delegates.setdefault(member, []).append(DelegateRow(*of_delegate))
    for group, id, person, name, initials, role, short, hue, active, seat, pin in session.execute(
        _SEATS
    ):
        members.setdefault(group, []).append(
            SeatRow(
                id, person, name, initials, role, short or "Org",
                ORG_HUE if hue is None else hue, active, seat, tuple(delegates.get(id, ())),
                bool(pin),
            )
        )  # fmt: skip
    order = list(GroupKind)
    rows = sorted(
        session.execute(
            select(_group.id, _group.name, _group.kind, _group.quorum, _group.urgent_quorum)
        ),
        key=lambda row: (order.index(row.kind), row.name.casefold(), row.id),
    )
    return tuple(
        GroupRow(
            id, name, kind, quorum, urgent,
            sum(1 for each in members.get(id, ()) if each.seat is not MemberRole.SECRETARY),
            tuple(members.get(id, ())),
        )
        for id, name, kind, quorum, urgent in rows
    )  # fmt: skip


def sheet(session: Session, id: int) -> PersonSheet | None:
    """Everything of one person; None when there is no such person."""
    names = dict(session.execute(select(_person.id, _person.name)).all())
    if id not in names:
        return None
    mine = fold(names[id])
    alike = [other for other, name in names.items() if fold(name) == mine]
    row = next(each for each in _people(session, bounds(session), alike) if each.id == id)
    months = months_from(today(session), MONTHS)
    owned = ((0, bar.start, bar.end, bar.effort) for bar in bars(session) if bar.owner_id == id)
    loads = month_loads(owned, months, frame(session).calendar).get(0, [0.0] * MONTHS)
    return PersonSheet(row, held(session, id), months, tuple(loads))


def _people(
    session: Session, limits: dict[int, float | None], ids: Collection[int] | None = None
) -> tuple[PersonRow, ...]:
    """Rows of the people `ids` (of all when None), by name."""
    month = months_from(today(session), 1)
    works = ((bar.owner_id, bar.start, bar.end, bar.effort) for bar in bars(session))
    loads = month_loads(works, month, frame(session).calendar)
    owned, actions = _owned(session), _actions(session)
    seated: dict[int, list[str]] = {}
    for person, name in session.execute(_SEATED):
        seated.setdefault(person, []).append(name)
    areas = {id: (short, hue) for id, _, short, hue, _ in session.execute(_DOMAINS)} | {
        None: ("Org", ORG_HUE)
    }
    query = _PEOPLE if ids is None else _PEOPLE.where(_person.id.in_(ids))
    rows = session.execute(query).all()
    labels = told_apart([(row[1], row[3], areas[row[6]][0], row[4]) for row in rows])
    none, nothing = (0, 0), (0.0,)
    return tuple(
        PersonRow(
            id, name, label, initials, role, email, level, domain, *areas[domain], active,
            *owned.get(id, none), *actions.get(id, none), tuple(seated.get(id, ())),
            loads.get(id, nothing)[0], limits.get(domain) if domain else None,
        )
        for label, (id, name, initials, role, email, level, domain, active) in zip(
            labels, rows, strict=True
        )
    )  # fmt: skip


def _owned(session: Session) -> dict[int, tuple[int, int]]:
    """Initiatives owned that are not over, and how many of them are in progress."""
    running = func.sum(case((_initiative.state == State.IN_PROGRESS, 1), else_=0))
    query = (
        select(_initiative.owner_id, func.count(), running)
        .where(_initiative.owner_id.is_not(None), _initiative.state.not_in(OVER))
        .group_by(_initiative.owner_id)
    )
    return {id: (count, working) for id, count, working in session.execute(query)}


def _actions(session: Session) -> dict[int, tuple[int, int]]:
    """Open actions of each person, and how many of them are overdue."""
    overdue = func.sum(case((_action.due < today(session), 1), else_=0))
    query = (
        select(_action.owner_id, func.count(), overdue)
        .where(
            _action.owner_id.is_not(None),
            _action.state.in_((ActionState.TODO, ActionState.DOING)),
        )
        .group_by(_action.owner_id)
    )
    return {id: (count, late) for id, count, late in session.execute(query)}


def _domain_counts(session: Session) -> dict[int | None, tuple[int, int]]:
    """Active people and open initiatives of each domain."""
    people = session.execute(
        select(_person.domain_id, func.count()).where(_person.active).group_by(_person.domain_id)
    )
    working = session.execute(
        select(_initiative.domain_id, func.count())
        .where(_initiative.state.not_in(DONE))
        .group_by(_initiative.domain_id)
    )
    of_people: dict[int | None, int] = dict(people.all())
    of_work: dict[int | None, int] = dict(working.all())
    return {
        id: (of_people.get(id, 0), of_work.get(id, 0)) for id in of_people.keys() | of_work.keys()
    }


_PEOPLE = select(
    _person.id, _person.name, _person.initials, _person.role, _person.email, _person.level,
    _person.domain_id, _person.active,
).order_by(_person.name, _person.id)  # fmt: skip
_DOMAINS = select(
    _domain.id, _domain.name, _domain.short, _domain.hue, _domain.capacity
).order_by(_domain.position, _domain.name)  # fmt: skip
_SEATED = (
    select(_member.person_id, _group.name)
    .join(Group.__table__, _member.group_id == _group.id)
    .order_by(
        case({kind: place for place, kind in enumerate(GroupKind)}, value=_group.kind), _group.name
    )
)
_SEATS = (
    select(
        _member.group_id, _member.id, _person.id, _person.name, _person.initials, _person.role,
        _domain.short, _domain.hue, _person.active, _member.role, _member.pin.is_not(None),
    )
    .select_from(Membership.__table__)
    .join(Person.__table__, _member.person_id == _person.id)
    .join(Domain.__table__, _person.domain_id == _domain.id, isouter=True)
    .order_by(_member.position, _person.name)
)  # fmt: skip
_DELEGATES = (
    select(
        _delegation.membership_id, _delegation.id, _person.id, _person.name, _person.initials,
        _person.active, _delegation.start, _delegation.end,
    )
    .join(Person.__table__, _delegation.person_id == _person.id)
    .order_by(_delegation.start)
)  # fmt: skip
