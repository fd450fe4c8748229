"""What a person meets on the board in the first hour: rings, notes, the field for a new card."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.model.states import State
from cxdesk.services.cards import Card
from cxdesk.store.store import Store
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Desk
from tests.ui.conftest import board_page

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def rect(view: BoardPage) -> Callable[[str], QRect]:
    def find(code: str) -> QRect:
        card = next(one for one in view.model.cards() if one.code == code)
        return view.board.visualRect(view.model.index_of(card.id))

    return find


def click(view: BoardPage, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.board.viewport(), LEFT, keys, at)


def refuse(view: BoardPage, rect: Callable[[str], QRect]) -> None:
    """Drag CX-103, whose charter is a draft, to Ready."""
    port, start = view.board.viewport(), rect("CX-103").center()
    end = QPoint(view.board.boxes.columns.left(State.READY) + 60, start.y())
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, pos=end)
    assert view.note.isVisible()


class Painted(QObject):
    """What of a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region |= event.region()
        return False


def test_the_ring_goes_with_the_focus_and_leaves_nothing_behind(view, rect) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    click(view, rect("CX-103").center(), control)
    QApplication.processEvents()
    painted = Painted()
    view.board.viewport().installEventFilter(painted)
    click(view, rect("CX-102").center(), control)
    QApplication.processEvents()
    for code in ("CX-103", "CX-102"):  # the ring stands 3 px outside the card
        ring = QRegion(rect(code).adjusted(-3, -3, 3, 3))
        assert ring.subtracted(painted.region).isEmpty(), code


def test_a_refusal_goes_with_the_next_press(view, rect) -> None:
    refuse(view, rect)
    QTest.mousePress(view.board.viewport(), LEFT, pos=rect("CX-104").center())
    assert not view.note.isVisible()


def test_a_refusal_goes_when_its_card_scrolls_away(view, rect) -> None:
    refuse(view, rect)
    bar = view.board.verticalScrollBar()
    bar.setValue(bar.value() + 30)
    assert not view.note.isVisible()


def test_a_refusal_goes_when_cards_are_lifted_again(view, rect) -> None:
    refuse(view, rect)
    view.board.setFocus()
    QTest.keyClick(view.board, Qt.Key.Key_Space)
    assert view.board.carry is not None
    assert not view.note.isVisible()


def test_enter_takes_the_way_out_of_a_refusal_and_the_keyboard_stays_on_the_board(
    view, rect, qtbot
) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    refuse(view, rect)
    with qtbot.waitSignal(view.editing.went) as opened:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened.args[0].kind == "charter"
    assert view.board.hasFocus()
    refuse(view, rect)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not view.note.isVisible()
    assert view.board.hasFocus()


def test_what_the_pointer_rests_on_follows_the_cards(view, rect) -> None:
    at = rect("CX-103").center()
    QTest.mouseMove(view.board.viewport(), at)
    assert view.board.hovered is not None
    view.board.toggle_lane(view.board.boxes.lanes[0])
    under = view.board.indexAt(at)
    assert view.board.hovered == (view.model.cards()[under.row()].id if under.isValid() else None)
    assert view.board.hovered != next(c.id for c in view.model.cards() if c.code == "CX-103")


def test_a_column_names_the_state_from_which_no_lifted_card_may_come(view, rect) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for code in ("CX-103", "CX-101"):  # planned, and in progress
        click(view, rect(code).center(), control)
    port, start = view.board.viewport(), rect("CX-101").center()
    end = QPoint(view.board.boxes.columns.left(State.PLANNED) + 60, start.y())
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    heads = view.header.heads()
    assert heads[State.PLANNED].note == "not from In progress"
    assert heads[State.IN_PROGRESS].note == "not from Planned"
    assert view.moves.where(view.board.carry) == "2 cards cannot go to Planned from here"
    QTest.keyClick(view.board, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, pos=end)


