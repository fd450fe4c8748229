"""The chart of readings: what it draws, and how each reading is reached and said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.analysis.nps import nps
from cxdesk.services.strategy_view import Point
from cxdesk.ui import theme
from cxdesk.ui.outcome.chart import Charted, ReadingsChart
from tests.ui.outcomes.outcome_hands import OutcomeHands

TODAY = date(2026, 11, 23)
Key = Qt.Key


def points(values: list[float], split: tuple[int, int, int] | None = None) -> tuple[Point, ...]:
    return tuple(
        Point(n + 1, date(2026, 2, 2) + timedelta(30 * n), value, 100, split,
              nps(*split) if split else None)
        for n, value in enumerate(values)
    )  # fmt: skip


def charted(shown: tuple[Point, ...], baseline: float = 10, target: float = 20) -> Charted:
    return Charted(
        "O1 Calm", "%", baseline, target, date(2026, 2, 2), date(2027, 12, 31), TODAY, shown
    )


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> Iterator[ReadingsChart]:
    made = ReadingsChart()
    qtbot.addWidget(made)
    made.resize(320, made.sizeHint().height())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    theme.apply(themed, "light")


def picture(chart: ReadingsChart) -> QImage:
    return chart.grab().toImage()


def inked(image: QImage, color: QColor) -> set[tuple[int, int]]:
    """The pixels of one colour."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).rgb() == color.rgb()
    }


def test_the_newest_reading_is_said_at_first(chart: ReadingsChart) -> None:
    chart.show_readings(charted(points([10, 12, 11])))
    assert chart.said() == "3 Apr 2026, 11 %, n 100"
    assert chart.accessibleName() == "Readings of O1 Calm"
    assert chart.accessibleDescription().startswith(
        "3 readings from 2 Feb 2026 to 3 Apr 2026, from 10 % to be 20 % by 31 Dec 2027."
    )


def test_without_readings_it_draws_the_promise(chart: ReadingsChart) -> None:
    chart.show_readings(charted(()))
    assert chart.said() == ""
    assert "0 readings" in chart.accessibleDescription()
    assert inked(picture(chart), theme.current().accent), "the day it is"
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.point() is None


def test_the_keyboard_goes_from_reading_to_reading(chart: ReadingsChart) -> None:
    chart.show_readings(charted(points([float(n) for n in range(25)])))
    chart.setFocus()
    steps = [
        (Key.Key_Left, 24.0), (Key.Key_Left, 23.0), (Key.Key_Right, 24.0), (Key.Key_Right, 24.0),
        (Key.Key_PageUp, 14.0), (Key.Key_PageDown, 24.0), (Key.Key_Home, 0.0),
        (Key.Key_Left, 0.0), (Key.Key_End, 24.0),
    ]  # fmt: skip
    for key, expected in steps:
        QTest.keyClick(chart, key)
        found = chart.point()
        assert found is not None
        assert found.value == expected, key
        assert f"{expected:g} %" in chart.said()
        assert chart.said() in chart.accessibleDescription()


def test_a_survey_is_said_with_its_interval(chart: ReadingsChart) -> None:
    chart.show_readings(charted(points([10, 16], (60, 25, 15))))
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.said() == "4 Mar 2026, 16 %, n 100, 95 % interval 29.3 to 58.0"


def test_enter_and_a_click_choose_a_reading(chart: ReadingsChart, qtbot: QtBot) -> None:
    chart.show_readings(charted(points([10, 12, 11])))
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Home)
    with qtbot.waitSignal(chart.point_chosen, timeout=500) as heard:
        QTest.keyClick(chart, Key.Key_Return)
    assert heard.args == [1]
    scale = chart.scale()
    at = QPoint(round(scale.x(date(2026, 3, 6).toordinal())), 100)
    with qtbot.waitSignal(chart.point_chosen, timeout=500) as heard:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [2]


def test_the_pointer_says_the_nearest_reading_and_leaves_it(chart: ReadingsChart) -> None:
    chart.show_readings(charted(points([10, 12, 11])))
    scale = chart.scale()
    QTest.mouseMove(chart, QPointF(scale.x(date(2026, 2, 5).toordinal()), 90).toPoint())
    QApplication.processEvents()
    assert chart.said() == "2 Feb 2026, 10 %, n 100"
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.said() == "3 Apr 2026, 11 %, n 100"


