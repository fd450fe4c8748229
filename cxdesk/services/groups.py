"""What users do with groups: found them, seat people, and say how many must be present."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.meetings import Seat
from cxdesk.model.people import (
    Delegation,
    Group,
    GroupKind,
    MemberRole,
    Membership,
    Person,
)
from cxdesk.services.order import put_behind
from cxdesk.services.search import fold
from cxdesk.services.session import one, today


def add(
    session: Session,
    name: str,
    kind: GroupKind,
    members: Sequence[int] = (),
    quorum: int | None = None,
) -> int:
    """Found a group with its members and return its id.

    Raises RuleBroken for a name in use, or a quorum of more than its seats.
    """
    new = Group(name="", kind=kind, quorum=None)
    session.add(new)
    _name(session, new, name)
    for person in dict.fromkeys(members):
        new.admit(one(session, Person, person))
    new.ask_for(quorum)
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Set the name. Raises RuleBroken for an empty one or one in use."""
    _name(session, one(session, Group, id), name)


def ask_for(session: Session, id: int, quorum: int | None) -> None:
    """Set a board's quorum, at most its seats; None for no quorum."""
    one(session, Group, id).ask_for(quorum)


def ask_for_urgent(session: Session, id: int, quorum: int | None) -> None:
    """Set a board's quorum out of cycle, below the usual one; None for not set."""
    one(session, Group, id).ask_for_urgent(quorum)


def seat(session: Session, id: int, person: int, role: MemberRole = MemberRole.MEMBER) -> int:
    """Give a person a place and return its id; a new chair takes over from the old one.

    Raises RuleBroken for one who has a place or fills somebody's, or is no longer active.
    """
    here, new = one(session, Group, id), one(session, Person, person)
    for other in here.members:
        for delegation in other.delegations:
            if delegation.person is new and delegation.end >= today(session):
                raise RuleBroken(f"{delegation.in_words()}: end that first.")
    return here.admit(new, role).id


def cast(session: Session, member: int, role: MemberRole) -> None:
    """Set what a member is: chair, member or secretary."""
    here = one(session, Membership, member)
    here.group.cast(here, role)


def unseat(session: Session, member: int) -> None:
    """Take a place away. Raises RuleBroken when the quorum could no longer be met.

    Meetings keep the seat in the name of who held it.
    """
    here = one(session, Membership, member)
    here.group.refuse_leaving(here)
    for held in session.scalars(select(Seat).where(Seat.membership_id == here.id)):
        held.membership_id = None
    session.delete(here)
    here.group.members.remove(here)


def delegate(session: Session, member: int, person: int, start: date, end: date) -> int:
    """Let a person fill a board's seat from the first day to the last, and return the id.

    Raises RuleBroken for one who has a place in that board or fills another on those days, for
    days on which the seat has a delegate, and for a last day before the first.
    """
    seat, new = one(session, Membership, member), one(session, Person, person)
    return seat.delegate_to(new, start, end).id


def undelegate(session: Session, delegation: int) -> None:
    """Let the member of a seat fill it again."""
    here = one(session, Delegation, delegation)
    here.seat.delegations.remove(here)


def move(session: Session, member: int, after: int | None) -> None:
    """Put a member behind another one of the group; first for None."""
    here = one(session, Membership, member)
    put_behind(here.group.members, here, after)


def dissolve(session: Session, id: int) -> None:
    """Remove a team or an advisory group with its seats; a change board stays."""
    here = one(session, Group, id)
    if here.kind is GroupKind.BOARD:
        raise RuleBroken(
            f"{here.name} decides what the program does and stays: change its seats instead.",
            Way(f"Open {here.name}", "group", here.id),
        )
    for member in list(here.members):
        session.delete(member)
    session.delete(here)


def _name(session: Session, here: Group, name: str) -> None:
    with session.no_autoflush:
        others = session.execute(select(Group.id, Group.name)).all()
    for id, other in others:
        if id != here.id and fold(other) == fold(name.strip()):
            raise RuleBroken(
                f"There is already a group {other}: choose another name.",
                Way(f"Open {other}", "group", id),
            )
    here.rename(name)