def test_arrows_go_on_from_a_card_whose_lane_is_collapsed(view, rect) -> None:
    view.board.focus_card(next(one.id for one in view.model.cards() if one.code == "CX-203"))
    QTest.keyClick(view.board, Qt.Key.Key_Minus)
    folded = next(box for box in view.board.boxes.lanes if box.collapsed)
    QTest.keyClick(view.board, Qt.Key.Key_Down)
    assert current(view).code == "CX-302"
    QTest.keyClick(view.board, Qt.Key.Key_Up)
    assert current(view).code == "CX-102"
    assert folded.collapsed
    QTest.keyClick(view.board, Qt.Key.Key_Minus)
    QTest.keyClick(view.board, Qt.Key.Key_Space)  # one sees what one lifts
    assert view.board.carry is not None
    assert not view.board.boxes.lanes[0].collapsed


def test_a_column_says_that_a_card_was_there_only_in_its_own_lane(view, rect) -> None:
    view.board.focus_card(next(one.id for one in view.model.cards() if one.code == "CX-103"))
    QTest.keyClick(view.board, Qt.Key.Key_Space)
    assert view.header.heads()[State.PLANNED].note == "was here"
    QTest.keyClick(view.board, Qt.Key.Key_Down)
    assert view.header.heads()[State.PLANNED].note == "drop here"
    QTest.keyClick(view.board, Qt.Key.Key_Escape)


def current(view: BoardPage) -> Card:
    card = view.board.current_card()
    assert card is not None
    return card


def test_the_focus_stays_where_a_card_goes_away(view, rect) -> None:
    """It goes to the card beside, the board does not scroll, and no header covers the card."""
    view.board.focus_card(next(one.id for one in view.model.cards() if one.code == "CX-404"))
    view.add()
    field = view.quick_add.focusWidget()
    for title in ("One", "Two"):
        field.insert(title)
        QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert current(view).title == "Two"
    view.desk.undo()
    assert current(view).title == "One"
    view.desk.undo()
    assert current(view).code == "CX-404"
    bar = view.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    QTest.keyClick(view.board, Qt.Key.Key_Home)
    held = view.board.held_head()
    under = 0 if held is None else held[1] - bar.value() + held[0].head
    assert rect("CX-404").top() >= under


def test_a_narrow_board_shows_the_field_of_a_new_card_and_a_bar_without_overlaps(
    view, rect
) -> None:
    view.resize(300, 500)
    QApplication.processEvents()
    view.board.horizontalScrollBar().setValue(view.board.horizontalScrollBar().maximum())
    view.add()
    field = view.quick_add.geometry()
    assert view.board.viewport().rect().contains(field)
    shown = [part for part in view.bar.findChildren(QWidget) if part.isVisible()]
    own = [part.geometry() for part in shown if part.parentWidget() is view.bar]
    own.sort(key=QRect.left)
    assert view.bar.columns.isVisible()
    for one, following in pairwise(own):
        assert one.right() < following.left(), (one, following)
    assert own[-1].right() < view.bar.width()


def test_what_was_added_has_the_focus_when_the_field_closes(view, rect) -> None:
    said: list[str] = []
    view.desk.said.connect(lambda toast: said.append(toast.text))
    click(view, rect("CX-103").center())
    view.add()
    for title in ("Pay by phone", "Bill by post"):
        QTest.keyClicks(view.quick_add, title)
        QTest.keyClick(view.quick_add, Qt.Key.Key_Return)
        assert view.quick_add.hasFocus()
    QTest.keyClick(view.quick_add, Qt.Key.Key_Escape)
    assert view.board.hasFocus()
    assert current(view).title == "Bill by post"
    assert [card.title for card in view.board.selected_cards()] == ["Bill by post"]
    assert said == ["“Pay by phone” added", "“Bill by post” added"]


def test_a_file_open_for_reading_offers_no_new_initiative(sample_file, home, themed, qtbot):
    with Store(sample_file, home=home, read_only=True) as store:
        shown = board_page(Desk(store))
        qtbot.addWidget(shown)
        assert not shown.primary_action().isEnabled()
        assert "reading" in shown.primary_action().toolTip()
