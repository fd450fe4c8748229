"""The timeline through mouse and keyboard: pan, zoom, focus, lanes, horizons, filters, new bars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import cards, initiatives, programs, roadmap
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.pickers import Picker
from cxdesk.ui.roadmap.looks import Colour
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.paint_head import placed_marks
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.zoom_bar import Step
from tests.conftest import clock

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TimelinePage:
    """The timeline of the sample, as wide as in a window of 1440 px, with the keyboard."""
    made = TimelinePage(Editing(desk, desk))
    qtbot.addWidget(made)
    made.resize(1264, 900)
    made.load()
    desk.changed.connect(made.follow)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.canvas.setFocus()
    return made


def one(page: TimelinePage, code: str) -> Card:
    return next(card for card in page.rows.all_cards() if card.code == code)


def at(page: TimelinePage, code: str) -> QPoint:
    return page.canvas.rect_of(one(page, code).id).toRect().center()


def current(page: TimelinePage) -> str:
    card = page.canvas.current_card()
    return "" if card is None else card.code


def press(page: TimelinePage, *keys: Key, held: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        QTest.keyClick(page.canvas, key, held)


def turn(page: TimelinePage, x: float, by: int, held: Qt.KeyboardModifier) -> None:
    view = page.canvas.viewport()
    where = QPointF(x, 300)
    event = QWheelEvent(
        where, QPointF(view.mapToGlobal(where.toPoint())), QPoint(), QPoint(0, by),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_one_pans_zooms_about_the_pointer_and_fits(page: TimelinePage) -> None:
    canvas = page.canvas
    assert page.bar.count() == "24 of 24"
    # At first all that is not over is in sight; what ended long ago is named at the edge.
    assert canvas.scale.date_at(0) < date(2026, 9, 14)
    assert canvas.scale.date_at(canvas.width_of_plot) > date(2027, 12, 17)
    assert canvas.rect_of(one(page, "CX-304").id).right() < canvas.left
    for x, by in ((700, 240), (300, 960), (1200, -480), (150, -9600), (900, 12_000), (116, -120)):
        day = canvas.scale.day_at(x - canvas.left)
        turn(page, x, by, CONTROL)
        assert abs((day - canvas.scale.origin) * canvas.scale.px_a_day + canvas.left - x) < 1
        low, high = canvas.limits()
        assert low - 1e-9 <= canvas.scale.px_a_day <= high + 1e-9
    press(page, Key.Key_0)
    assert canvas.scale.date_at(0) <= date(2026, 2, 16)
    before, ground = canvas.scale, QPoint(600, canvas.viewport().height() - 12)
    for button in (LEFT, MIDDLE):
        QTest.mousePress(canvas.viewport(), button, pos=ground)
        QTest.mouseMove(canvas.viewport(), ground - QPoint(50, 0))
        QTest.mouseMove(canvas.viewport(), ground - QPoint(100, 0))
        QTest.mouseRelease(canvas.viewport(), button, pos=ground - QPoint(100, 0))
        assert canvas.scale.x_of(date(2027, 1, 1)) == pytest.approx(
            before.x_of(date(2027, 1, 1)) - 100
        )
        before = canvas.scale
    turn(page, 500, -120, SHIFT)
    assert canvas.scale.origin > before.origin
    press(page, Key.Key_T)
    x = canvas.scale.x_of(page.rows.today)
    assert x == pytest.approx(canvas.width_of_plot / 3, abs=1)
    QTest.mouseClick(page.bar.zoom.more, LEFT)
    page.outlook.to_step(Step.WEEK)
    assert (canvas.scale.px_a_day, page.bar.zoom.said.text()) == (12.0, "522 %")
    # Never so far that nothing is left.
    canvas.pan(-1e7, 0)
    assert canvas.scale.date_at(canvas.width_of_plot) >= date(2025, 2, 1)


def test_arrows_go_from_bar_to_bar_and_clicks_select(page: TimelinePage) -> None:
    canvas, opened = page.canvas, []
    canvas.opened.connect(opened.append)
    press(page, Key.Key_Right)
    first = current(page)
    assert first
    canvas.focus_bar(one(page, "CX-101").id)
    press(page, Key.Key_Right)
    assert current(page) == "CX-103"
    press(page, Key.Key_Left)
    assert current(page) == "CX-101"
    press(page, Key.Key_Down)
    assert current(page) == "CX-302"
    press(page, Key.Key_PageDown)
    assert one(page, current(page)).domain == "Care"
    press(page, Key.Key_PageUp, Key.Key_Home)
    assert current(page) == "CX-101"
    press(page, Key.Key_End)
    assert current(page) == "CX-402"
    press(page, Key.Key_Return)
    assert opened == [one(page, "CX-402").id]
    # Every bar is reached by arrows alone.
    seen, ahead = {"CX-402"}, ["CX-402"]
    while ahead:
        code = ahead.pop()
        for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
            canvas.focus_bar(one(page, code).id)
            press(page, key)
            if current(page) not in seen:
                seen.add(current(page))
                ahead.append(current(page))
    assert len(seen) == 24
    press(page, Key.Key_0)
    QTest.mouseClick(canvas.viewport(), LEFT, pos=at(page, "CX-302"))
    QTest.mouseClick(canvas.viewport(), LEFT, CONTROL, at(page, "CX-402"))
    chosen = {one(page, code).id for code in ("CX-302", "CX-402")}
    assert set(canvas.selected_ids()) == chosen
    press(page, Key.Key_F, held=SHIFT)
    days = [canvas.scale.date_at(x) for x in (0, canvas.width_of_plot)]
    assert date(2026, 12, 20) < days[0] < date(2027, 1, 11)
    assert date(2027, 7, 30) < days[1] < date(2027, 8, 20)
    press(page, Key.Key_Escape)
    assert len(canvas.selected_ids()) == 1
    QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(600, canvas.viewport().height() - 12))
    assert canvas.selected_ids() == []
    QTest.mouseDClick(canvas.viewport(), LEFT, pos=at(page, "CX-402"))
    assert opened[-1] == one(page, "CX-402").id


def test_lanes_fold_group_and_what_is_seen_is_remembered(page: TimelinePage, desk: Desk) -> None:
    kept: dict[str, object] = {}
    page.habit_changed.connect(kept.__setitem__)
    canvas = page.canvas
    canvas.focus_bar(one(page, "CX-101").id)
    press(page, Key.Key_Underscore)
    assert canvas.rect_of(one(page, "CX-101").id).isNull()
    QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(40, canvas.head + 8))
    assert not canvas.rect_of(one(page, "CX-101").id).isNull()
    page.outlook.set_lanes(Axis.OWNER)
    lane = canvas.plan.lane_of(one(page, "CX-301").id)
    assert lane is not None
    assert lane.heading.name == "Aisha Khan"
    assert any(lane.count == 0 for lane in canvas.plan.lanes)  # empty ones stay
    page.outlook.set_lanes(Axis.OUTCOME)
    assert [lane.heading.code for lane in canvas.plan.lanes] == ["O1", "O2", "O3", "O4"]
    canvas.toggle_lane("O4")
    for colour in Colour:
        page.outlook.set_colour(colour)
        assert page.legend.words()
    assert page.legend.words()[:3] == ["on track", "at risk", "off track"]
    QTest.mouseClick(page.bar.critical, LEFT)
    assert "critical" not in page.legend.words()
    page.outlook.to_step(Step.QUARTER)
    page.outlook._keep_scale()
    again = TimelinePage(Editing(desk, page))
    again.recall(kept)
    again.resize(1264, 900)
    again.load()
    assert (again.canvas.colour, again.rows.lanes_by) == (Colour.HEALTH, Axis.OUTCOME)
    assert not again.canvas.show_critical
    assert [lane.folded for lane in again.canvas.plan.lanes] == [False, False, False, True]
    assert again.canvas.scale.px_a_day == pytest.approx(1.1)
    again.deleteLater()


def test_horizons_are_dragged_and_typed(page: TimelinePage, desk: Desk) -> None:
    canvas = page.canvas
    x = round(canvas.left + canvas.scale.end_of(date(2027, 2, 28)))
    month = round(31 * canvas.scale.px_a_day)
    view = canvas.viewport()
    QTest.mouseMove(view, QPoint(x, 8))
    assert view.cursor().shape() is Qt.CursorShape.SplitHCursor
    QTest.mousePress(view, LEFT, pos=QPoint(x, 8))
    QTest.mouseMove(view, QPoint(x + month, 8))
    assert canvas.edges()[0] > date(2027, 3, 25)
    QTest.keyClick(canvas, Key.Key_Escape)
    assert canvas.edges()[0] == date(2027, 2, 28)
    QTest.mouseRelease(view, LEFT, pos=QPoint(x + month, 8))
    QTest.mousePress(view, LEFT, pos=QPoint(x, 8))
    QTest.mouseMove(view, QPoint(x + 5, 8))
    QTest.mouseMove(view, QPoint(x + month, 8))
    QTest.mouseRelease(view, LEFT, pos=QPoint(x + month, 8))
    with desk.read() as session:
        here = cards.board(session).frame
    assert date(2027, 3, 28) <= here.short_ends <= date(2027, 4, 3)
    desk.undo()
    assert canvas.edges() == (date(2027, 2, 28), date(2027, 8, 31))
    page.horizons.ask()
    form = page.horizons.form
    assert form is not None
    form.mid.setText("31 Jan 2027")
    QTest.keyClick(form.mid, Key.Key_Return)
    assert "after the short one" in form.trouble.text()
    form.mid.setText("30 Sep 2027")
    QTest.keyClick(form.mid, Key.Key_Return)
    assert canvas.edges() == (date(2027, 2, 28), date(2027, 9, 30))


def test_new_ones_begin_in_their_lane_and_those_without_dates_get_some(
    page: TimelinePage, desk: Desk, qtbot: QtBot
) -> None:
    canvas = page.canvas
    canvas.focus_bar(one(page, "CX-203").id)
    page.adding.new.trigger()
    form = page.adding.form
    assert form is not None
    QTest.keyClick(form.title, Key.Key_Return)
    assert "needs a title" in form.trouble.text()
    form.title.setText("Grüße & Co <b>")
    form.start.setText("")
    QTest.keyClick(form.title, Key.Key_Return)
    made = next(card for card in page.rows.all_cards() if card.title == "Grüße & Co <b>")
    assert (made.domain, made.start, made.state) == ("Care", None, State.BACKLOG)
    lane = next(lane for lane in canvas.plan.lanes if lane.heading.name == "Care")
    assert ([one.id for one in lane.dateless], lane.count) == ([made.id], 6)
    canvas.verticalScrollBar().setValue(lane.top)
    from cxdesk.ui.roadmap.lane_labels import label_of

    QTest.mouseClick(canvas.viewport(), LEFT, pos=label_of(canvas, lane).dateless.center())
    picker = next(each for each in page.window().findChildren(Picker) if each.isVisible())
    QTest.keyClick(picker.focusWidget() or picker, Key.Key_Return)
    placed = page.rows.card(made.id)
    assert placed is not None
    assert placed.start is not None
    assert placed.end is not None
    assert page.rows.network.days(placed.start, placed.end) == 20
    assert current(page) == made.code
    desk.undo()
    desk.undo()
    assert page.rows.card(made.id) is None


def test_filters_hide_say_so_and_a_hidden_bar_that_one_goes_to_is_shown(
    page: TimelinePage, desk: Desk
) -> None:
    said: list[str] = []
    desk.said.connect(lambda toast: said.append(toast.text))
    care = next(lane.heading.key for lane in page.canvas.plan.lanes if lane.heading.name == "Care")
    page.bar.keep(page.bar.kept.keep("domains", (care,)))
    assert page.bar.count() == "5 of 24"
    assert page.canvas.rect_of(one(page, "CX-101").id).isNull()
    lanes = {lane.heading.name: (lane.shown, lane.count) for lane in page.canvas.plan.lanes}
    assert (lanes["IT"], lanes["Care"]) == ((0, 5), (5, 5))
    assert page.reveal("initiative", one(page, "CX-101").id)
    assert "although the filters hide it" in said[-1]
    assert current(page) == "CX-101"
    point = next(row for row in page.rows.roadmap.milestones if row.code == "CX-103")  # type: ignore[union-attr]
    assert page.reveal("milestone", point.id)
    assert current(page) == "CX-103"
    page.bar.narrow.setText("no such words")
    assert page.empty.words() == "No initiative matches these filters"
    assert page.empty.isVisible()
    page.filtering.clear()
    assert (page.bar.count(), page.empty.isVisible()) == ("24 of 24", False)


def test_a_bar_is_read_out_with_all_that_matters(page: TimelinePage, desk: Desk) -> None:
    def said(code: str) -> str:
        index = page.model.index_of(one(page, code).id)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert said("CX-101") == (
        "CX-101 Single customer ID, in progress, IT, 5 Oct 2026 to 26 Feb 2027, critical, "
        "no slack, owner Ravi Menon"
    )
    assert "waits for CX-401" in said("CX-402")
    desk.do("Pin", lambda s: initiatives.pin(s, one(page, "CX-402").id))
    assert "pinned to its dates" in said("CX-402")
    assert "130 working days" not in page.canvas.words_at(at(page, "CX-402"))
    assert "85 working days" in page.canvas.words_at(at(page, "CX-402"))
    mark = next(mark for mark in page.canvas.marks if mark.title == "B1, B3")
    x = round(page.canvas.left + page.canvas.scale.x_of(mark.on))
    assert "B1 Ask Once" in page.canvas.words_at(QPoint(x, 60))
    # A deadline that moves moves its mark.
    with desk.read() as session:
        batch = next(row for row in cards.batch_rows(session) if row.code == "B6")
    assert batch.id is not None
    desk.do("Later", lambda s: programs.move_deadline(s, batch.id, date(2027, 7, 15)))
    assert any(mark.on == date(2027, 7, 15) for mark in page.canvas.marks)


def test_menus_offer_what_can_be_done_here(page: TimelinePage) -> None:
    def words(groups: Iterable[Iterable[QAction]]) -> list[str]:
        return [action.text().partition("\t")[0] for group in groups for action in group]

    page.canvas.focus_bar(one(page, "CX-201").id)
    offered = words(page.menu.of_bar(one(page, "CX-201").id))
    for wanted in ("Open", "Open charter", "Set dates…", "Why is it here?", "Copy code"):
        assert wanted in offered

    def waiting() -> list[str]:
        with page.desk.read() as session:
            rows = roadmap.milestones(session)
        return [row.name for row in rows if row.code == "CX-201" and not row.done]

    before = waiting()
    reached = f"“{before[0]}” is reached"
    next(
        action for group in page.menu.of_bar(one(page, "CX-201").id)
        for action in group if action.text() == reached
    ).trigger()  # fmt: skip
    assert waiting() == before[1:]
    lane = page.canvas.plan.lanes[0]
    assert "Fold this lane" in words(page.menu.of_place(QPoint(30, page.canvas.head + 5)))
    ground = words(page.menu.of_place(QPoint(600, page.canvas.viewport().height() - 10)))
    assert {"New initiative here…", "Add a milestone here…", "Show everything"} <= set(ground)
    assert not lane.folded


def test_bars_take_the_colours_of_the_dark(page: TimelinePage, qapp: QApplication) -> None:
    def colours() -> set[int]:
        image = page.canvas.viewport().grab().toImage()
        middle = page.canvas.rect_of(one(page, "CX-201").id).toRect()
        return {image.pixel(x, middle.top() + 5) for x in range(middle.left(), middle.right())}

    light = colours()
    tint = theme.current().domain(one(page, "CX-201").hue)[1].rgba()
    assert tint in light
    theme.apply(qapp, "dark")
    page.restyle()
    assert tint not in colours()
    theme.apply(qapp, "light")


def test_a_file_for_reading_only_is_looked_at(
    themed: QApplication, sample_file: Path, home: Path, qtbot: QtBot
) -> None:
    with Store(sample_file, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        page = TimelinePage(Editing(desk, desk))
        qtbot.addWidget(page)
        page.resize(1000, 700)
        page.load()
        page.show()
        assert not page.adding.new.isEnabled()
        x = round(page.canvas.left + page.canvas.scale.end_of(page.canvas.edges()[0]))
        QTest.mousePress(page.canvas.viewport(), LEFT, pos=QPoint(x, 8))
        assert page.canvas.dragged_edges is None
        QTest.mouseRelease(page.canvas.viewport(), LEFT, pos=QPoint(x, 8))


def test_words_of_a_mark_make_room_for_those_of_the_next(page: TimelinePage) -> None:
    canvas = page.canvas
    last = max(canvas.marks, key=lambda mark: mark.on)
    assert last.title == "B4"
    px = 2.2
    edge = last.on.toordinal() - (canvas.viewport().width() - canvas.left - 16) / px
    canvas.set_scale(Scale(edge, px))
    placed = {one.mark.title: one for one in placed_marks(canvas)}
    assert placed["B4"].at_left
    assert placed["B5"].at_left
    assert not placed["B4"].words.isNull()
    assert not placed["B5"].words.isNull()
    assert placed["B5"].x < placed["B4"].words.left()
