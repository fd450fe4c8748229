"""Every command of decisions, once, as it would be given at a meeting of the sample's board."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.decisions import Decision
from cxdesk.model.meetings import Meeting
from cxdesk.model.people import Group, GroupKind
from cxdesk.services import decisions, meetings, rounds, sitting
from cxdesk.services.ballots import Marked
from cxdesk.services.decisions import Terms
from tests.boards import BALLOTS
from tests.services.commands import CHAIR, NASTY, Case, bat, dom, ini, out, per, req


def published(s: Session) -> None:
    """The sample's board has met and ranked R1 to R6; it is still together."""
    board = s.scalars(select(Group.id).where(Group.kind == GroupKind.BOARD)).one()
    id = meetings.plan(s, board, date(2026, 11, 23))
    sitting.begin(s, id)
    here = s.get_one(Meeting, id)
    for seat in here.seats:
        sitting.arrive(s, id, seat.filler.id)
    round = rounds.draft(s, id)
    rounds.open_round(s, round)
    for seat, digits in zip(here.seats, BALLOTS, strict=True):
        tiers = Tiers(tuple((req(s, f"R{digit}").id,) for digit in digits))
        rounds.seal(s, round, seat.id, Marked(tiers))
    rounds.close_round(s, round)
    rounds.publish(s, round)


def _meeting(s: Session) -> int:
    return s.scalars(select(Meeting.id)).one()


def terms(s: Session, **values: object) -> Terms:
    """What R2 needs, within every limit."""
    usual = {
        "deadline": date(2027, 2, 26), "owner": per(s, "Ravi Menon"), "cost": 45.0,
        "effort": {dom(s, "IT"): 30.0, dom(s, "S&M"): 20.0}, "outcome": out(s, "O1"),
        "batch": bat(s, "B5"), "reason": NASTY,
    }  # fmt: skip
    return Terms(**(usual | values))  # type: ignore[arg-type]


def _accept(s: Session, code: str = "R2", **values: object) -> int:
    return decisions.accept(s, _meeting(s), req(s, code).id, terms(s, **values))


def _waived(s: Session) -> int:
    return _accept(s, "R3", cost=2000.0, waiver="The law asks for it", waiver_by=per(s, CHAIR))


def _decided(s: Session) -> int:
    return s.scalars(select(Decision.id)).one()


DECISIONS = (
    Case(decisions.accept, "as an initiative", _accept, (published,)),
    Case(decisions.accept, "as an action, over a limit",
         lambda s: _accept(s, "R3", cost=2000.0, batch=None, under=ini(s, "CX-103"),
                           waiver=NASTY, waiver_by=per(s, CHAIR)), (published,)),
    Case(decisions.defer, "to a day",
         lambda s: decisions.defer(s, _meeting(s), req(s, "R4").id, date(2027, 1, 11), NASTY),
         (published,)),
    Case(decisions.decline, "with a reason",
         lambda s: decisions.decline(s, _meeting(s), req(s, "R6").id, NASTY), (published,)),
    Case(decisions.need_information, "of somebody",
         lambda s: decisions.need_information(
             s, _meeting(s), req(s, "R5").id, NASTY, per(s, "Luca Moretti")), (published,)),
    Case(decisions.amend, "a reason",
         lambda s: decisions.amend(s, _decided(s), "In plain words"), (published, _waived)),
)  # fmt: skip
