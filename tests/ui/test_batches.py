"""Batches on the board: added, edited and refused in words, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from cxdesk.services import cards, programs
from cxdesk.services.cards import BatchRow
from cxdesk.store.store import Store
from cxdesk.ui.board.batch_form import BatchForm
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Desk, Toast
from tests.conftest import clock
from tests.ui.conftest import board_page


def shown(desk: Desk, qtbot) -> BoardPage:
    view = board_page(desk)
    qtbot.addWidget(view)
    view.resize(1264, 800)
    view.show()
    view.activateWindow()
    view.board.setFocus()
    return view


@pytest.fixture
def view(desk: Desk, qtbot) -> BoardPage:
    return shown(desk, qtbot)


@pytest.fixture
def new_view(themed, empty_store: Store, qtbot) -> Iterator[BoardPage]:
    """The board of a program that was just begun."""
    empty_store.do("Begin", lambda session: programs.new(session, "New office"))
    desk = Desk(empty_store)
    yield shown(desk, qtbot)
    desk.deleteLater()


def batches(view: BoardPage) -> dict[str, BatchRow]:
    """The batches as a fresh reading of the file gives them."""
    with view.desk.read() as session:
        return {row.code: row for row in cards.batch_rows(session)}


def press(view: BoardPage, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> BatchForm:
    """The form that a key opens."""
    QTest.keyClick(view.board, key, modifier)
    assert view.batches.form is not None
    return view.batches.form


def edit(view: BoardPage) -> BatchForm:
    return press(view, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)


def write(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)


def enter(form: BatchForm) -> None:
    QTest.keyClick(form.deadline, Qt.Key.Key_Return)


def header(view: BoardPage, code: str) -> QPoint:
    """A point of a lane's header, left of its name."""
    box = next(one for one in view.board.boxes.lanes if one.lane.heading.code == code)
    view.board.verticalScrollBar().setValue(max(0, box.top - 100))
    return QPoint(20, box.top - view.board.verticalOffset() + box.head // 2)


def test_a_new_program_says_how_to_begin_until_it_has_an_initiative(new_view) -> None:
    assert "Press N" in new_view.empty.text()
    assert "Press B" in new_view.empty.text()
    form = press(new_view, Qt.Key.Key_B)
    write(form.name, "Ask Once")
    write(form.deadline, "30.4.2027")
    enter(form)
    assert "Press N" in new_view.empty.text()
    assert "Press B" not in new_view.empty.text()
    new_view.add()
    QTest.keyClicks(new_view.quick_add, "The very first")
    QTest.keyClick(new_view.quick_add, Qt.Key.Key_Return)
    assert new_view.empty.text() == ""
    new_view.desk.undo()
    assert "Press N" in new_view.empty.text()


def test_b_adds_a_batch_and_n_goes_on_in_it(view, qtbot) -> None:
    form = press(view, Qt.Key.Key_B)
    write(form.name, "Leave Well")
    write(form.deadline, "30 Jun 2028")
    form.lead.setCurrentText("Elena Rossi")
    with qtbot.waitSignal(view.desk.said) as said:
        enter(form)
    assert said.args == [Toast("B7 added", undo=True)]
    assert form.isHidden()
    added = batches(view)["B7"]
    assert (added.name, added.lead, added.deadline) == (
        "Leave Well", "Elena Rossi", date(2028, 6, 30),
    )  # fmt: skip
    view.add()
    QTest.keyClicks(view.quick_add, "Exit interviews")
    QTest.keyClick(view.quick_add, Qt.Key.Key_Return)
    made = next(card for card in view.model.cards() if card.title == "Exit interviews")
    assert made.batch_id == added.id
    view.desk.undo()
    view.desk.undo()
    assert "B7" not in batches(view)


def test_the_bar_offers_the_form_and_escape_leaves_it(view) -> None:
    head = view.desk.store.head
    QTest.mouseClick(view.bar.add_batch, Qt.MouseButton.LeftButton)
    form = view.batches.form
    assert form is not None
    write(form.name, "Never mind")
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert view.batches.form is None
    assert view.desk.store.head == head


@pytest.mark.parametrize(
    ("name", "deadline", "why"),
    [
        ("", "30 Apr 2027", "Give the batch a name."),
        ("Ask Once", "", "every batch has a deadline"),
        ("Ask Once", "31.2.2027", "“31.2.2027” is no date."),
    ],
)
def test_what_is_missing_is_said_in_the_form(view, name, deadline, why) -> None:
    head = view.desk.store.head
    form = press(view, Qt.Key.Key_B)
    write(form.name, name)
    write(form.deadline, deadline)
    enter(form)
    assert why in form.trouble.text()
    assert form.trouble.isVisible()
    assert form.deadline.text() == deadline
    assert view.desk.store.head == head
    write(form.name, "Now with a name")
    assert not form.trouble.isVisible()


def test_shift_b_edits_the_batch_of_the_focused_card_in_one_step(view) -> None:
    view.board.focus_card(next(c.id for c in view.model.cards() if c.code == "CX-201"))
    form = edit(view)
    assert (form.name.text(), form.deadline.text()) == ("Clear Bills", "31 May 2027")
    assert form.lead.currentText() == batches(view)["B2"].lead
    write(form.name, "Clear bills first")
    write(form.deadline, "30 Jun 2027")
    form.lead.setCurrentIndex(0)
    enter(form)
    after = batches(view)["B2"]
    assert (after.name, after.lead, after.deadline) == ("Clear bills first", "", date(2027, 6, 30))
    assert "Clear bills first" in {box.lane.heading.name for box in view.board.boxes.lanes}
    view.desk.undo()
    assert batches(view)["B2"].name == "Clear Bills"
    assert batches(view)["B2"].deadline == date(2027, 5, 31)


def test_a_click_on_the_deadline_edits_it_and_names_who_would_end_later(view) -> None:
    at = header(view, "B1")
    view.board.viewport().grab()  # the deadline stands where it was painted
    for x in range(100, 400, 8):
        if view.board.deadline_at(view.board.board_point(QPoint(x, at.y()))) is not None:
            break
    else:
        pytest.fail("no deadline in the header of B1")
    QTest.mouseClick(view.board.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x + 12, at.y()))
    form = view.batches.form
    assert form is not None
    assert form.deadline.hasFocus()
    assert form.deadline.selectedText() == "30 Apr 2027"
    QTest.keyClicks(form.deadline, "1 Mar 2027")
    enter(form)
    assert "CX-102" in form.trouble.text()
    assert "CX-103" in form.trouble.text()
    assert batches(view)["B1"].deadline == date(2027, 4, 30)
    write(form.deadline, "14 May 2027")
    enter(form)
    assert batches(view)["B1"].deadline == date(2027, 5, 14)


