"""Messages at the foot of the window, refusals, and the question for a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cxdesk.model.errors import ReasonNeeded, RuleBroken, Way
from cxdesk.services import initiatives
from cxdesk.store.errors import DiskFull
from cxdesk.ui.desk import Toast
from cxdesk.ui.reason import ReasonOverlay, ask_reason
from cxdesk.ui.toasts import FOOT_BAR, STAYS_MS, Toasts


@pytest.fixture
def room(themed, qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1000, 600)
    widget.show()
    return widget


def test_a_toast_stands_in_the_middle_above_the_status_bar(room):
    toasts = Toasts(room)
    toasts.say(Toast("CX-604 moved to Ready", undo=True))
    assert toasts.height() == 40
    assert abs(toasts.geometry().center().x() - 500) <= 1
    assert 600 - toasts.geometry().bottom() - 1 == 26 + 12
    assert STAYS_MS == 8000


def test_a_toast_stands_above_bars_at_the_foot_of_a_place(room):
    bar = QWidget(room, objectName=FOOT_BAR)
    bar.setGeometry(0, 530, 1000, 44)
    toasts = Toasts(room)
    toasts.say(Toast("3 initiatives moved to Ready", undo=True))
    assert toasts.geometry().bottom() > 530
    bar.show()
    toasts.say(Toast("3 initiatives moved to Ready", undo=True))
    assert 530 - toasts.geometry().bottom() - 1 == 12


def test_a_toast_goes_after_its_time(room, qtbot):
    toasts = Toasts(room, stays_ms=1)
    toasts.say(Toast("Done"))
    assert toasts.isVisible()
    qtbot.waitUntil(toasts.isHidden)


def test_the_pointer_holds_a_toast(room, qtbot):
    toasts = Toasts(room, stays_ms=1)
    toasts.say(Toast("Done"))
    at = QPointF(5, 5)
    QApplication.sendEvent(toasts, QEnterEvent(at, at, at))
    assert not toasts._clock.isActive()
    QApplication.sendEvent(toasts, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(toasts.isHidden)


def test_the_focus_holds_a_toast(room, qtbot):
    toasts = Toasts(room, stays_ms=1)
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    toasts.say(Toast("Done", button="Show"))
    toasts.button.setFocus()
    with qtbot.waitSignals([toasts._clock.timeout, toasts._clock.timeout]):
        pass
    assert toasts.isVisible()
    toasts.button.clearFocus()
    qtbot.waitUntil(toasts.isHidden)


def test_one_at_a_time(room):
    toasts = Toasts(room)
    toasts.say(Toast("First", undo=True))
    toasts.say(Toast("Second"))
    assert toasts.accessibleName() == "Second"
    assert toasts.button.isHidden()


def test_long_words_wrap_and_stay_in_the_window(room):
    toasts = Toasts(room)
    text = "CX-102 bleibt: Kundenzufriedenheitsverbesserungsmaßnahme ist nicht geliefert. " * 4
    toasts.say(Toast(text, button="Zur Kundenzufriedenheitsmaßnahme", action=lambda: None))
    assert toasts.height() > 60
    assert room.rect().contains(toasts.geometry())
    assert toasts.rect().contains(toasts.button.geometry())
    assert toasts.rect().contains(toasts.words.geometry())


def test_the_button_of_a_toast_undoes(window, desk, id_of):
    before = desk.store.head.undo_top
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-101"), "One ID"), said="Renamed")
    assert window.toasts.accessibleName() == "Renamed"
    assert window.toasts.button.accessibleName() == "Undo"
    QTest.mouseClick(window.toasts.button, Qt.MouseButton.LeftButton)
    assert desk.store.head.undo_top == before
    assert window.toasts.accessibleName() == "Undone: Rename"


def test_a_refusal_shows_the_way_and_f8_goes_there(window, desk, press, id_of):
    way = Way("Open CX-101", "initiative", id_of("CX-101"))
    desk.refused.emit(RuleBroken("CX-102 stays in Ready: CX-101 is not delivered", way))
    assert window.toasts.accessibleName() == "CX-102 stays in Ready: CX-101 is not delivered"
    assert window.toasts.button.accessibleName() == "Open CX-101"
    press(Qt.Key.Key_F8)
    assert window.toasts.isHidden()
    assert window.panel.current() == id_of("CX-101")


@pytest.mark.parametrize(
    "error",
    [DiskFull("There is no room left on the disk."), RuleBroken("Not so."), ReasonNeeded("Why?")],
)
def test_trouble_is_said_in_its_own_words(window, desk, error):
    desk.refused.emit(error)
    assert window.toasts.accessibleName() == error.text
    assert window.toasts.button.isHidden()


def test_f8_does_nothing_without_an_offer(window, desk, press):
    head = desk.store.head
    desk.said.emit(Toast("Saved"))
    press(Qt.Key.Key_F8)
    assert desk.store.head == head
    assert window.toasts.isVisible()


# The reason ---------------------------------------------------------------------------------


def test_a_reason_is_asked_for_and_handed_on(window, plain, press):
    plain.field.setFocus()
    given: list[str] = []
    asking = ask_reason(plain, "This makes 9, the limit is 8.", given.append)
    assert QApplication.focusWidget() is asking.field
    press(Qt.Key.Key_Return)
    assert asking.isVisible()
    assert not asking.go_on.isEnabled()
    press("  the regulator  ")
    assert asking.go_on.isEnabled()
    press(Qt.Key.Key_Return)
    assert given == ["the regulator"]
    assert asking.isHidden()
    assert QApplication.focusWidget() is plain.field


def test_esc_gives_up(window, plain, press):
    plain.field.setFocus()
    given: list[str] = []
    ask_reason(plain, "Why?", given.append)
    press("because")
    press(Qt.Key.Key_Escape)
    assert given == []
    assert QApplication.focusWidget() is plain.field


def test_tab_stays_inside_and_buttons_work(window, plain, press):
    given: list[str] = []
    asking = ask_reason(plain, "Why?", given.append)
    press("so")
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[-1] is asking.field
    assert asking.go_on in seen
    asking.go_on.setFocus()
    press(Qt.Key.Key_Return)
    assert given == ["so"]


def test_only_one_question_at_a_time(window, plain, qtbot):
    first = ask_reason(plain, "First?", print)
    second = ask_reason(plain, "Second?", print)
    assert first.isHidden()
    assert second.isVisible()
    qtbot.waitUntil(lambda: not isValid(first))
    assert window.findChildren(ReasonOverlay) == [second]
