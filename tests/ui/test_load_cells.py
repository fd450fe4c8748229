"""Load cells as they are painted: the number is read, and more load is seen as more."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from cxdesk.ui import theme
from cxdesk.ui.load_cells import LoadStrip, draw_load, fitting_text
from cxdesk.ui.theme import Theme

LOADS = (16.0, 36.0, 57.0, 78.0, 100.0)
THEMES = pytest.mark.parametrize(
    "colors", [theme.LIGHT, theme.DARK], ids=lambda one: "dark" if one.dark else "light"
)


def fill(load: float, colors: Theme, bound: float | None = 100.0) -> QColor:
    """The ground of a cell."""
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_load(painter, QRectF(0, 0, 60, 20), load, bound, colors)
    painter.end()
    return image.pixelColor(1, 1)


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2."""

    def light(color: QColor) -> float:
        parts = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@THEMES
def test_every_number_is_read(themed: object, colors: Theme) -> None:
    for load in range(1, 101):
        assert contrast(colors.text, fill(load, colors)) >= 4.5
        assert contrast(colors.text, fill(load, colors, None)) >= 4.5
    assert contrast(colors.on_danger, fill(108, colors)) >= 4.5
    assert fill(108, colors) == colors.danger


@THEMES
def test_more_is_seen_as_more(themed: object, colors: Theme) -> None:
    greys = [fill(load, colors) for load in (0.0, *LOADS)]
    away = [contrast(grey, colors.sunken) for grey in greys]
    assert away == sorted(away)
    assert len(set(away)) == len(away)


def test_greys_are_told_apart_in_the_dark(themed: object) -> None:
    greys = [fill(load, theme.DARK) for load in LOADS]
    assert contrast(fill(1, theme.DARK), theme.DARK.surface) >= 1.1
    assert all(contrast(less, more) >= 1.15 for less, more in pairwise(greys))


def test_the_light_ones_are_those_of_the_picture(themed: object) -> None:
    assert [fill(load, theme.LIGHT).name() for load in (0.0, 57.0, 100.0)] == [
        "#f1f3f6", "#d8dde3", "#c6ccd5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("load", "room", "text"),
    [
        (108, 60, "108 !"),
        (108, 26, "108!"),
        (108, 22.5, "108"),
        (1250, 60, "1,250 !"),
        (1250, 27, "1.2k"),
        (1250, 18, "1k"),
        (12_980, 28, "13k"),
        (999_700, 30, "1.0M"),
        (1_338_138, 44, "1,338k"),
        (1_338_138, 28, "1.3M"),
        (78, 24, "78"),
        (0, 24, ""),
    ],
)
def test_a_load_is_never_cut_off(themed: object, load: float, room: float, text: str) -> None:
    assert fitting_text(load, 100, room) == text


def test_a_mark_that_has_no_room_stands_with_the_month(themed: object, qtbot: QtBot) -> None:
    strip = LoadStrip()
    qtbot.addWidget(strip)
    months = [date(2027, n, 1) for n in range(1, 13)]
    strip.show_loads(months, [0, 78, 108] + [0] * 9, 100)
    strip.resize(320, strip.sizeHint().height())  # in a side panel
    assert [strip.head_of(n) for n in (1, 2)] == [("F", False), ("M !", True)]
    strip.resize(800, strip.sizeHint().height())
    assert [strip.head_of(n) for n in (1, 2)] == [("Feb", False), ("Mar", False)]
