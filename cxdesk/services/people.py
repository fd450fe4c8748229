"""What users do with people: add them one by one or pasted, describe them, see them off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Domain, Level, Person
from cxdesk.services import handover
from cxdesk.services.programs import initials_of
from cxdesk.services.session import maybe, one


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added; `domain` None is organisation-wide."""

    name: str
    role: str = ""
    email: str = ""
    domain: int | None = None
    level: Level = Level.EMPLOYEE


def add(
    session: Session,
    name: str,
    role: str = "",
    *,
    level: Level = Level.EMPLOYEE,
    domain: int | None = None,
    email: str = "",
    initials: str = "",
) -> int:
    """Add a person and return the id; without `initials` they come from the name.

    Another person may have the same name. Raises RuleBroken for a name or an email that is none.
    """
    person = Person(name="", initials="", email="", role=role, level=level, active=True)
    person.rename(name)
    person.write_to(email)
    person.domain = maybe(session, Domain, domain)
    person.sign_with(initials.strip() or _initials(session, person.name))
    session.add(person)
    return person.id


def add_all(session: Session, people: Sequence[NewPerson]) -> list[int]:
    """Add all of them, or none. Raises RuleBroken naming the row that is wrong."""
    taken = Counter(session.scalars(select(Person.name)))
    domains = {id: one(session, Domain, id) for id in {each.domain for each in people} if id}
    added = []
    for row, each in enumerate(people, 1):
        person = Person(name="", initials="", role=each.role, level=each.level, active=True)
        try:
            person.rename(each.name)
            person.write_to(each.email)
        except RuleBroken as broken:
            raise RuleBroken(f"Row {row}: {broken.text}", broken.way) from None
        person.domain = domains[each.domain] if each.domain else None
        taken[person.name] += 1
        person.sign_with(_numbered(initials_of(person.name), taken[person.name]))
        added.append(person)
    session.add_all(added)
    return [person.id for person in added]


def edit(
    session: Session,
    id: int,
    *,
    name: str | None = None,
    initials: str | None = None,
    email: str | None = None,
    role: str | None = None,
    level: Level | None = None,
) -> None:
    """Set what is given and keep the rest. Raises RuleBroken for a value that is none."""
    here = one(session, Person, id)
    if name is not None:
        here.rename(name)
    if initials is not None:
        here.sign_with(initials)
    if email is not None:
        here.write_to(email)
    here.role = here.role if role is None else role
    here.level = level or here.level


def belong(session: Session, id: int, domain: int | None) -> None:
    """Set the domain; None is organisation-wide."""
    one(session, Person, id).domain = maybe(session, Domain, domain)


def hand_over(session: Session, id: int, to: int) -> None:
    """Give everything that is open with one person to another. Raises RuleBroken if they left."""
    here, other = one(session, Person, id), one(session, Person, to)
    if other is here:
        raise RuleBroken(f"Choose somebody else: {here.name} has it already.")
    if not other.active:
        raise RuleBroken(
            f"{other.name} is no longer active and cannot take over from {here.name}.",
            Way(f"Open {other.name}", "person", other.id),
        )
    handover.give_all(session, here, other)


def deactivate(session: Session, id: int, to: int | None = None) -> None:
    """See a person off, giving all that is open to `to`, or leaving it where it is for None."""
    here = one(session, Person, id)
    if to is not None:
        hand_over(session, id, to)
    here.active = False


def bring_back(session: Session, id: int) -> None:
    """Let a person take part again."""
    one(session, Person, id).active = True


def _initials(session: Session, name: str) -> str:
    same = session.scalar(select(func.count()).where(Person.name == name)) or 0
    return _numbered(initials_of(name), same + 1)


def _numbered(initials: str, number: int) -> str:
    """Initials of the second of a name end in 2, so that cards tell the two apart."""
    return initials if number == 1 else f"{initials}{number}"[:4]
