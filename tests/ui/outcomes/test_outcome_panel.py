"""The panel of an outcome: what it says, and each row changed where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cxdesk.model.outcomes import Direction
from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban, outcomes, people
from cxdesk.ui.outcome.head import HEADLINE, MAKE
from cxdesk.ui.outcome.panel import OutcomePanel
from cxdesk.ui.outcome.served_by import HOW, NOTHING
from tests.services.commands import ini, per
from tests.ui.outcomes.outcome_hands import OutcomeHands

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def labels(hands: OutcomeHands) -> list[str]:
    return [one.text() for one in hands.panel.findChildren(QLabel) if one.isVisible()]


def test_an_unknown_outcome_is_not_shown(panel: OutcomePanel) -> None:
    assert panel.show_item("outcome", 1) is False
    assert panel.current() is None
    assert panel.paper() is None


def test_it_says_what_was_promised_and_how_far_it_is(hands: OutcomeHands) -> None:
    hands.open("O4")
    assert hands.panel.head.title.words() == "Median first response"
    assert [hands.find(key).words() for key in ("baseline", "target", "unit", "due")] == [
        "26", "8", "h", "31 Dec 2027",
    ]  # fmt: skip
    assert hands.find("better").words() == "h lower is better"
    assert hands.find("days-left").words() == "403 d left"
    assert "Claire Dubois" in hands.find("owner").words()
    assert hands.find("realised").text() == "50 %"
    assert "Served by 4 initiatives" in labels(hands)


def test_the_name_is_changed_and_taken_back(hands: OutcomeHands) -> None:
    hands.open("O3")
    hands.panel.setFocus()
    QTest.keyClick(hands.panel, Qt.Key.Key_F2)
    title = hands.panel.head.title
    assert title.hasFocus()
    title.insertPlainText("Kundenaufwand – für alle Wege, vom ersten Kontakt bis zur Lösung")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert hands.kept().name.startswith("Kundenaufwand – für")
    hands.desk.undo()
    assert title.words() == "Customer effort (CES)"


def test_an_empty_name_is_refused_while_it_is_typed(hands: OutcomeHands) -> None:
    hands.open("O3")
    title = hands.panel.head.title
    hands.panel.focus_title()
    QTest.keyClick(title, Qt.Key.Key_Delete)
    assert hands.faults() == ["An outcome needs a name on one line."]
    QTest.keyClicks(title, "Effort")
    assert hands.faults() == []
    assert hands.kept().name == "Customer effort (CES)", "nothing is saved while it is typed"


def test_the_target_turns_the_direction(hands: OutcomeHands) -> None:
    hands.open("O4")
    hands.write("target", "40,5 h")
    row = hands.kept()
    assert (row.baseline, row.target, row.direction) == (26.0, 40.5, Direction.UP)
    assert hands.find("better").words() == "h higher is better"
    assert hands.find("target").words() == "40.5"
    hands.desk.undo()
    assert hands.kept().direction is Direction.DOWN


def test_a_target_like_the_baseline_is_refused_while_typed_and_both_can_change_places(
    hands: OutcomeHands,
) -> None:
    hands.open("O4")
    hands.type("baseline", "8")
    assert hands.faults() == ["O4 needs a target other than its baseline: nothing would change."]
    QTest.keyClick(hands.find("baseline"), Qt.Key.Key_Return)
    assert hands.kept().baseline == 26.0
    hands.write("target", "26")
    row = hands.kept()
    assert (row.baseline, row.target) == (8.0, 26.0)
    assert hands.faults() == []


def test_figures_that_were_not_typed_keep_all_their_digits(hands: OutcomeHands) -> None:
    hands.open("O1")
    third = 250 / 3
    row = hands.kept()
    hands.desk.do(
        "Exact",
        lambda s: outcomes.edit(
            s, row.id, name=row.name, unit=row.unit, baseline=third, target=row.target,
            due=row.due, owner=row.owner_id,
        ),
    )  # fmt: skip
    assert hands.find("baseline").words() == "83.33333333"
    hands.write("target", "87")
    assert hands.kept().baseline == third


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("many", "“many” is no number."),
        ("1,234", "“1,234” can be read two ways: write 1234 or 1.234."),
        ("", "Write a number."),
    ],
)
def test_what_is_no_number_is_said_and_stays(hands: OutcomeHands, typed: str, why: str) -> None:
    hands.open("O1")
    hands.write("target", typed, enter=False)
    assert hands.faults() == [why]
    QTest.keyClick(hands.find("target"), Qt.Key.Key_Return)
    assert hands.find("target").words() == typed
    assert hands.kept().target == 86.0
    QTest.keyClick(hands.find("target"), Qt.Key.Key_Escape)
    assert hands.find("target").words() == "86"
    assert hands.faults() == []


def test_due_before_the_start_is_refused_while_typed(hands: OutcomeHands) -> None:
    hands.open("O1")
    hands.type("due", "1 Feb 2026")
    assert hands.faults() == ["O1 cannot be due 1 Feb 2026: the program starts 2 Feb 2026."]
    hands.write("due", "30.6.2028")
    assert hands.kept().due == date(2028, 6, 30)
    assert hands.faults() == []
    hands.write("due", "")
    assert hands.faults() == ["O1 needs a day it is due."]
    assert hands.kept().due == date(2028, 6, 30)


def test_a_day_that_passed_is_late_until_the_target_is_reached(hands: OutcomeHands) -> None:
    hands.open("O1")
    hands.write("due", "13 Nov 2026")
    assert hands.find("days-left").words() == "10 d late"
    hands.desk.do(
        "Read", lambda s: outcomes.read(s, hands.panel.current(), date(2026, 11, 20), 86.5)
    )
    assert hands.find("days-left").words() == "reached"
    assert hands.find("realised").text() == "125 %"


def test_the_unit_is_changed(hands: OutcomeHands) -> None:
    hands.open("O2")
    hands.write("unit", "points")
    assert hands.kept().unit == "points"
    assert hands.find("better").words() == "points higher is better"


def test_the_owner_is_chosen(hands: OutcomeHands) -> None:
    hands.open("O1")
    hands.click("owner")
    hands.choose("Elena Rossi")
    assert hands.kept().owner == "Elena Rossi"
    assert "Elena Rossi" in hands.find("owner").accessibleName()
    hands.click("owner")
    hands.choose("Nobody")
    assert hands.kept().owner_id is None
    assert hands.find("owner").words() == "nobody"


def test_who_left_cannot_become_the_owner(hands: OutcomeHands) -> None:
    hands.open("O1")
    hands.desk.do("Leave", lambda s: people.deactivate(s, per(s, "Hana Sato")))
    hands.click("owner")
    assert hands.offered()["Hana Sato"] == "no longer active"


def test_one_click_makes_it_the_headline_and_no_other(hands: OutcomeHands) -> None:
    hands.open("O2")
    assert hands.find("headline").words() == HEADLINE
    hands.open("O4")
    assert hands.find("headline").words() == MAKE
    hands.click("headline")
    assert hands.find("headline").words() == HEADLINE
    hands.open("O2")
    assert hands.find("headline").words() == MAKE
    hands.desk.undo()
    assert hands.find("headline").words() == HEADLINE
    hands.click("headline")
    assert not hands.kept().headline


def test_what_serves_it_opens_on_a_click(hands: OutcomeHands) -> None:
    hands.open("O4")
    rows = hands.panel.served_by.rows.widgets()
    assert [one.words() for one in rows] == [
        "CX-204 One-contact disputes", "CX-301 Triage and call-back promise",
        "CX-302 Top-20 self-service", "CX-303 Weekend care hours",
    ]  # fmt: skip
    assert rows[1].accessibleName() == "CX-301 Triage and call-back promise, In progress"
    with hands.desk.read() as session:
        wanted = ini(session, "CX-301")
    with hands.qtbot.waitSignal(hands.panel.open_requested, timeout=500) as heard:
        QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert heard.args == ["initiative", wanted]


def test_what_nothing_serves_says_so_and_how_that_changes(hands: OutcomeHands) -> None:
    hands.open("O4")

    def change(session) -> None:
        initiatives.serve(session, ini(session, "CX-204"), [])
        for code in ("CX-301", "CX-302", "CX-303"):
            kanban.change_state(session, ini(session, code), State.CANCELLED, "No money")

    hands.desk.do("Change", change)
    assert NOTHING in labels(hands)
    assert HOW in labels(hands)
    hands.desk.undo()
    assert "Served by 4 initiatives" in labels(hands)


def test_a_change_elsewhere_is_not_read(hands: OutcomeHands) -> None:
    hands.open("O4")
    sheet = hands.panel.subject.sheet
    with hands.desk.read() as session:
        other = ini(session, "CX-101")
    hands.desk.do("Elsewhere", lambda s: initiatives.rename(s, other, "Other"))
    assert hands.panel.subject.sheet is sheet


def test_words_half_typed_wait_for_their_outcome(hands: OutcomeHands) -> None:
    hands.open("O1")
    hands.type("new-value", "85.2")
    hands.open("O4")
    assert hands.find("new-value").words() == ""
    hands.open("O1")
    assert hands.find("new-value").words() == "85.2"


def test_the_panel_goes_when_the_outcome_does(hands: OutcomeHands) -> None:
    hands.open("O1")
    added = hands.desk.do("Add", lambda s: outcomes.add(s, "Calm", 1, 2, date(2027, 6, 30))).result
    assert hands.panel.show_item("outcome", added)
    with hands.qtbot.waitSignal(hands.panel.close_requested, timeout=500):
        hands.desk.undo()


def test_its_paper_is_the_readings_with_the_promise(hands: OutcomeHands) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    hands.open("O2")
    paper = hands.panel.paper()
    assert paper is not None
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.make("A4"))).pages)
    for words in ("O2 NPS", "12 to 25 by 31 Dec 2027", "31 % of the benefit", "Promoters", "160"):
        assert words in text


def test_tab_goes_from_the_top_to_the_bottom(hands: OutcomeHands) -> None:
    hands.open("O2")
    hands.panel.focus_title()
    met = []
    for _ in range(18):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget().objectName())
    wanted = [
        "baseline", "target", "unit", "due", "owner", "readings-chart", "paste-readings",
        "new-day", "new-value", "new-n", "new-promoters", "new-passives", "new-detractors", "add",
        "readings", "serving",
    ]  # fmt: skip
    assert [one for one in met if one in wanted][: len(wanted)] == wanted
