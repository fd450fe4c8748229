"""The limits the strategy agreed, each with its present use and what breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.load import excess, month_loads
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Measure
from cxdesk.model.states import PATH, State
from cxdesk.model.wording import MONTHS, listed, thousands
from cxdesk.services.capacity import (
    Bar,
    agreed_person_days,
    bars,
    bounds,
    coming_months,
    domain_loads,
)
from cxdesk.services.commitments import spent, to_actions
from cxdesk.services.frame import Frame, frame
from cxdesk.services.session import today
from cxdesk.services.strategy import LIMIT_NAMES

_initiative, _person, _domain = (kind.__table__.c for kind in (Initiative, Person, Domain))
_LISTED = 6  # codes in a sentence


@dataclass(frozen=True, slots=True)
class Breach:
    """What breaks a limit, as a sentence, and the initiatives (id, code) it is about.

    `lead` is how the sentence begins where the initiatives themselves follow it.
    """

    text: str
    initiatives: tuple[tuple[int, str], ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit beside its use; `limit` None where none is agreed.

    `used` is the sum of the budget (thousands of the currency), the number in progress, the most
    of one owner, or a domain's fullest month; `of` names that owner or month.

    Of a domain, `limit` is what binds: its `own` limit or else the one of every domain, but never
    more than its `capacity`. `loads` are its person-days in each of `months`.
    """

    measure: Measure
    domain_id: int | None
    name: str
    limit: float | None
    used: float
    of: str
    breaches: tuple[Breach, ...]
    own: float | None = None
    capacity: float = 0.0
    hue: int = 5
    months: tuple[date, ...] = ()
    loads: tuple[float, ...] = ()


def limits(session: Session) -> tuple[LimitRow, ...]:
    """Budget, work in progress of the program and of an owner, and a month of each domain."""
    here = frame(session)
    return (
        _budget(session, here),
        *_progress(session, here),
        *_person_days(session, here),
    )


def month_name(month: date) -> str:
    """A month in words: "Mar 2027"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _budget(session: Session, here: Frame) -> LimitRow:
    used = spent(session)
    breaches: list[Breach] = []
    if here.budget is not None and excess(used, here.budget):
        rows = session.execute(
            select(
                _initiative.id, _initiative.code, _initiative.state, _initiative.held_from,
                _initiative.start, _initiative.cost,
            ).where(_initiative.state != State.CANCELLED)
        ).all()  # fmt: skip
        # The money goes to what is furthest on its way, then to what starts first.
        total, out = to_actions(session), []
        for row in sorted(rows, key=_furthest):
            total += row.cost
            if excess(total, here.budget) and row.cost > 0:
                out.append((row.id, row.code))
        over = f"{used - here.budget:,.10g} {thousands(here.currency)} over"
        text = f"{over}: {_codes(out)} {_do(out)} not fit any more." if out else f"{over}."
        lead = f"{over}; what starts last and does not fit any more:"
        breaches.append(Breach(text, tuple(out), lead))
    name = LIMIT_NAMES[Measure.BUDGET]
    return LimitRow(Measure.BUDGET, None, name, here.budget, used, "", tuple(breaches))


def _furthest(row: object) -> tuple[int, date, str]:
    state, held = row.state, row.held_from  # type: ignore[attr-defined]
    standing = held or State.BACKLOG if state is State.ON_HOLD else state
    return -PATH.index(standing), row.start or date.max, row.code  # type: ignore[attr-defined]


def _progress(session: Session, here: Frame) -> Iterator[LimitRow]:
    rows = session.execute(
        select(_initiative.id, _initiative.code, _initiative.owner_id, _person.name)
        .select_from(Initiative.__table__)
        .join(Person.__table__, _initiative.owner_id == _person.id, isouter=True)
        .where(_initiative.state == State.IN_PROGRESS)
        .order_by(_initiative.state_since, _initiative.code)
    ).all()
    every = [(row.id, row.code) for row in rows]
    breaches = []
    if here.wip is not None and len(every) > here.wip:
        last = every[here.wip :]
        said = f"{len(every)} in progress, the limit is {here.wip}"
        text = f"{said}: {_codes(last)} came last."
        breaches.append(Breach(text, tuple(last), f"{said}; what came last:"))
    name = LIMIT_NAMES[Measure.WIP]
    yield LimitRow(Measure.WIP, None, name, here.wip, len(every), "", tuple(breaches))

    of_owner: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for row in rows:
        if row.owner_id is not None:
            of_owner.setdefault((row.name, row.owner_id), []).append((row.id, row.code))
    over = [
        Breach(
            f"{name} has {len(mine)} in progress, the limit is {here.owner_wip}: {_codes(mine)}.",
            tuple(mine),
            f"{name} has {len(mine)} in progress, the limit is {here.owner_wip}:",
        )
        for (name, _), mine in sorted(of_owner.items())
        if here.owner_wip is not None and len(mine) > here.owner_wip
    ]
    (most, _), mine = max(
        of_owner.items(), key=lambda item: len(item[1]), default=(("", 0), [])
    )  # fmt: skip
    name = LIMIT_NAMES[Measure.OWNER_WIP]
    yield LimitRow(Measure.OWNER_WIP, None, name, here.owner_wip, len(mine), most, tuple(over))


def _person_days(session: Session, here: Frame) -> Iterator[LimitRow]:
    works, allowed, own = bars(session), bounds(session), agreed_person_days(session)
    months = coming_months(works, today(session))
    loads = domain_loads(works, months, here.calendar)
    for id, name, capacity, hue in session.execute(
        select(_domain.id, _domain.name, _domain.capacity, _domain.hue).order_by(
            _domain.position, _domain.name
        )
    ):
        row, bound = loads.get(id, [0.0] * len(months)), allowed.get(id)
        peak = max(range(len(months)), key=row.__getitem__)
        breaches: tuple[Breach, ...] = ()
        if bound is not None and excess(row[peak], bound):
            mine = [bar for bar in works if bar.domain_id == id]
            breaches = tuple(_over(name, mine, row, bound, months, here))
        yield LimitRow(
            Measure.PERSON_DAYS, id, name, bound, row[peak],
            month_name(months[peak]) if row[peak] else "", breaches,
            own.get(id), capacity, hue, months, tuple(row),
        )  # fmt: skip


def _over(
    name: str,
    mine: list[Bar],
    row: list[float],
    bound: float,
    months: tuple[date, ...],
    here: Frame,
) -> Iterator[Breach]:
    """The months of a domain that are over, each with its initiatives, the heaviest first."""
    shares = month_loads(
        (((bar.id, bar.code), bar.start, bar.end, bar.effort) for bar in mine),
        months, here.calendar,
    )  # fmt: skip
    for place, load in enumerate(row):
        if excess(load, bound):
            heavy = sorted(
                (one for one in shares if shares[one][place] > 0),
                key=lambda one: (-shares[one][place], one[1]),
            )
            # Rounded down a load over the bound would look as if it fitted.
            said = f"{load:,.0f}" if round(load) > bound else f"{load:,.1f}"
            text = f"{month_name(months[place])}: {said} of {bound:,.6g} person-days"
            yield Breach(f"{name}, {text}, by {_codes(heavy)}.", tuple(heavy), f"{text}, by")


def _codes(found: list[tuple[int, str]]) -> str:
    shown = [code for _, code in found[:_LISTED]]
    rest = len(found) - len(shown)
    return listed([*shown, f"{rest} more"] if rest else shown)


def _do(found: list[tuple[int, str]]) -> str:
    return "does" if len(found) == 1 else "do"
