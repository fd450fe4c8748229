"""The check of the frame before a request is accepted, line by line."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.decisions import Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Domain
from cxdesk.model.program import Measure
from cxdesk.model.requests import Request
from cxdesk.services.frame_check import Check, Line, frame_check
from cxdesk.services.funding_case import case
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.services.commands import dom, per
from tests.services.test_funding import Office, agree, decide, need, req

FEBRUARY = date(2027, 2, 26)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def checks(
    office: Office,
    code: str,
    deadline: date | None = FEBRUARY,
    owner: str | None = "Ravi Menon",
    **more: object,
) -> tuple[Check, ...]:
    """The check of a request with what it asks for, or with what `more` says."""
    with office.store.read() as s:
        request = s.get_one(Request, req(s, code))
        given = {
            "cost": request.cost,
            "effort": {each.domain_id: each.days for each in request.effort},
            "owner": None if owner is None else per(s, owner),
            **more,
        }
        return frame_check(s, office.meeting, request.id, deadline=deadline, **given)  # type: ignore[arg-type]


def texts(found: tuple[Check, ...], line: Line | None = None) -> list[str]:
    return [each.text for each in found if line in (None, each.line)]


def failed(found: tuple[Check, ...]) -> list[str]:
    return [each.text for each in found if not each.passed]


def test_the_sample_accepts_the_second_within_all_limits(office: Office) -> None:
    office.change(decide(office, "R2", Verdict.ACCEPTED))
    found = checks(office, "R1")
    assert failed(found) == []
    assert texts(found) == [
        "Budget: 18 k€ left after R2 and R1",
        "IT: 39 days left until the end of February",
        "Care: 205 days left until the end of February",
        "Ends before March and April, when IT is over its limit",
        "Ends before March, when Care is over its limit",
        "Outcome linked: O4 Median first response",
        "Work in progress: 5 places left by 28 Feb 2027",
        "Ravi Menon: 1 in progress with it, the limit for an owner is 2; "
        "1 more ends by 28 Feb 2027",
    ]
    assert checks(office, "R1", here=office.case()) == found
    again = checks(office, "R2")
    assert texts(again, Line.BUDGET) == ["Budget: 48 k€ left after R2"], "it counts once"
    assert texts(again, Line.DEADLINE) == ["In time for its own deadline, 1 Mar 2027"]


def test_what_does_not_fit_fails_with_the_figure(office: Office) -> None:
    office.change(*(decide(office, code, Verdict.ACCEPTED) for code in ("R2", "R1", "R5")))
    assert failed(checks(office, "R3")) == [
        "Budget: 57 k€ over after R2, R1, R5 and R3",
        "IT: over its limit by 2 days in February",
    ]
    assert failed(checks(office, "R3", cost=3.0, effort={})) == []
    assert texts(checks(office, "R3", cost=0.0), Line.BUDGET) == ["Budget: it costs nothing"]
    late = checks(office, "R2", date(2027, 4, 30))
    assert failed(late) == [
        "IT is over its limit already in March and April, and 12.6 days fall there",
        "30 Apr 2027 is after its own deadline, 1 Mar 2027",
    ]
    assert texts(late, Line.PERSON_DAYS)[0].startswith("IT: ")
    assert failed(checks(office, "R6", date(2026, 11, 20))) == [
        "Budget: 9 k€ over after R2, R1, R5 and R6",
        "IT: over its limit by 0.4 days in February",
        "20 Nov 2026 is before the meeting, 23 Nov 2026",
    ]


def test_owners_and_places_run_out(office: Office) -> None:
    with office.store.read() as s:
        ravi = per(s, "Ravi Menon")
    office.change(*(decide(office, code, Verdict.ACCEPTED, owner_id=ravi) for code in ("R2", "R1")))
    found = checks(office, "R5")
    assert failed(found) == [
        "Ravi Menon: 3 in progress with it, the limit for an owner is 2; 1 more ends by 28 Feb 2027"
    ]
    assert texts(checks(office, "R5", owner=None), Line.OWNER) == []
    office.change(agree(Measure.WIP, 4), agree(Measure.OWNER_WIP, None))
    assert texts(checks(office, "R5"), Line.PLACES) == [
        "Work in progress: no place left by 28 Feb 2027"
    ]
    office.change(agree(Measure.WIP, 3))
    assert failed(checks(office, "R5")) == ["Work in progress: 1 over the limit of 3"]
    assert failed(checks(office, "R5", action=True)) == [], "an action starts no initiative"


def test_what_it_serves_and_what_it_needs(office: Office) -> None:
    def unlinked(s: Session) -> None:
        s.get_one(Request, req(s, "R1")).outcome = None

    office.change(unlinked, need("R1", "R4"), need("R1", "R8"), need("R1", "R7"))
    found = checks(office, "R1")
    assert failed(found) == [
        "No outcome is linked", "R4, which it needs, is not accepted",
        "R8, which it needs, is not accepted",
    ]  # fmt: skip
    office.change(decide(office, "R4", Verdict.ACCEPTED), decide(office, "R1", Verdict.ACCEPTED))
    with office.store.read() as s:
        outcome = s.get_one(Request, req(s, "R2")).outcome_id
    again = checks(office, "R1", outcome=outcome)
    assert failed(again) == ["R8, which it needs, is not accepted"]
    assert texts(again, Line.NEEDS)[0] == "R4, which it needs, is accepted"


def test_nothing_is_checked_that_nobody_agreed(office: Office) -> None:
    office.change(agree(Measure.BUDGET, None), agree(Measure.WIP, None))

    def unbound(s: Session) -> None:
        s.get_one(Domain, dom(s, "IT")).capacity = 0

    office.change(unbound, agree(Measure.PERSON_DAYS, None))
    with office.store.read() as s:
        it = dom(s, "IT")
        bound = case(s, office.meeting).area(it).bound
    assert bound is None
    lines = {each.line for each in checks(office, "R1", effort={it: 500.0, None: 90.0})}
    assert lines == {Line.OUTCOME, Line.OWNER}
    with office.store.read() as s, pytest.raises(RuleBroken, match="no longer there"):
        frame_check(s, office.meeting, 1, 0.0, {}, None, None)
