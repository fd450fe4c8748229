"""Load of domains and people by month, against what each domain can give and may be asked."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.load import month_loads, months_from
from cxdesk.model.decisions import Decision, DecisionEffort
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain
from cxdesk.model.program import FrameItem, FrameKind, Measure
from cxdesk.model.states import State

# Work that is over loads nobody any more.
DONE = (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
Shares = tuple[tuple[int | None, float], ...]
"""Domains with their fraction of the days of an initiative, the largest first."""

_initiative = Initiative.__table__.c
_decision, _effort = Decision.__table__.c, DecisionEffort.__table__.c


class Bar(NamedTuple):
    """The work of an initiative that is still to be done; ten thousand are made in one go."""

    id: int
    code: str
    domain_id: int | None
    owner_id: int | None
    start: date
    end: date
    effort: float


def bars(session: Session) -> list[Bar]:
    """Initiatives with dates and person-days that are neither delivered nor cancelled.

    One for which a board committed days of several domains has a bar for each, in those shares.
    """
    rows = session.execute(
        select(
            _initiative.id, _initiative.code, _initiative.domain_id, _initiative.owner_id,
            _initiative.start, _initiative.end, _initiative.effort,
        )
        .where(
            _initiative.start.is_not(None), _initiative.end.is_not(None),
            _initiative.effort > 0, _initiative.state.not_in(DONE),
        )
        .order_by(_initiative.code)
    )  # fmt: skip
    by_domains = shares(session)
    found = []
    for row in rows:
        bar = Bar(*row)
        if bar.id not in by_domains:
            found.append(bar)
            continue
        parts = parts_of(by_domains[bar.id], bar.domain_id)
        found += [bar._replace(domain_id=each, effort=bar.effort * part) for each, part in parts]
    return found


def parts_of(shared: Shares | None, domain: int | None) -> Shares:
    """What domains do of an initiative that belongs to `domain`, as fractions of its days."""
    if shared is None:
        return ((domain, 1.0),)
    # The largest part is of the domain that the initiative belongs to, also later.
    return ((domain, shared[0][1]), *shared[1:])


def shares(session: Session) -> dict[int, Shares]:
    """By initiative what share of its days each domain gives, as its decision committed them."""
    rows = session.execute(
        select(_decision.initiative_id, _effort.domain_id, _effort.days)
        .join(Decision.__table__, _effort.decision_id == _decision.id)
        .where(_decision.initiative_id.is_not(None), _effort.days > 0)
        .order_by(_effort.days.desc(), _effort.domain_id)
    )
    by: dict[int, list[tuple[int | None, float]]] = {}
    for initiative, domain, days in rows:
        by.setdefault(initiative, []).append((domain, days))
    return {
        id: tuple((domain, days / total) for domain, days in parts)
        for id, parts in by.items()
        if len(parts) > 1 and (total := sum(days for _, days in parts))
    }


def coming_months(works: list[Bar], today: date, most: int = 24) -> tuple[date, ...]:
    """The months from today's on that have work, at least one."""
    last = max((bar.end for bar in works), default=today)
    months = (last.year - today.year) * 12 + last.month - today.month + 1
    return months_from(today, min(max(months, 1), most))


def domain_loads(
    works: list[Bar], months: tuple[date, ...], calendar: WorkCalendar
) -> dict[int | None, list[float]]:
    """Person-days of each domain in each month; None is the whole organisation."""
    return month_loads(
        ((bar.domain_id, bar.start, bar.end, bar.effort) for bar in works), months, calendar
    )


def agreed_person_days(session: Session) -> dict[int | None, float]:
    """The limits agreed for a month of a domain; that of every domain under None."""
    item = FrameItem.__table__.c
    rows = session.execute(
        select(item.domain_id, item.limit).where(
            item.kind == FrameKind.LIMIT, item.measure == Measure.PERSON_DAYS
        )
    )
    return dict(rows.all())


def bounds(session: Session) -> dict[int, float | None]:
    """What each domain may be loaded with a month; None where nothing says.

    The limit agreed for the domain, else the one agreed for every domain, binds, but never more
    than the capacity the domain has.
    """
    agreed = agreed_person_days(session)
    domain = Domain.__table__.c
    found: dict[int, float | None] = {}
    for id, capacity in session.execute(select(domain.id, domain.capacity)):
        limit = agreed.get(id, agreed.get(None))
        both = [each for each in (limit, capacity or None) if each is not None]
        found[id] = min(both, default=None)
    return found
