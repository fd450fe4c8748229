"""A meeting of the sample's board by keyboard alone: secret ballots of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdesk.model.decisions import Verdict
from cxdesk.model.requests import RequestState
from cxdesk.services import intake
from cxdesk.store.store import Store
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.decisions.page import DecisionsPage
from cxdesk.ui.intake.page import IntakePage
from cxdesk.ui.meeting.page import AgendaPage
from cxdesk.ui.vote.page import VotePage
from tests.conftest import clock
from tests.journeys.board_file import (
    agenda_of,
    counted,
    decided,
    frozen,
    in_order,
    printed,
    sound,
)
from tests.journeys.board_typist import BoardTypist
from tests.journeys.conftest import Sit
from tests.journeys.person import ALT, CONTROL, Key

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

LINES = ("Complete", "No duplicate", "In the frame", "Linked to an outcome", "Evidence", "Sized")


def _ask_for(person: BoardTypist) -> None:
    """N takes a title; T ticks the checklist, Q qualifies."""
    person.command("Change board")
    person.command("Go to Intake")
    person.press(Key.Key_N)
    person.type("Ruhige Stunden – größer")
    person.press(Key.Key_Return, Key.Key_Escape)
    assert isinstance(person.page, IntakePage)
    assert person.page.table.current_row().code == "R9"
    person.press(Key.Key_T)
    person.tick(*LINES)
    person.press(Key.Key_Q)
    with person.store.read() as session:
        states = {row.code: row.state for row in intake.requests(session)}
    assert states["R9"] is RequestState.QUALIFIED


def _meet(person: BoardTypist) -> None:
    """The meeting is planned, its agenda put in order, and begun."""
    person.press(Key.Key_PageDown, modifier=CONTROL)
    page = person.page
    assert isinstance(page, AgendaPage)
    person.press(Key.Key_N)
    person.words("23 Nov 2026")
    person.press(Key.Key_Return)
    person.tab_to("meeting-place")  # forward, from where it was planned
    person.words("Zürich, Saal 4")
    person.tab_to("agenda")
    table = page.agenda.table
    person.press(Key.Key_End)
    person.press(*[Key.Key_Down] * len(table.table.rows))
    person.press(Key.Key_Delete)
    assert [row.code for row in table.table.rows] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    person.at(14, 0)
    person.command("Begin the meeting")
    person.press(Key.Key_A)
    person.press(Key.Key_Right, modifier=ALT)
    assert page.sheet is not None
    assert page.sheet.filled == 7


def _open(person: BoardTypist) -> None:
    """A secret round, and a PIN for the first seat."""
    person.press(Key.Key_PageDown, modifier=CONTROL)
    page = person.page
    assert isinstance(page, VotePage)
    person.press(Key.Key_N)
    person.words("Was zuerst – und was später?")
    person.tab_to("open-ballot")
    person.press(Key.Key_Down)
    assert person.here() == "secret-ballot"
    person.press(Key.Key_O)
    person.tab_to("pin")
    person.press(Key.Key_Return)
    person.type("zürich7")
    person.press(Key.Key_Tab)
    person.type("zürich7")
    person.press(Key.Key_Return)
    person.press(Key.Key_P)


def _vote(person: BoardTypist) -> None:
    """A PIN, a tie, the line, below all, no opinion, recused, an abstention, a ballot replaced.

    Ingrid Larsen, at the seventh seat, does not vote.
    """
    person.press(Key.Key_Return)
    person.type("zürich8")
    person.press(Key.Key_Return)
    assert person.reads("That is not the PIN of Amara Diallo.")
    person.type("zürich7")
    person.press(Key.Key_Return)
    person.rank("215364")
    person.mark("R1", Key.Key_T)
    person.mark("R5", Key.Key_L)
    person.seal(ask=False)

    person.press(Key.Key_Return)  # the next seat has the keyboard
    person.rank("1256")
    person.mark("R3", Key.Key_O)
    person.mark("R4", Key.Key_O)
    person.mark("R4", Key.Key_O)
    person.mark("R6", Key.Key_B)
    person.seal()

    person.press(Key.Key_Return)
    person.tab_to_button("Abstain")
    person.press(Key.Key_Return)
    person.tab_to_button("Abstain")
    person.press(Key.Key_Return)
    assert person.reads("Abstention sealed")
    person.press(Key.Key_Return, Key.Key_Return)

    person.press(Key.Key_Return)
    person.rank("251463")
    person.mark("R3", Key.Key_1)
    person.press(Key.Key_Down, modifier=ALT)
    person.press(Key.Key_Z, modifier=CONTROL)
    person.press(Key.Key_Z, modifier=CONTROL)
    person.seal()
    person.press(Key.Key_Return)
    person.rank("512436")
    receipt = person.seal()

    person.press(Key.Key_6)
    person.press(Key.Key_Return)
    person.rank("321654")
    person.seal()

    person.tab_to_button("I have a receipt code")
    person.press(Key.Key_Return)
    person.type(receipt.replace(" ", "-").lower())
    person.press(Key.Key_Return)
    assert person.reads("Replacing a sealed ballot")
    person.rank("654321")
    person.seal()
    assert isinstance(person.over().page, HandOverPage)
    assert person.reads("6 of 7 sealed")
    person.tab_to_button("Leave the booth")
    person.press(Key.Key_Return)


def _count(person: BoardTypist) -> None:
    """The round is closed, and its result is the board's."""
    person.press(Key.Key_C)
    person.tab_to_button("Close round 1")  # what lasts is not done by Enter alone
    person.press(Key.Key_Return)
    assert counted(person.store) == sorted([
        "1=2 5 | 3 6 4", "1 2 5; below 6; left out 3 4!", "", "2 5 1 4 6 3", "6 5 4 3 2 1",
        "3 2 1 6 5 4",
    ])  # fmt: skip
    person.command("Publish round 1")
    person.tab_to_button("Publish round 1")
    person.press(Key.Key_Return)
    person.command("Go to the result")


