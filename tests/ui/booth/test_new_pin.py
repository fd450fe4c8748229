"""A PIN that a holder chooses in the booth, after the vote."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.new_pin import NewPinPage
from cxdesk.ui.booth.page import AskPage
from tests.ui.ballot.voter import press, settle
from tests.ui.booth.hands import CTRL, Key, Opener, answer, click, sealed_page, seat
from tests.ui.booth.office import CODE


def _vote(booth: Booth, id: int, pin: str = "") -> None:
    click(seat(booth, id))
    if pin:
        answer(booth, pin)
    press(Key.Key_Return)
    press(Key.Key_Return, CTRL)
    settle()
    press(Key.Key_Return, CTRL)
    settle()


def _page(booth: Booth) -> NewPinPage:
    assert isinstance(booth.page, NewPinPage)
    return booth.page


def _type(field: QLineEdit, text: str) -> None:
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, text)


def test_a_holder_chooses_a_pin_after_the_vote(opened: Opener) -> None:
    booth, box = opened()
    _vote(booth, 1)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is sealed_page(booth).pin
    press(Key.Key_Return)
    settle()
    page = _page(booth)
    _type(page.first, "123")
    press(Key.Key_Tab)
    _type(page.again, "1234")
    press(Key.Key_Return)
    assert "not the same" in page.fault.text()
    _type(page.again, "123")
    press(Key.Key_Return)
    assert page.fault.text() == "A PIN is 4 to 12 digits or letters."
    _type(page.first, "2468")
    page.again.clear()
    press(Key.Key_Tab)
    _type(page.again, "2468")
    assert "2468" not in (page.first.displayText() + page.again.displayText())
    press(Key.Key_Return)
    settle()
    assert box.pins == {1: "2468"}
    # The receipt is still there to be written down.
    assert CODE[:4] in sealed_page(booth).code.text()
    assert "Your PIN is set" in sealed_page(booth).words.text()
    click(sealed_page(booth).go_on)
    assert isinstance(booth.page, HandOverPage)


def test_a_pin_is_taken_away_and_a_delegate_has_none_to_set(opened: Opener) -> None:
    booth, box = opened()
    _vote(booth, 5, "5555")
    button = sealed_page(booth).pin
    assert button is not None
    assert button.text() == "Change my PIN"
    click(button)
    press(Key.Key_Escape)
    settle()
    click(button)
    booth.leave()  # the receipt below is lost then: it is asked about
    settle()
    assert isinstance(booth.page, AskPage)
    click(booth.page.stay)
    click(_page(booth).remove)
    assert box.pins == {5: ""}
    click(sealed_page(booth).go_on)
    _vote(booth, 4)
    assert sealed_page(booth).pin is None
