"""Every command of baselines and milestones, as it would be given in the sample."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.plan import Baseline, Milestone
from cxdesk.services import bars, baselines, milestones
from cxdesk.services.grouping import Axis
from tests.services.commands import NASTY, Case, ini

ONE_LINE = NASTY.replace("\n", " ")


def base(s: Session, name: str = "1 Sep 2026") -> int:
    return s.scalars(select(Baseline.id).where(Baseline.name == name)).one()


def mile(s: Session, name: str = "Regulator deadline") -> int:
    return s.scalars(select(Milestone.id).where(Milestone.name == name)).one()


PLANS = (
    Case(baselines.take, "any text", lambda s: baselines.take(s, ONE_LINE)),
    Case(baselines.rename, "any text", lambda s: baselines.rename(s, base(s), ONE_LINE)),
    Case(baselines.remove, "one", lambda s: baselines.remove(s, base(s))),
    Case(milestones.add, "of an initiative",
         lambda s: milestones.add(s, ONE_LINE, date(2027, 1, 4), ini(s, "CX-101"))),
    Case(milestones.add, "from outside",
         lambda s: milestones.add(s, "Trade fair", date(2027, 1, 4))),
    Case(milestones.rename, "any text", lambda s: milestones.rename(s, mile(s), ONE_LINE)),
    Case(milestones.move, "later", lambda s: milestones.move(s, mile(s), date(2027, 4, 1))),
    Case(milestones.tick, "reached", lambda s: milestones.tick(s, mile(s))),
    Case(milestones.assign, "to an initiative",
         lambda s: milestones.assign(s, mile(s), ini(s, "CX-101"))),
    Case(milestones.assign, "to nobody",
         lambda s: milestones.assign(s, mile(s, "Switch-over complete"), None)),
    Case(milestones.remove, "one", lambda s: milestones.remove(s, mile(s))),
    Case(bars.add_bar, "in an outcome's lane, with dates",
         lambda s: bars.add_bar(
             s, NASTY, Axis.OUTCOME, "O3", date(2027, 1, 4), date(2027, 1, 29)
         )),
    Case(bars.add_bar, "without dates",
         lambda s: bars.add_bar(s, "Any", Axis.NONE, None, None, None)),
)  # fmt: skip
