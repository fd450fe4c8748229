"""A whole meeting of the sample's board by mouse, from a request to approved minutes.

Keys only type words. The request that comes in new is taken off the agenda, so that the board ranks
what the sample's ballots rank.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdesk.model.decisions import Verdict
from cxdesk.model.states import State
from cxdesk.services import detail
from cxdesk.store.store import Store
from cxdesk.ui.request.panel import RequestPanel
from tests.boards import BALLOTS
from tests.conftest import clock
from tests.journeys.board_file import (
    FACTS,
    RANKING,
    agenda_of,
    decided,
    frozen,
    in_order,
    printed,
    rounds_of,
    sound,
)
from tests.journeys.board_pointer import BoardPointer
from tests.journeys.conftest import Sit

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

TITLE = "Texting customers about an outage – größer"


def _ask_for(person: BoardPointer) -> None:
    """A request comes in that looks like another; it is ticked line by line and qualified."""
    person.go("change_board", "Intake")
    person.go_on("New request")
    form = person.intake.form
    assert form is not None
    person.words(form.title, TITLE)
    person.wait(lambda: bool(form.hint.offers))
    assert [one.words() for one in form.hint.offers] == ["R1 Outage texts"]
    person.words(form.cost, "12,5")
    person.words(form.effort, "IT 5, Care 2")
    person.button("Submit and next")
    person.button("Done")
    person.click(person.intake.table, person.spot_in(person.intake.table, "R9", "code"))
    panel = person.window.panel
    assert isinstance(panel, RequestPanel)
    for line in panel.checks.rows.widgets():
        person.click(line.tick)
    person.click(person.find("qualify"))
    assert person.said[-1] == "R9 is qualified"
    person.click(person.find("close"))


def _plan(person: BoardPointer) -> None:
    """The meeting is planned and its agenda put in order."""
    person.turn(person.window.topbar.tabs, "Agenda")
    person.go_on("Plan a meeting")
    form = person.agenda.form
    assert form is not None
    person.words(form.on, "23 Nov 2026")
    person.words(form.starts, "14")
    person.words(form.where, "Zürich, Saal 4")
    person.button("Plan the meeting")
    table = person.agenda.agenda.table
    assert person.codes(table) == ["R1", "R2", "R3", "R4", "R5", "R6", "R9"]
    person.menu(table, person.spot_in(table, "R9"), f"Take R9 {TITLE} off")
    person.drag_row(table, "R5", above="R2")
    assert person.codes(table) == ["R1", "R5", "R2", "R3", "R4", "R6"]


def _begin(person: BoardPointer) -> None:
    """Everybody comes; the first item is talked about for nine minutes."""
    person.at(14, 0)
    person.go_on("Begin the meeting")
    page = person.agenda
    person.click(page.attendance.all_here)
    person.click(page.timer.on)
    person.at(14, 9)
    person.words(page.agenda.note, "Später mehr")
    person.click(page.timer.on)
    assert page.timer.item.text().startswith("2  R5")
    person.at(14, 31)
    person.go_on("Open the vote")


def _vote(person: BoardPointer) -> None:
    """Seven secret ballots, the first dragged, one from the menu, the rest double-clicked."""
    person.go_on("Set up round 1")
    page = person.vote
    person.click(page.how.secret)
    person.click(page.ready.open_round)
    person.go_on("Pass the laptop")
    receipts = set()
    for place, digits in enumerate(BALLOTS):
        ballot = person.take_seat(place)
        ids = {row.code: id for id, row in ballot.rows.items()}
        rank = (person.drag_last, person.menu_last)[place] if place < 2 else person.rank_last
        for digit in digits:
            rank(ballot, ids[f"R{digit}"])
        receipts.add(person.seal())
    assert len(receipts) == len(BALLOTS)
    person.button("Leave the booth")
    person.go_on("Close round 1…")
    person.button("Close round 1")
    person.go_on("Publish round 1…")
    person.button("Publish round 1")
    person.go_on("Go to the result")


def _decide(person: BoardPointer) -> None:
    """Three accepted, one over the budget and taken back, then one of each other verdict."""
    page, panel = person.decisions, person.decisions.panel
    assert [fact.words() for fact in page.strip.facts] == FACTS
    assert tuple(person.lines()[: len(RANKING)]) == RANKING
    person.pick(panel.accept.owner, "Ravi Menon")
    person.pick(panel.accept.becomes, "CX-505")
    person.click(panel.record)
    person.pick(panel.accept.owner, "Luca Moretti")
    person.click(panel.record)
    person.pick(panel.accept.owner, "Ingrid Larsen")
    person.pick(panel.accept.becomes, "Action of CX-401")
    person.click(panel.record)

    person.choose_task("R3")
    person.click(panel.verdicts.buttons[Verdict.ACCEPTED])
    person.pick(panel.accept.owner, "Tomás Vidal")
    assert "Budget: 57 k€ over after R2, R1, R5 and R3" in panel.accept.checks.words()
    person.click(panel.record)
    assert "choose the executive who waives it" in panel.accept.waiver.fault.text()
    person.pick(panel.accept.sponsor, "Amara Diallo")
    person.words(panel.accept.why, "Der Markt wartet nicht – für alle")
    person.click(panel.record)
    over = decided(person.store)["R3"]
    assert (over.verdict, over.waiver_by) == (Verdict.ACCEPTED, "Amara Diallo")
    person.click(person.window.topbar.undo)
    assert "R3" not in decided(person.store)

    person.choose_task("R4")
    person.click(panel.code)  # its whole story beside it; from here on it is narrow
    assert person.find("title").words() == "Merged care teams' routing"
    person.click(panel.verdicts.buttons[Verdict.INFO_NEEDED])
    person.words(panel.reason, "Wer leitet die Fälle nachts?")
    person.pick(panel.ask.whom, "Aisha Khan")
    person.click(panel.record)
    person.choose_task("R3")
    person.click(panel.verdicts.buttons[Verdict.DEFERRED])
    person.words(panel.defer.until, "11 Jan 2027")
    person.click(panel.record)
    person.click(panel.verdicts.buttons[Verdict.DECLINED])
    person.words(panel.reason, "Zu früh")
    person.click(panel.record)


def _end(person: BoardPointer) -> None:
    """The minutes are approved; the next meeting takes what was deferred to it."""
    person.turn(person.window.topbar.tabs, "Agenda")
    person.at(15, 2)
    person.go_on("End the meeting")
    person.button("Approve the minutes")
    person.button("Approve")
    person.wait(lambda: person.said[-1] == "Minutes approved by Amara Diallo")
    person.go_on("Plan a meeting")
    form = person.agenda.form
    assert form is not None
    assert form.on.text() == "21 Dec 2026"
    person.words(form.on, "11 Jan 2027")
    person.button("Plan the meeting")
    assert person.codes(person.agenda.agenda.table) == ["R3", "R9"]


def test_a_whole_meeting_by_mouse(
    sit: Sit, sample_file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = sit(sample_file, BoardPointer)
    for part in (_ask_for, _plan, _begin, _vote, _decide, _end):
        part(person)
    minutes = frozen(person.desk)
    assert person.sound() == []
    person.leave()

    assert in_order(sample_file, capsys)
    assert printed(sample_file, "minutes") == minutes
    with Store(sample_file, home=home, clock=clock) as again:
        assert sound(again) == []
        found = decided(again)
        assert {code: (row.number, row.verdict.value) for code, row in found.items()} == {
            "R2": (1, "accepted"), "R1": (2, "accepted"), "R5": (3, "accepted"),
            "R4": (4, "info_needed"), "R3": (5, "deferred"), "R6": (6, "declined"),
        }  # fmt: skip
        assert [found[code].becomes for code in ("R2", "R1", "R5")] == [
            "CX-505", "CX-305", "Action of CX-401",
        ]  # fmt: skip
        assert [found[code].reason for code in ("R4", "R6")] == [
            "Wer leitet die Fälle nachts?", "Zu früh",
        ]  # fmt: skip
        assert (found["R2"].rank, found["R2"].cost, found["R2"].owner) == (1, 45, "Ravi Menon")
        with again.read() as session:
            for code, owner in (("CX-505", "Ravi Menon"), ("CX-305", "Luca Moretti")):
                made = detail.detail(session, detail.find(session, code) or 0)
                assert made is not None
                assert (made.state, made.owner and made.owner.name) == (State.BACKLOG, owner)
        assert [(one.secret, one.state.value) for one in rounds_of(again)] == [(True, "published")]
        assert agenda_of(again, 1) == ["R1", "R5", "R2", "R3", "R4", "R6"]
        assert agenda_of(again, 2) == ["R3", "R9"]
