"""The colours, palettes, stylesheet and type of the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QFileInfo, QObject, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QSpinBox, QWidget

from cxdesk.reports import roadmap_pen
from cxdesk.reports.picture import PAPER
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface
from cxdesk.ui.stylesheet import stylesheet, write_images
from cxdesk.ui.theme import DARK, LIGHT

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture(autouse=True)
def dressed(qapp):
    themes.apply(qapp, "light")
    yield
    themes.apply(qapp, "light")


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2."""

    def luminance(color: QColor) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@both
def test_text_is_readable_on_every_ground(theme):
    grounds = [theme.surface, theme.canvas, theme.side, theme.sunken, theme.hover]
    for ink in (theme.text, theme.text2, theme.text3, theme.accent, theme.danger, theme.warn):
        assert min(contrast(ink, ground) for ground in grounds) >= 4.5
    assert min(contrast(theme.control, ground) for ground in grounds) >= 3
    for ink, fill in (
        (theme.danger, theme.dangertint),
        (theme.warn, theme.warntint),
        (theme.text2, theme.tint2),
        (theme.text2, theme.press),
        (theme.on_solid, theme.solid),
        (theme.on_accent, theme.accent),
        (theme.on_danger, theme.danger),
    ):
        assert contrast(ink, fill) >= 4.5


@both
def test_domains_stand_out_and_a_seventh_repeats_a_hue(theme):
    for stripe, tint in theme.domains:
        assert contrast(stripe, theme.surface) >= 3
        assert contrast(theme.text2, tint) >= 4.5
    assert len({stripe.name() for stripe, _ in theme.domains}) == 6
    assert theme.domain(5) == theme.domains[5]
    assert theme.domain(6) == theme.domains[1]
    assert theme.domain(10) == theme.domains[0]


@both
def test_disabled_text_is_paler_in_the_palette(theme):
    made = themes.palette(theme)
    normal = made.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert normal == theme.text
    assert 2 < contrast(disabled, theme.surface) < contrast(theme.text3, theme.surface)


def test_choice_decides_the_appearance(qapp):
    assert themes.apply(qapp, "dark") is DARK
    assert themes.current() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.canvas
    assert themes.apply(qapp, "light") is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window) == LIGHT.canvas
    with pytest.raises(ValueError, match="sepia"):
        themes.apply(qapp, "sepia")


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (Qt.ColorScheme.Unknown, LIGHT),
        (Qt.ColorScheme.Light, LIGHT),
        (Qt.ColorScheme.Dark, DARK),
    ],
)
def test_auto_follows_the_system(qapp, monkeypatch, scheme, expected):
    class Hints:
        def colorScheme(self):
            return scheme

    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(Hints))
    assert themes.apply(qapp, "auto") is expected


@both
def test_stylesheet_is_filled_in_and_its_pictures_exist(qapp, theme):
    write_images(theme)
    sheet = stylesheet(theme)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    pictures = set(re.findall(r"url\((.+?)\)", sheet))
    assert len(pictures) == 9
    for picture in pictures:
        assert QFileInfo(picture).exists()
        assert QFileInfo(picture.replace(".png", "@2x.png")).exists()


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_primary_button_is_accent_and_pale_when_disabled(qapp, qtbot, choice):
    theme = themes.apply(qapp, choice)
    button = QPushButton("Record decision")
    qtbot.addWidget(button)
    button.setProperty("role", "primary")
    button.resize(160, 32)

    def ground():
        return button.grab().toImage().pixelColor(8, 16)

    assert ground() == theme.accent
    button.setEnabled(False)
    assert ground().name() == theme.faded(theme.accent).name()


def test_buttons_are_32_px_high(qapp, qtbot):
    button = QPushButton("Print")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() == 32


@pytest.mark.parametrize("px", [11, 13, 18])
def test_every_weight_of_inter_is_a_face_of_its_own(qapp, px):
    assert typeface.load_fonts() == "Inter"
    widths = [
        QFontMetricsF(typeface.font(px, weight)).horizontalAdvance("Single customer ID")
        for weight in (400, 500, 600, 700)
    ]
    assert widths == sorted(set(widths))


def test_figures_are_tabular_where_asked_and_hyphens_are_not_widened_elsewhere(qapp):
    metrics = QFontMetricsF(typeface.font(13, tabular=True))
    plain = QFontMetricsF(typeface.BODY.font())
    assert plain.horizontalAdvance("-") < metrics.horizontalAdvance("-")
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    assert metrics.horizontalAdvance("1111") != metrics.horizontalAdvance("llll")


def test_labels_take_the_font_of_their_role(qapp, qtbot):
    label = QLabel("Single customer ID")
    qtbot.addWidget(label)
    label.setProperty("role", "title")
    label.ensurePolished()
    assert label.font().pixelSize() == 18
    plain = QLabel("Single customer ID")
    qtbot.addWidget(plain)
    plain.ensurePolished()
    assert plain.font().pixelSize() == 13
    heavy, light = (QFontMetricsF(x.font()).horizontalAdvance("mm") for x in (label, plain))
    assert heavy > light * 18 / 13


def test_a_font_set_by_hand_survives(qapp, qtbot):
    button = QPushButton("Print")
    qtbot.addWidget(button)
    button.setFont(typeface.SMALL.font())
    button.ensurePolished()
    assert button.font().pixelSize() == 12


def test_number_fields_keep_a_margin(qapp, qtbot):
    field = QSpinBox()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.lineEdit().textMargins().left() == 8


def test_paper_has_the_inks_of_the_light_theme() -> None:
    for name in ("text", "text2", "text3", "line", "line2", "accent"):
        assert QColor(getattr(PAPER, name)) == getattr(LIGHT, name), name
    for name in ("danger", "sunken", "hover", "press"):
        assert QColor(getattr(roadmap_pen, name.upper())) == getattr(LIGHT, name), name
    for hue in range(8):
        assert tuple(map(QColor, roadmap_pen.hue_inks(hue))) == LIGHT.domain(hue)


def test_another_look_dresses_each_widget_twice_however_deep_it_lies(qapp, qtbot):
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(8):
        inner = QWidget(inner)
    rows = QListWidget(inner)
    rows.addItems([str(number) for number in range(40)])
    outer.show()
    rows.scrollToBottom()
    scrolled = rows.verticalScrollBar().value()
    dressed: list[object] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.StyleChange:
                dressed.append(event)
            return False

    watch = Watch()
    inner.installEventFilter(watch)
    themes.apply(qapp, "dark")
    assert len(dressed) == 2  # without the sheet and with it
    assert 0 < rows.verticalScrollBar().value() == scrolled


def test_no_widget_has_a_sheet_of_its_own():
    """Qt would dress all within it several times: rules stand in stylesheet_parts.py."""
    package = Path(themes.__file__).parent
    files = package.rglob("*.py")
    having = [one.name for one in files if ".setStyleSheet(" in one.read_text("utf-8")]
    assert having == ["theme.py"]
