"""Every command of what-ifs, as it would be given in the sample."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Link
from cxdesk.model.plan import WhatIf
from cxdesk.model.states import LinkType
from cxdesk.services import initiatives, what_if
from cxdesk.services import what_if_steps as steps
from tests.services.commands import NASTY, Case, bat, dom, ini, per

ONE_LINE = NASTY.replace("\n", " ")


def wha(s: Session, name: str) -> int:
    return s.scalars(select(WhatIf.id).where(WhatIf.name == name)).one()


def lin(s: Session, before: str, after: str) -> int:
    ends = Link.predecessor_id == ini(s, before), Link.successor_id == ini(s, after)
    return s.scalars(select(Link.id).where(*ends)).one()


def every_step(s: Session) -> list[steps.Step]:
    """A step of each verb that fits the sample."""
    new = steps.added(NASTY, date(2027, 3, 1), date(2027, 3, 31), 12.5, dom(s, "IT"))
    return [
        steps.scheduled(ini(s, "CX-201"), date(2026, 10, 19), date(2027, 2, 19)),
        new,
        steps.linked(ini(s, "CX-201"), new[1], LinkType.SS, -2),
        steps.relinked(lin(s, "CX-101", "CX-102"), LinkType.FF, 3),
        steps.unlinked(lin(s, "CX-502", "CX-503")),
        steps.pinned(ini(s, "CX-302"), True),
        steps.given(ini(s, "CX-602"), per(s, "Claire Dubois")),
        steps.costed(ini(s, "CX-302"), 60.5, 80),
        steps.joined(ini(s, "CX-204"), None),
        steps.due(bat(s, "B5"), date(2028, 1, 31)),
        steps.dropped(ini(s, "CX-404"), NASTY),
    ]


def _begun(s: Session) -> None:
    what_if.add_step(s, what_if.begin(s, "Move IT"), *every_step(s))


WHAT_IFS = (
    Case(what_if.begin, "any text", lambda s: what_if.begin(s, ONE_LINE)),
    Case(what_if.rename, "any text", lambda s: what_if.rename(s, wha(s, "Move IT"), ONE_LINE),
         (_begun,)),
    Case(what_if.add_step, "again about the same thing",
         lambda s: what_if.add_step(
             s, wha(s, "Move IT"),
             steps.scheduled(ini(s, "CX-201"), date(2026, 10, 19), date(2027, 2, 26))),
         (_begun,)),
    Case(what_if.without_step, "what others need",
         lambda s: what_if.without_step(s, wha(s, "Move IT"), 1), (_begun,)),
    Case(what_if.discard, "one", lambda s: what_if.discard(s, wha(s, "Move IT")), (_begun,)),
    Case(what_if.adopt, "a step of each kind",
         lambda s: what_if.adopt(s, wha(s, "Move IT")), (_begun,)),
    Case(steps.apply, "one", lambda s: steps.apply(s, steps.pinned(ini(s, "CX-302"), True))),
    Case(initiatives.link, "with an id minted before",
         lambda s: initiatives.link(s, ini(s, "CX-201"), ini(s, "CX-602"), id=2**62)),
)  # fmt: skip
