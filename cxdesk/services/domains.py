"""What users do with domains: add, name, colour and order them, and say what they can give."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Domain
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.order import put_behind
from cxdesk.services.search import fold
from cxdesk.services.session import one


def add(session: Session, name: str, short: str = "", capacity: float = 0.0) -> int:
    """Add a domain in the colour least used and return its id; `short` defaults to the name.

    Raises RuleBroken for a name in use, or a capacity below zero.
    """
    others = _all(session)
    new = Domain(name="", short="", hue=_next_hue(others), capacity=0.0, position=0.0)
    _name(new, name, short.strip() or name, others)
    new.offer(capacity)
    put_behind(others, new, others[-1].id if others else None)
    session.add(new)
    return new.id


def rename(session: Session, id: int, name: str, short: str) -> None:
    """Set name and short name. Raises RuleBroken for an empty one or one in use."""
    here = one(session, Domain, id)
    _name(here, name, short, [other for other in _all(session) if other is not here])


def offer(session: Session, id: int, capacity: float) -> None:
    """Set the person-days a month; 0 says that they are not known."""
    one(session, Domain, id).offer(capacity)


def colour(session: Session, id: int, hue: int) -> None:
    """Set its colour, by its number among the five of the design."""
    if not 0 <= hue < ORG_HUE:
        raise RuleBroken(f"Choose one of {ORG_HUE} colours for a domain.")
    one(session, Domain, id).hue = hue


def move(session: Session, id: int, after: int | None) -> None:
    """Put it behind another domain; first for None."""
    put_behind(_all(session), one(session, Domain, id), after)


def _all(session: Session) -> list[Domain]:
    return list(session.scalars(select(Domain).order_by(Domain.position, Domain.name)))


def _name(here: Domain, name: str, short: str, others: list[Domain]) -> None:
    wanted = {fold(name.strip()), fold(short.strip())}
    for other in others:
        if wanted & {fold(other.name), fold(other.short)}:
            raise RuleBroken(
                f"There is already a domain {other.name} ({other.short}): "
                "two domains need different names.",
                Way(f"Open {other.name}", "domain", other.id),
            )
    here.rename(name, short)


def _next_hue(others: list[Domain]) -> int:
    used = Counter(other.hue for other in others)
    return min(range(ORG_HUE), key=lambda hue: (used[hue], hue))