def _decide(person: BoardTypist) -> None:
    """One of each verdict by its letter; what is left is declined."""
    page = person.page
    assert isinstance(page, DecisionsPage)
    turnout = page.strip.facts[0].words()
    assert turnout == "Turnout: 6 of 7 ballots, 1 blank ballot, quorum 4, 1 recused"
    person.press(Key.Key_A)
    person.tab_to("owner")
    person.choose("Ravi Menon")
    person.record()
    person.press(Key.Key_D)
    person.words("11 Jan 2027")
    person.record()
    person.press(Key.Key_I)
    person.words("Wer ist nachts zuständig?")
    person.tab_to("asked", back=True)
    person.choose("Aisha Khan")
    person.record()
    for _ in range(3):
        person.press(Key.Key_R)
        person.words("Zu früh")
        person.record()


def _end(person: BoardTypist) -> None:
    person.command("Go to Agenda")
    person.at(15, 2)
    person.command("End the meeting")
    person.command("Approve the minutes")
    person.press(Key.Key_Return)
    person.wait(lambda: person.said[-1] == "Minutes approved by Amara Diallo")
    person.press(Key.Key_N)
    person.words("11 Jan 2027")
    person.press(Key.Key_Return)


def test_a_meeting_by_keyboard(
    sit: Sit, sample_file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = sit(sample_file, BoardTypist)
    for part in (_ask_for, _meet, _open, _vote, _count, _decide, _end):
        part(person)
    minutes, cast = frozen(person.desk), counted(person.store)
    assert person.sound() == []
    person.leave()

    assert in_order(sample_file, capsys)
    assert printed(sample_file, "minutes") == minutes
    with Store(sample_file, home=home, clock=clock) as again:
        assert sound(again) == []
        assert counted(again) == cast
        found = decided(again)
        verdicts = [row.verdict.value for row in found.values()]
        assert sorted(verdicts) == ["accepted", *["declined"] * 3, "deferred", "info_needed"]
        later = [row.request for row in found.values() if row.verdict is Verdict.DEFERRED]
        assert agenda_of(again, 2) == [*later, "R9"]
