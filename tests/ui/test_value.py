"""A value that is read where it stands: the keys that change it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from cxdesk.ui.form.value import Value


def test_enter_changes_a_value_and_with_ctrl_it_is_for_the_page(qtbot: QtBot) -> None:
    value = Value("owner", "Owner")
    qtbot.addWidget(value)
    clicked = QSignalSpy(value.clicked)
    QTest.keyClick(value, Qt.Key.Key_Return)
    QTest.keyClick(value, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert clicked.count() == 2
    QTest.keyClick(value, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clicked.count() == 2, "it records, sends or closes what the value stands in"
    value.set_live(False)
    QTest.keyClick(value, Qt.Key.Key_Return)
    assert clicked.count() == 2
