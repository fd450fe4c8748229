"""Requests: what they refuse, how they are merged, and what the program sees of a checklist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import AgendaItem, Meeting
from cxdesk.model.people import Group
from cxdesk.model.requests import Evidence, RequestState, Source
from cxdesk.services import alikes, check, intake, qualification, requests
from cxdesk.services.request_view import RequestSheet, find_request, request_sheet
from cxdesk.services.requests import CHECKLIST, NewRequest
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import ini, out, per, req

STATES = RequestState


def refused(store: Store, command: Callable[[Session], object]) -> RuleBroken:
    """What a command is refused with."""
    with pytest.raises(RuleBroken) as broken:
        store.do("Try", command)
    return broken.value


def sheet(store: Store, code: str) -> RequestSheet:
    """A request as its panel has it."""
    with store.read() as session:
        found = request_sheet(session, req(session, code).id)
    assert found is not None
    return found


def row(store: Store, code: str) -> intake.RequestRow:
    """A request as the table of the intake has it."""
    with store.read() as session:
        return next(one for one in intake.requests(session) if one.code == code)


def on_agenda(session: Session, code: str) -> None:
    """Put a request on the agenda of a meeting."""
    group = session.query(Group).filter(Group.name.contains("oard")).first()
    meeting = Meeting(
        number=1, group=group, on=date(2026, 11, 30), quorum=4, plan_from=TODAY, plan_to=TODAY
    )
    meeting.agenda.append(AgendaItem(request=req(session, code)))
    session.add(meeting)
    requests.move(session, req(session, code).id, STATES.ON_AGENDA)


def test_the_intake_lists_first_what_waits_for_the_office(store: Store) -> None:
    with store.read() as session:
        rows = intake.requests(session)
        assert [one.code for one in rows] == ["R8", "R2", "R1", "R3", "R4", "R5", "R6", "R7"]
        assert intake.waiting(session) == 6
    urgent, merged, asked = rows[1], rows[-1], rows[0]
    assert (urgent.days, urgent.domains, urgent.cost) == (50, 2, 45)
    assert (urgent.ticked, urgent.checks) == (6, 6)
    assert merged.into == "CX-102"
    assert asked.asked == "Elena Rossi"


def test_a_part_of_the_intake_is_what_the_whole_says_of_it(store: Store) -> None:
    _, change = store.do(
        "Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC, effort={None: 2.0})
    )
    assert change is not None
    with store.read() as session:
        ids = intake.touched(change)
        assert ids is not None
        whole = [one for one in intake.requests(session) if one.id in ids]
        assert list(intake.requests(session, ids)) == whole
        assert [one.code for one in whole] == ["R9"]


def test_a_request_changes_until_it_stands_on_an_agenda_which_is_named(store: Store) -> None:
    store.do("Edit", lambda s: requests.edit(s, req(s, "R1").id, cost=31.0))
    assert (row(store, "R1").cost, row(store, "R1").state) == (31, STATES.QUALIFIED)
    store.do("Put on", lambda s: on_agenda(s, "R1"))
    said = refused(store, lambda s: requests.edit(s, req(s, "R1").id, title="Other"))
    assert "30 Nov 2026: its wording is fixed there" in said.text
    assert said.way is not None
    assert said.way.kind == "meeting"
    store.do("Rank", lambda s: requests.move(s, req(s, "R1").id, STATES.RANKED))
    assert "voted on" in refused(store, lambda s: requests.size(s, req(s, "R1").id, {})).text
    gone = refused(store, lambda s: requests.serve(s, req(s, "R7").id, None))
    assert gone.text == "R7 is merged and does not change any more."


REFUSED: tuple[tuple[Callable[[Session], object], str], ...] = (
    (lambda s: requests.edit(s, req(s, "R1").id, title=" "), "R1 needs a title."),
    (lambda s: requests.edit(s, req(s, "R1").id, cost=-1.0), "zero or more"),
    (lambda s: requests.edit(s, req(s, "R1").id, cost=1e7), "below 10,000,000"),
    (lambda s: requests.size(s, req(s, "R1").id, {None: 1e7}), "below 10,000,000"),
    (lambda s: requests.size(s, req(s, "R1").id, {None: float("nan")}), "zero or more"),
    (lambda s: requests.require(s, req(s, "R1").id, [req(s, "R1").id]), "cannot need itself"),
    (lambda s: requests.require(s, req(s, "R1").id, [req(s, "R7").id]), "R7 is merged"),
    (lambda s: requests.reject(s, req(s, "R8").id, " "), "Say why R8 is rejected."),
    (lambda s: requests.merge(s, req(s, "R8").id), "Say into what"),
    (lambda s: requests.merge(s, req(s, "R8").id, request=req(s, "R8").id), "into itself"),
    (
        lambda s: requests.merge(s, req(s, "R8").id, request=req(s, "R7").id),
        "merge R8 into CX-102 instead",
    ),
    (lambda s: requests.submit_again(s, req(s, "R1").id), "still on its way"),
    (lambda s: requests.submit_all(s, [NewRequest("A"), NewRequest(" ")]), "Row 2: A request"),
    (lambda s: qualification.set_checklist(s, []), "one line at least"),
    (lambda s: qualification.set_checklist(s, ["Sized", " sized "]), "there twice"),
    (lambda s: qualification.set_checklist(s, ["Sized", " "]), "without words"),
    (
        lambda s: qualification.qualify(
            s, requests.submit_all(s, [NewRequest("A"), NewRequest("B")])
        ),
        "R9 and R10 have open lines",
    ),
)


def test_what_is_refused(store: Store) -> None:
    for command, text in REFUSED:
        assert text in refused(store, command).text


def test_prerequisites_form_no_circle_and_the_circle_is_named(store: Store) -> None:
    def need(session: Session, code: str, *needed: str) -> None:
        requests.require(session, req(session, code).id, [req(session, one).id for one in needed])

    store.do("Need", lambda s: need(s, "R1", "R2"))
    store.do("Need", lambda s: need(s, "R2", "R3"))
    said = refused(store, lambda s: need(s, "R3", "R1"))
    assert said.text == "That would be a circle: R3 needs R1 needs R2 needs R3."
    assert [one.code for one in sheet(store, "R2").needs] == ["R3"]
    assert [one.code for one in sheet(store, "R2").needed_by] == ["R1"]
    said = refused(store, lambda s: reject_submitted(s, "R2"))
    assert said.text == "R1 needs R2: take that away before you reject it."


def reject_submitted(session: Session, code: str) -> None:
    """Reject one that was qualified."""
    requests.move(session, req(session, code).id, STATES.SUBMITTED)
    requests.reject(session, req(session, code).id, "Too dear")


def test_what_was_merged_into_a_request_and_what_needs_it_goes_along(store: Store) -> None:
    def prepare(session: Session) -> None:
        nine, ten = requests.submit_all(session, [NewRequest("Nine"), NewRequest("Ten")])
        requests.merge(session, ten, request=nine)
        requests.require(session, req(session, "R5").id, [nine])

    store.do("Prepare", prepare)
    assert sheet(store, "R10").into == find(store, "R9")
    store.do("Merge", lambda s: requests.merge(s, req(s, "R9").id, request=req(s, "R6").id))
    assert sheet(store, "R10").into == find(store, "R6")
    assert [one.code for one in sheet(store, "R5").needs] == ["R6"]
    store.do("Back", lambda s: requests.move(s, req(s, "R6").id, STATES.SUBMITTED))
    store.do("Merge", lambda s: requests.merge(s, req(s, "R6").id, ini(s, "CX-102")))
    assert sheet(store, "R9").into == sheet(store, "R7").into
    assert sheet(store, "R5").needs == ()
    with store.read() as session:
        assert list(check.broken_rules(session)) == []


def find(store: Store, code: str) -> object:
    """A request by its code."""
    with store.read() as session:
        return find_request(session, code.lower())


def test_a_question_and_its_answer_stand_in_the_description(store: Store) -> None:
    store.do("Answer", lambda s: requests.answer(s, req(s, "R8").id, "Twelve a month.\nSure."))
    here = sheet(store, "R8")
    assert (here.state, here.question, here.asked) == (STATES.SUBMITTED, "", None)
    assert "asked Elena Rossi: " in here.description
    assert here.description.endswith("23 Nov 2026, answered: Twelve a month.\nSure.")


def test_a_rejected_request_is_submitted_again_with_what_it_said(store: Store) -> None:
    store.do("Reject", lambda s: requests.reject(s, req(s, "R8").id, "No evidence"))
    assert (sheet(store, "R8").reason, row(store, "R8").state.over) == ("No evidence", True)
    store.do("Again", lambda s: requests.submit_again(s, req(s, "R8").id))
    here = sheet(store, "R9")
    assert (here.title, here.state) == ("VIP line", STATES.SUBMITTED)
    assert here.description.endswith("as R8, rejected 23 Nov 2026: No evidence")
    assert not any(line.ticked for line in here.checks)


def test_the_program_says_what_it_sees_of_each_line(store: Store) -> None:
    def seen() -> dict[str, tuple[str, bool | None]]:
        return {line.text: (line.seen.text, line.seen.good) for line in sheet(store, "R9").checks}

    store.do("Submit", lambda s: requests.submit(s, "Outage text to customers", Source.VOC))
    store.do("Believe", lambda s: requests.edit(s, req(s, "R9").id, evidence=Evidence.GUT))
    assert seen() == {
        "Complete": ("no description and no submitter yet", False),
        "No duplicate": ("looks like R1", False),
        "In the frame": ("93 k€ budget left", True),
        "Linked to an outcome": ("no outcome is linked", False),
        "Evidence": ("gut only", False),
        "Sized": ("neither cost nor person-days", False),
    }

    def describe(session: Session) -> None:
        id = req(session, "R9").id
        requests.edit(session, id, title="Quiet hours", description="No calls after nine.", cost=95)
        requests.credit(session, id, per(session, "Aisha Khan"))
        requests.serve(session, id, out(session, "O4"))
        requests.size(session, id, {None: 35.0})

    store.do("Describe", describe)
    assert seen() == {
        "Complete": ("described and submitted by name", True),
        "No duplicate": ("no title is like it", True),
        "In the frame": ("95 of 93 k€ budget left", False),
        "Linked to an outcome": ("outcome O4 linked", True),
        "Evidence": ("gut only", False),
        "Sized": ("95 k€, 35 days", True),
    }


def test_the_list_of_the_program_is_for_new_requests_and_for_open_ones_when_asked(
    store: Store,
) -> None:
    store.do("Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC))
    store.do("Tick", lambda s: requests.tick_named(s, req(s, "R9").id, ["Sized", "Evidence"]))
    store.do("List", lambda s: qualification.set_checklist(s, ["sized", "Priced", "Evidence"]))
    with store.read() as session:
        assert qualification.behind(session) == 2  # R8 waits for an answer, R9 for its ticks
    store.do("Renew", qualification.renew_checklists)
    lines = [(line.text, line.ticked) for line in sheet(store, "R9").checks]
    assert lines == [("sized", True), ("Priced", False), ("Evidence", True)]
    assert len(sheet(store, "R1").checks) == len(CHECKLIST)  # qualified by the list of its day
    store.do("Submit", lambda s: requests.submit(s, "Loud hours", Source.VOC))
    assert [line.text for line in sheet(store, "R10").checks] == ["sized", "Priced", "Evidence"]
    with store.read() as session:
        assert qualification.behind(session) == 0
        assert ini(session, "CX-102")


def test_titles_are_alike_by_their_words(store: Store) -> None:
    with store.read() as session:
        known = alikes.titles(session)
    assert [one.code for one in known.alike("Texting customers about an outage")] == ["R1"]
    assert [one.code for one in known.alike("Bill shock: an alert")] == ["CX-202"]
    assert known.alike("Customer") == []
    assert known.alike("the of and") == []