def test_the_keyboards_reading_survives_a_new_one(chart: ReadingsChart) -> None:
    shown = points([10, 12, 11])
    chart.show_readings(charted(shown))
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Home)
    earlier = Point(99, date(2026, 1, 5), 9.0, None, None, None)
    chart.show_readings(charted((earlier, *shown)))
    found = chart.point()
    assert found is not None
    assert found.id == 1


@pytest.mark.parametrize("look", ["light", "dark"])
def test_lines_stand_where_the_figures_are(
    chart: ReadingsChart, themed: QApplication, look: str
) -> None:
    theme.apply(themed, look)
    chart.restyle()
    chart.show_readings(charted(points([10, 15])))
    scale, image = chart.scale(), picture(chart)
    for place, value in enumerate((10.0, 15.0)):
        x = scale.x((date(2026, 2, 2) + timedelta(30 * place)).toordinal())
        assert image.pixelColor(round(x), round(scale.y(value))).rgb() == theme.current().text.rgb()
    today = round(scale.x(TODAY.toordinal()))
    assert {x for x, _ in inked(image, theme.current().accent)} & {today - 1, today, today + 1}


def test_a_theme_chosen_later_is_put_on(chart: ReadingsChart, themed: QApplication) -> None:
    chart.show_readings(charted(points([10, 15])))
    before = picture(chart)
    theme.apply(themed, "dark")
    chart.restyle()
    assert picture(chart) != before


def test_intervals_are_drawn_where_answers_were_split(chart: ReadingsChart) -> None:
    """From the low to the high end there is a line, beside the reading there is none."""
    chart.show_readings(charted(points([10, 15], (60, 25, 15))))
    scale, image = chart.scale(), picture(chart)
    x = round(scale.x(date(2026, 2, 2).toordinal()))
    rows = range(round(scale.y(57)), round(scale.y(31)))
    assert len(rows) > 30
    ground = theme.current().canvas.lightness()
    assert all(image.pixelColor(x, y).lightness() < ground - 20 for y in rows)
    beside = [image.pixelColor(x + 6, y).lightness() for y in rows]
    assert sum(1 for one in beside if one < ground - 60) < len(rows) / 4


@pytest.mark.parametrize(
    ("baseline", "target", "values"),
    [(5.0, 5.5, [5.0]), (0.0, -1e12, [-3e11]), (1e-9, 2e-9, [1.5e-9]), (12.0, 25.0, [])],
)
def test_any_figures_can_be_drawn(
    chart: ReadingsChart, baseline: float, target: float, values: list[float]
) -> None:
    chart.show_readings(charted(points(values), baseline, target))
    assert inked(picture(chart), theme.current().accent)


def test_readings_before_the_start_and_after_the_due_day(chart: ReadingsChart) -> None:
    shown = (
        Point(1, date(2020, 1, 1), 1.0, None, None, None),
        Point(2, date(2029, 1, 1), 2.0, None, None, None),
    )
    chart.show_readings(charted(shown))
    scale = chart.scale()
    assert scale.left <= scale.x(date(2020, 1, 1).toordinal())
    assert scale.x(date(2029, 1, 1).toordinal()) <= scale.right


def test_a_hundred_thousand_readings_are_a_few_strokes(chart: ReadingsChart) -> None:
    first = date(1750, 1, 1)
    shown = tuple(
        Point(n + 1, first + timedelta(n), float(n % 89), None, None, None) for n in range(100_000)
    )
    chart.show_readings(charted(shown))
    painter = chart._plotted()
    assert painter._line.size() <= 4 * 330
    picture(chart)
    chart.setFocus()
    drawn = chart._picture
    QTest.keyClick(chart, Key.Key_Left)
    QTest.keyClick(chart, Key.Key_Left)
    picture(chart)
    assert chart._picture is drawn, "only the mark moved"
    assert chart.point() == shown[-2]


def test_the_chart_of_the_panel_leads_to_the_row_of_the_table(hands: OutcomeHands) -> None:
    hands.open("O4")
    chart = hands.panel.chart
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Home)
    assert chart.said() == "2 Feb 2026, 26 h, n 17,950"
    QTest.keyClick(chart, Key.Key_Return)
    table = hands.panel.readings.table
    assert table.hasFocus()
    assert table.current_row().on == date(2026, 2, 2)
