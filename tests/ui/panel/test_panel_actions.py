"""Actions in the panel: ticked, added, edited in place, dropped; many of them; and the history."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cxdesk.model.work import ActionState
from cxdesk.services import actions, activity, initiatives
from cxdesk.services.detail import ActionRow
from cxdesk.ui.panel.action_list import ActionList
from cxdesk.ui.panel.action_model import ActionModel
from tests.ui.panel.panel_hands import Hands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def _list(hands: Hands) -> ActionList:
    found = hands.panel.page("actions").list  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert isinstance(found, ActionList)
    return found


def _titled(hands: Hands, title: str) -> ActionRow:
    return next(one for one in hands.kept().actions if one.title == title)


def _choose(view: ActionList, id: int) -> None:
    place = view.actions_model.place_of(id)
    assert place is not None
    view.setCurrentIndex(view.actions_model.index(place))


def _click(view: ActionList, row: int, x: int) -> None:
    rect = view.visualRect(view.actions_model.index(row))
    at = QPoint(x if x >= 0 else rect.right() + x, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def test_a_click_on_the_box_ticks_and_the_tab_counts(hands: Hands) -> None:
    hands.open("CX-101")
    view = hands.panel.page("initiative").next_actions.list  # type: ignore[attr-defined]
    title = view.actions_model.rows[0].title
    _click(view, 0, 12)
    assert _titled(hands, title).state is ActionState.DONE
    assert hands.panel.tabs.tabText(2) == "Actions 4/5"
    hands.desk.undo()
    assert hands.panel.tabs.tabText(2) == "Actions 3/5"


def test_space_ticks_and_reopens_and_del_drops(hands: Hands) -> None:
    hands.open("CX-101")
    view = _list(hands)
    view.setFocus()
    view.setCurrentIndex(view.actions_model.index(1))
    title = view.actions_model.rows[1].title
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert _titled(hands, title).state is ActionState.DONE
    _choose(view, _titled(hands, title).id)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert _titled(hands, title).state is ActionState.TODO
    _choose(view, _titled(hands, title).id)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert _titled(hands, title).state is ActionState.DROPPED
    assert hands.panel.tabs.tabText(2) == "Actions 3/4"


def test_enter_adds_one_action_after_the_other(hands: Hands) -> None:
    hands.open("CX-101")
    hands.panel.page("actions")
    QApplication.processEvents()
    hands.write("add-action", "Schlüssel prüfen – zweimal")
    field = hands.find("add-action")
    assert field.hasFocus()
    assert field.words() == ""
    QTest.keyClicks(field, "And the next")
    QTest.keyClick(field, Qt.Key.Key_Return)
    new = _titled(hands, "Schlüssel prüfen – zweimal")
    assert new.owner is not None
    assert new.owner.name == "Ravi Menon"
    assert _titled(hands, "And the next").state is ActionState.TODO


def test_a_delivered_initiative_takes_no_action_and_the_words_stay(hands: Hands) -> None:
    hands.open("CX-104")
    hands.panel.page("actions")
    QApplication.processEvents()
    hands.write("add-action", "Too late")
    assert hands.faults() == ["CX-104 is delivered: move it back before adding an action."]
    assert hands.find("add-action").words() == "Too late"


def test_an_action_is_edited_where_it_stands(hands: Hands) -> None:
    hands.open("CX-101")
    view = _list(hands)
    id = view.actions_model.rows[1].id

    def kept() -> ActionRow:
        return next(one for one in hands.kept().actions if one.id == id)

    _click(view, 1, 60)
    assert hands.find("action-title").hasFocus()
    hands.write("action-title", "Umzug der Abrechnung", enter=False)
    hands.write("action-due", "4.12.2026")
    assert kept().title == "Umzug der Abrechnung"
    assert kept().due == date(2026, 12, 4)
    hands.write("action-week", "49")
    assert kept().week == "2026-W49"
    hands.write("action-bump", "No test data", enter=False)
    hands.click("action-owner")
    hands.choose("Hana Sato")
    row = kept()
    assert row.road_bump == "No test data"
    assert row.owner is not None
    assert row.owner.name == "Hana Sato"
    hands.click("action-state")
    hands.choose("Doing")
    assert kept().state is ActionState.DOING
    QTest.keyClick(hands.find("action-title"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert view.form is None
    for _ in range(6):
        hands.desk.undo()
    assert kept().title == "Move billing to the new ID"
    assert kept().due == date(2027, 2, 12)


def test_a_wrong_week_keeps_the_form_open(hands: Hands) -> None:
    hands.open("CX-101")
    view = _list(hands)
    _click(view, 0, 60)
    hands.write("action-week", "W77")
    assert hands.faults() == ["“W77” is no week. Write it like W48 or 2026-W48."]
    hands.find("add-action").setFocus()
    QApplication.processEvents()
    assert view.form is not None
    assert hands.find("action-week").words() == "W77"


def test_a_click_on_the_due_date_enters_it(hands: Hands) -> None:
    hands.open("CX-101")
    view = _list(hands)
    _click(view, 0, -60)
    assert hands.find("action-due").hasFocus()


def test_the_form_stays_while_other_things_change(hands: Hands) -> None:
    hands.open("CX-101")
    view = _list(hands)
    _click(view, 0, 60)
    field = hands.find("action-title")
    QTest.keyClicks(field, " and half")
    it = hands.kept()
    hands.desk.do("More", lambda s: actions.add(s, it.id, "Before it", due=date(2026, 11, 24)))
    assert view.form is not None
    assert field.words().endswith(" and half")
    assert field.hasFocus()


def test_the_model_keeps_qts_rules(hands: Hands) -> None:
    hands.open("CX-101")
    rows = hands.kept().actions
    model = ActionModel(hands.desk.today)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for shown in (rows, rows[2:], rows[::-1], rows[:1], (), rows):
        model.show_rows(shown)
        assert model.rows == list(shown)


def test_two_hundred_actions_keep_place_and_selection(hands: Hands) -> None:
    id = hands.id("CX-101")
    hands.desk.do(
        "Many",
        lambda s: [actions.add(s, id, f"Step {n}", due=date(2027, 1, 1)) for n in range(200)],
    )
    hands.open("CX-101", "actions")
    view = _list(hands)
    assert view.actions_model.rowCount() == 205
    view.setCurrentIndex(view.actions_model.index(120))
    view.scrollTo(view.actions_model.index(120))
    chosen, top = view.actions_model.rows[120].id, view.verticalScrollBar().value()
    hands.desk.do("One more", lambda s: actions.add(s, id, "Last", due=date(2027, 2, 1)))
    QApplication.processEvents()
    assert view.currentIndex().row() == view.actions_model.place_of(chosen)
    assert view.verticalScrollBar().value() == top


def test_the_history_names_what_was_done_newest_first(hands: Hands) -> None:
    hands.open("CX-101")
    it = hands.kept()
    hands.desk.do("Cost of CX-101", lambda s: initiatives.cost(s, it.id, 1, 2))
    hands.open("CX-101", "history")
    model = hands.panel.page("history").model  # type: ignore[attr-defined]
    assert model.entries[0].text == "Cost of CX-101"
    assert "Cost: 220 → 1" in model.entries[0].details
    hands.desk.undo()
    assert model.entries[0].text == "Undone: Cost of CX-101"
    with hands.desk.read() as session:
        assert tuple(model.entries) == activity.of_item(session, it.id)
