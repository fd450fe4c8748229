"""The table beside the bars: in step with them, folded, sorted and chosen together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services.grouping import Axis
from cxdesk.ui.cards.model import CARD
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.table_rows import LaneHead
from tests.ui.roadmap.table_hands import TableHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> TableHands:
    return TableHands(desk, qtbot)


def test_rows_stand_beside_their_bars_wherever_one_scrolls(hands: TableHands) -> None:
    down, beside = hands.canvas.verticalScrollBar(), hands.timeline.verticalScrollBar()
    assert hands.unaligned() == []
    assert down.maximum() > 300
    for value in (1, 37, 250, down.maximum()):
        down.setValue(value)
        assert beside.value() == value
        assert hands.unaligned() == []
    for value in (beside.maximum() - 5, 3):
        beside.setValue(value)
        assert down.value() == value
        assert hands.unaligned() == []
    at = QPointF(100, 200)
    wheel = QWheelEvent(
        at, hands.timeline.viewport().mapToGlobal(at), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(hands.timeline.viewport(), wheel)
    assert down.value() == beside.value() > 3
    assert hands.unaligned() == []
    # Columns that do not fit bring a bar: the halves end differently, and stay in step.
    hands.side._on_picked([one.key for one in hands.timeline.table.columns])
    QApplication.processEvents()
    assert hands.timeline.horizontalScrollBar().maximum() > 0
    down.setValue(down.maximum())
    assert beside.value() == down.maximum()
    assert hands.unaligned() == []
    # The table is higher than the bars by their scroll bar, and yet ends where they end.
    hands.side._on_picked(["end"])
    QApplication.processEvents()
    assert hands.timeline.viewport().height() > hands.canvas.plot_rect().height()
    beside.setValue(100_000)
    hands.page.grab()
    assert beside.value() == down.value() == down.maximum()
    assert hands.unaligned() == []


def test_lanes_fold_in_both_halves_and_follow_what_they_are_cut_by(hands: TableHands) -> None:
    lanes = hands.lanes()
    assert list(lanes)[:2] == ["IT", "Care"]
    assert lanes["IT"] == ["CX-101", "CX-302", "CX-103", "CX-202", "CX-402"]
    hands.click_head("IT")
    assert hands.lanes()["IT"] == []
    assert hands.canvas.rect_of(hands.card("CX-101").id).isNull()
    assert hands.unaligned() == []
    hands.press(Qt.Key.Key_Right)  # the heading has the keyboard
    assert hands.lanes() == lanes
    hands.press(Qt.Key.Key_Left)
    assert hands.lanes()["IT"] == []
    hands.press(Qt.Key.Key_Return)
    assert hands.lanes() == lanes
    head = hands.timeline.table.rows[0]
    index = hands.timeline.table.index(0, 0)
    assert isinstance(head, LaneHead)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "IT, 5 initiatives, open"
    hands.page.group(Axis.BATCH)
    assert hands.lanes()["B1 Ask Once"] == ["CX-104", "CX-101", "CX-102", "CX-103"]
    assert hands.unaligned() == []
    hands.page.group(Axis.NONE)
    assert len(hands.lanes()["All initiatives"]) == 24
    # Those without dates keep a row, beside which there is no bar.
    hands.change("CX-404", "start")
    hands.type("")
    assert hands.kept("CX-404").start is None
    assert hands.lanes()["All initiatives"][-1] == "CX-404"
    assert hands.canvas.rect_of(hands.card("CX-404").id).isNull()
    hands.page.canvas.focus_bar(hands.card("CX-503").id)
    hands.timeline.setFocus()
    hands.press(Qt.Key.Key_Down)
    current = hands.timeline.current_card()
    assert current is not None
    assert current.code == "CX-404"
    assert hands.unaligned() == []


def test_both_halves_select_point_at_and_hold_the_keyboard_together(hands: TableHands) -> None:
    hands.click("CX-302", "title")
    assert hands.canvas.current_card() == hands.card("CX-302")
    assert hands.canvas.selected_ids() == [hands.card("CX-302").id]
    assert hands.went == []  # a click selects, as on the bars
    hands.click("CX-103", "title", Qt.KeyboardModifier.ShiftModifier)
    assert [row.code for row in hands.timeline.selected()] == ["CX-302", "CX-103"]
    assert len(hands.canvas.selected_ids()) == 2
    hands.canvas.focus_bar(hands.card("CX-601").id)
    assert [row.code for row in hands.timeline.selected()] == ["CX-601"]
    assert hands.timeline.current_row().code == "CX-601"
    assert hands.unaligned() == []
    hands.press(Qt.Key.Key_Return)
    assert hands.went == [("initiative", hands.card("CX-601").id)]
    at = hands.point("CX-602", "days")
    QTest.mouseMove(hands.timeline.viewport(), at)
    assert hands.canvas.hovered == hands.card("CX-602").id
    hands.canvas.set_hovered(hands.card("CX-603").id)
    assert hands.timeline.hovered == hands.timeline.lanes.row(hands.card("CX-603").id)
    hands.run("other-half")
    assert hands.canvas.hasFocus()
    assert hands.canvas.current_card() == hands.card("CX-601")
    hands.run("other-half")
    assert hands.timeline.hasFocus()
    QTest.keyClick(hands.timeline, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(hands.canvas.selected_ids()) == 24
    # All is read anew, and the row is still the one it was.
    hands.canvas.focus_bar(hands.card("CX-201").id)
    hands.page.follow(None)
    assert hands.timeline.current_row().code == "CX-201"
    assert [one.data(CARD).code for one in hands.canvas.selectionModel().selectedIndexes()] == [
        "CX-201"
    ]


def test_titles_sort_within_lanes_and_columns_are_chosen_moved_and_remembered(
    hands: TableHands, desk: Desk, qtbot: QtBot
) -> None:
    hands.click_title("title")
    assert hands.lanes()["IT"] == ["CX-402", "CX-202", "CX-103", "CX-101", "CX-302"]
    assert hands.unaligned() == []
    hands.click_title("slack")
    hands.click_title("slack")
    assert hands.lanes()["IT"] == ["CX-302", "CX-202", "CX-402", "CX-101", "CX-103"]
    assert hands.lanes()["Care"][-1] == "CX-304"  # no slack to tell: last either way
    assert hands.habits["table_sorted"] == ["slack", True]
    hands.side._on_picked(["start", "end", "days", "slack", "predecessors", "driver", "pinned"])
    assert hands.timeline.shown_keys()[2:] == [
        "start", "end", "days", "slack", "predecessors", "driver", "pinned"
    ]  # fmt: skip
    head = hands.timeline.head
    places = [head.sectionViewportPosition(n) for n in range(3)]
    hands.timeline.head.moveSection(2, 1)  # as when a title is dragged over its neighbour
    QApplication.processEvents()
    assert hands.timeline.shown_keys()[:3] == ["code", "start", "title"]
    assert [head.visualIndex(n) for n in range(head.count())] == list(range(head.count()))
    assert places[1] == head.sectionViewportPosition(1)
    assert hands.timeline.table.sorted_by == (hands.timeline.keys().index("slack"), True)
    hands.click("CX-103", "driver")
    offered = hands.menu("Move the column left")
    assert {"Open", "Open charter", "Copy code", "Move the column right"} <= set(offered)
    hands.timeline.setColumnWidth(hands.timeline.keys().index("start"), 130)
    assert hands.habits["table_widths"] == {"start": 130}
    shown = ["code", "start", "title", "end", "days", "slack", "driver", "predecessors", "pinned"]
    assert hands.habits["table_columns"] == shown
    assert hands.words("CX-103", "predecessors") == "101"
    assert hands.words("CX-103", "driver") == "starts after CX-101 ends"
    # The next window shows it as it was left.
    page = TimelinePage(Editing(desk, desk))
    qtbot.addWidget(page)
    page.recall({**hands.habits, "table": True})
    page.load()
    assert page.table.side is not None
    again = page.table.side.table
    assert again.shown_keys() == shown
    assert again.wide == {"start": 130}
    assert [row.title for row in again.table.rows] == [
        row.title for row in hands.timeline.table.rows
    ]
    assert page.canvas.listed
    # What makes no sense is left out.
    page.recall({"table_columns": ["end", 3], "table_widths": {"end": "x"}, "table_sorted": [1]})
    assert again.shown_keys() == shown


def test_the_table_is_shown_and_put_away_by_a_key(hands: TableHands) -> None:
    packed = hands.canvas.plan.height

    def seen() -> tuple[int, int]:
        scale, width = hands.canvas.scale, hands.canvas.width_of_plot
        return round(scale.day_at(0)), round(scale.day_at(width))

    time = seen()
    hands.timeline.setFocus()
    QTest.keyClick(hands.timeline, Qt.Key.Key_B)
    assert hands.side.isHidden()
    assert hands.habits["table"] is False
    assert hands.canvas.plan.height < packed
    assert hands.canvas.hasFocus()
    assert hands.canvas.left > 0
    QApplication.processEvents()
    assert seen() == time  # in another width
    assert len({hands.canvas.rect_of(card.id).top() for card in hands.page.rows.all_cards()}) < 24
    QTest.keyClick(hands.canvas, Qt.Key.Key_B)
    QApplication.processEvents()
    assert hands.side.isVisible()
    assert (hands.canvas.left, hands.canvas.plan.height) == (0, packed)
    assert seen() == time
    assert hands.unaligned() == []
    QTest.mouseClick(hands.side.close_button, Qt.MouseButton.LeftButton)
    assert hands.side.isHidden()
    hands.run("timeline-table")


def test_it_is_copied_and_printed_as_it_is_shown(hands: TableHands) -> None:
    papers = []
    hands.page.print_requested.connect(papers.append)
    hands.click("CX-101", "title")
    hands.press(Qt.Key.Key_Down)
    QTest.keyClick(hands.timeline, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines() == [
        "Code\tTitle\tStart\tEnd\tDays\tSlack\tOwner",
        "CX-302\tTop-20 self-service\t11 Jan 2027\t19 Mar 2027\t50\t185\tLuca Moretti",
    ]
    hands.run("copy-table")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Domain\tCode\tTitle")
    assert lines[1].startswith("IT\tCX-101\tSingle customer ID\t5 Oct 2026\t26 Feb 2027\t103\t0\t")
    assert len(lines) == 25
    hands.run("print-table")
    assert papers[0].name == "Roadmap as a table"
    assert papers[0].make("A4").startswith(b"%PDF")


def test_the_model_keeps_to_the_rules_of_qt(hands: TableHands) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(hands.timeline.table, mode)
    hands.click_title("end")
    hands.click_head("Care")
    hands.page.group(Axis.OWNER)
    hands.page.rows.keep(lambda card: card.domain == "IT")
    hands.canvas.lay()
    assert sum(map(len, hands.lanes().values())) == 5
    notes = {row.title: row.note for row in hands.timeline.table.rows if row.id < 0}
    assert (notes["Luca Moretti"], notes["Hana Sato"]) == ("3 initiatives", "0 of 1 shown")
    hands.page.rows.keep(None)
    hands.canvas.lay()
    assert tester.model() is hands.timeline.table
