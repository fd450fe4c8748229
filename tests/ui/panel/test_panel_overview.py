"""Each row of the overview reaches the file, is taken back by undo, and says why it was refused."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.model.states import State
from cxdesk.services import initiatives
from cxdesk.ui.panel.panel import DetailPanel
from tests.ui.panel.panel_hands import Hands

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_an_unknown_item_is_not_shown(panel: DetailPanel) -> None:
    assert panel.show_item("initiative", 1) is False
    assert panel.current() is None


def test_the_head_names_it(hands: Hands) -> None:
    hands.open("CX-101")
    assert hands.panel.head.title.words() == "Single customer ID"
    assert hands.find("state").words() == "In progress"
    assert hands.find("priority").words() == "Highest"
    assert hands.panel.tabs.tabText(2) == "Actions 3/5"
    assert hands.find("score").words() == "1.23 benefit 4.9, cost 4.0 · Major"


def test_the_title_is_renamed_with_f2_and_enter_and_undone(hands: Hands) -> None:
    hands.open("CX-101")
    hands.panel.setFocus()
    QTest.keyClick(hands.panel, Qt.Key.Key_F2)
    title = hands.panel.head.title
    assert title.hasFocus()
    title.insertPlainText("Eine Kundennummer für alle – überall")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert hands.kept().title == "Eine Kundennummer für alle – überall"
    hands.desk.undo()
    assert hands.kept().title == "Single customer ID"
    assert title.words() == "Single customer ID"


def test_escape_restores_the_title_then_leaves_it_then_closes(hands: Hands) -> None:
    hands.open("CX-101")
    title = hands.panel.head.title
    hands.panel.focus_title()
    QTest.keyClicks(title, "half a thought")
    QTest.keyClick(title, Qt.Key.Key_Escape)
    assert title.words() == "Single customer ID"
    assert title.hasFocus()
    QTest.keyClick(title, Qt.Key.Key_Escape)
    assert not title.hasFocus()
    with hands.qtbot.waitSignal(hands.panel.close_requested, timeout=500):
        QTest.keyClick(hands.panel, Qt.Key.Key_Escape)
    assert hands.kept().title == "Single customer ID"


def test_nothing_looks_selected_in_a_title_that_was_left(hands: Hands) -> None:
    hands.open("CX-101")
    title = hands.panel.head.title
    hands.panel.focus_title()
    assert title.textCursor().hasSelection()
    QTest.keyClick(title, Qt.Key.Key_Tab)
    assert not title.hasFocus()
    assert not title.textCursor().hasSelection()


def test_an_empty_title_is_refused_at_the_field_and_stays_typed(hands: Hands) -> None:
    hands.open("CX-101")
    hands.write("title", "")
    assert hands.faults() == ["CX-101 needs a title."]
    assert hands.panel.head.title.property("invalid") is True
    assert hands.panel.head.title.words() == ""
    assert hands.kept().title == "Single customer ID"
    QTest.keyClick(hands.panel.head.title, Qt.Key.Key_Escape)
    assert hands.faults() == []
    assert hands.panel.head.title.words() == "Single customer ID"


def test_words_half_typed_survive_a_change_elsewhere_and_another_item(hands: Hands) -> None:
    hands.open("CX-101")
    field = hands.find("add-action")
    field.setFocus()
    QTest.keyClicks(field, "Ring the ven")
    it = hands.kept()
    hands.desk.do("Elsewhere", lambda s: initiatives.cost(s, it.id, 221, 260))
    assert field.words() == "Ring the ven"
    assert field.hasFocus()
    assert hands.find("cost").words() == "221"
    hands.open("CX-102")
    assert field.words() == ""
    hands.open("CX-101")
    assert field.words() == "Ring the ven"


def test_the_owner_is_chosen_from_a_list_by_typing(hands: Hands, said: list[str]) -> None:
    hands.open("CX-101")
    hands.click("owner")
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.search, "jonas")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    owner = hands.kept().owner
    assert owner is not None
    assert owner.name == "Jonas Weber"
    assert said == ["Give CX-101 to Jonas Weber"]
    assert "Jonas Weber" in hands.find("owner").accessibleName()
    hands.desk.undo()
    assert "Ravi Menon" in hands.find("owner").words()


def test_nobody_is_refused_below_the_row(hands: Hands) -> None:
    hands.open("CX-101")
    hands.click("owner")
    hands.choose("Nobody")
    assert hands.faults() == ["CX-101 is in progress and needs an owner."]


@pytest.mark.parametrize("typed", ["19 Feb 2027", "2027-02-19", "19.02.2027", "Fri 19 Feb 2027"])
def test_a_date_is_typed_as_people_write_it(hands: Hands, typed: str) -> None:
    hands.open("CX-101")
    hands.write("end", typed)
    assert hands.kept().end == date(2027, 2, 19)
    assert hands.find("end").words() == "19 Feb 2027"
    hands.desk.undo()
    assert hands.find("end").words() == "26 Feb 2027"


def test_a_wrong_date_loses_nothing_typed(hands: Hands) -> None:
    hands.open("CX-101")
    hands.write("end", "31 Feb")
    assert hands.faults() == [
        "“31 Feb” is no date. Write it like 5 Oct 2026, 2026-10-05 or 05.10.2026."
    ]
    assert hands.find("end").words() == "31 Feb"
    hands.write("end", "31 May 2027")
    assert len(hands.faults()) == 1
    assert "after the deadline of B1" in hands.faults()[0]
    assert hands.find("end").words() == "31 May 2027"
    assert hands.kept().end == date(2027, 2, 26)


def test_both_dates_move_although_each_alone_is_refused(hands: Hands) -> None:
    hands.open("CX-101")
    hands.write("start", "1 Mar 2027")
    assert "before it starts" in hands.faults()[0]
    hands.write("end", "16 Apr 2027")
    assert (hands.kept().start, hands.kept().end) == (date(2027, 3, 1), date(2027, 4, 16))
    assert hands.faults() == []


def test_a_date_is_taken_from_the_calendar(hands: Hands) -> None:
    hands.open("CX-101")
    field = hands.find("end")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = QApplication.activePopupWidget()
    calendar.days.activated.emit(calendar.days.selectedDate().addDays(-7))
    assert hands.kept().end == date(2027, 2, 19)


def test_cost_and_effort(hands: Hands) -> None:
    hands.open("CX-101")
    hands.write("cost", "1,5")
    hands.write("effort", "1,200")
    assert (hands.kept().cost, hands.kept().effort) == (1.5, 1200)
    hands.write("cost", "a lot")
    assert hands.faults() == ["“a lot” is not a number of zero or more."]
    assert hands.find("cost").words() == "a lot"


def test_horizon_priority_scores_sponsor_batch_domain_and_outcomes(hands: Hands) -> None:
    hands.open("CX-404")
    hands.click("horizon")
    hands.choose("Mid term")
    hands.click("priority")
    hands.choose("Highest")
    hands.click("more-details")
    hands.click("score-urgency")
    hands.choose("5")
    hands.click("sponsor")
    hands.choose("Elena Rossi")
    hands.click("batch")
    hands.choose("B5 Stay With Us")
    hands.click("domain")
    hands.choose("Org")
    hands.click("serves")
    hands.choose("O2", "O4")
    it = hands.kept()
    assert (it.horizon, it.horizon_set) == ("mid", True)
    assert (it.priority, it.priority_set) == ("highest", True)
    assert it.scores[3] == 5
    assert it.sponsor is not None
    assert it.sponsor.name == "Elena Rossi"
    assert it.batch == "B5 Stay With Us"
    assert it.domain == "Org"
    assert [one.code for one in it.outcomes] == ["O1", "O2", "O4"]
    hands.click("priority")
    hands.choose("Derived from benefit")
    assert hands.kept().priority_set is False


def test_predecessors_are_added_by_code_and_removed(hands: Hands) -> None:
    hands.open("CX-401")
    hands.click("more-details")
    hands.write("waits-add", "101")
    assert [one.code for one in hands.kept().predecessors] == ["CX-101"]
    hands.write("waits-add", "CX-999")
    assert hands.faults() == ["There is no initiative CX-999."]
    assert hands.find("waits-add").words() == "CX-999"
    hands.write("waits-add", "403")
    assert "cycle" in hands.faults()[0]
    token = hands.panel._pages[0].facts.waits.tokens()[0]  # type: ignore[attr-defined]
    token.setFocus()
    QTest.keyClick(token, Qt.Key.Key_F2)
    assert hands.find("waits-add").words() == "101FS"
    hands.write("waits-add", "101 SS+200")
    assert [(one.type, one.lag, one.slack) for one in hands.kept().predecessors] == [
        ("SS", 200, -175)
    ]
    waits = hands.panel._pages[0].facts.waits  # type: ignore[attr-defined]
    assert waits.tokens()[0].words() == "101 SS +200 d"
    assert waits._note.words() == "101 broken by 175 working days"
    hands.write("waits-add", "101FS-1")
    assert [(one.type, one.lag) for one in hands.kept().predecessors] == [("FS", -1)]
    waits.tokens()[0].setFocus()
    QTest.keyClick(waits.tokens()[0], Qt.Key.Key_Delete)
    assert hands.kept().predecessors == ()


def test_a_link_leads_to_the_other_initiative(hands: Hands) -> None:
    hands.open("CX-101")
    asked: list[tuple[str, int]] = []
    hands.panel.open_requested.connect(lambda kind, id: asked.append((kind, id)))
    hands.click("token-102")
    assert asked == [("initiative", hands.id("CX-102"))]


def test_blocked_by_a_reason_or_a_code_and_unblocked(hands: Hands) -> None:
    hands.open("CX-101")
    hands.click("more-details")
    hands.write("blocked", "The vendor waits for a signature")
    assert hands.kept().blocked_reason == "The vendor waits for a signature"
    hands.write("blocked", "104: no agreement")
    it = hands.kept()
    assert (it.blocked_by, it.blocked_reason) == ((hands.id("CX-104"), "CX-104"), "no agreement")
    hands.click("unblock")
    assert hands.kept().blocked is False
    assert hands.find("blocked").words() == ""


def test_labels_and_parent(hands: Hands) -> None:
    hands.open("CX-101")
    hands.click("more-details")
    before = list(hands.kept().labels)
    hands.write("labels-add", "Straße")
    assert list(hands.kept().labels) == [*before, "Straße"]
    hands.write("parent-add", "104")
    parent = hands.kept().parent
    assert parent is not None
    assert parent[1] == "CX-104"
    hands.write("parent-add", "101")
    assert len(hands.faults()) == 1


def test_the_description_is_saved_when_idle_and_when_left(hands: Hands) -> None:
    hands.open("CX-101")
    hands.click("more-details")
    hands.write("description", "R&D <5%\n<img src=/secret.png>", enter=False)
    hands.qtbot.waitUntil(
        lambda: hands.kept().description == "R&D <5%\n<img src=/secret.png>", timeout=4000
    )
    field = hands.find("description")
    assert field.hasFocus()
    field.insertPlainText("!")
    hands.find("expected").setFocus()
    assert hands.kept().description.endswith("!")
    hands.desk.undo()
    assert field.words() == "R&D <5%\n<img src=/secret.png>"


def test_a_text_that_was_only_looked_at_is_not_written(hands: Hands) -> None:
    it = hands.id("CX-101")
    text = "a\r\nb\u00a0c\u2028d"
    hands.desk.do("From elsewhere", lambda s: initiatives.describe(s, it, text))
    head = hands.desk.store.head.seq
    hands.open("CX-101")
    hands.click("more-details")
    hands.find("description").setFocus()
    hands.find("expected").setFocus()
    assert hands.desk.store.head.seq == head
    assert hands.kept().description == text


def test_needs_lead_to_what_is_missing(hands: Hands) -> None:
    hands.open("CX-101")
    assert hands.find("need-0").accessibleName() == "2 actions still open: still missing"
    hands.click("need-0")
    assert hands.panel.tabs.currentIndex() == 2
    hands.open("CX-204")
    hands.panel.tabs.setCurrentIndex(0)
    it = hands.kept()
    assert it.next_state is State.PLANNED
    hands.click("need-3")
    assert hands.find("serves").hasFocus()


def test_the_check_after_six_months_is_recorded(hands: Hands) -> None:
    hands.open("CX-603")
    hands.click("move-on")
    hands.write("answer", "Agents use the cards", enter=True)
    hands.click("move-on")
    assert hands.kept().state is State.EMBEDDED


def test_everything_has_a_name_for_screen_readers(hands: Hands) -> None:
    for code in ("CX-101", "CX-103"):
        for kind in ("initiative", "charter", "actions", "history"):
            hands.open(code, kind)
            hands.panel.page(kind)
            for one in hands.panel.findChildren(object):  # type: ignore[type-var]
                if getattr(one, "focusPolicy", None) is None or not one.isVisible():
                    continue
                if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.objectName() not in (
                    "qt_scrollarea_viewport",
                ):
                    named = one.accessibleName() or getattr(one, "text", lambda: "")()
                    assert named, f"{type(one).__name__} {one.objectName()} has no name"
