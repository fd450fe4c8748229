"""The matrix: what stands where, how it is gone through, and bubbles dragged to other scores."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from cxdesk.model.states import Priority
from cxdesk.services import initiatives
from tests.ui.scores.analyst import CONTROL, LEFT, NONE, Analyst

KEY = Qt.Key


def test_initiatives_stand_by_cost_and_benefit_and_are_selected_in_both_faces(
    analyst: Analyst,
) -> None:
    plot = analyst.matrix.laid().plot
    first = analyst.bubble("CX-101")
    assert (first.x, first.y) == (plot.x(4.0), plot.y(4.9))
    assert len(analyst.matrix.rows) == 21, "three are delivered"
    assert first.radius**2 / analyst.bubble("CX-404").radius ** 2 == pytest.approx(220 / 240)
    analyst.click("CX-101")
    assert analyst.opened == [("initiative", first.id)]
    assert analyst.selected() == {"CX-101"}
    analyst.click("CX-404", CONTROL)
    assert analyst.selected() == {"CX-101", "CX-404"}
    analyst.click("CX-404", CONTROL)
    assert analyst.selected() == {"CX-101"}
    assert analyst.table.choose(analyst.row("CX-503").id)
    current = analyst.matrix.current()
    assert current is not None
    assert current.it.code == "CX-503"
    QTest.mouseClick(analyst.matrix, LEFT, NONE, QPoint(round(plot.x(5)), round(plot.y(1))))
    assert analyst.selected() == set()

    at = analyst.at("CX-101")
    tip = QHelpEvent(QEvent.Type.ToolTip, at, analyst.matrix.mapToGlobal(at))
    QApplication.sendEvent(analyst.matrix, tip)
    for words in (
        "CX-101 Single customer ID", "Benefit 4.9: impact 5, reach 5, outcome 5, urgency 4",
        "Cost 4.0: 220 k€ and 260 person-days", "Score 1.23, major project, rank 18 of 21",
    ):  # fmt: skip
        assert words in QToolTip.text()
    QToolTip.hideText()


def test_a_drag_up_or_down_changes_scores_and_is_one_undo(analyst: Analyst) -> None:
    before = analyst.file("CX-302")
    assert before.scores == (4, 5, 4, 3)
    seq = analyst.desk.store.head.seq
    analyst.press("CX-302")
    analyst.move(QPoint(analyst.at("CX-302").x(), analyst.height(4.5)))
    assert analyst.reads() == ("CX-302: impact 4→5", "benefit 4.5, score 1.80")
    analyst.move(QPoint(analyst.at("CX-302").x(), analyst.height(4.6)))
    assert analyst.reads() == ("CX-302: impact 4→5, urgency 3→4", "benefit 4.6, score 1.84")
    assert analyst.file("CX-302") == before, "nothing is written before the drop"
    QTest.mouseRelease(
        analyst.matrix, LEFT, NONE, QPoint(analyst.at("CX-302").x(), analyst.height(4.6))
    )
    assert analyst.file("CX-302").scores == (5, 5, 4, 4)
    assert analyst.desk.store.head.seq == seq + 1
    assert analyst.labels()[0] == "Score CX-302: impact 4→5, urgency 3→4"
    assert analyst.cell("CX-302", "benefit") == "4.6"
    assert analyst.bubble("CX-302").y == analyst.matrix.laid().plot.y(4.6)
    assert analyst.opened == [], "a drag is no click"
    analyst.desk.undo()
    assert analyst.file("CX-302") == before
    assert analyst.cell("CX-302", "benefit") == "4.1"
    analyst.drag("CX-101", 3.2)  # down: the heaviest score first
    assert analyst.file("CX-101").scores == (1, 5, 5, 3)


def test_a_drag_to_the_side_is_refused_in_words_and_escape_puts_back(analyst: Analyst) -> None:
    seq = analyst.desk.store.head.seq
    start = analyst.press("CX-302")
    analyst.move(start + QPoint(90, 12))
    assert analyst.reads()[0] == "Cost comes from 55 k€ and 70 person-days"
    QTest.mouseRelease(analyst.matrix, LEFT, NONE, start + QPoint(90, 12))
    assert analyst.refused == [
        "The cost of CX-302 comes from 55 k€ and 70 person-days: change these in the table or "
        "the panel."
    ]
    start = analyst.press("CX-302")
    analyst.move(start + QPoint(0, 80))
    analyst.keys(KEY.Key_Escape)
    assert analyst.matrix.lift is None
    QTest.mouseRelease(analyst.matrix, LEFT, NONE, start + QPoint(0, 80))
    start = analyst.press("CX-302")
    outside = QPoint(start.x(), -300)
    analyst.move(outside)
    QTest.mouseRelease(analyst.matrix, LEFT, NONE, outside)
    start = analyst.press("CX-302")
    analyst.move(start + QPoint(0, 80))
    assert analyst.desk.store.head.seq == seq
    id = analyst.row("CX-101").id
    analyst.desk.do("Elsewhere", lambda s: initiatives.rename(s, id, "One ID"))
    assert analyst.matrix.lift is None, "what was lifted may be something else now"
    QTest.mouseRelease(analyst.matrix, LEFT, NONE, start)
    assert analyst.desk.store.head.seq == seq + 1
    assert analyst.row("CX-101").it.title == "One ID"
    assert analyst.file("CX-302").scores == (4, 5, 4, 3)


def test_everything_by_keyboard(analyst: Analyst) -> None:
    analyst.matrix.setFocus()
    analyst.keys(KEY.Key_Home)
    current = analyst.matrix.current()
    assert current is not None
    assert (current.it.code, current.rank) == ("CX-301", 1)
    assert "rank 1 of 21" in analyst.matrix.accessibleDescription()
    analyst.keys(KEY.Key_Right)
    assert analyst.selected() == {"CX-202"}, "the nearest to the right at its height"
    analyst.keys(KEY.Key_Return)
    assert analyst.opened == [("initiative", analyst.row("CX-202").id)]
    assert analyst.file("CX-202").scores == (5, 4, 4, 4)
    analyst.keys(KEY.Key_Space)
    assert analyst.reads()[0] == "CX-202 as it is"
    assert [one.text for one in analyst.page.hints()] == ["change the benefit", "drop", "put back"]
    analyst.keys(KEY.Key_Up)
    assert analyst.reads() == ("CX-202: urgency 4→5", "benefit 4.5, score 2.25")
    analyst.keys(KEY.Key_Left)
    assert analyst.reads()[0].startswith("Cost comes from 40 k€")
    analyst.keys(KEY.Key_Up, KEY.Key_Down, KEY.Key_Space)
    assert analyst.matrix.lift is None
    assert analyst.labels()[0] == "Score CX-202: urgency 4→5"
    analyst.keys(KEY.Key_Space, KEY.Key_PageDown, KEY.Key_Escape)
    assert analyst.file("CX-202").scores == (5, 4, 4, 5)
    current = analyst.matrix.current()
    assert current is not None
    assert current.it.code == "CX-202", "the keyboard stays where it was"


def test_all_bubbles_hold_their_code_and_paint_in_a_small_window(analyst: Analyst) -> None:
    written = [one.text for one in analyst.matrix.laid().written if one is not None]
    assert sorted(written) == sorted(row.it.code[3:] for row in analyst.matrix.rows.values())
    analyst.home.resize(600, 500)
    QApplication.processEvents()
    assert analyst.home.width() == 600, "the page fits beside the panel in a narrow window"
    assert not analyst.matrix.grab().isNull()
    assert analyst.page.body.beside.isHidden()
    analyst.run("show-weights")
    assert not analyst.page.body.beside.isHidden()


def test_the_menu_of_a_bubble_is_for_what_is_selected(analyst: Analyst) -> None:
    def offered(at: QPoint, reason: QContextMenuEvent.Reason) -> QMenu:
        event = QContextMenuEvent(reason, at, analyst.matrix.mapToGlobal(at))
        QApplication.sendEvent(analyst.matrix, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    how = QContextMenuEvent.Reason
    menu = offered(analyst.at("CX-203"), how.Mouse)
    assert [action.text() for action in menu.actions()] == ["Open", "Priority"]
    menu.close()
    assert analyst.selected() == {"CX-203"}
    analyst.click("CX-204", CONTROL)
    menu = offered(QPoint(), how.Keyboard)
    assert [action.text() for action in menu.actions()] == ["Priority"]
    inner = menu.actions()[0].menu()
    assert isinstance(inner, QMenu)
    next(one for one in inner.actions() if one.text() == "Highest").trigger()
    menu.close()
    assert analyst.labels()[0] == "Priority of 2 initiatives: highest"
    assert analyst.file("CX-203").priority == Priority.HIGHEST
