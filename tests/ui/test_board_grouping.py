"""Columns and lanes by other things: dragging classifies, both fold, all of it is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services import kanban
from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES, Axis, Key, key_of
from cxdesk.ui.board.columns import LEAST, RAIL
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.view import KanbanView
from tests.ui.conftest import board_page
from tests.ui.test_board import drag, keys, middle, stored

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def heading(view: BoardPage, name: str) -> Key:
    """The key of a column or lane by its code or name."""
    both = (*view.data.columns, *view.data.headings)
    return next(one.key for one in both if name in (one.code, one.name))


def point(view: BoardPage, lane: Key, column: Key) -> QPoint:
    """A point at the foot of a cell, in sight; in its header where the lane is folded."""
    box = view.board.boxes.lane(lane)
    assert box is not None
    y = box.top + (10 if box.collapsed else box.height - 4)
    view.board.verticalScrollBar().setValue(y - 300)
    x = view.board.boxes.columns.left(column) + 18
    view.board.horizontalScrollBar().setValue(x - 300)
    return QPoint(x - view.board.horizontalOffset(), y - view.board.verticalOffset())


def carry_to(view: BoardPage, code: str, lane: Key, column: Key) -> None:
    """Drag a card to the foot of a cell, scrolled there on the way."""
    port = view.board.viewport()
    start = middle(view, code)
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, start + QPoint(12, 0))
    for _ in range(2):  # the open gap moves what lies below it
        end = point(view, lane, column)
        QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, pos=end)


def one(view: BoardPage, code: str):
    return next(card for card in view.model.cards() if card.code == code)


def test_a_drag_gives_a_card_what_its_new_column_and_lane_stand_for(view) -> None:
    head = view.desk.store.head
    said: list[str] = []
    view.desk.said.connect(lambda toast: said.append(toast.text))

    view.group(Axis.BATCH, Axis.DOMAIN)
    carry_to(view, "CX-204", heading(view, "Care"), heading(view, "B5"))
    moved = stored(view, "CX-204")
    assert (moved.domain, moved.batch_id) == ("Care", heading(view, "B5"))
    assert said.pop() == "CX-204 moved to B5 and Care"

    view.group(Axis.PRIORITY, Axis.OWNER)
    carry_to(view, "CX-204", heading(view, "Tomás Vidal"), 4)
    moved = stored(view, "CX-204")
    assert (moved.level, moved.owner) == (4, "Tomás Vidal")
    assert said.pop() == "CX-204 moved to Highest and Tomás Vidal"

    view.group(Axis.HORIZON, Axis.NONE)
    carry_to(view, "CX-204", None, Horizon.LONG)
    assert stored(view, "CX-204").horizon is Horizon.LONG
    assert said.pop() == "CX-204 moved to Long term"

    for _ in range(3):
        view.desk.undo()
    assert view.desk.store.head.undo_top == head.undo_top


def test_quadrants_follow_from_scores_and_say_so_before_and_after_the_drop(view) -> None:
    view.group(Axis.QUADRANT, Axis.BATCH)
    card = one(view, "CX-101")
    drag(view, middle(view, "CX-101"), point(view, card.batch_id, "Fill-in"), drop=False)
    heads = view.header.heads()
    assert heads["Fill-in"].note == "follows from scores"
    assert heads["Major project"].note == "was here"
    QTest.mouseRelease(view.board.viewport(), LEFT, pos=point(view, card.batch_id, "Fill-in"))
    assert view.note.isVisible()
    assert "follows from its scores" in view.note.text()
    assert stored(view, "CX-101").quadrant == "Major project"


def test_every_pair_of_axes_shows_every_card_once(view) -> None:
    everything = sorted(card.code for card in view.model.cards())
    for columns in COLUMN_AXES:
        for lanes in LANE_AXES:
            view.group(columns, lanes)
            boxes = view.board.boxes
            shown = [
                card
                for box in boxes.lanes
                for key in boxes.columns.keys
                for card in boxes.cards_of(box.key, key)
            ]
            assert sorted(card.code for card in shown) == everything
            for card in shown[:6]:
                place = boxes.place_of(card.id)
                assert place is not None
                assert place.column == key_of(boxes.columns.by, card)
                assert boxes.cards_of(place.lane, place.column)[place.index] is card
    assert view.data.columns_by is not view.data.lanes_by


def test_the_keyboard_moves_on_whatever_columns_there_are(view) -> None:
    view.group(Axis.PRIORITY, Axis.NONE)
    view.board.focus_card(one(view, "CX-303").id)
    assert one(view, "CX-303").level == 1
    keys(view, Qt.Key.Key_Left, modifier=CONTROL)
    assert stored(view, "CX-303").level == 2
    assert view.moves.announced.startswith("Moved CX-303 to Medium, ")
    assert view.board.current_card().code == "CX-303"
    keys(view, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert stored(view, "CX-303").level == 4


def test_a_folded_column_is_a_rail_that_takes_drops_and_opens_again(view) -> None:
    boxes, port = view.board.boxes, view.board.viewport()
    planned = boxes.columns.left(State.PLANNED)
    width = boxes.columns.open_width
    QTest.mouseClick(view.header, LEFT, pos=QPoint(planned + 30, 20))
    assert State.PLANNED in boxes.columns.rails
    assert boxes.columns.at(boxes.columns.left(State.PLANNED) + 5).width == RAIL
    assert boxes.columns.open_width > width
    assert view.board.visualRect(view.model.index_of(one(view, "CX-202").id)).isNull()

    view.board.verticalScrollBar().setValue(0)
    card = one(view, "CX-102")
    start = middle(view, "CX-102")
    rail = QPoint(boxes.columns.left(State.PLANNED) + 18, start.y())
    drag(view, start, rail)
    assert stored(view, "CX-102").column is State.PLANNED
    assert State.PLANNED in boxes.columns.rails  # it stays folded
    assert view.moves.announced == "Moved CX-102 to Planned, 2 of 2"

    QTest.mouseClick(port, LEFT, pos=rail)
    assert State.PLANNED not in boxes.columns.rails
    assert view.board.visualRect(view.model.index_of(card.id)).isValid()
    view.board.focus_card(card.id)
    keys(view, Qt.Key.Key_Underscore)
    assert State.PLANNED in boxes.columns.rails
    assert view.reveal("initiative", card.id)  # going to a card opens what hides it
    assert State.PLANNED not in boxes.columns.rails


@pytest.mark.parametrize("width", [700])
def test_empty_columns_fold_where_cards_would_get_too_narrow(view, width: int) -> None:
    columns = view.board.boxes.columns
    assert not columns.rails
    view.resize(width, 600)
    assert not columns.rails  # every column of the sample holds a card

    def empty(session) -> None:
        kanban.change_state(session, one(view, "CX-304").id, State.DELIVERED)

    view.desk.do("Back", empty)
    assert columns.rails == {State.EMBEDDED}
    assert columns.open_width >= LEAST
    x = columns.left(State.EMBEDDED) + 5 - view.board.horizontalOffset()
    QTest.mouseClick(view.header, LEFT, pos=QPoint(x, 10))
    assert not columns.rails  # somebody wants to see it
    view.resize(1264, 800)
    assert not columns.rails


def test_columns_lanes_and_folds_are_as_they_were_left(view, qtbot) -> None:
    habits: dict[str, object] = {}
    view.habit_changed.connect(habits.__setitem__)
    view.group(Axis.OWNER, Axis.PRIORITY)
    view.board.toggle_column(heading(view, "Hana Sato"))
    view.board.toggle_lane(view.board.boxes.lanes[2])
    again = board_page(view.desk)
    qtbot.addWidget(again)
    again.recall(habits)
    assert again.arrangement() == view.arrangement()
    assert again.board.boxes.lanes[2].collapsed
    again.recall({"columns": "moon", "lanes": 7, "folded_columns": "x", "folded_lanes": None})
    assert again.arrangement() == view.arrangement()


def test_new_initiatives_begin_where_their_column_and_lane_say(view) -> None:
    view.group(Axis.DOMAIN, Axis.BATCH)
    care, lane = heading(view, "Care"), heading(view, "B2")
    box = view.board.boxes.lane(lane)
    assert box is not None
    view.board.verticalScrollBar().setValue(box.top)
    foot = view.board.boxes.foot_of(box, care).center()
    offset = QPoint(view.board.horizontalOffset(), view.board.verticalOffset())
    QTest.mouseMove(view.board.viewport(), foot - offset)
    assert view.board.foot == (box, care)
    QTest.mouseClick(view.board.viewport(), LEFT, pos=foot - offset)
    assert view.quick_add.isVisible()
    QTest.keyClicks(view.quick_add, "Letters")
    QTest.keyClick(view.quick_add, Qt.Key.Key_Return)
    new = next(card for card in view.model.cards() if card.title == "Letters")
    assert (new.domain, new.batch_id, new.column) == ("Care", lane, State.BACKLOG)
    QTest.keyClick(view.quick_add, Qt.Key.Key_Escape)
    view.group(Axis.QUADRANT, Axis.BATCH)
    said: list[str] = []
    view.desk.said.connect(lambda toast: said.append(toast.text))
    view.add()
    assert not view.quick_add.isVisible()
    assert said == ["Show columns by state to add an initiative: what is new has no scores yet."]


def test_the_header_of_a_lane_stays_while_its_cards_pass_below_it(view) -> None:
    box = view.board.boxes.lanes[0]
    view.board.verticalScrollBar().setValue(box.top + box.head + 30)
    under = QPoint(600, 8)
    assert view.board.lane_head_at(view.board.board_point(under)) is box
    assert not view.board.indexAt(under).isValid()
    QTest.mouseClick(view.board.viewport(), LEFT, pos=under)
    assert box.collapsed


def test_the_header_of_a_lane_explains_itself(view) -> None:
    box = next(one for one in view.board.boxes.lanes if one.lane.heading.code == "B6")
    view.board.verticalScrollBar().setValue(box.top)
    words = view.board.words_at(QPoint(300, box.top - view.board.verticalOffset() + 8))
    assert words.splitlines() == [
        "B6 Everyone Plays",
        "Lead: Jonas Weber",
        "Deadline: 30 Jun 2027, 219 days left",
        "1 of 4 initiatives delivered",
        "10 of 16 actions done",
        "Budget: 68 k€",
        "At risk: 1 check overdue",
        "At risk: under five working days of slack, or something overdue.",
    ]
    assert view.board.words_at(QPoint(300, 400)) == ""


def test_a_collapsed_lane_says_how_many_of_its_cards_show(view) -> None:
    def head() -> QImage:
        box = next(one for one in view.board.boxes.lanes if one.lane.heading.code == "B2")
        top = box.top - view.board.verticalOffset()
        return view.board.viewport().grab(QRect(0, top, 900, box.head)).toImage()

    box = next(one for one in view.board.boxes.lanes if one.lane.heading.code == "B2")
    assert box.folded_away is None
    view.board.toggle_lane(box)
    assert box.folded_away == 4
    everything = head()
    view.bar.narrow.setText("first-bill")
    (box,) = view.board.boxes.lanes
    assert (box.collapsed, box.folded_away) == (True, 1)
    assert head() != everything


def test_the_way_out_of_a_refused_quadrant_leads_to_the_scores(desk, qtbot) -> None:
    kanban_view = KanbanView(desk)
    qtbot.addWidget(kanban_view)
    page = kanban_view.page
    assert isinstance(page, BoardPage)
    card = one(page, "CX-404")
    page.group(Axis.QUADRANT, Axis.BATCH)
    kanban_view.open_requested.connect(kanban_view.reveal)  # as the window does
    page.moves.to_end([card], Axis.QUADRANT, "Quick win")
    assert page.note.text().startswith("The quadrant of CX-404 follows from its scores")
    QTest.mouseClick(page.note.findChildren(QPushButton)[0], LEFT)
    assert kanban_view.tabs[kanban_view.current_tab()] == "Scores"


def test_twenty_five_compact_cards_of_a_column_show_at_1080p(view) -> None:
    view.desk.do("Add", lambda s: kanban.add(s, [f"Task {number}" for number in range(25)]))
    view.group(Axis.STATE, Axis.NONE)
    view.set_density("compact")
    view.resize(1920 - 176, 1080 - 52 - 26)  # beside the sidebar, below the top bar
    view.board.verticalScrollBar().setValue(0)
    port = view.board.viewport().rect()
    cards = view.board.boxes.cards_of(None, State.BACKLOG)
    rects = [view.board.visualRect(view.model.index_of(card.id)) for card in cards[:25]]
    assert len(rects) == 25
    assert all(port.contains(rect) for rect in rects), (port, rects[-1])


def test_after_other_columns_are_chosen_the_board_has_the_keyboard(view, qtbot) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.bar.columns.setFocus()
    view.bar.columns.chosen.emit(Axis.OWNER)
    assert view.data.columns_by is Axis.OWNER
    assert view.board.hasFocus()


def test_a_refusal_for_several_cards_stands_at_the_one_it_names(view) -> None:
    cards = [one(view, "CX-302"), one(view, "CX-102")]  # the second waits for CX-101
    view.moves.to_state(cards, State.IN_PROGRESS)
    assert view.note.text().startswith("CX-102 stays in Ready")
    named, other = (
        view.board.visualRect(view.model.index_of(one(view, code).id))
        for code in ("CX-102", "CX-302")
    )
    assert abs(view.note.x() - named.x()) < 40
    assert abs(view.note.y() - named.bottom()) < abs(view.note.y() - other.bottom())
    assert stored(view, "CX-302").column is State.READY
