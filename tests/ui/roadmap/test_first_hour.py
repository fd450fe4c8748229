"""What a newcomer meets on the timeline: words under the pointer and on buttons, Enter, focus."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxdesk.services import initiatives
from cxdesk.ui.desk import Desk
from cxdesk.ui.printing import Paper
from cxdesk.ui.roadmap.drag_shift import Part
from cxdesk.ui.roadmap.links_draft import handle
from cxdesk.ui.roadmap.looks import Colour
from cxdesk.ui.roadmap.milestone_form import MilestoneForm
from cxdesk.ui.roadmap.slip_form import SlipForm
from tests.ui.popup import choose, open_picker
from tests.ui.roadmap.link_hands import LinkHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> LinkHands:
    return LinkHands(desk, qtbot)


def test_what_is_under_the_pointer_says_what_it_is_and_does(hands: LinkHands) -> None:
    canvas = hands.canvas
    hands.look_at(date(2026, 10, 1), 4.0)
    hands.canvas.grab()
    # A milestone at the foot of its bar, even where it hangs below it.
    one = next(mark for mark in canvas.rows.marks if mark.minor and mark.on > date(2026, 11, 1))
    assert one.initiative is not None
    foot = round(canvas.rect_of(one.initiative).bottom())
    for px in (4.0, 20.0):
        hands.look_at(date(2026, 10, 25), px)
        x = round(canvas.left + canvas.scale.middle_of(one.on))
        assert canvas.words_at(QPoint(x, foot + 1)).startswith(one.items[0].name)
    hands.look_at(date(2026, 10, 1), 4.0)
    # An edge of a horizon, a handle, a lane.
    edge = round(canvas.left + canvas.scale.end_of(canvas.edges()[0]))
    assert canvas.words_at(QPoint(edge, 8)) == "Short term ends 28 Feb 2027. Drag to change it."
    hands.over(hands.point("CX-504", Part.WHOLE))
    right = handle(hands.state, hands.card("CX-504").id, "F")
    assert right is not None
    hands.over(right.toPoint())
    assert "Drag to another bar" in canvas.words_at(right.toPoint())
    label = QPoint(40, round(canvas.rect_of(hands.card("CX-101").id).top()))
    assert canvas.words_at(label) == "IT\n5 initiatives\nA click folds the lane"


def test_menus_lead_to_milestones_and_paper(hands: LinkHands, qtbot: QtBot) -> None:
    page, id = hands.page, hands.card("CX-101").id
    words = {one.text(): one for group in page.menu.of_bar(id) for one in group}
    assert "Link to…\tL" in words
    milestones = words["Change a milestone"].menu()
    assert isinstance(milestones, QMenu)
    first = milestones.actions()[0]
    first.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(MilestoneForm)))
    form = page.findChildren(MilestoneForm)[0]
    assert first.text() == f"{form.name.text()}, {form.on.text()}"
    form.close_overlay()
    papers: list[Paper] = []
    page.print_requested.connect(papers.append)
    ground = QPoint(page.canvas.width() - 40, page.canvas.height() - 30)
    entries = [one for group in page.menu.of_place(ground) for one in group]
    next(one for one in entries if one.text() == "Print…").trigger()
    qtbot.waitUntil(lambda: bool(papers))
    paper = page.paper()
    assert paper is not None
    assert papers[0].name == paper.name


def test_the_mark_of_a_broken_link_is_a_part_of_it(hands: LinkHands) -> None:
    hands.look_at(date(2026, 11, 1), 4.0)
    late = date(2026, 10, 19), date(2027, 2, 19)
    hands.desk.do("Later", lambda s: initiatives.schedule(s, hands.card("CX-201").id, *late))
    hands.canvas.grab()
    link = hands.link("CX-201", "CX-203")
    way = next(way for one, way in hands.state.sight.ways if one.id == link.id)
    at = hands.state.mark_box(way).center().toPoint()
    hands.over(at)
    assert "broken by 5 working days" in hands.canvas.words_at(at)
    QTest.mouseClick(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert hands.state.selected == link.id
    hands.form().close()


def test_enter_after_typing_the_days_of_a_slip_only_goes_on_to_the_button(hands: LinkHands) -> None:
    before = hands.everything()
    hands.focus("CX-101")
    hands.press(Qt.Key.Key_S)
    form = next(one for one in hands.page.findChildren(SlipForm) if one.isVisible())
    hands.press(Qt.Key.Key_5)
    hands.press(Qt.Key.Key_Return)
    assert form.isVisible()
    assert hands.everything() == before
    assert form.go_on.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.kept("CX-101")[1] == date(2027, 3, 5)


def test_the_bar_above_says_its_words_and_gives_the_keyboard_back(hands: LinkHands) -> None:
    page, beside = hands.page, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert page.width() == 1264
    assert page.what_ifs.button.toolButtonStyle() == beside
    assert page.bar.colour.toolTip() == "What colours stand for"
    page.bar.colour.setFocus()
    page.bar.colour.click()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(open_picker().list, key)
    QApplication.processEvents()
    assert page.canvas.colour is Colour.STATE
    assert page.focusWidget() is page.canvas


def test_the_legend_tells_of_a_what_if_only_while_it_is_shown(hands: LinkHands) -> None:
    page = hands.page
    page.what_ifs.button.click()
    choose("Begin a what-if…")
    form = page.what_ifs.form
    assert form is not None
    form.name.insert("Later")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    hands.focus("CX-504")
    hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    hands.press(Qt.Key.Key_Return)
    assert "changed in the what-if" in page.legend.words()
    page.what_ifs.adopt()
    QApplication.processEvents()
    assert "changed in the what-if" not in page.legend.words()
    assert "milestone" in page.legend.words()


def test_the_focused_bar_stays_in_sight_when_the_panel_takes_room(hands: LinkHands) -> None:
    hands.look_at(date(2026, 10, 1), 2.3)
    hands.focus("CX-503")
    view = hands.canvas.viewport()
    assert hands.canvas.rect_of(hands.card("CX-503").id).left() > view.width() - 400
    hands.page.resize(1264 - 400, 900)
    QApplication.processEvents()
    assert hands.canvas.rect_of(hands.card("CX-503").id).left() < view.width() - 24


def test_keys_of_the_zoom_hold_while_the_bar_above_has_the_keyboard(hands: LinkHands) -> None:
    bar, canvas = hands.page.bar, hands.canvas
    bar.critical.setFocus()
    before = canvas.scale
    QTest.keyClick(bar.critical, Qt.Key.Key_Plus)
    assert canvas.scale.px_a_day > before.px_a_day
    QTest.keyClick(bar.critical, Qt.Key.Key_0)
    assert canvas.scale.px_a_day < before.px_a_day
    shown = bar.critical.isChecked()
    bar.narrow.setFocus()
    QTest.keyClick(bar.narrow, Qt.Key.Key_0)
    assert bar.narrow.text() == "0"
    assert bar.critical.isChecked() == shown
