"""Why a bar is where it is, what moves if it slips or all is recalculated, and new free days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.services import calendar, initiatives
from cxdesk.ui.desk import Desk
from cxdesk.ui.printing import Paper
from cxdesk.ui.roadmap.slip_form import MovesForm, RecalculateForm, SlipForm
from cxdesk.ui.roadmap.why_popover import WhyPopover
from tests.ui.roadmap.bar_hands import BarHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> BarHands:
    return BarHands(desk, qtbot)


def open_form(hands: BarHands, kind: type[MovesForm]) -> MovesForm:
    return next(one for one in hands.page.findChildren(kind) if one.isVisible())


def test_w_says_why_and_leads_to_what_decides(hands: BarHands) -> None:
    hands.focus("CX-403")
    hands.press(Qt.Key.Key_W)
    here = next(one for one in hands.page.findChildren(WhyPopover) if one.isVisible())
    assert here.sentences[0] == "It starts after CX-103 Shared 360 history ends, 30 Apr 2027."
    assert here.sentences[-1] == "It is critical: if it ends later, the program does."
    ways = {button.text(): button for button in here.findChildren(QPushButton)}
    assert list(ways) == ["Go to CX-103", "Go to CX-401", "Close"]
    ways["Go to CX-401"].click()
    assert not here.isVisible()
    current = hands.canvas.current_card()
    assert current is not None
    assert current.code == "CX-401"
    assert hands.canvas.hasFocus()
    hands.focus("CX-204")
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Escape)
    assert hands.canvas.hasFocus()


def test_s_tells_what_a_slip_moves_before_it_is_applied(hands: BarHands) -> None:
    before = hands.everything()
    hands.focus("CX-101")
    hands.press(Qt.Key.Key_S)
    here = open_form(hands, SlipForm)
    assert isinstance(here, SlipForm)
    assert here.days.hasFocus()
    lines = [line.text for line in here.list.lines]
    assert lines[0] == "5 initiatives move"
    assert lines[1].startswith("CX-101 Single customer ID  5 Oct – 26 Feb  →  5 Oct – 12 Mar")
    assert "B1 Ask Once, due 30 Apr: CX-103 ends after it" in lines
    assert "Ends 17 Dec 2027, as before" in lines
    assert here.go_on.text() == "Apply, move B1's deadline"
    here.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("What moves if CX-101 slips by 10 working days\n")
    assert "CX-403 Fault history tablet\t10 May – 27 Aug 2027" in copied
    papers: list[Paper] = []
    hands.page.print_requested.connect(papers.append)
    here.paper.click()
    assert papers[0].name == "What moves if CX-101 slips by 10 working days"
    assert papers[0].make("A4").startswith(b"%PDF")

    here.days.setValue(1)
    assert here.list.lines[1].text.endswith("1 working day later")
    here.days.setValue(10)
    assert hands.everything() == before
    hands.press(Qt.Key.Key_Return, times=2)
    assert hands.kept("CX-101", "CX-103") == [
        (date(2026, 10, 5), date(2027, 3, 12)), (date(2027, 3, 15), date(2027, 5, 14)),
    ]  # fmt: skip
    assert ("B1", date(2027, 5, 14)) in hands.everything()
    assert hands.newest() == "Let CX-101 slip by 10 working days, and 4 successors with it"
    hands.desk.undo()
    assert hands.everything() == before

    hands.focus("CX-104")
    hands.press(Qt.Key.Key_S)
    here = open_form(hands, SlipForm)
    assert "it cannot slip any more" in here.fault.text()
    assert not here.go_on.isEnabled()
    hands.press(Qt.Key.Key_Escape)


def test_a_slip_is_tried_as_a_what_if(hands: BarHands) -> None:
    before = hands.everything()
    hands.focus("CX-101")
    hands.press(Qt.Key.Key_S)
    open_form(hands, SlipForm).branch.click()
    planning = hands.page.planning
    assert planning.what_if is not None
    assert planning.shown is not None
    assert planning.shown.name == "What moves if CX-101 slips by 10 working days"
    assert hands.card("CX-101").end == date(2027, 3, 12)
    assert hands.everything() == before


def test_recalculating_is_told_first_and_is_one_change(hands: BarHands) -> None:
    before = hands.everything()
    hands.page.gestures.ask_all.trigger()
    here = open_form(hands, RecalculateForm)
    many = len(hands.page.rows.network.pull_in())
    assert here.title() == f"Recalculating would move {many} initiatives"
    assert many > 2
    assert sum("→" in line.dates for line in here.list.lines) >= many
    assert hands.everything() == before
    hands.press(Qt.Key.Key_Return)
    assert hands.newest() == f"Recalculate: move {many} initiatives"
    hands.page.gestures.ask_all.trigger()
    assert here is not (again := open_form(hands, RecalculateForm))
    assert again.head.text() == "Recalculating would move nothing"
    assert not again.go_on.isEnabled()
    hands.press(Qt.Key.Key_Escape)
    hands.desk.undo()
    assert hands.everything() == before


def test_a_new_holiday_moves_nothing_and_says_what_it_breaks(hands: BarHands) -> None:
    before = hands.everything()
    network = hands.page.rows.network
    link = next(one for one in network.links.values() if network.cards[one.after].code == "CX-503")
    lag = network.days(date(2027, 1, 30), date(2027, 9, 3))  # not a day to spare
    hands.desk.do("Lag", lambda s: initiatives.relink(s, link.id, link.type, lag))
    assert not hands.page.rows.network.broken()
    hands.desk.do("Holiday", lambda s: calendar.add_holidays(s, {date(2027, 3, 8): "Day off"}))
    QApplication.processEvents()
    told = hands.toasts[-1]
    assert told.text == "1 link is broken by the new holiday."
    assert told.button == "Show"
    assert told.action is not None
    told.action()
    current = hands.canvas.current_card()
    assert current is not None
    assert current.code == "CX-503"
    assert hands.everything() == before
    said = len(hands.toasts)
    hands.page.follow(None)
    QApplication.processEvents()
    assert len(hands.toasts) == said  # once
    hands.desk.undo()
    hands.desk.do("Week", lambda s: calendar.set_working_week(s, (0, 1, 2, 3)))
    QApplication.processEvents()
    assert "the new working week" in hands.toasts[-1].text
    assert hands.everything() == before


def test_the_menu_of_a_bar_is_about_that_bar(hands: BarHands, qtbot: QtBot) -> None:
    hands.focus("CX-204")
    card = hands.card("CX-403")
    flags = hands.canvas.selectionModel().SelectionFlag
    hands.canvas.selectionModel().select(hands.canvas.card_model().index_of(card.id), flags.Select)
    offered = {one.text(): one for one in hands.page.gestures.menu_actions(card.id)}
    assert list(offered) == [
        "Set dates…\tD", "Pin to its dates\tP", "Why is it here?\tW",
        "What moves if it slips…\tS",
    ]  # fmt: skip
    offered["Why is it here?\tW"].trigger()
    qtbot.waitUntil(lambda: bool(hands.page.window().findChildren(WhyPopover)))
    here = hands.page.window().findChildren(WhyPopover)[-1]
    assert here.accessibleName() == "Why is CX-403 here?"
    assert len(hands.canvas.selected_ids()) == 2
    hands.press(Qt.Key.Key_Escape)
