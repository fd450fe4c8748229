"""Pickers of thousands: the first are listed, what is typed finds the others."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.ui.pickers import Option, Picker, pick, pick_many
from tests.ui.groups.office import Key, Mod

PEOPLE = [Option(n, f"Zoë Müller {n:04d}", "Beraterin") for n in range(3000)]


@pytest.fixture
def anchor(themed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 30)
    made.show()
    return made


def texts(picker: Picker) -> list[str]:
    return [one.text for one in picker.model.shown]


def test_the_first_are_listed_with_how_many_more(
    anchor: QWidget, qtmodeltester: ModelTester
) -> None:
    chosen: list[int] = []
    picker = pick(anchor, "Who", PEOPLE, None, chosen.append)
    assert len(texts(picker)) == 201
    assert picker.model.shown[-1].why == "2,800 more: type a part of the name"
    qtmodeltester.check(picker.model)
    picker.list.setCurrentIndex(picker.model.index(200))
    QTest.keyClick(picker.search, Key.Key_Return)  # that line is nobody
    assert (chosen, picker.isVisible()) == ([], True)
    picker.search.setText("zoe 2987")
    assert texts(picker) == ["Zoë Müller 2987"]
    QTest.keyClick(picker.search, Key.Key_Return)
    assert chosen == [2987]


def test_rows_that_scroll_below_a_resting_pointer_change_nothing(anchor: QWidget) -> None:
    QCursor.setPos(300, 300)
    picker = pick(anchor, "Who", PEOPLE, None, lambda _one: None)
    picker.list.setCurrentIndex(picker.model.index(150))
    picker.list.entered.emit(picker.model.index(3))
    assert picker.list.currentIndex().row() == 150
    QCursor.setPos(301, 300)
    picker.list.entered.emit(picker.model.index(3))
    assert picker.list.currentIndex().row() == 3
    picker.close()


def test_who_is_chosen_already_is_listed_wherever_they_stand(anchor: QWidget) -> None:
    picker = pick(anchor, "Who", PEOPLE, 2500, lambda _one: None)
    assert texts(picker)[0] == "Zoë Müller 2500"
    assert picker.list.currentIndex().row() == 0
    picker.close()


def test_without_a_match_that_is_said(anchor: QWidget) -> None:
    picker = pick(anchor, "Who", PEOPLE, None, lambda _one: None)
    picker.search.setText("nobody at all")
    assert texts(picker) == ["No match"]
    QTest.keyClick(picker.search, Key.Key_Return)
    assert picker.isVisible()
    picker.close()


def test_several_are_kept_with_the_keyboard(anchor: QWidget) -> None:
    kept: list[list[int]] = []
    picker = pick_many(anchor, "Who", PEOPLE, [], kept.append)
    for word in ("0007", "2999"):
        picker.search.setText(word)
        QTest.keyClick(picker.search, Key.Key_Return)
    QTest.keyClick(picker.search, Key.Key_Return, Mod.ControlModifier)
    assert kept == [[7, 2999]]
