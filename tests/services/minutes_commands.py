"""A meeting of the sample's board that is over, and the approval of its minutes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.meetings import Meeting
from cxdesk.model.requests import RequestState
from cxdesk.services import decisions, minutes, sitting
from cxdesk.store.history import read_head
from tests.services.commands import CHAIR, NASTY, Case, per, req
from tests.services.decision_commands import published, terms


def last(s: Session) -> int:
    """The newest meeting."""
    return s.scalars(select(Meeting.id).order_by(Meeting.number.desc()).limit(1)).one()


def decided(s: Session) -> None:
    """R2 is accepted, R3 over the budget with a waiver; the others are put off or declined."""
    here = last(s)
    decisions.accept(s, here, req(s, "R2").id, terms(s))
    decisions.accept(
        s, here, req(s, "R3").id,
        terms(s, cost=2000.0, waiver=f"{NASTY} waived", waiver_by=per(s, CHAIR)),
    )  # fmt: skip
    decisions.defer(s, here, req(s, "R1").id, date(2027, 1, 11), NASTY)
    decisions.decline(s, here, req(s, "R6").id, "Too few ask for it")
    decisions.need_information(s, here, req(s, "R5").id, "How many?", per(s, "Luca Moretti"))
    decisions.defer(s, here, req(s, "R4").id, date(2027, 1, 11), "")
    assert req(s, "R2").state is RequestState.ACCEPTED


def over(s: Session) -> None:
    """The board has decided on all it ranked, and gone home."""
    decided(s)
    sitting.end(s, last(s))


def finished(
    s: Session, pdf: bytes = b"%PDF-1.4 minutes", correction: str = ""
) -> minutes.Finished:
    """Minutes as they were printed just now."""
    head = read_head(s.connection())
    return minutes.Finished(pdf, head.seq, head.hash, correction)


MINUTES = (
    Case(minutes.approve, "by the chair",
         lambda s: minutes.approve(s, last(s), per(s, CHAIR), finished(s)), (published, over)),
)  # fmt: skip
