"""Bars dragged and resized with the mouse: what it pushes shows first, nothing is saved unasked."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.services import initiatives, programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.drag_shift import Part
from cxdesk.ui.roadmap.scale import Scale
from tests.conftest import clock
from tests.ui.roadmap.bar_hands import ALT, CONTROL, LEFT, BarHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> BarHands:
    return BarHands(desk, qtbot)


def test_an_end_that_is_dragged_over_a_successor_asks_and_moves_both_as_one(
    hands: BarHands,
) -> None:
    before = hands.everything()
    at = hands.grab("CX-201", Part.END)
    hands.carry(at, 7)
    assert hands.label().startswith("19 Oct – 19 Feb, 88 working days (+5)")
    assert "Pushes CX-203" in hands.label()
    assert hands.grip.drag is not None
    hands.canvas.grab()  # ghosts, rings and words are painted
    ghost = hands.grip.drag.preview
    assert ghost is not None
    assert list(ghost.pushed.values()) == [(date(2027, 2, 22), date(2027, 4, 2))]
    QTest.keyClick(hands.canvas, Qt.Key.Key_Escape)
    assert (hands.grip.drag, hands.canvas.moved, hands.label()) == (None, {}, "")
    hands.drop(at)
    assert hands.everything() == before

    hands.drag("CX-201", 7, Part.END)
    assert hands.bar.isVisible()
    assert hands.bar.text() == (
        "Not saved CX-201 ends 19 Feb, 5 working days later."
        " CX-203 First-bill call starts 15 Feb, before CX-201 ends."
    )
    assert hands.bar.go.text() == "Move CX-203 to 22 Feb"
    assert hands.everything() == before
    assert hands.canvas.rect_of(hands.card("CX-201").id).right() == pytest.approx(
        hands.canvas.left + hands.canvas.scale.end_of(date(2027, 2, 19))
    )

    hands.press(Qt.Key.Key_Return)
    assert not hands.bar.isVisible()
    assert hands.kept("CX-201", "CX-203") == [
        (date(2026, 10, 19), date(2027, 2, 19)), (date(2027, 2, 22), date(2027, 4, 2)),
    ]  # fmt: skip
    assert hands.newest() == "Move the end of CX-201 to 19 Feb 2027, and 1 successor with it"
    hands.desk.undo()
    assert hands.everything() == before
    assert hands.canvas.moved == {}


def test_keep_and_flag_moves_nobody_else_and_discard_nothing(hands: BarHands) -> None:
    before = hands.everything()
    hands.drag("CX-201", 7, Part.END)
    hands.press(Qt.Key.Key_Escape)
    assert (hands.bar.isVisible(), hands.canvas.moved) == (False, {})
    assert hands.everything() == before

    hands.drag("CX-201", 7, Part.END)
    hands.bar.more.click()
    lines = [line.text for line in hands.bar.details.lines]
    assert any("CX-203" in line and "5 working days later" in line for line in lines)
    QTest.mouseClick(hands.bar.keep, LEFT)
    assert hands.kept("CX-201", "CX-203") == [
        (date(2026, 10, 19), date(2027, 2, 19)), (date(2027, 2, 15), date(2027, 3, 26)),
    ]  # fmt: skip
    assert len(hands.page.rows.network.broken()) == 1
    # The link is broken now: a day less breaks nothing that was whole.
    hands.drag("CX-201", -1, Part.END)
    assert hands.kept("CX-201")[1] == date(2027, 2, 18)


def test_what_pushes_nobody_is_saved_at_once_and_several_move_together(hands: BarHands) -> None:
    before = hands.everything()
    hands.drag("CX-504", 8.4)  # dropped on a Tuesday
    assert hands.kept("CX-504") == (date(2026, 12, 15), date(2027, 3, 8))
    assert hands.toasts[-1].text == "Move CX-504 to 15 Dec 2026 – 8 Mar 2027"
    assert hands.toasts[-1].undo
    hands.drag("CX-504", 2, keys=ALT)  # by weeks: not half way to the next
    assert hands.kept("CX-504")[0] == date(2026, 12, 14)
    hands.desk.undo()
    hands.desk.undo()
    assert hands.everything() == before

    hands.look_at(date(2027, 1, 1))
    hands.focus("CX-604")
    for code in ("CX-204", "CX-601"):  # the second has started: it stays
        at = hands.point(code, Part.END)
        QTest.mouseClick(hands.canvas.viewport(), LEFT, CONTROL, at)
    at = hands.grab("CX-204")
    hands.carry(at, 7)
    assert "2 initiatives together" in hands.label()
    assert "CX-601 stays: begun or done" in hands.label()
    hands.drop(at + QPoint(35, 0))
    assert hands.kept("CX-204", "CX-604", "CX-601") == [
        (date(2027, 3, 22), date(2027, 5, 28)),
        (date(2027, 1, 18), date(2027, 6, 18)),
        (date(2026, 10, 26), date(2027, 1, 29)),
    ]
    assert hands.newest() == "Move 2 initiatives"
    hands.desk.undo()
    assert hands.everything() == before

    # A click settles on one of several, and does not move it.
    at = hands.point("CX-604", Part.WHOLE)
    QTest.mouseClick(hands.canvas.viewport(), LEFT, pos=at)
    assert hands.canvas.selected_ids() == [hands.card("CX-604").id]
    assert hands.everything() == before


def test_what_has_begun_keeps_its_start_and_what_is_done_stays(hands: BarHands) -> None:
    before = hands.everything()
    at = hands.grab("CX-201")
    hands.carry(at, 10)
    assert hands.label() == "CX-201 has started: its start stays, its end can move."
    assert hands.canvas.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    assert hands.canvas.moved == {}
    hands.canvas.grab()
    hands.drop(at)
    hands.look_at(date(2026, 8, 1))
    for part in Part:
        at = hands.grab("CX-104", part)
        hands.carry(at, 12)
        assert "delivered: what is done does not move" in hands.label()
        hands.drop(at)
    assert hands.everything() == before
    cursor = hands.grip.cursor
    card, zone = hands.card("CX-201"), QPoint(0, 0)
    assert cursor(zone, card, "end") is Qt.CursorShape.SizeHorCursor
    assert cursor(zone, card, "start") is None
    assert cursor(zone, hands.card("CX-104"), "end") is None


def test_a_deadline_in_the_way_is_named_and_can_move_along(hands: BarHands) -> None:
    before = hands.everything()
    hands.drag("CX-302", 63, Part.END)  # its batch B3 is due 30 April
    assert "CX-302 ends 15 working days after B3 is due, 30 Apr." in hands.bar.text()
    assert hands.bar.go.text() == "Move B3's deadline to 21 May"
    assert hands.bar.keep.isHidden()
    assert hands.everything() == before
    hands.bar.go.click()
    assert hands.kept("CX-302")[1] == date(2027, 5, 21)
    assert ("B3", date(2027, 5, 21)) in hands.everything()
    hands.desk.undo()
    assert hands.everything() == before


def test_what_waits_takes_further_gestures_and_follows_the_file(hands: BarHands) -> None:
    hands.drag("CX-201", 7, Part.END)
    assert len(hands.pending.proposal.asked) == 1  # type: ignore[union-attr]
    hands.drag("CX-201", 7, Part.END)  # from where it is shown
    assert "CX-201 ends 26 Feb, 10 working days later." in hands.bar.text()
    hands.drag("CX-504", 7)
    assert hands.bar.text().startswith("Not saved 2 initiatives move.")
    # Somebody else moves the successor away meanwhile: nothing breaks any more.
    away = hands.card("CX-203").id
    dates = date(2027, 3, 1), date(2027, 3, 26)
    hands.desk.do("Move CX-203", lambda s: initiatives.schedule(s, away, *dates))
    proposal = hands.pending.proposal
    assert proposal is not None
    assert away not in proposal.pushed
    # Back where it was is no change.
    hands.pending.discard()
    hands.drag("CX-201", 7, Part.END)
    assert hands.bar.isVisible() is False  # nobody is pushed any more: saved
    assert hands.kept("CX-201")[1] == date(2027, 2, 19)


def test_one_that_is_moved_before_its_predecessor_ends_is_asked_about(hands: BarHands) -> None:
    hands.drag("CX-203", -7)
    assert hands.bar.text() == (
        "Not saved CX-203 moves to 8 Feb – 19 Mar, 5 working days earlier."
        " CX-203 First-bill call starts 8 Feb, before CX-201 ends."
    )
    assert hands.bar.go.text() == "Keep and flag"
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-203")[0] == date(2027, 2, 8)
    hands.desk.undo()
    # Later first, then back too far: as far as its predecessor lets it is offered.
    hands.drag("CX-203", 14)
    hands.drag("CX-203", -21)
    assert hands.bar.go.text() == "Move CX-203 to 15 Feb instead"
    assert hands.bar.keep.isVisible()
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-203") == (date(2027, 2, 15), date(2027, 3, 26))
    assert not hands.bar.isVisible()


def test_the_pinned_stay_and_the_edges_scroll(hands: BarHands) -> None:
    id = hands.card("CX-203").id
    hands.desk.do("Pin CX-203", lambda s: initiatives.pin(s, id))
    at = hands.grab("CX-201", Part.END)
    hands.carry(at, 7)
    assert "CX-203 is pinned: it stays" in hands.label()
    picture = QPixmap(hands.canvas.viewport().size())
    hands.canvas.viewport().render(picture)
    origin = hands.canvas.scale.origin
    edge = QPoint(hands.canvas.viewport().width() - 4, at.y())
    hands.hover(edge)
    assert hands.grip._clock.isActive()
    for _ in range(5):
        hands.grip._on_tick()
    assert hands.canvas.scale.origin > origin
    shown = hands.canvas.moved[hands.card("CX-201").id][1].toordinal()
    assert abs(hands.canvas.scale.day_at(edge.x() - hands.canvas.left) - shown) < 4
    hands.canvas.mouse.cancel()
    assert not hands.grip._clock.isActive()
    assert hands.canvas.moved == {}


def test_a_file_for_reading_only_has_no_grips(store: Store, themed: object, qtbot: QtBot) -> None:
    store.close()
    with Store(store.path, home=store.path.parent, read_only=True, clock=clock) as reading:
        desk = Desk(reading)
        hands = BarHands(desk, qtbot)
        before = hands.everything()
        assert hands.grip.cursor(QPoint(), hands.card("CX-204"), "end") is None
        hands.drag("CX-204", 14)
        hands.focus("CX-204")
        hands.press(Qt.Key.Key_Right, ALT)
        assert "reading only" in hands.toasts[-1].text
        assert (hands.everything(), hands.canvas.moved) == (before, {})
        assert not hands.page.gestures.set_dates.isEnabled()
        desk.deleteLater()


def test_in_a_what_if_a_move_is_a_step_of_it(hands: BarHands) -> None:
    from cxdesk.services import what_if

    before = hands.everything()
    made = hands.desk.do("Begin", lambda s: what_if.begin(s, "Later"))
    assert made is not None
    assert hands.page.planning.show_what_if(made.result)
    hands.drag("CX-201", 7, Part.END)
    hands.press(Qt.Key.Key_Return)
    assert hands.everything() == before
    assert hands.card("CX-203").start == date(2027, 2, 22)
    assert hands.page.planning.show_what_if(None)
    assert hands.card("CX-203").start == date(2027, 2, 15)


def test_the_backlog_may_pass_a_deadline(hands: BarHands) -> None:
    """One in the backlog may end after the deadline: that is said, and saved all the same."""
    batch = hands.card("CX-404").batch_id
    assert batch is not None
    hands.desk.do("Due", lambda s: programs.move_deadline(s, batch, date(2027, 12, 31)))
    hands.canvas.set_scale(Scale(date(2027, 8, 1).toordinal(), 4))
    at = hands.grab("CX-404", Part.END)
    hands.carry(at, 21)
    assert "B4 due 31 Dec 2027: 5 working days over" in hands.label()
    hands.drop(at + QPoint(84, 0))
    assert hands.kept("CX-404")[1] == date(2028, 1, 7)
