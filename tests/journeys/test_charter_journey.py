"""A charter is finished, submitted, approved and printed; its card moves; the file keeps it all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdesk.model.charters import CharterState
from cxdesk.model.states import State
from cxdesk.services.charters import Section
from tests import paper
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import turn_to

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

WORDS = "Agents see every contact – auch “Störungen” & R&D <5%"
CRITERION = "Zwölf agents open the history in 2 s"


def test_a_draft_becomes_an_approved_charter_on_paper(
    sit: Sit, sample_file: Path, home: Path, tmp_path: Path, qtbot
) -> None:
    person = sit(sample_file)
    person.drag("CX-103", State.READY)
    assert person.card("CX-103").state is State.PLANNED
    assert person.kanban.note.text() == (
        "CX-103 stays in Planned: its charter v0.3 is not approved."
    )

    hands = person.open("CX-103")
    turn_to(hands, 1)
    hands.click("fold-summary")
    hands.write("charter-summary", WORDS, enter=False)
    hands.write("add-criterion", CRITERION)
    hands.click("submit")
    assert hands.kept().charters[-1].state is CharterState.IN_REVIEW
    hands.click("approve")
    hands.write("answer", "Fine by me, Amara")
    approved = hands.approved()
    assert approved.label == "1.0"
    assert approved.sections[Section.SUMMARY] == WORDS
    assert [one.comment for one in approved.approvals][-1] == "Fine by me, Amara"

    person.drag("CX-103", State.READY)
    assert person.card("CX-103").state is State.READY
    assert person.said[-1] == "CX-103 moved to Ready"
    assert person.board.current_card() == person.card("CX-103")

    hands.click("charter-pdf")
    pdf = tmp_path / "CX-103.pdf"
    person.save_as(str(pdf))
    qtbot.waitUntil(lambda: person.said[-1] == "Charter CX-103 v1.0 saved as PDF", timeout=60_000)
    text = " ".join(paper.words(pdf))
    for words in ("CX-103", "Shared 360 history", WORDS, CRITERION, "Fine by me, Amara", "v1.0"):
        assert words in text, words

    assert person.sound() == []
    full = dump(sample_file)
    person.leave()
    again = sit(sample_file)
    assert again.card("CX-103").state is State.READY
    turn_to(hands := again.open("CX-103"), 1)
    assert hands.find("version").words().startswith("v1.0 approved")
    hands.click("fold-summary")
    assert hands.find("charter-summary").words() == WORDS
    assert dump(sample_file) == full