def test_a_click_beside_the_deadline_still_collapses_the_lane(view) -> None:
    QTest.mouseClick(view.board.viewport(), Qt.MouseButton.LeftButton, pos=header(view, "B1"))
    assert view.board.boxes.lanes[0].collapsed
    assert view.batches.form is None


def test_the_menu_of_a_lane_edits_collapses_and_adds(view, qtbot) -> None:
    at = header(view, "B6")
    view.board.lane_menu_requested.emit(view.board.boxes.lane_at(
        view.board.board_point(at).y()).key, view.mapToGlobal(at))  # fmt: skip
    menu = view.findChild(QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Edit batch…", "Collapse the lane", "Add batch…",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert view.batches.form.name.text() == "Everyone Plays"
    menu.close()


def test_a_batch_found_by_search_is_the_one_that_is_edited(view) -> None:
    with view.desk.read() as session:
        found = next(row for row in cards.batch_rows(session) if row.code == "B5")
    view.board.focus_card(next(c.id for c in view.model.cards() if c.code == "CX-101"))
    assert view.reveal("batch", found.id)
    form = edit(view)
    assert form.name.text() == "Stay With Us"
    form.close_overlay()
    view.board.focus_card(next(c.id for c in view.model.cards() if c.code == "CX-401"))
    assert edit(view).name.text() == "Right First Visit"


def test_without_a_batch_there_is_nothing_to_edit_and_it_says_what_to_do(new_view, qtbot) -> None:
    with qtbot.waitSignal(new_view.desk.said) as said:
        QTest.keyClick(new_view.board, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert said.args == [Toast("There is no batch here. Press B to add one.")]
    assert new_view.batches.form is None


def test_a_file_open_for_reading_only_offers_no_batches(themed, sample_file, home, qtbot) -> None:
    with Store(sample_file, home=home, clock=clock, read_only=True) as reading:
        view = shown(Desk(reading), qtbot)
        assert not view.bar.add_batch.isEnabled()
        assert not any(action.isEnabled() for action in view.batches.actions)
        QTest.keyClick(view.board, Qt.Key.Key_B)
        assert view.batches.form is None
