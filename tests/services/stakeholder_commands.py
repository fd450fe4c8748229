"""Every command of the stakeholders, once, as it would be given in the sample."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.rankings import Objection
from cxdesk.services import stakeholders
from tests.services.commands import CHAIR, NASTY, Case, ini, per


def _rank(s: Session, *order: str) -> None:
    ids = [ini(s, f"CX-{code}") for code in order]
    stakeholders.rank(s, per(s, CHAIR), Tiers(tuple((id,) for id in ids[:-1]), (ids[-1],)))


def _object(s: Session) -> int:
    return stakeholders.object_to(s, ini(s, "CX-303"), per(s, CHAIR), NASTY)


def _objection(s: Session) -> int:
    return s.scalars(select(Objection.id)).one()


STAKEHOLDERS = (
    Case(stakeholders.rank, "for the first time", lambda s: _rank(s, "301", "102", "404")),
    Case(stakeholders.rank, "anew", lambda s: _rank(s, "404", "102"),
         (lambda s: _rank(s, "301", "102", "404"),)),
    Case(stakeholders.withdraw, "a ranking", lambda s: stakeholders.withdraw(s, per(s, CHAIR)),
         (lambda s: _rank(s, "301", "102"),)),
    Case(stakeholders.object_to, "an initiative", _object),
    Case(stakeholders.reword, "an objection",
         lambda s: stakeholders.reword(s, _objection(s), "No crew"), (_object,)),
    Case(stakeholders.take_back, "an objection",
         lambda s: stakeholders.take_back(s, _objection(s)), (_object,)),
)  # fmt: skip
