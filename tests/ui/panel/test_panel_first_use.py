"""What a person meets in the panel in the first hour: where the keyboard is, what is cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services import initiatives
from cxdesk.ui.panel.overview import Overview
from tests.ui.panel.panel_hands import Hands


def focused() -> str:
    """The name of the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_the_keyboard_stays_with_the_charters_steps(hands: Hands, qtbot) -> None:
    qtbot.waitUntil(hands.panel.isActiveWindow)
    hands.open("CX-103", "charter")
    hands.click("submit")
    assert hands.kept().charters[-1].state is CharterState.IN_REVIEW
    assert focused() == "approve"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert focused() == "answer"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert focused() == "approve"
    hands.click("approve")
    QTest.keyClicks(QApplication.focusWidget(), "Fine by me")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    hands.approved()
    assert focused() == "start-version"


def test_a_date_entered_has_room_for_its_words_and_keeps_its_width(hands: Hands) -> None:
    hands.open("CX-204")
    hands.write("start", "", enter=True)
    field = hands.find("start")
    assert field.text() == ""
    wide = field.width()
    words = QFontMetricsF(field.font()).horizontalAdvance("30 Sep 2026")
    sign = next(one for one in field.children() if one.inherits("QToolButton"))
    assert isinstance(sign, QWidget)
    assert sign.isVisible()
    assert words <= sign.x() - 9  # its frame and padding
    QTest.keyClicks(field, "30 Sep 2026")
    assert field.width() == wide


def test_no_two_rules_stand_together_where_there_is_no_outcome(hands: Hands) -> None:
    hands.open("CX-103")
    assert len(_rules(hands)) == 2
    id = hands.id("CX-204")
    hands.desk.do("Serve nothing", lambda s: initiatives.serve(s, id, ()))
    hands.open("CX-204")
    QApplication.processEvents()
    assert len(_rules(hands)) == 1


def _rules(hands: Hands) -> list[QWidget]:
    """The hairlines about the next state."""
    overview = hands.panel.page("initiative")
    assert isinstance(overview, Overview)
    return [one for one in overview.needs.findChildren(QWidget, "rule") if one.isVisible()]
