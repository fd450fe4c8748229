"""The date field and its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.ui import theme
from cxdesk.ui.form.dates import Calendar, DateField

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")
TODAY = date(2027, 1, 22)
ALT = Qt.KeyboardModifier.AltModifier


class Diary:
    """A field with a date that it keeps."""

    def __init__(self, qtbot: QtBot) -> None:
        self.kept: list[date | None] = []
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.field = DateField("review", "Next review", self.keep, lambda: TODAY)
        self.field.show_date(1, date(2027, 1, 18))
        box = QVBoxLayout(self.over)
        box.addWidget(self.field)
        box.addStretch(1)
        self.over.resize(500, 400)
        self.over.show()
        self.over.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)

    def keep(self, on: date | None) -> bool:
        self.kept.append(on)
        return True

    def calendar(self) -> Calendar:
        QTest.keyClick(self.field, Qt.Key.Key_Down, ALT)
        QApplication.processEvents()
        return self.field.findChildren(Calendar)[-1]


@pytest.fixture(params=["light", "dark"])
def diary(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[Diary]:
    theme.apply(qapp, request.param)
    yield Diary(qtbot)
    theme.apply(qapp, "light")


def colours(calendar: Calendar, row: int, column: int) -> set[str]:
    """Every colour in a cell as it is painted."""
    view = calendar.findChild(QTableView)
    assert isinstance(view, QTableView)
    box: QRect = view.visualRect(view.model().index(row, column))
    picture = view.viewport().grab(box).toImage()
    return {
        QColor(picture.pixel(x, y)).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_a_day_is_chosen_with_the_keyboard(diary: Diary) -> None:
    days = diary.calendar().days
    view = days.findChild(QTableView)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert diary.kept == [date(2027, 1, 19)]
    assert diary.field.hasFocus()


def test_the_chosen_day_and_today_stand_out_and_other_months_stand_back(diary: Diary) -> None:
    calendar, now = diary.calendar(), theme.current()
    # January 2027: 18 is the Monday of the fourth week shown, 22 its Friday, 28 Dec the first day.
    assert now.accent.name() in colours(calendar, 4, 1)
    assert now.accent.name() in colours(calendar, 4, 5)
    assert now.surface.name() in colours(calendar, 4, 5)
    december, january = colours(calendar, 1, 1), colours(calendar, 2, 1)
    assert now.text.name() not in december
    assert now.text3.name() in december
    assert now.text.name() in january
