"""What the program returns, reckoned in three cases, and what its initiatives change first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.balance import SIDES, side_of
from cxdesk.analysis.roi import Roi, roi
from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain
from cxdesk.model.states import State
from cxdesk.services.frame import program

_initiative, _domain = Initiative.__table__.c, Domain.__table__.c
_serves, _outcome = Contribution.__table__.c, Outcome.__table__.c


class Member(NamedTuple):
    """An initiative of a side."""

    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Side:
    """Initiatives that change culture, operations or technology first (see analysis.balance)."""

    name: str
    number: int
    cost: float
    effort: float
    members: tuple[Member, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its initiatives."""
        return tuple(each.code for each in self.members)


@dataclass(frozen=True, slots=True)
class Part:
    """Initiatives and what they cost together, in thousands: all, or those of an outcome."""

    name: str
    number: int
    cost: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What the return is reckoned from; `margin` in the currency, costs in thousands of it.

    `gains` are the points of the low, the middle and the high case, None where nothing is said.
    `investment` None means that `whole` is reckoned with; `parts` are the outcomes' initiatives.
    """

    id: int
    name: str
    currency: str
    customers: int
    margin: float
    gains: tuple[float | None, float | None, float | None]
    investment: float | None
    whole: Part
    parts: tuple[Part, ...]

    @property
    def cost(self) -> float:
        """The thousands that the return is reckoned against."""
        return self.whole.cost if self.investment is None else self.investment

    @property
    def cases(self) -> tuple[Roi | None, ...]:
        """The low, the middle and the high case; None where no points are given."""
        return tuple(
            None if points is None else roi(self.customers, points, self.margin, self.cost * 1000)
            for points in self.gains
        )


def worth(session: Session) -> Worth:
    """What the return is reckoned from, and the costs there are to choose from."""
    here = program(session)
    total, number = func.coalesce(func.sum(_initiative.cost), 0.0), func.count()
    count, cost = session.execute(
        select(number, total).where(_initiative.state != State.CANCELLED)
    ).one()
    parts = session.execute(
        select(_outcome.code, _outcome.name, number, total)
        .select_from(Outcome.__table__)
        .join(Contribution.__table__, _serves.outcome_id == _outcome.id)
        .join(Initiative.__table__, _serves.initiative_id == _initiative.id)
        .where(_initiative.state != State.CANCELLED)
        .group_by(_outcome.id)
        .order_by(_outcome.position, _outcome.code)
    )
    return Worth(
        here.id, here.name, here.currency, here.customers, here.margin,
        (here.gain_low, here.gain_middle, here.gain_high), here.investment,
        Part("All initiatives", count, cost),
        tuple(Part(f"{code} {name}", n, spent) for code, name, n, spent in parts),
    )  # fmt: skip


def balance(session: Session) -> tuple[Side, ...]:
    """Culture, operations and technology with their initiatives, cancelled ones left out."""
    rows = session.execute(
        select(
            _initiative.id, _initiative.code, _initiative.title,
            cast(_initiative.labels, String), _initiative.cost, _initiative.effort,
            _domain.name, _domain.short,
        )
        .select_from(Initiative.__table__)
        .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
        .where(_initiative.state != State.CANCELLED)
        .order_by(_initiative.code)
    )  # fmt: skip
    found: dict[str, list[tuple[float, float, Member]]] = {side: [] for side in SIDES}
    areas: dict[str | None, str] = {}
    for id, code, title, labels, cost, effort, name, short in rows:
        area = None if short is None else f"{name} {short}"
        if labels == "[]":  # as most are: they need not be read one by one
            side = areas.get(area) or areas.setdefault(area, side_of((), area))
        else:
            side = side_of(map(str, json.loads(labels)), area)
        found[side].append((cost, effort, Member(id, code, title)))
    return tuple(
        Side(
            side, len(mine), sum(cost for cost, _, _ in mine),
            sum(effort for _, effort, _ in mine), tuple(member for *_, member in mine),
        )
        for side, mine in found.items()
    )  # fmt: skip
