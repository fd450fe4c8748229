"""Every command of requests and their qualification, as it would be given in the sample."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.requests import Evidence, Source
from cxdesk.services import qualification, requests
from cxdesk.services.requests import NewRequest
from tests.services.commands import CHAIR, NASTY, Case, Command, dom, out, per, req


def rid(s: Session, code: str) -> int:
    """The id of a request."""
    return req(s, code).id


def _quiet(s: Session) -> int:
    return requests.submit(s, "Quiet hours", Source.VOC, checklist=["Complete", "Sized"])


def _loud(s: Session) -> None:
    _quiet(s)
    requests.require(s, rid(s, "R9"), [rid(s, "R3")])


def _asked(s: Session) -> None:
    requests.ask(s, _quiet(s), "How many?", per(s, CHAIR))


def _rejected(s: Session) -> None:
    requests.reject(s, _quiet(s), "No.")


def _needed(s: Session) -> None:
    """R9 is needed by R5 and R6, and R6 needs R3 too."""
    _quiet(s)
    requests.require(s, rid(s, "R5"), [rid(s, "R9")])
    requests.require(s, rid(s, "R6"), [rid(s, "R9"), rid(s, "R3")])


def _ticked(s: Session) -> None:
    requests.tick_named(s, _quiet(s), ["Complete", "Sized"])


def _other_list(s: Session) -> None:
    _quiet(s)
    requests.tick_named(s, rid(s, "R9"), ["Sized"])
    qualification.set_checklist(s, ["Sized", NASTY.replace("\n", " ")])


def _edit(**values: object) -> Command:
    return lambda s: requests.edit(s, rid(s, "R1"), **values)  # type: ignore[arg-type]


NEW = NewRequest(
    NASTY, Source.MARKET, NASTY, Evidence.BOTH, True, date(2027, 1, 1), 2.5, effort={None: 3.0}
)  # fmt: skip

REQUESTS = (
    Case(requests.submit_new, "of no domain", lambda s: requests.submit_new(s, NEW)),
    Case(requests.submit_all, "two", lambda s: requests.submit_all(s, [NEW, NEW])),
    Case(requests.submit_again, "one that was rejected",
         lambda s: requests.submit_again(s, rid(s, "R9")), (_rejected,)),
    Case(requests.edit, "everything", _edit(
        title=NASTY, description=NASTY, source=Source.MARKET, evidence=Evidence.GUT, cost=31.5)),
    Case(requests.hurry, "with a deadline",
         lambda s: requests.hurry(s, rid(s, "R1"), True, date(2027, 2, 1))),
    Case(requests.serve, "another outcome",
         lambda s: requests.serve(s, rid(s, "R1"), out(s, "O1"))),
    Case(requests.credit, "nobody", lambda s: requests.credit(s, rid(s, "R1"), None)),
    Case(requests.size, "one domain more, one less",
         lambda s: requests.size(s, rid(s, "R1"), {dom(s, "IT"): 20.0, None: 4.0})),
    Case(requests.require, "another", lambda s: requests.require(
        s, rid(s, "R9"), [rid(s, "R2")]), (_loud,)),
    Case(requests.answer, "a question",
         lambda s: requests.answer(s, rid(s, "R9"), NASTY), (_asked,)),
    Case(requests.reject, "for a reason",
         lambda s: requests.reject(s, rid(s, "R8"), NASTY)),
    Case(requests.merge, "into a request, with what needs it",
         lambda s: requests.merge(s, rid(s, "R9"), request=rid(s, "R3")), (_needed,)),
    Case(qualification.tick_lines, "one of two",
         lambda s: qualification.tick_lines(s, rid(s, "R9"), {"Sized": True}), (_quiet,)),
    Case(qualification.qualify, "one",
         lambda s: qualification.qualify(s, [rid(s, "R9")]), (_ticked,)),
    Case(qualification.set_checklist, "any text",
         lambda s: qualification.set_checklist(s, ["Complete", NASTY])),
    Case(qualification.renew_checklists, "one line stays",
         qualification.renew_checklists, (_other_list,)),
)  # fmt: skip
