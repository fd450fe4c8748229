"""A person as rows of other things name them."""

from __future__ import annotations

from dataclasses import dataclass

from cxdesk.model.people import Person


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as a row names them."""

    id: int
    name: str
    initials: str
    role: str
    active: bool


def ref(person: Person | None) -> PersonRef | None:
    """A person as rows name them; None for nobody."""
    if person is None:
        return None
    return PersonRef(person.id, person.name, person.initials, person.role, person.active)
