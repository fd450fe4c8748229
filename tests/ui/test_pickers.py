"""Popups to choose from: every row has room for what it says, and the keys that keep are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.ui.pickers import Option, Picker, pick, pick_many

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")
Open = Callable[..., Picker]


@pytest.fixture
def anchor(themed: QApplication, qtbot: QtBot) -> QPushButton:
    made = QPushButton("Members")
    qtbot.addWidget(made)
    made.show()
    return made


def _inks(image: QImage, left: int, top: int, bottom: int) -> set[int]:
    """The colours of a strip that goes on to the right edge."""
    return {
        image.pixel(x, y) for x in range(left, image.width() - 4) for y in range(top, bottom)
    }  # fmt: skip


@pytest.mark.parametrize("many", [True, False], ids=["many", "one"])
@pytest.mark.parametrize("rows", [2, 14], ids=["short", "long"])
def test_a_note_never_runs_into_the_next_row(anchor: QPushButton, many: bool, rows: int) -> None:
    for length in range(5, 45):
        options = [Option(0, "Elena Rossi-Bianchi", "n" * length)]
        options += [Option(n, " ") for n in range(1, rows)]
        popup = (pick_many if many else pick)(anchor, "Who", options, (), lambda _: None)
        QApplication.processEvents()
        following = popup.list.visualRect(popup.model.index(1))
        image = popup.list.viewport().grab().toImage()
        assert len(_inks(image, 40, following.top() + 1, following.bottom())) == 1, length
        popup.close()


def test_a_popup_for_many_says_how_they_are_kept(anchor: QPushButton) -> None:
    options = [Option(n, f"No. {n}") for n in range(4)]
    kept: list[list[int]] = []
    popup = pick_many(anchor, "Which", options, [], kept.append)
    help = popup.findChild(QLabel)
    assert help is not None
    assert help.isVisible()
    assert help.text() == "Ctrl+Enter keeps, Esc leaves"
    assert popup.list.visualRect(popup.model.index(3)).bottom() <= popup.list.viewport().height()
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    QTest.keyClick(popup.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept == [[0]]


def test_space_ticks_one_of_many_until_something_is_typed(anchor: QPushButton) -> None:
    options = [Option(n, name) for n, name in enumerate(("Ada", "Ada Lovelace", *"BCDEFGHIJK"))]
    kept: list[list[int]] = []
    popup = pick_many(anchor, "Who", options, [], kept.append)
    assert popup.search.isVisible()
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Space)
    QTest.keyClicks(popup.search, "ada l")
    assert popup.search.text() == "ada l"
    QTest.keyClick(popup.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept == [[1]]


def test_a_popup_for_one_needs_no_such_words(anchor: QPushButton) -> None:
    popup = pick(anchor, "Which", [Option(1, "This"), Option(2, "That")], 1, lambda _: None)
    assert not [one for one in popup.findChildren(QLabel) if one.isVisible()]
