"""Actions over all initiatives: one's own first, ticked and changed in place, filtered, added."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import actions, initiatives, kanban
from cxdesk.store.store import Store
from cxdesk.ui.board.action_adding import ActionForm
from cxdesk.ui.board.actions_kept import Due, Kept
from cxdesk.ui.board.actions_page import ActionsPage
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from tests.ui.actions.hands import ActionHands
from tests.ui.page_hands import CONTROL
from tests.ui.popup import choose, open_picker

LATE, WRITE = "Fix four dates with the executives", "Write the route rules"


def test_ones_own_come_first_and_what_is_late_on_top(
    hands: ActionHands, qtmodeltester: ModelTester
) -> None:
    assert hands.bar.count() == "4 of 44"
    assert set(hands.column("owner")) == {"Sofia Marques"}
    assert hands.words(LATE, "due") == "18 Nov 2026 (5 d late)"
    assert hands.words(LATE, "initiative") == "CX-504 (Customer advisory board)"
    assert hands.words(LATE, "week") == "2026-W48"
    qtmodeltester.check(hands.table.model())
    hands.bar.mine.removed.emit()
    assert hands.bar.count() == "44 of 44"
    due = [row.due or date.max for row in hands.table.table.rows]
    assert due == sorted(due)
    hands.table.head.turn(3)  # by owner, then by date
    rows = hands.table.table.rows
    assert [(row.owner.name, row.due) for row in rows] == sorted(
        (row.owner.name, row.due) for row in rows
    )


def test_a_tick_by_click_or_space_stays_in_sight_and_is_one_step(hands: ActionHands) -> None:
    before = hands.titles()
    hands.click(LATE, "done")
    row = hands.kept(LATE)
    assert (row.state, row.done_on) == (ActionState.DONE, date(2026, 11, 23))
    assert hands.titles() == before, "it stays where it was until the filters change"
    assert hands.words(LATE, "done") == "✓"
    assert hands.labels()[0] == f"Done: “{LATE}” (CX-504)"
    hands.press(Qt.Key.Key_Space)
    assert hands.kept(LATE).state is ActionState.TODO

    hands.click(before[2], "owner", CONTROL)
    assert len(hands.table.selected()) == 2
    hands.click(before[2], "done")
    assert {hands.kept(title).state for title in (LATE, before[2])} == {ActionState.DONE}
    assert hands.labels()[0] == "Done: 2 actions"
    hands.bar.keep(bump=True)
    hands.bar.keep(bump=False)
    assert hands.titles() == [before[1], before[3]]
    hands.desk.undo()
    assert hands.titles() == before
    hands.table.choose(hands.row(LATE).id)
    hands.press(Qt.Key.Key_Delete)
    assert hands.kept(LATE).state is ActionState.DROPPED
    hands.menu("Doing")
    assert "reopen it first" in hands.actions.note.text()
    hands.menu("To do")
    assert hands.kept(LATE).state is ActionState.TODO


def test_cells_are_changed_where_they_stand(hands: ActionHands) -> None:
    hands.click(LATE, "title")
    hands.type("Vier Termine – mit allen 🙂")
    title = "Vier Termine – mit allen 🙂"
    assert hands.kept(title).id == hands.row(title).id
    for key, text in (("due", "4 Dec"), ("week", "49"), ("bump", "Nobody answers")):
        hands.change(title, key)
        hands.type(text)
    row = hands.kept(title)
    assert (row.due, row.week, row.road_bump) == (
        date(2026, 12, 4), "2026-W49", "Nobody answers",
    )  # fmt: skip
    assert hands.titles()[0] == title, "it is due first even now"
    for key, text, why in (
        ("title", " ", "An action needs a title."),
        ("due", "32 Nov", "“32 Nov” is no date."),
        ("week", "54", "“54” is no week."),
    ):
        hands.table.begin(hands.table.cell(key))
        hands.type(text)
        field = hands.table.editor()
        assert field is not None
        assert field.note.text().startswith(why)
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert hands.kept(title) == row
    hands.change(title, "state")
    choose("Doing")
    assert hands.kept(title).state is ActionState.DOING
    hands.click(title, "initiative")
    hands.press(Qt.Key.Key_Return)
    assert hands.went == [("actions", row.initiative_id)] * 2


def test_owner_and_due_date_of_several_at_once(hands: ActionHands) -> None:
    hands.bar.drop_mine()
    titles = hands.titles()[:3]
    hands.click(titles[0], "state")
    for title in titles[1:]:
        hands.click(title, "state", CONTROL)
    hands.run("action-owner")
    choose("Hana Sato")
    hands.run("action-due")
    hands.type("11 Jan 2027")
    rows = [hands.kept(title) for title in titles]
    assert {(row.owner.name, row.due) for row in rows if row.owner} == {
        ("Hana Sato", date(2027, 1, 11))
    }
    assert hands.labels()[:2] == ["3 actions are due 11 Jan 2027", "Give 3 actions to Hana Sato"]
    assert len(hands.table.selected()) == 3
    hands.desk.undo()
    hands.desk.undo()
    assert hands.titles()[:3] == titles


def test_filters_narrow_survive_and_are_cleared(hands: ActionHands) -> None:
    counts = {}
    hands.bar.drop_mine()
    for due in Due:
        hands.bar.keep(due=(due,))
        counts[due] = len(hands.titles())
    assert sum(counts.values()) == 44
    assert (counts[Due.OVERDUE], counts[Due.WEEK]) == (3, 5)
    hands.bar.keep(due=(Due.OVERDUE, Due.WEEK), bump=True)
    assert hands.bar.words() == "Due overdue, this week · With a road bump"
    assert all(row.road_bump for row in hands.table.table.rows)
    paper = hands.page.paper()
    assert paper is not None
    assert paper.name == "Actions by owner"
    assert [row[0] for row in hands.actions.by_owner().rows] == [
        "Aisha Khan", "Ben Carter", "Claire Dubois", "Sofia Marques",
    ]  # fmt: skip
    hands.run("actions-filter")
    choose("Owner")
    choose("Aisha Khan")
    hands.run("actions-filter")
    choose("Batch")
    choose("B2")
    assert hands.bar.count() == "1 of 44"
    kept = hands.habits["kept"]
    assert Kept.of(kept) == hands.bar.kept
    for wrong in (None, {"mine": 1}, kept | {"due": ["never"]}):
        assert Kept.of(wrong) == Kept()
    hands.bar.narrow.setText("nobody has this")
    assert hands.actions.nothing.words() == "No action matches these filters"
    hands.bar.clear()
    assert hands.bar.count() == "44 of 44"
    hands.bar.show_done()
    assert hands.bar.count() == "83 of 83"
    hands.run("copy-actions")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 84
    hands.run("my-actions")
    assert set(hands.column("owner")) == {"Sofia Marques"}


def test_an_action_asked_for_is_shown_whatever_is_filtered(hands: ActionHands) -> None:
    done = next(row for row in hands.all_kept() if row.state is ActionState.DONE)
    assert hands.page.reveal("action", done.id)
    assert hands.table.current_row().id == done.id
    assert hands.bar.done.words() == "Also done and dropped"
    hands.bar.hide_done()
    other = hands.row(WRITE)
    home = other.initiative_id
    hands.desk.do("C", lambda s: kanban.change_state(s, home, State.CANCELLED, "Too dear"))
    assert WRITE not in hands.titles(), "of a cancelled initiative nothing is left to do"
    hands.desk.undo()
    assert WRITE in hands.titles()
    hands.desk.do("R", lambda s: initiatives.rename(s, home, "Fenster"))
    assert hands.words(WRITE, "initiative") == "CX-401 (Fenster)"
    assert not hands.page.reveal("action", 1)
    assert hands.page.reveal("actions", home), "the panel opens beside the list"
    assert hands.table.current_row().initiative_id == home
    following = hands.page.neighbour("initiative", home, 1)
    assert following not in (None, home)
    assert hands.page.neighbour("person", home, 1) is None
    hands.bar.keep(due=(Due.OVERDUE,))
    assert not hands.page.reveal("initiative", home), "none of its actions is shown"


def test_an_action_is_added_with_its_initiative_owner_and_due_date(hands: ActionHands) -> None:
    hands.bar.drop_mine()
    hands.table.setCurrentIndex(QModelIndex())
    hands.press(Qt.Key.Key_N)
    form = hands.page.findChild(ActionForm)
    assert isinstance(form, ActionForm)
    hands.write(form.title, "")
    assert form.trouble.text() == "An action needs a title."
    hands.write(form.title, "Fragen – zweimal")
    assert form.trouble.text() == "Choose the initiative that it belongs to."
    QTest.keyClick(form.initiative, Qt.Key.Key_Return)
    assert "CX-104" not in [one.text for one in open_picker().model.shown], "it is delivered"
    choose("CX-201")
    assert form.owner.words() == "Ben Carter", "who owns the initiative does it"
    QTest.mouseClick(form.owner, Qt.MouseButton.LeftButton)
    choose("Hana Sato")
    hands.write(form.due, "soon")
    assert form.trouble.text().startswith("“soon” is no date.")
    hands.write(form.due, "1 Dec")
    assert form.said.text() == "“Fragen – zweimal” is added."
    row = hands.kept("Fragen – zweimal")
    assert (row.code, row.owner.name if row.owner else "", row.due) == (
        "CX-201", "Hana Sato", date(2026, 12, 1),
    )  # fmt: skip
    assert hands.table.current_row().id == row.id
    hands.desk.do("D", lambda s: actions.set_state(s, row.id, ActionState.DONE))
    hands.write(form.title, "And another")
    assert hands.kept("And another").due == date(2026, 12, 1)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert hands.page.focusWidget() is hands.table


def test_in_an_empty_program_an_initiative_comes_first(
    themed: QApplication, empty_store: Store, qtbot: QtBot
) -> None:
    desk = Desk(empty_store)
    page = ActionsPage(Editing(desk, desk))
    qtbot.addWidget(page)
    said: list[Toast] = []
    desk.said.connect(said.append)
    hands = ActionHands(page, qtbot)
    assert page.nothing.words().startswith("No initiatives yet")
    hands.run("new-action")
    assert said[-1].text.startswith("An action belongs to an initiative, and there is none yet")
    assert said[-1].button == "New initiative"
    assert said[-1].action is not None
    said[-1].action()
    assert page.home_form is not None
    hands.write(page.home_form.title, "Ask once")
    QTest.keyClick(page.home_form, Qt.Key.Key_Escape)
    assert page.nothing.words().startswith("Nothing is open")
    hands.run("new-action")
    assert page.form is not None
    hands.write(page.form.title, "Write it down", enter=False)
    page.form.pick_initiative()
    choose(open_picker().model.shown[0].text)
    hands.write(page.form.title, "Write it down")
    assert hands.kept("Write it down").initiative == "Ask once"
