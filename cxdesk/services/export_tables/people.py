"""The program itself, its frame and those who take part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import Delegation, Domain, Group, Membership, Person
from cxdesk.model.program import FrameItem, Holiday
from cxdesk.model.wording import listed as in_words
from cxdesk.services.export_tables.rows import Names, Table, listed, table
from cxdesk.services.frame import program

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def tables(session: Session, names: Names) -> Iterator[Table]:
    """Program, frame, holidays, domains, people, groups, outcomes and readings."""
    yield _program(session)
    yield table(
        session,
        "frame",
        select(
            FrameItem.kind,
            FrameItem.name,
            FrameItem.text,
            FrameItem.measure,
            FrameItem.limit,
            FrameItem.domain_id.label("domain"),
        ).order_by(FrameItem.kind.desc(), FrameItem.position, FrameItem.name),
        domain=names.domain,
    )
    yield table(session, "holidays", select(Holiday.on, Holiday.name).order_by(Holiday.on))
    yield table(
        session,
        "domains",
        select(Domain.name, Domain.short, Domain.capacity).order_by(Domain.position, Domain.name),
    )
    yield table(
        session,
        "people",
        select(
            Person.name,
            Person.initials,
            Person.role,
            Person.email,
            Person.domain_id.label("domain"),
            Person.level,
            Person.active,
        ).order_by(Person.name, Person.initials, Person.email, Person.id),
        domain=names.domain,
    )
    yield table(
        session,
        "groups",
        select(
            Group.name.label("group"),
            Group.kind,
            Group.quorum,
            Group.urgent_quorum,
            Membership.person_id.label("person"),
            Membership.role,
        )
        .join_from(Group, Membership, isouter=True)
        .order_by(Group.name, Group.id, Membership.position),
        person=names.person,
    )
    yield table(
        session,
        "delegates",
        select(
            Group.name.label("group"),
            Membership.person_id.label("seat"),
            Delegation.person_id.label("delegate"),
            Delegation.start,
            Delegation.end,
        )
        .join_from(Delegation, Membership)
        .join(Group)
        .order_by(Group.name, Delegation.start, Membership.position),
        seat=names.person,
        delegate=names.person,
    )
    yield table(
        session,
        "outcomes",
        select(
            Outcome.code,
            Outcome.name,
            Outcome.unit,
            Outcome.baseline,
            Outcome.target,
            Outcome.due,
            Outcome.owner_id.label("owner"),
            Outcome.headline,
        ).order_by(Outcome.position, Outcome.code),
        owner=names.person,
    )
    yield table(
        session,
        "readings",
        select(
            Outcome.code.label("outcome"),
            Reading.on,
            Reading.value,
            Reading.n,
            Reading.promoters,
            Reading.passives,
            Reading.detractors,
        )
        .join_from(Reading, Outcome)
        .order_by(Outcome.position, Outcome.code, Reading.on, Reading.value),
    )


def _program(session: Session) -> Table:
    here = program(session)
    week = in_words([_WEEK[day] for day in here.working_week])
    said: dict[str, Any] = {
        "Name": here.name,
        "Subtitle": here.subtitle,
        "Company": here.company,
        "North star": here.north_star,
        "Why": here.why,
        "Currency": here.currency,
        "Start": here.start,
        "Short horizon ends": here.short_ends,
        "Mid horizon ends": here.mid_ends,
        "Next review": here.next_review,
        "Customers": here.customers,
        f"Margin a customer and year ({here.currency})": here.margin,
        "Points more of all customers who stay, low": here.gain_low,
        "Points more of all customers who stay, middle": here.gain_middle,
        "Points more of all customers who stay, high": here.gain_high,
        "Investment (thousands)": here.investment,
        "Weight of impact": here.weight_impact,
        "Weight of reach": here.weight_reach,
        "Weight of outcome": here.weight_outcome,
        "Weight of urgency": here.weight_urgency,
        "Working week": week,
        "Limits of work in progress refuse": here.wip_hard,
        "Checklist of requests": tuple(here.checklist or ()),
    }
    return listed("program", ("what", "value"), said.items())
